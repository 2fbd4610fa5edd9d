#include "intake/domain/erasure/erasure.h"
#include <string.h>

const sippe__erasure_rule *intake_erasure_rule(const sippe__territory *t, const char *code) {
    for (size_t i = 0; t && t->erasure && i < t->erasure->n_rules; i++)
        if (strcmp(t->erasure->rules[i]->code, code) == 0) return t->erasure->rules[i];
    return NULL;
}

int32_t intake_erasure_delay_days(const sippe__territory *t) {
    return t && t->erasure && t->erasure->delay_days ? t->erasure->delay_days : ERASURE_DELAY_DAYS;
}

int32_t intake_erasure_rewrap_days(const sippe__territory *t) {
    return t && t->erasure && t->erasure->rewrap_days ? t->erasure->rewrap_days : ERASURE_REWRAP_DAYS;
}

day intake_erasure_from(const sippe__erasure_rule *rule, day last) {
    return rule->after_months ? day_add_months(last, rule->after_months) : last;
}
