/* Facts that all daemons share: the territory's rules and the memberships. Intake says them; the others note. */
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

static bool keys_are_sound(const ProtobufCBinaryData *keys, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (keys[i].len != 32) return false;
    return true;
}

/* What intake has checked is checked again, as it came over the wire. A name of the local configuration stays the
 * configuration's: it is looked at first. */
int node_follow_membership_changed(struct decide *d, const struct record *from, const node__membership_changed *e) {
    struct arena *a = d->view.arena;
    struct id id;
    (void)from;
    const char *organization = member_organization(a, e->role, e->organization);
    if (!id_from(e->member_id, &id) || !organization || e->n_public_keys > MEMBER_KEYS) return REASON_MALFORMED;
    if (!keys_are_sound(e->public_keys, e->n_public_keys) || !keys_are_sound(e->revoked_keys, e->n_revoked_keys))
        return REASON_MALFORMED;
    if (e->via.len && e->via.len != ID_LEN) return REASON_MALFORMED;
    node__membership_changed *noted = message_copy(a, &e->base);
    noted->organization = organization;
    noted->personal->reason = "";
    EMIT(d, id, noted);
    return 0;
}

void node_on_territory_noted(struct apply *a, const struct record *r, const node__territory_noted *e) {
    rules_put(a, id_of(e->version), e->territory, r->at_ms);
}

void node_on_territory_withdrawal_noted(struct apply *a, const struct record *r,
                                        const node__territory_withdrawal_noted *e) {
    (void)r;
    rules_withdraw(a, id_of(e->version));
}

static struct span *spans_of(struct arena *a, const ProtobufCBinaryData *keys, size_t n) {
    struct span *out = arena_alloc(a, (n + 1) * sizeof *out);
    for (size_t i = 0; i < n; i++) out[i] = span_pb(keys[i]);
    return out;
}

void membership_put(struct apply *a, const struct record *r, const node__membership_changed *e) {
    struct member m = {.id = id_of(e->member_id),
                       .version = r->id,
                       .name = e->personal->name,
                       .role = e->role,
                       .organization = e->organization,
                       .revoked = spans_of(a->view.arena, e->revoked_keys, e->n_revoked_keys),
                       .n_revoked = e->n_revoked_keys,
                       .via = id_of(e->via),
                       .shared = e->shared,
                       .worker = e->personal->worker,
                       .until = civil_day(e->until),
                       .trained_until = civil_day(e->personal->trained_until),
                       .ended = e->ended};
    for (size_t i = 0; i < e->n_public_keys && i < MEMBER_KEYS; i++) m.keys[m.n_keys++] = span_pb(e->public_keys[i]);
    member_put(a, &m);
}

void node_on_membership_changed(struct apply *a, const struct record *r, const node__membership_changed *e) {
    membership_put(a, r, e);
}

void node_on_deadline_fired(struct apply *a, const struct record *r, const node__deadline_fired *e) {
    (void)r;
    deadline_forget(a, e->type, id_of(e->thing));
}
