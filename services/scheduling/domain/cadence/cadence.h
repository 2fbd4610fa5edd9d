/* When a family is due to be visited, and what became of each window: one pure function of dates, rules and visits,
 * from which all else that knows of windows reads (the work of a team, the first visit, what a family weighs, figures).
 * No recurrence rule (RFC 5545) can say what is needed: a phase that begins with a birth not yet known, a tolerance,
 * several children, a visit made up for.
 *
 *   anchor   what days are counted from: the enrolment, a pregnancy, a child (its birth, its day at home)
 *   span     one phase of the rules on one anchor: its first and last day
 *   grid     the kth visit of a span is expected on  first + (k - 1) x interval,  k = 1, 2, ...
 *   window   [grid - before, grid + after], cut by the span; its last day moves to the next working one
 *   period   the days nearer to this grid day than to the span's others: periods part a span without a hole
 *
 *   every 14 days, 4 before, 4 after:
 *
 *                        03-28                       04-11                       04-25
 *     grid                 6                           7                           8
 *     window       [───────┼───────]           [───────┼───────]           [───────┼───────]
 *     period ┆─────────────┼────────────┆──────────────┼────────────┆──────────────┼────────────┆
 *
 * Windows depend on dates and rules alone and are stored nowhere, so that a birth, a corrected date or other rules need
 * no repair: what was wrong and was corrected gives what would have been right from the start. A pure drift ("last +
 * interval") would lose visits silently: two days late each week, and two of nine weekly visits are gone.
 *
 * Rules have versions. A phase whose numbers are the same in the next version goes on as if there were one, whatever
 * its label; of one that changes, the grid days before the next version's first day stay, and from that day on the new
 * numbers have their own, counted from the same first day of the span.
 *
 * Carried and served. Of all spans of all anchors that hold a grid day, the densest one's window carries (then the
 * older anchor's, then the span that began earlier); the others are served by what is carried. Then, densest first, a
 * served window whose period holds no grid day of a carrier carries too, so that a hand-over from one child to another
 * leaves no hole. Only what carries is proposed, weighs and is asked of the team.
 *
 * Meeting, for each anchor apart. Visits that were made are placed before those booked, and these before those missed;
 * by day, then id. Each meets the first unmet window of the anchor that holds its day (the one that ends first), else
 * the one whose period does. A visit meets at most one window of an anchor, and may meet one of every anchor: twins are
 * visited once. A second visit that was missed in a window stays in it and fills no other.
 *
 * State. Met in the window, MET; in the period, MADE_LATE. What was over before the enrolment, before the family was
 * taken over or before its anchor was told is not owed. What was missed may be made up for until the period ends: never
 * more than one is carried over. What an end cut short (of the pregnancy, of the programme for the child) and nobody
 * met is not owed either. All other windows that are over have lapsed, and stay for who counts.
 *
 * Where a visit would be proposed: in the window, not before today or the first day of the follow-up, and min_gap_days
 * after the last visit made, or booked for a day before this grid day. That distance never removes a window: where it
 * leaves no day, the last one is left.
 *
 * A pregnancy is 40 weeks; past 42 no child is awaited any more, and somebody asks (domain/work.h). Without any anchor
 * that has a date there are no windows. Everything is civil days: no time zone, no daylight saving in it. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "civil/calendar.h"
#include "base/id.h"
#include "proto/scheduling.h"
#include "proto/territory.h"

/* From the first day of pregnancy as it is counted, that of the last period, to the due date: 40 weeks. Days of
 * pregnancy in the rules count from there: 84 is 12 weeks and 0 days. */
enum { CADENCE_PREGNANCY_DAYS = 280 };
/* 42 weeks, from the due date on. */
enum { CADENCE_PAST_DUE_DAYS = 14 };

/* DAY_NONE: not known, or not so. */
struct cadence_anchor {
    struct id id;
    scheduling__window_anchor kind;
    day due;           /* of a pregnancy */
    day ended;         /* the first day on which she is not pregnant any more */
    day born, home;    /* of a child */
    bool home_assumed; /* nobody has told the day: it is the territory's guess */
    day left;          /* the first day on which it is not followed any more */
    day known_on;      /* when it was told; DAY_NONE: before anything is owed */
};

/* The rules for visits that hold from a day on, until the next version's. Of one day there is one. */
struct cadence_rules {
    day valid_from;
    const sippe__visits *visits;
};

/* Days on which nobody is to come; `until` is the first one after. */
struct cadence_pause {
    day from, until;
};

enum cadence_fate {
    CADENCE_BOOKED, /* to come, or over and not recorded yet */
    CADENCE_MADE,
    CADENCE_MISSED_BY_FAMILY, /* nobody home, or refused */
    CADENCE_MISSED_BY_US,
};

struct cadence_visit {
    struct id id;
    day on;
    enum cadence_fate fate;
};

/* Lists in any order: the answer is the same. The caller keeps what it points to, at least as long as the windows,
 * which point to the phases' names. */
struct cadence {
    const struct calendar *calendar;
    sippe__programme_end programme_end;
    day enrolled, taken_over_on; /* of one who is taken over: nothing before that day is owed */
    const struct cadence_rules *rules;
    size_t n_rules;
    const struct cadence_anchor *anchors;
    size_t n_anchors;
    const struct cadence_pause *pauses;
    size_t n_pauses;
    const struct cadence_visit *visits; /* without the cancelled ones */
    size_t n_visits;
};

struct cadence_window {
    struct id anchor; /* this, the phase, the digest of its numbers and k name it */
    scheduling__window_anchor kind;
    const char *phase; /* of the rules */
    uint64_t digest;
    int k;
    day grid, earliest, latest;
    day period_from, period_to; /* both included; a window may reach past its period */
    int interval_days, minutes;
    bool carries;
    bool home_assumed;
    scheduling__window_state state;
    struct id visit;              /* that meets it, is booked for it or was missed in it; zero: none */
    day visit_on;                 /* its day */
    day propose_from, propose_to; /* DAY_NONE: none is proposed */
};

/* All windows that open by `until`, of the whole time since what they are counted from: those that are over too. In the
 * order of their grid days, then anchor (the older one first), phase, k; they last as long as the arena. Returns how
 * many. `until` is cut ten years after today. One window's facts do not depend on `until`. */
size_t cadence_windows(struct arena *a, const struct cadence *c, day today, day until, struct cadence_window **out);
/* Nobody has filled it and it is not over: open, to come, or to be made up for. */
bool cadence_is_due(const struct cadence_window *w);
/* The first that carries and is due; NULL: none. */
const struct cadence_window *cadence_next(const struct cadence_window *windows, size_t n);
/* That of the first visit: the first one that counts from the enrolment; NULL: the rules have none. */
const struct cadence_window *cadence_first(const struct cadence_window *windows, size_t n);
/* How long a visit on that day lasts: as the window that holds the day says, else the one whose period does, those that
 * carry before the others; 0: none. */
int cadence_minutes_on(const struct cadence_window *windows, size_t n, day on);
/* What a family weighs in a caseload, in tenths of a point: 20 for an interval of up to 7 days, 10 up to 14, else 5; by
 * the densest span of that day, or the nearest one, so that nobody weighs nothing before the first phase or after the
 * last. Those that count from the enrolment say nothing of a rhythm. A family without dates (not known, erased) weighs
 * as in the first phase. Visits do not count: what is owed weighs, not what was made. The cap of the territory's file
 * is in the same points; the weights wait for a source as the cap does. */
int cadence_points(struct arena *a, const struct cadence *c, day on);
/* The same of n days from that one on, each added to points[i]. */
void cadence_points_ahead(struct arena *a, const struct cadence *c, day from, size_t n, int32_t *points);
/* The same family as she is expected to become: of each pregnancy that goes on one child is born on the due date, or
 * today where that has passed, and is home as many days later. Of several born at once the rhythm is the same. */
struct cadence cadence_expecting(struct arena *a, const struct cadence *c, int home_after_birth_days, day today);
/* May a due visit be on that day: does a window hold it? True of a family without any that counts from a pregnancy or
 * from a child: what is not known is not held against a visit. Windows that open by that day must be among them. */
bool cadence_holds(const struct cadence_window *windows, size_t n, day on);
