/* Dating a pregnancy. A pregnancy lasts 280 days from the first day of the last period (Naegele's rule); its age on a
 * day is 280 less the days to the due date. Weeks are completed ones: week 12 begins at 12 weeks and 0 days, day 84. */
#pragma once
#include <stdbool.h>
#include "civil/date.h"
#include "proto/intake/screening.h"

/* 42: what is told beyond it is a slip, no pregnancy. */
enum { PREGNANCY_DAYS = 280, PREGNANCY_WEEKS_MAX = 42 };

enum pregnancy_dating { /* what it is dated by, the most reliable first */
                        PREGNANCY_UNDATED,
                        PREGNANCY_BY_DUE_DATE,
                        PREGNANCY_BY_LAST_PERIOD,
                        PREGNANCY_BY_WEEKS, /* completed weeks, as told on the day of the call */
};

/* Made of the answers whenever it is asked for, kept nowhere. What became of the pregnancy since is not in it: see
 * domain/kin. */
struct pregnancy {
    enum pregnancy_dating dating;
    day due;   /* DAY_NONE: undated */
    bool born; /* already delivered */
    day birth; /* of the child; DAY_NONE: not born, or not known when */
    bool multiple;
    const char *fact; /* path of what dated it: "pregnancy.due_date"; NULL: undated */
};

/* `p` may be NULL: nothing was asked. Weeks outside 0 to 42 date nothing. Of several datings the most reliable one
 * counts; whether the others agree is asked in proposal/facts.h. */
struct pregnancy intake_pregnancy_of(const intake__pregnancy *p, day call_day);
/* She says that another CLSC, territory or programme follows her. */
bool intake_is_followed_elsewhere(const intake__screening *s);
/* Days of pregnancy on a day; 0 when undated, or born by then. Never negative. */
int intake_pregnancy_age_days(const struct pregnancy *p, day on);
/* The first day of a completed week: the due date less (40 - week) weeks. DAY_NONE: undated. */
day intake_pregnancy_week_start(const struct pregnancy *p, int week);
