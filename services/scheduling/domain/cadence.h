/* When a family's visits are due: two clocks, no recurrence rule. One (RFC 5545) cannot say what is needed: a phase
 * that begins with a birth not yet known, a least distance after a late visit, a tolerance, a visit made up for.
 *
 *   grid clock     the kth visit of a phase is expected on  anchor + from_day + (k - 1) x interval_days,  k = 1, 2, ...
 *   spacing clock  not before  the last visit made, or booked for a day before this grid day,  + min_gap_days of the
 *                  window's own phase; a birth starts it anew
 *
 *   window k = [max(grid - tolerance_before, start of the phase, enrolment, spacing clock), grid + tolerance_after]
 *
 *   every 14 days, 4 before, 4 after, least gap 8; visit 6 is made a week late, 7 waits 8 days, 8 stays in place:
 *
 *                        03-28                       04-11                       04-25
 *     grid                 6                           7                           8
 *     by the grid  [───────┼───────]           [───────┼───────]           [───────┼───────]
 *     made                               ● 04-04
 *     what is due                                        [─────]           [───────┼───────]
 *
 * A pure drift ("last + interval") loses visits silently: two days late each week, and two of nine weekly visits are
 * gone. A pure grid puts two side by side after a slip. With both clocks a slip shortens the next window and no other;
 * one that is left no day lapses, and is not given at all.
 *
 * Windows are stored nowhere: they are this function of the rules, the dates and the visits, so that a birth, another
 * date or other rules need no repair. (phase, k) names a window as long as the rules keep the phase's first day and
 * interval: a redated pregnancy or a birth moves the grid and not the names.
 *
 * What a visit counts for, at most one window:
 *   1. the one that it was booked for, while that one exists and the visit lies within an interval of its grid day: a
 *      visit that was moved by some days, or a grid by some, keeps its meaning; past that the name says nothing;
 *   2. else the one of its day. Each number owns the days from its earliest one to the day before the next number's,
 *      those between two windows too: a visit that nobody booked, or a day late, fills the window before it;
 *   3. else, outside all phases, none.
 * On or after the day of birth a prenatal name counts for nothing: what is still booked takes the place of a visit at
 * home. In one window a visit made counts before one booked, and that before one missed; a second one in it fills no
 * other.
 *
 * A visit that was missed keeps its window open for half an interval after the grid day, then it lapses: never more
 * than one is carried over. A window without a working day is prolonged to the next one. A birth ends the pregnancy's
 * phases: their windows after it vanish, and those anchored on birth appear; before it is known there are none of
 * these. A pregnancy past its due date keeps its rhythm until the birth is recorded, one window ahead, and to 42 weeks
 * at most: then the birth is asked for (domain/work.h), so that no family falls silently out of sight. What lay before
 * the enrolment is not owed.
 *
 * Everything is civil days: no time zone, no daylight saving in it. Rules that were adopted keep the tolerances below
 * the interval, the gap within it, and the phases of an anchor one behind the other; an interval of zero or negative
 * days do no harm here. */
#pragma once
#include <stdbool.h>
#include "civil/calendar.h"
#include "base/id.h"
#include "proto/scheduling.h"
#include "proto/territory.h"

/* From the first day of pregnancy as it is counted, that of the last period, to the due date: 40 weeks. Days of
 * pregnancy in the rules count from there: 84 is 12 weeks and 0 days. */
enum { CADENCE_PREGNANCY_DAYS = 280 };
/* 42 weeks: past them no child is awaited any more, and somebody asks (domain/work.h). */
enum { CADENCE_PAST_DUE_DAYS = 14 };

enum cadence_fate {
    CADENCE_BOOKED, /* to come, or over and not recorded yet */
    CADENCE_MADE,
    CADENCE_MISSED, /* nobody home, or refused */
};

/* A visit of the enrolment in hand. One of an earlier enrolment counts for nothing here. */
struct cadence_visit {
    struct id id;
    day on;
    enum cadence_fate fate;
    const char *phase; /* what it was booked for; "" and 0: nothing */
    int k;
};

/* The caller keeps what it points to, at least as long as the windows, which point to the phases' names. */
struct cadence {
    const sippe__visits *rules;
    const struct calendar *calendar;
    day due_date, birth, enrolled;      /* DAY_NONE: unknown */
    const struct cadence_visit *visits; /* without the cancelled ones, any order */
    size_t n_visits;
    sippe__programme_end programme_end; /* no window lies on or after the day on which the child leaves */
};

/* One that is booked shows its days by the grid, not spaced, and latest may lie before the visit: what stands is shown
 * as it is. It is given until the visit's day and the window are both over, also when nobody has recorded the visit. */
struct cadence_window {
    const char *phase; /* of the rules */
    int k;
    day grid, earliest, latest;
    int minutes, interval_days;
    bool booked;
    struct id visit; /* when booked */
};

/* The windows not over on `today` that open by `until`, in the order of their grid days (then phase, k); they last as
 * long as the arena. Those of visits made are left out. Returns how many. `until` is cut ten years after today. */
size_t cadence_windows(struct arena *a, const struct cadence *c, day today, day until, struct cadence_window **out);
/* Which window a visit on that day would fill, asked before it is booked: an open one that holds the day, else the
 * nearest within its interval (the earlier of two); NULL: none. A booked one is passed over, so the answer may differ
 * from what the day alone counts for. The list must reach past the day by an interval, or a window that opens later is
 * not seen. */
const struct cadence_window *cadence_window_for(const struct cadence_window *windows, size_t n, day on);
/* The phase of that day, by the dates alone; NULL: none. For its length when no window is near. */
const sippe__cadence_phase *cadence_phase_on(const struct cadence *c, day on);
/* What a family weighs in a caseload, in tenths of a point: 20 for an interval of up to 7 days, 10 up to 14, else 5; by
 * the phase of that day, or the nearest one, so that nobody weighs nothing before the first phase or after the last. A
 * family without dates (not known, erased) weighs as in the first phase. Visits do not count: what is owed weighs, not
 * what was made. The cap of the territory's file is in the same points; the weights wait for a source as the cap
 * does. */
int cadence_points(const struct cadence *c, day on);
