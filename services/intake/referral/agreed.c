#include "intake/referral/agreed.h"
#include "civil/civil.h"
#include "intake/domain/consent/consent.h"

struct candidates {
    struct consent *list;
    struct agreed *agreed;
    size_t n;
    bool unconfirmed; /* one would cover it, and she has not confirmed it yet */
};

/* One that was recorded of another family first covers nothing before she has confirmed it; one that was another
 * family's, nothing at all. */
static bool counts(struct candidates *c, const intake_rows__consent__personal *p, intake__consent_purpose purpose,
                   struct id organization) {
    if (p->in_error) return false;
    if (!p->to_confirm) return true;
    c->unconfirmed |= !p->withdrawn_ms && p->purpose == purpose && id_is(p->organization_id, organization);
    return false;
}

/* One whose words were erased covers nothing; one that was renewed has another in its place, withdrawn or not. */
static void take(struct decide *d, struct candidates *c, struct id id, const intake_rows__consent *row) {
    struct zone zone = civil_zone(rules_on(VIEW(d), decide_today(d), NULL));
    const intake__consent_recorded *e = READ_EVENT(d, intake__consent_recorded, row->recorded, NULL);
    if (!e || row->renewed_by.len) return;
    const intake_rows__consent__personal *p = row->personal;
    c->agreed[c->n] = (struct agreed){.consent_id = id, .consent = e};
    c->list[c->n++] = (struct consent){.purpose = p->purpose,
                                       .organization = id_of(p->organization_id),
                                       .given_on = day_at(zone, civil_ms(e->personal->given_at)),
                                       .expires_on = civil_day(p->expires_on),
                                       .withdrawn = p->withdrawn_ms != 0};
}

/* The oldest first: of one day's the last recorded is chosen. */
int intake_agreed(struct decide *d, ProtobufCBinaryData family_id, intake__consent_purpose purpose,
                  struct id organization, struct agreed *out) {
    struct arena *a = arena_of(d);
    struct id_list ids = intake_of_family(VIEW(d), &intake_consents_of_family, family_id);
    struct candidates c = {.list = arena_alloc(a, ids.n * sizeof *c.list),
                           .agreed = arena_alloc(a, ids.n * sizeof *c.agreed)};
    size_t which;
    for (size_t i = ids.n; i-- > 0;) {
        const intake_rows__consent *row = row_get(VIEW(d), &intake_consents, KEY(KEY_ID(ids.ids[i])));
        if (row && counts(&c, row->personal, purpose, organization)) take(d, &c, ids.ids[i], row);
    }
    int reason = intake_consent_choose(c.list, c.n, purpose, organization, decide_today(d), &which);
    if (!reason) *out = c.agreed[which];
    return reason && c.unconfirmed ? REASON_CONSENT_UNCONFIRMED : reason;
}
