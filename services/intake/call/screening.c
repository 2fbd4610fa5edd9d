/* The call that is the door: submitting it, correcting it, and calling again when the start week has come. */
#include <string.h>
#include "civil/family_number.h"
#include "intake/domain/screening/normal.h"
#include "intake/domain/screening/pregnancy.h"
#include "intake/domain/states.h"
#include "intake/call/match.h"
#include "intake/call/proposing.h"
#include "intake/rows.h"
#include "intake/work/working_days.h"

const char *intake_owner_of_screening(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__screening *row = intake_screening_row(v, id);
    return row ? row->clsc_code : NULL;
}

/* What a call rests on: its answers in normal form, and the rules of today. */
struct call {
    intake__screening *answers;
    const sippe__territory *rules;
    struct rules_used used;
    day today;
};

/* Whose CLSC it is comes last: that there is a CLSC is what the check makes sure of. */
static int call_take(struct decide *d, const intake__screening *given, struct call *c) {
    if (!given) {
        violation(d, "screening", REASON_FIELD_REQUIRED);
        return REASON_FIELDS_INVALID;
    }
    c->today = decide_today(d);
    c->rules = rules_on(VIEW(d), c->today, &c->used);
    if (!c->rules) return REASON_TERRITORY_MISSING;
    c->answers = intake_screening_normal(arena_of(d), given);
    int reason = intake_answers_check(d, c->answers, c->rules);
    if (reason) return reason;
    if (!intake_may_see(decide_principal(d), c->answers->call->clsc_code)) return REASON_CLSC_NOT_YOURS;
    return violations(d);
}

static intake__proposal *call_propose(struct decide *d, const struct call *c) {
    day on = intake_call_day(c->answers, c->rules, decide_now_ms(d));
    return intake_proposal_make(arena_of(d), c->answers, c->rules, &c->used, on);
}

/* ---- submit ---- */

/* A family that was named: one of the caller's own, that is still a family of its own. */
static int known_family(struct decide *d, ProtobufCBinaryData id, const intake_rows__family **out) {
    *out = NULL;
    if (id.len == 0) return 0;
    *out = intake_family_row(VIEW(d), id);
    if (!*out || !intake_may_see(decide_principal(d), (*out)->clsc_code)) return REASON_NOT_FOUND;
    return (*out)->merged_into.len ? REASON_FAMILY_MERGED : 0;
}

static const char *next_number(struct decide *d) {
    const intake_rows__counter *row = row_get(VIEW(d), &intake_counters, KEY(KEY_TEXT("family")));
    return family_number_text(arena_of(d), row ? row->next : FAMILY_NUMBER_FIRST);
}

static intake__screening_submitted *submitted(struct decide *d, const struct call *c, const intake_rows__family *known,
                                              ProtobufCBinaryData family_id) {
    struct arena *a = arena_of(d);
    intake__screening_submitted *e = NEW(a, intake__screening_submitted);
    struct id family = known ? id_of(family_id) : decide_new_id(d, "family");
    e->screening_id = id_field(a, decide_new_id(d, "screening"));
    e->family_id = id_field(a, family);
    e->new_family = !known;
    e->family_number = known ? known->number : next_number(d); /* the apply counts on before the next is decided */
    e->clsc_code = c->answers->call->clsc_code;
    e->source = c->answers->call->source;
    e->proposal = call_propose(d, c);
    e->act_by = civil_date(a, intake_act_by(a, e->proposal, c->rules, c->today));
    e->recall_at = intake_recall_at(a, e->proposal, c->rules);
    if (!known) { /* whom a person has named is not searched for */
        struct matches found = intake_match_find(VIEW(d), c->answers, family);
        e->matches = found.matches;
        e->n_matches = found.n_matches;
    }
    e->personal = NEW(a, intake__screening_submitted__personal);
    e->personal->screening = c->answers;
    return e;
}

int intake_submit_screening(struct decide *d, const intake__submit_screening_request *in,
                            intake__submit_screening_reply *out) {
    struct call call = {0};
    const intake_rows__family *known;
    int reason = call_take(d, in->screening, &call);
    if (reason) return reason;
    reason = known_family(d, in->family_id, &known);
    if (reason) return reason;
    intake__screening_submitted *e = submitted(d, &call, known, in->family_id);
    struct id subjects[] = {id_of(e->screening_id), id_of(e->family_id)};
    out->version = id_field(arena_of(d), emit_about(d, subjects, 2, &e->base));
    out->screening_id = e->screening_id;
    out->family_id = e->family_id;
    out->family_number = e->family_number;
    out->proposed_route = e->proposal->route;
    out->n_matches = (int32_t)e->n_matches;
    return 0;
}

/* ---- amend ---- */

struct amending {
    const intake__amend_screening_request *in;
    intake_rows__screening *row;
    intake_rows__family *family;
    struct call call;
    const intake_rows__enrolment *enrolled; /* the family's live enrolment */
};

static intake__screening_state state_after(const struct amending *m, intake__route proposed, bool *look_again) {
    enum screening_input input = intake_screening_amend_input(m->row->proposed, m->row->route, proposed);
    bool rests = m->enrolled && id_is(m->enrolled->screening_id, id_of(m->in->screening_id)); /* on this call's */
    *look_again = rests && m->row->state == SCREENING_STATE_DECIDED && input != SCREENING_AMEND_AGREES;
    if (*look_again) return SCREENING_STATE_DECIDED;
    return (intake__screening_state)sm_next(&intake_screening_states, (int)m->row->state, (int)input);
}

static const char *path_of_clsc = "screening.call.clsc_code";

static int amend_take(struct decide *d, struct amending *m) {
    m->row = intake_screening_row(VIEW(d), m->in->screening_id);
    if (!m->row) return REASON_NOT_FOUND;
    int reason = version_check(d, m->row->version, m->in->version);
    if (reason) return reason;
    m->family = intake_family_row(VIEW(d), m->row->family_id);
    if (!m->family) return REASON_NOT_FOUND;
    m->enrolled = intake_live_enrolment(VIEW(d), m->family);
    check_text(d, "reason", m->in->reason, CHECK_NOTE);
    reason = call_take(d, m->in->screening, &m->call);
    if (reason) return reason;
    if (strcmp(m->call.answers->call->clsc_code, m->row->clsc_code) != 0)
        return violation(d, path_of_clsc, REASON_CONTRADICTION); /* moving to another CLSC is no correction */
    return 0;
}

/* Once a person has settled it, what it matched stays as she saw it. */
static struct matches matches_after(struct decide *d, const struct amending *m) {
    if (m->row->made_family && !m->row->settled)
        return intake_match_find(VIEW(d), m->call.answers, id_of(m->row->family_id));
    return intake_matches_of(VIEW(d), m->row);
}

static intake__screening_amended *amended(struct decide *d, const struct amending *m) {
    struct arena *a = arena_of(d);
    const struct call *c = &m->call;
    intake__screening_amended *e = NEW(a, intake__screening_amended);
    e->screening_id = m->in->screening_id;
    e->family_id = m->row->family_id;
    e->proposal = call_propose(d, c);
    bool look_again;
    e->state = state_after(m, e->proposal->route, &look_again);
    e->look_again = look_again;
    if (e->state == SCREENING_STATE_DECIDED && !look_again)
        e->act_by = m->row->act_by; /* nothing is asked anew */
    else
        e->act_by = civil_date(a, intake_act_by(a, e->proposal, c->rules, c->today));
    if (e->state == SCREENING_STATE_PRE_REGISTERED) e->recall_at = intake_recall_at(a, e->proposal, c->rules);
    struct matches found = matches_after(d, m);
    e->matches = found.matches;
    e->n_matches = found.n_matches;
    e->personal = NEW(a, intake__screening_amended__personal);
    e->personal->screening = c->answers;
    e->personal->reason = m->in->reason;
    return e;
}

static struct pregnancy pregnancy_of(const intake__screening *s, const sippe__territory *t, int64_t now_ms) {
    return intake_pregnancy_of(s ? s->pregnancy : NULL, s ? intake_call_day(s, t, now_ms) : DAY_NONE);
}

/* Scheduling counts the visits from the due date: it hears of a new one, and of nothing else. Only the latest call
 * dates her: a correction of an older one is about another pregnancy, or has been overtaken. */
static void tell_redated(struct decide *d, const struct amending *m) {
    if (!m->enrolled || !id_is(m->family->screening, id_of(m->in->screening_id))) return;
    struct arena *a = arena_of(d);
    int64_t now = decide_now_ms(d);
    struct pregnancy before = pregnancy_of(intake_answers(VIEW(d), m->row), m->call.rules, now);
    struct pregnancy after = pregnancy_of(m->call.answers, m->call.rules, now);
    if (before.due == after.due && before.birth == after.birth) return;
    intake__pregnancy_redated *e = NEW(a, intake__pregnancy_redated);
    e->family_id = m->row->family_id;
    e->enrolment_id = m->family->enrolment;
    e->personal = NEW(a, intake__pregnancy_redated__personal);
    e->personal->due_date = civil_date(a, after.due);
    e->personal->child_birth_date = civil_date(a, intake_child_birth(VIEW(d), m->family, after.birth));
    e->personal->children = after.multiple ? 2 : 1;
    e->personal->by = m->call.answers->call->screener; /* a correction names nobody else */
    struct id subjects[] = {id_of(e->enrolment_id), id_of(e->family_id)};
    emit_about(d, subjects, 2, &e->base);
}

int intake_amend_screening(struct decide *d, const intake__amend_screening_request *in,
                           intake__amend_screening_reply *out) {
    struct amending m = {.in = in};
    int reason = amend_take(d, &m);
    if (reason) return reason;
    intake__screening_amended *e = amended(d, &m);
    struct id subjects[] = {id_of(e->screening_id), id_of(e->family_id)};
    out->version = id_field(arena_of(d), emit_about(d, subjects, 2, &e->base));
    out->proposed_route = e->proposal->route;
    out->state = e->state;
    tell_redated(d, &m);
    return 0;
}

/* ---- the start week ---- */

/* A decision and a correction take the deadline off with the state, so that none is left to fire late. What is due
 * counts from today: after a stop the call comes late, and nobody is late for it. */
int intake_start_week_due(struct decide *d, const struct due *due) {
    struct arena *a = arena_of(d);
    const intake_rows__screening *row = row_get(VIEW(d), &intake_screenings, KEY(KEY_ID(due->thing)));
    if (!row || row->state != SCREENING_STATE_PRE_REGISTERED) return 0;
    day today = decide_today(d);
    const sippe__territory *t = rules_on(VIEW(d), today, NULL);
    day act_by = t && t->delays ? intake_working_day(a, t, today, t->delays->call_back) : today;
    intake__start_week_reached *e = NEW(a, intake__start_week_reached);
    e->screening_id = id_field(a, due->thing);
    e->family_id = row->family_id;
    e->act_by = civil_date(a, act_by);
    struct id subjects[] = {due->thing, id_of(row->family_id)};
    emit_about(d, subjects, 2, &e->base);
    return 0;
}
