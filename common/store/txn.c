/* Transactions: their begin and end, and rows by their keys. */
#include "store/lmdb.h"

static int lmdb_begin(struct store *s, struct txn *t) {
    MDB_txn *txn = NULL;
    t->err = store_err(mdb_txn_begin(s->env, NULL, t->writable ? 0 : MDB_RDONLY, &txn));
    t->handle = txn;
    return t->err;
}

int txn_begin(struct store *s, bool writable, struct txn *out) {
    *out = (struct txn){.store = s, .writable = writable};
    return s->front == STORE_DIRECT ? lmdb_begin(s, out) : front_begin(s, out);
}

/* Nothing lies above LMDB meanwhile, and in a log nothing may be read back over what it writes. */
int txn_begin_bulk(struct store *s, struct txn *out) {
    *out = (struct txn){.store = s, .writable = true};
    out->err = s->err ? s->err : store_settle(s);
    if (out->err) return out->err;
    s->writes = s->front != STORE_DIRECT;
    return lmdb_begin(s, out);
}

int txn_begin_moment(struct store *s, struct txn *out) {
    *out = (struct txn){.store = s, .writable = false};
    if (s->front == STORE_DIRECT) return lmdb_begin(s, out);
    out->kind = TXN_MOMENT;
    if (s->writes) return out->err = ERR_BUSY;
    layers_hand_over(s);
    if (s->front == STORE_STEPPED) out->err = fill_wait(s);
    if (!out->err && s->generations[0]->last) out->err = ERR_NOMEM; /* it could not be handed over */
    if (!out->err && !(out->handle = fill_moment(s, s->log.number))) out->err = ERR_NOMEM;
    return out->err;
}

/* A bulk commit has a number of its own, so that a log that goes on behind it cannot be taken for one that goes on
 * before it. */
static int bulk_number(struct txn *t) {
    struct store *s = t->store;
    if (s->front != STORE_LOGGED || !t->writable || !t->changed) return 0;
    return own_put(s, t->handle, "position", s->log.number + 1);
}

static int bulk_end(struct txn *t) {
    struct store *s = t->store;
    if (s->front == STORE_DIRECT || !t->writable) return t->err;
    s->writes = false;
    if (t->err) return t->err;
    if (s->front == STORE_LOGGED && t->changed) {
        fill_pass(s, ++s->log.number);
        if (s->log.at) log_turn(&s->log);
    }
    return layers_renew(s);
}

static int lmdb_commit(struct txn *t) {
    int rc = bulk_number(t);
    if (rc)
        mdb_txn_abort(t->handle);
    else
        rc = mdb_txn_commit(t->handle); /* frees it, whatever came of it */
    t->handle = NULL;
    t->err = store_err(rc);
    if (t->writable && t->err) memory_back(&t->store->undo, 0);
    if (t->writable && !t->err) memory_commit(&t->store->undo);
    return t->err = bulk_end(t);
}

int txn_commit(struct txn *t) {
    if (t->err) {
        txn_abort(t);
        return t->err;
    }
    return t->kind == TXN_FRONT ? front_commit(t) : lmdb_commit(t);
}

static void lmdb_abort(struct txn *t) {
    if (t->handle && t->writable) {
        memory_back(&t->store->undo, 0);
        if (t->store->front != STORE_DIRECT) t->store->writes = false;
    }
    if (t->handle) mdb_txn_abort(t->handle);
    t->handle = NULL;
}

void txn_abort(struct txn *t) {
    if (t->kind == TXN_FRONT)
        front_abort(t);
    else if (t->kind == TXN_LMDB)
        lmdb_abort(t);
    else if (t->handle)
        moment_free(t->handle);
    t->handle = NULL;
}

int txn_renew(struct txn *t) {
    if (t->kind == TXN_FRONT) return t->err = t->store->err ? t->store->err : layers_drop(t->store);
    mdb_txn_reset(t->handle);
    t->err = store_err(mdb_txn_renew(t->handle));
    return t->err;
}

struct txn_mark txn_mark(struct txn *t) {
    struct store *s = t->store;
    struct txn_mark mark = {t->handle, s->undo.n_steps, s->puts.n, t->changed};
    MDB_txn *inner = NULL;
    if (t->kind == TXN_FRONT) return mark;
    if (!t->err) latch(t, mdb_txn_begin(s->env, t->handle, 0, &inner));
    if (inner) t->handle = inner;
    return mark;
}

void txn_back(struct txn *t, const struct txn_mark *mark) {
    if (t->kind == TXN_FRONT) front_back(t, mark->puts);
    if (t->kind != TXN_FRONT && t->handle != mark->handle) mdb_txn_abort(t->handle);
    memory_back(&t->store->undo, mark->steps);
    t->handle = mark->handle;
    t->changed = mark->changed;
}

static bool memory_get(struct memory_table *m, const struct key *k, struct span *out) {
    struct memory_row *r = memory_find(m, k);
    if (r) *out = memory_value(r);
    return r != NULL;
}

bool txn_get(struct txn *t, store_table table, const struct key *k, struct span *out) {
    *out = (struct span){NULL, 0};
    if (t->err) return false;
    struct memory_table *m = memory_of(t, table);
    if (m) return memory_get(m, k, out);
    if (t->kind == TXN_FRONT) return front_get(t, table, k, out);
    MDB_val key = val(key_span(k)), value;
    int rc = mdb_get(t->handle, t->store->tables[table], &key, &value);
    if (rc == 0) *out = of_val(value);
    if (rc != MDB_NOTFOUND) latch(t, rc);
    return rc == 0;
}

void txn_put(struct txn *t, store_table table, const struct key *k, struct span v) {
    struct memory_table *m = memory_of(t, table);
    if (t->err) return;
    if (m) {
        t->err = memory_put(&t->store->undo, m, k, v);
        return;
    }
    t->changed = true;
    if (t->kind == TXN_FRONT) {
        front_set(t, table, k, &(struct map_value){v.data, (uint32_t)v.len, MAP_VALUE});
        return;
    }
    MDB_val key = val(key_span(k)), value = val(v);
    latch(t, mdb_put(t->handle, t->store->tables[table], &key, &value, 0));
}

void txn_delete(struct txn *t, store_table table, const struct key *k) {
    struct memory_table *m = memory_of(t, table);
    if (t->err) return;
    if (m) {
        t->err = memory_delete(&t->store->undo, m, k);
        return;
    }
    t->changed = true;
    if (t->kind == TXN_FRONT) {
        front_set(t, table, k, &(struct map_value){.state = MAP_DELETED});
        return;
    }
    MDB_val key = val(key_span(k));
    int rc = mdb_del(t->handle, t->store->tables[table], &key, NULL);
    if (rc != MDB_NOTFOUND) latch(t, rc);
}

uint64_t txn_bytes(struct txn *t, store_table table) {
    MDB_stat stat = {0};
    if (memory_of(t, table) || t->err) return 0;
    latch(t, mdb_stat(t->handle, t->store->tables[table], &stat));
    return (uint64_t)stat.ms_psize * (stat.ms_branch_pages + stat.ms_leaf_pages + stat.ms_overflow_pages);
}

uint64_t txn_count(struct txn *t, store_table table) {
    MDB_stat stat = {0};
    struct memory_table *m = memory_of(t, table);
    if (m) return t->err ? 0 : m->n;
    if (t->kind == TXN_FRONT) return t->err ? 0 : front_count(t, table);
    if (!t->err) latch(t, mdb_stat(t->handle, t->store->tables[table], &stat));
    return stat.ms_entries;
}

uint64_t txn_count_filled(struct txn *t, store_table table) {
    MDB_stat stat = {0};
    if (memory_of(t, table) || t->err) return t->err ? 0 : txn_count(t, table);
    latch(t, mdb_stat(t->handle, t->store->tables[table], &stat));
    return stat.ms_entries;
}

void txn_clear(struct txn *t, store_table table) {
    struct memory_table *m = memory_of(t, table);
    if (t->err) return;
    if (m) {
        t->err = memory_clear(&t->store->undo, m);
        return;
    }
    t->changed = true;
    if (t->kind == TXN_FRONT)
        front_clear(t, table);
    else
        latch(t, mdb_drop(t->handle, t->store->tables[table], 0));
}

/* A front knows no tables but those that were given at open. */
void txn_drop(struct txn *t, const char *name) {
    MDB_dbi table;
    if (t->kind == TXN_FRONT && !t->err) t->err = ERR_INVALID;
    if (t->err) return;
    t->changed = true;
    int rc = mdb_dbi_open(t->handle, name, 0, &table); /* the one place after open_tables; its slot is kept free */
    if (!rc) rc = mdb_drop(t->handle, table, 1);       /* closes the handle as well */
    if (rc != MDB_NOTFOUND) latch(t, rc);
}
