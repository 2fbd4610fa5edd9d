/* Rows: read by every handler, written by apply alone. */
#include "engine/rows/rows.h"

/* A row that does not decode, or does not open, must not look absent: a handler would make it anew. One of an erased
 * subject is absent. */
static void *row_unpack(struct view *v, const struct row_table *table, const struct key *key, struct span packed) {
    void *row = NULL;
    if (!table->type) return NULL;
    if ((row = row_kept(v, table, key, packed))) return row;
    int err = row_open(v, table->name, key, table->type, packed, &row);
    if (err && err != ERR_ERASED && !v->txn->err) v->txn->err = err;
    return row;
}

/* Its number; and whoever lays something out that is kept has read this of it. */
static store_table reading(struct view *v, const struct row_table *table, const struct key *prefix) {
    store_table number = (store_table)table_index(v->e, table);
    memo_row_read(v->e, number, prefix);
    return number;
}

void *row_get(struct view *v, const struct row_table *table, struct key key) {
    struct span packed;
    if (!txn_get(v->txn, reading(v, table, &key), &key, &packed)) return NULL;
    return row_unpack(v, table, &key, packed);
}

bool row_exists(struct view *v, const struct row_table *table, struct key key) {
    struct span packed;
    if (table->type && personal_field(table->type)) return row_get(v, table, key) != NULL;
    return txn_get(v->txn, reading(v, table, &key), &key, &packed);
}

uint64_t row_count(struct view *v, const struct row_table *table) {
    return txn_count(v->txn, reading(v, table, &KEY_EMPTY));
}

uint64_t row_count_filled(struct view *v, const struct row_table *table) {
    return txn_count_filled(v->txn, reading(v, table, &KEY_EMPTY));
}

struct row_scan {
    struct view *view;
    const struct row_table *table;
    struct store_cursor cursor;
};

static bool list_is_whole(const struct engine *e, const struct row_table *list) {
    for (size_t i = e->lists.at; i < e->lists.n; i++)
        if (e->lists.making[i].indexes[0]->of == list->of) return false;
    return true;
}

/* What it reads of one that is not whole is thrown away with all that the question has made of it. */
static void list_read(struct engine *e, const struct row_table *table) {
    assert(e->lists.by_a_question);
    e->lists.awaited |= !list_is_whole(e, table);
}

struct row_scan *row_scan(struct view *v, const struct row_table *table, struct key prefix, const struct key *from) {
    if (table->list) list_read(v->e, table);
    struct row_scan *s = arena_alloc(v->arena, sizeof *s);
    s->view = v;
    s->table = table;
    s->cursor = cursor_open(v->txn, reading(v, table, &prefix), &prefix, from);
    return s;
}

/* Rows that are none any more are passed, and what is damaged, which is latched. */
bool row_next(struct row_scan *s, struct key *key, void *row_out) {
    void *row = NULL;
    bool more;
    while ((more = cursor_next(&s->cursor)) && row_out && s->table->type)
        if ((row = row_unpack(s->view, s->table, &s->cursor.key, s->cursor.value))) break;
    if (!more) {
        cursor_close(&s->cursor);
        return false;
    }
    if (key) *key = s->cursor.key;
    if (row_out) memcpy(row_out, &row, sizeof row);
    return true;
}

void row_scan_end(struct row_scan *s) { cursor_close(&s->cursor); }

/* What the row was is read from the store, though the caller has mostly read it just before: its copy has been changed
 * since. A table without an index is spared the reading. */
static void keep_indexes(struct apply *a, const struct row_table *table, int number, const struct key *key,
                         const ProtobufCMessage *row) {
    size_t place = (size_t)(number - TABLE_SERVICE);
    if (has_index(a->view.e, place)) index_keep(a, place, *key, row_get(&a->view, table, *key), row);
}

void row_put(struct apply *a, const struct row_table *table, struct key key, const ProtobufCMessage *row) {
    assert(!table->of);
    assert(!row || has_personal(row)); /* NEW_WITH_PERSONAL: the functions of keys count on it */
    struct span packed = {NULL, 0};
    watch_row(a, table, &key, row);
    if (row && !row_seal(&a->view, table->name, &key, row, &packed)) return row_delete(a, table, key);
    int number = table_index(a->view.e, table);
    keep_indexes(a, table, number, &key, row);
    memo_row_written(a->view.e, (store_table)number, &key);
    txn_put(a->view.txn, (store_table)number, &key, packed);
    if (row) row_keep(&a->view, table, &key, packed, row);
}

void row_delete(struct apply *a, const struct row_table *table, struct key key) {
    assert(!table->of);
    watch_row(a, table, &key, NULL);
    int number = table_index(a->view.e, table);
    keep_indexes(a, table, number, &key, NULL);
    memo_row_written(a->view.e, (store_table)number, &key);
    txn_delete(a->view.txn, (store_table)number, &key);
}
