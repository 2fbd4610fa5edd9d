/* The contract's dates, instants and the territory's calendar as values of civil/date.h and civil/calendar.h. For
 * whoever has a message in hand; rules that have values already need those two alone. */
#pragma once
#include "base/arena.h"
#include "civil/calendar.h"
#include "civil/date.h"
#include "proto/territory.h"
#include "proto/types.h"

/* DAY_NONE: absent or impossible. Who must tell the two apart asks for the message first. */
day civil_day(const sippe__date *d);
/* NULL for DAY_NONE. */
sippe__date *civil_date(struct arena *a, day d);
/* NULL for 0: no such instant. (Nothing that is recorded happened at the first millisecond of 1970.) */
sippe__instant *civil_instant(struct arena *a, int64_t ms);
/* 0 for NULL. */
int64_t civil_ms(const sippe__instant *t);
/* Of no territory, or one that states none: UTC. */
struct zone civil_zone(const sippe__territory *t);
/* The territory's working days, in the arena; of no territory, or one without holidays of its own: the eight. */
struct calendar civil_calendar(struct arena *a, const sippe__territory *t);
/* The first day on which a child of this birth is outside of the programme: its fifth birthday (March 1 for February 29
 * of a year without one), or 31 August of the year in which it is 5 by 30 September, the last before maternelle. One
 * function for the proposal, the visits and the closing, so that all three end on one day. DAY_NONE: no birth. */
day civil_programme_end(sippe__programme_end rule, day birth);
