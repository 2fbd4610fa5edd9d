#include "intake/domain/worklist.h"

static size_t put(struct work *out, intake__work_kind kind, sippe__role role, day due, day today) {
    *out = (struct work){.kind = kind, .role = role, .due = due, .overdue = due != DAY_NONE && due < today};
    return 1;
}

/* What waits for its day: on that day it becomes work. */
static size_t put_waiting(struct work *out, intake__work_kind kind, sippe__role role, day due, day today) {
    put(out, kind, role, due, today);
    out->not_yet = due != DAY_NONE && today < due;
    return 1;
}

/* All other routes leave nothing to do here: coupons and other services are given elsewhere, and who declined or was
 * not reached is left alone. SIPPE asks to enrol once, and a waiting list waits for that, on this call or on
 * another one: after it the enrolment has its own items, and its end does not bring these back. */
static size_t work_of_decided(const struct screening_facts *f, day today, struct work *out) {
    if (f->enrolled) return 0;
    if (f->decided == ROUTE_SIPPE) return put(out, WORK_KIND_ENROL, ROLE_TEAM, f->act_by, today);
    if (f->decided == ROUTE_WAITLIST) return put_waiting(out, WORK_KIND_WAITLIST, ROLE_COORDINATOR, f->act_by, today);
    return 0;
}

/* An open match stands beside whatever else there is, and has no term: in the list it comes before all that has one.
 * While it is open every further step may be taken twice, in two files. */
size_t intake_work_of_screening(const struct screening_facts *f, day today, struct work out[WORK_PER_THING]) {
    size_t n = 0;
    if (f->match_open) n += put(&out[n], WORK_KIND_SETTLE_MATCH, ROLE_DESK, DAY_NONE, today);
    switch (f->state) {
    case SCREENING_STATE_UNSPECIFIED: return n;
    case SCREENING_STATE_TO_DECIDE: return n + put(&out[n], WORK_KIND_DECIDE_ROUTE, ROLE_DESK, f->act_by, today);
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

size_t intake_work_of_enrolment(const struct enrolment_facts *f, day today, struct work out[WORK_PER_THING]) {
    size_t n = 0;
    if (f->state == ENROLMENT_STATE_AWAITING_KEY_WORKER)
        n += put(&out[n], WORK_KIND_KEY_WORKER, ROLE_COORDINATOR, f->act_by, today);
    if (f->visit_to_place && f->state != ENROLMENT_STATE_ENDED)
        n += put(&out[n], WORK_KIND_PLACE_VISIT, f->has_key_worker ? ROLE_TEAM : ROLE_COORDINATOR, f->visit_on, today);
    return n;
}

/* SENT, ACKNOWLEDGED and ACCEPTED are the partner's turn until act_by has passed: acknowledged by then, and after an
 * answer the day to look again. ACCEPTED has such a day too: accepted is not yet called. */
size_t intake_work_of_referral(const struct referral_facts *f, day today, struct work out[WORK_PER_THING]) {
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
        if (f->tell_partner) return put(out, WORK_KIND_ANSWER_AFTER_CANCEL, ours, DAY_NONE, today);
        return f->tell_holder ? put(out, WORK_KIND_TELL_HOLDER, ours, DAY_NONE, today) : 0;
    case REFERRAL_STATE_UNSPECIFIED:
    case REFERRAL_STATE_FIRST_CONTACT: return 0;
    }
    return 0;
}

/* At once: until she is told she may act on what was taken back. */
size_t intake_work_of_disclosure(bool to_tell, bool family_enrolled, day today, struct work out[WORK_PER_THING]) {
    sippe__role ours = family_enrolled ? ROLE_TEAM : ROLE_DESK;
    return to_tell ? put(out, WORK_KIND_TELL_HOLDER, ours, DAY_NONE, today) : 0;
}

size_t intake_work_of_erasure(const struct erasure_facts *f, day today, struct work out[WORK_PER_THING]) {
    if (f->state == ERASURE_STATE_PROPOSED)
        return put_waiting(out, WORK_KIND_CONFIRM_ERASURE, ROLE_COORDINATOR, f->confirm_from, today);
    bool late = f->answer_by != DAY_NONE && f->answer_by < today;
    if (f->state != ERASURE_STATE_CONFIRMED || !late) return 0;
    return put(out, WORK_KIND_ERASURE_UNANSWERED, ROLE_COORDINATOR, f->answer_by, today);
}

size_t intake_work_of_opening(bool looked_at, day today, struct work out[WORK_PER_THING]) {
    return looked_at ? 0 : put(out, WORK_KIND_FILE_OPENED, ROLE_COORDINATOR, DAY_NONE, today);
}

unsigned intake_work_needs(intake__work_kind kind) {
    switch (kind) {
    case WORK_KIND_DECIDE_ROUTE:
    case WORK_KIND_CALL_BACK:
    case WORK_KIND_START_WEEK:
    case WORK_KIND_ENROL:
    case WORK_KIND_SETTLE_MATCH:
    case WORK_KIND_WAITLIST: return SHOWS_IDENTITY | SHOWS_DECISIONS;
    case WORK_KIND_KEY_WORKER:
    case WORK_KIND_PLACE_VISIT: return SHOWS_IDENTITY | SHOWS_FOLLOW_UP;
    case WORK_KIND_REFERRAL_OVERDUE:
    case WORK_KIND_REFERRAL_DECLINED:
    case WORK_KIND_WRONG_PARTNER:
    case WORK_KIND_ANSWER_AFTER_CANCEL:
    case WORK_KIND_TELL_HOLDER: return SHOWS_IDENTITY | SHOWS_REFERRALS;
    case WORK_KIND_UNSPECIFIED:
    case WORK_KIND_FILE_OPENED:
    case WORK_KIND_CONFIRM_ERASURE:
    case WORK_KIND_ERASURE_UNANSWERED: break;
    }
    return SHOWS_IDENTITY;
}
