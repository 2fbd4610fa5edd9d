/* What may happen to a visit and to a follow-up, as tables (base/sm.h): each legal move is a row, everything else is
 * refused. The tables stand in README.md too, where a test compares them. Whoever adds a state or an input adds its
 * rows, and what an apply writes must be a state that the table leads to. */
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
    VISIT_MISS,       /* for another reason */
    VISIT_AMEND_DONE, /* this and the next: the encounter that closed it is corrected */
    VISIT_AMEND_NO_SHOW,
    VISIT_AMEND_REFUSE,
    VISIT_AMEND_MISS,
    VISIT_STRIKE, /* or struck out: what happened is not written down */
    VISIT_INPUTS,
};

/* CONFIRM when one is followed already: the key worker has left (key_worker.c lets it through only then). */
enum follow_up_input {
    FOLLOW_UP_OPEN,
    FOLLOW_UP_CONFIRM, /* a key worker */
    FOLLOW_UP_OVERDUE,
    FOLLOW_UP_CHANGE, /* of what intake tells of it */
    FOLLOW_UP_END,
    FOLLOW_UP_REOPEN, /* nobody had the bond yet; the next one: somebody had */
    FOLLOW_UP_REOPEN_KEPT,
    FOLLOW_UP_HAND_OVER, /* to another CLSC: whoever had the bond has it no more */
    FOLLOW_UP_STRIKE,    /* she was confirmed in error, and nobody kept the bond before; or somebody did */
    FOLLOW_UP_STRIKE_KEPT,
    FOLLOW_UP_INPUTS,
};

/* For sm_next: the state 0 of each means that there is none yet. */
extern const struct sm visit_states, follow_up_states;

/* The state after a move, or 0 with the Reason in *reason: REASON_VISIT_CLOSED when it is over, else
 * REASON_MOVE_ILLEGAL. *reason is 0 after a legal move. */
scheduling__visit_state visit_next(scheduling__visit_state from, enum visit_input input, int *reason);
/* What an encounter does to the appointment that it closes, or whose encounter is corrected by it. */
enum visit_input visit_input_of(scheduling__encounter_missed missed, bool amends);
/* It takes somebody's time: proposed or confirmed. What is only proposed holds its hour too, or two families would be
 * told the same one. */
bool visit_is_open(scheduling__visit_state s);
