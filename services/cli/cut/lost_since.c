#include "cli/cut/lost_since.h"

#include <string.h>
#include "cli/show/output.h"
#include "proto/intake_events.h"
#include "proto/node_events.h"

typedef bool undoes_fn(const void *made, const void *undone);

static bool same(ProtobufCBinaryData a, ProtobufCBinaryData b) { return span_equal(span_pb(a), span_pb(b)); }

static bool consent_undone(const void *made, const void *undone) {
    return same(((const intake__consent_recorded *)made)->consent_id,
                ((const intake__consent_withdrawn *)undone)->consent_id);
}

static bool referral_without_consent(const void *made, const void *undone) {
    return same(((const intake__referral_opened *)made)->consent_id,
                ((const intake__consent_withdrawn *)undone)->consent_id);
}

static bool referral_undone(const void *made, const void *undone) {
    return same(((const intake__referral_opened *)made)->referral_id,
                ((const intake__referral_cancelled *)undone)->referral_id);
}

static bool is_among(ProtobufCBinaryData key, const ProtobufCBinaryData *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (same(list[i], key)) return true;
    return false;
}

static bool member_undone(const void *made, const void *undone) {
    const node__membership_changed *m = made, *u = undone;
    if (m == u || !same(m->member_id, u->member_id) || m->ended) return false;
    for (size_t i = 0; i < m->n_public_keys; i++)
        if (is_among(m->public_keys[i], u->revoked_keys, u->n_revoked_keys)) return true;
    return u->ended;
}

static const struct pair {
    const ProtobufCMessageDescriptor *made, *undone;
    undoes_fn *undoes;
    const char *fr, *en;
} pairs[] = {
    {&intake__consent_recorded__descriptor, &intake__consent_withdrawn__descriptor, consent_undone, "retiré depuis",
     "withdrawn since"},
    {&intake__referral_opened__descriptor, &intake__consent_withdrawn__descriptor, referral_without_consent,
     "son consentement est retiré depuis", "its consent was withdrawn since"},
    {&intake__referral_opened__descriptor, &intake__referral_cancelled__descriptor, referral_undone, "annulée depuis",
     "cancelled since"},
    {&node__membership_changed__descriptor, &node__membership_changed__descriptor, member_undone, "révoqué depuis",
     "revoked since"},
};

static bool is_undone(const struct loss *l, const struct lost *one, const struct pair *p) {
    if (one->event->descriptor != p->made) return false;
    for (size_t i = 0; i < l->n; i++) {
        const struct lost *other = &l->list[i];
        if (other->event->descriptor == p->undone && p->undoes(one->event, other->event)) return true;
    }
    return false;
}

static const char *since_of(struct cli *c, const struct loss *l, const struct lost *one) {
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (is_undone(l, one, &pairs[i])) return pick(c, pairs[i].fr, pairs[i].en);
    return "";
}

void lost_since(struct cli *c, struct loss *l) {
    for (size_t i = 0; i < l->n; i++) l->list[i].since = since_of(c, l, &l->list[i]);
}
