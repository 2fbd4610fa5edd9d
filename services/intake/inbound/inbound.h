/* Referrals that come in (intake/inbound.proto). One is a subject of its own: what an organisation told of her is
 * sealed for its id.
 *
 *   SendInboundReferral ─▶ InboundReferralTaken: its row, its work; InboundReceiptTold ─▶ notifications ─▶ who sent it
 *   SubmitScreening that names it, CloseInboundReferral
 *        ─▶ InboundReferralClosed: whom it became; InboundOutcomeTold ─▶ notifications ─▶ one of two words
 *             ├─ a family: it is erased with her (erasure/subjects)
 *             └─ nobody: the midnight behind `keep_days` ─▶ SubjectErased */
#pragma once
#include "intake/rows.h"

/* NULL: there is none, or it was erased. */
intake_rows__inbound *intake_inbound_row(struct view *v, ProtobufCBinaryData id);
/* How it is named on the telephone: made of its id, the same for ever. */
const char *intake_inbound_number(struct arena *a, struct id inbound);
/* By when the desk calls her, counted from today. */
sippe__date *intake_inbound_act_by(struct decide *d);
/* It became somebody else: two families were taken for one when it was closed. 0, or NOT_FOUND. */
int intake_inbound_hand_over(struct decide *d, ProtobufCBinaryData to_family_id, ProtobufCBinaryData id,
                             ProtobufCBinaryData *version);
/* She was screened: it is TAKEN, and hers. Nothing where there is none, it is closed, or it is another CLSC's: a call
 * that was made is not refused for how it came about. */
void intake_inbound_take(struct decide *d, ProtobufCBinaryData id, ProtobufCBinaryData family);
