/* What was one family's is another's. */
#pragma once
#include "engine/service.h"

struct merging {
    struct id into, from;  /* the family that is left, and the other one */
    const char *clsc_code; /* of the one that is left */
};
/* Gathers FollowUpMoved. latest: it is the one by which the merged family is known. */
void scheduling_merge_follow_up(struct decide *d, struct id enrolment_id, const struct merging *m, bool latest);
/* The enrolment that is shown when the family is asked for; that she was merged stays. */
void scheduling_family_put_latest(struct apply *a, struct id family_id, ProtobufCBinaryData enrolment_id);
