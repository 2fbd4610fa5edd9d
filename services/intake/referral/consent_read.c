/* A consent among others, read: what rests on it, whether it is asked for again, the words. */
#include "civil/civil.h"
#include "intake/domain/consent/consent.h"
#include "intake/domain/states.h"
#include "intake/referral/consent.h"

struct id_list intake_consent_with_renewed(struct view *v, struct id consent) {
    struct id_list out = {.ids = arena_alloc(view_arena(v), INTAKE_LIST_MAX * sizeof(struct id))};
    const intake_rows__consent *row;
    out.ids[out.n++] = consent;
    while ((row = row_get(v, &intake_consents, KEY(KEY_ID(out.ids[out.n - 1])))) && row->renews.len &&
           out.n < INTAKE_LIST_MAX) {
        out.ids[out.n] = id_of(row->renews);
        out.n++;
    }
    return out;
}

struct id intake_consent_now(struct view *v, ProtobufCBinaryData consent) {
    const intake_rows__consent *row = intake_consent_row(v, consent);
    for (size_t i = 0; row && row->renewed_by.len && i < INTAKE_LIST_MAX; i++) {
        consent = row->renewed_by;
        row = intake_consent_row(v, consent);
    }
    return id_of(consent);
}

static bool carries_a_referral(struct view *v, struct id consent, ProtobufCBinaryData family) {
    struct id_list on = intake_consent_with_renewed(v, consent);
    struct id_list all = intake_of_family(v, &intake_referrals_of_family, family);
    for (size_t i = 0; i < all.n; i++) {
        const intake_rows__referral *row = row_get(v, &intake_referrals, KEY(KEY_ID(all.ids[i])));
        for (size_t k = 0; row && intake_referral_is_open(row->personal->state) && k < on.n; k++)
            if (id_is(row->consent_id, on.ids[k])) return true;
    }
    return false;
}

/* Of one that ends and carries nothing nobody need ask: it is asked for when the next thing is to leave. */
intake__consent_ask intake_consent_asked(struct view *v, struct id consent, const intake_rows__consent *row) {
    const intake_rows__consent__personal *p = row->personal;
    if (p->withdrawn_ms || p->in_error || row->renewed_by.len) return CONSENT_ASK_UNSPECIFIED;
    if (p->asked != CONSENT_ASK_EXPIRES) return p->asked;
    return carries_a_referral(v, consent, row->family_id) ? p->asked : CONSENT_ASK_UNSPECIFIED;
}

sippe__text *intake_consent_text(struct view *v, const intake__consent_recorded *e, day today) {
    struct id version;
    day given = day_at(civil_zone(rules_on(v, today, NULL)), civil_ms(e->personal->given_at));
    const sippe__territory *t =
        id_from(e->rules_version, &version) ? rules_version(v, version, NULL) : rules_on(v, given, NULL);
    return t ? (sippe__text *)intake_text_on(t->consent_texts, t->n_consent_texts, e->text_version, given) : NULL;
}
