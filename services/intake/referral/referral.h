/* Cancelling a referral, for whoever has the right: its own command, or a withdrawn consent; and how its row is
 * changed: in one place, so that its version and its item of the worklist follow. */
#pragma once
#include "intake/rows.h"

/* The record's id: the referral's new version. Whether it may be cancelled (intake_referral_can_cancel) is the caller's
 * to ask. `consent_withdrawn`: the referral itself is taken back, and leaves as withheld if nobody has fetched it
 * yet. */
struct id intake_referral_emit_cancelled(struct decide *d, struct id referral, const intake_rows__referral *row,
                                         bool consent_withdrawn, const char *reason);
/* Is it closed, for this need, and nobody has found another door yet? */
bool intake_referral_waits_for_door(const intake_rows__referral *row, sippe__need need);
/* Puts the changed row under the record's version. */
void intake_referral_put(struct apply *a, struct id referral, intake_rows__referral *row, const struct record *r);
/* It is asked anew that the partner be told; what was asked before keeps its day. */
void intake_referral_tell_by(intake_rows__referral *row, sippe__date *by);
/* Of an apply: these are a file of their own again. What another one's referral replaced asks for a door again. */
void intake_referrals_part(struct apply *a, const struct record *r, const struct id_list *members);
