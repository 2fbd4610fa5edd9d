/* A letter that waits for her reply, and coupons that were arranged, are promised to somebody outside: nothing takes
 * them back by itself. When the address that they go to changes, her pregnancy ends or, of coupons, another way is
 * decided, they are somebody's work.
 *
 *   a call, a contact, a loss ────▶ PromiseOutdated ─▶ LETTER, OLO_START on the worklist, today, with why
 *   another decision than coupons ─┘                   coupons decided again: they hold again
 *     ends: she is reached, or a person says what was done (SettleWork, with a note) */
#pragma once
#include "intake/follow/told.h"
#include "intake/rows.h"

/* Of a message after which this is so. A file that is two again moves no address. */
void intake_promises_compare(struct decide *d, ProtobufCBinaryData family_id, const struct follow_now *now);
/* Behind a decision's own record: `row` is the call's as it was before it. */
void intake_promises_decided(struct decide *d, ProtobufCBinaryData screening_id, const intake_rows__screening *row,
                             intake__route route);
/* Why somebody is to say what was done of this letter, or of the coupons of this call; 0: it holds, or is neither. */
intake__outdated_because intake_promise_outdated(struct view *v, struct id thing);
