#include "intake/domain/screening/pregnancy.h"

#include "intake/domain/screening/answer.h"

/* The first that dates it stays: the order of the calls below is the order of trust, not of the contract's fields. */
static void date_it(struct pregnancy *out, enum pregnancy_dating dating, day due, const char *fact) {
    if (out->dating != PREGNANCY_UNDATED || due == DAY_NONE) return;
    out->dating = dating;
    out->due = due;
    out->fact = fact;
}

/* Weeks are completed ones, so she may be up to six days further than counted: a start week is then reached late, never
 * too early. They are of the day of the call, whenever they are read. */
struct pregnancy intake_pregnancy_of(const intake__pregnancy *p, day call_day) {
    struct pregnancy out = {.due = DAY_NONE, .birth = DAY_NONE};
    if (!p) return out;
    out.multiple = p->multiple_pregnancy == YES_NO_YES;
    out.born = p->already_delivered == YES_NO_YES;
    if (out.born) out.birth = civil_day(p->child_birth_date);
    date_it(&out, PREGNANCY_BY_DUE_DATE, intake_answer_day(p->due_date), "pregnancy.due_date");
    day last = intake_answer_day(p->last_menstrual_date);
    date_it(&out, PREGNANCY_BY_LAST_PERIOD, last == DAY_NONE ? DAY_NONE : last + PREGNANCY_DAYS,
            "pregnancy.last_menstrual_date");
    int32_t weeks;
    if (intake_answer_int(p->weeks_stated, &weeks) && weeks >= 0 && weeks <= PREGNANCY_WEEKS_MAX)
        date_it(&out, PREGNANCY_BY_WEEKS, call_day + PREGNANCY_DAYS - 7 * weeks, "pregnancy.weeks_stated");
    return out;
}

/* A child that is born ends it from its birth on; before that day it was a pregnancy all the same. */
int intake_pregnancy_age_days(const struct pregnancy *p, day on) {
    if (p->dating == PREGNANCY_UNDATED) return 0;
    if (p->born && (p->birth == DAY_NONE || p->birth <= on)) return 0;
    int age = PREGNANCY_DAYS - (p->due - on);
    return age > 0 ? age : 0;
}

day intake_pregnancy_week_start(const struct pregnancy *p, int week) {
    if (p->dating == PREGNANCY_UNDATED) return DAY_NONE;
    return p->due - PREGNANCY_DAYS + 7 * week;
}

bool intake_is_followed_elsewhere(const intake__screening *s) {
    return s->pregnancy && s->pregnancy->followed_elsewhere == YES_NO_YES;
}
