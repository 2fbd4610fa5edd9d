/* A window while it is being made (cadence.h), between its three steps: laid out by dates, then met, then given a
 * state. */
#pragma once
#include "scheduling/domain/cadence/cadence_spans.h"

struct cadence_laid {
    struct cadence_window w;
    const struct cadence_span *span;
    size_t rank;                        /* of the span: the older, the smaller */
    bool cut;                           /* by an end of the anchor's that was told */
    const struct cadence_visit *filled; /* NULL: by none */
    bool outside;                       /* by one in the period alone */
};

/* Which visit fills which window (the rules of meeting), of windows in any order. */
void cadence_meet(struct arena *a, const struct cadence *c, struct cadence_laid *windows, size_t n);
/* What each is today, and where a visit would be proposed; after the meeting. */
void cadence_state(const struct cadence *c, struct cadence_laid *windows, size_t n, day today);
