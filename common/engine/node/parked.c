/* What is held, in a person's hands: listed, tried again, dropped; and a stream taken up again. */
#include "engine/node/tables.h"

int node_list_parked(struct query *q, const node__list_parked_request *in, node__list_parked_reply *out) {
    (void)in;
    held_list(&q->view, out);
    return 0;
}

/* Held rows are the engine's own tables: no record holds them, so no apply can change them, and a decide may not write.
 * Hence `after`: it runs once the command is admitted, and then the record says how it went. */
static int parked_retry_after(struct decide *d, void *reply) {
    const node__retry_parked_request *in = d->after_arg;
    node__retry_parked_reply *out = reply;
    bool done = false;
    struct id sealed_for;
    int reason = 0, refused = held_retry(d, id_of(in->id), &sealed_for, &done, &reason);
    if (refused) return refused;
    out->done = done;
    out->reason = (sippe__reason)reason;
    node__parked_retried *event = NEW(d->view.arena, node__parked_retried);
    event->record_id = in->id;
    event->done = done;
    EMIT_FOR(d, sealed_for, id_of(in->id), event);
    return journal_append(d);
}

int node_retry_parked(struct decide *d, const node__retry_parked_request *in, node__retry_parked_reply *out) {
    (void)out;
    d->after = parked_retry_after;
    d->after_arg = in;
    return 0;
}

static int parked_drop_after(struct decide *d, void *reply) {
    (void)reply;
    const node__drop_parked_request *in = d->after_arg;
    struct id sealed_for;
    int refused = held_drop(d, id_of(in->id), &sealed_for);
    if (refused) return refused;
    node__parked_dropped *event = NEW(d->view.arena, node__parked_dropped);
    event->record_id = in->id;
    event->personal = NEW(d->view.arena, node__parked_dropped__personal);
    event->personal->reason = in->reason;
    EMIT_FOR(d, sealed_for, id_of(in->id), event);
    return journal_append(d);
}

int node_drop_parked(struct decide *d, const node__drop_parked_request *in, node__drop_parked_reply *out) {
    (void)out;
    d->after = parked_drop_after;
    d->after_arg = in;
    if (!in->reason[0]) violation(d, "reason", REASON_REASON_MISSING);
    return violations(d);
}

/* The record names where we stood before it; where it will be taken up is found out with the producer. */
static int stream_resume_after(struct decide *d, void *reply) {
    (void)reply;
    const node__resume_stream_request *in = d->after_arg;
    engine_rows__cursor *cursor = cursor_read(&d->view, in->journal);
    int refused = follow_resume(d, in->journal);
    if (refused) return refused;
    node__stream_resumed *event = NEW(d->view.arena, node__stream_resumed);
    event->journal = in->journal;
    event->from_n = cursor->position ? cursor->position->n : 0;
    EMIT(d, d->cause, event);
    return journal_append(d);
}

int node_resume_stream(struct decide *d, const node__resume_stream_request *in, node__resume_stream_reply *out) {
    (void)out;
    d->after = stream_resume_after;
    d->after_arg = in;
    return 0;
}
