/* Counters, gauges and histograms of a daemon, and their Prometheus text (format 0.0.4).
 *
 * A registry is owned by its caller and used from one thread. A series is registered once with its labels and then only
 * counted: no look-up by name at run time. Labels have few values (peer, method, type, reason), never an id, a key or
 * anything that came in a message. Units are base units: seconds, bytes. Names are in metrics/names.h.
 *
 *   at the start    s = metrics_series(m, &metric_link_up, LABELS({"peer", "intake"}))
 *   as it happens   metric_observe(s, seconds)
 *   when asked      metric_count_to(s, what the bus counted), metric_set(s, ...), metrics_text(m, arena) */
#pragma once
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/span.h"

enum { METRIC_LABELS_MAX = 4, METRIC_BUCKETS_MAX = 16 };

struct metrics;
struct metric; /* one series; lives as long as its registry */

struct metric_label {
    const char *name, *value;
};

/* What a name is; a constant of the program (metrics/names.h). */
enum metric_kind { METRIC_COUNTER, METRIC_GAUGE, METRIC_HISTOGRAM };
struct metric_family {
    const char *name, *help;
    const char *labels; /* the names of its own ones, a blank between two */
    enum metric_kind kind;
    const double
        *bounds; /* of a histogram: upper bounds, ascending, ends with INFINITY (which has no bucket of its own) */
};

/* `common`: labels of every series, as below: of two daemons' texts in one file each series is then its own. */
struct metrics *metrics_new(const struct metric_label *common);
/* NULL is safe. Every series is gone with it. */
void metrics_free(struct metrics *m);
/* labels: the family's, in its order; ends with {NULL, NULL}; NULL: none. Both are copied. The same name and labels
 * again give the same series. */
struct metric *metrics_series(struct metrics *m, const struct metric_family *f, const struct metric_label *labels);
/* Counters only: one that is kept elsewhere: takes its value; one that went back is ignored. */
void metric_count_to(struct metric *s, uint64_t total);
/* Gauges only. */
void metric_set(struct metric *s, double value);
/* Histograms only. */
void metric_observe(struct metric *s, double value);
/* All series, families in the order of their first registration. In the arena, without a NUL. */
struct span metrics_text(const struct metrics *m, struct arena *a);

/* LABELS({"peer", "intake"}, {"reason", "parts"}) */
#define LABELS(...) ((const struct metric_label[]){__VA_ARGS__, {NULL, NULL}})
