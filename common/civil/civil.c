#include "civil/civil.h"

#include <string.h>
#include "base/message.h"

day civil_day(const sippe__date *d) { return d ? day_from(d->year, d->month, d->day) : DAY_NONE; }

sippe__date *civil_date(struct arena *a, day d) {
    if (d == DAY_NONE) return NULL;
    sippe__date *out = NEW(a, sippe__date);
    int year, month, dom;
    day_parts(d, &year, &month, &dom);
    out->year = year;
    out->month = month;
    out->day = dom;
    return out;
}

sippe__instant *civil_instant(struct arena *a, int64_t ms) {
    if (ms == 0) return NULL;
    sippe__instant *out = NEW(a, sippe__instant);
    out->ms = ms;
    return out;
}

int64_t civil_ms(const sippe__instant *t) { return t ? t->ms : 0; }

struct zone civil_zone(const sippe__territory *t) {
    if (!t || !t->zone) return (struct zone){0, false};
    return (struct zone){(int16_t)t->zone->standard_utc_offset_minutes, t->zone->daylight_saving};
}

/* An impossible date becomes DAY_NONE, which is no day of anybody's, and so changes nothing. */
static const day *days_of(struct arena *a, sippe__date *const *dates, size_t n) {
    day *days = arena_alloc(a, n * sizeof *days);
    for (size_t i = 0; i < n; i++) days[i] = civil_day(dates[i]);
    return days;
}

/* Any other word is Good Friday: rules with one are refused before they are adopted, and a calendar cannot refuse. */
struct calendar civil_calendar(struct arena *a, const sippe__territory *t) {
    const sippe__holidays *h = t ? t->holidays : NULL;
    if (!h) return (struct calendar){.easter_monday = false};
    return (struct calendar){
        .easter_monday = strcmp(h->easter, "EASTER_MONDAY") == 0,
        .extra = days_of(a, h->extra, h->n_extra),
        .n_extra = h->n_extra,
        .worked = days_of(a, h->worked, h->n_worked),
        .n_worked = h->n_worked,
    };
}

day civil_programme_end(day birth, sippe__programme_end rule) {
    int year, month, dom;
    day fifth = birth == DAY_NONE ? DAY_NONE : day_add_months(birth, 5 * 12);
    if (fifth == DAY_NONE || rule == PROGRAMME_END_UNSPECIFIED) return DAY_NONE;
    if (rule == PROGRAMME_END_FIFTH_BIRTHDAY) return fifth;
    day_parts(fifth, &year, &month, &dom);
    return day_from(month > 9 ? year + 1 : year, 8, 31);
}
