/* What one record does to rows: live on its event, in a rebuild on what its bytes give. */
#include "engine/journal/journal.h"

void journal_apply_event(struct view *v, const sippe__record *r, const struct event *row,
                         const ProtobufCMessage *event) {
    struct record record;
    record_fill(v->arena, r, &record);
    struct apply a = {.view = *v, .record = &record};
    ((void (*)(struct apply *, const struct record *, const ProtobufCMessage *))row->apply)(&a, &record, event);
}

void journal_apply_written(struct view *v, const sippe__record *r, const struct event *row, const struct written *w) {
    ProtobufCMessage *event = journal_event(v->e, v->arena, row->type, w);
    if (event)
        journal_apply_event(v, r, row, event);
    else if (!v->txn->err)
        v->txn->err = ERR_CORRUPT;
}

/* A type without a row is never passed: its rows would be missing, and nobody would know. */
void journal_apply(struct view *v, const sippe__record *r) {
    const struct event *row = event_row_now(v->e, r->type);
    struct written w;
    if (!row && !v->txn->err) v->txn->err = ERR_VERSION;
    if (!row || !row->apply || !written_read(v, r, &w)) return;
    journal_apply_written(v, r, row, &w);
}
