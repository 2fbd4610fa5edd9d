/* What a decision and its revision share: against what it is taken, what is due after it, and what rows keep of it. */
#pragma once
#include "intake/rows.h"

struct deciding {
    ProtobufCBinaryData screening_id;
    intake_rows__screening *row; /* as it was before */
    const sippe__territory *rules;
    struct rules_used used;
    day today;
    intake__route proposed; /* today: once a start week has come, by the weeks of today */
    intake__route route;
    int32_t priority; /* 0: none */
    day asked_on;     /* the day of her call */
};
/* For a screening that is there, with the route and priority that a person set. 0; TERRITORY_MISSING. */
int intake_deciding_begin(struct decide *d, struct deciding *m);
/* Opens and stops the delays of access, which come behind the decision's own record; then the day on which the next
 * step is due, which no ordinary delay puts behind the last day of hers. DAY_NONE: the decision ends it.
 * *access_due_at: of the delay that runs. */
day intake_deciding_due(struct decide *d, const struct deciding *m, sippe__instant **access_due_at);

/* What an apply notes of the row; the caller puts it. */
struct decided {
    intake__route route;
    int32_t priority;
    sippe__date *act_by, *first_asked_on;
};
void intake_decided_note(struct apply *a, const struct record *r, struct id screening, intake_rows__screening *row,
                         const struct decided *what);

/* A decision by its record, a first one or a revised one; NULL: erased. */
intake__decision *intake_decision_shown(struct view *v, uint64_t seq);
