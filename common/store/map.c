#include "store/map.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>
#include "base/err.h"

enum { BLOCK = 64 << 10 };

struct map_block {
    struct map_block *older;
    size_t at, size;
    _Alignas(16) uint8_t bytes[];
};

/* ---- memory that is given back with the map ---- */

static void *take(struct map *m, size_t len) {
    len = (len + 15) & ~(size_t)15;
    struct map_block *b = m->blocks;
    if (!b || b->size - b->at < len) {
        size_t size = len > BLOCK ? len : BLOCK;
        b = malloc(sizeof *b + size);
        if (!b) return NULL;
        *b = (struct map_block){.older = m->blocks, .size = size};
        m->blocks = b;
        m->bytes += sizeof *b + size;
    }
    void *out = b->bytes + b->at;
    b->at += len;
    return out;
}

/* What was taken last. */
static void give_back(struct map *m, const void *taken) {
    struct map_block *b = m->blocks;
    b->at = (size_t)((const uint8_t *)taken - b->bytes);
}

void map_free(struct map *m) {
    while (m->blocks) {
        struct map_block *older = m->blocks->older;
        free(m->blocks);
        m->blocks = older;
    }
}

/* ---- the order ---- */

/* Short keys are filled up with zeroes: two that differ in no more than that have equal heads, and the keys decide. */
static uint64_t head_of(struct span key) {
    uint64_t head = 0;
    if (key.len >= sizeof head)
        memcpy(&head, key.data, sizeof head); /* of a length that is known before, which is one instruction */
    else if (key.len)
        memcpy(&head, key.data, key.len);
    return be64toh(head);
}

static int order(const struct map_row *r, uint64_t head, struct span key) {
    if (r->head != head) return r->head < head ? -1 : 1;
    return span_order(map_key(r), key);
}

static int by_key(const struct map_row *a, const struct map_row *b) { return order(a, b->head, map_key(b)); }

/* Some of what it makes is called by nobody here. */
RB_GENERATE_INTERNAL(map_rows, map_row, place, by_key, __attribute__((unused)) static)

/* The tree's own functions take what they do not change as if they did. */
static struct map_rows *rows_of(const struct map *m, store_table table) {
    return (struct map_rows *)(uintptr_t)&m->tables[table];
}

struct map_row *map_seek(const struct map *m, store_table table, struct span key) {
    struct map_row *at = RB_ROOT(rows_of(m, table)), *found = NULL;
    uint64_t head = head_of(key);
    while (at) {
        int c = order(at, head, key);
        if (c == 0) return at;
        if (c > 0) found = at;
        at = c > 0 ? RB_LEFT(at, place) : RB_RIGHT(at, place);
    }
    return found;
}

struct map_row *map_find(const struct map *m, store_table table, struct span key) {
    struct map_row *at = RB_ROOT(rows_of(m, table));
    uint64_t head = head_of(key);
    while (at) {
        int c = order(at, head, key);
        if (c == 0) return at;
        at = c > 0 ? RB_LEFT(at, place) : RB_RIGHT(at, place);
    }
    return NULL;
}

struct map_row *map_before(const struct map *m, store_table table, const struct span *key) {
    struct map_row *at = key ? map_seek(m, table, *key) : NULL;
    return at ? map_rows_RB_PREV(at) : RB_MAX(map_rows, rows_of(m, table));
}

struct map_row *map_next(struct map_row *r) {
    return map_rows_RB_NEXT(r);
}
struct map_row *map_previous(struct map_row *r) {
    return map_rows_RB_PREV(r);
}
struct map_row *map_first(const struct map *m, store_table table) {
    return RB_MIN(map_rows, rows_of(m, table));
}

/* ---- changes ---- */

/* Made first and given back when there is one, which is seldom: one search and not two. */
struct map_row *map_row(struct map *m, store_table table, struct span key, bool *made) {
    struct map_row *r = take(m, sizeof *r + key.len), *there;
    if (!r) return NULL;
    *r = (struct map_row){.head = head_of(key), .key_len = (uint16_t)key.len};
    if (key.len) memcpy(r->key, key.data, key.len);
    there = RB_INSERT(map_rows, &m->tables[table], r);
    *made = !there;
    if (there) give_back(m, r);
    return there ? there : r;
}

/* Room for the step first: what was done can always be taken back. */
static bool step_room(struct map_undo *u) {
    if (u->n < u->capacity) return true;
    size_t capacity = u->capacity ? 2 * u->capacity : 256;
    struct map_step *more = realloc(u->steps, capacity * sizeof *more);
    if (!more) return false;
    u->steps = more;
    u->capacity = capacity;
    return true;
}

int map_set(struct map *m, struct map_undo *undo, store_table table, struct map_row *row, const struct map_value *to) {
    uint8_t *copy = NULL;
    if (!step_room(undo)) return ERR_NOMEM;
    if (to->len && !(copy = take(m, to->len))) return ERR_NOMEM;
    if (to->len) memcpy(copy, to->data, to->len);
    undo->steps[undo->n++] = (struct map_step){row, row->now, table};
    if (!row->touched) row->touched = (uint32_t)undo->n;
    row->now = (struct map_value){copy, to->len, to->state};
    return 0;
}

void map_back(struct map_undo *undo, size_t n) {
    while (undo->n > n) {
        const struct map_step *s = &undo->steps[undo->n - 1];
        s->row->now = s->before;
        if (s->row->touched == undo->n) s->row->touched = 0;
        undo->n--;
    }
}

void map_keep(struct map_undo *undo) {
    for (size_t i = 0; i < undo->n; i++) undo->steps[i].row->touched = 0;
    undo->n = 0;
}
