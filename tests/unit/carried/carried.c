#include "carried.h"

struct id carried_id(uint8_t n) {
    return (struct id){{0xca, n}};
}

const char *carried_name(struct carried *c, uint8_t n) { return id_text(&c->rig->arena, carried_id(n)); }

node__membership_changed *carried_made(struct carried *c, uint8_t n, sippe__role role, struct id via) {
    struct arena *a = &c->rig->arena;
    node__membership_changed *e = NEW_WITH_PERSONAL(a, node__membership_changed);
    e->member_id = id_field(a, carried_id(n));
    e->role = role;
    e->organization = "a";
    e->via = id_field(a, via);
    e->personal->name = arena_printf(a, "person-%u", n);
    return e;
}

void carried_put(struct carried *c, const node__membership_changed *e) {
    struct rig *r = c->rig;
    c->intake.journal = "intake";
    sippe__feed *feed = rig_feed(r, &c->intake);
    sippe__feed_record *record = rig_heard(r, &c->intake, c->intake.n + 1, NEW(&r->arena, tally__added));
    record->type = e->base.descriptor->name;
    record->subjects[0] = e->member_id;
    rig_event_put(r, record, &e->base);
    APPEND(&r->arena, feed, records, record);
    rig_feed_push(r, &c->intake, feed);
}

void carried_tell(struct carried *c, uint8_t n, sippe__role role, const char *via) {
    carried_put(c, carried_made(c, n, role, member_of_name(via)));
}

sippe__envelope *carried_ask(struct carried *c, uint8_t n, struct id id, uint64_t tag, const char *method,
                             const ProtobufCMessage *body) {
    sippe__envelope *e = rig_request(c->rig, id, method, body);
    e->request->tag = tag;
    if (n) e->request->on_behalf_of = carried_name(c, n);
    return e;
}

sippe__reply *carried_reply(struct carried *c, uint64_t tag) {
    sippe__reply *found = NULL;
    for (size_t i = 0; i < rig_outs(c->rig); i++) {
        sippe__envelope *e = rig_out(c->rig, i);
        if (e->content_case != SIPPE__ENVELOPE__CONTENT_REPLY || e->reply->tag != tag) continue;
        assert_null(found);
        found = e->reply;
    }
    return found;
}
