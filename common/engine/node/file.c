/* Whom a file is for (engine/see.h): scheduling says who follows a family, intake all else; the others note it. */
#include "engine/node/tables.h"

/* Said again as it came, sealed here for whom it is about: the same event, of which one part alone is a family's. */
static int note(struct decide *d, ProtobufCBinaryData subject, const ProtobufCMessage *e) {
    struct id id;
    if (!id_from(subject, &id)) return REASON_MALFORMED;
    emit_for(d, id, &id, 1, message_copy(d->view.arena, e));
    return 0;
}

int node_follow_team_changed(struct decide *d, const struct record *from, const node__team_changed *e) {
    (void)from;
    return note(d, e->subject, &e->base);
}

int node_follow_file_access_ruled(struct decide *d, const struct record *from, const node__file_access_ruled *e) {
    (void)from;
    return note(d, e->subject, &e->base);
}

int node_follow_referral_access_ruled(struct decide *d, const struct record *from,
                                      const node__referral_access_ruled *e) {
    (void)from;
    return note(d, e->subject, &e->base);
}

void node_on_team_changed(struct apply *a, const struct record *r, const node__team_changed *e) {
    (void)r;
    file_team_put(a, id_of(e->subject), e->personal);
}

void node_on_file_access_ruled(struct apply *a, const struct record *r, const node__file_access_ruled *e) {
    (void)r;
    file_access_put(a, id_of(e->subject), e->personal);
}

void node_on_referral_access_ruled(struct apply *a, const struct record *r, const node__referral_access_ruled *e) {
    (void)r;
    if (e->personal->access) file_access_put_whole(a, id_of(e->subject), e->personal->access);
}
