/* Who must act next, and when: no family may be left without somebody whose turn it is. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "civil/date.h"
#include "proto/intake.h"

struct screening_facts {
    intake__screening_state state;
    intake__route proposed;
    intake__route decided; /* 0: not decided */
    bool match_open;       /* families that it may be, and nobody has said */
    bool enrolled;         /* an enrolment, ended or not, rests on it or came after it */
    day act_by;            /* when the next step is due: recall_on when pre-registered; DAY_NONE: none */
};

struct enrolment_facts {
    intake__enrolment_state state;
    bool has_key_worker;
    day act_by; /* a key worker is expected by then */
};

struct referral_facts {
    intake__referral_state state;
    day act_by;        /* the partner should have acted by then (acknowledged, ...); DECLINED, WAITLISTED: look again */
    bool tell_partner; /* answered after the cancellation, and nobody has told them yet */
    bool replaced; /* another referral for the same need was sent since, or the family's needs have been looked at */
    bool family_enrolled;
};

struct work {
    intake__work_kind kind;
    sippe__role role; /* who must act */
    day due;          /* DAY_NONE: at once, without a term */
    bool overdue;     /* due before today */
    bool not_yet;     /* due later, and nothing to do before */
};
enum { WORK_PER_THING = 2 };

/* What stands on the worklist for one thing; the number of items (0: nothing to do for intake's people). */
size_t intake_work_of_screening(const struct screening_facts *f, day today, struct work out[WORK_PER_THING]);
size_t intake_work_of_enrolment(const struct enrolment_facts *f, day today, struct work out[WORK_PER_THING]);
size_t intake_work_of_referral(const struct referral_facts *f, day today, struct work out[WORK_PER_THING]);

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
 * in English) tells the first fault: for the simulator and for `status`. */
bool intake_family_has_next_actor(const struct family_facts *f, day today, const char **why);
