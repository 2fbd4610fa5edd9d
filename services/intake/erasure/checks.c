/* What stands in the way of an erasure: asked by the preview, the proposal and the confirmation. */
#include "civil/civil.h"
#include "intake/domain/erasure/erasure.h"
#include "intake/erasure/erasure.h"

int intake_erasing_begin(struct view *v, ProtobufCBinaryData family_id, day today, struct erasing *out) {
    *out = (struct erasing){.family_id = family_id, .family = intake_family_row(v, family_id), .today = today};
    if (!out->family) return REASON_NOT_FOUND;
    if (out->family->personal->alias_of.len) return REASON_FAMILY_MERGED;
    out->rules = rules_on(v, today, &out->used);
    out->last_ms = intake_erasure_last_ms(v, family_id);
    return 0;
}

day intake_erasing_last(const struct erasing *e) { return day_at(civil_zone(e->rules), e->last_ms); }

int intake_erasing_check_rule(const struct erasing *e, const char *code) {
    const sippe__erasure_rule *rule = intake_erasure_rule(e->rules, code);
    if (!rule) return REASON_ERASURE_RULE_UNKNOWN;
    return e->today < intake_erasure_from(rule, intake_erasing_last(e)) ? REASON_ERASURE_TOO_EARLY : 0;
}

int intake_erasing_check_followed(struct view *v, const struct erasing *e) {
    return intake_live_enrolment(v, e->family_id) ? REASON_ERASURE_ENROLLED : 0;
}

int intake_erasing_check_open(struct view *v, const struct erasing *e) {
    struct id id;
    return intake_erasure_open(v, e->family_id, &id) ? REASON_ERASURE_PROPOSED : 0;
}

/* One that was put before a merge stands on the family that is no more, and counts all the same. */
int intake_erasing_check_holds(struct view *v, const struct erasing *e) {
    return intake_holds_of(v, e->family_id).n_holds ? REASON_ERASURE_ON_HOLD : 0;
}

static bool referral_to_tell(const intake_rows__referral *row) {
    bool cancelled = row && row->personal->state == REFERRAL_STATE_CANCELLED;
    return cancelled && (row->personal->tell_holder || row->personal->tell_partner);
}

int intake_erasing_check_holders(struct view *v, const struct erasing *e) {
    struct id_list referrals = intake_of_family(v, &intake_referrals_of_family, e->family_id);
    for (size_t i = 0; i < referrals.n; i++)
        if (referral_to_tell(row_get(v, &intake_referrals, KEY(KEY_ID(referrals.ids[i])))))
            return REASON_HOLDERS_TO_TELL;
    struct id_list told = intake_of_family(v, &intake_disclosures_of_family, e->family_id);
    for (size_t i = 0; i < told.n; i++) {
        const intake_rows__disclosure *row = row_get(v, &intake_disclosures, KEY(KEY_ID(told.ids[i])));
        if (row && row->personal->tell_holder) return REASON_HOLDERS_TO_TELL;
    }
    return 0;
}
