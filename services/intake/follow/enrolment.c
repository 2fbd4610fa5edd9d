/* Enrolling a family in SIPPE after the decision, and ending it. */
#include "intake/follow/enrolment.h"
#include "intake/domain/states.h"
#include "intake/kin/kin.h"
#include "intake/call/proposing.h"
#include "intake/contact/contact.h"
#include "intake/follow/access_clock.h"
#include "intake/follow/programme_end.h"
#include "intake/reach/reach.h"
#include "intake/work/taken.h"
#include "intake/work/work.h"
#include "intake/work/working_days.h"

struct owned intake_owner_of_enrolment(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__enrolment *row = intake_enrolment_row(v, id);
    return intake_owner_of_family(v, row ? row->family_id : (ProtobufCBinaryData){0});
}

/* What scheduling needs to know to find a worker and a first visit: of the latest call, which need not be the one that
 * the enrolment rests on. Later only due date and birth are told anew (PregnancyRedated). */
static void tell_person(struct decide *d, const struct enrolling *to, intake__family_enrolled__personal *p) {
    struct arena *a = arena_of(d);
    const intake__screening *s = to->answers;
    p->family_number = to->family_number;
    if (!s) return;
    const intake__family_pregnancy *open = intake_kin_open(to->kin), *born = intake_kin_born(to->kin);
    if (open || born) p->due_date = (open ? open : born)->due_date;
    p->child_birth_date = civil_date(a, intake_kin_birth(to->kin));
    if (s->identity) p->name = s->identity->name;
}

static void tell_contact(const intake__contact_details *c, intake__family_enrolled__personal *p) {
    const intake__contact_number *first = intake_contact_first(c);
    if (first) p->phone = first->number;
    if (!c) return;
    p->language = c->language;
    p->interpreter_needed = c->interpreter_needed == YES_NO_YES;
    p->postal_code = c->address ? c->address->postal_code : NULL;
}

intake__family_enrolled *intake_enrolment_event(struct decide *d, const struct enrolling *to) {
    struct arena *a = arena_of(d);
    const sippe__delays *delays = to->rules->delays;
    intake__family_enrolled *e = NEW_WITH_PERSONAL(a, intake__family_enrolled);
    e->enrolment_id = id_field(a, to->enrolment_id);
    e->family_id = id_field(a, to->family_id);
    e->clsc_code = to->clsc_code;
    e->rules = intake_rules_used(a, to->rules, to->used);
    e->act_by = civil_date(a, delays ? intake_working_day(a, to->rules, to->from, delays->key_worker) : to->from);
    tell_person(d, to, e->personal);
    tell_contact(to->contact, e->personal);
    return e;
}

void intake_enrolment_programme(struct decide *d, const intake__family_enrolled *e, const sippe__territory *t) {
    day birth = civil_day(e->personal->child_birth_date ? e->personal->child_birth_date : e->personal->due_date);
    intake_programme_end_emit(d, e->enrolment_id, NULL, e->family_id, birth, t);
}

/* How old the decision is is not asked: who comes back after an end is enrolled on the one that she has. */
static int may_enrol(struct decide *d, const intake__enrol_family_request *in, const intake_rows__family *family) {
    if (!family) return REASON_NOT_FOUND;
    int closed = intake_family_closed(family);
    if (closed) return closed;
    const intake_rows__screening *row = intake_screening_row(VIEW(d), in->screening_id);
    if (!row || !id_is(row->family_id, id_of(in->family_id))) return REASON_NOT_FOUND;
    if (row->personal->state != SCREENING_STATE_DECIDED || row->personal->route != ROUTE_SIPPE)
        return REASON_ROUTE_NOT_SIPPE;
    return intake_live_enrolment(VIEW(d), family) ? REASON_ALREADY_ENROLLED : 0;
}

int intake_enrol_family(struct decide *d, const intake__enrol_family_request *in, intake__enrol_family_reply *out) {
    struct arena *a = arena_of(d);
    struct rules_used used;
    day today = decide_today(d);
    const intake_rows__family *family = intake_family_row(VIEW(d), in->family_id);
    int reason = may_enrol(d, in, family);
    if (reason) return reason;
    const sippe__territory *t = rules_on(VIEW(d), today, &used);
    if (!t) return REASON_TERRITORY_MISSING;
    const struct enrolling to = {.enrolment_id = decide_new_id(d, "enrolment"),
                                 .family_id = id_of(in->family_id),
                                 .clsc_code = family->clsc_code,
                                 .family_number = family->personal->number,
                                 .answers = intake_family_answers(VIEW(d), family),
                                 .contact = intake_family_contact(VIEW(d), in->family_id, family),
                                 .kin = intake_family_kin(VIEW(d), in->family_id, family),
                                 .rules = t,
                                 .used = &used,
                                 .from = today};
    intake__family_enrolled *e = intake_enrolment_event(d, &to);
    e->screening_id = in->screening_id;
    struct id subjects[] = {id_of(e->enrolment_id), id_of(e->family_id)};
    out->version = id_field(a, emit_for(d, subjects[1], subjects, 2, &e->base));
    intake_enrolment_programme(d, e, t);
    out->enrolment_id = e->enrolment_id;
    return 0;
}

/* Every decision for SIPPE that was taken before is followed by this enrolment. The screenings' versions stay, as
 * nothing about them changed; their items are refreshed with the family's. */
static void mark_screenings(struct apply *a, ProtobufCBinaryData family) {
    struct id_list list = intake_of_family(VIEW(a), &intake_screenings_of_family, family);
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__screening *row = row_get(VIEW(a), &intake_screenings, KEY(KEY_ID(list.ids[i])));
        if (!row || row->personal->state != SCREENING_STATE_DECIDED) continue;
        row->personal->enrolled = true;
        ROW_PUT(a, &intake_screenings, KEY(KEY_ID(list.ids[i])), row);
    }
}

/* The family's row goes before the refresh: from now on what her referrals ask for is the team's to do. */
void intake_on_family_enrolled(struct apply *a, const struct record *r, const intake__family_enrolled *e) {
    struct id enrolment = id_of(e->enrolment_id);
    intake_rows__family *family = intake_family_row(VIEW(a), e->family_id);
    if (!family) return;
    intake_rows__enrolment *row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__enrolment);
    row->family_id = e->family_id;
    row->sealed_for = e->family_id;
    row->version = id_field(arena_of(a), r->id);
    row->state = ENROLMENT_STATE_AWAITING_KEY_WORKER;
    row->enrolled = r->seq;
    row->enrolled_ms = r->at_ms;
    row->act_by = e->act_by;
    row->screening_id = e->screening_id;
    row->taken_over_on = e->taken_over_on;
    ROW_PUT(a, &intake_enrolments, KEY(KEY_ID(enrolment)), row);
    family->personal->enrolment = e->enrolment_id;
    ROW_PUT(a, &intake_families, KEY(KEY_ID(id_of(e->family_id))), family);
    mark_screenings(a, e->family_id);
    intake_work_refresh_family(a, e->family_id, r->at_ms);
    intake_taken_renew(a, e->family_id, r);
}

/* ---- the end ---- */

int intake_end_enrolment(struct decide *d, const intake__end_enrolment_request *in, intake__end_enrolment_reply *out) {
    struct arena *a = arena_of(d);
    const intake_rows__enrolment *row = intake_enrolment_row(VIEW(d), in->enrolment_id);
    int reason = CHANGE_BEGIN(d, row, in);
    if (reason) return reason;
    check_text(d, "note", in->note, CHECK_NOTE);
    if (in->reason == END_REASON_UNSPECIFIED) violation(d, "reason", REASON_FIELD_REQUIRED);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (sm_next(&intake_enrolment_states, (int)row->state, ENROLMENT_END) < 0) return REASON_NOT_ENROLLED;
    intake__enrolment_ended *e = NEW_WITH_PERSONAL(a, intake__enrolment_ended);
    e->enrolment_id = in->enrolment_id;
    e->family_id = row->family_id;
    e->personal->reason = in->reason;
    e->personal->note = in->note;
    struct id subjects[] = {id_of(e->enrolment_id), id_of(e->family_id)};
    out->version = id_field(a, emit_for(d, id_of(row->sealed_for), subjects, 2, &e->base));
    intake_access_stop(d, row->family_id, (ProtobufCBinaryData){0}, ACCESS_END_DEMAND_ENDED, decide_today(d));
    intake_family_left_alone(d, row->family_id);
    return 0;
}

/* The decision stays marked as enrolled, or she would be on the list to be enrolled again; her referrals go back to the
 * desk. */
void intake_on_enrolment_ended(struct apply *a, const struct record *r, const intake__enrolment_ended *e) {
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), e->enrolment_id);
    if (!row) return;
    row->state = ENROLMENT_STATE_ENDED;
    row->ended_ms = r->at_ms;
    row->personal->end_reason = e->personal->reason;
    deadline_clear(a, &intake_programme_end, id_of(e->enrolment_id));
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_enrolments, KEY(KEY_ID(id_of(e->enrolment_id))), row);
    intake_work_refresh_family(a, e->family_id, r->at_ms);
    intake_taken_renew(a, e->family_id, r);
}
