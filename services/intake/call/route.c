/* The machine proposes, a person decides: her decision, why it differs, and under which rules; and, with a reason, her
 * decision anew. */
#include "base/character.h"
#include "intake/call/deciding.h"
#include "intake/call/proposing.h"
#include "intake/call/screening_rows.h"
#include "intake/domain/proposal/decision.h"
#include "intake/domain/states.h"
#include "intake/reach/promise.h"
#include "intake/reach/reach.h"

static int check_decision(struct decide *d, const struct deciding *m, const char *override_reason) {
    int reason = intake_decision_check(m->proposed, m->route, override_reason, m->priority);
    if (reason == REASON_NUMBER_OUT_OF_RANGE) return violation(d, "priority", reason);
    return reason;
}

/* A priority that a person set stays hers until a person sets another one; one that the machine suggests is never taken
 * for it. It goes with what she waits for. */
static int32_t priority_after(const intake_rows__screening__personal *now, intake__route route, int32_t given) {
    bool waits = route == ROUTE_SIPPE || route == ROUTE_WAITLIST;
    return given || !waits ? given : now->priority;
}

/* The record names the rules of today: they give the term and, where a start week has come, the proposal; an older
 * proposal names its own. The version makes a decision and a correction meet in an order: the second of them is told
 * that the first was there. */
int intake_decide_route(struct decide *d, const intake__decide_route_request *in, intake__decide_route_reply *out) {
    struct arena *a = arena_of(d);
    struct deciding m = {.screening_id = in->screening_id, .route = in->route};
    m.row = intake_screening_row(VIEW(d), in->screening_id);
    int reason = CHANGE_BEGIN(d, m.row, in);
    if (reason) return reason;
    const intake_rows__screening__personal *now = m.row->personal;
    m.priority = priority_after(now, in->route, in->priority);
    reason = intake_deciding_begin(d, &m);
    if (reason) return reason;
    if (sm_next(&intake_screening_states, (int)now->state, (int)intake_screening_decide_input(now->route)) < 0)
        return REASON_SCREENING_SETTLED;
    check_text(d, "override_reason", in->override_reason, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    reason = check_decision(d, &m, in->override_reason);
    if (reason) return reason;
    intake__route_decided *e = NEW_WITH_PERSONAL(a, intake__route_decided);
    e->screening_id = in->screening_id;
    e->family_id = m.row->family_id;
    e->rules = intake_rules_used(a, m.rules, &m.used);
    e->at = civil_instant(a, decide_at_ms(d));
    e->personal->proposed = m.proposed;
    e->personal->route = m.route;
    e->personal->override = intake_route_is_override(m.proposed, m.route);
    e->personal->override_reason = in->override_reason;
    e->personal->priority = m.priority;
    e->personal->first_asked_on = civil_date(a, m.asked_on);
    struct id subjects[] = {id_of(e->screening_id), id_of(e->family_id)};
    out->version = id_field(a, emit_for(d, id_of(m.row->sealed_for), subjects, 2, &e->base));
    e->personal->act_by = civil_date(a, intake_deciding_due(d, &m, &out->access_due_at));
    intake_promises_decided(d, in->screening_id, m.row, in->route);
    intake_route_was_decided(d, m.row->family_id, in->route);
    return 0;
}

void intake_on_route_decided(struct apply *a, const struct record *r, const intake__route_decided *e) {
    struct id screening = id_of(e->screening_id);
    intake_rows__screening *row = intake_screening_row(VIEW(a), e->screening_id);
    if (!row || !intake_family_row(VIEW(a), row->family_id)) return;
    const intake__route_decided__personal *p = e->personal;
    intake_decided_note(a, r, screening, row, &(struct decided){p->route, p->priority, p->act_by, p->first_asked_on});
    intake_screening_put(a, screening, row, r);
}

/* ---- decided anew ---- */

/* Whoever is followed stays so: her follow-up ends by its own end, which says why, and never by the way. */
static int may_revise(struct decide *d, const struct deciding *m, const intake__revise_decision_request *in) {
    const intake_rows__screening__personal *now = m->row->personal;
    if (!intake_family_row(VIEW(d), m->row->family_id)) return REASON_NOT_FOUND;
    if (sm_next(&intake_screening_states, (int)now->state, SCREENING_REVISE) < 0) return REASON_NOT_DECIDED;
    if (m->route == now->route && m->priority == now->priority) return REASON_DECISION_SAME;
    if (m->route != ROUTE_SIPPE && intake_live_enrolment(VIEW(d), m->row->family_id)) return REASON_ENROLMENT_OPEN;
    return text_is_blank(in->reason) ? REASON_REASON_MISSING : 0;
}

int intake_revise_decision(struct decide *d, const intake__revise_decision_request *in,
                           intake__revise_decision_reply *out) {
    struct arena *a = arena_of(d);
    struct deciding m = {.screening_id = in->screening_id, .route = in->route};
    m.row = intake_screening_row(VIEW(d), in->screening_id);
    int reason = CHANGE_BEGIN(d, m.row, in);
    if (reason) return reason;
    m.priority = priority_after(m.row->personal, in->route, in->priority);
    reason = intake_deciding_begin(d, &m);
    if (reason) return reason;
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    reason = may_revise(d, &m, in);
    if (reason == 0) reason = check_decision(d, &m, in->reason);
    if (reason) return reason;
    intake__route_revised *e = NEW_WITH_PERSONAL(a, intake__route_revised);
    e->screening_id = in->screening_id;
    e->family_id = m.row->family_id;
    e->rules = intake_rules_used(a, m.rules, &m.used);
    e->at = civil_instant(a, decide_at_ms(d));
    e->personal->proposed = m.proposed;
    e->personal->from = m.row->personal->route;
    e->personal->to = m.route;
    e->personal->override = intake_route_is_override(m.proposed, m.route);
    e->personal->reason = in->reason;
    e->personal->priority = m.priority;
    e->personal->first_asked_on = civil_date(a, m.asked_on);
    struct id subjects[] = {id_of(e->screening_id), id_of(e->family_id)};
    out->version = id_field(a, emit_for(d, id_of(m.row->sealed_for), subjects, 2, &e->base));
    e->personal->act_by = civil_date(a, intake_deciding_due(d, &m, &out->access_due_at));
    intake_promises_decided(d, in->screening_id, m.row, in->route);
    return 0;
}

void intake_on_route_revised(struct apply *a, const struct record *r, const intake__route_revised *e) {
    struct id screening = id_of(e->screening_id);
    intake_rows__screening *row = intake_screening_row(VIEW(a), e->screening_id);
    if (!row || !intake_family_row(VIEW(a), row->family_id)) return;
    const intake__route_revised__personal *p = e->personal;
    intake_decided_note(a, r, screening, row, &(struct decided){p->to, p->priority, p->act_by, p->first_asked_on});
    intake_screening_put(a, screening, row, r);
}
