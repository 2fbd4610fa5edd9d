#include "actors.h"

#include <string.h>

static enum actor actor_of(const struct work *w) {
    if (w->not_yet) return ACTOR_TIME;
    if (w->role == ROLE_DESK) return ACTOR_DESK;
    return w->role == ROLE_COORDINATOR ? ACTOR_COORDINATOR : ACTOR_TEAM;
}

/* Work without a term is never overdue, so nobody would be reminded of it. */
static bool has_a_term(const struct work *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (list[i].due == DAY_NONE) return false;
    return true;
}

enum actor intake_screening_actor(const struct screening_facts *f, day today) {
    struct work list[WORK_PER_THING];
    if (f->state == SCREENING_STATE_UNSPECIFIED) return ACTOR_MISSING;
    if (f->state == SCREENING_STATE_DECIDED &&
        (f->decided == ROUTE_UNSPECIFIED || f->decided == ROUTE_CALL_BACK || f->decided == ROUTE_PRE_REGISTER))
        return ACTOR_MISSING;
    size_t n = intake_work_of_screening(f, today, list);
    if (!has_a_term(list, n)) return ACTOR_MISSING;
    return n ? actor_of(&list[n - 1]) : ACTOR_NOBODY;
}

enum actor intake_enrolment_actor(const struct enrolment_facts *f, day today) {
    struct work list[WORK_PER_THING];
    switch (f->state) {
    case ENROLMENT_STATE_UNSPECIFIED: return ACTOR_MISSING;
    case ENROLMENT_STATE_AWAITING_KEY_WORKER:
        return has_a_term(list, intake_work_of_enrolment(f, today, list)) ? ACTOR_COORDINATOR : ACTOR_MISSING;
    case ENROLMENT_STATE_SUSPENDED:
        if (!has_a_term(list, intake_work_of_enrolment(f, today, list))) return ACTOR_MISSING;
        return f->has_key_worker ? ACTOR_KEY_WORKER : ACTOR_COORDINATOR;
    case ENROLMENT_STATE_ACTIVE: return f->has_key_worker ? ACTOR_KEY_WORKER : ACTOR_MISSING;
    case ENROLMENT_STATE_ENDED: return ACTOR_NOBODY;
    }
    return ACTOR_MISSING;
}

enum actor intake_referral_actor(const struct referral_facts *f, day today) {
    struct work list[WORK_PER_THING];
    if (f->state == REFERRAL_STATE_UNSPECIFIED) return ACTOR_MISSING;
    size_t n = intake_work_of_referral(f, today, list);
    bool partners_turn = f->state == REFERRAL_STATE_SENT || f->state == REFERRAL_STATE_ACKNOWLEDGED ||
                         f->state == REFERRAL_STATE_ACCEPTED;
    /* Before it acknowledges there must be a term; afterwards the partner has taken it in hand. */
    if (f->state == REFERRAL_STATE_SENT && f->act_by == DAY_NONE) return ACTOR_MISSING;
    if (n == 0) return partners_turn ? ACTOR_PARTNER : ACTOR_NOBODY;
    return has_a_term(list, n) ? actor_of(&list[0]) : ACTOR_MISSING;
}

static const char *screenings_fault(const struct family_facts *f, day today) {
    for (size_t i = 0; i < f->n_screenings; i++) {
        const struct screening_facts *s = &f->screenings[i];
        if (intake_screening_actor(s, today) != ACTOR_MISSING) continue;
        if (s->state == SCREENING_STATE_PRE_REGISTERED) return "pre-registered without a day to call again";
        if (s->state == SCREENING_STATE_DECIDED && s->decided == ROUTE_WAITLIST)
            return "waiting without a day to look again";
        if (s->state == SCREENING_STATE_DECIDED && s->decided == ROUTE_SIPPE)
            return "decided for SIPPE without a term to enrol";
        if (s->state == SCREENING_STATE_DECIDED && s->decided == ROUTE_OLO_ONLY)
            return "decided for Olo without a term to arrange it";
        if (s->state == SCREENING_STATE_DECIDED && s->decided == ROUTE_OTHER_SERVICE)
            return "sent to another door without a term to tell her";
        if (s->state == SCREENING_STATE_DECIDED) return "decided without a route";
        return "a screening without a term for the next step";
    }
    return NULL;
}

static const char *enrolments_fault(const struct family_facts *f, day today) {
    for (size_t i = 0; i < f->n_enrolments; i++) {
        if (intake_enrolment_actor(&f->enrolments[i], today) != ACTOR_MISSING) continue;
        return f->enrolments[i].state == ENROLMENT_STATE_ACTIVE ? "active without a key worker"
                                                                : "enrolled without a term for a key worker";
    }
    return NULL;
}

static const char *referrals_fault(const struct family_facts *f, day today) {
    for (size_t i = 0; i < f->n_referrals; i++)
        if (intake_referral_actor(&f->referrals[i], today) == ACTOR_MISSING)
            return "a referral without a term: nobody would notice that the partner is silent";
    return NULL;
}

static bool has_enrolment(const struct family_facts *f) {
    for (size_t i = 0; i < f->n_enrolments; i++)
        if (f->enrolments[i].state != ENROLMENT_STATE_UNSPECIFIED) return true;
    return false;
}

/* A screening that says that the family was enrolled takes it off the list: then an enrolment must be there. */
static const char *enrolled_fault(const struct family_facts *f) {
    for (size_t i = 0; i < f->n_screenings; i++)
        if (f->screenings[i].enrolled && !has_enrolment(f)) return "said to be enrolled, and no enrolment is there";
    return NULL;
}

bool intake_family_has_next_actor(const struct family_facts *f, day today, const char **why) {
    const char *fault = NULL;
    if (f->merged) return true;
    if (!f->n_screenings && !f->n_enrolments) fault = "a family without a call and without a follow-up";
    if (!fault) fault = screenings_fault(f, today);
    if (!fault) fault = enrolled_fault(f);
    if (!fault) fault = enrolments_fault(f, today);
    if (!fault) fault = referrals_fault(f, today);
    if (why) *why = fault;
    return !fault;
}
