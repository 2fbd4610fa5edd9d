#include "intake/domain/proposal/decision.h"
#include "intake/domain/proposal/proposal.h"
#include "intake/domain/states.h"

/*                      SUBMIT, AMEND to decide
 *        ┌────────────────────────────────────────────▶ TO_DECIDE ──────┐
 *        │                                             AMEND │ ▲        │
 *   (not there) ── SUBMIT, AMEND call back ──────▶ CALL_BACK ◀─┘        │ DECIDE
 *        │                                     START_WEEK ▲ │ ──────────┤          ┌── DECIDE_AGAIN (was WAITLIST)
 *        │                                                │ ▼ AMEND     ▼          ▼      AMEND_AGREES
 *        └── SUBMIT, AMEND pre-register ────▶ PRE_REGISTERED ─────▶ DECIDED ───────┘  REVISE: a person, with a reason
 *                                                                       │
 *                     to any of the three ◀── AMEND, no longer agrees ──┘
 *
 *   CALL_BACK is for what she can still tell: a proposal that leaves nothing to ask of her is to be decided, whatever
 *   its route. A call to her or from her (reach/) moves days and no state. At the start week she is called again: a
 *   person confirms the answers before the route. A waiting list is a decision that is taken again. */
enum {
    NOT_THERE = SCREENING_STATE_UNSPECIFIED,
    TO_DECIDE = SCREENING_STATE_TO_DECIDE,
    CALL_BACK = SCREENING_STATE_CALL_BACK,
    PRE_REGISTERED = SCREENING_STATE_PRE_REGISTERED,
    DECIDED = SCREENING_STATE_DECIDED,
};

static const struct sm_move moves[] = {
    {NOT_THERE, SCREENING_SUBMIT_TO_DECIDE, TO_DECIDE},
    {NOT_THERE, SCREENING_SUBMIT_CALL_BACK, CALL_BACK},
    {NOT_THERE, SCREENING_SUBMIT_PRE_REGISTER, PRE_REGISTERED},
    {TO_DECIDE, SCREENING_AMEND_TO_DECIDE, TO_DECIDE},
    {TO_DECIDE, SCREENING_AMEND_CALL_BACK, CALL_BACK},
    {TO_DECIDE, SCREENING_AMEND_PRE_REGISTER, PRE_REGISTERED},
    {TO_DECIDE, SCREENING_DECIDE, DECIDED},
    {CALL_BACK, SCREENING_AMEND_TO_DECIDE, TO_DECIDE},
    {CALL_BACK, SCREENING_AMEND_CALL_BACK, CALL_BACK},
    {CALL_BACK, SCREENING_AMEND_PRE_REGISTER, PRE_REGISTERED},
    {CALL_BACK, SCREENING_DECIDE, DECIDED},
    {PRE_REGISTERED, SCREENING_AMEND_TO_DECIDE, TO_DECIDE},
    {PRE_REGISTERED, SCREENING_AMEND_CALL_BACK, CALL_BACK},
    {PRE_REGISTERED, SCREENING_AMEND_PRE_REGISTER, PRE_REGISTERED},
    {PRE_REGISTERED, SCREENING_START_WEEK, CALL_BACK},
    {PRE_REGISTERED, SCREENING_DECIDE, DECIDED},
    {DECIDED, SCREENING_AMEND_TO_DECIDE, TO_DECIDE},
    {DECIDED, SCREENING_AMEND_CALL_BACK, CALL_BACK},
    {DECIDED, SCREENING_AMEND_PRE_REGISTER, PRE_REGISTERED},
    {DECIDED, SCREENING_AMEND_AGREES, DECIDED},
    {DECIDED, SCREENING_DECIDE_AGAIN, DECIDED},
    {DECIDED, SCREENING_REVISE, DECIDED},
};

static const char *const inputs[SCREENING_INPUTS] = {
    [SCREENING_SUBMIT_TO_DECIDE] = "SUBMIT_TO_DECIDE",
    [SCREENING_SUBMIT_CALL_BACK] = "SUBMIT_CALL_BACK",
    [SCREENING_SUBMIT_PRE_REGISTER] = "SUBMIT_PRE_REGISTER",
    [SCREENING_AMEND_TO_DECIDE] = "AMEND_TO_DECIDE",
    [SCREENING_AMEND_CALL_BACK] = "AMEND_CALL_BACK",
    [SCREENING_AMEND_PRE_REGISTER] = "AMEND_PRE_REGISTER",
    [SCREENING_AMEND_AGREES] = "AMEND_AGREES",
    [SCREENING_DECIDE] = "DECIDE",
    [SCREENING_DECIDE_AGAIN] = "DECIDE_AGAIN",
    [SCREENING_REVISE] = "REVISE",
    [SCREENING_START_WEEK] = "START_WEEK",
};

const struct sm intake_screening_states = {
    .name = "screening",
    .states = &intake__screening_state__descriptor,
    .inputs = inputs,
    .n_inputs = SCREENING_INPUTS,
    .moves = moves,
    .n_moves = sizeof moves / sizeof *moves,
};

struct next_step intake_screening_next_step(const intake__proposal *p) {
    struct next_step next = {p ? p->route : ROUTE_UNSPECIFIED, p && intake_proposal_asks_her(p)};
    return next;
}

enum screening_input intake_screening_submit_input(struct next_step next) {
    if (next.proposed == ROUTE_CALL_BACK && next.asks_her) return SCREENING_SUBMIT_CALL_BACK;
    if (next.proposed == ROUTE_PRE_REGISTER) return SCREENING_SUBMIT_PRE_REGISTER;
    return SCREENING_SUBMIT_TO_DECIDE;
}

/* Whether the decision stands is asked before anything else: a desk that corrects a telephone number must not take back
 * what a person decided. What does not stand goes where a new call with these answers would go. */
enum screening_input intake_screening_amend_input(intake__route proposed_before, intake__route decided,
                                                  struct next_step now) {
    if (decided != ROUTE_UNSPECIFIED && intake_decision_stands(proposed_before, decided, now.proposed))
        return SCREENING_AMEND_AGREES;
    if (now.proposed == ROUTE_CALL_BACK && now.asks_her) return SCREENING_AMEND_CALL_BACK;
    if (now.proposed == ROUTE_PRE_REGISTER) return SCREENING_AMEND_PRE_REGISTER;
    return SCREENING_AMEND_TO_DECIDE;
}

enum screening_input intake_screening_decide_input(intake__route decided_so_far) {
    return decided_so_far == ROUTE_WAITLIST ? SCREENING_DECIDE_AGAIN : SCREENING_DECIDE;
}
