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

bool intake_answer_cents(const sippe__money_answer *answer, int64_t *cents) {
    if (!answer || answer->answer_case != SIPPE__MONEY_ANSWER__ANSWER_VALUE || !answer->value) return false;
    *cents = answer->value->cents;
    return true;
}
