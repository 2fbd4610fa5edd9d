/* Whom a file is for, as it was said last. */
#include "engine/rows/rows.h"

static struct key file_key(struct id subject) { return KEY(KEY_ID(subject)); }

const node__file_access *file_access(struct view *v, struct id subject) {
    struct key key = file_key(subject);
    struct span packed;
    engine_rows__file_access *row = NULL;
    assert(!v->e->tracing); /* memo.h: whom a file is for is asked at each look */
    int err =
        txn_get(v->txn, TABLE_FILE_ACCESS, &key, &packed)
            ? row_open(v, own_tables[TABLE_FILE_ACCESS], &key, &engine_rows__file_access__descriptor, packed, &row)
            : 0;
    if (err && err != ERR_ERASED && !v->txn->err) v->txn->err = err;
    return row && row->personal->access ? row->personal->access : NEW(v->arena, node__file_access);
}

void file_access_put_whole(struct apply *a, struct id subject, const node__file_access *f) {
    struct view *v = &a->view;
    struct key key = file_key(subject);
    struct span packed;
    engine_rows__file_access *row = NEW_WITH_PERSONAL(v->arena, engine_rows__file_access);
    row->personal->access = (node__file_access *)(uintptr_t)f;
    if (row_seal(v, own_tables[TABLE_FILE_ACCESS], &key, &row->base, &packed))
        txn_put(v->txn, TABLE_FILE_ACCESS, &key, packed);
}

/* A copy of the top alone is changed: what it points to is packed, and never written to. */
void file_team_put(struct apply *a, struct id subject, const node__team_changed__personal *p) {
    node__file_access f = *file_access(&a->view, subject);
    f.team = p->team;
    f.n_team = p->n_team;
    file_access_put_whole(a, subject, arena_copy(a->view.arena, &f, sizeof f));
}

void file_access_put(struct apply *a, struct id subject, const node__file_access_ruled__personal *p) {
    node__file_access f = *file_access(&a->view, subject);
    f.restrictions = p->restrictions;
    f.n_restrictions = p->n_restrictions;
    f.opened = p->opened;
    f.n_opened = p->n_opened;
    file_access_put_whole(a, subject, arena_copy(a->view.arena, &f, sizeof f));
}
