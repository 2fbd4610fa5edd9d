#include "intake/domain/kin/minor_aid.h"
#include "intake/domain/kin/kin.h"

enum { TERM_WEEKS = 40, WEEK_DAYS = 7 };

/* Who is expecting, as the file knows it: a daughter of the holder may be. */
static day birth_of(const intake__kin *kin, const intake__family_pregnancy *p) {
    const intake__person *who = p->person_id.len ? intake_kin_person(kin, p->person_id) : NULL;
    if (!who) who = intake_kin_person(kin, kin->holder_id);
    return who ? civil_day(who->birth_date) : DAY_NONE;
}

day intake_minor_aid_from(const intake__kin *kin, day from, const sippe__minor_aid *rules) {
    const intake__family_pregnancy *p = kin ? intake_kin_open(kin) : NULL;
    if (!p || !rules) return DAY_NONE;
    day due = civil_day(p->due_date), birth = birth_of(kin, p);
    if (due == DAY_NONE || birth == DAY_NONE) return DAY_NONE;
    int week = rules->at_week > 0 ? rules->at_week : MINOR_AID_WEEK;
    day on = due - (TERM_WEEKS - week) * WEEK_DAYS;
    if (on < from) on = from;
    return day_age(birth, on) < (rules->under_age > 0 ? rules->under_age : MINOR_AID_UNDER) ? on : DAY_NONE;
}
