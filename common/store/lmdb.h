/* What the two files that know LMDB share: store.c, which holds an environment, and copy.c, which fills another one. */
#pragma once
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
