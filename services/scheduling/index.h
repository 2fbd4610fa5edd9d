/* Visits by worker, by family and by id: the rows behind calendars and behind "nobody is booked twice". Lists are in
 * the message's arena and copies: nothing in them changes while it runs. */
#pragma once
#include "scheduling/domain/slots.h"
#include "scheduling/tables.h"

struct visit_ref { /* row is never NULL */
    struct id id;
    scheduling_rows__visit *row;
};
struct visit_list {
    struct visit_ref *visits; /* by start */
    size_t n;
};

/* Those that start in [from_ms, to_ms), by start: one that began earlier and lasts into it is not among them (taken.c
 * reaches back). A worker's are without the cancelled ones, a family's with them: her calendar says when she is busy,
 * theirs what happened. */
struct visit_list scheduling_visits_of_worker(struct view *v, const char *code, int64_t from_ms, int64_t to_ms);
struct visit_list scheduling_visits_of_family(struct view *v, struct id family_id, int64_t from_ms, int64_t to_ms);
/* The enrolments of her file here, in no order that says anything; those of one member. */
size_t scheduling_follow_ups_of(struct view *v, struct id family_id, struct id **out);
size_t scheduling_follow_ups_under(struct view *v, struct id member, struct id **out);
/* NULL: no such visit. */
scheduling_rows__visit *scheduling_visit_get(struct view *v, struct id visit_id);
