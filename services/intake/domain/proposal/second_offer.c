#include "intake/domain/proposal/second_offer.h"

day intake_second_offer_on(const sippe__second_offer *rule, const struct pregnancy *p, day birth, day today) {
    if (!rule) return DAY_NONE;
    bool born = p->born || birth != DAY_NONE;
    day week = rule->at_week && p->fact && !born ? intake_pregnancy_week_start(p, rule->at_week) : DAY_NONE;
    if (week != DAY_NONE && week > today) return week;
    day from = birth != DAY_NONE ? birth : born ? DAY_NONE : p->due;
    if (!rule->after_birth_days || from == DAY_NONE) return DAY_NONE;
    return from + rule->after_birth_days > today ? from + rule->after_birth_days : DAY_NONE;
}
