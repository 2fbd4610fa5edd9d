/* Enrolling a family in SIPPE after the decision, and ending it. */
#include "intake/follow/enrolment.h"
#include "intake/call/screening_rows.h"
#include "intake/domain/states.h"
#include "intake/kin/kin.h"
#include "intake/call/proposing.h"
#include "intake/contact/contact.h"
#include "intake/family/changed.h"
#include "intake/follow/access_clock.h"
#include "intake/follow/agreement.h"
#include "intake/follow/aid.h"
#include "intake/follow/programme_end.h"
#include "intake/follow/told.h"
#include "intake/reach/reach.h"
#include "intake/separation/separation.h"
#include "intake/work/taken.h"
#include "intake/work/work.h"
#include "intake/work/working_days.h"

struct owned intake_owner_of_enrolment(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__enrolment *row = intake_enrolment_row(v, id);
    return row ? intake_owned_by(v, row->family_id) : (struct owned){0};
}

intake__family_enrolled *intake_enrolment_event(struct decide *d, const struct enrolling *to) {
    struct arena *a = arena_of(d);
    const sippe__delays *delays = to->rules->delays;
    intake__family_enrolled *e = NEW(a, intake__family_enrolled);
    e->enrolment_id = id_field(a, to->enrolment_id);
    e->family_id = id_field(a, to->family_id);
    e->clsc_code = to->clsc_code;
    e->rules = intake_rules_used(a, to->rules, to->used);
    e->agree_by = civil_date(a, intake_agreement_day(a, to->rules, to->from));
    e->act_by = civil_date(a, delays ? intake_working_day(a, to->rules, to->from, delays->key_worker) : to->from);
    return e;
}

struct id intake_enrolment_emit(struct decide *d, const struct enrolling *to, const intake__family_enrolled *e,
                                const intake__taken_over_family *row) {
    struct id subjects[] = {to->enrolment_id, to->family_id};
    struct id version = emit_for(d, to->family_id, subjects, 2, &e->base);
    intake_follow_up_tell_first(d, to, e, row);
    intake_programme_end_emit(d, e->enrolment_id, NULL, e->family_id, intake_kin_youngest(to->kin), to->rules);
    intake_aid_emit(d, e->enrolment_id, NULL, e->family_id, to->kin, to->rules);
    return version;
}

/* How old the decision is is not asked: who comes back after an end is enrolled on the one that she has. A child who
 * was followed where she was before is followed on without one, in a file of her own. */
static int may_enrol(struct decide *d, const intake__enrol_family_request *in, const intake_rows__family *family) {
    if (!family) return REASON_NOT_FOUND;
    int closed = intake_family_closed(family);
    if (closed) return closed;
    bool apart = !in->screening_id.len && intake_followed_apart(VIEW(d), in->family_id).len;
    if (apart) return intake_live_enrolment(VIEW(d), in->family_id) ? REASON_ALREADY_ENROLLED : 0;
    const intake_rows__screening *row = intake_screening_row(VIEW(d), in->screening_id);
    if (!row || !intake_same_file(VIEW(d), row->family_id, in->family_id)) return REASON_NOT_FOUND;
    if (row->personal->state != SCREENING_STATE_DECIDED || row->personal->route != ROUTE_SIPPE)
        return REASON_ROUTE_NOT_SIPPE;
    if (row->personal->followed_elsewhere && !row->personal->door_asked) return REASON_FOLLOWED_ELSEWHERE;
    return intake_live_enrolment(VIEW(d), in->family_id) ? REASON_ALREADY_ENROLLED : 0;
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
    reason = in->agreement ? intake_agreement_check_first(d, in->family_id, in->agreement, t) : 0;
    if (reason) return reason;
    const struct enrolling to = {.enrolment_id = decide_new_id(d, "enrolment"),
                                 .family_id = id_of(in->family_id),
                                 .clsc_code = family->clsc_code,
                                 .family_number = family->personal->number,
                                 .contact = intake_family_contact(VIEW(d), in->family_id),
                                 .kin = intake_family_kin(VIEW(d), in->family_id),
                                 .rules = t,
                                 .used = &used,
                                 .from = today};
    intake__family_enrolled *e = intake_enrolment_event(d, &to);
    e->screening_id = in->screening_id;
    if (!in->screening_id.len) e->separation_id = intake_followed_apart(VIEW(d), in->family_id);
    out->version = id_field(a, intake_enrolment_emit(d, &to, e, NULL));
    out->enrolment_id = e->enrolment_id;
    if (in->agreement)
        out->version =
            id_field(a, intake_agreement_emit(d, e->enrolment_id, e->family_id, to.family_id, in->agreement, t));
    return 0;
}

/* Every decision for SIPPE that was taken before is followed by this enrolment. The screenings' versions stay, as
 * nothing about them changed; their items are refreshed with the family's. */
static void mark_screenings(struct apply *a, ProtobufCBinaryData family, ProtobufCBinaryData enrolment) {
    struct id_list list = intake_of_family(VIEW(a), &intake_screenings_of_family, family);
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__screening *row = row_get(VIEW(a), &intake_screenings, KEY(KEY_ID(list.ids[i])));
        if (!row || row->personal->state != SCREENING_STATE_DECIDED) continue;
        intake_screening_followed(arena_of(a), row, enrolment);
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
    row->separation = e->separation_id;
    row->taken_over_on = e->taken_over_on;
    row->agree_by = e->agree_by;
    ROW_PUT(a, &intake_enrolments, KEY(KEY_ID(enrolment)), row);
    family->personal->enrolment = e->enrolment_id;
    ROW_PUT(a, &intake_families, KEY(KEY_ID(id_of(e->family_id))), family);
    mark_screenings(a, e->family_id, e->enrolment_id);
    intake_separations_enrolled(a, e->family_id);
    intake_work_refresh_family(a, e->family_id, r->at_ms);
    intake_taken_renew(a, e->family_id, r);
}

/* ---- the end ---- */

void intake_enrolment_tell_end(struct decide *d, ProtobufCBinaryData enrolment_id, intake__end_reason reason) {
    intake_rows__enrolment *ended = intake_enrolment_row(VIEW(d), enrolment_id);
    if (!ended) return;
    ended->state = ENROLMENT_STATE_ENDED;
    ended->personal->end_reason = reason;
    const struct follow_now so = {.enrolment = ended, .enrolment_id = enrolment_id};
    intake_family_changed(d, ended->family_id, &so);
}

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
    intake_enrolment_tell_end(d, in->enrolment_id, in->reason);
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
    APPEND(arena_of(a), row, turns, r->seq);
    row->personal->end_reason = e->personal->reason;
    deadline_clear(a, &intake_programme_end, id_of(e->enrolment_id));
    deadline_clear(a, &intake_aid, id_of(e->enrolment_id));
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_enrolments, KEY(KEY_ID(id_of(e->enrolment_id))), row);
    intake_work_refresh_family(a, e->family_id, r->at_ms);
    intake_taken_renew(a, e->family_id, r);
}
