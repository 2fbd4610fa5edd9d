#include "intake/work/working_days.h"
#include "civil/civil.h"

day intake_working_day(struct arena *a, const sippe__territory *t, day from, int32_t n) {
    struct calendar c = civil_calendar(a, t);
    return calendar_add_working(&c, from, n > 0 ? n : 0);
}

static int32_t delay_of(const sippe__delays *d, enum intake_delay what) {
    switch (what) {
    case INTAKE_SETTLE_MATCH: return d->settle_match;
    case INTAKE_TELL: return d->tell;
    case INTAKE_LOOK_AT_OPENING: return d->look_at_opening;
    case INTAKE_ANSWER_MOVE: return d->answer_move;
    case INTAKE_ASSESS_INCIDENT: return d->assess_incident ? d->assess_incident : d->look_at_opening;
    }
    return 0;
}

sippe__date *intake_due_date(struct decide *d, enum intake_delay what) {
    day today = decide_today(d);
    const sippe__territory *t = rules_on(VIEW(d), today, NULL);
    if (t && t->delays) today = intake_working_day(arena_of(d), t, today, delay_of(t->delays, what));
    return civil_date(arena_of(d), today);
}
