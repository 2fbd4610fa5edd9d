/* The state machines of a screening, an enrolment, a move, an incident and a referral: tables of legal moves
 * (base/sm.h), the drawings above them. Pure.
 *
 * A decide asks sm_next whether it may, and answers a Reason when it may not. The applies take the state that was
 * decided and ask no table: a rebuild must come to the same rows after a table has changed. (Two do ask,
 * ScreeningSubmitted and StartWeekReached: another move on SUBMIT_* or START_WEEK takes another LAYOUT in tables.def.)
 * What another daemon tells is never refused for its order: it is noted, or it changes nothing.
 *
 * States are the contract's and stand in records for ever. Inputs stand in no record and may be renamed. */
#pragma once
#include <stdbool.h>
#include "base/sm.h"
#include "proto/intake.h"

/* ---- screening ---- */
enum screening_input {
    SCREENING_SUBMIT_TO_DECIDE, /* the route proposed can be decided */
    SCREENING_SUBMIT_CALL_BACK,
    SCREENING_SUBMIT_PRE_REGISTER,
    SCREENING_AMEND_TO_DECIDE,
    SCREENING_AMEND_CALL_BACK,
    SCREENING_AMEND_PRE_REGISTER,
    SCREENING_AMEND_AGREES, /* decided, and the decision stands */
    SCREENING_DECIDE,
    SCREENING_DECIDE_AGAIN, /* what was put on the waiting list */
    SCREENING_REVISE,       /* what was decided, whatever it was */
    SCREENING_START_WEEK,
    SCREENING_INPUTS,
};
extern const struct sm intake_screening_states;

/* What a proposal says of the next step: whom nobody can ask any more, nobody calls back. NULL: nothing that this
 * release knows, and a person decides. */
struct next_step {
    intake__route proposed;
    bool asks_her; /* she could still say something that changes the route */
};
struct next_step intake_screening_next_step(const intake__proposal *p);
/* Where a call goes first. CALL_BACK with nothing left to ask of her is a person's to decide. */
enum screening_input intake_screening_submit_input(struct next_step next);
/* `decided` is ROUTE_UNSPECIFIED while nobody has decided: then the input is never AMEND_AGREES, which leads out of
 * DECIDED alone, so that the result is a legal move from every state. */
enum screening_input intake_screening_amend_input(intake__route proposed_before, intake__route decided,
                                                  struct next_step now);
/* DECIDE_AGAIN when the decision so far is WAITLIST, else DECIDE: sm_next then gives -1 for what is settled. */
enum screening_input intake_screening_decide_input(intake__route decided_so_far);

/* ---- enrolment ---- */
enum enrolment_input {
    ENROLMENT_ENROL,
    ENROLMENT_KEY_WORKER, /* scheduling tells of the follow-up, and who has it */
    ENROLMENT_SEEN,       /* the same, and nobody has it yet */
    ENROLMENT_END,
    ENROLMENT_SUSPEND,
    ENROLMENT_RESUME, /* nobody keeps the bond yet; the next one: somebody does */
    ENROLMENT_RESUME_FOLLOWED,
    ENROLMENT_REOPEN, /* the same */
    ENROLMENT_REOPEN_FOLLOWED,
    ENROLMENT_STRUCK, /* whoever kept the bond was confirmed in error, and nobody keeps it */
    ENROLMENT_MOVE,   /* to another CLSC: whoever kept the bond does no more */
    ENROLMENT_INPUTS,
};
/* After ENDED nothing moves; what scheduling still tells is noted. */
extern const struct sm intake_enrolment_states;

/* ---- a move to another CLSC ---- */
enum move_input {
    MOVE_OFFER,
    MOVE_ACCEPT,
    MOVE_DECLINE,
    MOVE_WITHDRAW, /* taken back; of one that was declined, given up */
    MOVE_INPUTS,
};
extern const struct sm intake_move_states;

/* ---- an incident of confidentiality ---- */
enum incident_input {
    INCIDENT_OPEN,
    INCIDENT_CHANGE, /* facts, a measure, the judgement, a notice */
    INCIDENT_CLOSE,
    INCIDENT_REOPEN,
    INCIDENT_STRIKE,
    INCIDENT_INPUTS,
};
extern const struct sm intake_incident_states;

/* ---- referral ---- */
enum referral_input {
    REFERRAL_SEND,
    REFERRAL_ACKNOWLEDGE,
    REFERRAL_ACCEPT,
    REFERRAL_WAITLIST,
    REFERRAL_DECLINE,
    REFERRAL_NOT_OURS, /* WRONG_PARTNER */
    REFERRAL_REPORT_CONTACT,
    REFERRAL_CANCEL,   /* this referral: her wish, or a slip */
    REFERRAL_WITHDRAW, /* the consent that it rests on */
    REFERRAL_INPUTS,
};
extern const struct sm intake_referral_states;

/* SENT, ACKNOWLEDGED, ACCEPTED, WAITLISTED: another referral to the same service is refused (REASON_REFERRAL_OPEN). */
bool intake_referral_is_open(intake__referral_state s);
/* CANCEL is legal: the open ones, and DECLINED and WRONG_PARTNER, which a late acceptance would reopen. */
bool intake_referral_can_cancel(intake__referral_state s);
/* WITHDRAW is: all of these, and FIRST_CONTACT. Of what was cancelled before, the partner has been told. */
bool intake_referral_can_withdraw(intake__referral_state s);

/* Crossings: what an answer of the partner means for a referral that is in state `now`. Never an error: the partner has
 * answered what it was shown, and its record would be parked and hold up all that follows. */
enum referral_meeting {
    REFERRAL_MOVES,     /* the state becomes `next` */
    REFERRAL_REPEATED,  /* the same answer again: nothing to note */
    REFERRAL_OVERTAKEN, /* noted, the state stays: told less than is known, or came after the first contact */
    REFERRAL_CROSSED,   /* noted, the state stays: it met a cancellation */
};
struct referral_answered {
    enum referral_meeting meeting;
    intake__referral_state next;
    bool tell_partner; /* CROSSED by a partner that means to act (not by a refusal): somebody must tell them */
};
/* `answer` is the state that the answer asks for (ACKNOWLEDGED ... FIRST_CONTACT). Any other number is OVERTAKEN. */
struct referral_answered intake_referral_answer(intake__referral_state now, intake__referral_state answer);
/* The same of an answer that takes the place of the last one: it MOVES from wherever that one led, to where it is too,
 * as what was said with it may be other. SENT: what is corrected was no answer. */
struct referral_answered intake_referral_correction(intake__referral_state now, intake__referral_state answer);
