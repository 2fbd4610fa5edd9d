#include "intake/domain/states.h"

/*                        VISIT                          KEY_WORKER, VISIT
 *                         ┌─┐                                 ┌─┐
 *                         │ ▼                                 │ ▼
 *   (not there) ─ENROL─▶ AWAITING_KEY_WORKER ─KEY_WORKER─▶ ACTIVE ─END─▶ ENDED
 *                         │                                                ▲
 *                         └──────────────────── END ───────────────────────┘
 *   A visit may be told before the key worker: the two come from scheduling, and a first contact cannot wait for
 * papers.
 *   Nothing leads out of ENDED. A VISIT still counts there: it was made before the end and is recorded late, which
 * scheduling makes sure of. Who comes back gets another enrolment. */
enum {
    NOT_THERE = ENROLMENT_STATE_UNSPECIFIED,
    AWAITING = ENROLMENT_STATE_AWAITING_KEY_WORKER,
    ACTIVE = ENROLMENT_STATE_ACTIVE,
    ENDED = ENROLMENT_STATE_ENDED,
};

static const struct sm_move moves[] = {
    {NOT_THERE, ENROLMENT_ENROL, AWAITING}, {AWAITING, ENROLMENT_KEY_WORKER, ACTIVE},
    {AWAITING, ENROLMENT_VISIT, AWAITING},  {AWAITING, ENROLMENT_END, ENDED},
    {ACTIVE, ENROLMENT_KEY_WORKER, ACTIVE}, {ACTIVE, ENROLMENT_VISIT, ACTIVE},
    {ACTIVE, ENROLMENT_END, ENDED},         {ENDED, ENROLMENT_VISIT, ENDED},
};

static const char *const inputs[ENROLMENT_INPUTS] = {
    [ENROLMENT_ENROL] = "ENROL",
    [ENROLMENT_KEY_WORKER] = "KEY_WORKER",
    [ENROLMENT_VISIT] = "VISIT",
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
