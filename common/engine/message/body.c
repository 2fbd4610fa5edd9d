/* A request's body: what holds of every method is asked here, once, so that no handler can forget it. */
#include "base/character.h"
#include "engine/message/message.h"

/* Who acts is a field `by`, or `person` where somebody else's person speaks: at the top of a command, so that a record
 * without a name cannot come about. */
static void check_actor(const ProtobufCMessage *in, struct findings *wrong) {
    static const char *const names[] = {"by", "person"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(in->descriptor, names[i]);
        const char *name;
        if (!f || f->type != PROTOBUF_C_TYPE_STRING || f->label == PROTOBUF_C_LABEL_REPEATED) continue;
        memcpy(&name, (const uint8_t *)in + f->offset, sizeof name);
        if (text_is_blank(name)) finding_add(wrong, REASON_PERSON_MISSING, f->name);
    }
}

static sippe__status *refused(struct engine *e, int reason, const struct findings *wrong) {
    sippe__status *s = status_make(&e->arena, reason);
    e->counters.malformed++;
    for (size_t i = 0; i < wrong->n; i++)
        APPEND(&e->arena, s, violations, finding_violation(&e->arena, "", &wrong->list[i]));
    return s;
}

/* Strictly: a number of an enum that we do not know is something that we would do differently if we did. */
ProtobufCMessage *body_read(struct engine *e, const struct method *c, const sippe__request *r, sippe__status **status) {
    const char *fault = NULL;
    struct findings wrong = findings_in(&e->arena);
    if (message_check(&e->arena, c->request, span_pb(r->body), MESSAGE_STRICT, &fault)) {
        if (fault) finding_add(&wrong, REASON_MALFORMED, fault);
        *status = refused(e, REASON_MALFORMED, &wrong);
        return NULL;
    }
    ProtobufCMessage *in = message_unpack_own(&e->arena, c->request, span_pb(r->body));
    message_check_texts(in, &wrong);
    if (!c->query) check_actor(in, &wrong);
    if (!wrong.n) return in;
    *status = refused(e, REASON_FIELDS_INVALID, &wrong);
    return NULL;
}
