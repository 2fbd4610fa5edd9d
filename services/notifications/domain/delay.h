/* When a notice becomes overdue, and again: the ladder. Pure.
 *
 *   issued ──acknowledge_by, 17:00──▶ rung 0 ──escalate[0] working days──▶ rung 1 ──escalate[1]──▶ ... the last one
 *      └────────── any answer or a withdrawal ends it ──────────┘
 *
 * Each rung is told to intake, whose worklist says whose turn it is; nobody writes to the partner again. */
#pragma once
#include "base/arena.h"
#include "civil/date.h"
#include "proto/territory.h"

/* 17:00 of that day in the territory: the day is the partner's to the end of office hours, ours and not the file's.
 * INT64_MIN when there is no such day. */
int64_t notifications_due_ms(struct zone zone, const sippe__date *acknowledge_by);
/* 17:00, delays.recall working days (at least one) after now: by then a program that reads has read that a notice was
 * withdrawn. */
int64_t notifications_recall_ms(struct arena *a, const sippe__territory *rules, struct zone zone, int64_t now_ms);
/* 17:00, delays.escalate[rung] working days (at least one) after the day on which that rung fired; 0: it was the last,
 * or there are no rules today. `rung` counts from 0. Counted from the firing and not from the due date: after a week of
 * a stopped daemon one rung is told, not all of them at once. */
int64_t notifications_next_rung_ms(struct arena *a, const sippe__territory *rules, struct zone zone, int32_t rung,
                                   int64_t fired_ms);
