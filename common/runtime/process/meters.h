/* What every process measures of itself; its work adds its own series to the registry (metrics/names.def). */
#pragma once
#include "metrics/metrics.h"

/* Series are pointers into the registry; NULL before process_meters_open. */
struct process_meters {
    struct metrics *registry;
    struct metric *loop_late, *resident, *fds;
};

void process_meters_open(struct process_meters *m, const char *territory, const char *name, int64_t started_ms);
void process_meters_close(struct process_meters *m);
/* A timer of the loop fired so much later than it was due. */
void process_late(struct process_meters *m, int64_t late_us);
/* What is asked of the system, as of now. */
void process_meters_fill(struct process_meters *m);
