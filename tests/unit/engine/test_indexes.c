/* Indexes follow their rows, are made of them without the journal, and go when nobody declares them any more. */
#include "rig.h"

#include <stdio.h>
#include <stdlib.h>
#include "prng.h"

#define RIG(r, service)                                                                                                \
    struct rig r;                                                                                                      \
    rig_open(&r, &(service))

static store_table table_of(const struct rig *r, const char *name) {
    for (size_t i = 0; i < r->service->n_rows; i++)
        if (strcmp(r->service->rows[i]->name, name) == 0) return (store_table)(TABLE_SERVICE + i);
    abort();
}

/* The whole of an index as text: "5 x, 7 y". */
static const char *shown(struct rig *r, const char *index) {
    const char *text = "";
    struct store_cursor c = cursor_open(&r->engine->snapshot, table_of(r, index), &KEY_EMPTY, NULL);
    bool digit = strcmp(index, "digits") == 0;
    while (cursor_next(&c)) {
        int64_t n = digit ? c.key.bytes[0] : key_i64_at(&c.key, 0);
        text = arena_printf(&r->arena, "%s%s%lld %s", text, *text ? ", " : "", (long long)n,
                            (const char *)c.key.bytes + (digit ? 1 : 8));
    }
    cursor_close(&c);
    return text;
}

static void add(struct rig *r, const char *name, int by) { assert_int_equal(rig_add(r, rig_adding(r, name, by)), 0); }

static void assert_sound(struct rig *r) {
    char fault[200];
    int differing = engine_verify(r->engine, rig_folder(r, "verify"), fault);
    if (differing) fail_msg("%d: %s", differing, fault);
}

static void reopen_as(struct rig *r, const struct service *service) {
    r->service = service;
    r->n_progress = 0;
    if (rig_reopen(r)) fail_msg("%s", engine_open_error());
}

/* By hand, as nobody else may. */
static void edit(struct rig *r, const char *table, struct key key, bool put) {
    struct txn t;
    assert_int_equal(txn_begin(r->engine->store, true, &t), 0);
    if (put)
        txn_put(&t, table_of(r, table), &key, (struct span){NULL, 0});
    else
        txn_delete(&t, table_of(r, table), &key);
    assert_int_equal(txn_commit(&t), 0);
    assert_int_equal(txn_renew(&r->engine->snapshot), 0);
}

/* ---- following ---- */

static void an_index_follows_its_rows(void **state) {
    (void)state;
    RIG(r, tally_indexed_twice);
    add(&r, "x", 5);
    add(&r, "y", 7);
    assert_string_equal(shown(&r, "totals"), "5 x, 7 y");
    assert_string_equal(shown(&r, "digits"), "");
    add(&r, "x", 50);
    assert_string_equal(shown(&r, "totals"), "7 y, 55 x");
    assert_string_equal(shown(&r, "digits"), "5 x");
    add(&r, "y", 48);
    add(&r, "x", 1);
    assert_string_equal(shown(&r, "totals"), "55 y, 56 x");
    assert_string_equal(shown(&r, "digits"), "5 x, 5 y, 6 x");
    add(&r, "x", TALLY_FORGETS);
    assert_string_equal(shown(&r, "totals"), "55 y");
    assert_string_equal(shown(&r, "digits"), "5 y");
    assert_int_equal(r.n_progress, 0);
    assert_sound(&r);
    rig_close(&r);
}

static int by_total(const void *a, const void *b) {
    const int *l = a, *m = b;
    return l[1] != m[1] ? (l[1] > m[1]) - (l[1] < m[1]) : l[0] - m[0];
}

static void random_changes_agree_with_a_sorted_list(void **state) {
    (void)state;
    enum { NAMES = 12, CHANGES = 400 };
    RIG(r, tally_indexed);
    struct prng p;
    prng_init(&p, 7);
    int totals[NAMES][2];
    bool there[NAMES] = {false};
    for (int i = 0; i < NAMES; i++) totals[i][0] = i, totals[i][1] = 0;
    for (int i = 0; i < CHANGES; i++) {
        int k = (int)prng_below(&p, NAMES), by = prng_below(&p, 6) ? (int)prng_below(&p, 9) - 4 : TALLY_FORGETS;
        add(&r, (char[]){(char)('a' + k), 0}, by);
        there[k] = by != TALLY_FORGETS;
        totals[k][1] = there[k] ? totals[k][1] + by : 0;
    }
    qsort(totals, NAMES, sizeof totals[0], by_total);
    const char *expected = "";
    for (int i = 0; i < NAMES; i++)
        if (there[totals[i][0]])
            expected =
                arena_printf(&r.arena, "%s%s%d %c", expected, *expected ? ", " : "", totals[i][1], 'a' + totals[i][0]);
    assert_string_equal(shown(&r, "totals"), expected);
    assert_sound(&r);
    rig_close(&r);
}

/* ---- made of the rows ---- */

static void a_new_index_is_made_of_the_rows_alone(void **state) {
    (void)state;
    RIG(r, tally_counts);
    add(&r, "x", 5);
    add(&r, "y", 12);
    struct txn t;
    assert_int_equal(txn_begin(r.engine->store, true, &t), 0);
    txn_clear(&t, TABLE_JOURNAL); /* nothing to read it from */
    assert_int_equal(txn_commit(&t), 0);
    reopen_as(&r, &tally_indexed_twice);
    assert_string_equal(shown(&r, "totals"), "5 x, 12 y");
    assert_string_equal(shown(&r, "digits"), "1 y, 2 y");
    rig_close(&r);
}

static void another_version_is_made_anew(void **state) {
    (void)state;
    RIG(r, tally_indexed);
    add(&r, "x", 5);
    add(&r, "y", 12);
    edit(&r, "totals", KEY(KEY_I64(99), KEY_ID(tally_subject("z"))), true);
    reopen_as(&r, &tally_indexed); /* the same one is not made again */
    assert_string_equal(shown(&r, "totals"), "5 x, 12 y, 99 z");
    assert_int_equal(r.n_progress, 0);
    reopen_as(&r, &tally_indexed_anew);
    assert_string_equal(shown(&r, "totals"), "0 x, 1 y");
    add(&r, "x", 20);
    assert_string_equal(shown(&r, "totals"), "1 y, 2 x");
    assert_sound(&r);
    rig_close(&r);
}

static void an_interrupted_index_is_begun_anew(void **state) {
    (void)state;
    RIG(r, tally_indexed);
    add(&r, "x", 5);
    struct key mark = KEY(KEY_TEXT("index totals")), none = KEY(KEY_U64(0));
    struct txn t;
    assert_int_equal(txn_begin(r.engine->store, true, &t), 0);
    txn_put(&t, TABLE_META, &mark, key_span(&none));
    assert_int_equal(txn_commit(&t), 0);
    edit(&r, "totals", KEY(KEY_I64(5), KEY_ID(tally_subject("x"))), false);
    edit(&r, "totals", KEY(KEY_I64(1), KEY_ID(tally_subject("gone since"))), true);
    reopen_as(&r, &tally_indexed);
    assert_string_equal(shown(&r, "totals"), "5 x");
    rig_close(&r);
}

static void many_rows_are_taken_in_parts(void **state) {
    (void)state;
    enum { ROWS = 120001 };
    RIG(r, tally_counts);
    struct txn t;
    assert_int_equal(txn_begin(r.engine->store, true, &t), 0);
    struct view w = {r.engine, &r.arena, &t};
    for (int i = 0; i < ROWS; i++) {
        tally__row *row = NEW_WITH_PERSONAL(&r.arena, tally__row);
        row->sealed_for = id_field(&r.arena, r.engine->house);
        row->total = ROWS - i;
        struct key key = KEY(KEY_TEXT(arena_printf(&r.arena, "%05d", i)));
        struct span packed;
        assert_true(row_seal(&w, "counters", &key, &row->base, &packed));
        txn_put(&t, table_of(&r, "counters"), &key, packed);
    }
    assert_int_equal(txn_commit(&t), 0);
    reopen_as(&r, &tally_indexed);
    assert_int_equal(txn_count(&r.engine->snapshot, table_of(&r, "totals")), ROWS);
    assert_int_equal(r.n_progress, 3);
    assert_int_equal(r.progress_done, ROWS);
    assert_int_equal(r.progress_of, ROWS);
    char fault[200] = "";
    struct view v = {r.engine, &r.arena, &r.engine->snapshot};
    if (index_check(&v, r.service->rows[1], fault)) fail_msg("%s", fault);
    rig_close(&r);
}

static void what_nobody_declares_is_dropped(void **state) {
    (void)state;
    RIG(r, tally_indexed);
    add(&r, "x", 5);
    reopen_as(&r, &tally_counts);
    struct key mark = KEY(KEY_TEXT("index totals"));
    struct span value;
    assert_false(txn_get(&r.engine->snapshot, TABLE_META, &mark, &value));
    add(&r, "y", 7);
    reopen_as(&r, &tally_counts);
    reopen_as(&r, &tally_indexed);
    assert_string_equal(shown(&r, "totals"), "5 x, 7 y");
    assert_sound(&r);
    rig_close(&r);
}

/* ---- verify ---- */

static void assert_found(struct rig *r, const char *what) {
    char fault[200];
    assert_true(engine_verify(r->engine, rig_folder(r, "verify"), fault) > 0);
    if (!strstr(fault, what)) fail_msg("%s: %s", what, fault);
}

static void verify_checks_each_index_against_its_rows(void **state) {
    (void)state;
    RIG(r, tally_indexed);
    add(&r, "x", 5);
    add(&r, "y", 7);
    edit(&r, "totals", KEY(KEY_I64(5), KEY_ID(tally_subject("x"))), false);
    assert_found(&r, "index totals: 1 keys too few, 0 too many");
    edit(&r, "totals", KEY(KEY_I64(6), KEY_ID(tally_subject("x"))), true);
    assert_found(&r, "index totals: 1 keys too few, 1 too many");
    edit(&r, "totals", KEY(KEY_I64(5), KEY_ID(tally_subject("x"))), true);
    assert_found(&r, "index totals: 0 keys too few, 1 too many");
    edit(&r, "totals", KEY(KEY_I64(6), KEY_ID(tally_subject("x"))), false);
    assert_sound(&r);
    rig_close(&r);
}

/* ---- in memory ---- */

static bool stands_in_file(struct rig *r, const char *table) {
    struct txn t;
    struct key mark = key_from(span_text(arena_printf(&r->arena, "index %s", table)));
    struct span value;
    mark.bytes[mark.len++] = 0;
    assert_int_equal(txn_begin(r->engine->store, false, &t), 0);
    bool found = txn_get(&t, TABLE_META, &mark, &value);
    txn_abort(&t);
    return found;
}

static void one_in_memory_is_made_at_each_start(void **state) {
    (void)state;
    RIG(r, tally_indexed_in_memory);
    add(&r, "x", 5);
    add(&r, "y", 12);
    add(&r, "x", 50);
    assert_string_equal(shown(&r, "totals"), "12 y, 55 x");
    assert_sound(&r);
    reopen_as(&r, &tally_indexed_in_memory);
    assert_string_equal(shown(&r, "totals"), "12 y, 55 x");
    assert_int_equal(r.n_progress, 0);
    add(&r, "y", TALLY_FORGETS);
    assert_string_equal(shown(&r, "totals"), "55 x");
    edit(&r, "totals", KEY(KEY_I64(56), KEY_ID(tally_subject("x"))), true);
    assert_found(&r, "index totals: 0 keys too few, 1 too many");
    rig_close(&r);
}

/* What must be sealed leaves the file when the release comes that says so, and comes back with the one before. */
static void an_index_moves_to_memory(void **state) {
    (void)state;
    RIG(r, tally_indexed);
    add(&r, "x", 5);
    assert_true(stands_in_file(&r, "totals"));
    reopen_as(&r, &tally_indexed_in_memory);
    assert_false(stands_in_file(&r, "totals"));
    add(&r, "y", 7);
    assert_string_equal(shown(&r, "totals"), "5 x, 7 y");
    assert_sound(&r);
    reopen_as(&r, &tally_indexed);
    assert_true(stands_in_file(&r, "totals"));
    assert_string_equal(shown(&r, "totals"), "5 x, 7 y");
    assert_sound(&r);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_index_follows_its_rows),
        cmocka_unit_test(random_changes_agree_with_a_sorted_list),
        cmocka_unit_test(a_new_index_is_made_of_the_rows_alone),
        cmocka_unit_test(another_version_is_made_anew),
        cmocka_unit_test(an_interrupted_index_is_begun_anew),
        cmocka_unit_test(many_rows_are_taken_in_parts),
        cmocka_unit_test(what_nobody_declares_is_dropped),
        cmocka_unit_test(verify_checks_each_index_against_its_rows),
        cmocka_unit_test(one_in_memory_is_made_at_each_start),
        cmocka_unit_test(an_index_moves_to_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
