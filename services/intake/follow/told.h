/* What scheduling hears of an enrolment: the whole of what it uses, in one (FollowUpTold), whenever a part of it is
 * another one. Whoever changes how a family is reached, who she is, or whether she is followed says so here, once a
 * message, and need not know what of it scheduling uses: what is the same is not told again.
 *
 *   EnrolFamily, TakeOverFamily ──▶ FamilyEnrolled ─┐
 *   a call, a contact, a birth, a loss, a person ───┼─▶ FollowUpTold ──▶ scheduling
 *   Suspend, Resume, End, Reopen ───────────────────┘ */
#pragma once
#include "intake/follow/enrolment.h"
#include "intake/rows.h"

/* What is so from this message on and stands in no row yet. NULL: as it stands. */
struct follow_now {
    const intake__contact_details *contact;
    const intake__kin *kin;
    intake__kin_change change;               /* what a person did to it; 0: nothing, or a call told it */
    const intake_rows__enrolment *enrolment; /* with its id */
    ProtobufCBinaryData enrolment_id;
    const char *clsc_code;      /* she goes to this one */
    const struct id_list *part; /* a file that is two again: these members of it alone, told under her own id */
};
/* Of a family that is not followed it tells nothing. */
void intake_follow_up_tell(struct decide *d, ProtobufCBinaryData family_id, const struct follow_now *now);
/* The first one, behind FamilyEnrolled; `row` is of one who is taken over: her worker and visits. */
void intake_follow_up_tell_first(struct decide *d, const struct enrolling *to, const intake__family_enrolled *e,
                                 const intake__taken_over_family *row);
