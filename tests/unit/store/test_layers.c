/* The layers against a plain sorted array: what a transaction reads is what the array holds, wherever a row stands by
 * then, after aborts, marks, hand-overs, bulk commits and crashes. Sixty of a hundred changes delete. */
#include "layers.h"

enum { LETTERS = 4, LENGTH_MAX = 4, KEYS_MAX = 400, STEPS = 60000 };

struct model {
    struct key keys[KEYS_MAX]; /* all there can be, in order */
    size_t n;
    uint64_t now[N_TABLES][KEYS_MAX], committed[N_TABLES][KEYS_MAX]; /* 0: no row */
};

struct run {
    struct layered l;
    struct model m;
    struct prng p;
    struct txn reader;
    uint64_t version, steps, seen;
};

static int by_key(const void *a, const void *b) { return key_order(a, b); }

/* Few letters, among them 0xff, so that prefixes meet, end the table, and have no successor. */
static void keys_make(struct model *m) {
    static const uint8_t letters[LETTERS] = {0x00, 0x01, 0xfe, 0xff};
    for (int len = 1, combinations = LETTERS; len <= LENGTH_MAX; len++, combinations *= LETTERS)
        for (int c = 0; c < combinations; c++) {
            struct key k = {.len = (uint16_t)len};
            for (int i = 0, rest = c; i < len; i++, rest /= LETTERS) k.bytes[i] = letters[rest % LETTERS];
            m->keys[m->n++] = k;
        }
    qsort(m->keys, m->n, sizeof m->keys[0], by_key);
}

/* ---- what is read ---- */

static void value_check(struct run *r, struct span value, uint64_t version) {
    assert_int_equal(value.len, 8 + version % 40);
    assert_memory_equal(value.data, &version, 8);
    r->seen++;
}

static void scan_check(struct run *r, struct txn *t, store_table table, uint64_t rows[KEYS_MAX], size_t prefix_of,
                       size_t from) {
    struct key prefix = r->m.keys[prefix_of];
    prefix.len = (uint16_t)prng_below(&r->p, prefix.len + 1u);
    bool has_from = prng_below(&r->p, 2);
    struct store_cursor c = cursor_open(t, table, &prefix, has_from ? &r->m.keys[from] : NULL);
    size_t most = prng_below(&r->p, 4) ? KEYS_MAX : prng_below(&r->p, 10), i = has_from ? from : 0, n = 0;
    for (; i < r->m.n && n < most; i++) {
        if (!rows[i]) continue;
        /* A cursor ends at the first row that is not under its prefix. */
        if (!key_is_under(&prefix, key_span(&r->m.keys[i]))) {
            if (has_from || key_order(&r->m.keys[i], &prefix) > 0) break;
            continue;
        }
        assert_true(cursor_next(&c));
        assert_int_equal(key_order(&c.key, &r->m.keys[i]), 0);
        value_check(r, c.value, rows[i]);
        n++;
    }
    if (n < most) assert_false(cursor_next(&c));
    cursor_close(&c);
}

static void last_check(struct run *r, struct txn *t, store_table table, const uint64_t rows[KEYS_MAX], size_t prefix_of,
                       size_t limit) {
    struct key prefix = r->m.keys[prefix_of], key;
    struct span value;
    bool has_limit = prng_below(&r->p, 2);
    prefix.len = (uint16_t)prng_below(&r->p, prefix.len + 1u);
    size_t expected = r->m.n;
    if (has_limit) { /* the row before it, if that one is under the prefix */
        for (size_t i = 0; i < limit; i++)
            if (rows[i]) expected = i;
        if (expected < r->m.n && !key_is_under(&prefix, key_span(&r->m.keys[expected]))) expected = r->m.n;
    }
    for (size_t i = 0; !has_limit && i < r->m.n; i++)
        if (rows[i] && key_is_under(&prefix, key_span(&r->m.keys[i]))) expected = i;
    bool found = has_limit ? txn_before(t, table, &prefix, &r->m.keys[limit], &key, &value)
                           : txn_last(t, table, &prefix, &key, &value);
    assert_int_equal(found, expected < r->m.n);
    if (!found) return;
    assert_int_equal(key_order(&key, &r->m.keys[expected]), 0);
    value_check(r, value, rows[expected]);
}

static void count_check(struct txn *t, store_table table, const uint64_t rows[KEYS_MAX]) {
    size_t n = 0;
    for (size_t i = 0; i < KEYS_MAX; i++) n += rows[i] != 0;
    assert_int_equal(txn_count(t, table), n);
}

static void read_check(struct run *r, struct txn *t, uint64_t rows[N_TABLES][KEYS_MAX]) {
    store_table table = (store_table)prng_below(&r->p, N_TABLES);
    size_t a = prng_below(&r->p, (uint32_t)r->m.n), b = prng_below(&r->p, (uint32_t)r->m.n);
    struct span value;
    switch (prng_below(&r->p, 12)) {
    case 0: scan_check(r, t, table, rows[table], a, b); break;
    case 1: last_check(r, t, table, rows[table], a, b); break;
    case 2: count_check(t, table, rows[table]); break;
    default:
        assert_int_equal(txn_get(t, table, &r->m.keys[a], &value), rows[table][a] != 0);
        if (rows[table][a]) value_check(r, value, rows[table][a]);
    }
    assert_int_equal(t->err, 0);
}

/* ---- what is written ---- */

static void change(struct run *r, struct txn *t) {
    store_table table = (store_table)prng_below(&r->p, N_TABLES);
    size_t i = prng_below(&r->p, (uint32_t)r->m.n);
    uint8_t value[48] = {0};
    if (prng_below(&r->p, 2000) == 0) {
        txn_clear(t, table);
        memset(r->m.now[table], 0, sizeof r->m.now[table]);
    } else if (prng_below(&r->p, 10) < 6) {
        txn_delete(t, table, &r->m.keys[i]);
        r->m.now[table][i] = 0;
    } else {
        uint64_t version = ++r->version;
        memcpy(value, &version, sizeof version);
        txn_put(t, table, &r->m.keys[i], span_of(value, 8 + version % 40));
        r->m.now[table][i] = version;
    }
}

static void changes(struct run *r, struct txn *t, uint32_t most) {
    for (uint64_t n = prng_below(&r->p, most); n; n--, r->steps++) {
        change(r, t);
        if (prng_below(&r->p, 3) == 0) read_check(r, t, r->m.now);
        /* A reader sees nothing of what is not committed. */
        if (prng_below(&r->p, 5) == 0) read_check(r, &r->reader, r->m.committed);
    }
}

static void change_and_take_back(struct run *r, struct txn *t) {
    static uint64_t before[N_TABLES][KEYS_MAX];
    memcpy(before, r->m.now, sizeof before);
    struct txn_mark mark = txn_mark(t);
    changes(r, t, 10);
    txn_back(t, &mark);
    memcpy(r->m.now, before, sizeof before);
}

static void transaction(struct run *r) {
    struct txn t;
    assert_int_equal(txn_begin(r->l.store, true, &t), 0);
    changes(r, &t, 20);
    if (prng_below(&r->p, 6) == 0) change_and_take_back(r, &t);
    changes(r, &t, 5);
    if (prng_below(&r->p, 4) == 0) {
        txn_abort(&t);
        memcpy(r->m.now, r->m.committed, sizeof r->m.now);
    } else {
        assert_int_equal(txn_commit(&t), 0);
        memcpy(r->m.committed, r->m.now, sizeof r->m.now);
    }
    assert_int_equal(txn_renew(&r->reader), 0);
}

static void bulk(struct run *r) {
    struct txn t;
    txn_abort(&r->reader);
    assert_int_equal(txn_begin_bulk(r->l.store, &t), 0);
    for (int n = 0; n < 10; n++) change(r, &t);
    if (prng_below(&r->p, 3) == 0) {
        txn_abort(&t);
        memcpy(r->m.now, r->m.committed, sizeof r->m.now);
    } else {
        assert_int_equal(txn_commit(&t), 0);
        memcpy(r->m.committed, r->m.now, sizeof r->m.now);
    }
    assert_int_equal(txn_begin(r->l.store, false, &r->reader), 0);
}

static void all_check(struct run *r, struct txn *t) {
    for (store_table table = 0; table < N_TABLES; table++) {
        struct store_cursor c = cursor_open(t, table, &KEY_EMPTY, NULL);
        for (size_t i = 0; i < r->m.n; i++) {
            if (!r->m.committed[table][i]) continue;
            assert_true(cursor_next(&c));
            assert_int_equal(key_order(&c.key, &r->m.keys[i]), 0);
            value_check(r, c.value, r->m.committed[table][i]);
        }
        assert_false(cursor_next(&c));
        cursor_close(&c);
        count_check(t, table, r->m.committed[table]);
    }
}

/* What a copy of this moment holds, though more is committed before it is made. */
static void moment_check(struct run *r) {
    static struct model then;
    struct txn moment, t;
    struct store *copy;
    char dir[] = "/dev/shm/sippe-moment-XXXXXX", command[100];
    assert_int_equal(txn_begin_moment(r->l.store, &moment), 0);
    then = r->m;
    for (int i = 0; i < 3; i++) transaction(r);
    if (!mkdtemp(dir)) abort();
    assert_int_equal(store_copy(&moment, dir), 0);
    txn_abort(&moment);
    struct store_options o = r->l.o;
    o.dir = dir;
    o.copy = true;
    assert_int_equal(store_open(&copy, &o), 0);
    assert_int_equal(txn_begin(copy, false, &t), 0);
    struct model now = r->m;
    r->m = then;
    all_check(r, &t);
    r->m = now;
    txn_abort(&t);
    store_close(copy);
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    assert_int_equal(system(command), 0);
}

/* A clean stop, or as kill -9 leaves it. */
static void reopen(struct run *r) {
    txn_abort(&r->reader);
    if (r->l.o.front == STORE_LOGGED && prng_below(&r->p, 3)) layered_drop(&r->l);
    store_close(r->l.store);
    layered_open_again(&r->l);
    assert_int_equal(txn_begin(r->l.store, false, &r->reader), 0);
    all_check(r, &r->reader);
}

static void run(enum store_front front, uint64_t seed, uint64_t steps) {
    struct run *r = calloc(1, sizeof *r);
    keys_make(&r->m);
    prng_init(&r->p, seed);
    layered_open(&r->l, front, "/dev/shm");
    assert_int_equal(txn_begin(r->l.store, false, &r->reader), 0);
    while (r->steps < steps) {
        transaction(r);
        r->l.now_ms += (int64_t)prng_below(&r->p, 400);
        if (prng_below(&r->p, 3)) store_tick(r->l.store, r->l.now_ms);
        if (prng_below(&r->p, 200) == 0) assert_int_equal(store_settle(r->l.store), 0);
        if (prng_below(&r->p, 300) == 0) bulk(r);
        if (prng_below(&r->p, 400) == 0) moment_check(r);
        if (prng_below(&r->p, 500) == 0) reopen(r);
    }
    all_check(r, &r->reader);
    assert_true(r->seen > steps / 10);
    txn_abort(&r->reader);
    layered_remove(&r->l);
    free(r);
}

static uint64_t steps_asked = STEPS;

static void stepped_layers_hold_what_an_array_holds(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 4; seed++) run(STORE_STEPPED, seed, steps_asked / 4);
}

static void layers_over_a_log_hold_what_an_array_holds(void **state) {
    (void)state;
    for (uint64_t seed = 11; seed <= 14; seed++) run(STORE_LOGGED, seed, steps_asked / 4);
}

/* An argument: how many steps. */
int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(stepped_layers_hold_what_an_array_holds),
                                       cmocka_unit_test(layers_over_a_log_hold_what_an_array_holds)};
    if (argc > 1) steps_asked = strtoull(argv[1], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
