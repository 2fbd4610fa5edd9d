/* The power goes at any moment, and writes are torn by sector: what was told as committed is there, whole, and what
 * follows it goes on from there. With a planted fault (CMakeLists.txt) it is not, or this test would show nothing. */
#include "layers.h"
#include "disk.h"

enum { COMMITS = 1500, ROWS_EACH = 5, KEPT = 50, CUTS = 150, PAD = 3000 };

#if defined(SIPPE_FAULT_LOG_NOT_FLUSHED) || defined(SIPPE_FAULT_LOG_TURNED_TOO_SOON) ||                                \
    defined(SIPPE_FAULT_POSITION_TOO_EARLY)
enum { IS_PLANTED = 1 };
#else
enum { IS_PLANTED = 0 };
#endif

static uint64_t head_of(struct txn *t) {
    struct key name = KEY(KEY_TEXT("head"));
    struct span value;
    if (!txn_get(t, TWO, &name, &value)) return 0;
    struct key k = key_from(value);
    return key_u64_at(&k, 0);
}

/* Rows and the head in one transaction; old rows go, so that pages are used again. */
static int one_commit(struct store *s, uint64_t n) {
    static uint8_t pad[PAD];
    struct txn t;
    txn_begin(s, true, &t);
    for (uint64_t i = 0; i < ROWS_EACH; i++) {
        struct key row = KEY(KEY_U64(n), KEY_U64(i)), old = KEY(KEY_U64(n - KEPT), KEY_U64(i));
        txn_put(&t, ONE, &row, span_of(pad, (size_t)(n * 131 + i) % sizeof pad));
        if (n > KEPT) txn_delete(&t, ONE, &old);
    }
    struct key name = KEY(KEY_TEXT("head")), head = KEY(KEY_U64(n));
    txn_put(&t, TWO, &name, key_span(&head));
    return txn_commit(&t);
}

static bool is_whole(struct txn *t, uint64_t head) {
    uint64_t first = head > KEPT ? head - KEPT + 1 : 1;
    for (uint64_t n = first; n <= head; n++)
        for (uint64_t i = 0; i < ROWS_EACH; i++) {
            struct key row = KEY(KEY_U64(n), KEY_U64(i));
            struct span value;
            if (!txn_get(t, ONE, &row, &value) || value.len != (n * 131 + i) % PAD) return false;
        }
    return txn_count(t, ONE) == (head - first + 1) * ROWS_EACH && t->err == 0;
}

struct recording {
    struct layered l;
    struct prng p;
    size_t told[COMMITS + 1]; /* after so many entries this commit had been told */
    uint64_t n;
};

/* Hand-overs all the time, and a filler that the loop gets ahead of. */
static void record(struct recording *r, uint64_t seed) {
    prng_init(&r->p, seed);
    layered_open(&r->l, STORE_LOGGED, "/dev/shm");
    layered_drop(&r->l);
    r->l.o.throwaway = false;
    layered_open_again(&r->l);
    disk_begin(r->l.dir);
    for (r->n = 1; r->n <= COMMITS; r->n++) {
        disk.slow_us = (unsigned int)prng_below(&r->p, 2000);
        assert_int_equal(one_commit(r->l.store, r->n), 0);
        pthread_mutex_lock(&disk.lock);
        r->told[r->n] = disk.n;
        pthread_mutex_unlock(&disk.lock);
        r->l.now_ms += (int64_t)prng_below(&r->p, 300);
        store_tick(r->l.store, r->l.now_ms);
    }
    layered_drop(&r->l);
}

static uint64_t told_by(const struct recording *r, size_t entries) {
    uint64_t n = 0;
    while (n < COMMITS && r->told[n + 1] <= entries) n++;
    return n;
}

/* Opened, it holds what was told, at most one more, and nothing by half; and it goes on. */
static bool holds(struct layered *cut, uint64_t told) {
    struct txn t;
    uint64_t head = 0;
    for (int life = 0; life < 2; life++) {
        if (store_open(&cut->store, &cut->o)) return false;
        txn_begin(cut->store, false, &t);
        head = head_of(&t);
        bool right = head >= told && head <= told + 1 && is_whole(&t, head);
        txn_abort(&t);
        for (told = head; right && told < head + 3; told++) right = one_commit(cut->store, told + 1) == 0;
        if (prng_below(&(struct prng){{told, 1, 2, 3}}, 2))
            store_close(cut->store);
        else
            layered_drop(cut);
        cut->store = NULL;
        if (!right) return false;
    }
    return true;
}

static size_t cuts_wanted = CUTS;

static void what_was_told_survives_a_loss_of_power(void **state) {
    (void)state;
    struct recording *r = calloc(1, sizeof *r);
    struct layered cut;
    size_t faults = 0;
    record(r, 5);
    disk.dir = NULL;
    layered_open(&cut, STORE_LOGGED, "/dev/shm");
    layered_drop(&cut);
    for (size_t i = 0; i < cuts_wanted; i++) {
        size_t entries = (size_t)prng_below(&r->p, disk.n + 1);
        char lock[128];
        snprintf(lock, sizeof lock, "%s/lock.mdb", cut.dir);
        unlink(lock);
        disk_cut(entries, &r->p, cut.dir);
        bool right = holds(&cut, told_by(r, entries));
        if (!right && !IS_PLANTED)
            print_message("entry %zu: told %llu\n", entries, (unsigned long long)told_by(r, entries));
        faults += !right;
    }
    if (IS_PLANTED)
        assert_true(faults > 0);
    else
        assert_int_equal(faults, 0);
    disk_end();
    layered_remove(&cut);
    layered_remove(&r->l);
    free(r);
}

/* A flush fails, and the kernel forgets that its pages were to be written. The next life reads them from the cache as if
 * they stood on the disk, and must not build on them. */
static void a_failed_flush_is_made_good(void **state) {
    (void)state;
    struct layered l, cut;
    struct prng p;
    prng_init(&p, 3);
    for (int i = 0; i < 20 && !IS_PLANTED; i++) {
        layered_open(&l, STORE_LOGGED, "/dev/shm");
        layered_open(&cut, STORE_LOGGED, "/dev/shm");
        layered_drop(&cut);
        disk_begin(l.dir);
        uint64_t n = 0;
        disk.fails_in = 2 + (int)prng_below(&p, 20);
        while (one_commit(l.store, n + 1) == 0) n++;
        assert_int_equal(one_commit(l.store, n + 2), ERR_IO); /* nothing may follow it in this life */
        layered_drop(&l);
        layered_open_again(&l);
        struct txn t;
        txn_begin(l.store, false, &t);
        uint64_t head = head_of(&t);
        txn_abort(&t);
        assert_int_equal(head, n + 1); /* the cache shows it */
        assert_int_equal(one_commit(l.store, head + 1), 0);
        disk_cut(disk.n, &p, cut.dir);
        disk_end();
        assert_true(holds(&cut, head + 1));
        layered_remove(&cut);
        layered_remove(&l);
    }
}

/* An argument: how many cuts. */
int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_was_told_survives_a_loss_of_power),
                                       cmocka_unit_test(a_failed_flush_is_made_good)};
    if (argc > 1) cuts_wanted = strtoull(argv[1], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
