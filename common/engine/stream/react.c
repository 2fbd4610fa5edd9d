/* Running the reaction to one record of another daemon. */
#include "engine/stream/stream.h"

static struct record record_of_feed(struct arena *a, const sippe__feed_record *r) {
    struct id *subjects = arena_alloc(a, r->n_subjects * sizeof *subjects);
    for (size_t i = 0; i < r->n_subjects; i++) subjects[i] = id_of(r->subjects[i]);
    return (struct record){.seq = r->n,
                           .id = id_of(r->id),
                           .type = r->type,
                           .subjects = subjects,
                           .n_subjects = r->n_subjects,
                           .sealed_for = id_of(r->sealed_for),
                           .at_ms = r->at_ms,
                           .actor = id_of(r->actor),
                           .cause = id_of(r->id),
                           .hop = r->hop};
}

/* What comes late about somebody who was erased here is done with: it makes nothing, waits for nothing and is nobody's
 * to look at, as it could be kept for them under no key. What the daemons themselves say is heard: above all that she
 * is erased, which must be answered by a store that was put back too. */
static bool of_an_erased(const struct engine *e, const sippe__feed_record *r) {
    bool erased = r->sealed_for.len && subject_is_erased(e, id_of(r->sealed_for));
    for (size_t i = 0; !erased && i < r->n_subjects; i++) erased = subject_is_erased(e, id_of(r->subjects[i]));
    return erased;
}

static int passed(struct engine *e) {
    e->counters.erased++;
    return 0;
}

/* 0, WAIT or a Reason; on 0 its records are written. Its cause is the foreign record, so that a reaction which is run
 * again gives records of the same ids. What does not decode is MALFORMED and parked: a peer's fault is never asserted,
 * and never taken for ours. */
int react(struct engine *e, const struct reaction *row, const sippe__feed_record *r) {
    struct decide d;
    if (!event_in(e->node, r->type) && of_an_erased(e, r)) return passed(e);
    if (r->hop >= HOP_MAX) return REASON_LOOP;
    decide_init(&d, e, &e->write, e->now_ms);
    d.principal = principal_own(e);
    d.at_ms = r->at_ms;
    d.cause = id_of(r->id);
    d.hop = r->hop + 1;
    struct written w = {.type = r->type, .open = span_pb(r->open), .personal = span_pb(r->sealed), .foreign = true};
    ProtobufCMessage *event = journal_event(e, &e->arena, row->type, &w);
    if (!event) return REASON_MALFORMED;
    struct record from = record_of_feed(&e->arena, r);
    int reason =
        ((int (*)(struct decide *, const struct record *, const ProtobufCMessage *))row->run)(&d, &from, event);
    if (reason == 0) reason = journal_append(&d);
    e->counters.reactions++;
    return reason == REASON_SUBJECT_ERASED ? passed(e) : reason;
}
