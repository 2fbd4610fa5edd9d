/* Rows of all layers in the order of their keys: each layer has a place, the smallest key is the next row, and of equal
 * keys the newest layer's counts. */
#include "store/lmdb.h"

#include <stdlib.h>

/* Where each layer stands. */
struct merge {
    size_t n;
    const struct map *maps[GENERATIONS_MAX];
    struct map_row *rows[GENERATIONS_MAX]; /* NULL: no more */
    MDB_cursor *lmdb;
    MDB_val key, value;
    bool lmdb_more;
};

static bool is_seen(const struct txn *t, const struct map_row *r) { return front_value(t, r)->state != MAP_ABSENT; }

static struct map_row *seen_from(const struct txn *t, struct map_row *r) {
    while (r && !is_seen(t, r)) r = map_next(r);
    return r;
}

static void lmdb_step(struct txn *t, struct merge *m, MDB_cursor_op op) {
    int rc = mdb_cursor_get(m->lmdb, &m->key, &m->value, op);
    m->lmdb_more = rc == 0;
    if (rc != MDB_NOTFOUND) latch(t, rc);
}

static struct merge *merge_begin(struct store_cursor *c) {
    struct txn *t = c->txn;
    struct store *s = t->store;
    struct merge *m = calloc(1, sizeof *m);
    if (!m) {
        t->err = ERR_NOMEM;
        return NULL;
    }
    c->handle = m;
    for (size_t i = 0; i < s->n_generations; i++) {
        const struct map *map = &s->generations[i]->map;
        if (map_is_empty(map, c->table)) continue;
        m->maps[m->n] = map;
        m->rows[m->n++] = seen_from(t, map_seek(map, c->table, key_span(&c->key)));
    }
    latch(t, mdb_cursor_open(s->base, s->tables[c->table], &m->lmdb));
    m->key = val(key_span(&c->key));
    if (!t->err) lmdb_step(t, m, c->key.len ? MDB_SET_RANGE : MDB_FIRST); /* LMDB seeks no empty key */
    return m;
}

/* The smallest key, and the value of the newest layer that has it; false: none is left. */
static bool smallest(const struct store_cursor *c, const struct merge *m, struct span *key, struct map_value *value) {
    bool found = false;
    for (size_t i = 0; i < m->n; i++) {
        if (!m->rows[i] || (found && span_order(map_key(m->rows[i]), *key) >= 0)) continue;
        *key = map_key(m->rows[i]);
        *value = *front_value(c->txn, m->rows[i]);
        found = true;
    }
    if (m->lmdb_more && (!found || span_order(of_val(m->key), *key) < 0)) {
        *key = of_val(m->key);
        *value = (struct map_value){m->value.mv_data, (uint32_t)m->value.mv_size, MAP_VALUE};
        found = true;
    }
    return found;
}

/* Past this key, in each layer that stands on it. The key is the caller's copy. */
static void pass(struct store_cursor *c, struct merge *m, struct span key) {
    for (size_t i = 0; i < m->n; i++)
        if (m->rows[i] && span_equal(map_key(m->rows[i]), key)) m->rows[i] = seen_from(c->txn, map_next(m->rows[i]));
    if (m->lmdb_more && span_equal(of_val(m->key), key)) lmdb_step(c->txn, m, MDB_NEXT);
}

/* No row that is under the prefix comes any more. One that is deleted says nothing before the prefix. */
static bool is_past(const struct key *prefix, struct span key, const struct map_value *value) {
    if (key_is_under(prefix, key)) return false;
    return value->state == MAP_VALUE || span_order(key, key_span(prefix)) > 0;
}

bool merge_next(struct store_cursor *c) {
    struct merge *m = c->started ? c->handle : merge_begin(c);
    struct map_value value = {.state = MAP_ABSENT};
    struct span key;
    c->started = true;
    if (!m) return false;
    while (!c->txn->err && smallest(c, m, &key, &value) && !is_past(&c->prefix, key, &value)) {
        c->key = key_from(key);
        c->value = span_of(value.data, value.len);
        pass(c, m, key_span(&c->key));
        if (value.state == MAP_VALUE) return !c->txn->err;
    }
    return false;
}

void merge_close(struct store_cursor *c) {
    struct merge *m = c->handle;
    c->handle = NULL;
    if (!m) return;
    if (m->lmdb) mdb_cursor_close(m->lmdb);
    free(m);
}

/* ---- backwards ---- */

/* The last row before the limit in LMDB. */
static bool lmdb_before(struct txn *t, MDB_cursor *cursor, const struct key *limit, MDB_val *key, MDB_val *value) {
    int rc = MDB_NOTFOUND; /* nothing at or after the limit: the last row of the table; else the one before that */
    if (limit) {
        *key = val(key_span(limit));
        rc = mdb_cursor_get(cursor, key, value, MDB_SET_RANGE);
    }
    if (rc == 0 || rc == MDB_NOTFOUND)
        rc = mdb_cursor_get(cursor, key, value, rc == MDB_NOTFOUND ? MDB_LAST : MDB_PREV);
    if (rc != MDB_NOTFOUND) latch(t, rc);
    return rc == 0;
}

static struct map_row *row_before(const struct txn *t, const struct map *m, store_table table,
                                  const struct key *limit) {
    struct span key = limit ? key_span(limit) : (struct span){NULL, 0};
    struct map_row *r = map_before(m, table, limit ? &key : NULL);
    while (r && !is_seen(t, r)) r = map_previous(r);
    return r;
}

/* The last key before the limit that any layer has, and whether the newest that has it has a value. */
static bool last_before(struct txn *t, store_table table, MDB_cursor *cursor, const struct key *limit, struct key *key,
                        struct map_value *value) {
    const struct store *s = t->store;
    MDB_val k, v;
    bool found = lmdb_before(t, cursor, limit, &k, &v);
    if (found) {
        *key = key_from(of_val(k));
        *value = (struct map_value){v.mv_data, (uint32_t)v.mv_size, MAP_VALUE};
    }
    for (size_t i = s->n_generations; i-- > 0;) {
        const struct map *m = &s->generations[i]->map;
        const struct map_row *r = map_is_empty(m, table) ? NULL : row_before(t, m, table, limit);
        if (!r || (found && span_order(map_key(r), key_span(key)) < 0)) continue;
        *key = key_from(map_key(r));
        *value = *front_value(t, r);
        found = true;
    }
    return found;
}

/* One that is deleted is stepped over, and the layers are asked again from there: it is none, so what stands before it
 * is the last one, whatever prefix it had. */
bool merge_before(struct txn *t, store_table table, const struct key *prefix, const struct key *limit, struct key *key,
                  struct span *value) {
    MDB_cursor *cursor;
    struct map_value last;
    struct key at, past;
    bool found;
    latch(t, mdb_cursor_open(t->store->base, t->store->tables[table], &cursor));
    if (t->err) return false;
    while ((found = last_before(t, table, cursor, limit, &at, &last)) && !t->err && last.state == MAP_DELETED) {
        past = at;
        limit = &past;
    }
    mdb_cursor_close(cursor);
    if (!found || t->err || !key_is_under(prefix, key_span(&at))) return false;
    *key = at;
    *value = span_of(last.data, last.len);
    return true;
}
