/* A family that was followed before the program was comes with whom she knows and when she is next seen. Intake tells
 * it with her enrolment (FollowUpTold.taken_over_on), once; from then on she is followed as any other.
 *
 *   her key worker      confirmed, when she is on the list and works: the bond is there, and no cap or language is
 *                       asked. Else somebody looks for one, as for any family (KEY_WORKER)
 *   the last visit      an encounter that took place; what was made before the program is not counted here, but keeps
 *                       its distance
 *   the next visit      confirmed, since it was promised. Where it cannot stand (she is busy then, or not there) it is
 *                       told to intake (VisitUnplaced): a person finds another time and tells the family */
#pragma once
#include "scheduling/facts.h"

/* Gathers all of this behind FollowUpOpened; nothing of a family who was not taken over. */
void scheduling_take_over(struct decide *d, const intake__follow_up_told *e, const scheduling__follow_up_opened *o);
