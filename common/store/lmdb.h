/* What the files that know LMDB share: store.c, which holds an environment, txn.c and cursor.c, which read and write
 * it, copy.c, which fills another one, and those of a store with a front (README.md): front.c, merge.c, fill.c and
 * recover.c. */
#pragma once
#include <assert.h>
#include <lmdb.h>
#include <pthread.h>
#include <string.h>
#include "store/log.h"
#include "store/map.h"
#include "store/memory.h"
#include "store/store.h"

/* GENERATION_BYTES: of frames; then it is handed over. LMDB copies some 40 times as much, where keys are random, and
 * keeps the memory of those pages for its next commit.
 * GENERATION_MS: or when its first frame is so old, so that mdb_stat and a copy of data.mdb are not far behind.
 * ROOM_BYTES: less is left in a log file, and the next one is wanted; a turn's frame is mostly smaller.
 * GENERATIONS_MAX: as many as two full files give, and some for backups. */
enum {
    GENERATION_BYTES = 512 << 10,
    GENERATION_MS = 1000,
    ROOM_BYTES = 1 << 20,
    GENERATIONS_MAX = 24,
};

/* What a run of frames changed. The newest is active: the loop writes it. The others are frozen: nobody does, and the
 * filler puts the oldest into LMDB. */
struct generation {
    struct map map;
    uint64_t first, last; /* frames; 0: none yet */
    size_t frame_bytes;
    int64_t since_ms; /* by store_tick: its first frame */
    int64_t at_ms;    /* of its last frame, as seq */
    uint64_t seq;
    int64_t more[STORE_TABLES_MAX]; /* rows than what lies below has: of tables that are counted */
};

/* Exactly the frames up to a number, as LMDB holds them between two generations. */
struct moment {
    struct moment *next;
    struct store *store;
    uint64_t number;
    MDB_txn *txn; /* once it has come */
    int err;
    bool is_over; /* it has come, or cannot */
};

/* Between the loop and the filler; the lock guards all of it. */
struct fill {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t thread;
    bool has_thread, stops;
    struct generation *queue[GENERATIONS_MAX]; /* the oldest first */
    size_t n;
    uint64_t position; /* the last frame that LMDB holds */
    int err;           /* ERR_FULL: tried again each second; any other: for good */
    struct moment *moments;
};

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

    /* of a store with a front */
    enum store_front front;
    MDB_dbi own;                                     /* the table "log": position, lineage */
    MDB_txn *base;                                   /* LMDB as of a hand-over: what lies below the generations */
    struct generation *generations[GENERATIONS_MAX]; /* the newest first */
    size_t n_generations;
    struct map_undo puts; /* of the write transaction, in the newest */
    bool writes;          /* it is open */
    bool counted[STORE_TABLES_MAX];
    struct log log;
    struct frame_buffer frame;
    struct fill fill;
    bool has_fill, is_open;
    struct store_options options; /* of its pointers only owner and filled live on */
    uint64_t ticks;
    int64_t now_ms;
    int err; /* of the log: nothing may follow it in this process */
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

/* Key bytes for a span or LMDB's own. */
static inline bool key_is_under(const struct key *prefix, struct span key) {
    return key.len >= prefix->len && memcmp(key.data, prefix->bytes, prefix->len) == 0;
}

/* ---- front.c: a transaction over the generations ---- */

int front_begin(struct store *s, struct txn *t);
int front_commit(struct txn *t);
void front_abort(struct txn *t);
bool front_get(struct txn *t, store_table table, const struct key *k, struct span *out);
void front_set(struct txn *t, store_table table, const struct key *k, const struct map_value *to);
uint64_t front_count(struct txn *t, store_table table);
void front_clear(struct txn *t, store_table table);
void front_back(struct txn *t, size_t n_puts);
/* The value of a row for this transaction: a reader sees what is committed. */
static inline const struct map_value *front_value(const struct txn *t, const struct map_row *r) {
    return t->writable ? &r->now : map_committed(&t->store->puts, r);
}

/* ---- merge.c: rows of all layers in the order of their keys ---- */

bool merge_next(struct store_cursor *c);
void merge_close(struct store_cursor *c);
bool merge_before(struct txn *t, store_table table, const struct key *prefix, const struct key *limit, struct key *key,
                  struct span *value);

/* ---- fill.c: generations into LMDB ---- */

/* `thread`: beside the loop; else in fill_step. */
int fill_open(struct store *s, bool thread);
/* What is still in the queue stays in the log. */
void fill_close(struct store *s);
/* The generation is the filler's to read, until fill_position has come to its last frame. */
void fill_add(struct store *s, struct generation *g);
void fill_step(struct store *s);
/* Until the queue is empty: 0, or why it cannot be. */
int fill_wait(struct store *s);
uint64_t fill_position(struct store *s);
/* A bulk commit stands in LMDB, and has taken this number. */
void fill_pass(struct store *s, uint64_t number);
int fill_err(struct store *s);
struct moment *fill_moment(struct store *s, uint64_t number);
/* Its transaction, which is the caller's from then on; waits for it. */
int moment_take(struct moment *m, MDB_txn **out);
void moment_free(struct moment *m);

/* ---- layers.c: the generations of a store ---- */

int layers_open(struct store *s);
void layers_close(struct store *s);
struct generation *layers_new(struct store *s);
/* The newest to the filler, and a new one; the other log file, when it is free. */
void layers_hand_over(struct store *s);
/* What LMDB holds by now goes; no value of any transaction lives on. */
int layers_drop(struct store *s);
int layers_renew(struct store *s);
/* Before a transaction writes: room for its frame, whatever that takes. */
int layers_room(struct store *s);

/* ---- recover.c ---- */

/* The frames of the log that LMDB does not hold, as generations. ERR_CORRUPT: some are missing. Of a copy nothing is
 * written. */
int recover(struct store *s, bool writes);

/* ---- own.c ---- */

/* As the table "log" has it, in the snapshot; what is not there is 0. */
int own_read(struct store *s, uint64_t *position, uint64_t *lineage);
/* What LMDB gives. */
int own_put(struct store *s, MDB_txn *txn, const char *name, uint64_t value);
