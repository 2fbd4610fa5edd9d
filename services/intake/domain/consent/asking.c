#include "civil/civil.h"
#include "intake/domain/consent/consent.h"

static int years_or(int told, int usual) { return told > 0 ? told : usual; }

struct consent_ages intake_consent_ages(const sippe__territory *rules) {
    const sippe__consent_rules *r = rules ? rules->consent : NULL;
    return (struct consent_ages){.own = years_or(r ? r->own_age : 0, CONSENT_AGE),
                                 .adult = years_or(r ? r->adult_age : 0, ADULT_AGE)};
}

int intake_consent_ask_days(const sippe__territory *rules) {
    const sippe__consent_rules *r = rules ? rules->consent : NULL;
    return years_or(r ? r->ask_before_days : 0, ASK_BEFORE_DAYS);
}

static day later(day a, day b) { return a > b ? a : b; }

/* Until then it holds, so that its last day is also the day by which it is asked for. */
static struct consent_asking before_it_ends(const struct consent *c, int days) {
    if (c->expires_on == DAY_NONE) return (struct consent_asking){.from = DAY_NONE};
    return (struct consent_asking){
        .why = CONSENT_ASK_EXPIRES, .from = later(c->given_on, c->expires_on - days), .by = c->expires_on};
}

/* What a parent gave does not end with the birthday: what rests on it goes on, and she is asked. Who was born on
 * February 29 is older on March 1. */
static struct consent_asking once_of_age(day birth, day given_on, int days, int own_age) {
    day from = birth == DAY_NONE ? DAY_NONE : day_add_months(birth, 12 * own_age);
    if (from != DAY_NONE) from += day_age(birth, from) < own_age;
    if (from == DAY_NONE || from <= given_on) return (struct consent_asking){.from = DAY_NONE};
    return (struct consent_asking){.why = CONSENT_ASK_OF_AGE, .from = from, .by = from + days};
}

struct consent_asking intake_consent_asking(day birth, const struct consent *c, intake__consent_giver giver,
                                            const sippe__territory *rules) {
    int days = intake_consent_ask_days(rules);
    struct consent_asking ends = before_it_ends(c, days), of_age = {.from = DAY_NONE};
    if (giver != CONSENT_GIVER_SELF) of_age = once_of_age(birth, c->given_on, days, intake_consent_ages(rules).own);
    if (!of_age.why) return ends;
    return ends.why && ends.from < of_age.from ? ends : of_age;
}

bool intake_consent_giver_changed(intake__consent_giver before, intake__consent_giver now) {
    return (before == CONSENT_GIVER_SELF) != (now == CONSENT_GIVER_SELF);
}
