/* What must be done next for one family that is followed, gathered from rows for the rules of domain/work.h. */
#pragma once
#include "scheduling/domain/work.h"
#include "scheduling/facts.h"

struct listing {
    struct view *v;
    int64_t now_ms;
    struct rules_now rules;
    day climbed; /* what was due up to that day is the coordinators' too; set by who lists */
    bool asked;  /* whether anybody is there, for a coordinator */
    struct staff staff;
};
/* False: no rules for visits are in force. */
bool scheduling_listing(struct view *v, int64_t now_ms, struct listing *out);
/* In no order; of a follow-up that is FOLLOWED, or has ended and she is to be told so. */
size_t scheduling_work_of(struct listing *l, const struct family_facts *f, struct work_due **out);
