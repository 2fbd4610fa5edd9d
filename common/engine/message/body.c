/* A request's body: what holds of every method is asked here, once, so that no handler can forget it. */
#include "engine/message/message.h"

static sippe__status *refused(struct engine *e, int reason, const struct findings *wrong) {
    sippe__status *s = status_make(&e->arena, reason);
    e->counters.malformed++;
    for (size_t i = 0; i < wrong->n; i++)
        APPEND(&e->arena, s, violations, finding_violation(&e->arena, "", &wrong->list[i]));
    return s;
}

/* Strictly: a number of an enum that we do not know is something that we would do differently if we did. */
ProtobufCMessage *body_read(struct engine *e, const struct method *c, const sippe__request *r, sippe__status **status) {
    struct findings wrong = findings_in(&e->arena);
    bool plain;
    ProtobufCMessage *in = message_unpack_plain(&e->arena, c->request, span_pb(r->body), MESSAGE_STRICT, &plain);
    if (!in) {
        const char *fault = NULL;
        message_check(&e->arena, c->request, span_pb(r->body), MESSAGE_STRICT, &fault);
        if (fault) finding_add(&wrong, REASON_MALFORMED, fault);
        *status = refused(e, REASON_MALFORMED, &wrong);
        return NULL;
    }
    if (!plain) message_check_texts(in, &wrong); /* a line feed is no fault where the field has lines */
    if (!wrong.n) return in;
    *status = refused(e, REASON_FIELDS_INVALID, &wrong);
    return NULL;
}
