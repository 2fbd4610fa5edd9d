/* Who must act next, and when: no family may be left without somebody whose turn it is. Pure;
 * tests/unit/intake/actors.h is an oracle that finds a thing which nobody would touch.
 *
 * These rules run in applies (work/work.c), so that rows of the worklist are made of them: a release that changes one
 * needs another LAYOUT in tables.def, or old items stay as they were and a rebuild differs. They are asked for a day
 * because work.c asks them for two; by themselves they know no today. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "civil/calendar.h"
#include "proto/intake.h"
#include "proto/node.h"

struct screening_facts {
    intake__screening_state state;
    intake__route proposed; /* when the call was taken or corrected; PRE_REGISTER still, once the start week has come */
    intake__route decided;  /* 0: not decided */
    bool match_open;        /* families that it may be, and nobody has said */
    bool enrolled;          /* an enrolment, ended or not, rests on it or came after it */
    day act_by;             /* when the next step is due: recall_on when pre-registered; DAY_NONE: none */
    bool match_elsewhere;   /* one that it may be is another CLSC's */
    day settle_by;          /* when somebody should have said whether it is known */
    bool place_unknown;     /* whether she lives here only we can find out; counts where nothing is left to ask her */
    bool arranged;          /* a person says that what the decision asked for was done */
    intake__outdated_because outdated; /* coupons were arranged, and rest on what is no longer so */
    bool has_key_worker;
    bool coupons; /* those of another decision go on, and nobody has said what was done of them */
    day coupons_by;
    bool ask_door; /* she says that she is followed elsewhere, and nobody has asked that door */
    day ask_door_by;
};

struct urgent_facts {
    bool settled; /* a person says what was done */
    sippe__role role;
    day due;
};

/* The delay of access of a priority. */
struct access_facts {
    bool runs;
    bool enrolled; /* then her team meets her, before that a coordinator finds who */
    day due;
};

struct enrolment_facts {
    intake__enrolment_state state;
    bool has_key_worker;
    day act_by;          /* a key worker is expected by then */
    bool programme_over; /* her youngest child is too old for the programme */
    day programme_end;   /* since that day */
    day review_on;       /* SUSPENDED: somebody asks her by then */
    bool visit_to_place; /* agreed before she was taken over, and it could not be booked so */
    day visit_on;
    bool to_agree; /* whether she takes part nobody has noted, or she does not */
    day agree_by;
    bool aid_due; /* she is entitled to an aid, and nobody has said what was done */
    day aid_by;
};

struct referral_facts {
    intake__referral_state state;
    day act_by;        /* the partner should have acted by then (acknowledged, ...); DECLINED, WAITLISTED: look again */
    bool tell_partner; /* answered after the cancellation, and nobody has told them yet */
    bool replaced;    /* another referral for the same need was sent since, or the family's needs have been looked at */
    bool tell_holder; /* withdrawn, and nothing but a person tells the partner */
    bool family_enrolled;              /* then her team acts, before that the desk */
    day tell_by;                       /* when the partner should have been told of either */
    intake__outdated_because outdated; /* what it was told is no longer so, and nobody has looked at it */
    day look_by;
    bool has_key_worker;
};

struct consent_facts {
    intake__consent_ask asked; /* UNSPECIFIED: it need not be asked for */
    bool family_enrolled;      /* then her team asks, before that the desk */
    day ask_by;
    bool to_confirm; /* recorded of another family first: it covers nothing before she has confirmed it */
    day confirm_by;
};

struct disclosure_facts {
    bool to_tell; /* nobody has told them yet */
    bool family_enrolled;
    day tell_by;
};

/* A call to her or from her, or a letter. */
struct call_facts {
    sippe__work_kind asks; /* 0: nothing */
    day act_by;
    intake__outdated_because outdated; /* of a letter: what it rests on is no longer so */
    bool has_key_worker, family_enrolled;
};

/* Her people and pregnancies. */
struct kin_facts {
    bool ask_loss; /* nobody has spoken with her of a pregnancy that ended */
    bool ask_home; /* nobody knows whether a newborn is home */
    bool has_key_worker, family_enrolled;
    day ask_on;
};

/* To another CLSC. */
struct move_facts {
    intake__move_state state;
    day on;     /* from then on she may be accepted */
    day act_by; /* the other CLSC answers by then; declined: who offered looks at it */
    sippe__role offered_by;
};

struct erasure_facts {
    intake__erasure_state state;
    day confirm_from; /* the delay is over */
    day answer_by;    /* once confirmed: all daemons have done it by then */
};

struct work {
    sippe__work_kind kind;
    sippe__role role; /* who must act */
    day due;      /* each piece of work has one: what is without a day is never late, and nobody is reminded of it */
    bool overdue; /* due before today: on the day itself it is still in time */
    bool not_yet; /* due later, and nothing to do before */
};
/* An open match and one item of the state; a key worker that is missing, and a visit. */
enum { WORK_PER_THING = 6 };

/* What stands on the worklist for one thing; the number of items (0: nothing to do for intake's people). No two are of
 * one kind: by that an item is found among those of its thing. */
size_t intake_work_of_screening(const struct screening_facts *f, day today, struct work out[WORK_PER_THING]);
/* One item at most, of the role that the territory names: under every route, and before there is one. */
size_t intake_work_of_urgent(const struct urgent_facts *f, day today, struct work out[WORK_PER_THING]);
/* One item at most; it waits until its last day, as the steps before it have items of their own. */
size_t intake_work_of_access(const struct access_facts *f, day today, struct work out[WORK_PER_THING]);
/* Of a screening about which nobody calls again, as she was reached: what was a call is a decision, due as it was.
 * Before its start week one waits all the same. */
void intake_work_calls_are_over(struct work *list, size_t n);
/* The coordinator's until there is a key worker; an ACTIVE enrolment is hers, and visits are scheduling's, but for one
 * that it could not take as it was agreed: the family expects somebody then, and hears otherwise from a person alone.
 * Beside it the team's, once the programme is over: it ends with the enrolment. */
size_t intake_work_of_enrolment(const struct enrolment_facts *f, day today, struct work out[WORK_PER_THING]);
/* One item of its state at most: a partner that means to act is called first, and the same call tells it of the
 * withdrawal. While it is the partner's turn there is none; once act_by has passed it is ours to ask. Beside it, of one
 * that a partner acts on or has acted on, REFERRAL_OUTDATED: after a loss of whoever is close to her alone. */
size_t intake_work_of_referral(const struct referral_facts *f, day today, struct work out[WORK_PER_THING]);
/* Of a consent that is to be confirmed with her, or asked for again, until another stands in its place or it is
 * withdrawn. */
size_t intake_work_of_consent(const struct consent_facts *f, day today, struct work out[WORK_PER_THING]);
/* Of what a person told somebody, and whose consent was withdrawn. */
size_t intake_work_of_disclosure(const struct disclosure_facts *f, day today, struct work out[WORK_PER_THING]);
/* Of a file that somebody opened who does not follow the family: the coordinators', until one has looked at it. */
size_t intake_work_of_opening(bool looked_at, day look_by, day today, struct work out[WORK_PER_THING]);
/* Of a call that was interrupted: the desk's, until it ends. */
size_t intake_work_of_draft(day act_by, day today, struct work out[WORK_PER_THING]);
/* Of a referral that came in: the desk's, until somebody has said what became of it. */
size_t intake_work_of_inbound(bool open, day act_by, day today, struct work out[WORK_PER_THING]);
/* Of an incident of confidentiality: the coordinators', while it is open. */
size_t intake_work_of_incident(bool open, day act_by, day today, struct work out[WORK_PER_THING]);
/* Of a family call, what it asks by itself: CALL_BACK, where no screening that waits asks it; ASK_NUMBER, ASK_STOP;
 * LETTER, which waits for the day of the reply, unless what it rests on is no longer so: after a loss it is of whoever
 * is close to her alone. */
size_t intake_work_of_family_call(const struct call_facts *f, day today, struct work out[WORK_PER_THING]);
/* One item at most: a loss of which nobody has spoken with her, the key worker's, or a coordinator's where there is
 * none; else a newborn of whom nobody knows whether she is home. */
size_t intake_work_of_kin(const struct kin_facts *f, day today, struct work out[WORK_PER_THING]);
/* A child has a file of her own: of a team where she was followed, else of a desk, who looks after her is asked what
 * comes. */
size_t intake_work_of_child_file(bool asks, bool followed, day act_by, day today, struct work out[WORK_PER_THING]);
/* A merge that was taken back: the coordinators', until one has looked at what was recorded in between. */
size_t intake_work_of_undone(bool open, day review_by, day today, struct work out[WORK_PER_THING]);
/* What a person must be able to see of a family for whom an item of this kind is there: of node__shows. */
unsigned intake_work_needs(sippe__work_kind kind);
/* The other CLSC's coordinators', and once they have declined whoever's it is that offered her. */
size_t intake_work_of_move(const struct move_facts *f, day today, struct work out[WORK_PER_THING]);
/* The other person's, from the day on which she may confirm it; then any coordinator's, once a daemon is late. */
size_t intake_work_of_erasure(const struct erasure_facts *f, day today, struct work out[WORK_PER_THING]);
