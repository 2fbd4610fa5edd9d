/* An answer, and the status of a refusal. */
#include "engine/message/message.h"

/* Which journal answered, and up to where, goes along: a client may ask later for no less (at_least), and sees by the
 * epoch that the store was restored. */
void reply_send(struct engine *e, const struct engine_route *route, const sippe__request *r, sippe__status *status,
                struct span body) {
    struct arena *a = &e->arena;
    sippe__envelope *envelope = NEW(a, sippe__envelope);
    sippe__reply *reply = NEW(a, sippe__reply);
    reply->request_id = r->id;
    reply->tag = r->tag;
    reply->status = status;
    reply->body = pb_of(body);
    reply->journal = id_field(a, e->journal);
    reply->epoch = id_field(a, e->epoch);
    reply->seq = e->seq;
    envelope->content_case = SIPPE__ENVELOPE__CONTENT_REPLY;
    envelope->reply = reply;
    out_push(e, route, NULL, envelope);
}

/* Hints are for what passes by itself: in a few turns, with a feed, in a minute, when rows are forgotten. What a rule
 * refused is remembered: trying again gives the same answer. */
sippe__status *refusal_make(struct arena *a, int reason) {
    static const struct {
        int reason;
        uint32_t after_ms;
    } hints[] = {{REASON_WINDOW_FULL, 100}, {REASON_NOT_THERE_YET, 200}, {REASON_STORE_FULL, 60000}};
    sippe__status *s = status_make(a, reason);
    for (size_t i = 0; i < sizeof hints / sizeof hints[0]; i++)
        if (hints[i].reason == reason) s->retry_after_ms = hints[i].after_ms;
    return s;
}
