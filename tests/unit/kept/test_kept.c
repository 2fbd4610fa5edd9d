/* What was put is read as it stands in the store, however it came to stand there: rows that are kept decoded never speak
 * for other bytes than their own. */
#include "engine/rows/rows.h"
#include "rig.h"

struct bench {
    struct rig rig;
    struct txn txn;
    struct apply apply;
    const struct row_table *table;
};

static void bench_open(struct bench *b) {
    rig_open(&b->rig, &tally_counts);
    struct engine *e = b->rig.engine;
    assert_int_equal(txn_begin(e->store, true, &b->txn), 0);
    b->apply = (struct apply){.view = {e, &e->arena, &b->txn}};
    b->table = tally_counts.rows[0];
}

static void bench_close(struct bench *b) {
    assert_int_equal(b->txn.err, 0);
    txn_abort(&b->txn);
    rig_close(&b->rig);
}

static struct key key_of(const char *name) { return KEY(KEY_ID(tally_subject(name))); }

static tally__row *put(struct bench *b, const char *name, const char *note) {
    struct arena *a = b->apply.view.arena;
    tally__row *row = NEW_WITH_PERSONAL(a, tally__row);
    row->sealed_for = id_field(a, tally_subject(name));
    row->personal->note = arena_text(a, note);
    row_put(&b->apply, b->table, key_of(name), &row->base);
    return row;
}

static tally__row *got(struct bench *b, const char *name) { return row_get(&b->apply.view, b->table, key_of(name)); }

static void says(struct bench *b, const char *name, const char *note) {
    const tally__row *row = got(b, name);
    assert_non_null(row);
    assert_string_equal(row->personal->note, note);
}

static void the_last_put_is_read(void **state) {
    (void)state;
    struct bench b;
    bench_open(&b);
    put(&b, "x", "one");
    says(&b, "x", "one");
    put(&b, "x", "two");
    says(&b, "x", "two");
    put(&b, "x", "one");
    says(&b, "x", "one");
    bench_close(&b);
}

static void each_reader_has_its_own(void **state) {
    (void)state;
    struct bench b;
    bench_open(&b);
    put(&b, "x", "one")->personal->note = "not put";
    got(&b, "x")->personal->note = "not put either";
    says(&b, "x", "one");
    bench_close(&b);
}

static void what_is_taken_back_is_not_read(void **state) {
    (void)state;
    struct bench b;
    bench_open(&b);
    put(&b, "x", "one");
    struct txn_mark mark = txn_mark(&b.txn);
    put(&b, "x", "two");
    put(&b, "y", "three");
    txn_back(&b.txn, &mark);
    says(&b, "x", "one");
    assert_null(got(&b, "y"));
    row_delete(&b.apply, b.table, key_of("x"));
    assert_null(got(&b, "x"));
    bench_close(&b);
}

/* The bytes of one, put where another is to stand: they do not open there, whatever is kept. */
static void another_place_is_another_row(void **state) {
    (void)state;
    struct bench b;
    bench_open(&b);
    put(&b, "x", "one");
    struct key from = key_of("x"), to = key_of("y");
    struct span packed;
    store_table table = (store_table)table_index(b.rig.engine, b.table);
    assert_true(txn_get(&b.txn, table, &from, &packed));
    txn_put(&b.txn, table, &to, arena_span(&b.rig.arena, packed));
    assert_null(got(&b, "y"));
    assert_int_equal(b.txn.err, ERR_CORRUPT);
    b.txn.err = 0;
    says(&b, "x", "one");
    bench_close(&b);
}

/* More than are kept, and the next message, which begins with an empty arena. */
static void the_others_are_read_from_the_store(void **state) {
    (void)state;
    struct bench b;
    char name[2] = "a";
    bench_open(&b);
    for (; *name < 'a' + 2 * ROWS_KEPT; ++*name) put(&b, name, name);
    for (*name = 'a'; *name < 'a' + 2 * ROWS_KEPT; ++*name) says(&b, name, name);
    arena_reset(b.apply.view.arena);
    for (*name = 'a'; *name < 'a' + 2 * ROWS_KEPT; ++*name) says(&b, name, name);
    bench_close(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_put_is_read),
        cmocka_unit_test(each_reader_has_its_own),
        cmocka_unit_test(what_is_taken_back_is_not_read),
        cmocka_unit_test(another_place_is_another_row),
        cmocka_unit_test(the_others_are_read_from_the_store),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
