/* When something is due: the territory's delays, counted in its working days. */
#pragma once
#include "base/arena.h"
#include "civil/calendar.h"
#include "proto/territory.h"

/* The nth working day after `from`; 0: `from` itself or the next working one. */
day intake_working_day(struct arena *a, const sippe__territory *t, day from, int32_t n);
