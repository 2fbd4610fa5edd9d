/* The policy of the simulated person: every call leads to SIPPE where it may, families are called back and reached, two
 * of three who vanished are found again, partners that are late are called and answer. */
#include "years.h"

const char *policy_key(struct years *y, const sippe__work_item *item) {
    (void)y;
    int clsc = strcmp(item->clsc_code, desk_clscs[1]) == 0;
    if (item->role == ROLE_DESK) return desk_names[clsc];
    return item->role == ROLE_TEAM ? team_names[clsc] : "coordinator";
}

/* ---- a call ---- */

const intake__get_screening_reply *policy_screening(struct years *y, ProtobufCBinaryData id) {
    intake__get_screening_request *in = NEW(&y->a, intake__get_screening_request);
    intake__get_screening_reply *out = NULL;
    in->screening_id = id;
    return YEARS_CALL(y, "intake", "coordinator", intake, GetScreening, get_screening, in, &out) ? NULL : out;
}

static bool decide(struct years *y, const sippe__work_item *item) {
    const intake__get_screening_reply *s = policy_screening(y, item->thing);
    intake__decide_route_request *in = NEW(&y->a, intake__decide_route_request);
    if (!s) return false;
    in->screening_id = item->thing;
    in->version = s->summary->version;
    in->route = ROUTE_SIPPE;
    in->priority = 3;
    if (s->summary->proposed_route != in->route) in->override_reason = "jugement clinique";
    return YEARS_CALL(y, "intake", policy_key(y, item), intake, DecideRoute, decide_route, in, NULL) == 0;
}

static bool enrol(struct years *y, const sippe__work_item *item) {
    intake__enrol_family_request *in = NEW(&y->a, intake__enrol_family_request);
    in->family_id = item->family_id;
    in->screening_id = item->thing;
    return YEARS_CALL(y, "intake", policy_key(y, item), intake, EnrolFamily, enrol_family, in, NULL) == 0;
}

/* ---- what is done is said ---- */

bool policy_settle(struct years *y, const sippe__work_item *item) {
    intake__settle_work_request *in = NEW(&y->a, intake__settle_work_request);
    in->kind = item->kind;
    in->thing = item->thing;
    in->note = "fait";
    return YEARS_CALL(y, "intake", policy_key(y, item), intake, SettleWork, settle_work, in, NULL) == 0;
}

/* Nobody refers anybody in these years; who does is called, and taken up by her own call. */
static bool close_inbound(struct years *y, const sippe__work_item *item) {
    intake__get_inbound_referral_request *get = NEW(&y->a, intake__get_inbound_referral_request);
    intake__get_inbound_referral_reply *got = NULL;
    intake__close_inbound_referral_request *in = NEW(&y->a, intake__close_inbound_referral_request);
    get->inbound_id = in->inbound_id = item->thing;
    if (YEARS_CALL(y, "intake", policy_key(y, item), intake, GetInboundReferral, get_inbound_referral, get, &got))
        return false;
    in->version = got->summary->version;
    in->disposition = INBOUND_DISPOSITION_TAKEN;
    return YEARS_CALL(y, "intake", policy_key(y, item), intake, CloseInboundReferral, close_inbound_referral, in,
                      NULL) == 0;
}

/* Of what the machine opened nothing was seen: the organisation was the right one. */
static bool strike_incident(struct years *y, const sippe__work_item *item) {
    intake__get_incident_request *get = NEW(&y->a, intake__get_incident_request);
    intake__get_incident_reply *got = NULL;
    intake__strike_incident_request *in = NEW(&y->a, intake__strike_incident_request);
    get->incident_id = in->incident_id = item->thing;
    if (YEARS_CALL(y, "intake", "coordinator", intake, GetIncident, get_incident, get, &got)) return false;
    in->version = got->summary->version;
    in->reason = "personne d'autre ne l'a lu";
    return YEARS_CALL(y, "intake", "coordinator", intake, StrikeIncident, strike_incident, in, NULL) == 0;
}

static const intake__referral *referral(struct years *y, const sippe__work_item *item) {
    const intake__get_family_reply *f = years_file(y, item->family_id);
    for (size_t i = 0; f && i < f->n_referrals; i++)
        if (span_equal(span_pb(f->referrals[i]->referral_id), span_pb(item->thing))) return f->referrals[i];
    return NULL;
}

static bool cancel(struct years *y, const sippe__work_item *item) {
    const intake__referral *r = referral(y, item);
    intake__cancel_referral_request *in = NEW(&y->a, intake__cancel_referral_request);
    if (!r) return false;
    if (r->state == REFERRAL_STATE_FIRST_CONTACT) return policy_settle(y, item);
    in->referral_id = r->referral_id;
    in->version = r->version;
    return YEARS_CALL(y, "intake", policy_key(y, item), intake, CancelReferral, cancel_referral, in, NULL) == 0;
}

static bool told_holder(struct years *y, const sippe__work_item *item) {
    intake__record_holder_told_request *in = NEW(&y->a, intake__record_holder_told_request);
    in->thing = item->thing;
    in->told_person = "Mme Roy";
    return YEARS_CALL(y, "intake", policy_key(y, item), intake, RecordHolderTold, record_holder_told, in, NULL) == 0;
}

/* ---- the partners ---- */

static bool answers(struct years *y, const char *partner, const notifications__notice *n) {
    int64_t age = world_now_ms(y->s.world) - n->issued_at->ms;
    if (n->state == NOTICE_STATE_ISSUED && age > 3 * DAY) {
        notifications__accept_notice_request *in = NEW(&y->a, notifications__accept_notice_request);
        in->notice_id = n->notice_id;
        in->version = n->version;
        return YEARS_CALL(y, "notifications", partner, notifications, AcceptNotice, accept_notice, in, NULL) == 0;
    }
    if (n->state != NOTICE_STATE_ACCEPTED || age <= 12 * DAY) return true;
    notifications__report_first_contact_request *in = NEW(&y->a, notifications__report_first_contact_request);
    in->notice_id = n->notice_id;
    in->version = n->version;
    in->on = day_on(&y->s, &y->a, 0);
    return YEARS_CALL(y, "notifications", partner, notifications, ReportFirstContact, report_first_contact, in, NULL) ==
           0;
}

/* The second is slow: it looks on Mondays alone. The third looks when it is called. */
void policy_partners(struct years *y) {
    for (int i = 0; i < PARTNERS; i++) {
        notifications__list_notices_request *in = NEW(&y->a, notifications__list_notices_request);
        notifications__list_notices_reply *out = NULL;
        if (i == 1 && day_weekday(y->today) != MONDAY) continue;
        if (i == 2 && !y->partner_called) continue;
        if (YEARS_CALL(y, "notifications", partner_names[i], notifications, ListNotices, list_notices, in, &out))
            continue;
        for (size_t k = 0; k < out->n_notices; k++) answers(y, partner_names[i], out->notices[k]);
    }
    y->partner_called = false;
}

static bool call_partner(struct years *y) {
    y->partner_called = true;
    return true;
}

/* ---- the follow-up ---- */

bool policy_end(struct years *y, const intake__get_family_reply *f, intake__end_reason why) {
    intake__end_enrolment_request *in = NEW(&y->a, intake__end_enrolment_request);
    in->enrolment_id = f->enrolment->enrolment_id;
    in->version = f->enrolment->version;
    in->reason = why;
    return YEARS_CALL(y, "intake", "coordinator", intake, EndEnrolment, end_enrolment, in, NULL) == 0;
}

static bool end(struct years *y, const sippe__work_item *item, intake__end_reason why) {
    const intake__get_family_reply *f = years_file(y, item->family_id);
    return f && f->enrolment && policy_end(y, f, why);
}

static bool found_again(struct years *y, const sippe__work_item *item) {
    const intake__get_family_reply *f = years_file(y, item->family_id);
    intake__resume_enrolment_request *in = NEW(&y->a, intake__resume_enrolment_request);
    if (!f) return false;
    if (prng_below(&y->s.prng, 3) == 0) return policy_end(y, f, END_REASON_LOST_TO_FOLLOW_UP);
    in->enrolment_id = f->enrolment->enrolment_id;
    in->version = f->enrolment->version;
    return YEARS_CALL(y, "intake", policy_key(y, item), intake, ResumeEnrolment, resume_enrolment, in, NULL) == 0;
}

/* Of somebody who died. */
static bool spoken_of_a_death(struct years *y, const intake__get_family_reply *f, const intake__person *p) {
    intake__change_person_request *in = NEW(&y->a, intake__change_person_request);
    in->family_id = f->family_id;
    in->version = f->kin_version;
    in->who = message_copy(&y->a, &p->base);
    in->who->spoken_to = YES_NO_YES;
    in->reason = "nous leur en avons parlé";
    const char *team = team_names[strcmp(f->clsc_code, desk_clscs[1]) == 0];
    return YEARS_CALL(y, "intake", team, intake, ChangePerson, change_person, in, NULL) == 0;
}

/* She is called; what she wishes is noted. */
static bool spoken_to(struct years *y, const sippe__work_item *item) {
    const intake__get_family_reply *f = years_file(y, item->family_id);
    const intake__kin *k = f ? f->kin : NULL;
    for (size_t i = 0; k && i < k->n_people; i++)
        if (k->people[i]->left == PERSON_LEFT_DIED && k->people[i]->spoken_to != YES_NO_YES)
            return spoken_of_a_death(y, f, k->people[i]);
    for (size_t i = 0; k && i < k->n_pregnancies; i++) {
        const intake__family_pregnancy *p = k->pregnancies[i];
        if (p->state != PREGNANCY_STATE_ENDED || p->spoken_to == YES_NO_YES) continue;
        intake__record_loss_request *in = NEW(&y->a, intake__record_loss_request);
        in->family_id = f->family_id;
        in->version = f->kin_version;
        in->pregnancy_id = p->pregnancy_id;
        in->on = p->ended_on;
        in->told_by = "elle-même";
        in->spoken_to = YES_NO_YES;
        in->wish = LOSS_WISH_PAUSE;
        const char *team = team_names[strcmp(f->clsc_code, desk_clscs[1]) == 0];
        return YEARS_CALL(y, "intake", team, intake, RecordLoss, record_loss, in, NULL) == 0;
    }
    return false;
}

static bool home(struct years *y, const sippe__work_item *item) {
    const intake__get_family_reply *f = years_file(y, item->family_id);
    const intake__kin *k = f ? f->kin : NULL;
    for (size_t i = 0; k && i < k->n_people; i++) {
        if (k->people[i]->home != CHILD_HOME_UNKNOWN && k->people[i]->home != CHILD_HOME_IN_HOSPITAL) continue;
        intake__change_person_request *in = NEW(&y->a, intake__change_person_request);
        in->family_id = f->family_id;
        in->version = years_file(y, item->family_id)->kin_version;
        in->who = message_copy(&y->a, &k->people[i]->base);
        in->who->home = CHILD_HOME_SINCE;
        in->who->home_on = day_on(&y->s, &y->a, 0);
        in->reason = "elle est rentrée";
        const char *team = team_names[strcmp(f->clsc_code, desk_clscs[1]) == 0];
        if (YEARS_CALL(y, "intake", team, intake, ChangePerson, change_person, in, NULL)) return false;
    }
    return k != NULL;
}

/* Past its term, and nobody told of it. */
static bool ask_birth(struct years *y, const sippe__work_item *item) {
    const intake__get_family_reply *f = years_file(y, item->family_id);
    intake__record_birth_request *in = NEW(&y->a, intake__record_birth_request);
    if (!f) return false;
    in->family_id = f->family_id;
    in->birth_date = day_on(&y->s, &y->a, -10);
    in->home = CHILD_HOME_SINCE;
    in->home_on = day_on(&y->s, &y->a, -8);
    in->sure = true;
    const char *team = team_names[strcmp(f->clsc_code, desk_clscs[1]) == 0];
    return YEARS_CALL(y, "intake", team, intake, RecordBirth, record_birth, in, NULL) == 0;
}

/* ---- what she agrees to, and is entitled to ---- */

/* She takes part; a girl of thirteen by her mother's word. */
static bool takes_part(struct years *y, const sippe__work_item *item) {
    static const intake__consent_giver givers[] = {CONSENT_GIVER_SELF, CONSENT_GIVER_PARENT};
    const intake__get_family_reply *f = years_file(y, item->family_id);
    intake__record_agreement_request *in = NEW(&y->a, intake__record_agreement_request);
    if (!f || !f->enrolment) return false;
    in->enrolment_id = f->enrolment->enrolment_id;
    in->version = f->enrolment->version;
    in->agreement = NEW(&y->a, intake__agreement);
    in->agreement->answer = AGREEMENT_ANSWER_AGREED;
    in->agreement->mode = CONSENT_MODE_VERBAL;
    in->agreement->on = day_on(&y->s, &y->a, 0);
    for (size_t i = 0; i < sizeof givers / sizeof *givers; i++) {
        in->agreement->given_by = givers[i];
        in->agreement->given_by_name = i ? "sa mère" : "";
        if (!YEARS_CALL(y, "intake", policy_key(y, item), intake, RecordAgreement, record_agreement, in, NULL))
            return true;
    }
    return false;
}

static bool attested(struct years *y, const sippe__work_item *item) {
    const intake__get_family_reply *f = years_file(y, item->family_id);
    intake__record_aid_request *in = NEW(&y->a, intake__record_aid_request);
    if (!f || !f->enrolment) return false;
    in->enrolment_id = f->enrolment->enrolment_id;
    in->version = f->enrolment->version;
    in->aid = NEW(&y->a, intake__aid);
    in->aid->outcome = AID_OUTCOME_ATTESTED;
    in->aid->on = day_on(&y->s, &y->a, 0);
    in->aid->attested_by = "M. Roy";
    in->aid->given_to = "elle-même";
    return YEARS_CALL(y, "intake", policy_key(y, item), intake, RecordAid, record_aid, in, NULL) == 0;
}

/* Asked again, she has no more need of it. */
static bool withdrawn(struct years *y, const sippe__work_item *item) {
    const intake__get_family_reply *f = years_file(y, item->family_id);
    intake__withdraw_consent_request *in = NEW(&y->a, intake__withdraw_consent_request);
    for (size_t i = 0; f && i < f->n_consents; i++)
        if (span_equal(span_pb(f->consents[i]->consent_id), span_pb(item->thing)))
            in->version = f->consents[i]->version;
    in->consent_id = item->thing;
    in->reason = "elle n'en a plus besoin";
    return YEARS_CALL(y, "intake", policy_key(y, item), intake, WithdrawConsent, withdraw_consent, in, NULL) == 0;
}

/* ---- an erasure ---- */

static bool confirm_erasure(struct years *y, const sippe__work_item *item) {
    intake__get_erasure_request *ask = NEW(&y->a, intake__get_erasure_request);
    intake__get_erasure_reply *e = NULL;
    intake__confirm_erasure_request *in = NEW(&y->a, intake__confirm_erasure_request);
    ask->erasure_id = item->thing;
    if (YEARS_CALL(y, "intake", "coordinator-2", intake, GetErasure, get_erasure, ask, &e)) return false;
    in->erasure_id = item->thing;
    in->version = e->erasure->version;
    y->erased++;
    return YEARS_CALL(y, "intake", "coordinator-2", intake, ConfirmErasure, confirm_erasure, in, NULL) == 0;
}

/* ---- one item ---- */

/* Scheduling's kinds are between two of intake's (proto/work.proto); a key worker is asked for by intake and named there. */
bool policy_act(struct years *y, const sippe__work_item *item) {
    bool visits = item->kind >= WORK_KIND_VISIT_DUE && item->kind < WORK_KIND_INCIDENT;
    if (visits || item->kind == WORK_KIND_KEY_WORKER) {
        if (item->kind == WORK_KIND_AFTER_LOSS) return end(y, item, END_REASON_PREGNANCY_ENDED);
        if (item->kind == WORK_KIND_ASK_BIRTH) return ask_birth(y, item);
        return policy_act_on_visits(y, item);
    }
    switch ((int)item->kind) {
    case WORK_KIND_DECIDE_ROUTE:
    case WORK_KIND_CALL_BACK:
    case WORK_KIND_START_WEEK:
    case WORK_KIND_PLACE_UNKNOWN:
    case WORK_KIND_WAITLIST: return referral(y, item) ? policy_settle(y, item) : decide(y, item);
    case WORK_KIND_INBOUND_REFERRAL: return close_inbound(y, item);
    case WORK_KIND_INCIDENT: return strike_incident(y, item);
    case WORK_KIND_SETTLE_MATCH: return policy_settle_match(y, item);
    case WORK_KIND_ENROL: return enrol(y, item);
    case WORK_KIND_LOSS: return spoken_to(y, item);
    case WORK_KIND_ASK_HOME: return home(y, item);
    case WORK_KIND_SUSPENDED: return found_again(y, item);
    case WORK_KIND_END_OF_PROGRAMME: return end(y, item, END_REASON_FIFTH_BIRTHDAY);
    case WORK_KIND_REFERRAL_OUTDATED: return cancel(y, item);
    case WORK_KIND_TELL_HOLDER: return told_holder(y, item);
    case WORK_KIND_AGREEMENT: return takes_part(y, item);
    case WORK_KIND_MINOR_AID: return attested(y, item);
    case WORK_KIND_CONSENT_EXPIRES: return withdrawn(y, item);
    case WORK_KIND_CONFIRM_ERASURE: return confirm_erasure(y, item);
    case WORK_KIND_UNDO_REVIEW: return policy_undo_review(y, item);
    case WORK_KIND_MOVE_OFFERED: return policy_move(y, item);
    case WORK_KIND_REFERRAL_OVERDUE: return call_partner(y);
    case WORK_KIND_ERASURE_UNANSWERED:
    case WORK_KIND_ACCESS: return true; /* the first visit ends it */
    }
    return policy_settle(y, item);
}
