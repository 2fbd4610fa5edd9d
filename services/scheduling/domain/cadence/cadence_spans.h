/* The first half of the cadence (cadence.h): which phase holds on which days of which anchor. */
#pragma once
#include "scheduling/domain/cadence/cadence.h"

/* Past any programme; far enough within the range that sums fit. */
enum { CADENCE_FAR = 3660, CADENCE_NEVER = INT32_MAX / 4 };

struct cadence_span {
    const struct cadence_anchor *anchor;
    const sippe__cadence_phase *phase;
    uint64_t digest;
    day first, last; /* of the phase on this anchor */
    day end;         /* the anchor's own last day; CADENCE_NEVER */
    bool ends;       /* that end was told, or follows from a birth: past 42 weeks nothing has ended */
    day from, until; /* grid days on which these numbers hold, both included */
};

/* Ordered: the older anchor first, of one anchor the span that begins earlier, then by name and numbers. None is
 * empty. */
size_t cadence_spans(struct arena *a, const struct cadence *c, struct cadence_span **out);
/* Does it hold this day, as a grid day? */
bool cadence_span_holds(const struct cadence_span *s, day on);
