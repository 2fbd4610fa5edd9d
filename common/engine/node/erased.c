/* A subject that is erased: intake says it, every daemon notes it and does it. */
#include "engine/erase/erase.h"
#include "engine/node/tables.h"

/* What is noted already is done again. Of no erasure: intake was put back, and its vault told. A month of intake's own
 * access journal is nobody else's. */
int node_follow_subject_erased(struct decide *d, const struct record *from, const node__subject_erased *e) {
    struct id subject, erasure = {{0}};
    (void)from;
    if (!id_from(e->subject, &subject)) return REASON_MALFORMED;
    if (e->month) return 0;
    if (e->erasure_id.len && !id_from(e->erasure_id, &erasure)) return REASON_MALFORMED;
    subject_erase(d, erasure, subject, e->last);
    return 0;
}

void subject_erase(struct decide *d, struct id erasure, struct id subject, bool last) {
    node__subject_erased *e = NEW(d->view.arena, node__subject_erased);
    e->subject = id_field(d->view.arena, subject);
    if (!id_is_zero(erasure)) e->erasure_id = id_field(d->view.arena, erasure);
    e->last = last;
    EMIT(d, subject, e);
}

static void erased_put(struct apply *a, struct key key, engine_rows__erased *row) {
    txn_put(a->view.txn, TABLE_ERASED, &key, message_pack(a->view.arena, &row->base));
}

void subject_erased_put(struct apply *a, const node__subject_erased *e) {
    engine_rows__erased *row = NEW(a->view.arena, engine_rows__erased);
    struct id subject = id_of(e->subject);
    row->erasure_id = e->erasure_id;
    row->last = e->last;
    memos_forget(a->view.e); /* what was made of hers lies in no row */
    erase_rows(a, subject);
    struct key file = KEY(KEY_ID(subject));
    txn_delete(a->view.txn, TABLE_FILE_ACCESS, &file);
    erased_put(a, KEY(KEY_ID(subject)), row);
    closed_add(a->view.e, &(struct closed_subject){subject, id_of(e->erasure_id), .last = e->last});
}

bool subject_was_erased(struct view *v, struct id subject, struct id *erasure) {
    struct key key = KEY(KEY_ID(subject));
    struct span packed;
    if (!txn_get(v->txn, TABLE_ERASED, &key, &packed)) return false;
    const engine_rows__erased *row = UNPACK_OWN(v->arena, engine_rows__erased, packed);
    if (!row && !v->txn->err) v->txn->err = ERR_CORRUPT;
    if (row) *erasure = id_of(row->erasure_id);
    return row != NULL;
}

/* They are few in a territory's life. */
void subject_erased_done_put(struct apply *a, const node__subject_erased_done *e) {
    struct store_cursor c = cursor_open(a->view.txn, TABLE_ERASED, &KEY_EMPTY, NULL);
    while (cursor_next(&c)) {
        engine_rows__erased *row = UNPACK_OWN(a->view.arena, engine_rows__erased, c.value);
        if (!row || !span_equal(span_pb(row->erasure_id), span_pb(e->erasure_id))) continue;
        row->done = true;
        erased_put(a, c.key, row);
    }
    cursor_close(&c);
    closed_end(a->view.e, id_of(e->erasure_id));
}

void node_on_subject_erased(struct apply *a, const struct record *r, const node__subject_erased *e) {
    (void)r;
    subject_erased_put(a, e);
}

void node_on_subject_erased_done(struct apply *a, const struct record *r, const node__subject_erased_done *e) {
    (void)r;
    subject_erased_done_put(a, e);
}
