#include "working_days.h"
#include <string.h>
#include "values.h"

static const day *days_of(struct arena *a, sippe__date *const *dates, size_t n) {
    day *out = arena_alloc(a, n * sizeof *out);
    for (size_t i = 0; i < n; i++) out[i] = intake_day_of(dates[i]);
    return out;
}

struct calendar intake_calendar(struct arena *a, const sippe__territory *t) {
    const sippe__holidays *h = t->holidays;
    if (!h) return (struct calendar){0};
    return (struct calendar){
        .easter_monday = strcmp(h->easter, "EASTER_MONDAY") == 0,
        .extra = days_of(a, h->extra, h->n_extra),
        .n_extra = h->n_extra,
        .worked = days_of(a, h->worked, h->n_worked),
        .n_worked = h->n_worked,
    };
}

day intake_working_day(struct arena *a, const sippe__territory *t, day from, int32_t n) {
    struct calendar c = intake_calendar(a, t);
    return calendar_add_working(&c, from, n > 0 ? n : 0);
}
