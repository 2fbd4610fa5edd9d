/* Who is being erased, in memory: it is asked for each record and each row, and is mostly nobody. */
#include "engine/erase/erase.h"

#include <stdlib.h>

bool closed_is(const struct engine *e, struct id subject) {
    for (size_t i = 0; i < e->n_closed; i++)
        if (id_equal(e->closed[i].subject, subject)) return true;
    return false;
}

void closed_add(struct engine *e, const struct closed_subject *c) {
    e->erase_at_ms = INT64_MIN;
    if (closed_is(e, c->subject)) return;
    if (e->n_closed == e->cap_closed) {
        e->cap_closed = e->cap_closed ? 2 * e->cap_closed : 8;
        e->closed = realloc(e->closed, e->cap_closed * sizeof *e->closed);
        if (!e->closed) abort();
    }
    e->closed[e->n_closed++] = *c;
}

void closed_end(struct engine *e, struct id erasure) {
    size_t n = 0;
    for (size_t i = 0; i < e->n_closed; i++)
        if (!e->closed[i].gone || !id_equal(e->closed[i].erasure, erasure)) e->closed[n++] = e->closed[i];
    e->n_closed = n;
}

/* One that belongs to no erasure says nothing when it is done, so its tombstone is all that tells. */
static bool is_open(const struct engine *e, const engine_rows__erased *row, struct id subject) {
    return row->erasure_id.len ? !row->done : !vault_is_erased(e->vault, subject);
}

static void closed_read(struct engine *e, struct view *v, const struct store_cursor *c) {
    const engine_rows__erased *row = UNPACK_OWN(v->arena, engine_rows__erased, c->value);
    struct id subject = key_id_at(&c->key, 0);
    if (!row) v->txn->err = ERR_CORRUPT;
    if (!row || !is_open(e, row, subject)) return;
    closed_add(e, &(struct closed_subject){
                      .subject = subject, .erasure = id_of(row->erasure_id), .last = row->last, .gone = false});
}

int closed_load(struct engine *e) {
    struct arena a;
    struct view v = {.e = e, .arena = &a, .txn = &e->snapshot};
    int err = txn_renew(&e->snapshot);
    if (err) return err;
    arena_init(&a);
    e->n_closed = 0;
    struct store_cursor c = cursor_open(v.txn, TABLE_ERASED, &KEY_EMPTY, NULL);
    for (; !v.txn->err && cursor_next(&c); arena_reset(&a)) closed_read(e, &v, &c);
    cursor_close(&c);
    arena_close(&a);
    return v.txn->err;
}
