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

/* Maternelle takes those who are 5 by 30 September (Loi sur l'instruction publique; school service centres, 2025). */
static day school_entry(int year, int month) {
    bool late = month > 9; /* September has 30 days */
    return day_from(year + (late ? 6 : 5), 8, 31);
}

day civil_programme_end(sippe__programme_end rule, day birth) {
    int year, month, dom;
    if (birth == DAY_NONE) return DAY_NONE;
    day_parts(birth, &year, &month, &dom);
    if (rule == PROGRAMME_END_SCHOOL_ENTRY) return school_entry(year, month);
    day fifth = day_from(year + 5, month, dom);
    return fifth != DAY_NONE ? fifth : day_from(year + 5, 3, 1);
}
