/* How the row of a call is changed: in one place, so that its lists and its items of the worklist follow. */
#pragma once
#include "intake/rows.h"

/* Puts the changed row under the record's version, then refreshes its items. For a change of the call itself; rows.h
 * says what does not go through here. */
void intake_screening_put(struct apply *a, struct id screening, intake_rows__screening *row, const struct record *r);

/* Its decision is followed by this enrolment, of her own or of another member of her file; a decision that is taken
 * anew is followed by none. */
void intake_screening_followed(struct arena *a, intake_rows__screening *row, ProtobufCBinaryData enrolment);
void intake_screening_unfollowed(intake_rows__screening *row);
/* Were coupons arranged under the decision that it has, or under one that it had, of which nobody has said what was
 * done? What was arranged goes with the decision; coupons stay until somebody says so (reach/promise.h). */
static inline bool intake_screening_has_coupons(const intake_rows__screening *row) {
    const intake_rows__screening__personal *p = row->personal;
    return p->coupons || (p->route == ROUTE_OLO_ONLY && (p->arranged || p->outdated));
}
void intake_screening_unarranged(intake_rows__screening *row);
/* After a merge, or after one was taken back: whose list each call of these members stands in, and whether an enrolment
 * of her file follows it, are as her file is now. Nobody is shown another version: nothing of the calls changed. */
void intake_screenings_refile(struct apply *a, const struct id_list *members);
