/* The store: cursors and last rows against a sorted list, latched errors, a full map, copies, owners. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "prng.h"
#include "store/store.h"

static const char *const names[] = {"one", "two"};
enum { ONE, TWO, N_TABLES };

struct place {
    char dir[64];
    struct store *store;
};

static struct store_options options_of(const struct place *p, uint64_t map) {
    return (struct store_options){
        .dir = p->dir, .map_bytes = map, .tables = names, .n_tables = N_TABLES, .throwaway = true};
}

static void place_open(struct place *p, uint64_t map) {
    snprintf(p->dir, sizeof p->dir, "/dev/shm/sippe-store-XXXXXX");
    if (!mkdtemp(p->dir)) abort();
    struct store_options o = options_of(p, map);
    assert_int_equal(store_open(&p->store, &o), 0);
}

static void place_close(struct place *p) {
    char command[120];
    store_close(p->store);
    snprintf(command, sizeof command, "rm -rf '%s'", p->dir);
    if (system(command)) abort();
}

static void put(struct txn *t, store_table table, struct key key, const char *value) {
    txn_put(t, table, &key, span_text(value));
}

static struct span value_of(struct txn *t, store_table table, struct key key) {
    struct span out;
    txn_get(t, table, &key, &out);
    return out;
}

/* ---- cursors ---- */

enum { MODEL_MAX = 400 };
struct model {
    struct key keys[MODEL_MAX];
    size_t n;
};

static int by_key(const void *a, const void *b) {
    const struct key *x = a, *y = b;
    int c = memcmp(x->bytes, y->bytes, x->len < y->len ? x->len : y->len);
    return c ? c : (int)x->len - (int)y->len;
}

static bool starts(const struct key *k, const struct key *prefix) {
    return k->len >= prefix->len && memcmp(k->bytes, prefix->bytes, prefix->len) == 0;
}

/* Few letters, among them 0xff, so that prefixes meet, end the table, and have no successor. */
static struct key random_key(struct prng *p, size_t least) {
    static const uint8_t letters[] = {0x00, 0x01, 0x7f, 0xfe, 0xff};
    struct key k = {.len = (uint16_t)(least + prng_below(p, 4))};
    for (size_t i = 0; i < k.len; i++) k.bytes[i] = letters[prng_below(p, 5)];
    return k;
}

static void model_fill(struct model *m, struct txn *t, struct prng *p) {
    m->n = 0;
    size_t want = prng_below(p, MODEL_MAX / 2);
    for (size_t i = 0; i < want; i++) {
        struct key k = random_key(p, 1);
        if (bsearch(&k, m->keys, m->n, sizeof k, by_key)) continue;
        txn_put(t, ONE, &k, key_span(&k));
        m->keys[m->n++] = k;
        qsort(m->keys, m->n, sizeof k, by_key);
    }
}

static void scan_check(const struct model *m, struct txn *t, const struct key *prefix, const struct key *from) {
    struct store_cursor c = cursor_open(t, ONE, prefix, from);
    for (size_t i = 0; i < m->n; i++) {
        if (!starts(&m->keys[i], prefix) || (from && by_key(&m->keys[i], from) < 0)) continue;
        assert_true(cursor_next(&c));
        assert_int_equal(by_key(&c.key, &m->keys[i]), 0);
        assert_true(span_equal(c.value, key_span(&m->keys[i])));
    }
    assert_false(cursor_next(&c));
    cursor_close(&c);
}

static void last_check(const struct model *m, struct txn *t, const struct key *prefix, const struct key *limit) {
    const struct key *expected = NULL;
    for (size_t i = 0; i < m->n; i++)
        if (starts(&m->keys[i], prefix) && (!limit || by_key(&m->keys[i], limit) < 0)) expected = &m->keys[i];
    struct key key;
    struct span value;
    bool found = limit ? txn_before(t, ONE, prefix, limit, &key, &value) : txn_last(t, ONE, prefix, &key, &value);
    assert_int_equal(found, expected != NULL);
    if (expected) assert_int_equal(by_key(&key, expected), 0);
}

static void cursors_agree_with_a_sorted_list(void **state) {
    (void)state;
    struct prng p;
    prng_init(&p, 7);
    for (int round = 0; round < 60; round++) {
        struct place place;
        struct model m;
        struct txn t;
        place_open(&place, 8 << 20);
        assert_int_equal(txn_begin(place.store, true, &t), 0);
        model_fill(&m, &t, &p);
        for (int i = 0; i < 40; i++) {
            struct key prefix = random_key(&p, 0), from = prefix, limit;
            struct key tail = random_key(&p, 0);
            memcpy(from.bytes + from.len, tail.bytes, tail.len);
            from.len = (uint16_t)(from.len + tail.len);
            limit = from;
            scan_check(&m, &t, &prefix, NULL);
            scan_check(&m, &t, &prefix, &from);
            last_check(&m, &t, &prefix, NULL);
            if (limit.len) last_check(&m, &t, &prefix, &limit);
        }
        assert_int_equal(txn_count(&t, ONE), m.n);
        txn_clear(&t, ONE);
        assert_int_equal(txn_count(&t, ONE), 0);
        assert_int_equal(txn_commit(&t), 0);
        place_close(&place);
    }
}

/* ---- errors ---- */

static void the_first_error_is_kept_and_nothing_is_written(void **state) {
    (void)state;
    struct place p;
    struct txn t;
    place_open(&p, 8 << 20);
    assert_int_equal(txn_begin(p.store, true, &t), 0);
    put(&t, ONE, KEY(KEY_U64(1)), "a");
    put(&t, ONE, KEY_EMPTY, "no key");
    assert_int_equal(t.err, ERR_INVALID);
    put(&t, ONE, KEY(KEY_U64(2)), "b");
    assert_null(value_of(&t, ONE, KEY(KEY_U64(1))).data);
    struct store_cursor c = cursor_open(&t, ONE, &KEY_EMPTY, NULL);
    assert_false(cursor_next(&c));
    cursor_close(&c);
    assert_int_equal(txn_commit(&t), ERR_INVALID);
    assert_int_equal(txn_begin(p.store, false, &t), 0);
    assert_int_equal(txn_count(&t, ONE), 0);
    assert_null(value_of(&t, ONE, KEY(KEY_U64(1))).data);
    assert_int_equal(t.err, 0); /* a missing row is none */
    txn_abort(&t);
    place_close(&p);
}

static void a_full_map_takes_back_all_and_recovers(void **state) {
    (void)state;
    struct place p;
    struct txn t;
    static char large[8000];
    memset(large, 'x', sizeof large - 1);
    place_open(&p, 1 << 20);
    assert_int_equal(txn_begin(p.store, true, &t), 0);
    put(&t, ONE, KEY(KEY_U64(0)), "kept");
    assert_int_equal(txn_commit(&t), 0);
    assert_int_equal(txn_begin(p.store, true, &t), 0);
    for (uint64_t i = 1; !t.err; i++) put(&t, ONE, KEY(KEY_U64(i)), large);
    assert_int_equal(t.err, ERR_FULL);
    assert_int_equal(txn_commit(&t), ERR_FULL);
    for (int again = 0; again < 3; again++) {
        assert_int_equal(txn_begin(p.store, true, &t), 0);
        assert_int_equal(txn_count(&t, ONE), 1);
        for (uint64_t i = 1; i < 50; i++) put(&t, TWO, KEY(KEY_U64(i)), large);
        assert_int_equal(txn_commit(&t), 0);
        assert_int_equal(txn_begin(p.store, true, &t), 0);
        txn_clear(&t, TWO);
        assert_int_equal(txn_commit(&t), 0);
    }
    struct store_usage u = store_usage(p.store);
    assert_true(u.used_bytes <= u.file_bytes && u.used_bytes < u.map_bytes / 2); /* what was freed does not count */
    store_close(p.store);
    struct store_options o = options_of(&p, 16 << 20);
    assert_int_equal(store_open(&p.store, &o), 0);
    assert_int_equal(txn_begin(p.store, true, &t), 0);
    for (uint64_t i = 1; i < 500; i++) put(&t, ONE, KEY(KEY_U64(i)), large);
    assert_int_equal(txn_commit(&t), 0);
    place_close(&p);
}

/* ---- snapshots ---- */

static void a_reader_sees_its_own_moment(void **state) {
    (void)state;
    struct place p;
    struct txn w, r;
    place_open(&p, 8 << 20);
    assert_int_equal(txn_begin(p.store, false, &r), 0);
    assert_int_equal(txn_begin(p.store, true, &w), 0);
    put(&w, ONE, KEY(KEY_U64(1)), "a");
    assert_null(value_of(&r, ONE, KEY(KEY_U64(1))).data);
    assert_int_equal(txn_commit(&w), 0);
    assert_null(value_of(&r, ONE, KEY(KEY_U64(1))).data);
    assert_int_equal(txn_renew(&r), 0);
    assert_true(span_equal(value_of(&r, ONE, KEY(KEY_U64(1))), span_text("a")));
    txn_abort(&r);
    place_close(&p);
}

/* ---- copies ---- */

static void a_copy_is_one_moment_and_is_only_read(void **state) {
    (void)state;
    struct place p, copy;
    struct txn t, moment;
    place_open(&p, 8 << 20);
    assert_int_equal(txn_begin(p.store, true, &t), 0);
    for (uint64_t i = 0; i < 1000; i++) put(&t, ONE, KEY(KEY_U64(i)), "row");
    assert_int_equal(txn_commit(&t), 0);
    snprintf(copy.dir, sizeof copy.dir, "/dev/shm/sippe-store-XXXXXX");
    assert_non_null(mkdtemp(copy.dir));
    assert_int_equal(txn_begin(p.store, false, &moment), 0);
    assert_int_equal(txn_begin(p.store, true, &t), 0);
    for (uint64_t i = 0; i < 500; i++) put(&t, ONE, KEY(KEY_U64(10000 + i)), "later");
    assert_int_equal(txn_commit(&t), 0);
    assert_int_equal(store_copy(&moment, copy.dir), 0);
    assert_int_not_equal(store_copy(&moment, copy.dir), 0); /* never over another */
    assert_int_not_equal(store_copy(&moment, "/dev/shm/nowhere/at/all"), 0);
    assert_int_equal(txn_count(&moment, ONE), 1000); /* still open, still that moment */
    txn_abort(&moment);
    struct store_options o = options_of(&copy, 8 << 20);
    o.copy = true;
    assert_int_equal(store_open(&copy.store, &o), 0);
    assert_int_equal(txn_begin(copy.store, false, &t), 0);
    assert_int_equal(txn_count(&t, ONE), 1000);
    txn_abort(&t);
    assert_int_not_equal(txn_begin(copy.store, true, &t), 0);
    char path[100];
    snprintf(path, sizeof path, "%s/owner.lock", copy.dir);
    assert_int_equal(access(path, F_OK), -1);
    place_close(&copy);
    place_close(&p);
}

/* ---- owners ---- */

static void a_second_opener_is_refused(void **state) {
    (void)state;
    struct place p;
    struct store *second = NULL;
    place_open(&p, 8 << 20);
    struct store_options o = options_of(&p, 8 << 20);
    assert_int_equal(store_open(&second, &o), ERR_BUSY);
    assert_null(second);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) _exit(store_open(&second, &o) == ERR_BUSY ? 0 : 1);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    store_close(p.store);
    assert_int_equal(store_open(&p.store, &o), 0); /* free once the owner is gone */
    place_close(&p);
}

static void what_cannot_be_opened_says_why(void **state) {
    (void)state;
    struct place p;
    struct store *s;
    place_open(&p, 8 << 20);
    struct store_options o = options_of(&p, 8 << 20);
    store_close(p.store);
    p.store = NULL;
    o.dir = "/nonexistent";
    assert_int_equal(store_open(&s, &o), ERR_NOTFOUND);
    o.dir = p.dir;
    char path[100];
    snprintf(path, sizeof path, "%s/data.mdb", p.dir);
    FILE *f = fopen(path, "r+");
    assert_non_null(f);
    for (int i = 0; i < 8192; i++) fputc(0x5a, f);
    fclose(f);
    assert_int_equal(store_open(&s, &o), ERR_CORRUPT);
    assert_null(s);
    place_close(&p);
}

static void as_many_tables_as_it_says(void **state) {
    (void)state;
    struct place p;
    place_open(&p, 4 << 20);
    store_close(p.store);
    char names_made[STORE_TABLES_MAX + 1][24];
    const char *many[STORE_TABLES_MAX + 1];
    for (int i = 0; i <= STORE_TABLES_MAX; i++) {
        snprintf(names_made[i], sizeof names_made[i], "table %d", i);
        many[i] = names_made[i];
    }
    struct store_options o = options_of(&p, 4 << 20);
    o.tables = many;
    o.n_tables = STORE_TABLES_MAX + 1;
    assert_int_equal(store_open(&p.store, &o), ERR_INVALID);
    o.n_tables = STORE_TABLES_MAX;
    for (int pass = 0; pass < 2; pass++) { /* beside those of an earlier release, which are left alone */
        assert_int_equal(store_open(&p.store, &o), 0);
        struct txn t;
        assert_int_equal(txn_begin(p.store, true, &t), 0);
        for (unsigned i = 0; i < STORE_TABLES_MAX; i++) {
            assert_int_equal(txn_count(&t, i), pass);
            put(&t, i, KEY(KEY_U64(i)), many[i]);
        }
        assert_int_equal(txn_commit(&t), 0);
        if (pass == 0) store_close(p.store);
    }
    place_close(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cursors_agree_with_a_sorted_list),
        cmocka_unit_test(the_first_error_is_kept_and_nothing_is_written),
        cmocka_unit_test(a_full_map_takes_back_all_and_recovers),
        cmocka_unit_test(a_reader_sees_its_own_moment),
        cmocka_unit_test(a_copy_is_one_moment_and_is_only_read),
        cmocka_unit_test(a_second_opener_is_refused),
        cmocka_unit_test(what_cannot_be_opened_says_why),
        cmocka_unit_test(as_many_tables_as_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
