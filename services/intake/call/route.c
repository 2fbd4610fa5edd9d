/* The machine proposes, a person decides: her decision, why it differs, and under which rules. */
#include "intake/domain/proposal/decision.h"
#include "intake/domain/states.h"
#include "intake/call/proposing.h"
#include "intake/call/screening_rows.h"
#include "intake/reach/reach.h"
#include "intake/rows.h"
#include "intake/work/working_days.h"

/* The routes after which somebody of ours must act; the others have no next step here. */
static day act_by(struct arena *a, intake__route route, const sippe__territory *t, day today) {
    if (!t->delays) return today;
    if (route == ROUTE_SIPPE) return intake_working_day(a, t, today, t->delays->enrol);
    if (route == ROUTE_WAITLIST) return intake_working_day(a, t, today, t->delays->look_again);
    return DAY_NONE;
}

static int check_decision(struct decide *d, const intake__decide_route_request *in, intake__route proposed) {
    int reason = intake_decision_check(proposed, in->route, in->override_reason, in->priority);
    if (reason == REASON_NUMBER_OUT_OF_RANGE) return violation(d, "priority", reason);
    return reason;
}

/* The record names the rules of today: they give the term and, where a start week has come, the proposal; an older
 * proposal names its own. The version makes a decision and a correction meet in an order: the second of them is told
 * that the first was there. */
int intake_decide_route(struct decide *d, const intake__decide_route_request *in, intake__decide_route_reply *out) {
    struct arena *a = arena_of(d);
    struct rules_used used;
    const intake_rows__screening *row = intake_screening_row(VIEW(d), in->screening_id);
    int reason = CHANGE_BEGIN(d, row, in);
    if (reason) return reason;
    day today = decide_today(d);
    const sippe__territory *t = rules_on(VIEW(d), today, &used);
    if (!t) return REASON_TERRITORY_MISSING;
    const intake_rows__screening__personal *now = row->personal;
    if (sm_next(&intake_screening_states, (int)now->state, (int)intake_screening_decide_input(now->route)) < 0)
        return REASON_SCREENING_SETTLED;
    check_text(d, "override_reason", in->override_reason, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    const intake__proposal *p = intake_proposal_today(VIEW(d), row, t, &used, today);
    intake__route proposed = p ? p->route : now->proposed;
    reason = check_decision(d, in, proposed);
    if (reason) return reason;
    intake__route_decided *e = NEW_WITH_PERSONAL(a, intake__route_decided);
    e->screening_id = in->screening_id;
    e->family_id = row->family_id;
    e->rules = intake_rules_used(a, t, &used);
    e->at = civil_instant(a, decide_at_ms(d));
    e->personal->proposed = proposed;
    e->personal->route = in->route;
    e->personal->override = intake_route_is_override(proposed, in->route);
    e->personal->override_reason = in->override_reason;
    e->personal->priority = in->priority;
    e->personal->act_by = civil_date(a, act_by(a, in->route, t, today));
    struct id subjects[] = {id_of(e->screening_id), id_of(e->family_id)};
    out->version = id_field(a, emit_for(d, id_of(row->sealed_for), subjects, 2, &e->base));
    intake_route_was_decided(d, row->family_id, in->route);
    return 0;
}

/* `proposed` of the row stays the one of the answers, whatever the decision was taken against: a correction is compared
 * with it. Of a family that is enrolled already (another pregnancy) nobody is asked to enrol her again. */
void intake_on_route_decided(struct apply *a, const struct record *r, const intake__route_decided *e) {
    struct id screening = id_of(e->screening_id);
    intake_rows__screening *row = intake_screening_row(VIEW(a), e->screening_id);
    const intake_rows__family *family = row ? intake_family_row(VIEW(a), row->family_id) : NULL;
    if (!family) return;
    row->decided = r->seq;
    intake_rows__screening__personal *p = row->personal;
    p->state = SCREENING_STATE_DECIDED;
    p->route = e->personal->route;
    p->priority = e->personal->priority;
    p->act_by = e->personal->act_by;
    p->call_back_on = NULL;
    p->enrolled = intake_live_enrolment(VIEW(a), family) != NULL;
    deadline_clear(a, &intake_start_week, screening);
    intake_screening_put(a, screening, row, r);
}
