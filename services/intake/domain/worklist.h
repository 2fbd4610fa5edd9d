/* Who must act next, and when: no family may be left without somebody whose turn it is. Pure;
 * tests/unit/intake/actors.h is an oracle that finds a thing which nobody would touch.
 *
 * These rules run in applies (work/work.c), so that rows of the worklist are made of them: a release that changes one
 * needs another LAYOUT in tables.def, or old items stay as they were and a rebuild differs. They are asked for a day
 * because work.c asks them for two; by themselves they know no today. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "civil/date.h"
#include "proto/intake.h"
#include "proto/node.h"

struct screening_facts {
    intake__screening_state state;
    intake__route proposed; /* when the call was taken or corrected; PRE_REGISTER still, once the start week has come */
    intake__route decided;  /* 0: not decided */
    bool match_open;        /* families that it may be, and nobody has said */
    bool enrolled;          /* an enrolment, ended or not, rests on it or came after it */
    day act_by;             /* when the next step is due: recall_on when pre-registered; DAY_NONE: none */
};

struct enrolment_facts {
    intake__enrolment_state state;
    bool has_key_worker;
    day act_by;          /* a key worker is expected by then */
    bool visit_to_place; /* agreed before she was taken over, and it could not be booked so */
    day visit_on;
};

struct referral_facts {
    intake__referral_state state;
    day act_by;        /* the partner should have acted by then (acknowledged, ...); DECLINED, WAITLISTED: look again */
    bool tell_partner; /* answered after the cancellation, and nobody has told them yet */
    bool replaced;    /* another referral for the same need was sent since, or the family's needs have been looked at */
    bool tell_holder; /* withdrawn, and nothing but a person tells the partner */
    bool family_enrolled; /* then her team acts, before that the desk */
};

struct erasure_facts {
    intake__erasure_state state;
    day confirm_from; /* the delay is over */
    day answer_by;    /* once confirmed: all daemons have done it by then */
};

struct work {
    intake__work_kind kind;
    sippe__role role; /* who must act */
    day due;          /* DAY_NONE: at once, without a term */
    bool overdue;     /* due before today: on the day itself it is still in time */
    bool not_yet;     /* due later, and nothing to do before */
};
/* An open match and one item of the state; a key worker that is missing, and a visit. */
enum { WORK_PER_THING = 2 };

/* What stands on the worklist for one thing; the number of items (0: nothing to do for intake's people). No two are of
 * one kind: by that an item is found among those of its thing. */
size_t intake_work_of_screening(const struct screening_facts *f, day today, struct work out[WORK_PER_THING]);
/* A key worker that is missing is the coordinator's to find. Visits are scheduling's, but for one that it could not
 * take as it was agreed: the family expects somebody then, and hears otherwise from a person alone. */
size_t intake_work_of_enrolment(const struct enrolment_facts *f, day today, struct work out[WORK_PER_THING]);
/* One item at most: a partner that means to act is called first, and the same call tells it of the withdrawal. While it
 * is the partner's turn there is none; once act_by has passed it is ours to ask. */
size_t intake_work_of_referral(const struct referral_facts *f, day today, struct work out[WORK_PER_THING]);
/* Of what a person told somebody, and whose consent was withdrawn; `to_tell`: nobody has told them yet. */
size_t intake_work_of_disclosure(bool to_tell, bool family_enrolled, day today, struct work out[WORK_PER_THING]);
/* Of a file that somebody opened who does not follow the family: the coordinators', until one has looked at it. */
size_t intake_work_of_opening(bool looked_at, day today, struct work out[WORK_PER_THING]);
/* What a person must be able to see of a family for whom an item of this kind is there: of node__shows. */
unsigned intake_work_needs(intake__work_kind kind);
/* The other person's, from the day on which she may confirm it; then any coordinator's, once a daemon is late. */
size_t intake_work_of_erasure(const struct erasure_facts *f, day today, struct work out[WORK_PER_THING]);
