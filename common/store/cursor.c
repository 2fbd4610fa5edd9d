/* Rows in the order of their keys. */
#include "store/lmdb.h"

#include <string.h>

struct store_cursor cursor_open(struct txn *t, store_table table, const struct key *prefix, const struct key *from) {
    struct store_cursor c = {.txn = t, .table = table, .prefix = *prefix, .key = from ? *from : *prefix};
    MDB_cursor *handle = NULL;
    if (!t->err && t->kind != TXN_FRONT && !memory_of(t, table))
        latch(t, mdb_cursor_open(t->handle, t->store->tables[table], &handle));
    c.handle = handle;
    return c;
}

static bool cursor_next_in_memory(struct store_cursor *c, struct memory_table *m) {
    struct memory_row *r = c->started ? memory_next(c->row) : memory_seek(m, &c->key);
    c->started = true;
    if (!r || !key_is_under(&c->prefix, memory_key(r))) return false;
    c->row = r;
    c->key = key_from(memory_key(r));
    c->value = memory_value(r);
    return true;
}

bool cursor_next(struct store_cursor *c) {
    struct memory_table *m = memory_of(c->txn, c->table);
    if (m && !c->txn->err) return cursor_next_in_memory(c, m);
    if (!c->txn->err && c->txn->kind == TXN_FRONT) return merge_next(c);
    if (c->txn->err || !c->handle) return false;
    MDB_val key = val(key_span(&c->key)), value;
    MDB_cursor_op first = c->key.len ? MDB_SET_RANGE : MDB_FIRST; /* LMDB seeks no empty key */
    int rc = mdb_cursor_get(c->handle, &key, &value, c->started ? MDB_NEXT : first);
    c->started = true;
    if (rc != MDB_NOTFOUND) latch(c->txn, rc);
    if (rc || !key_is_under(&c->prefix, of_val(key))) return false;
    c->key = key_from(of_val(key)); /* a copy: the page that it lies in may be gone when the caller uses it */
    c->value = of_val(value);
    return true;
}

void cursor_close(struct store_cursor *c) {
    if (c->handle && c->txn->kind == TXN_FRONT)
        merge_close(c);
    else if (c->handle)
        mdb_cursor_close(c->handle);
    c->handle = NULL;
}

/* The first key past a prefix; false: there is none (all bytes are 0xff, or no bytes). */
static bool key_after(struct key *k) {
    while (k->len && k->bytes[k->len - 1] == 0xff) k->len--;
    if (k->len) k->bytes[k->len - 1]++;
    return k->len > 0;
}

static bool before_in_memory(struct memory_table *m, const struct key *prefix, const struct key *limit, struct key *key,
                             struct span *value) {
    struct memory_row *r = memory_before(m, limit);
    if (!r || !key_is_under(prefix, memory_key(r))) return false;
    *key = key_from(memory_key(r));
    *value = memory_value(r);
    return true;
}

bool txn_before(struct txn *t, store_table table, const struct key *prefix, const struct key *limit, struct key *key,
                struct span *value) {
    if (t->err) return false;
    struct memory_table *m = memory_of(t, table);
    if (m) return before_in_memory(m, prefix, limit, key, value);
    if (t->kind == TXN_FRONT) return merge_before(t, table, prefix, limit, key, value);
    MDB_cursor *cursor;
    int rc = mdb_cursor_open(t->handle, t->store->tables[table], &cursor);
    if (rc) return latch(t, rc), false;
    MDB_val k = {0, NULL}, v;
    rc = MDB_NOTFOUND; /* nothing at or after the limit: the last row of the table; else the one before that */
    if (limit) {
        k = val(key_span(limit));
        rc = mdb_cursor_get(cursor, &k, &v, MDB_SET_RANGE);
    }
    if (rc == 0 || rc == MDB_NOTFOUND) rc = mdb_cursor_get(cursor, &k, &v, rc == MDB_NOTFOUND ? MDB_LAST : MDB_PREV);
    bool found = rc == 0 && key_is_under(prefix, of_val(k));
    if (found) {
        *key = key_from(of_val(k));
        *value = of_val(v);
    }
    mdb_cursor_close(cursor);
    if (rc != MDB_NOTFOUND) latch(t, rc);
    return found;
}

bool txn_last(struct txn *t, store_table table, const struct key *prefix, struct key *key, struct span *value) {
    struct key past = *prefix; /* LMDB has no "last with this prefix": the one before the first key past it */
    return txn_before(t, table, prefix, key_after(&past) ? &past : NULL, key, value);
}
