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
    int64_t
        until_ms; /* moved back by scheduling_work_of: from then on it may be other work, though no row is another */
};
/* False: no rules for visits are in force. */
bool scheduling_listing(struct view *v, int64_t now_ms, struct listing *out);
/* It was agreed under the CLSC that she left, and nobody has said since whether it stands. */
bool scheduling_visit_is_other_clsc(const struct family_facts *f, const scheduling_rows__visit *row);
/* In no order; of one that waits for a key worker what was agreed before, of one that has ended what she is to be
 * told. */
size_t scheduling_work_of(struct listing *l, const struct family_facts *f, struct work_due **out);
