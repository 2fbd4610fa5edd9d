#include "intake/domain/proposal/decision.h"

#include "base/character.h"
#include "proto/status.h"

/* No default: the compiler asks about a route that the contract gains. A number that is none cannot be decided. */
bool intake_route_is_decidable(intake__route r) {
    switch (r) {
    case ROUTE_SIPPE:
    case ROUTE_OLO_ONLY:
    case ROUTE_OTHER_SERVICE:
    case ROUTE_WAITLIST:
    case ROUTE_NOT_ELIGIBLE:
    case ROUTE_DECLINED:
    case ROUTE_UNREACHABLE: return true;
    case ROUTE_UNSPECIFIED:
    case ROUTE_CALL_BACK:
    case ROUTE_PRE_REGISTER: return false;
    }
    return false;
}

static bool tells_what_happened(intake__route r) { return r == ROUTE_DECLINED || r == ROUTE_UNREACHABLE; }

bool intake_route_is_override(intake__route proposed, intake__route decided) {
    return decided != proposed && !tells_what_happened(decided);
}

/* UNREACHABLE tells of calls that were tried, each of which is noted; that she declined rests on one person's word. */
bool intake_decision_needs_reason(intake__route proposed, intake__route decided) {
    bool on_unknown_facts = proposed == ROUTE_CALL_BACK && decided == ROUTE_DECLINED;
    return on_unknown_facts || intake_route_is_override(proposed, decided);
}

int intake_decision_check(intake__route proposed, intake__route decided, const char *override_reason, int priority) {
    if (!intake_route_is_decidable(decided)) return REASON_ROUTE_NOT_DECIDABLE;
    if (priority < 0 || priority > 4) return REASON_NUMBER_OUT_OF_RANGE;
    if (intake_decision_needs_reason(proposed, decided) && text_is_blank(override_reason))
        return REASON_OVERRIDE_REASON_MISSING;
    return 0;
}

/* Neither half alone would do. The first keeps an override that the corrected answers now confirm; the second keeps one
 * that has not been touched. DECLINED stands only while the same is offered: of another offer she has not been
 * asked. */
bool intake_decision_stands(intake__route proposed_before, intake__route decided, intake__route proposed_now) {
    return decided == proposed_now || proposed_before == proposed_now;
}
