/* The partners' services, as the directory publishes them: what a referral may name. Only what changed is recorded. */
#include <string.h>
#include "intake/rows.h"

static const intake__service_noted *known(struct decide *d, ProtobufCBinaryData service) {
    const intake_rows__service *row = intake_service_row(VIEW(d), service);
    return row ? READ_EVENT(d, intake__service_noted, row->noted, NULL) : NULL;
}

static void emit_noted(struct decide *d, const intake__service_noted *e) {
    struct id subjects[] = {id_of(e->service_id), id_of(e->organization_id)};
    emit_about(d, subjects, 2, &e->base);
}

/* The directory tells whole organisations, whatever changed in one: only what differs becomes a record. A service that
 * is taken over by another organisation differs. One without an id is passed over; parked, it would hold back the
 * others. */
static void note_service(struct decide *d, const directory__organization_published *e,
                         const directory__service_brief *s) {
    struct id service, organization = id_of(e->organization_id);
    if (!id_from(s->service_id, &service)) return;
    const intake__service_noted *old = known(d, s->service_id);
    if (old && !old->retired && id_is(old->organization_id, organization) && strcmp(old->service_name, s->name) == 0 &&
        strcmp(old->organization_name, e->name) == 0)
        return;
    intake__service_noted *out = NEW(arena_of(d), intake__service_noted);
    out->service_id = s->service_id;
    out->organization_id = e->organization_id;
    out->service_name = s->name;
    out->organization_name = e->name;
    emit_noted(d, out);
}

static bool is_published(const directory__organization_published *e, struct id service) {
    for (size_t i = 0; i < e->n_services; i++)
        if (id_is(e->services[i]->service_id, service)) return true;
    return false;
}

/* A service that its organisation no longer publishes. */
static void note_retired(struct decide *d, const directory__organization_published *e, struct id service) {
    const intake__service_noted *old = known(d, id_field(arena_of(d), service));
    if (!old || old->retired || is_published(e, service)) return;
    intake__service_noted *out = NEW(arena_of(d), intake__service_noted);
    out->service_id = old->service_id;
    out->organization_id = old->organization_id;
    out->service_name = old->service_name;
    out->organization_name = old->organization_name;
    out->retired = true;
    emit_noted(d, out);
}

/* Noted services are read while records are gathered: nothing is written before the handler has answered. Referrals
 * that are under way to a service that is retired go on. */
int intake_follow_organization_published(struct decide *d, const struct record *from,
                                         const directory__organization_published *e) {
    (void)from;
    struct id organization;
    if (!id_from(e->organization_id, &organization)) return REASON_ID_INVALID;
    for (size_t i = 0; i < e->n_services; i++) note_service(d, e, e->services[i]);
    struct key key;
    struct row_scan *s = row_scan(VIEW(d), &intake_services_of_organization, KEY(KEY_ID(organization)), NULL);
    while (row_next(s, &key, NULL)) note_retired(d, e, key_id_at(&key, ID_LEN));
    row_scan_end(s);
    return 0;
}

void intake_on_service_noted(struct apply *a, const struct record *r, const intake__service_noted *e) {
    intake_rows__service *row = NEW(arena_of(a), intake_rows__service);
    row->organization_id = e->organization_id;
    row->retired = e->retired;
    row->noted = r->seq;
    ROW_PUT(a, &intake_services, KEY(KEY_ID(id_of(e->service_id))), row);
}
