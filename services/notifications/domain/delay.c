#include "notifications/domain/delay.h"

#include "civil/civil.h"

enum { CLOSING_MINUTE = 17 * 60 };

static int64_t closing_ms(struct zone zone, day d) { return wall_instant(zone, (struct wall){d, CLOSING_MINUTE}); }

int64_t notifications_due_ms(struct zone zone, const sippe__date *acknowledge_by) {
    day d = civil_day(acknowledge_by);
    return d == DAY_NONE ? INT64_MIN : closing_ms(zone, d);
}

int64_t notifications_recall_ms(struct arena *a, const sippe__territory *rules, struct zone zone, int64_t now_ms) {
    struct calendar c = civil_calendar(a, rules);
    int32_t days = rules && rules->delays ? rules->delays->recall : 0;
    return closing_ms(zone, calendar_add_working(&c, day_at(zone, now_ms), days > 1 ? days : 1));
}

/* At least one day: a rung of 0 days after 17:00 would be due already, and fire until the list ends. */
int64_t notifications_next_rung_ms(struct arena *a, const sippe__territory *rules, struct zone zone, int32_t rung,
                                   int64_t fired_ms) {
    if (!rules || !rules->delays || rung < 0 || (size_t)rung >= rules->delays->n_escalate) return 0;
    struct calendar c = civil_calendar(a, rules);
    int32_t days = rules->delays->escalate[rung];
    return closing_ms(zone, calendar_add_working(&c, day_at(zone, fired_ms), days > 1 ? days : 1));
}
