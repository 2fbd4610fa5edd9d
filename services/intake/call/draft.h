/* A call that was interrupted (intake/drafts.proto). It is a subject of its own: what was told is
 * sealed for the draft's id, and to end it is to erase that subject.
 *
 *   SaveDraft ─▶ DraftSaved: its row, its work, the midnight behind its last day
 *   SubmitScreening, DiscardDraft, that midnight ─▶ DraftEnded, SubjectErased: row, work and key are gone */
#pragma once
#include "intake/rows.h"

/* NULL: there is none, or it has ended. */
intake_rows__draft *intake_draft_row(struct view *v, ProtobufCBinaryData id);
/* What she said in her own words; "": nothing, or it is none of the caller's. */
const char *intake_draft_notes(struct decide *d, ProtobufCBinaryData id);
/* The referral that came in, of which the call is made; empty: none, or it is none of the caller's. */
ProtobufCBinaryData intake_draft_inbound(struct decide *d, ProtobufCBinaryData id);
/* Ends it. Nothing, where there is none any more, or it is another CLSC's: a call that was finished is not refused for
 * what was kept of it before. */
void intake_draft_finish(struct decide *d, ProtobufCBinaryData id, intake__draft_end how);
