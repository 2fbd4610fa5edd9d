/* A store with a front in a folder of its own, for the tests of its layers. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "prng.h"
#include "store/lmdb.h"

enum { ONE, TWO, N_TABLES };

struct layered {
    char dir[64];
    struct store *store;
    struct store_options o;
    int64_t now_ms;
};

static inline void layered_open_again(struct layered *l) {
    static const char *const names[] = {"one", "two"};
    l->o.dir = l->dir;
    l->o.tables = names;
    l->o.n_tables = N_TABLES;
    assert_int_equal(store_open(&l->store, &l->o), 0);
}

static inline void layered_open(struct layered *l, enum store_front front, const char *where) {
    *l = (struct layered){.o = {.map_bytes = 256 << 20, .front = front, .throwaway = true}, .now_ms = 1000};
    snprintf(l->dir, sizeof l->dir, "%s/sippe-layers-XXXXXX", where);
    if (!mkdtemp(l->dir)) abort();
    layered_open_again(l);
}

/* As kill -9 leaves it: nothing is handed over any more, and the log is not closed. */
static inline void layered_drop(struct layered *l) {
    l->store->is_open = false;
    store_close(l->store);
    l->store = NULL;
}

static inline void layered_remove(struct layered *l) {
    char command[120];
    store_close(l->store);
    snprintf(command, sizeof command, "rm -rf '%s'", l->dir);
    if (system(command)) abort();
}

static inline void put_text(struct txn *t, store_table table, struct key key, const char *value) {
    txn_put(t, table, &key, span_text(value));
}

static inline bool has_text(struct txn *t, store_table table, struct key key, const char *value) {
    struct span out;
    return txn_get(t, table, &key, &out) && span_equal(out, span_text(value));
}

static inline void commit_text(struct store *s, uint64_t n, const char *value) {
    struct txn t;
    assert_int_equal(txn_begin(s, true, &t), 0);
    put_text(&t, ONE, KEY(KEY_U64(n)), value);
    assert_int_equal(txn_commit(&t), 0);
}
