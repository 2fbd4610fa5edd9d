/* P1 to P4: within how many days a family is first met in person (the ministry's indicator of access 7.03: 2, 10, 30
 * and 90 days). That a priority is a clinical judgement is the ministry's word: the machine suggests one, with what
 * speaks for it, and a person sets it. Nothing here decides; nothing takes the suggestion when nobody said one.
 *
 * No source says what makes a P1 of a family: what speaks for which priority is the territory's (PriorityRule). */
#pragma once
#include "base/arena.h"
#include "civil/calendar.h"
#include "proto/intake.h"
#include "proto/territory.h"

/* By the urgent needs and the flags of the proposal, which are raised before: the first rule of which one reason holds,
 * with those that do; else the one without reasons. Without rules, 0. */
void intake_priority_suggest(struct arena *a, const sippe__territory *t, intake__proposal *p);
/* NULL: no rule for this one, so no delay of access runs. */
const sippe__priority_rule *intake_priority_rule(const sippe__territory *t, int priority);
/* The last instant at which the delay that begins at `from_ms` is kept: at the same hour, so many days on. From a day
 * off working days are counted as from the next working one. */
int64_t intake_priority_due(const sippe__territory *t, const sippe__priority_rule *rule, const struct calendar *c,
                            int64_t from_ms);
