#include "intake/call/deciding.h"

#include "civil/civil.h"
#include "intake/call/proposing.h"
#include "intake/call/screening_rows.h"
#include "intake/domain/proposal/second_offer.h"
#include "intake/follow/access_clock.h"
#include "intake/kin/kin.h"
#include "intake/work/working_days.h"

int intake_deciding_begin(struct decide *d, struct deciding *m) {
    m->today = decide_today(d);
    m->rules = rules_on(VIEW(d), m->today, &m->used);
    if (!m->rules) return REASON_TERRITORY_MISSING;
    const intake__proposal *p = intake_proposal_today(VIEW(d), m->row, m->rules, &m->used, m->today);
    m->proposed = p ? p->route : m->row->personal->proposed;
    const intake__screening *answers = intake_last_word(VIEW(d), m->row).answers;
    m->asked_on = answers ? intake_call_day(answers, m->rules, decide_now_ms(d)) : m->today;
    return 0;
}

/* ---- what is due ---- */

/* As she is dated by this call; a birth that was recorded since counts before what was told. */
static day second_offer_on(struct decide *d, const struct deciding *m) {
    const intake__screening *answers = intake_last_word(VIEW(d), m->row).answers;
    if (!answers || !intake_family_row(VIEW(d), m->row->family_id)) return DAY_NONE;
    struct pregnancy p = intake_pregnancy_of(answers->pregnancy, m->asked_on);
    day birth = intake_kin_birth(intake_family_kin(VIEW(d), m->row->family_id));
    return intake_second_offer_on(m->rules->second_offer, &p, birth, m->today);
}

static day usual_due(struct decide *d, const struct deciding *m) {
    const sippe__delays *delays = m->rules->delays;
    if (!delays) return m->today;
    int32_t n = 0;
    switch (m->route) {
    case ROUTE_SIPPE: n = delays->enrol; break;
    case ROUTE_WAITLIST: n = delays->look_again; break;
    case ROUTE_OLO_ONLY: n = delays->olo_start; break;
    case ROUTE_OTHER_SERVICE: n = delays->tell_door; break;
    case ROUTE_NOT_ELIGIBLE:
    case ROUTE_DECLINED:
    case ROUTE_UNREACHABLE: return second_offer_on(d, m);
    case ROUTE_UNSPECIFIED:
    case ROUTE_CALL_BACK:
    case ROUTE_PRE_REGISTER: return DAY_NONE;
    }
    return intake_working_day(arena_of(d), m->rules, m->today, n);
}

day intake_deciding_due(struct decide *d, const struct deciding *m, sippe__instant **access_due_at) {
    struct access_wanted wanted = {.screening_id = m->screening_id,
                                   .row = m->row,
                                   .rules = m->rules,
                                   .route = m->route,
                                   .priority = m->priority,
                                   .asked_on = m->asked_on};
    struct access_due access = intake_access_decided(d, &wanted);
    *access_due_at = civil_instant(arena_of(d), access.at_ms);
    day usual = usual_due(d, m);
    return access.on != DAY_NONE && access.on < usual ? access.on : usual;
}

/* ---- kept and shown ---- */

/* `proposed` of the row stays the one of the answers, whatever the decision was taken against: a correction is compared
 * with it. Of a family that is enrolled already (another pregnancy) nobody is asked to enrol her again. */
void intake_decided_note(struct apply *a, const struct record *r, struct id screening, intake_rows__screening *row,
                         const struct decided *what) {
    ProtobufCBinaryData enrolment = {0};
    const intake_rows__enrolment *hers = intake_family_enrolment(VIEW(a), row->family_id, &enrolment);
    intake_rows__screening__personal *p = row->personal;
    row->decided = r->seq;
    APPEND(arena_of(a), row, decisions, r->seq);
    intake_screening_unarranged(row);
    p->state = SCREENING_STATE_DECIDED;
    p->route = what->route;
    p->priority = what->priority;
    p->act_by = what->act_by;
    p->first_asked_on = what->first_asked_on;
    p->call_back_on = NULL;
    p->look_again = false;
    intake_screening_unfollowed(row);
    if (hers && hers->state != ENROLMENT_STATE_ENDED) intake_screening_followed(arena_of(a), row, enrolment);
    deadline_clear(a, &intake_start_week, screening);
}

static intake__decision *revised_shown(struct view *v, uint64_t seq) {
    struct record r;
    const intake__route_revised *e = READ_EVENT(v, intake__route_revised, seq, &r);
    if (!e) return NULL;
    intake__decision *out = NEW(view_arena(v), intake__decision);
    out->route = e->personal->to;
    out->at = e->at;
    out->override = e->personal->override;
    out->priority = e->personal->priority;
    out->rules = e->rules;
    out->by = member_name(v, r.actor);
    out->override_reason = e->personal->reason;
    out->revised = true;
    return out;
}

intake__decision *intake_decision_shown(struct view *v, uint64_t seq) {
    struct record r;
    const intake__route_decided *e = READ_EVENT(v, intake__route_decided, seq, &r);
    if (!e) return revised_shown(v, seq);
    intake__decision *out = NEW(view_arena(v), intake__decision);
    out->route = e->personal->route;
    out->at = e->at;
    out->override = e->personal->override;
    out->priority = e->personal->priority;
    out->rules = e->rules;
    out->by = member_name(v, r.actor);
    out->override_reason = e->personal->override_reason;
    return out;
}
