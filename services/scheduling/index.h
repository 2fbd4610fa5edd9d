/* Visits by worker, by family and by id: the rows behind calendars and behind "nobody is booked twice". */
#pragma once
#include "scheduling/domain/slots.h"
#include "scheduling/tables.h"

struct visit_ref {
    struct id id;
    scheduling_rows__visit *row;
};
struct visit_list {
    struct visit_ref *visits; /* by start */
    size_t n;
};

/* Those that start in [from_ms, to_ms). A worker's are without the cancelled ones. */
struct visit_list scheduling_visits_of_worker(struct view *v, const char *code, int64_t from_ms, int64_t to_ms);
struct visit_list scheduling_visits_of_family(struct view *v, struct id family_id, int64_t from_ms, int64_t to_ms);
scheduling_rows__visit *scheduling_visit_get(struct view *v, struct id visit_id);
