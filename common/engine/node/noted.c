/* Facts that all daemons share: the territory's rules and the keys. Intake adopts and allows; the others note. */
#include "engine/node/tables.h"

/* Noted as a record of our own: decisions name the version that was in force, and a rebuild asks nobody. */
int node_follow_territory_adopted(struct decide *d, const struct record *from, const node__territory_adopted *e) {
    if (!e->territory || !e->territory->valid_from) return REASON_MALFORMED;
    if (strcmp(e->territory->territory, d->view.e->territory) != 0) return REASON_TERRITORY_OTHER;
    node__territory_noted *noted = NEW(d->view.arena, node__territory_noted);
    noted->territory = e->territory;
    noted->digest = e->digest;
    noted->version = id_field(d->view.arena, from->id);
    EMIT(d, from->id, noted);
    return 0;
}

/* Rules that are not known here were not followed here: their adoption is parked, and a person looks. */
int node_follow_territory_withdrawn(struct decide *d, const struct record *from, const node__territory_withdrawn *e) {
    struct id version;
    (void)from;
    if (!id_from(e->version, &version)) return REASON_MALFORMED;
    if (!rules_version(&d->view, version, NULL)) return REASON_NOT_FOUND;
    node__territory_withdrawal_noted *noted = NEW(d->view.arena, node__territory_withdrawal_noted);
    noted->version = e->version;
    EMIT(d, version, noted);
    return 0;
}

/* By the name: all that ever happened to a key stands under one subject of this journal. */
static int note_key(struct decide *d, const node__key_noted *values) {
    node__key_noted *noted = message_copy(d->view.arena, &values->base);
    EMIT(d, key_subject(noted->name), noted);
    return 0;
}

/* A name of the local configuration stays the configuration's. What intake has checked is checked again, as it came
 * over the wire: a name longer than ours would be cut, and be another's. */
int node_follow_key_allowed(struct decide *d, const struct record *from, const node__key_allowed *e) {
    (void)from;
    size_t len = strlen(e->name);
    const char *organization = key_organization(d->view.arena, e->role, e->organization);
    if (!len || len >= sizeof((struct sender *)0)->name || e->public_key.len != 32) return REASON_MALFORMED;
    if (!organization) return REASON_MALFORMED;
    if (trusted_find(d->view.e, e->name)) return REASON_KEY_TAKEN;
    node__key_noted *n = NEW(d->view.arena, node__key_noted);
    n->name = e->name;
    n->public_key = e->public_key;
    n->role = e->role;
    n->organization = organization;
    n->expires_on = e->expires_on;
    return note_key(d, n);
}

/* The row is written whole, so what the revocation does not say is taken from the row. */
int node_follow_key_revoked(struct decide *d, const struct record *from, const node__key_revoked *e) {
    (void)from;
    struct key_row key;
    if (e->public_key.len != 32) return REASON_MALFORMED;
    if (!key_find(&d->view, e->name, &key)) return REASON_NOT_FOUND;
    node__key_noted *n = NEW(d->view.arena, node__key_noted);
    n->name = e->name;
    n->public_key = e->public_key;
    n->role = key.role;
    n->organization = key.organization;
    n->expires_on = civil_date(d->view.arena, key.expires_on);
    n->revoked = true;
    return note_key(d, n);
}

void node_on_territory_noted(struct apply *a, const struct record *r, const node__territory_noted *e) {
    rules_put(a, id_of(e->version), e->territory, r->at_ms);
}

void node_on_territory_withdrawal_noted(struct apply *a, const struct record *r,
                                        const node__territory_withdrawal_noted *e) {
    (void)r;
    rules_withdraw(a, id_of(e->version));
}

void node_on_key_noted(struct apply *a, const struct record *r, const node__key_noted *e) {
    (void)r;
    key_put(a, &(struct key_row){.name = e->name,
                                 .public_key = span_pb(e->public_key),
                                 .role = e->role,
                                 .organization = e->organization,
                                 .expires_on = civil_day(e->expires_on),
                                 .revoked = e->revoked});
}

void node_on_deadline_fired(struct apply *a, const struct record *r, const node__deadline_fired *e) {
    (void)r;
    deadline_forget(a, e->type, id_of(e->thing));
}
