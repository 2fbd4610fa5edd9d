#include "answer.h"

sippe__date *intake_date_of(struct arena *a, day d) {
    if (d == DAY_NONE) return NULL;
    sippe__date *out = NEW(a, sippe__date);
    int year, month, dom;
    day_parts(d, &year, &month, &dom);
    out->year = year;
    out->month = month;
    out->day = dom;
    return out;
}

day intake_answer_day(const sippe__date_answer *answer) {
    if (!answer || answer->answer_case != SIPPE__DATE_ANSWER__ANSWER_VALUE) return DAY_NONE;
    return intake_day_of(answer->value);
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
