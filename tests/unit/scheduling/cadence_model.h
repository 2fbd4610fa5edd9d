/* The cadence said again, day by day and without a thought for time: what cadence.c must agree with. Nothing of it is
 * shared with the code but the types. */
#pragma once
#include "scheduling/domain/cadence/cadence.h"

/* Windows whose grid day lies in [first, last], in the order of cadence_windows; at most `most` are written. What lies
 * near the ends sees less of its neighbours than it should: ask for more days than are compared. */
size_t model_windows(const struct cadence *c, day today, day first, day last, struct cadence_window *out, size_t most);
