/* A call corrected: judged anew, but a decision that somebody rests on is a person's to take back. */
#include <string.h>
#include "intake/domain/states.h"
#include "intake/domain/screening/pregnancy.h"
#include "intake/call/match.h"
#include "intake/call/proposing.h"
#include "intake/call/taking.h"
#include "intake/work/working_days.h"
#include "intake/call/urgent.h"
#include "intake/follow/access_clock.h"
#include "intake/kin/kin.h"
#include "intake/contact/contact.h"
#include "intake/family/changed.h"

struct amending {
    const intake__amend_screening_request *in;
    intake_rows__screening *row;
    struct call call;
    const intake_rows__enrolment *enrolled; /* the family's live enrolment */
};

static intake__screening_state state_after(const struct amending *m, const intake__proposal *now, bool *look_again) {
    const intake_rows__screening__personal *was = m->row->personal;
    enum screening_input input =
        intake_screening_amend_input(was->proposed, was->route, intake_screening_next_step(now));
    bool rests = m->enrolled && id_is(m->enrolled->screening_id, id_of(m->in->screening_id)); /* on this call's */
    *look_again = rests && was->state == SCREENING_STATE_DECIDED && input != SCREENING_AMEND_AGREES;
    if (*look_again) return SCREENING_STATE_DECIDED;
    return (intake__screening_state)sm_next(&intake_screening_states, (int)was->state, (int)input);
}

static const char *path_of_clsc = "screening.call.clsc_code";

static int amend_take(struct decide *d, struct amending *m) {
    m->row = intake_screening_row(VIEW(d), m->in->screening_id);
    if (!m->row) return REASON_NOT_FOUND;
    int reason = version_check(d, m->row->version, m->in->version);
    if (reason) return reason;
    if (!intake_family_row(VIEW(d), m->row->family_id)) return REASON_NOT_FOUND;
    m->enrolled = intake_live_enrolment(VIEW(d), m->row->family_id);
    check_text(d, "reason", m->in->reason, CHECK_NOTE);
    reason = intake_call_take(d, m->in->screening, m->row->submitted_ms, &m->call);
    if (reason) return reason;
    if (strcmp(m->call.answers->call->clsc_code, m->row->clsc_code) != 0)
        return violation(d, path_of_clsc, REASON_CONTRADICTION); /* moving to another CLSC is no correction */
    return 0;
}

/* Once the start week that a call waited for has come, its answers are judged with the weeks of today: those of the
 * call would pre-register her once more. */
static intake__proposal *propose(struct decide *d, const struct call *c) {
    intake__proposal *p = intake_call_propose(d, c);
    day recall = civil_day(p->recall_on);
    if (p->route != ROUTE_PRE_REGISTER || recall == DAY_NONE || recall > c->today) return p;
    return intake_proposal_make(arena_of(d), c->answers, c->rules, &c->used, c->today);
}

/* Once a person has settled it, what it matched stays as she saw it. */
static struct matches matches_after(struct decide *d, const struct amending *m) {
    if (m->row->made_family && !m->row->settled)
        return intake_match_find(VIEW(d), m->call.answers, id_of(m->row->family_id));
    return intake_last_word(VIEW(d), m->row).matches;
}

static intake__screening_amended *amended(struct decide *d, const struct amending *m) {
    struct arena *a = arena_of(d);
    const struct call *c = &m->call;
    intake__screening_amended *e = NEW_WITH_PERSONAL(a, intake__screening_amended);
    e->screening_id = m->in->screening_id;
    e->family_id = m->row->family_id;
    intake__screening_amended__personal *p = e->personal;
    p->proposal = propose(d, c);
    bool look_again;
    p->state = state_after(m, p->proposal, &look_again);
    p->look_again = look_again;
    if (p->state == SCREENING_STATE_DECIDED && !look_again)
        p->act_by = m->row->personal->act_by; /* nothing is asked anew */
    else
        p->act_by = civil_date(a, intake_act_by(a, p->proposal, c->rules, c->today));
    if (p->state == SCREENING_STATE_PRE_REGISTERED) p->recall_at = intake_recall_at(a, p->proposal, c->rules);
    struct matches found = matches_after(d, m);
    p->matches = found.matches;
    p->n_matches = found.n_matches;
    p->due_date = intake_call_due(d, c->answers, c->rules);
    p->match_elsewhere = intake_match_elsewhere(VIEW(d), found, m->row->clsc_code);
    if (found.n_matches) p->settle_by = intake_due_date(d, INTAKE_SETTLE_MATCH);
    if (intake_is_followed_elsewhere(c->answers)) p->ask_door_by = intake_due_date(d, INTAKE_SETTLE_MATCH);
    p->screening = c->answers;
    p->reason = m->in->reason;
    return e;
}

int intake_amend_screening(struct decide *d, const intake__amend_screening_request *in,
                           intake__amend_screening_reply *out) {
    struct amending m = {.in = in};
    int reason = amend_take(d, &m);
    if (reason) return reason;
    intake__screening_amended *e = amended(d, &m);
    struct id subjects[] = {id_of(e->screening_id), id_of(e->family_id)};
    out->version = id_field(arena_of(d), emit_for(d, id_of(m.row->sealed_for), subjects, 2, &e->base));
    intake_urgent_emit(d, e->family_id, e->screening_id, e->personal->proposal, m.call.rules);
    if (e->personal->state != SCREENING_STATE_DECIDED) /* asked again: the next decision opens another */
        intake_access_stop(d, e->family_id, e->screening_id, ACCESS_END_REVISED, m.call.today);
    out->proposed_route = e->personal->proposal->route;
    out->state = e->personal->state;
    out->left_out = m.call.left_out.paths;
    out->n_left_out = m.call.left_out.n_paths;
    ProtobufCBinaryData file = intake_id_now(VIEW(d), m.row->family_id);
    if (!id_is(intake_latest_call(VIEW(d), file), id_of(in->screening_id))) return 0; /* overtaken by a newer one */
    const intake__screening *before = intake_last_word(VIEW(d), m.row).answers;
    const struct corrected_call after = {in->screening_id, m.call.answers,
                                         intake_call_day(m.call.answers, m.call.rules, decide_now_ms(d))};
    const struct follow_now now = {.contact = intake_contact_amended(d, file, before, &after),
                                   .kin = intake_kin_amended(d, file, before, &after)};
    intake_family_changed(d, file, &now);
    return 0;
}
