#include "intake/domain/states.h"

/*                 ┌─ACCEPT──▶ ACCEPTED
 *   ──OFFER─▶ OFFERED ─DECLINE─▶ DECLINED
 *                 └─WITHDRAW─▶ WITHDRAWN ◀─WITHDRAW─┘
 *   She is the offering CLSC's until ACCEPTED, and the other one's from then on. What was declined is somebody's turn
 * until it is given up: who offers her anew gives it up by that. Undone it is by another one, back. */
static const struct sm_move moves[] = {
    {MOVE_STATE_UNSPECIFIED, MOVE_OFFER, MOVE_STATE_OFFERED},
    {MOVE_STATE_OFFERED, MOVE_ACCEPT, MOVE_STATE_ACCEPTED},
    {MOVE_STATE_OFFERED, MOVE_DECLINE, MOVE_STATE_DECLINED},
    {MOVE_STATE_OFFERED, MOVE_WITHDRAW, MOVE_STATE_WITHDRAWN},
    {MOVE_STATE_DECLINED, MOVE_WITHDRAW, MOVE_STATE_WITHDRAWN},
};

static const char *const inputs[MOVE_INPUTS] = {
    [MOVE_OFFER] = "OFFER",
    [MOVE_ACCEPT] = "ACCEPT",
    [MOVE_DECLINE] = "DECLINE",
    [MOVE_WITHDRAW] = "WITHDRAW",
};

const struct sm intake_move_states = {
    .name = "move",
    .states = &intake__move_state__descriptor,
    .inputs = inputs,
    .n_inputs = MOVE_INPUTS,
    .moves = moves,
    .n_moves = sizeof moves / sizeof *moves,
};
