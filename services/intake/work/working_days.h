/* When something is due: the territory's delays, counted in its working days (Monday to Friday without the holidays of
 * its file). Everything that a desk or a team must do by a day is counted here; what follows from a pregnancy (the
 * start week) is a day of the calendar and is not. */
#pragma once
#include "civil/calendar.h"
#include "intake/rows.h"

/* The nth working day after `from`; 0 or less: `from` itself or the next working one. */
day intake_working_day(struct arena *a, const sippe__territory *t, day from, int32_t n);

/* What is asked for from the day on which it happens, and has no day of its own. */
enum intake_delay {
    INTAKE_SETTLE_MATCH,
    INTAKE_TELL,
    INTAKE_LOOK_AT_OPENING,
    INTAKE_ANSWER_MOVE,
    INTAKE_ASSESS_INCIDENT
};
/* By when, counted from today by today's rules; where none are in force, today: nothing is without a day. */
sippe__date *intake_due_date(struct decide *d, enum intake_delay what);
