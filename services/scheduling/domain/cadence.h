/* When a family's visits are due: two clocks, no recurrence rule.
 *
 *   grid clock     the kth visit of a phase is expected on  anchor + from_day + (k - 1) x interval_days,  k = 1, 2, ...
 *   spacing clock  not before  the last visit made (or booked for an earlier window) + min_gap_days;
 *                  a birth starts it anew
 *
 *   window k = [max(grid - tolerance_before, start of the phase, enrolment, spacing clock), grid + tolerance_after]
 *
 * A pure drift ("last + interval") loses visits silently, a pure grid puts two side by side after a slip. (phase, k)
 * names a window for ever: a redated pregnancy or a birth moves the grid and not the names. A visit that was missed
 * keeps its window open for half an interval after the grid day, then it lapses: never more than one is carried over. A
 * window without a working day is prolonged to the next one. A birth ends the pregnancy's phases: their windows after
 * it vanish, and those anchored on birth appear; before it is known there are none of these. A pregnancy past its due
 * date keeps its rhythm until the birth is recorded, one window ahead, so that no family falls silently out of sight.
 *
 * Everything is civil days: no time zone, no daylight saving in it. */
#pragma once
#include <stdbool.h>
#include "civil/calendar.h"
#include "base/id.h"
#include "proto/scheduling.h"
#include "proto/territory.h"

enum { CADENCE_PREGNANCY_DAYS = 280 }; /* from the first day of pregnancy as it is counted to the due date */

enum cadence_fate {
    CADENCE_BOOKED, /* to come, or not recorded yet */
    CADENCE_MADE,
    CADENCE_MISSED, /* nobody home, or refused */
};

struct cadence_visit {
    struct id id;
    day on;
    enum cadence_fate fate;
    const char *phase; /* what it was booked for; "" and 0: nothing */
    int k;
};

struct cadence {
    const sippe__visits *rules;
    const struct calendar *calendar;
    day due_date, birth, enrolled;      /* DAY_NONE: unknown */
    const struct cadence_visit *visits; /* without the cancelled ones, any order */
    size_t n_visits;
};

struct cadence_window {
    const char *phase; /* of the rules */
    int k;
    day grid, earliest, latest;
    int minutes, interval_days;
    bool booked;
    struct id visit; /* when booked */
};

/* The windows not over on `today` that open by `until`, in the order of their grid days; lasts as long as the arena.
 * Those of visits made are left out. Returns how many. */
size_t cadence_windows(struct arena *a, const struct cadence *c, day today, day until, struct cadence_window **out);
/* Which window a visit on that day would fill: an open one that holds the day, else the nearest within its interval;
 * NULL: none. */
const struct cadence_window *cadence_window_for(const struct cadence_window *windows, size_t n, day on);
/* The phase of that day; NULL: none. */
const sippe__cadence_phase *cadence_phase_on(const struct cadence *c, day on);
/* What a family weighs in a caseload, in tenths of a point: 20 for an interval of up to 7 days, 10 up to 14, else 5; by
 * the phase of that day, or the nearest one. A family without dates (not known, erased) weighs as in the first
 * phase. */
int cadence_points(const struct cadence *c, day on);
