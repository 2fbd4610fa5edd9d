/* When a notice becomes overdue, and again. Pure. */
#pragma once
#include "base/arena.h"
#include "civil/date.h"
#include "proto/territory.h"

/* 17:00 of that day in the territory; INT64_MIN when there is no such day. */
int64_t notifications_due_ms(struct zone zone, const sippe__date *acknowledge_by);
/* 17:00, delays.escalate[rung] working days (at least one) after the day on which that rung fired; 0: it was the
 * last. */
int64_t notifications_next_rung_ms(struct arena *a, const sippe__territory *rules, struct zone zone, int32_t rung,
                                   int64_t fired_ms);
