#include "intake/domain/states.h"

/*                        SEEN                           KEY_WORKER, SEEN       KEY_WORKER, SEEN
 *                         ┌─┐                                 ┌─┐                  ┌─┐
 *                         │ ▼                                 │ ▼                  │ ▼
 *   (not there) ─ENROL─▶ AWAITING_KEY_WORKER ─KEY_WORKER─▶ ACTIVE ─────END──────▶ ENDED
 *                         │                                                        ▲
 *                         └──────────────────────── END ───────────────────────────┘
 *   What scheduling tells of a follow-up is noted in every state, and nothing of it leads out of ENDED: what was made
 * before the end is written down later. Who comes back gets another enrolment. */
enum {
    NOT_THERE = ENROLMENT_STATE_UNSPECIFIED,
    AWAITING = ENROLMENT_STATE_AWAITING_KEY_WORKER,
    ACTIVE = ENROLMENT_STATE_ACTIVE,
    ENDED = ENROLMENT_STATE_ENDED,
};

static const struct sm_move moves[] = {
    {NOT_THERE, ENROLMENT_ENROL, AWAITING}, {AWAITING, ENROLMENT_KEY_WORKER, ACTIVE},
    {AWAITING, ENROLMENT_SEEN, AWAITING},   {AWAITING, ENROLMENT_END, ENDED},
    {ACTIVE, ENROLMENT_KEY_WORKER, ACTIVE}, {ACTIVE, ENROLMENT_SEEN, ACTIVE},
    {ACTIVE, ENROLMENT_END, ENDED},         {ENDED, ENROLMENT_KEY_WORKER, ENDED},
    {ENDED, ENROLMENT_SEEN, ENDED},
};

static const char *const inputs[ENROLMENT_INPUTS] = {
    [ENROLMENT_ENROL] = "ENROL",
    [ENROLMENT_KEY_WORKER] = "KEY_WORKER",
    [ENROLMENT_SEEN] = "SEEN",
    [ENROLMENT_END] = "END",
};

const struct sm intake_enrolment_states = {
    .name = "enrolment",
    .states = &intake__enrolment_state__descriptor,
    .inputs = inputs,
    .n_inputs = ENROLMENT_INPUTS,
    .moves = moves,
    .n_moves = sizeof moves / sizeof *moves,
};
