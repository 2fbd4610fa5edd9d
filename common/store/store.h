/* The one file that knows LMDB: one environment per daemon, tables opened at start, transactions that latch their first
 * error.
 *
 * MDB_NOTLS and nothing else: after a simulated loss of power the default flags kept what was acknowledged in 1,000 of
 * 1,000 runs, NOMETASYNC in 568, NOSYNC in none. A commit is write, fdatasync, one O_DSYNC write of the meta page.
 * Values that a transaction gives are valid until its next write or its end. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "store/key.h"

enum { STORE_TABLES_MAX = 128 };

struct store;
typedef unsigned int store_table; /* index into the names given at open */

struct store_options {
    const char *dir;    /* must exist, with rights 0700 */
    uint64_t map_bytes; /* set once, large; address space only */
    const char *const *tables;
    unsigned int n_tables; /* at most STORE_TABLES_MAX */
    bool throwaway;        /* tests on virtual disks: no flush */
    bool copy;             /* a finished copy, to be read only; it takes no lock and writes no file beside it */
};

struct txn {
    struct store *store;
    void *handle;
    bool writable;
    int err; /* the first error; everything after it does nothing */
};

/* used_bytes: pages that hold something; those that were freed since are used again and do not count. */
struct store_usage {
    uint64_t used_bytes, map_bytes, disk_free_bytes, disk_bytes;
    uint64_t file_bytes;
};

/* ERR_BUSY: another process owns it. ERR_DENIED, ERR_IO, ERR_NOTFOUND (no such folder), ERR_FULL. */
int store_open(struct store **out, const struct store_options *options);
void store_close(struct store *s);
struct store_usage store_usage(const struct store *s);
/* Forgets readers of dead processes; call it every 10 s. */
void store_check_readers(struct store *s);
/* A consistent, compacted copy into an empty folder, made durable; may run beside transactions in another thread. The
 * folder itself is made durable by who made it. */
int store_copy(struct store *s, const char *dir);

int txn_begin(struct store *s, bool writable, struct txn *out);
/* The latched error or that of the commit; the transaction has ended either way. */
int txn_commit(struct txn *t);
void txn_abort(struct txn *t);
/* A read transaction let go and taken up again on the newest state. */
int txn_renew(struct txn *t);

bool txn_get(struct txn *t, store_table table, const struct key *k, struct span *out);
void txn_put(struct txn *t, store_table table, const struct key *k, struct span value);
/* Missing rows are no error. */
void txn_delete(struct txn *t, store_table table, const struct key *k);
uint64_t txn_count(struct txn *t, store_table table);
/* Empties a table. */
void txn_clear(struct txn *t, store_table table);
/* A table that was not given at open, and everything in it; nothing when there is none. */
void txn_drop(struct txn *t, const char *name);

struct store_cursor {
    struct txn *txn;
    void *handle;
    struct key prefix;
    struct key key;    /* of the current row */
    struct span value; /* of the current row */
    bool started;
};
/* Rows whose key begins with prefix, in key order; from is where to begin (inclusive) or NULL. The cursor must be
 * closed before the next write. */
struct store_cursor cursor_open(struct txn *t, store_table table, const struct key *prefix, const struct key *from);
bool cursor_next(struct store_cursor *c);
void cursor_close(struct store_cursor *c);
/* The last row under a prefix that stands before `limit`; false: none. */
bool txn_before(struct txn *t, store_table table, const struct key *prefix, const struct key *limit, struct key *key,
                struct span *value);
/* The last row under a prefix; false: none. */
bool txn_last(struct txn *t, store_table table, const struct key *prefix, struct key *key, struct span *value);
