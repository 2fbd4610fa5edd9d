/* Rows: read by every handler, written by apply alone. */
#include "engine/rows/rows.h"

/* A row that does not decode must not look absent: a handler would make it anew. */
static void *row_unpack(struct view *v, const struct row_table *table, struct span packed) {
    if (!table->type) return NULL;
    void *row = message_unpack_own(v->arena, table->type, packed);
    if (!row && !v->txn->err) v->txn->err = ERR_CORRUPT;
    return personal_fill(v->arena, row);
}

void *row_get(struct view *v, const struct row_table *table, struct key key) {
    struct span packed;
    if (!txn_get(v->txn, (store_table)table_index(v->e, table), &key, &packed)) return NULL;
    return row_unpack(v, table, packed);
}

bool row_exists(struct view *v, const struct row_table *table, struct key key) {
    struct span packed;
    return txn_get(v->txn, (store_table)table_index(v->e, table), &key, &packed);
}

uint64_t row_count(struct view *v, const struct row_table *table) {
    return txn_count(v->txn, (store_table)table_index(v->e, table));
}

struct row_scan {
    struct view *view;
    const struct row_table *table;
    struct store_cursor cursor;
};

struct row_scan *row_scan(struct view *v, const struct row_table *table, struct key prefix, const struct key *from) {
    struct row_scan *s = arena_alloc(v->arena, sizeof *s);
    s->view = v;
    s->table = table;
    s->cursor = cursor_open(v->txn, (store_table)table_index(v->e, table), &prefix, from);
    return s;
}

bool row_next(struct row_scan *s, struct key *key, void *row_out) {
    if (!cursor_next(&s->cursor)) {
        cursor_close(&s->cursor);
        return false;
    }
    if (key) *key = s->cursor.key;
    if (row_out) {
        void *row = row_unpack(s->view, s->table, s->cursor.value);
        memcpy(row_out, &row, sizeof row);
    }
    return true;
}

void row_scan_end(struct row_scan *s) { cursor_close(&s->cursor); }

/* What the row was is read from the store, though the caller has mostly read it just before: its copy has been changed
 * since. A table without an index is spared the reading. */
void row_put(struct apply *a, const struct row_table *table, struct key key, const ProtobufCMessage *row) {
    assert(!table->of);
    assert(!row || has_personal(row)); /* NEW_WITH_PERSONAL: the functions of keys count on it */
    struct span packed = row ? message_pack(a->view.arena, row) : (struct span){NULL, 0};
    if (has_index(a->view.e, table)) index_keep(a, table, key, row_get(&a->view, table, key), row);
    txn_put(a->view.txn, (store_table)table_index(a->view.e, table), &key, packed);
}

void row_delete(struct apply *a, const struct row_table *table, struct key key) {
    assert(!table->of);
    if (has_index(a->view.e, table)) index_keep(a, table, key, row_get(&a->view, table, key), NULL);
    txn_delete(a->view.txn, (store_table)table_index(a->view.e, table), &key);
}
