/* An index that is new, or says something else than before, is made from the rows: the journal is not read. Which ones
 * the store holds stands in its meta table, "index <name>" → version. */
#include "engine/open/open.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROWS_PER_COMMIT = 50000, MADE_OF_NONE = 0, INDEXES_OF_A_TABLE = 8 };
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

/* In exactly this version: a release that is put back behind a newer one makes its own again. */
static bool is_made(struct engine *e, const struct row_table *index) {
    struct key mark = mark_of(index->name), declared = KEY(KEY_U64(index->version));
    struct span made;
    return txn_get(&e->snapshot, TABLE_META, &mark, &made) && span_equal(made, key_span(&declared));
}

/* An index that the store holds. */
static bool is_kept(const struct row_table *table) { return table && table->of && !table->in_memory; }

void indexes_mark(struct engine *e, struct txn *t) {
    for (size_t i = 0; i < e->service->n_rows; i++)
        if (is_kept(e->service->rows[i])) mark_put(t, e->service->rows[i], e->service->rows[i]->version);
}

/* ---- making one ---- */

/* The row at a cursor, in memory that is used again for the next row. One whose seal does not open gives no keys: it is
 * noted, and all others are served. */
static ProtobufCMessage *row_at(struct view *one, const struct row_table *of, const struct store_cursor *c) {
    ProtobufCMessage *row = NULL;
    arena_reset(one->arena);
    int err = row_open(one, of->name, &c->key, of->type, c->value, &row);
    if (err == ERR_CORRUPT && row_open_part(one->arena, of->type, c->value)) err = 0;
    if (err && err != ERR_ERASED && !one->txn->err) one->txn->err = err;
    return row;
}

/* Keys of one commit, as short as they are: a struct key takes 402 bytes for a key of 40. */
struct batch {
    const struct row_table *index;
    struct span *keys;
    size_t n, capacity;
};

static void batch_add(struct batch *b, struct arena *a, const struct keys *keys) {
    if (b->n + keys->n > b->capacity) {
        b->capacity = 2 * (b->n + keys->n);
        struct span *more = arena_alloc(a, b->capacity * sizeof *more);
        if (b->n) memcpy(more, b->keys, b->n * sizeof *more);
        b->keys = more;
    }
    for (size_t i = 0; i < keys->n; i++) b->keys[b->n++] = arena_span(a, key_span(keys->list[i]));
}

static int by_order(const void *a, const void *b) {
    return span_order(*(const struct span *)a, *(const struct span *)b);
}

/* In order, so that the pages of a table are filled one after the other: 50,000 rows to a commit made an index of
 * 393,216 keys in 0.7 s, of which the bare puts are 0.26, where the same rows took 13 s from the journal. */
static void batch_put(struct batch *b, struct txn *t, store_table table) {
    if (b->n) qsort(b->keys, b->n, sizeof *b->keys, by_order);
    for (size_t i = 0; i < b->n; i++) {
        struct key key = key_from(b->keys[i]);
        txn_put(t, table, &key, (struct span){NULL, 0});
    }
}

/* Indexes of one table, made together: a row is opened once for all of them, and that is most of what it costs. */
struct making {
    const struct row_table *of;
    struct batch batches[INDEXES_OF_A_TABLE];
    size_t n;
    struct key next; /* the first row that is left */
    bool more;
};

static struct making making_of(const struct row_table *index) {
    struct making m = {.of = index->of, .next = KEY_EMPTY, .more = true, .n = 1};
    m.batches[0].index = index;
    return m;
}

/* Some rows in a transaction of their own; how many. The keys are put when the cursor over the rows is closed: no write
 * under a cursor. Nobody else writes while a store is opened, so rows and place stay as they are from one commit to the
 * next. */
static uint64_t make_some(struct engine *e, struct making *m) {
    struct arena kept, row_arena;
    arena_init(&kept);
    arena_init(&row_arena);
    struct txn *t = turn_txn(e);
    struct view one = {e, &row_arena, t};
    struct store_cursor c = cursor_open(t, (store_table)table_index(e, m->of), &KEY_EMPTY, &m->next);
    uint64_t rows = 0;
    for (; (m->more = cursor_next(&c)) && rows < ROWS_PER_COMMIT; rows++) {
        const ProtobufCMessage *row = row_at(&one, m->of, &c);
        for (size_t i = 0; i < m->n; i++) {
            struct keys keys = index_keys(&one, m->batches[i].index, c.key, row);
            batch_add(&m->batches[i], &kept, &keys);
        }
    }
    m->next = c.key;
    cursor_close(&c);
    for (size_t i = 0; i < m->n; i++) {
        struct batch *b = &m->batches[i];
        batch_put(b, t, (store_table)table_index(e, b->index));
        *b = (struct batch){.index = b->index};
    }
    arena_close(&row_arena);
    arena_close(&kept);
    return rows;
}

/* All that no file holds of one table. Nothing is flushed, as the transactions hold nothing for a file; without a word,
 * too. They are cleared of what a rebuild has just put. */
static int in_memory_fill(struct engine *e, const struct row_table *of) {
    struct making m = {.of = of, .next = KEY_EMPTY, .more = true};
    for (size_t i = 0; i < e->service->n_rows; i++) {
        const struct row_table *index = e->service->rows[i];
        if (index->of != of || !index->in_memory) continue;
        assert(m.n < INDEXES_OF_A_TABLE);
        m.batches[m.n++].index = index;
        txn_clear(turn_txn(e), (store_table)table_index(e, index));
    }
    int err = 0;
    while (!err && m.n && m.more) {
        make_some(e, &m);
        err = commit_outside_turn(e);
    }
    return err;
}

static int index_make(struct engine *e, const struct row_table *index) {
    struct txn *t = bulk_txn(e);
    mark_put(t, index, MADE_OF_NONE); /* until it is whole: interrupted, it is begun anew */
    txn_clear(t, (store_table)table_index(e, index));
    uint64_t done = 0, rows = txn_count(t, (store_table)table_index(e, index->of));
    int err = commit_outside_turn(e);
    struct making m = making_of(index);
    while (!err && m.more) {
        bulk_txn(e);
        done += make_some(e, &m);
        if (!m.more) mark_put(&e->write, index, index->version);
        err = commit_outside_turn(e);
        open_progress(e, index->name, done, rows);
    }
    return err;
}

/* ---- indexes that are no longer declared ---- */

static const struct row_table *declared(const struct engine *e, const char *name) {
    for (size_t i = 0; i < e->service->n_rows; i++)
        if (strcmp(e->service->rows[i]->name, name) == 0) return e->service->rows[i];
    return NULL;
}

static int drop_undeclared(struct engine *e) {
    struct key prefix = key_from(span_text(MARK)), gone[STORE_TABLES_MAX];
    size_t n = 0;
    struct store_cursor c = cursor_open(&e->snapshot, TABLE_META, &prefix, NULL);
    while (n < STORE_TABLES_MAX && cursor_next(&c))
        if (!is_kept(declared(e, (const char *)c.key.bytes + prefix.len))) gone[n++] = c.key;
    cursor_close(&c);
    if (n == 0) return 0;
    struct txn *t = bulk_txn(e);
    for (size_t i = 0; i < n; i++) {
        const char *name = (const char *)gone[i].bytes + prefix.len;
        const struct row_table *now = declared(e, name);
        if (!now || now->of) txn_drop(t, name); /* else it is a table of rows now, and only the mark is not so */
        txn_delete(t, TABLE_META, &gone[i]);
    }
    return commit_outside_turn(e);
}

int engine_indexes(struct engine *e) {
    int err = drop_undeclared(e);
    for (size_t i = 0; !err && i < e->service->n_rows; i++) {
        const struct row_table *t = e->service->rows[i];
        if (is_kept(t) && !is_made(e, t)) err = index_make(e, t);
        if (!err && !t->of) err = in_memory_fill(e, t);
    }
    return err;
}

/* ---- verify ---- */

/* Each key that a row gives is there, and as many as they give. */
int index_check(struct view *v, const struct row_table *index, char fault[200]) {
    uint64_t given = 0, missing = 0;
    struct arena own;
    struct view one = {v->e, &own, v->txn};
    arena_init(&own);
    struct store_cursor c = cursor_open(v->txn, (store_table)table_index(v->e, index->of), &KEY_EMPTY, NULL);
    while (cursor_next(&c)) {
        struct keys k = index_keys(&one, index, c.key, row_at(&one, index->of, &c));
        given += k.n;
        for (size_t i = 0; i < k.n; i++) missing += !row_exists(&one, index, *k.list[i]);
    }
    cursor_close(&c);
    arena_close(&own);
    uint64_t extra = row_count(v, index) - (given - missing);
    if ((missing || extra) && !fault[0])
        snprintf(fault, 200, "index %s: %llu keys too few, %llu too many", index->name, (unsigned long long)missing,
                 (unsigned long long)extra);
    return (int)(missing + extra);
}
