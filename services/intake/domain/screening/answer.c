#include "intake/domain/screening/answer.h"

day intake_answer_day(const sippe__date_answer *answer) {
    if (!answer || answer->answer_case != SIPPE__DATE_ANSWER__ANSWER_VALUE) return DAY_NONE;
    return civil_day(answer->value);
}

bool intake_answer_int(const sippe__int_answer *answer, int32_t *value) {
    if (!answer || answer->answer_case != SIPPE__INT_ANSWER__ANSWER_VALUE) return false;
    *value = answer->value;
    return true;
}

static bool range_amounts(const sippe__money_range *range, struct amounts *out) {
    if (!range->above && !range->at_most) return false;
    if (range->above && range->above->cents == INT64_MAX) return false; /* nothing is more than that */
    out->from = range->above ? range->above->cents + 1 : 0;
    out->to = range->at_most ? range->at_most->cents : INT64_MAX;
    return out->from <= out->to;
}

bool intake_answer_amounts(const sippe__money_answer *answer, struct amounts *out) {
    if (!answer) return false;
    if (answer->answer_case == SIPPE__MONEY_ANSWER__ANSWER_RANGE && answer->range)
        return range_amounts(answer->range, out);
    if (answer->answer_case != SIPPE__MONEY_ANSWER__ANSWER_VALUE || !answer->value) return false;
    out->from = out->to = answer->value->cents;
    return true;
}
