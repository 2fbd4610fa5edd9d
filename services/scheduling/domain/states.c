#include "scheduling/domain/states.h"

#include "proto/status.h"

static const char *const visit_inputs[VISIT_INPUTS] = {
    [VISIT_PROPOSE] = "PROPOSE",
    [VISIT_BOOK] = "BOOK",
    [VISIT_CONFIRM] = "CONFIRM",
    [VISIT_MOVE] = "MOVE",
    [VISIT_CANCEL] = "CANCEL",
    [VISIT_DONE] = "DONE",
    [VISIT_NO_SHOW] = "NO_SHOW",
    [VISIT_REFUSE] = "REFUSE",
    [VISIT_MISS] = "MISS",
    [VISIT_AMEND_DONE] = "AMEND_DONE",
    [VISIT_AMEND_NO_SHOW] = "AMEND_NO_SHOW",
    [VISIT_AMEND_REFUSE] = "AMEND_REFUSE",
    [VISIT_AMEND_MISS] = "AMEND_MISS",
    [VISIT_STRIKE] = "STRIKE",
};

/*        PROPOSE                CONFIRM, MOVE               DONE
 *   (.) ─────────▶ PROPOSED ───────────────────▶ CONFIRMED ──────▶ DONE
 *    │                │                            ▲  │ ╰ MOVE ╯──▶ NO_SHOW
 *    │      BOOK      │                            │  │         ├──▶ REFUSED
 *    │                │                            │  │         └──▶ MISSED
 *    ╰────────────────┼────────────────────────────╯  │
 *                     ╰──────────── CANCEL ───────────┴───────────▶ CANCELLED
 * What was only proposed and took place all the same is recorded like the rest. A time that a person chose (BOOK, MOVE)
 * is confirmed by that. What the encounter says may be corrected (AMEND_..), from each of the four to each of them;
 * once it is struck out (STRIKE) the appointment is as it was agreed, and where its time has passed it is to be
 * recorded. */
static const struct sm_move visit_moves[] = {
    {VISIT_STATE_UNSPECIFIED, VISIT_PROPOSE, VISIT_STATE_PROPOSED},
    {VISIT_STATE_UNSPECIFIED, VISIT_BOOK, VISIT_STATE_CONFIRMED},
    {VISIT_STATE_PROPOSED, VISIT_CONFIRM, VISIT_STATE_CONFIRMED},
    {VISIT_STATE_PROPOSED, VISIT_MOVE, VISIT_STATE_CONFIRMED},
    {VISIT_STATE_PROPOSED, VISIT_CANCEL, VISIT_STATE_CANCELLED},
    {VISIT_STATE_PROPOSED, VISIT_DONE, VISIT_STATE_DONE},
    {VISIT_STATE_PROPOSED, VISIT_NO_SHOW, VISIT_STATE_NO_SHOW},
    {VISIT_STATE_PROPOSED, VISIT_REFUSE, VISIT_STATE_REFUSED},
    {VISIT_STATE_CONFIRMED, VISIT_MOVE, VISIT_STATE_CONFIRMED},
    {VISIT_STATE_CONFIRMED, VISIT_CANCEL, VISIT_STATE_CANCELLED},
    {VISIT_STATE_CONFIRMED, VISIT_DONE, VISIT_STATE_DONE},
    {VISIT_STATE_CONFIRMED, VISIT_NO_SHOW, VISIT_STATE_NO_SHOW},
    {VISIT_STATE_PROPOSED, VISIT_MISS, VISIT_STATE_MISSED},
    {VISIT_STATE_CONFIRMED, VISIT_REFUSE, VISIT_STATE_REFUSED},
    {VISIT_STATE_CONFIRMED, VISIT_MISS, VISIT_STATE_MISSED},
    {VISIT_STATE_DONE, VISIT_AMEND_DONE, VISIT_STATE_DONE},
    {VISIT_STATE_DONE, VISIT_AMEND_NO_SHOW, VISIT_STATE_NO_SHOW},
    {VISIT_STATE_DONE, VISIT_AMEND_REFUSE, VISIT_STATE_REFUSED},
    {VISIT_STATE_DONE, VISIT_AMEND_MISS, VISIT_STATE_MISSED},
    {VISIT_STATE_DONE, VISIT_STRIKE, VISIT_STATE_CONFIRMED},
    {VISIT_STATE_NO_SHOW, VISIT_AMEND_DONE, VISIT_STATE_DONE},
    {VISIT_STATE_NO_SHOW, VISIT_AMEND_NO_SHOW, VISIT_STATE_NO_SHOW},
    {VISIT_STATE_NO_SHOW, VISIT_AMEND_REFUSE, VISIT_STATE_REFUSED},
    {VISIT_STATE_NO_SHOW, VISIT_AMEND_MISS, VISIT_STATE_MISSED},
    {VISIT_STATE_NO_SHOW, VISIT_STRIKE, VISIT_STATE_CONFIRMED},
    {VISIT_STATE_REFUSED, VISIT_AMEND_DONE, VISIT_STATE_DONE},
    {VISIT_STATE_REFUSED, VISIT_AMEND_NO_SHOW, VISIT_STATE_NO_SHOW},
    {VISIT_STATE_REFUSED, VISIT_AMEND_REFUSE, VISIT_STATE_REFUSED},
    {VISIT_STATE_REFUSED, VISIT_AMEND_MISS, VISIT_STATE_MISSED},
    {VISIT_STATE_REFUSED, VISIT_STRIKE, VISIT_STATE_CONFIRMED},
    {VISIT_STATE_MISSED, VISIT_AMEND_DONE, VISIT_STATE_DONE},
    {VISIT_STATE_MISSED, VISIT_AMEND_NO_SHOW, VISIT_STATE_NO_SHOW},
    {VISIT_STATE_MISSED, VISIT_AMEND_REFUSE, VISIT_STATE_REFUSED},
    {VISIT_STATE_MISSED, VISIT_AMEND_MISS, VISIT_STATE_MISSED},
    {VISIT_STATE_MISSED, VISIT_STRIKE, VISIT_STATE_CONFIRMED},
};

const struct sm visit_states = {
    .name = "visit",
    .states = &scheduling__visit_state__descriptor,
    .inputs = visit_inputs,
    .n_inputs = VISIT_INPUTS,
    .moves = visit_moves,
    .n_moves = sizeof visit_moves / sizeof visit_moves[0],
};

static const char *const follow_up_inputs[FOLLOW_UP_INPUTS] = {
    [FOLLOW_UP_OPEN] = "OPEN",
    [FOLLOW_UP_CONFIRM] = "CONFIRM",
    [FOLLOW_UP_OVERDUE] = "OVERDUE",
    [FOLLOW_UP_CHANGE] = "CHANGE",
    [FOLLOW_UP_END] = "END",
    [FOLLOW_UP_REOPEN] = "REOPEN",
    [FOLLOW_UP_REOPEN_KEPT] = "REOPEN_KEPT",
    [FOLLOW_UP_HAND_OVER] = "HAND_OVER",
    [FOLLOW_UP_STRIKE] = "STRIKE",
    [FOLLOW_UP_STRIKE_KEPT] = "STRIKE_KEPT",
};

/*       OPEN                          CONFIRM
 *  (.) ──────▶ AWAITING_KEY_WORKER ─────────────▶ FOLLOWED
 *               │ ╰ OVERDUE, CHANGE ╯              │ ╰ CHANGE; CONFIRM when the key worker has left ╯
 *               │                                  │
 *               ╰──────────────── END ─────────────┴──────▶ ENDED ─ REOPEN, REOPEN_KEPT ─▶ one of the two
 * HAND_OVER leads from FOLLOWED back to AWAITING_KEY_WORKER, and elsewhere nowhere; so does STRIKE, of a key worker who
 * was confirmed in error, or back to who kept the bond before (STRIKE_KEPT). */
static const struct sm_move follow_up_moves[] = {
    {FOLLOW_UP_STATE_UNSPECIFIED, FOLLOW_UP_OPEN, FOLLOW_UP_STATE_AWAITING_KEY_WORKER},
    {FOLLOW_UP_STATE_AWAITING_KEY_WORKER, FOLLOW_UP_CONFIRM, FOLLOW_UP_STATE_FOLLOWED},
    {FOLLOW_UP_STATE_AWAITING_KEY_WORKER, FOLLOW_UP_OVERDUE, FOLLOW_UP_STATE_AWAITING_KEY_WORKER},
    {FOLLOW_UP_STATE_AWAITING_KEY_WORKER, FOLLOW_UP_CHANGE, FOLLOW_UP_STATE_AWAITING_KEY_WORKER},
    {FOLLOW_UP_STATE_AWAITING_KEY_WORKER, FOLLOW_UP_END, FOLLOW_UP_STATE_ENDED},
    {FOLLOW_UP_STATE_FOLLOWED, FOLLOW_UP_CONFIRM, FOLLOW_UP_STATE_FOLLOWED},
    {FOLLOW_UP_STATE_FOLLOWED, FOLLOW_UP_CHANGE, FOLLOW_UP_STATE_FOLLOWED},
    {FOLLOW_UP_STATE_FOLLOWED, FOLLOW_UP_END, FOLLOW_UP_STATE_ENDED},
    {FOLLOW_UP_STATE_ENDED, FOLLOW_UP_REOPEN, FOLLOW_UP_STATE_AWAITING_KEY_WORKER},
    {FOLLOW_UP_STATE_ENDED, FOLLOW_UP_REOPEN_KEPT, FOLLOW_UP_STATE_FOLLOWED},
    {FOLLOW_UP_STATE_AWAITING_KEY_WORKER, FOLLOW_UP_HAND_OVER, FOLLOW_UP_STATE_AWAITING_KEY_WORKER},
    {FOLLOW_UP_STATE_FOLLOWED, FOLLOW_UP_HAND_OVER, FOLLOW_UP_STATE_AWAITING_KEY_WORKER},
    {FOLLOW_UP_STATE_ENDED, FOLLOW_UP_HAND_OVER, FOLLOW_UP_STATE_ENDED},
    {FOLLOW_UP_STATE_FOLLOWED, FOLLOW_UP_STRIKE, FOLLOW_UP_STATE_AWAITING_KEY_WORKER},
    {FOLLOW_UP_STATE_FOLLOWED, FOLLOW_UP_STRIKE_KEPT, FOLLOW_UP_STATE_FOLLOWED},
};

const struct sm follow_up_states = {
    .name = "follow_up",
    .states = &scheduling__follow_up_state__descriptor,
    .inputs = follow_up_inputs,
    .n_inputs = FOLLOW_UP_INPUTS,
    .moves = follow_up_moves,
    .n_moves = sizeof follow_up_moves / sizeof follow_up_moves[0],
};

/* Two refusals, for two next steps: of a closed visit nothing can be done any more; of an open one all can, but that a
 * confirmed one is confirmed again. */
scheduling__visit_state visit_next(scheduling__visit_state from, enum visit_input input, int *reason) {
    int to = sm_next(&visit_states, (int)from, (int)input);
    bool closed = sm_is_final(&visit_states, (int)from) || sm_next(&visit_states, (int)from, VISIT_STRIKE) > 0;
    *reason = to > 0 ? 0 : closed ? REASON_VISIT_CLOSED : REASON_VISIT_IS_CONFIRMED;
    return to > 0 ? (scheduling__visit_state)to : VISIT_STATE_UNSPECIFIED;
}

bool visit_is_open(scheduling__visit_state s) { return s == VISIT_STATE_PROPOSED || s == VISIT_STATE_CONFIRMED; }

enum visit_input visit_input_of(scheduling__encounter_missed missed, bool amends) {
    switch (missed) {
    case ENCOUNTER_MISSED_UNSPECIFIED: return amends ? VISIT_AMEND_DONE : VISIT_DONE;
    case ENCOUNTER_MISSED_ABSENT: return amends ? VISIT_AMEND_NO_SHOW : VISIT_NO_SHOW;
    case ENCOUNTER_MISSED_REFUSED: return amends ? VISIT_AMEND_REFUSE : VISIT_REFUSE;
    case ENCOUNTER_MISSED_CANCELLED:
    case ENCOUNTER_MISSED_HOSPITAL:
    case ENCOUNTER_MISSED_WORKER:
    case ENCOUNTER_MISSED_WEATHER:
    case ENCOUNTER_MISSED_OTHER: break;
    }
    return amends ? VISIT_AMEND_MISS : VISIT_MISS;
}
