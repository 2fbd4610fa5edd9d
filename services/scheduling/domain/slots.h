/* When workers are free. Hours and the grid of starts are wall time, what is taken and what comes out are instants, so
 * a day of 23 or 25 hours is right by construction: a wall time that the spring change skips is no start, a visit's
 * length is elapsed time. One worker or several who come together.
 *
 *   start area ──way──▶ [ visit ] ──way──▶ [ what is asked for ] ──way──▶ [ visit ] ──way──▶ start area
 *   first hour of hers                       inside one stretch of hours                   last hour of hers
 *
 * Rules and what is taken go in, starts come out: nothing is reserved. Whoever books one is checked again
 * (booking.h). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "civil/calendar.h"
#include "base/id.h"
#include "proto/scheduling.h"
#include "proto/territory.h"

/* A visit that a worker, or the family, already has: proposed or confirmed. Instants in milliseconds UTC, to
 * exclusive. */
struct slots_taken {
    int64_t from_ms, to_ms;
    const char *postal_code; /* where; "": unknown */
    struct id visit;
};

/* All texts and lists stay the caller's. What is taken must be complete over the days that are searched. */
struct slots_worker {
    const char *code;
    scheduling__hours *const *hours;
    size_t n_hours;
    const char *start_area;          /* her day begins and ends there */
    const struct slots_taken *taken; /* any order */
    size_t n_taken;
};

struct slots_place {
    const sippe__territory *territory;
    const struct calendar *calendar;
    struct zone zone;
    const char *postal_code; /* of the family */
};

struct slots_search {
    struct slots_place place;
    int minutes; /* elapsed; at least 1 */
    int64_t not_before_ms;
    day last_day;                     /* inclusive */
    const struct slots_taken *family; /* when the family already has somebody */
    size_t n_family;
};

/* Does a visit of that length at that start overlap one of these (touching is not overlapping)? `except`: one that does
 * not count, or zero. */
bool slots_overlap(const struct slots_taken *taken, size_t n, int64_t start_ms, int minutes, struct id except);

/* Starts at which all these workers are free, earliest first, on multiples of the territory's slot_minutes from
 * midnight (15 when it states none); holidays are left out. The way from the visit before (or her start area) and to
 * the next one (or back) fits in; lunch hours may be travelled. For the family no way is counted. At most `most` are
 * written; returns how many. Bound the days: each has 1,440 / slot_minutes starts, tried with each worker, on the
 * loop. */
size_t slots_find(const struct slots_search *s, const struct slots_worker *workers, size_t n_workers, int64_t *starts,
                  size_t most);
/* Do her hours of that weekday hold the whole of [start, start + minutes)? One stretch of hours: no visit spans a
 * break. */
bool slots_in_hours(struct zone zone, const struct slots_worker *w, int64_t start_ms, int minutes);
