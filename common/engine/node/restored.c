/* What is known of the last restore, and what a person says of the records that it lost. */
#include "engine/node/tables.h"

static const struct key last = {.bytes = "last", .len = 5};

static void row_write(struct apply *a, const engine_rows__restored *row) {
    txn_put(a->view.txn, TABLE_RESTORED, &last, message_pack(a->view.arena, &row->base));
}

/* What was said of the records that an earlier restore lost says nothing of these. */
void node_on_restored(struct apply *a, const struct record *r, const node__restored *e) {
    (void)r;
    engine_rows__restored *row = NEW(a->view.arena, engine_rows__restored);
    row->cut = e->cut;
    row->epoch = e->epoch;
    row->seq = e->seq;
    row->chain = e->chain;
    row_write(a, row);
    txn_clear(a->view.txn, TABLE_LOST);
}

void node_on_restore_reviewed(struct apply *a, const struct record *r, const node__restore_reviewed *e) {
    (void)r;
    engine_rows__restored *row = restored_row(&a->view);
    if (!row || !span_equal(span_pb(row->epoch), span_pb(e->epoch))) return;
    row->reviewed = true;
    row_write(a, row);
}

void node_on_lost_settled(struct apply *a, const struct record *r, const node__lost_settled *e) {
    (void)r;
    struct key key = KEY(KEY_ID(id_of(e->record_id)));
    engine_rows__lost *row = NEW(a->view.arena, engine_rows__lost);
    row->dropped = e->dropped;
    txn_put(a->view.txn, TABLE_LOST, &key, message_pack(a->view.arena, &row->base));
}

int node_get_restore(struct query *q, const node__get_restore_request *in, node__get_restore_reply *out) {
    (void)in;
    const engine_rows__restored *row = restored_row(&q->view);
    if (!row) return REASON_NOT_FOUND;
    out->cut = row->cut;
    out->epoch = row->epoch;
    out->seq = row->seq;
    out->chain = row->chain;
    out->reviewed = row->reviewed;
    struct store_cursor c = cursor_open(q->view.txn, TABLE_LOST, &KEY_EMPTY, NULL);
    while (cursor_next(&c)) {
        const engine_rows__lost *lost = UNPACK_OWN(q->view.arena, engine_rows__lost, c.value);
        node__settled *s = NEW(q->view.arena, node__settled);
        s->record_id = id_field(q->view.arena, key_id_at(&c.key, 0));
        s->dropped = lost && lost->dropped;
        APPEND(q->view.arena, out, settled, s);
    }
    cursor_close(&c);
    return 0;
}

/* What is dropped is dropped for a reason that somebody may ask for later; what is done again is in the journal. */
int node_settle_lost(struct decide *d, const node__settle_lost_request *in, node__settle_lost_reply *out) {
    (void)out;
    struct id record;
    if (!restored_row(&d->view)) return REASON_NOT_FOUND;
    check_id(d, "record_id", in->record_id, &record);
    if (in->dropped && !in->reason[0]) violation(d, "reason", REASON_REASON_MISSING);
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    node__lost_settled *e = NEW(d->view.arena, node__lost_settled);
    e->record_id = in->record_id;
    e->dropped = in->dropped;
    e->personal = NEW(d->view.arena, node__lost_settled__personal);
    e->personal->reason = in->reason;
    EMIT_FOR(d, d->view.e->house, record, e); /* whose it was is lost with it */
    return 0;
}

int node_review_restore(struct decide *d, const node__review_restore_request *in, node__review_restore_reply *out) {
    (void)in;
    (void)out;
    const engine_rows__restored *row = restored_row(&d->view);
    if (!row) return REASON_NOT_FOUND;
    if (row->reviewed) return REASON_MOVE_ILLEGAL;
    node__restore_reviewed *e = NEW(d->view.arena, node__restore_reviewed);
    e->epoch = row->epoch;
    EMIT(d, id_of(row->epoch), e);
    return 0;
}
