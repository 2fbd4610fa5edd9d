#include "scheduling/domain/slots.h"

#include "scheduling/domain/travel.h"

enum { MS_PER_MIN = 60000, MIN_PER_DAY = 1440, SLOT_DEFAULT = 15 };

bool slots_overlap(const struct slots_taken *taken, size_t n, int64_t start_ms, int minutes, struct id except) {
    int64_t end = start_ms + (int64_t)minutes * MS_PER_MIN;
    for (size_t i = 0; i < n; i++) {
        if (!id_is_zero(except) && id_equal(taken[i].visit, except)) continue;
        if (taken[i].from_ms < end && start_ms < taken[i].to_ms) return true;
    }
    return false;
}

/* Both ends by the clock on the wall, as her hours are: over a clock change a visit of an hour may end two hours on by
 * the clock, or none. */
bool slots_in_hours(struct zone zone, const struct slots_worker *w, int64_t start_ms, int minutes) {
    struct wall from = wall_at(zone, start_ms), to = wall_at(zone, start_ms + (int64_t)minutes * MS_PER_MIN);
    int weekday = (int)day_weekday(from.day) + 1; /* the contract's Monday is 1 */
    int end = to.minute + (to.day - from.day) * MIN_PER_DAY;
    for (size_t i = 0; i < w->n_hours; i++) {
        const scheduling__hours *h = w->hours[i];
        if (h->weekday == weekday && h->from_minute <= from.minute && end <= h->to_minute) return true;
    }
    return false;
}

struct day_bounds {
    int64_t from_ms, to_ms;
};

/* From her first minute of the day to her last, breaks included: she may be on her way over lunch, not with a family.
 * Only asked of a day on which she works. 24:00 is no wall time, so the next midnight stands for it. */
static struct day_bounds bounds_of(struct zone zone, const struct slots_worker *w, day d) {
    int from = MIN_PER_DAY, to = 0, weekday = (int)day_weekday(d) + 1;
    for (size_t i = 0; i < w->n_hours; i++) {
        const scheduling__hours *h = w->hours[i];
        if (h->weekday != weekday) continue;
        if (h->from_minute < from) from = h->from_minute;
        if (h->to_minute > to) to = h->to_minute;
    }
    int64_t until = to >= MIN_PER_DAY ? day_start_ms(zone, d + 1) : wall_instant(zone, (struct wall){d, (int16_t)to});
    return (struct day_bounds){wall_instant(zone, (struct wall){d, (int16_t)from}), until};
}

static int64_t way_ms(const struct slots_place *p, const char *from, const char *to) {
    return (int64_t)travel_minutes(p->territory->visits, travel_metres(p->territory, from, to)) * MS_PER_MIN;
}

/* Her last visit that begins before `start` that day and her first that begins at or after it: only these two bound the
 * slot. The last one is the one that ends last, not that begins last: right for visits that overlap too. Bookings make
 * none, but nothing here rests on that. */
static void neighbours(const struct slots_worker *w, struct day_bounds b, int64_t start,
                       const struct slots_taken **before, const struct slots_taken **after) {
    *before = *after = NULL;
    for (size_t i = 0; i < w->n_taken; i++) {
        const struct slots_taken *t = &w->taken[i];
        if (t->to_ms <= b.from_ms || t->from_ms >= b.to_ms) continue;
        if (t->from_ms < start && (!*before || t->to_ms > (*before)->to_ms)) *before = t;
        if (t->from_ms >= start && (!*after || t->from_ms < (*after)->from_ms)) *after = t;
    }
}

/* She leaves home when her hours begin and is back when they end. That the slot does not overlap follows: the way takes
 * no less than nothing, and a neighbour that reaches into it leaves no room. */
static bool fits(const struct slots_search *s, const struct slots_worker *w, int64_t start) {
    const struct slots_place *p = &s->place;
    if (!slots_in_hours(p->zone, w, start, s->minutes)) return false;
    const struct slots_taken *before, *after;
    struct day_bounds b = bounds_of(p->zone, w, day_at(p->zone, start));
    neighbours(w, b, start, &before, &after);
    int64_t end = start + (int64_t)s->minutes * MS_PER_MIN;
    int64_t leaves = before ? before->to_ms : b.from_ms, expected = after ? after->from_ms : b.to_ms;
    return leaves + way_ms(p, before ? before->postal_code : w->start_area, p->postal_code) <= start &&
           end + way_ms(p, p->postal_code, after ? after->postal_code : w->start_area) <= expected;
}

static bool all_fit(const struct slots_search *s, const struct slots_worker *workers, size_t n, int64_t start) {
    for (size_t i = 0; i < n; i++)
        if (!fits(s, &workers[i], start)) return false;
    return n > 0 && !slots_overlap(s->family, s->n_family, start, s->minutes, (struct id){{0}});
}

/* The autumn change repeats an hour: its wall times are taken the first time only, so that no start is given twice
 * under one name. */
size_t slots_find(const struct slots_search *s, const struct slots_worker *workers, size_t n_workers, int64_t *starts,
                  size_t most) {
    struct zone zone = s->place.zone;
    int step = s->place.territory->visits->slot_minutes;
    if (step < 1) step = SLOT_DEFAULT;
    size_t n = 0;
    for (day d = day_at(zone, s->not_before_ms); d <= s->last_day; d++) {
        if (calendar_is_holiday(s->place.calendar, d)) continue;
        for (int minute = 0; minute < MIN_PER_DAY && n < most; minute += step) {
            int64_t start = wall_instant(zone, (struct wall){d, (int16_t)minute});
            bool skipped = wall_at(zone, start).minute != minute; /* by the spring change */
            if (skipped || start < s->not_before_ms || !all_fit(s, workers, n_workers, start)) continue;
            starts[n++] = start;
        }
    }
    return n;
}
