#include "intake/domain/proposal/priority.h"

#include "base/message.h"
#include "civil/civil.h"

static bool has_urgent(const intake__proposal *p, sippe__urgency need) {
    for (size_t i = 0; i < p->n_urgent; i++)
        if (p->urgent[i]->need == need) return true;
    return false;
}

static bool has_flag(const intake__proposal *p, intake__flag flag) {
    for (size_t i = 0; i < p->n_flags; i++)
        if (p->flags[i] == flag) return true;
    return false;
}

/* No default: the compiler asks about a reason that the contract gains. Safety counts by its flag, which is raised in a
 * territory that has nobody named for it too. */
static bool holds(const intake__proposal *p, sippe__priority_reason r) {
    switch (r) {
    case PRIORITY_REASON_SAFETY: return has_flag(p, FLAG_SAFETY);
    case PRIORITY_REASON_FOOD_TODAY: return has_urgent(p, URGENCY_FOOD_TODAY);
    case PRIORITY_REASON_HOUSING: return has_urgent(p, URGENCY_HOUSING);
    case PRIORITY_REASON_NO_PRENATAL_CARE: return has_urgent(p, URGENCY_NO_PRENATAL_CARE);
    case PRIORITY_REASON_UNDER_AGE: return has_flag(p, FLAG_UNDER_20);
    case PRIORITY_REASON_ISOLATION: return has_flag(p, FLAG_ISOLATION);
    case PRIORITY_REASON_RECENT_ARRIVAL: return has_flag(p, FLAG_RECENT_ARRIVAL);
    case PRIORITY_REASON_REFUGEE_OR_ASYLUM: return has_flag(p, FLAG_REFUGEE_OR_ASYLUM);
    case PRIORITY_REASON_REPEATED_DIFFICULTY: return has_flag(p, FLAG_REPEATED_DIFFICULTY);
    case PRIORITY_REASON_UNSPECIFIED: return false;
    }
    return false;
}

/* What speaks only for a later one is left out: it would read as a reason for this one. */
void intake_priority_suggest(struct arena *a, const sippe__territory *t, intake__proposal *p) {
    for (size_t i = 0; i < t->n_priorities && !p->priority; i++) {
        const sippe__priority_rule *rule = t->priorities[i];
        for (size_t k = 0; k < rule->n_reasons; k++)
            if (holds(p, rule->reasons[k])) APPEND(a, p, priority_reasons, rule->reasons[k]);
        if (p->n_priority_reasons || !rule->n_reasons) p->priority = rule->priority;
    }
}

const sippe__priority_rule *intake_priority_rule(const sippe__territory *t, int priority) {
    for (size_t i = 0; i < t->n_priorities; i++)
        if (t->priorities[i]->priority == priority) return t->priorities[i];
    return NULL;
}

int64_t intake_priority_due(const sippe__territory *t, const sippe__priority_rule *rule, const struct calendar *c,
                            int64_t from_ms) {
    struct wall w = wall_at(civil_zone(t), from_ms);
    w.day = rule->counted == DAYS_COUNTED_WORKING ? calendar_add_working(c, w.day, rule->days) : w.day + rule->days;
    return wall_instant(civil_zone(t), w);
}
