/* Keys of an index made of the rows that stand there: at the opening, or behind it. */
#include "engine/rows/rows.h"

#include <stdio.h>
#include <stdlib.h>

/* The row, in memory that is used again for the next one. One whose seal does not open gives no keys: it is noted, and
 * all others are served. */
static ProtobufCMessage *row_at(struct view *one, const struct row_table *of, const struct key *key,
                                struct span packed) {
    ProtobufCMessage *row = NULL;
    arena_reset(one->arena);
    int err = row_open(one, of->name, key, of->type, packed, &row);
    if (err == ERR_CORRUPT && row_open_part(one->arena, of->type, packed)) err = 0;
    if (err && err != ERR_ERASED && !one->txn->err) one->txn->err = err;
    return row;
}

/* Keys of one commit, as short as they are: a struct key takes 402 bytes for a key of 40. */
struct batch {
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

/* In order, so that the pages of a table are filled one after the other. */
static void batch_put(struct batch *b, struct txn *t, store_table table) {
    if (b->n) qsort(b->keys, b->n, sizeof *b->keys, by_order);
    for (size_t i = 0; i < b->n; i++) {
        struct key key = key_from(b->keys[i]);
        txn_put(t, table, &key, (struct span){NULL, 0});
    }
}

static void making_add(struct making *m, const struct row_table *index) {
    assert(m->n < INDEXES_OF_A_TABLE);
    m->indexes[m->n++] = index;
}

struct making making_of(const struct row_table *index) {
    struct making m = {.walked = index->of, .more = true};
    making_add(&m, index);
    return m;
}

/* They walk the same rows, and are made at the same time. */
static bool made_together(const struct row_table *a, const struct row_table *b) {
    return b->in_memory && a->of == b->of && a->those == b->those && a->list == b->list;
}

bool making_in_memory(struct engine *e, size_t first, struct making *m) {
    const struct row_table *const *rows = e->service->rows, *index = rows[first];
    if (!index->in_memory) return false;
    for (size_t i = 0; i < first; i++)
        if (made_together(index, rows[i])) return false;
    *m = (struct making){.walked = index->those ? index->those : index->of, .more = true};
    for (size_t i = first; i < e->service->n_rows; i++) {
        if (!made_together(index, rows[i])) continue;
        making_add(m, rows[i]);
        txn_clear(turn_txn(e), (store_table)table_index(e, rows[i]));
    }
    return true;
}

static void keys_gather(struct view *one, const struct making *m, const struct store_cursor *c, struct batch *batches,
                        struct arena *kept) {
    const struct row_table *of = m->indexes[0]->of;
    struct span packed = c->value;
    if (m->walked != of && !txn_get(one->txn, (store_table)table_index(one->e, of), &c->key, &packed)) return;
    const ProtobufCMessage *row = row_at(one, of, &c->key, packed);
    for (size_t i = 0; i < m->n; i++) {
        struct keys keys = index_keys(one, m->indexes[i], c->key, row);
        batch_add(&batches[i], kept, &keys);
    }
}

/* The keys are put when the cursor over the rows is closed: no write under a cursor. */
uint64_t making_some(struct engine *e, struct making *m, uint64_t most) {
    struct batch batches[INDEXES_OF_A_TABLE] = {0};
    struct arena kept, row_arena;
    arena_init(&kept);
    arena_init(&row_arena);
    struct txn *t = turn_txn(e);
    struct view one = {e, &row_arena, t};
    struct store_cursor c = cursor_open(t, (store_table)table_index(e, m->walked), &KEY_EMPTY, &m->next);
    uint64_t rows = 0;
    for (; (m->more = cursor_next(&c)) && rows < most; rows++) keys_gather(&one, m, &c, batches, &kept);
    m->next = c.key;
    cursor_close(&c);
    for (size_t i = 0; i < m->n; i++) batch_put(&batches[i], t, (store_table)table_index(e, m->indexes[i]));
    arena_close(&row_arena);
    arena_close(&kept);
    return rows;
}

/* ---- against the rows ---- */

/* Each key that a row gives is there, and as many as they give. */
int index_check(struct view *v, const struct row_table *index, char fault[200]) {
    uint64_t given = 0, missing = 0;
    struct arena own;
    struct view one = {v->e, &own, v->txn};
    arena_init(&own);
    struct store_cursor c = cursor_open(v->txn, (store_table)table_index(v->e, index->of), &KEY_EMPTY, NULL);
    while (cursor_next(&c)) {
        struct keys k = index_keys(&one, index, c.key, row_at(&one, index->of, &c.key, c.value));
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
