/* Working days of a territory: what a delay of "two working days" means. Québec's eight statutory holidays (Act
 * respecting labour standards, s. 60, and the National Holiday Act): libraries get them wrong, see the tests. September
 * 30, November 11 and December 26 are none here; June 24 and July 1 move to the Monday when they fall on a Sunday, the
 * others do not move. What an employer adds or works through is in the territory's rules.
 *
 * Each `day` here is a day: DAY_NONE is the caller's to look for. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "civil/date.h"

/* A territory's rules as civil_calendar makes it (civil/civil.h); all zero: the eight and nothing else. The lists stay
 * their owner's. */
struct calendar {
    bool easter_monday; /* Easter Monday in place of Good Friday: the employer's choice */
    const day *extra;   /* further days off, any order */
    size_t n_extra;
    const day *worked; /* days that are worked all the same, statutory or extra */
    size_t n_worked;
};

day easter_sunday(int year);
/* A Saturday or Sunday is none by itself. */
bool calendar_is_holiday(const struct calendar *c, day d);
/* Monday to Friday and no holiday. */
bool calendar_is_working(const struct calendar *c, day d);
/* The nth working day after d; n = 0: d itself or the next working one. From a day off it counts as from the next
 * working one: what comes on a Saturday and what comes on the Monday after are due on the same day. */
day calendar_add_working(const struct calendar *c, day d, int n);
/* The last day whose nth working day has come: of what is due n working days after its own day, what is due today. */
day calendar_last_reached(const struct calendar *c, day today, int n);
