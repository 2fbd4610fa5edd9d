/* The one library that knows LMDB: one environment per daemon, tables opened at start, transactions that latch their
 * first error, and a log before it where commits should be quick. README.md beside this draws a transaction from its
 * begin to its end.
 *
 * MDB_NOTLS and nothing else: after a simulated loss of power the default flags kept what was acknowledged in 1,000
 * of 1,000 runs, NOMETASYNC in 568, NOSYNC in none. A commit is write, fdatasync, one O_DSYNC write of the meta
 * page. NOTLS ties a reader to its struct txn and not to its thread (LMDB manual, mdb_env_open): who writes may hold
 * a snapshot in the same thread. Not WRITEMAP either: with it a full disk was a SIGBUS in place of an error, and a
 * stray pointer of ours would write into the file.
 *
 * Values that a transaction gives are valid until its next write or its end. They lie in the map, unaligned and
 * without an ending zero: whoever keeps one copies it, whoever reads a number from one takes it through a struct
 * key.
 *
 * One thread uses a store; only store_copy may run beside it in another, with a transaction of its own. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "store/key.h"

/* Names in one store. LMDB looks through all handles whenever one is opened, and copies some words of each into every
 * transaction (manual, mdb_env_set_maxdbs). Intake has 37 with the engine's: this is room to grow. */
enum { STORE_TABLES_MAX = 128 };

struct store;
struct memory_row;
/* Index into the names given at open. In the file tables are known by name, so the numbers may differ from one release
 * to the next: whoever writes one into a row must keep it the same for ever. */
typedef unsigned int store_table;

/* What a commit waits for (README.md). */
enum store_front {
    STORE_DIRECT,  /* LMDB's two flushes; what is committed is in data.mdb */
    STORE_LOGGED,  /* one flush of a log; a thread puts it into LMDB, and until then it is read from memory */
    STORE_STEPPED, /* tests: the same without a log or a thread, in steps that `seed` draws; nothing outlasts a crash */
};

/* A run of frames that LMDB holds from now on, and that the log may forget when this returns. */
struct store_filled {
    uint64_t first, last; /* their numbers */
    int64_t at_ms;        /* of the last one, as its transaction said */
    uint64_t seq;
};

struct store_options {
    const char *dir;           /* must exist, with rights 0700, and on a local disk (LMDB manual, caveats) */
    uint64_t map_bytes;        /* set once, large; address space only. Less than is used: LMDB takes what is used */
    const char *const *tables; /* made when they are not there; others in the file are left alone (txn_drop) */
    unsigned int n_tables;     /* at most STORE_TABLES_MAX */
    bool throwaway;            /* tests on virtual disks: no flush */
    const bool *in_memory;     /* of each table, or NULL: it stands in no file and is empty after each opening */
    bool copy;                 /* to be read only: a finished copy, or what a daemon that was killed left, its log
                                * included; it takes no lock and writes no file */
    enum store_front front;    /* for the life of a store the same, but for tests */
    uint64_t seed;             /* of STORE_STEPPED */
    /* Or NULL. In the filler's thread: for whoever keeps what the log held, a standby or a point in time. */
    void (*filled)(void *owner, const struct store_filled *filled);
    void *owner;
};

/* A transaction, embedded in its owner. It ends by txn_commit or txn_abort, once; then only txn_begin may touch it. */
struct txn {
    struct store *store;
    void *handle; /* NULL: it has ended, or could not begin */
    enum { TXN_LMDB, TXN_FRONT, TXN_MOMENT } kind;
    bool writable;
    /* What its frame says of itself, set by the owner before the commit: when, and the journal's last number. The
     * store does not look at them. */
    int64_t at_ms;
    uint64_t seq;
    bool changed; /* something was put or deleted that a file holds: else its commit flushes nothing */
    /* The first error; everything after it does nothing, finds nothing and counts nothing. Whoever needs to know
     * whether a row is missing or could not be read looks here. A user that finds a row which does not decode sets it
     * too (ERR_CORRUPT), which keeps the transaction from being committed. */
    int err;
};

/* used_bytes: pages that hold something; those that were freed since are used again and do not count. */
struct store_usage {
    uint64_t used_bytes, map_bytes, disk_free_bytes, disk_bytes;
    uint64_t file_bytes; /* up to the last page ever used: it never shrinks */
};

/* ERR_BUSY: another process owns it, or this one already does. ERR_DENIED, ERR_IO, ERR_NOTFOUND (no such folder; of a
 * copy: a table is missing), ERR_FULL, ERR_NOMEM. ERR_CORRUPT: not a store, or its first pages are damaged; what is
 * damaged further in shows when it is read. ERR_VERSION: of another LMDB. ERR_INVALID: too many tables, or too long a
 * path. The strings of the options need not live on. On an error *out is NULL and nothing is left open. */
int store_open(struct store **out, const struct store_options *options);
/* All transactions must have ended. NULL is safe. */
void store_close(struct store *s);
/* From half the map on it walks over the list of free pages: for once a second, not for each message. */
struct store_usage store_usage(struct store *s);
/* Forgets readers of dead processes; call it every 10 s. Such a reader keeps every page that is freed after it: one key
 * overwritten 3,000 times made a file of 98 MB, and stopped growing with this call. Daemons do not share a store, but
 * an operator's mdb_stat or mdb_copy may be killed. */
void store_check_readers(struct store *s);
/* Once a turn, when no transaction writes and no value is in use: hands over what is due, lets go what LMDB holds. */
void store_tick(struct store *s, int64_t now_ms);
/* When store_tick has something to do though nothing is written; INT64_MAX: never. */
int64_t store_wake_ms(const struct store *s);
/* The log is full, and LMDB has not followed: a transaction that writes would wait for the disk. */
bool store_is_behind(struct store *s);
/* All that is committed into LMDB: waits. 0, ERR_FULL, ERR_IO. */
int store_settle(struct store *s);
/* What a moment is, or in a store without a front a read transaction sees, into an empty folder, compact and made
 * durable; may run beside other transactions in another thread, as long as nobody else uses this one, and leaves it
 * open. The folder itself is made durable by who made it. Tables that were not given at open are not copied. While the
 * transaction lasts no page that is freed is used again: the file may grow. ERR_IO, ERR_FULL, ERR_DENIED; ERR_CORRUPT:
 * a table has not as many rows as it says; what was written by then is left there. */
int store_copy(struct txn *from, const char *dir);

/* Writable: there is one at a time, and a second one waits for it; begun by the same thread it waits for ever. It reads
 * what it wrote. Not writable: it sees the last commit, whatever is committed later; let it go soon, as it keeps the
 * pages that are freed meanwhile. An error is latched as well, so that the result may be left until the commit. */
int txn_begin(struct store *s, bool writable, struct txn *out);
/* The latched error or that of the commit; the transaction has ended either way. 0: it is on the disk. After ERR_IO
 * nobody knows what the disk holds, and the environment may refuse all that follows (MDB_PANIC): open it anew, in a new
 * process. ERR_FULL: as if it had never begun, and readers go on. */
int txn_commit(struct txn *t);
/* As if it had never begun. Of one that has ended: nothing. */
void txn_abort(struct txn *t);
/* A read transaction let go and taken up again on the newest state: what it gave is no longer valid. Its error is
 * cleared. */
int txn_renew(struct txn *t);
/* Writable and straight into LMDB, in one commit of two flushes, however large: for what is made anew by thousands of
 * rows, while nobody is served. What was committed before it is put there first. In a store without a front, as
 * txn_begin. */
int txn_begin_bulk(struct store *s, struct txn *out);
/* What is committed by now and nothing later, for store_copy alone, which waits until LMDB holds it. It may end in
 * another thread, like the copy. */
int txn_begin_moment(struct store *s, struct txn *out);

/* What a write transaction does from here on can be taken back, all of it and nothing else, as often as is asked. Until
 * then no cursor of before may be used, and the transaction cannot end. An error is latched. */
struct txn_mark {
    void *handle;
    size_t steps, puts;
    bool changed;
};
struct txn_mark txn_mark(struct txn *t);
void txn_back(struct txn *t, const struct txn_mark *mark);

/* False: no such row, or an error (latched); then *out is empty. A row of an index or a set is there with no bytes, so
 * the result tells, not the span. */
bool txn_get(struct txn *t, store_table table, const struct key *k, struct span *out);
/* In place of what stands there. An empty key latches ERR_INVALID: LMDB takes none. */
void txn_put(struct txn *t, store_table table, const struct key *k, struct span value);
/* Missing rows are no error. */
void txn_delete(struct txn *t, store_table table, const struct key *k);
/* What its pages take in the file; of one in memory 0. */
uint64_t txn_bytes(struct txn *t, store_table table);
/* How many rows, without reading them. */
uint64_t txn_count(struct txn *t, store_table table);
/* Empties a table. */
void txn_clear(struct txn *t, store_table table);
/* A table that was not given at open, and everything in it; nothing when there is none. */
void txn_drop(struct txn *t, const char *name);

/* As many rows as LMDB holds, which in a store with a front is some behind: for a figure that costs nothing. */
uint64_t txn_count_filled(struct txn *t, store_table table);

/* Where a walk over a table stands. The key is a copy and may be kept; the value lies in the map. */
struct store_cursor {
    struct txn *txn;
    void *handle;           /* LMDB's cursor, or merge.c's over several layers */
    struct memory_row *row; /* of a table in memory: the current one */
    store_table table;
    struct key prefix;
    struct key key;    /* of the current row */
    struct span value; /* of the current row */
    bool started;
};
/* Rows whose key begins with prefix, in key order; from is where to begin (inclusive) or NULL. An empty prefix is the
 * whole table. The cursor must be closed before the next write: to change what is walked over, gather the keys
 * first. */
struct store_cursor cursor_open(struct txn *t, store_table table, const struct key *prefix, const struct key *from);
/* False: no more, or an error (latched). The cursor is still to be closed. */
bool cursor_next(struct store_cursor *c);
/* Twice is once. */
void cursor_close(struct store_cursor *c);
/* The last row under a prefix that stands before `limit`, which itself does not count; false: none. NULL as `limit`:
 * before the end of the table. */
bool txn_before(struct txn *t, store_table table, const struct key *prefix, const struct key *limit, struct key *key,
                struct span *value);
/* The last row under a prefix; false: none. */
bool txn_last(struct txn *t, store_table table, const struct key *prefix, struct key *key, struct span *value);
