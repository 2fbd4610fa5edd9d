/* Is a worker's entry complete and possible? */
#pragma once
#include "base/arena.h"
#include "proto/scheduling.h"
#include "proto/territory.h"

struct worker_fault {
    const char *path; /* "worker.hours[2].to_minute" */
    int reason;
};

/* Everything that is wrong with it; returns how many. The territory (may be NULL) says which CLSCs there are. */
size_t worker_check(struct arena *a, const sippe__territory *t, const scheduling__worker *w, struct worker_fault **out);
/* Hours in the order of weekday and start: the form that is compared and kept. */
void worker_hours_sort(scheduling__hours **hours, size_t n);
