/* An index that is new, or says something else than before, is made from the rows: the journal is not read. Which ones
 * the store holds stands in its meta table, "index <name>" → version. */
#include "engine/open/open.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROWS_PER_COMMIT = 10000, MADE_OF_NONE = 0 };
#define MARK "index "

static struct key mark_of(const char *name) {
    char mark[160];
    snprintf(mark, sizeof mark, MARK "%s", name);
    return KEY(KEY_TEXT(mark));
}

static void mark_put(struct txn *t, const struct row_table *index, uint32_t version) {
    struct key mark = mark_of(index->name), value = KEY(KEY_U64(version));
    txn_put(t, TABLE_META, &mark, key_span(&value));
}

static bool is_made(struct engine *e, const struct row_table *index) {
    struct key mark = mark_of(index->name), declared = KEY(KEY_U64(index->version));
    struct span made;
    return txn_get(&e->snapshot, TABLE_META, &mark, &made) && span_equal(made, key_span(&declared));
}

void indexes_mark(struct engine *e, struct txn *t) {
    for (size_t i = 0; i < e->service->n_rows; i++)
        if (e->service->rows[i]->of) mark_put(t, e->service->rows[i], e->service->rows[i]->version);
}

static int by_order(const void *a, const void *b) {
    return key_order(*(const struct key *const *)a, *(const struct key *const *)b);
}

/* In order, so that the pages of a table are filled one after the other. */
static void keys_put(struct view *v, store_table table, const struct key **list, size_t n) {
    qsort(list, n, sizeof *list, by_order);
    for (size_t i = 0; i < n; i++) txn_put(v->txn, table, list[i], (struct span){NULL, 0});
}

struct making {
    struct engine *e;
    const struct row_table *index;
    struct key next; /* the first row that is not done */
    uint64_t done;
};

/* One batch in a transaction of its own; false: that was the last. */
static bool make_some(struct making *m) {
    struct view v = view_make(m->e, turn_txn(m->e));
    const struct key **list = NULL;
    size_t n = 0, capacity = 0;
    struct row_scan *s = row_scan(&v, m->index->of, KEY_EMPTY, &m->next);
    const ProtobufCMessage *row;
    bool more;
    for (size_t rows = 0; (more = row_next(s, &m->next, &row)) && rows < ROWS_PER_COMMIT; rows++, m->done++) {
        struct keys k = index_keys(&v, m->index, m->next, row);
        if (n + k.n > capacity) {
            capacity = 2 * (n + k.n);
            const struct key **bigger = arena_alloc(v.arena, capacity * sizeof(struct key *));
            if (n) memcpy(bigger, list, n * sizeof *list);
            list = bigger;
        }
        for (size_t i = 0; i < k.n; i++) list[n++] = &k.list[i];
    }
    if (more) row_scan_end(s);
    keys_put(&v, (store_table)table_index(m->e, m->index), list, n);
    arena_reset(v.arena);
    return more;
}

static int index_make(struct engine *e, const struct row_table *index) {
    struct making m = {.e = e, .index = index, .next = KEY_EMPTY};
    struct txn *t = turn_txn(e);
    mark_put(t, index, MADE_OF_NONE); /* until it is whole: interrupted, it is begun anew */
    txn_clear(t, (store_table)table_index(e, index));
    uint64_t rows = txn_count(t, (store_table)table_index(e, index->of));
    int err = turn_txn_commit(e);
    for (bool more = true; !err && more;) {
        more = make_some(&m);
        if (!more) mark_put(turn_txn(e), index, index->version);
        err = turn_txn_commit(e);
        open_progress(e, index->name, m.done, rows);
    }
    return err;
}

/* ---- indexes that are no longer declared ---- */

static bool is_declared(const struct engine *e, const char *name) {
    for (size_t i = 0; i < e->service->n_rows; i++)
        if (strcmp(e->service->rows[i]->name, name) == 0) return true;
    return false;
}

static int drop_undeclared(struct engine *e) {
    struct key prefix = key_from(span_text(MARK)), gone[STORE_TABLES_MAX];
    size_t n = 0;
    struct store_cursor c = cursor_open(&e->snapshot, TABLE_META, &prefix, NULL);
    while (n < STORE_TABLES_MAX && cursor_next(&c))
        if (!is_declared(e, (const char *)c.key.bytes + prefix.len)) gone[n++] = c.key;
    cursor_close(&c);
    if (n == 0) return 0;
    struct txn *t = turn_txn(e);
    for (size_t i = 0; i < n; i++) {
        txn_drop(t, (const char *)gone[i].bytes + prefix.len);
        txn_delete(t, TABLE_META, &gone[i]);
    }
    return turn_txn_commit(e);
}

int engine_indexes(struct engine *e) {
    int err = drop_undeclared(e);
    for (size_t i = 0; !err && i < e->service->n_rows; i++) {
        const struct row_table *t = e->service->rows[i];
        if (t->of && !is_made(e, t)) err = index_make(e, t);
    }
    return err;
}

/* ---- verify ---- */

/* Each key that a row gives is there, and as many as they give. */
int index_check(struct view *v, const struct row_table *index, char fault[200]) {
    uint64_t given = 0, missing = 0;
    struct row_scan *s = row_scan(v, index->of, KEY_EMPTY, NULL);
    struct arena own;
    struct view each = {v->e, &own, v->txn};
    struct key key;
    arena_init(&own);
    for (const ProtobufCMessage *row; row_next(s, &key, &row); arena_reset(&own)) {
        struct keys k = index_keys(&each, index, key, row);
        given += k.n;
        for (size_t i = 0; i < k.n; i++) missing += !row_exists(&each, index, k.list[i]);
    }
    arena_close(&own);
    uint64_t extra = row_count(v, index) - (given - missing);
    if ((missing || extra) && !fault[0])
        snprintf(fault, 200, "index %s: %llu keys too few, %llu too many", index->name, (unsigned long long)missing,
                 (unsigned long long)extra);
    return (int)(missing + extra);
}
