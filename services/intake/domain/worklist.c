#include "intake/domain/worklist.h"

static size_t put(struct work *out, sippe__work_kind kind, sippe__role role, day due, day today) {
    *out = (struct work){.kind = kind, .role = role, .due = due, .overdue = due != DAY_NONE && due < today};
    return 1;
}

/* What waits for its day: on that day it becomes work. */
static size_t put_waiting(struct work *out, sippe__work_kind kind, sippe__role role, day due, day today) {
    put(out, kind, role, due, today);
    out->not_yet = due != DAY_NONE && today < due;
    return 1;
}

/* After a loss nobody but her key worker says anything to her; where there is none, a coordinator. */
static sippe__role whose(intake__outdated_because outdated, bool has_key_worker, sippe__role otherwise) {
    if (outdated != OUTDATED_BECAUSE_LOSS) return otherwise;
    return has_key_worker ? ROLE_TEAM : ROLE_COORDINATOR;
}

/* Every decision leaves somebody whose turn it is, or an end that says why. SIPPE asks to enrol once, and a waiting
 * list waits for that, on this call or on another one: after it the enrolment has its own items, and its end does not
 * bring these back. Coupons and other services are given elsewhere, so that a person says that they are arranged. Who
 * declined, was not reached or is not entitled is at her end, unless the territory asks her once more: then act_by is
 * that day. */
static size_t work_of_decided(const struct screening_facts *f, day today, struct work *out) {
    if (f->enrolled || f->arranged) return 0;
    switch (f->decided) {
    case ROUTE_SIPPE: return put(out, WORK_KIND_ENROL, ROLE_TEAM, f->act_by, today);
    case ROUTE_WAITLIST: return put_waiting(out, WORK_KIND_WAITLIST, ROLE_COORDINATOR, f->act_by, today);
    case ROUTE_OLO_ONLY:
        return put(out, WORK_KIND_OLO_START, whose(f->outdated, f->has_key_worker, ROLE_DESK), f->act_by, today);
    case ROUTE_OTHER_SERVICE: return put(out, WORK_KIND_TELL_DOOR, ROLE_DESK, f->act_by, today);
    case ROUTE_NOT_ELIGIBLE:
    case ROUTE_DECLINED:
    case ROUTE_UNREACHABLE:
        return f->act_by == DAY_NONE ? 0 : put_waiting(out, WORK_KIND_SECOND_OFFER, ROLE_DESK, f->act_by, today);
    case ROUTE_UNSPECIFIED:
    case ROUTE_CALL_BACK:
    case ROUTE_PRE_REGISTER: return 0;
    }
    return 0;
}

/* An open match stands beside whatever else there is: while it is open every further step may be taken twice, in two
 * files. Whose it is, is who can do it: families of two CLSCs are joined by a coordinator alone. */
static size_t work_of_match(const struct screening_facts *f, day today, struct work *out) {
    sippe__role role = f->match_elsewhere ? ROLE_COORDINATOR : ROLE_DESK;
    return f->match_open ? put(out, WORK_KIND_SETTLE_MATCH, role, f->settle_by, today) : 0;
}

/* Beside whatever else there is, as the match: what is done before that is known may be done twice, in two places. */
static size_t work_of_door(const struct screening_facts *f, day today, struct work *out) {
    return f->ask_door ? put(out, WORK_KIND_ALREADY_FOLLOWED, ROLE_DESK, f->ask_door_by, today) : 0;
}

/* Beside what the decision asks: coupons of the one before go on coming until somebody stops them, or says that they
 * are hers all the same. */
static size_t work_of_coupons(const struct screening_facts *f, day today, struct work *out) {
    if (!f->coupons) return 0;
    return put(out, WORK_KIND_OLO_START, whose(f->outdated, f->has_key_worker, ROLE_DESK), f->coupons_by, today);
}

size_t intake_work_of_screening(const struct screening_facts *f, day today, struct work out[WORK_PER_THING]) {
    size_t n = work_of_match(f, today, out);
    n += work_of_door(f, today, &out[n]);
    n += work_of_coupons(f, today, &out[n]);
    switch (f->state) {
    case SCREENING_STATE_UNSPECIFIED: return n;
    case SCREENING_STATE_TO_DECIDE:
        if (f->place_unknown) return n + put(&out[n], WORK_KIND_PLACE_UNKNOWN, ROLE_COORDINATOR, f->act_by, today);
        return n + put(&out[n], WORK_KIND_DECIDE_ROUTE, ROLE_DESK, f->act_by, today);
    case SCREENING_STATE_CALL_BACK: {
        bool start_week = f->proposed == ROUTE_PRE_REGISTER; /* it has come: she expects the call */
        return n + put(&out[n], start_week ? WORK_KIND_START_WEEK : WORK_KIND_CALL_BACK, ROLE_DESK, f->act_by, today);
    }
    case SCREENING_STATE_PRE_REGISTERED:
        return n + put_waiting(&out[n], WORK_KIND_START_WEEK, ROLE_DESK, f->act_by, today);
    case SCREENING_STATE_DECIDED: return n + work_of_decided(f, today, &out[n]);
    }
    return n;
}

size_t intake_work_of_urgent(const struct urgent_facts *f, day today, struct work out[WORK_PER_THING]) {
    return f->settled ? 0 : put(out, WORK_KIND_URGENT_NEED, f->role, f->due, today);
}

size_t intake_work_of_access(const struct access_facts *f, day today, struct work out[WORK_PER_THING]) {
    sippe__role ours = f->enrolled ? ROLE_TEAM : ROLE_COORDINATOR;
    return f->runs ? put_waiting(out, WORK_KIND_ACCESS, ours, f->due, today) : 0;
}

void intake_work_calls_are_over(struct work *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if ((list[i].kind == WORK_KIND_CALL_BACK || list[i].kind == WORK_KIND_START_WEEK) && !list[i].not_yet)
            list[i].kind = WORK_KIND_DECIDE_ROUTE;
}

size_t intake_work_of_enrolment(const struct enrolment_facts *f, day today, struct work out[WORK_PER_THING]) {
    size_t n = 0;
    sippe__role ours = f->has_key_worker ? ROLE_TEAM : ROLE_COORDINATOR;
    if (f->state == ENROLMENT_STATE_ENDED || f->state == ENROLMENT_STATE_UNSPECIFIED) return 0;
    if (f->programme_over) n += put(&out[n], WORK_KIND_END_OF_PROGRAMME, ROLE_TEAM, f->programme_end, today);
    if (f->state == ENROLMENT_STATE_SUSPENDED)
        n += put_waiting(&out[n], WORK_KIND_SUSPENDED, ours, f->review_on, today);
    if (f->state != ENROLMENT_STATE_ACTIVE && !f->has_key_worker)
        n += put(&out[n], WORK_KIND_KEY_WORKER, ROLE_COORDINATOR, f->act_by, today);
    if (f->visit_to_place) n += put(&out[n], WORK_KIND_PLACE_VISIT, ours, f->visit_on, today);
    if (f->aid_due) n += put(&out[n], WORK_KIND_MINOR_AID, ROLE_TEAM, f->aid_by, today);
    if (f->to_agree) n += put(&out[n], WORK_KIND_AGREEMENT, ROLE_TEAM, f->agree_by, today);
    return n;
}

/* SENT, ACKNOWLEDGED and ACCEPTED are the partner's turn until act_by has passed: acknowledged by then, and after an
 * answer the day to look again. ACCEPTED has such a day too: accepted is not yet called. */
static size_t work_of_outdated(const struct referral_facts *f, day today, struct work *out) {
    sippe__role ours = whose(f->outdated, f->has_key_worker, f->family_enrolled ? ROLE_TEAM : ROLE_DESK);
    if (!f->outdated || f->state == REFERRAL_STATE_CANCELLED) return 0;
    if (f->state == REFERRAL_STATE_DECLINED || f->state == REFERRAL_STATE_WRONG_PARTNER) return 0;
    return put(out, WORK_KIND_REFERRAL_OUTDATED, ours, f->look_by, today);
}

static size_t work_of_referral(const struct referral_facts *f, day today, struct work *out) {
    sippe__role ours = f->family_enrolled ? ROLE_TEAM : ROLE_DESK;
    bool late = f->act_by != DAY_NONE && f->act_by < today;
    switch (f->state) {
    case REFERRAL_STATE_SENT:
    case REFERRAL_STATE_ACKNOWLEDGED:
    case REFERRAL_STATE_ACCEPTED: return late ? put(out, WORK_KIND_REFERRAL_OVERDUE, ours, f->act_by, today) : 0;
    case REFERRAL_STATE_WAITLISTED: return put_waiting(out, WORK_KIND_WAITLIST, ours, f->act_by, today);
    case REFERRAL_STATE_DECLINED:
        return f->replaced ? 0 : put(out, WORK_KIND_REFERRAL_DECLINED, ours, f->act_by, today);
    case REFERRAL_STATE_WRONG_PARTNER:
        return f->replaced ? 0 : put(out, WORK_KIND_WRONG_PARTNER, ours, f->act_by, today);
    case REFERRAL_STATE_CANCELLED:
        if (f->tell_partner) return put(out, WORK_KIND_ANSWER_AFTER_CANCEL, ours, f->tell_by, today);
        return f->tell_holder ? put(out, WORK_KIND_TELL_HOLDER, ours, f->tell_by, today) : 0;
    case REFERRAL_STATE_UNSPECIFIED:
    case REFERRAL_STATE_FIRST_CONTACT: return 0;
    }
    return 0;
}

size_t intake_work_of_referral(const struct referral_facts *f, day today, struct work out[WORK_PER_THING]) {
    size_t n = work_of_referral(f, today, out);
    return n + work_of_outdated(f, today, &out[n]);
}

size_t intake_work_of_consent(const struct consent_facts *f, day today, struct work out[WORK_PER_THING]) {
    sippe__role ours = f->family_enrolled ? ROLE_TEAM : ROLE_DESK;
    if (f->to_confirm) return put(out, WORK_KIND_CONFIRM_CONSENT, ours, f->confirm_by, today);
    return f->asked ? put(out, WORK_KIND_CONSENT_EXPIRES, ours, f->ask_by, today) : 0;
}

/* Until she is told she may act on what was taken back. */
size_t intake_work_of_disclosure(const struct disclosure_facts *f, day today, struct work out[WORK_PER_THING]) {
    sippe__role ours = f->family_enrolled ? ROLE_TEAM : ROLE_DESK;
    return f->to_tell ? put(out, WORK_KIND_TELL_HOLDER, ours, f->tell_by, today) : 0;
}

size_t intake_work_of_erasure(const struct erasure_facts *f, day today, struct work out[WORK_PER_THING]) {
    if (f->state == ERASURE_STATE_PROPOSED)
        return put_waiting(out, WORK_KIND_CONFIRM_ERASURE, ROLE_COORDINATOR, f->confirm_from, today);
    bool late = f->answer_by != DAY_NONE && f->answer_by < today;
    if (f->state != ERASURE_STATE_CONFIRMED || !late) return 0;
    return put(out, WORK_KIND_ERASURE_UNANSWERED, ROLE_COORDINATOR, f->answer_by, today);
}

/* Before the day on which she may be accepted nobody can answer. */
size_t intake_work_of_move(const struct move_facts *f, day today, struct work out[WORK_PER_THING]) {
    if (f->state == MOVE_STATE_DECLINED) return put(out, WORK_KIND_MOVE_OFFERED, f->offered_by, f->act_by, today);
    if (f->state != MOVE_STATE_OFFERED) return 0;
    bool waits = f->on != DAY_NONE && f->on == f->act_by;
    return (waits ? put_waiting : put)(out, WORK_KIND_MOVE_OFFERED, ROLE_COORDINATOR, f->act_by, today);
}

size_t intake_work_of_opening(bool looked_at, day look_by, day today, struct work out[WORK_PER_THING]) {
    return looked_at ? 0 : put(out, WORK_KIND_FILE_OPENED, ROLE_COORDINATOR, look_by, today);
}

size_t intake_work_of_inbound(bool open, day act_by, day today, struct work out[WORK_PER_THING]) {
    return open ? put(out, WORK_KIND_INBOUND_REFERRAL, ROLE_DESK, act_by, today) : 0;
}

size_t intake_work_of_incident(bool open, day act_by, day today, struct work out[WORK_PER_THING]) {
    return open ? put(out, WORK_KIND_INCIDENT, ROLE_COORDINATOR, act_by, today) : 0;
}

size_t intake_work_of_draft(day act_by, day today, struct work out[WORK_PER_THING]) {
    return put(out, WORK_KIND_DRAFT, ROLE_DESK, act_by, today);
}

/* A number is looked up by whoever knows registers and partners, the desk. */
size_t intake_work_of_family_call(const struct call_facts *f, day today, struct work out[WORK_PER_THING]) {
    sippe__role ours = whose(f->outdated, f->has_key_worker, f->family_enrolled ? ROLE_TEAM : ROLE_DESK);
    if (!f->asks) return 0;
    if (f->asks == WORK_KIND_LETTER && !f->outdated) return put_waiting(out, f->asks, ours, f->act_by, today);
    return put(out, f->asks, f->asks == WORK_KIND_ASK_NUMBER ? ROLE_DESK : ours, f->act_by, today);
}

size_t intake_work_of_kin(const struct kin_facts *f, day today, struct work out[WORK_PER_THING]) {
    sippe__role hers = f->has_key_worker ? ROLE_TEAM : ROLE_COORDINATOR;
    if (f->ask_loss) return put(out, WORK_KIND_LOSS, hers, f->ask_on, today);
    return f->ask_home ? put(out, WORK_KIND_ASK_HOME, f->family_enrolled ? ROLE_TEAM : ROLE_DESK, f->ask_on, today) : 0;
}

size_t intake_work_of_child_file(bool asks, bool followed, day act_by, day today, struct work out[WORK_PER_THING]) {
    return asks ? put(out, WORK_KIND_CHILD_FILE, followed ? ROLE_TEAM : ROLE_DESK, act_by, today) : 0;
}

size_t intake_work_of_undone(bool open, day review_by, day today, struct work out[WORK_PER_THING]) {
    return open ? put(out, WORK_KIND_UNDO_REVIEW, ROLE_COORDINATOR, review_by, today) : 0;
}

/* Beside who she is; a kind that does not stand here needs no more than that. */
unsigned intake_work_needs(sippe__work_kind kind) {
    static const unsigned more[] = {
        [WORK_KIND_DECIDE_ROUTE] = SHOWS_DECISIONS,
        [WORK_KIND_CALL_BACK] = SHOWS_DECISIONS,
        [WORK_KIND_START_WEEK] = SHOWS_DECISIONS,
        [WORK_KIND_PLACE_UNKNOWN] = SHOWS_DECISIONS,
        [WORK_KIND_MOVE_OFFERED] = SHOWS_DECISIONS,
        [WORK_KIND_ENROL] = SHOWS_DECISIONS,
        [WORK_KIND_SETTLE_MATCH] = SHOWS_DECISIONS,
        [WORK_KIND_UNDO_REVIEW] = SHOWS_DECISIONS,
        [WORK_KIND_URGENT_NEED] = SHOWS_DECISIONS,
        [WORK_KIND_ACCESS] = SHOWS_DECISIONS,
        [WORK_KIND_SECOND_OFFER] = SHOWS_DECISIONS,
        [WORK_KIND_OLO_START] = SHOWS_DECISIONS,
        [WORK_KIND_TELL_DOOR] = SHOWS_DECISIONS,
        [WORK_KIND_WAITLIST] = SHOWS_DECISIONS,
        [WORK_KIND_CONFIRM_CONSENT] = SHOWS_CONSENTS,
        [WORK_KIND_LOSS] = SHOWS_ANSWERS,
        [WORK_KIND_ASK_HOME] = SHOWS_ANSWERS,
        [WORK_KIND_END_OF_PROGRAMME] = SHOWS_FOLLOW_UP,
        [WORK_KIND_CHILD_FILE] = SHOWS_FOLLOW_UP,
        [WORK_KIND_SUSPENDED] = SHOWS_FOLLOW_UP,
        [WORK_KIND_AGREEMENT] = SHOWS_FOLLOW_UP,
        [WORK_KIND_MINOR_AID] = SHOWS_FOLLOW_UP,
        [WORK_KIND_KEY_WORKER] = SHOWS_FOLLOW_UP,
        [WORK_KIND_PLACE_VISIT] = SHOWS_FOLLOW_UP,
        [WORK_KIND_REFERRAL_OVERDUE] = SHOWS_REFERRALS,
        [WORK_KIND_REFERRAL_DECLINED] = SHOWS_REFERRALS,
        [WORK_KIND_WRONG_PARTNER] = SHOWS_REFERRALS,
        [WORK_KIND_ANSWER_AFTER_CANCEL] = SHOWS_REFERRALS,
        [WORK_KIND_REFERRAL_OUTDATED] = SHOWS_REFERRALS,
        [WORK_KIND_TELL_HOLDER] = SHOWS_REFERRALS,
        [WORK_KIND_INBOUND_REFERRAL] = SHOWS_REFERRALS,
        [WORK_KIND_INCIDENT] = SHOWS_DECISIONS,
        [WORK_KIND_ALREADY_FOLLOWED] = SHOWS_ANSWERS,
        [WORK_KIND_CONSENT_EXPIRES] = SHOWS_CONSENTS,
        [WORK_KIND_ASK_NUMBER] = SHOWS_CONTACT,
        [WORK_KIND_ASK_STOP] = SHOWS_CONTACT,
        [WORK_KIND_LETTER] = SHOWS_CONTACT,
    };
    size_t k = (size_t)kind;
    return SHOWS_IDENTITY | (k < sizeof more / sizeof *more ? more[k] : 0);
}
