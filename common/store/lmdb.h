/* What the files that know LMDB share: store.c, which holds an environment, txn.c and cursor.c, which read and write
 * it, and copy.c, which fills another one. */
#pragma once
#include <assert.h>
#include <lmdb.h>
#include "store/memory.h"
#include "store/store.h"

struct store {
    MDB_env *env;
    char dir[512];
    int lock_fd;
    uint64_t map_bytes;
    unsigned int n_tables;
    MDB_dbi tables[STORE_TABLES_MAX];
    char *names[STORE_TABLES_MAX];                 /* by which a copy makes its own */
    struct memory_table *memory[STORE_TABLES_MAX]; /* NULL: the table is LMDB's */
    struct memory undo;                            /* of the write transaction */
};

/* One of ours for what LMDB or the system gave; 0 for 0. */
int store_err(int rc);

static inline MDB_val val(struct span s) { return (MDB_val){s.len, (void *)(uintptr_t)s.data}; }
static inline struct span of_val(MDB_val v) { return (struct span){v.mv_data, v.mv_size}; }

static inline void latch(struct txn *t, int rc) {
    if (rc && !t->err) t->err = store_err(rc);
}

/* The table, when it stands in memory. */
static inline struct memory_table *memory_of(const struct txn *t, store_table table) {
    struct memory_table *m = t->store->memory[table];
    assert(!m || t->writable || t->store->undo.n_steps == 0);
    return m;
}
