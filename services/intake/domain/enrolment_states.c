#include "intake/domain/states.h"

/*                        SEEN                           KEY_WORKER, SEEN       KEY_WORKER, SEEN
 *                         ┌─┐                                 ┌─┐                  ┌─┐
 *                         │ ▼                                 │ ▼                  │ ▼
 *   (not there) ─ENROL─▶ AWAITING_KEY_WORKER ─KEY_WORKER─▶ ACTIVE ─────END──────▶ ENDED
 *                         │ │          ▲                    │    ▲                 ▲ │
 *                         │ SUSPEND  RESUME           SUSPEND  RESUME_FOLLOWED     │ REOPEN, REOPEN_FOLLOWED
 *                         │ └───────┐  └─────── SUSPENDED ◀─┘    │                 │ └─▶ as it was, within 30 days
 *                         │         └─────────▶  │   └───────────┘                 │
 *                         └──────────────────────┴───────── END ───────────────────┘
 *   What scheduling tells of a follow-up is noted in every state, and nothing of it leads out of ENDED or SUSPENDED:
 * what was made before the end is written down later, and a suspended family has a key worker too. Who comes back after
 * that time gets another enrolment. A move to another CLSC (MOVE) leads from ACTIVE back to AWAITING_KEY_WORKER, and
 * elsewhere nowhere: somebody of there is expected to keep the bond. So does the striking out of a key worker who was
 * confirmed in error (STRUCK). */
enum {
    NOT_THERE = ENROLMENT_STATE_UNSPECIFIED,
    AWAITING = ENROLMENT_STATE_AWAITING_KEY_WORKER,
    ACTIVE = ENROLMENT_STATE_ACTIVE,
    ENDED = ENROLMENT_STATE_ENDED,
    SUSPENDED = ENROLMENT_STATE_SUSPENDED,
};

static const struct sm_move moves[] = {
    {NOT_THERE, ENROLMENT_ENROL, AWAITING},
    {AWAITING, ENROLMENT_KEY_WORKER, ACTIVE},
    {AWAITING, ENROLMENT_SEEN, AWAITING},
    {AWAITING, ENROLMENT_END, ENDED},
    {ACTIVE, ENROLMENT_KEY_WORKER, ACTIVE},
    {ACTIVE, ENROLMENT_SEEN, ACTIVE},
    {ACTIVE, ENROLMENT_END, ENDED},
    {ENDED, ENROLMENT_KEY_WORKER, ENDED},
    {ENDED, ENROLMENT_SEEN, ENDED},
    {AWAITING, ENROLMENT_SUSPEND, SUSPENDED},
    {ACTIVE, ENROLMENT_SUSPEND, SUSPENDED},
    {SUSPENDED, ENROLMENT_KEY_WORKER, SUSPENDED},
    {SUSPENDED, ENROLMENT_SEEN, SUSPENDED},
    {SUSPENDED, ENROLMENT_RESUME, AWAITING},
    {SUSPENDED, ENROLMENT_RESUME_FOLLOWED, ACTIVE},
    {SUSPENDED, ENROLMENT_END, ENDED},
    {ENDED, ENROLMENT_REOPEN, AWAITING},
    {ENDED, ENROLMENT_REOPEN_FOLLOWED, ACTIVE},
    {AWAITING, ENROLMENT_STRUCK, AWAITING},
    {ACTIVE, ENROLMENT_STRUCK, AWAITING},
    {SUSPENDED, ENROLMENT_STRUCK, SUSPENDED},
    {ENDED, ENROLMENT_STRUCK, ENDED},
    {AWAITING, ENROLMENT_MOVE, AWAITING},
    {ACTIVE, ENROLMENT_MOVE, AWAITING},
    {SUSPENDED, ENROLMENT_MOVE, SUSPENDED},
    {ENDED, ENROLMENT_MOVE, ENDED},
};

static const char *const inputs[ENROLMENT_INPUTS] = {
    [ENROLMENT_ENROL] = "ENROL",
    [ENROLMENT_KEY_WORKER] = "KEY_WORKER",
    [ENROLMENT_SEEN] = "SEEN",
    [ENROLMENT_END] = "END",
    [ENROLMENT_SUSPEND] = "SUSPEND",
    [ENROLMENT_RESUME] = "RESUME",
    [ENROLMENT_RESUME_FOLLOWED] = "RESUME_FOLLOWED",
    [ENROLMENT_REOPEN] = "REOPEN",
    [ENROLMENT_REOPEN_FOLLOWED] = "REOPEN_FOLLOWED",
    [ENROLMENT_STRUCK] = "STRUCK",
    [ENROLMENT_MOVE] = "MOVE",
};

const struct sm intake_enrolment_states = {
    .name = "enrolment",
    .states = &intake__enrolment_state__descriptor,
    .inputs = inputs,
    .n_inputs = ENROLMENT_INPUTS,
    .moves = moves,
    .n_moves = sizeof moves / sizeof *moves,
};
