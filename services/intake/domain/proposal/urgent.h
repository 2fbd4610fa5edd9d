/* What was told in a call and cannot wait for a route: which needs, whose work each is, and until when. Needs first are
 * urgent and material (Projet Constellation); whom the territory names for each, and within how many hours, is its
 * rule (proto/territory.proto, UrgentRules).
 *
 * They are raised by what is known, beside the route and never part of it: a family that is pre-registered, called back
 * or sent to another door is hungry today all the same. Only what was answered raises one: what was not asked, or not
 * known, is no alarm.
 *
 *   FOOD_TODAY         no food for today
 *   HOUSING            housing at risk
 *   SAFETY             a concern for somebody's safety
 *   NO_PRENATAL_CARE   pregnant, the territory's week reached, and nobody follows the pregnancy */
#pragma once
#include "base/arena.h"
#include "civil/calendar.h"
#include "proto/intake.h"
#include "proto/territory.h"

/* Appends those that are raised and have a rule, in the order of Urgency. `call_day`, `on`: as in proposal.h. */
void intake_urgent_raise(struct arena *a, const intake__screening *s, const sippe__territory *t, day call_day, day on,
                         intake__proposal *p);
/* NULL: the territory has none, and nobody is named for it. */
const sippe__urgent_rule *intake_urgent_rule(const sippe__territory *t, sippe__urgency need);

struct urgent_due {
    day on;
    int64_t at_ms; /* on that day */
    bool next_day; /* it was heard after the desk had closed, or on a day off */
};
/* From when it is heard, which is not when the call was made: a call that was kept offline is urgent when it comes. It
 * is due by the closing hour at the latest, so that somebody is there who sees that it was not done. The rules have
 * passed their check. */
struct urgent_due intake_urgent_due(const sippe__territory *t, const sippe__urgent_rule *rule, const struct calendar *c,
                                    int64_t heard_ms);
/* "8:00", "16:30"; minutes since midnight, -1: it is none. */
int intake_minute_read(const char *text);
