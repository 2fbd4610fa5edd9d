/* Whose turn it is with a family: an oracle for the worklist, which must never leave one without somebody. */
#pragma once
#include "intake/domain/worklist.h"

/* Whose turn it is. */
enum actor {
    ACTOR_NOBODY, /* at rest: a final route, an ended enrolment, a closed referral */
    ACTOR_DESK,
    ACTOR_TEAM,
    ACTOR_COORDINATOR,
    ACTOR_KEY_WORKER, /* active: visits are scheduling's */
    ACTOR_PARTNER,    /* with a term after which ours act */
    ACTOR_TIME,       /* waits for a day that is set */
    ACTOR_MISSING,    /* somebody should act and nobody would: a fault of ours */
};
enum actor intake_screening_actor(const struct screening_facts *f, day today);
enum actor intake_enrolment_actor(const struct enrolment_facts *f, day today);
enum actor intake_referral_actor(const struct referral_facts *f, day today);

struct family_facts {
    bool merged; /* into another family, which holds its things */
    const struct screening_facts *screenings;
    size_t n_screenings;
    const struct enrolment_facts *enrolments;
    size_t n_enrolments;
    const struct referral_facts *referrals;
    size_t n_referrals;
};
/* True when every thing of the family is at rest or has somebody whose turn it is. Otherwise *why (a constant sentence
 * in English) tells the first fault. */
bool intake_family_has_next_actor(const struct family_facts *f, day today, const char **why);
