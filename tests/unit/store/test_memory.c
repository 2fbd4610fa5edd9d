/* A table in memory does what one in the file does: the same steps on both, by chance, and whatever is read is the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "prng.h"
#include "store/store.h"

static const char *const names[] = {"file", "memory"};
static const bool in_memory[] = {false, true};
enum { IN_FILE, IN_MEMORY, N_TABLES };

struct place {
    char dir[64];
    struct store *store;
};

static void reopen(struct place *p) {
    struct store_options o = {.dir = p->dir,
                              .map_bytes = 16 << 20,
                              .tables = names,
                              .in_memory = in_memory,
                              .n_tables = N_TABLES,
                              .throwaway = true};
    assert_int_equal(store_open(&p->store, &o), 0);
}

static void place_open(struct place *p) {
    snprintf(p->dir, sizeof p->dir, "/dev/shm/sippe-memory-XXXXXX");
    if (!mkdtemp(p->dir)) abort();
    reopen(p);
}

static void place_close(struct place *p) {
    char command[120];
    store_close(p->store);
    snprintf(command, sizeof command, "rm -rf '%s'", p->dir);
    if (system(command)) abort();
}

/* Few letters, among them 0xff, so that prefixes meet, end the table, and have no successor. */
static struct key random_key(struct prng *p, size_t least) {
    static const uint8_t letters[] = {0x00, 0x01, 0x7f, 0xfe, 0xff};
    struct key k = {.len = (uint16_t)(least + prng_below(p, 5))};
    for (size_t i = 0; i < k.len; i++) k.bytes[i] = letters[prng_below(p, 5)];
    return k;
}

static void step(struct txn *t, struct prng *p) {
    struct key k = random_key(p, 1), value = random_key(p, 0);
    bool put = prng_below(p, 3) > 0;
    bool all = prng_below(p, 2000) == 0;
    for (store_table table = IN_FILE; table <= IN_MEMORY; table++) {
        if (all)
            txn_clear(t, table);
        else if (put)
            txn_put(t, table, &k, key_span(&value));
        else
            txn_delete(t, table, &k);
    }
}

static void assert_same_row(bool file, bool memory, const struct key *a, const struct key *b, struct span x,
                            struct span y) {
    assert_int_equal(file, memory);
    if (!file) return;
    if (a) assert_int_equal(key_order(a, b), 0);
    assert_true(span_equal(x, y));
}

static void compare_some(struct txn *t, struct prng *p) {
    struct key k = random_key(p, 1), limit = random_key(p, 1), a, b;
    struct span x = {NULL, 0}, y = {NULL, 0};
    bool file = txn_get(t, IN_FILE, &k, &x), memory = txn_get(t, IN_MEMORY, &k, &y);
    assert_same_row(file, memory, NULL, NULL, x, y);
    file = txn_last(t, IN_FILE, &k, &a, &x), memory = txn_last(t, IN_MEMORY, &k, &b, &y);
    assert_same_row(file, memory, &a, &b, x, y);
    k.len = (uint16_t)prng_below(p, 2);
    file = txn_before(t, IN_FILE, &k, &limit, &a, &x), memory = txn_before(t, IN_MEMORY, &k, &limit, &b, &y);
    assert_same_row(file, memory, &a, &b, x, y);
}

static void compare_under(struct txn *t, const struct key *prefix, const struct key *from) {
    struct store_cursor a = cursor_open(t, IN_FILE, prefix, from), b = cursor_open(t, IN_MEMORY, prefix, from);
    bool more = true;
    while (more) {
        more = cursor_next(&a);
        assert_same_row(more, cursor_next(&b), &a.key, &b.key, a.value, b.value);
    }
    cursor_close(&a);
    cursor_close(&b);
}

static void compare(struct txn *t, struct prng *p) {
    for (int i = 0; i < 10; i++) compare_some(t, p);
    struct key prefix = random_key(p, 0), from = prefix, tail = random_key(p, 0);
    memcpy(from.bytes + from.len, tail.bytes, tail.len);
    from.len = (uint16_t)(from.len + tail.len);
    compare_under(t, &KEY_EMPTY, NULL);
    compare_under(t, &prefix, NULL);
    compare_under(t, &prefix, &from);
    assert_int_equal(txn_count(t, IN_FILE), txn_count(t, IN_MEMORY));
    assert_int_equal(t->err, 0);
}

static void both_kinds_give_the_same(void **state) {
    (void)state;
    struct place place;
    struct prng p;
    struct txn t, reader;
    prng_init(&p, 7);
    place_open(&place);
    for (int round = 0; round < 600; round++) {
        assert_int_equal(txn_begin(place.store, true, &t), 0);
        for (size_t n = prng_below(&p, 60); n; n--) step(&t, &p);
        compare(&t, &p);
        if (prng_below(&p, 3))
            assert_int_equal(txn_commit(&t), 0);
        else
            txn_abort(&t);
        assert_int_equal(txn_begin(place.store, false, &reader), 0);
        compare(&reader, &p);
        txn_abort(&reader);
    }
    place_close(&place);
}

/* The first error of a transaction takes back what stands in memory too. */
static void a_commit_that_fails_is_taken_back(void **state) {
    (void)state;
    struct place place;
    struct txn t;
    struct key k = KEY(KEY_TEXT("a")), other = KEY(KEY_TEXT("b"));
    place_open(&place);
    assert_int_equal(txn_begin(place.store, true, &t), 0);
    txn_put(&t, IN_MEMORY, &k, span_text("before"));
    assert_false(t.changed); /* a commit of it flushes nothing */
    assert_int_equal(txn_commit(&t), 0);
    assert_int_equal(txn_begin(place.store, true, &t), 0);
    txn_put(&t, IN_MEMORY, &k, span_text("after"));
    txn_put(&t, IN_MEMORY, &other, span_text("after"));
    txn_put(&t, IN_FILE, &KEY_EMPTY, span_text("LMDB takes no empty key"));
    assert_int_equal(txn_commit(&t), ERR_INVALID);
    assert_int_equal(txn_begin(place.store, false, &t), 0);
    struct span value;
    assert_true(txn_get(&t, IN_MEMORY, &k, &value));
    assert_true(span_equal(value, span_text("before")));
    assert_false(txn_get(&t, IN_MEMORY, &other, &value));
    txn_abort(&t);
    place_close(&place);
}

static bool file_holds(const char *path, const char *text) {
    FILE *f = fopen(path, "rb");
    if (!f) abort();
    static char bytes[4 << 20];
    size_t n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    return memmem(bytes, n, text, strlen(text)) != NULL;
}

static void no_file_holds_it(void **state) {
    (void)state;
    struct place place;
    struct txn t;
    struct key k = KEY(KEY_TEXT("Rose Tremblay")), kept = KEY(KEY_TEXT("Rose"));
    struct span value;
    char path[300], copy[200];
    place_open(&place);
    assert_int_equal(txn_begin(place.store, true, &t), 0);
    txn_put(&t, IN_MEMORY, &k, span_text("a shelter"));
    txn_put(&t, IN_FILE, &kept, span_text("a house"));
    assert_int_equal(txn_commit(&t), 0);
    assert_int_equal(txn_begin(place.store, false, &t), 0);
    snprintf(copy, sizeof copy, "%s/copy", place.dir);
    assert_int_equal(mkdir(copy, 0700), 0);
    assert_int_equal(store_copy(&t, copy), 0);
    txn_abort(&t);
    store_close(place.store);
    const char *const folders[] = {place.dir, copy};
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/data.mdb", folders[i]);
        assert_true(file_holds(path, "a house"));
        assert_false(file_holds(path, "Tremblay"));
        assert_false(file_holds(path, "a shelter"));
    }
    reopen(&place);
    assert_int_equal(txn_begin(place.store, false, &t), 0);
    assert_int_equal(txn_count(&t, IN_MEMORY), 0);
    assert_false(txn_get(&t, IN_MEMORY, &k, &value));
    txn_abort(&t);
    place_close(&place);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_kinds_give_the_same),
        cmocka_unit_test(a_commit_that_fails_is_taken_back),
        cmocka_unit_test(no_file_holds_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
