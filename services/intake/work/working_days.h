/* When something is due: the territory's delays, counted in its working days (Monday to Friday without the holidays of
 * its file). Everything that a desk or a team must do by a day is counted here; what follows from a pregnancy (the
 * start week) is a day of the calendar and is not. */
#pragma once
#include "base/arena.h"
#include "civil/calendar.h"
#include "proto/territory.h"

/* The nth working day after `from`; 0 or less: `from` itself or the next working one. */
day intake_working_day(struct arena *a, const sippe__territory *t, day from, int32_t n);
