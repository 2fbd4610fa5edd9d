/* What may happen to a visit and to a follow-up, as tables. */
#pragma once
#include "base/sm.h"
#include "proto/scheduling.h"

enum visit_input {
    VISIT_PROPOSE, /* the machine */
    VISIT_BOOK,    /* a person */
    VISIT_CONFIRM,
    VISIT_MOVE,
    VISIT_CANCEL,
    VISIT_DONE,
    VISIT_NO_SHOW,
    VISIT_REFUSE,
    VISIT_INPUTS,
};

enum follow_up_input {
    FOLLOW_UP_OPEN,
    FOLLOW_UP_CONFIRM, /* a key worker */
    FOLLOW_UP_OVERDUE,
    FOLLOW_UP_REDATE,
    FOLLOW_UP_END,
    FOLLOW_UP_INPUTS,
};

extern const struct sm visit_states, follow_up_states;

/* The state after a move, or 0 with the Reason in *reason: REASON_VISIT_CLOSED when it is over, else
 * REASON_MOVE_ILLEGAL. */
scheduling__visit_state visit_next(scheduling__visit_state from, enum visit_input input, int *reason);
/* It takes somebody's time: proposed or confirmed. */
bool visit_is_open(scheduling__visit_state s);
