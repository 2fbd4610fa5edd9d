#include "intake/domain/screening/pregnancy.h"
#include "intake/call/taking.h"
#include "intake/call/proposing.h"
#include "intake/domain/proposal/area.h"
#include "intake/domain/screening/normal.h"
#include "intake/domain/screening/third_party.h"

/* Whose CLSC it is comes last: that there is a CLSC is what the check makes sure of. */
int intake_call_take(struct decide *d, const intake__screening *given, int64_t taken_ms, struct call *c) {
    if (!given) {
        violation(d, "screening", REASON_FIELD_REQUIRED);
        return REASON_FIELDS_INVALID;
    }
    c->today = decide_today(d);
    c->rules = rules_on(VIEW(d), c->today, &c->used);
    if (!c->rules) return REASON_TERRITORY_MISSING;
    c->answers = intake_screening_normal(arena_of(d), given);
    if (intake_told_by_third_party(c->answers)) {
        c->left_out = intake_third_party_strip(arena_of(d), c->answers);
        intake_third_party_not_known(arena_of(d), c->answers);
    }
    intake_clsc_mend(c->rules, c->answers);
    int reason = intake_answers_check(d, c->answers, c->rules, taken_ms);
    if (reason) return reason;
    if (!principal_reaches(decide_principal(d), c->answers->call->clsc_code)) return REASON_CLSC_NOT_YOURS;
    return violations(d);
}

intake__proposal *intake_call_propose(struct decide *d, const struct call *c) {
    const struct rules_of_day today = {c->rules, &c->used};
    return intake_proposal_of_call(VIEW(d), c->answers, &today,
                                   intake_call_day(c->answers, c->rules, decide_now_ms(d)));
}

sippe__date *intake_call_due(struct decide *d, const intake__screening *answers, const sippe__territory *rules) {
    day on = intake_call_day(answers, rules, decide_now_ms(d));
    struct pregnancy p = intake_pregnancy_of(answers->pregnancy, on);
    return p.born ? NULL : civil_date(arena_of(d), p.due);
}
