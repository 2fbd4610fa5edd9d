#include "store/memory.h"

#include <stdlib.h>
#include <string.h>
#include "base/err.h"

struct memory_undo {
    struct memory_table *table;
    struct memory_row *row;
    bool removed; /* else it was added */
};

static int by_key(const struct memory_row *a, const struct memory_row *b) {
    return span_order(memory_key(a), memory_key(b));
}

/* Some of what it makes is called by nobody here. */
RB_GENERATE_INTERNAL(memory_rows, memory_row, place, by_key, __attribute__((unused)) static)

enum { STEPS_EACH = 2 }; /* at most of one change: a row is taken out, another one put in its place */

/* Room for its steps first: what was done can always be taken back. */
static bool step_room(struct memory *m) {
    if (m->n_steps + STEPS_EACH <= m->capacity) return true;
    size_t capacity = m->capacity ? 2 * m->capacity : 64;
    struct memory_undo *more = realloc(m->steps, capacity * sizeof *more);
    if (!more) return false;
    m->steps = more;
    m->capacity = capacity;
    return true;
}

static void step_note(struct memory *m, struct memory_table *t, struct memory_row *r, bool removed) {
    m->steps[m->n_steps++] = (struct memory_undo){t, r, removed};
}

static struct memory_row *row_make(const struct key *k, struct span value) {
    struct memory_row *r = malloc(sizeof *r + k->len + value.len);
    if (!r) return NULL;
    r->key_len = k->len;
    r->value_len = (uint32_t)value.len;
    memcpy(r->bytes, k->bytes, k->len);
    if (value.len) memcpy(r->bytes + k->len, value.data, value.len);
    return r;
}

/* A search wants a row to compare with: only its key is looked at. */
struct memory_row *memory_seek(struct memory_table *t, const struct key *k) {
    struct memory_row *at = RB_ROOT(&t->rows), *found = NULL;
    while (at) {
        bool before = span_order(memory_key(at), key_span(k)) < 0;
        if (!before) found = at;
        at = before ? RB_RIGHT(at, place) : RB_LEFT(at, place);
    }
    return found;
}

struct memory_row *memory_before(struct memory_table *t, const struct key *k) {
    struct memory_row *at = k ? memory_seek(t, k) : NULL;
    return at ? memory_rows_RB_PREV(at) : RB_MAX(memory_rows, &t->rows);
}

struct memory_row *memory_next(struct memory_row *r) {
    return memory_rows_RB_NEXT(r);
}

struct memory_row *memory_find(struct memory_table *t, const struct key *k) {
    struct memory_row *r = memory_seek(t, k);
    return r && span_equal(memory_key(r), key_span(k)) ? r : NULL;
}

/* Where nothing stands to its right. */
static void row_append(struct memory_table *t, struct memory_row *r) {
    RB_SET(r, t->last, place);
    RB_RIGHT(t->last, place) = r;
    memory_rows_RB_INSERT_COLOR(&t->rows, r);
}

/* The row that stands under its key already, and then this one is not added; NULL: it is. A list that is made anew
 * comes in its order, each row behind all the others: it needs no search. */
static struct memory_row *row_add(struct memory_table *t, struct memory_row *r) {
    struct memory_row *there = NULL;
    bool is_last = !t->last || by_key(t->last, r) < 0;
    if (t->last && is_last)
        row_append(t, r);
    else
        there = RB_INSERT(memory_rows, &t->rows, r);
    if (is_last) t->last = r;
    t->n += !there;
    return there;
}

static void row_remove(struct memory_table *t, struct memory_row *r) {
    if (r == t->last) t->last = RB_PREV(memory_rows, &t->rows, r);
    RB_REMOVE(memory_rows, &t->rows, r);
    t->n--;
}

int memory_delete(struct memory *m, struct memory_table *t, const struct key *k) {
    struct memory_row *r = memory_find(t, k);
    if (!r) return 0;
    if (!step_room(m)) return ERR_NOMEM;
    row_remove(t, r);
    step_note(m, t, r, true);
    return 0;
}

/* Tried as a new one, which it mostly is: one search and not two. */
int memory_put(struct memory *m, struct memory_table *t, const struct key *k, struct span value) {
    struct memory_row *r = step_room(m) ? row_make(k, value) : NULL, *there;
    if (!r) return ERR_NOMEM;
    there = row_add(t, r);
    if (there) {
        row_remove(t, there);
        step_note(m, t, there, true);
        row_add(t, r);
    }
    step_note(m, t, r, false);
    return 0;
}

int memory_clear(struct memory *m, struct memory_table *t) {
    while (!RB_EMPTY(&t->rows)) {
        struct memory_row *r = RB_ROOT(&t->rows);
        if (!step_room(m)) return ERR_NOMEM;
        row_remove(t, r);
        step_note(m, t, r, true);
    }
    return 0;
}

void memory_commit(struct memory *m) {
    for (size_t i = 0; i < m->n_steps; i++)
        if (m->steps[i].removed) free(m->steps[i].row);
    m->n_steps = 0;
}

/* Backwards. A row that was added and removed again is added once more on the way, and freed where it began. */
void memory_back(struct memory *m, size_t n_steps) {
    while (m->n_steps > n_steps) {
        const struct memory_undo *u = &m->steps[--m->n_steps];
        if (u->removed) {
            row_add(u->table, u->row);
        } else {
            row_remove(u->table, u->row);
            free(u->row);
        }
    }
}

void memory_free(struct memory_table *t) {
    struct memory_row *r, *next;
    RB_FOREACH_SAFE(r, memory_rows, &t->rows, next) {
        RB_REMOVE(memory_rows, &t->rows, r);
        free(r);
    }
    t->n = 0;
    t->last = NULL;
}
