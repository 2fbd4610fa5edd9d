/* Generations into LMDB, the oldest first, each in one commit that also says how far it has come. The filler reads what
 * is frozen and writes LMDB; the loop writes neither, but for a bulk transaction, which waits until the queue is empty.
 * One hand-over each way, under one lock. */
#include "store/lmdb.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

enum { RETRY_S = 1 };

/* ---- one generation ---- */

static int row_fill(MDB_txn *txn, MDB_dbi dbi, MDB_cursor *cursor, const struct map_row *r) {
    MDB_val key = val(map_key(r)), value = {r->now.len, (void *)(uintptr_t)r->now.data};
    int rc = 0;
    switch (r->now.state) {
    case MAP_ABSENT: break;
    case MAP_VALUE: return mdb_cursor_put(cursor, &key, &value, 0);
    case MAP_DELETED: rc = mdb_del(txn, dbi, &key, NULL); break;
    }
    return rc == MDB_NOTFOUND ? 0 : rc;
}

/* In the order of the keys: neighbours share a page, and the cursor stands on it. */
static int table_fill(struct store *s, MDB_txn *txn, const struct generation *g, store_table table) {
    MDB_cursor *cursor;
    if (map_is_empty(&g->map, table)) return 0;
    int rc = mdb_cursor_open(txn, s->tables[table], &cursor);
    if (rc) return rc;
    for (struct map_row *r = map_first(&g->map, table); !rc && r; r = map_next(r))
        rc = row_fill(txn, s->tables[table], cursor, r);
    mdb_cursor_close(cursor);
    return rc;
}

static int rows_fill(struct store *s, MDB_txn *txn, const struct generation *g) {
    int rc = 0;
    for (store_table i = 0; !rc && i < s->n_tables; i++) rc = table_fill(s, txn, g, i);
    return rc;
}

#ifdef SIPPE_FAULT_POSITION_TOO_EARLY
static int position_alone(struct store *s, uint64_t position) {
    MDB_txn *txn;
    int rc = mdb_txn_begin(s->env, NULL, 0, &txn);
    if (rc) return rc;
    rc = own_put(s, txn, "position", position);
    return rc ? (mdb_txn_abort(txn), rc) : mdb_txn_commit(txn);
}
#endif

/* The position is in the commit that makes it true: after a cut LMDB holds exactly the frames up to it. */
static int generation_fill(struct store *s, const struct generation *g) {
    MDB_txn *txn;
#ifdef SIPPE_FAULT_POSITION_TOO_EARLY
    if (position_alone(s, g->last)) return ERR_IO;
#endif
    int rc = mdb_txn_begin(s->env, NULL, 0, &txn);
    if (rc) return store_err(rc);
    rc = rows_fill(s, txn, g);
    if (!rc && s->front == STORE_LOGGED) rc = own_put(s, txn, "position", g->last);
    if (rc) {
        mdb_txn_abort(txn);
        return store_err(rc);
    }
    return store_err(mdb_txn_commit(txn));
}

/* ---- moments ---- */

static void moment_come(struct fill *f, struct moment *m, int err) {
    m->err = err ? err : store_err(mdb_txn_begin(m->store->env, NULL, MDB_RDONLY, &m->txn));
    m->is_over = true;
    pthread_cond_broadcast(&f->changed);
}

/* With the lock: LMDB holds exactly the frames up to its position, and nobody writes it. */
static void moments_come(struct fill *f, int err) {
    for (struct moment *m = f->moments; m; m = m->next)
        if (!m->is_over && (err || m->number <= f->position)) moment_come(f, m, err);
}

struct moment *fill_moment(struct store *s, uint64_t number) {
    struct moment *m = calloc(1, sizeof *m);
    if (!m) return NULL;
    m->store = s;
    m->number = number;
    pthread_mutex_lock(&s->fill.lock);
    m->next = s->fill.moments;
    s->fill.moments = m;
    moments_come(&s->fill, s->fill.err == ERR_FULL ? 0 : s->fill.err);
    pthread_mutex_unlock(&s->fill.lock);
    return m;
}

int moment_take(struct moment *m, MDB_txn **out) {
    struct fill *f = &m->store->fill;
    pthread_mutex_lock(&f->lock);
    while (!m->is_over) pthread_cond_wait(&f->changed, &f->lock);
    *out = m->txn;
    m->txn = NULL;
    pthread_mutex_unlock(&f->lock);
    return m->err;
}

void moment_free(struct moment *m) {
    struct fill *f = &m->store->fill;
    pthread_mutex_lock(&f->lock);
    struct moment **at = &f->moments;
    while (*at != m) at = &(*at)->next;
    *at = m->next;
    pthread_mutex_unlock(&f->lock);
    if (m->txn) mdb_txn_abort(m->txn);
    free(m);
}

/* ---- the queue ---- */

/* With the lock, which is let go while LMDB is written. Whoever keeps frames is told before the log may forget them. */
static void oldest_fill(struct store *s) {
    struct fill *f = &s->fill;
    const struct generation *g = f->queue[0];
    pthread_mutex_unlock(&f->lock);
    int err = generation_fill(s, g);
    if (!err && s->options.filled)
        s->options.filled(s->options.owner, &(struct store_filled){g->first, g->last, g->at_ms, g->seq});
    pthread_mutex_lock(&f->lock);
    f->err = err;
    if (!err) {
        f->position = g->last;
        memmove(f->queue, f->queue + 1, --f->n * sizeof f->queue[0]);
    }
    moments_come(f, err);
    pthread_cond_broadcast(&f->changed);
}

/* Full: again in a second, as rows that were forgotten make room. Any other fault is for good: the daemon ends. */
static void pause_or_wait(struct fill *f) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += RETRY_S;
    if (f->err == ERR_FULL && f->n)
        pthread_cond_timedwait(&f->changed, &f->lock, &until);
    else
        pthread_cond_wait(&f->changed, &f->lock);
}

static void *run(void *arg) {
    struct store *s = arg;
    struct fill *f = &s->fill;
    pthread_mutex_lock(&f->lock);
    while (!f->stops) {
        if (f->n && (!f->err || f->err == ERR_FULL)) oldest_fill(s);
        if (!f->stops && (!f->n || f->err)) pause_or_wait(f);
    }
    pthread_mutex_unlock(&f->lock);
    return NULL;
}

/* Signals are the loop's. */
static int thread_begin(struct store *s) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int rc = pthread_create(&s->fill.thread, NULL, run, s);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    s->fill.has_thread = rc == 0;
    return rc ? ERR_NOMEM : 0;
}

int fill_open(struct store *s, bool thread) {
    pthread_mutex_init(&s->fill.lock, NULL);
    pthread_cond_init(&s->fill.changed, NULL);
    return thread ? thread_begin(s) : 0;
}

void fill_close(struct store *s) {
    struct fill *f = &s->fill;
    pthread_mutex_lock(&f->lock);
    f->stops = true;
    pthread_cond_broadcast(&f->changed);
    pthread_mutex_unlock(&f->lock);
    if (f->has_thread) pthread_join(f->thread, NULL);
    f->has_thread = false;
    pthread_cond_destroy(&f->changed);
    pthread_mutex_destroy(&f->lock);
}

void fill_add(struct store *s, struct generation *g) {
    pthread_mutex_lock(&s->fill.lock);
    assert(s->fill.n < GENERATIONS_MAX);
    s->fill.queue[s->fill.n++] = g;
    pthread_cond_broadcast(&s->fill.changed);
    pthread_mutex_unlock(&s->fill.lock);
}

void fill_step(struct store *s) {
    pthread_mutex_lock(&s->fill.lock);
    if (s->fill.n && (!s->fill.err || s->fill.err == ERR_FULL)) oldest_fill(s);
    pthread_mutex_unlock(&s->fill.lock);
}

/* A map that was full is tried once more, and then nobody waits for another try. */
int fill_wait(struct store *s) {
    struct fill *f = &s->fill;
    pthread_mutex_lock(&f->lock);
    if (f->err == ERR_FULL) f->err = 0;
    pthread_cond_broadcast(&f->changed);
    while (f->n && !f->err) {
        if (f->has_thread)
            pthread_cond_wait(&f->changed, &f->lock);
        else
            oldest_fill(s);
    }
    int err = f->n ? f->err : 0;
    pthread_mutex_unlock(&f->lock);
    return err;
}

uint64_t fill_position(struct store *s) {
    pthread_mutex_lock(&s->fill.lock);
    uint64_t position = s->fill.position;
    pthread_mutex_unlock(&s->fill.lock);
    return position;
}

int fill_err(struct store *s) {
    pthread_mutex_lock(&s->fill.lock);
    int err = s->fill.err;
    pthread_mutex_unlock(&s->fill.lock);
    return err;
}

void fill_pass(struct store *s, uint64_t number) {
    pthread_mutex_lock(&s->fill.lock);
    s->fill.position = number;
    pthread_mutex_unlock(&s->fill.lock);
}
