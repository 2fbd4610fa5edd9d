#include "metrics/names.h"

#include <math.h>

/* From half a millisecond (a commit takes 0.2 to 5 ms, by the disk) to what only a stalled disk takes. Upper bounds are
 * part of what is published: another set begins every graph anew. */
static const double seconds_short[] = {.0005, .001, .0025, .005, .01, .025, .05, .1, .25, 1, 5, INFINITY};
/* Up to a turn's 256. */
static const double messages_few[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, INFINITY};

#define KIND_COUNTER  METRIC_COUNTER, NULL
#define KIND_GAUGE    METRIC_GAUGE, NULL
#define KIND_SECONDS  METRIC_HISTOGRAM, seconds_short
#define KIND_MESSAGES METRIC_HISTOGRAM, messages_few

#define METRIC(id, kind, name, labels, unit, help)                                                                     \
    const struct metric_family metric_##id = {name, help, labels, KIND_##kind};
#include "metrics/names.def"
#undef METRIC
