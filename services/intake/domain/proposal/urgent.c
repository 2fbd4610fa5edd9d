#include "intake/domain/proposal/urgent.h"

#include "base/message.h"
#include "civil/civil.h"
#include "intake/domain/screening/pregnancy.h"

int intake_minute_read(const char *text) {
    int hour = 0, minute = 0, digits = 0;
    for (; digits < 2 && *text >= '0' && *text <= '9'; digits++, text++) hour = 10 * hour + (*text - '0');
    if (!digits || *text++ != ':') return -1;
    for (digits = 0; digits < 2 && *text >= '0' && *text <= '9'; digits++, text++) minute = 10 * minute + (*text - '0');
    return digits == 2 && !*text && hour < 24 && minute < 60 ? 60 * hour + minute : -1;
}

const sippe__urgent_rule *intake_urgent_rule(const sippe__territory *t, sippe__urgency need) {
    for (size_t i = 0; t->urgent && i < t->urgent->n_needs; i++)
        if (t->urgent->needs[i]->need == need) return t->urgent->needs[i];
    return NULL;
}

/* The week of the day that the proposal speaks of: who was called too early for it is asked again at the start week. */
static bool is_late_without_care(const intake__screening *s, const struct pregnancy *p, int from_week, day on) {
    if (from_week <= 0 || p->born || !p->fact || s->pregnancy->has_prenatal_provider != YES_NO_NO) return false;
    return on >= intake_pregnancy_week_start(p, from_week);
}

void intake_urgent_raise(struct arena *a, const intake__screening *s, const sippe__territory *t, day call_day, day on,
                         intake__proposal *p) {
    const intake__urgent_needs *u = s->urgent;
    struct pregnancy pregnancy = intake_pregnancy_of(s->pregnancy, call_day);
    const struct {
        sippe__urgency need;
        bool raised;
        const char *facts[2];
    } all[] = {
        {URGENCY_FOOD_TODAY, u && u->food_today == YES_NO_NO, {"urgent.food_today"}},
        {URGENCY_HOUSING, u && u->housing_risk == YES_NO_YES, {"urgent.housing_risk"}},
        {URGENCY_SAFETY, u && u->safety_concern == YES_NO_YES, {"urgent.safety_concern"}},
        {URGENCY_NO_PRENATAL_CARE,
         t->urgent && is_late_without_care(s, &pregnancy, t->urgent->no_care_from_week, on),
         {"pregnancy.has_prenatal_provider", pregnancy.fact}},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (!all[i].raised || !intake_urgent_rule(t, all[i].need)) continue;
        intake__urgent *one = NEW(a, intake__urgent);
        one->need = all[i].need;
        for (size_t k = 0; k < 2 && all[i].facts[k]; k++) APPEND(a, one, facts, all[i].facts[k]);
        APPEND(a, p, urgent, one);
    }
}

struct urgent_due intake_urgent_due(const sippe__territory *t, const sippe__urgent_rule *rule, const struct calendar *c,
                                    int64_t heard_ms) {
    struct zone zone = civil_zone(t);
    struct wall heard = wall_at(zone, heard_ms);
    int opens = intake_minute_read(t->urgent->desk_opens), closes = intake_minute_read(t->urgent->desk_closes);
    bool works = calendar_is_working(c, heard.day), open = works && heard.minute < closes;
    int from = open && heard.minute > opens ? heard.minute : opens, until = from + 60 * rule->within_hours;
    struct wall due = {.day = open ? heard.day : calendar_add_working(c, heard.day, works ? 1 : 0),
                       .minute = (int16_t)(rule->within_hours && until < closes ? until : closes)};
    return (struct urgent_due){.on = due.day, .at_ms = wall_instant(zone, due), .next_day = !open};
}
