/* Urgent needs: each that a call tells is a thing of its own, on the worklist from then on under every route, until a
 * person says what was done about it.
 *
 *   SubmitScreening, AmendScreening ─▶ Proposal.urgent ─▶ UrgentRaised: due that day, of a named role
 *                                                             └─ SettleWork with a note ─▶ dealt with
 *
 * A correction raises what its answers add and takes nothing back: that somebody is fed is not undone by a changed
 * answer, and a slip costs one tick. What this call has raised once is not raised again; another call is. */
#pragma once
#include "intake/rows.h"

struct owned intake_owner_of_urgent(struct view *v, ProtobufCBinaryData id);
/* Those of the proposal that this call has not raised yet; the call's own record is gathered before. */
void intake_urgent_emit(struct decide *d, ProtobufCBinaryData family_id, ProtobufCBinaryData screening_id,
                        const intake__proposal *p, const sippe__territory *t);
/* Of an apply. False: this is no urgent need. */
bool intake_urgent_settled(struct apply *a, struct id urgent, const struct record *r);

/* As it stands for a person. */
intake__urgent_need *intake_urgent_shown(struct query *q, struct id id, const intake_rows__urgent *row);
