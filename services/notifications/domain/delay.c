#include "delay.h"

#include <string.h>
#include "base/calendar.h"

enum { CLOSING_MINUTE = 17 * 60 };

static day day_of(const sippe__date *date) { return date ? day_from(date->year, date->month, date->day) : DAY_NONE; }

static int64_t closing_ms(struct zone zone, day d) { return wall_instant(zone, (struct wall){d, CLOSING_MINUTE}); }

int64_t notifications_due_ms(struct zone zone, const sippe__date *acknowledge_by) {
    day d = day_of(acknowledge_by);
    return d == DAY_NONE ? INT64_MIN : closing_ms(zone, d);
}

static const day *days_of(struct arena *a, sippe__date *const *dates, size_t n) {
    day *out = arena_alloc(a, n * sizeof *out);
    for (size_t i = 0; i < n; i++) out[i] = day_of(dates[i]);
    return out;
}

static struct calendar calendar_of(struct arena *a, const sippe__holidays *h) {
    if (!h) return (struct calendar){0};
    return (struct calendar){.easter_monday = !strcmp(h->easter, "EASTER_MONDAY"),
                             .extra = days_of(a, h->extra, h->n_extra),
                             .n_extra = h->n_extra,
                             .worked = days_of(a, h->worked, h->n_worked),
                             .n_worked = h->n_worked};
}

int64_t notifications_next_rung_ms(struct arena *a, const sippe__territory *rules, struct zone zone, int32_t rung,
                                   int64_t fired_ms) {
    if (!rules || !rules->delays || rung < 0 || (size_t)rung >= rules->delays->n_escalate) return 0;
    struct calendar c = calendar_of(a, rules->holidays);
    int32_t days = rules->delays->escalate[rung];
    return closing_ms(zone, calendar_add_working(&c, day_at(zone, fired_ms), days > 1 ? days : 1));
}
