/* A family goes to another CLSC of the territory. She is one CLSC's at any time, and what there is to do for her is
 * that one's, whether she is enrolled or not.
 *
 *   OfferMove ──▶ MoveOffered: MOVE_OFFERED, the other CLSC's coordinators', by the territory's delay
 *      ├─ AcceptMove ───▶ MoveAnswered: her file, calls and work are the other CLSC's; nobody keeps the bond until
 *      │                  somebody of there is confirmed: FollowUpTold (follow/told.h)
 *      ├─ DeclineMove ──▶ MoveAnswered: she stays; whoever offered reads why, and offers her anew or gives it up
 *      └─ WithdrawMove ─▶ MoveAnswered: it was not to be; of a declined one, given up
 *
 * Undone it is by a move back: what was said of each stays in her history. */
#pragma once
#include "intake/rows.h"

/* All of her file, newest first; of an alias none is offered any more, as a person has said whose she is. */
struct moves {
    intake__move **moves;
    size_t n_moves;
};
struct moves intake_moves_of(struct view *v, ProtobufCBinaryData family_id);
/* One, with its last `n_answers` as the last that was said of it; 0: as it was offered. */
intake__move *intake_move_shown(struct view *v, struct id id, const intake_rows__move *row, size_t n_answers);
/* Which enrolment goes with her: the one that goes on, of whichever member of her file, else her own latest. */
ProtobufCBinaryData intake_moving_enrolment(struct view *v, ProtobufCBinaryData family_id);
struct owned intake_owner_of_move(struct view *v, ProtobufCBinaryData id);
