#include "intake/family/shown.h"
#include "intake/access/access.h"
#include "intake/domain/states.h"
#include "text/plain.h"

/* A call back that is on the worklist is shown with the day that stands there; else the day that was agreed in the last
 * attempt. */
intake__screening_summary *intake_screening_summary(struct query *q, struct id id, const intake_rows__screening *row) {
    struct arena *a = arena_of(q);
    ProtobufCBinaryData now = row->family_id;
    const intake_rows__family *family = intake_family_now(VIEW(q), &now);
    struct last_word last = intake_last_word(VIEW(q), row);
    const intake__screening *answers = last.answers;
    const intake_rows__screening__personal *p = row->personal;
    intake__screening_summary *s = NEW(a, intake__screening_summary);
    s->screening_id = id_field(a, id);
    s->version = row->version;
    s->family_id = now;
    s->family_number = family ? family->personal->number : "";
    s->submitted_at = civil_instant(a, row->submitted_ms);
    s->state = p->state;
    s->proposed_route = p->proposed;
    s->decided_route = p->route;
    s->consider_override = p->consider_override;
    s->n_matches = (int32_t)intake_matches_seen(VIEW(q), query_principal(q), last.matches).n_matches;
    s->call_back_on = p->state == SCREENING_STATE_CALL_BACK ? p->act_by : p->call_back_on;
    s->local_reference = answers ? answers->local_reference : "";
    return s;
}

/* As the directory named it last, by any of its services. */
const char *intake_organization_name(struct view *v, ProtobufCBinaryData id) {
    struct id organization;
    struct key key;
    if (!id_from(id, &organization)) return "";
    struct row_scan *s = row_scan(v, &intake_services_of_organization, KEY(KEY_ID(organization)), NULL);
    bool found = row_next(s, &key, NULL);
    row_scan_end(s);
    const intake_rows__service *row = found ? row_get(v, &intake_services, KEY(KEY_ID(key_id_at(&key, ID_LEN)))) : NULL;
    const intake__service_noted *e = row ? READ_EVENT(v, intake__service_noted, row->noted, NULL) : NULL;
    return e ? e->organization_name : "";
}

intake__consent *intake_consent_shown(struct view *v, struct id id, const intake_rows__consent *row) {
    struct arena *a = view_arena(v);
    struct record r;
    const intake__consent_recorded *e = READ_EVENT(v, intake__consent_recorded, row->recorded, &r);
    intake__consent *out = NEW(a, intake__consent);
    out->consent_id = id_field(a, id);
    out->version = row->version;
    out->purpose = row->personal->purpose;
    out->organization_id = row->personal->organization_id;
    out->organization_name = intake_organization_name(v, row->personal->organization_id);
    out->expires_on = row->personal->expires_on;
    out->withdrawn_at = civil_instant(a, row->personal->withdrawn_ms);
    out->renews = row->renews;
    out->renewed_by = row->renewed_by;
    out->to_confirm = row->personal->to_confirm && !row->personal->in_error;
    out->in_error = row->personal->in_error;
    if (!e) return out;
    const intake__consent_recorded__personal *p = e->personal;
    out->given_by = p->given_by;
    out->given_by_name = p->given_by_name;
    for (size_t i = 0; i < p->n_help; i++) APPEND(a, out, help, p->help[i]);
    out->read_in = p->read_in;
    out->mode = p->mode;
    out->given_at = p->given_at;
    out->text_version = e->text_version;
    for (size_t i = 0; i < p->n_covers; i++) APPEND(a, out, covers, p->covers[i]);
    out->recorded_by = member_name(v, r.actor);
    return out;
}

static void show_unplaced(struct view *v, const intake_rows__enrolment *row, intake__enrolment *out) {
    uint64_t seq = row->state == ENROLMENT_STATE_ENDED ? 0 : row->personal->unplaced;
    const intake__visit_unplaced_noted *e = seq ? READ_EVENT(v, intake__visit_unplaced_noted, seq, NULL) : NULL;
    if (!e) return;
    out->visit_to_place_at = e->personal->at;
    out->visit_not_placed = e->personal->reason;
}

static void show_suspension(const intake_rows__enrolment *row, intake__enrolment *out) {
    const intake_rows__enrolment__personal *p = row->personal;
    if (row->state != ENROLMENT_STATE_SUSPENDED) return;
    if (p->n_pauses) out->suspended_on = p->pauses[p->n_pauses - 1]->from;
    out->review_on = p->review_on;
    out->suspension = p->suspension;
}

static void show_agreements(struct view *v, const intake_rows__enrolment *row, intake__enrolment *out) {
    struct arena *a = view_arena(v);
    bool settled = row->personal->agreement == AGREEMENT_ANSWER_AGREED || row->state == ENROLMENT_STATE_ENDED;
    if (!settled) out->agree_by = row->agree_by;
    for (size_t i = row->n_agreements; i-- > 0;) {
        struct record r;
        const intake__agreement_recorded *e = READ_EVENT(v, intake__agreement_recorded, row->agreements[i], &r);
        if (!e) continue;
        intake__agreement *said = e->personal->agreement;
        said->recorded_at = civil_instant(a, r.at_ms);
        said->recorded_by = member_name(v, r.actor);
        APPEND(a, out, agreements, said);
    }
}

static void show_aids(struct view *v, const intake_rows__enrolment *row, intake__enrolment *out) {
    struct arena *a = view_arena(v);
    out->aid_on = row->personal->aid_on;
    for (size_t i = row->n_aids; i-- > 0;) {
        struct record r;
        const intake__aid_recorded *e = READ_EVENT(v, intake__aid_recorded, row->aids[i], &r);
        if (!e) continue;
        intake__aid *aid = e->personal->aid;
        aid->recorded_at = civil_instant(a, r.at_ms);
        aid->recorded_by = member_name(v, r.actor);
        APPEND(a, out, aids, aid);
    }
}

intake__enrolment *intake_enrolment_shown(struct view *v, struct id id, const intake_rows__enrolment *row) {
    struct arena *a = view_arena(v);
    intake__enrolment *out = NEW(a, intake__enrolment);
    out->enrolment_id = id_field(a, id);
    out->version = row->version;
    out->state = row->state;
    out->enrolled_at = civil_instant(a, row->enrolled_ms);
    const intake_rows__followed *seen = intake_followed_row(v, out->enrolment_id);
    out->key_worker = seen->personal->key_worker;
    out->first_visit_on = seen->personal->first_in_presence_on;
    out->last_encounter_on = seen->personal->last_encounter_on;
    out->visits_done = seen->personal->encounters_done;
    out->end_reason = row->personal->end_reason;
    show_suspension(row, out);
    if (row->ended_ms) out->ended_at = civil_instant(a, row->ended_ms);
    out->programme_end_on = row->personal->programme_end_on;
    out->key_worker_overdue = seen->key_worker_overdue && row->state == ENROLMENT_STATE_AWAITING_KEY_WORKER;
    out->basis = row->taken_over_on    ? ENROLMENT_BASIS_TAKEN_OVER
                 : row->separation.len ? ENROLMENT_BASIS_CHILD_FILE
                                       : ENROLMENT_BASIS_DECISION;
    out->taken_over_on = row->taken_over_on;
    show_unplaced(v, row, out);
    show_agreements(v, row, out);
    show_aids(v, row, out);
    return out;
}

/* ---- referrals ---- */

static void show_service(struct view *v, const intake_rows__referral *row, intake__referral *out) {
    const intake_rows__service *service = intake_service_row(v, row->personal->service_id);
    if (!service) return;
    const intake__service_noted *e = READ_EVENT(v, intake__service_noted, service->noted, NULL);
    if (!e) return;
    out->service_name = e->service_name;
    out->organization_name = e->organization_name;
}

/* Who answered, as it was told; a partner that told nobody's name answered by a member of its own. */
static const char *who_answered(struct view *v, const intake__referral_answer_noted__personal *p) {
    return *p->told_by ? p->told_by : member_name(v, id_of(p->member_id));
}

static void show_answer(struct view *v, const intake_rows__referral *row, intake__referral *out) {
    const intake__referral_answer_noted *e =
        row->answered ? READ_EVENT(v, intake__referral_answer_noted, row->answered, NULL) : NULL;
    if (!e) return;
    out->first_contact_on = e->personal->first_contact_on;
    out->answered_by = who_answered(v, e->personal);
    out->answer_reason = e->personal->reason;
}

static void show_told(struct view *v, const intake_rows__referral *row, intake__referral *out) {
    const intake__holder_told *e = row->told ? READ_EVENT(v, intake__holder_told, row->told, NULL) : NULL;
    if (!e) return;
    out->holder_told_at = e->personal->told_at;
    out->holder_told = e->personal->told_person;
}

/* "ACCEPTED, 2026-11-21T14:03:00Z, M. Roy". Only what met a cancellation is shown so; an answer that told less than was
 * known stands in the journal alone. */
static void show_crossed(struct view *v, uint64_t seq, intake__referral *out) {
    struct arena *a = view_arena(v);
    struct record r;
    const intake__referral_answer_noted *e = READ_EVENT(v, intake__referral_answer_noted, seq, &r);
    if (!e) return;
    const char *answer = plain_enum_write(&intake__referral_state__descriptor, (int)e->personal->answer);
    const char *at = plain_instant_write(a, r.at_ms), *by = who_answered(v, e->personal);
    APPEND(a, out, noted, arena_printf(a, "%s, %s%s%s", answer ? answer : "", at ? at : "", *by ? ", " : "", by));
}

/* Overdue by either clock: the partner's ladder said so, or the day has passed here. */
intake__referral *intake_referral_shown(struct view *v, struct id id, const intake_rows__referral *row, day today) {
    struct arena *a = view_arena(v);
    intake__referral *out = NEW(a, intake__referral);
    const intake_rows__referral__personal *p = row->personal;
    day due = civil_day(p->due_on);
    out->referral_id = id_field(a, id);
    out->version = row->version;
    out->family_id = intake_id_now(v, row->family_id);
    out->service_id = p->service_id;
    out->organization_id = p->organization_id;
    out->consent_id = row->consent_id;
    out->state = p->state;
    out->need = p->need;
    out->sent_at = civil_instant(a, row->sent_ms);
    out->changed_at = civil_instant(a, row->changed_ms);
    out->due_on = p->due_on;
    out->outdated = p->outdated;
    out->differs = p->differs;
    out->n_differs = p->n_differs;
    out->overdue = intake_referral_is_open(p->state) && (p->overdue || (due != DAY_NONE && due < today));
    show_service(v, row, out);
    show_answer(v, row, out);
    show_told(v, row, out);
    for (size_t i = 0; i < row->n_crossed; i++) show_crossed(v, row->crossed[i], out);
    return out;
}
