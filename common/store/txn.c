/* Transactions: their begin and end, and rows by their keys. */
#include "store/lmdb.h"

int txn_begin(struct store *s, bool writable, struct txn *out) {
    *out = (struct txn){.store = s, .writable = writable};
    MDB_txn *txn = NULL;
    int err = store_err(mdb_txn_begin(s->env, NULL, writable ? 0 : MDB_RDONLY, &txn));
    out->handle = txn;
    out->err = err;
    return err;
}

int txn_commit(struct txn *t) {
    if (t->err) {
        txn_abort(t);
        return t->err;
    }
    t->err = store_err(mdb_txn_commit(t->handle));
    t->handle = NULL; /* freed by LMDB, whatever came of it */
    if (t->writable && t->err) memory_back(&t->store->undo, 0);
    if (t->writable && !t->err) memory_commit(&t->store->undo);
    return t->err;
}

void txn_abort(struct txn *t) {
    if (t->handle && t->writable) memory_back(&t->store->undo, 0);
    if (t->handle) mdb_txn_abort(t->handle);
    t->handle = NULL;
}

int txn_renew(struct txn *t) {
    mdb_txn_reset(t->handle);
    t->err = store_err(mdb_txn_renew(t->handle));
    return t->err;
}

struct txn_mark txn_mark(struct txn *t) {
    struct txn_mark mark = {t->handle, t->store->undo.n_steps, t->changed};
    MDB_txn *inner = NULL;
    if (!t->err) latch(t, mdb_txn_begin(t->store->env, t->handle, 0, &inner));
    if (inner) t->handle = inner;
    return mark;
}

void txn_back(struct txn *t, const struct txn_mark *mark) {
    if (t->handle != mark->handle) mdb_txn_abort(t->handle);
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
    if (!t->err) latch(t, mdb_stat(t->handle, t->store->tables[table], &stat));
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
    latch(t, mdb_drop(t->handle, t->store->tables[table], 0));
}

void txn_drop(struct txn *t, const char *name) {
    MDB_dbi table;
    if (t->err) return;
    t->changed = true;
    int rc = mdb_dbi_open(t->handle, name, 0, &table); /* the one place after open_tables; its slot is kept free */
    if (!rc) rc = mdb_drop(t->handle, table, 1);       /* closes the handle as well */
    if (rc != MDB_NOTFOUND) latch(t, rc);
}
