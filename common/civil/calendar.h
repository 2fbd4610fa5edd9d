/* Working days of a territory. Québec's eight statutory holidays (Act respecting labour standards, s. 60, and the
 * National Holiday Act): libraries get them wrong, see the tests. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "civil/date.h"

struct calendar {
    bool easter_monday; /* Easter Monday in place of Good Friday: the employer's choice */
    const day *extra;   /* further days off, any order */
    size_t n_extra;
    const day *worked; /* statutory days that are worked all the same */
    size_t n_worked;
};

day easter_sunday(int year);
bool calendar_is_holiday(const struct calendar *c, day d);
/* Monday to Friday and no holiday. */
bool calendar_is_working(const struct calendar *c, day d);
/* The nth working day after d; n = 0: d itself or the next working one. */
day calendar_add_working(const struct calendar *c, day d, int n);
