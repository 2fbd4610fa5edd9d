#include "intake/domain/states.h"

/*             ┌CHANGE┐
 *   ──OPEN──▶ OPEN ◀─┘──CLOSE──▶ CLOSED
 *               │ ◀────REOPEN──────┤
 *               └─STRIKE─▶ IN_ERROR ┘
 *   Nothing of it is final: what was closed, or struck out, too early is opened again. */
static const struct sm_move moves[] = {
    {INCIDENT_STATE_UNSPECIFIED, INCIDENT_OPEN, INCIDENT_STATE_OPEN},
    {INCIDENT_STATE_OPEN, INCIDENT_CHANGE, INCIDENT_STATE_OPEN},
    {INCIDENT_STATE_OPEN, INCIDENT_CLOSE, INCIDENT_STATE_CLOSED},
    {INCIDENT_STATE_OPEN, INCIDENT_STRIKE, INCIDENT_STATE_IN_ERROR},
    {INCIDENT_STATE_CLOSED, INCIDENT_REOPEN, INCIDENT_STATE_OPEN},
    {INCIDENT_STATE_IN_ERROR, INCIDENT_REOPEN, INCIDENT_STATE_OPEN},
};

static const char *const inputs[INCIDENT_INPUTS] = {
    [INCIDENT_OPEN] = "OPEN",     [INCIDENT_CHANGE] = "CHANGE", [INCIDENT_CLOSE] = "CLOSE",
    [INCIDENT_REOPEN] = "REOPEN", [INCIDENT_STRIKE] = "STRIKE",
};

const struct sm intake_incident_states = {
    .name = "incident",
    .states = &intake__incident_state__descriptor,
    .inputs = inputs,
    .n_inputs = INCIDENT_INPUTS,
    .moves = moves,
    .n_moves = sizeof moves / sizeof *moves,
};
