/* When a family may be erased, by the rules of the territory. Pure. */
#pragma once
#include <stdbool.h>
#include "civil/date.h"
#include "proto/territory.h"

/* Where the rules say nothing: the thirty days in which an institution answers a request. */
enum { ERASURE_DELAY_DAYS = 30, ERASURE_REWRAP_DAYS = 30 };

/* NULL: the rules name no such reason, or none at all, or there are no rules. */
const sippe__erasure_rule *intake_erasure_rule(const sippe__territory *t, const char *code);
/* Between the proposal and its confirmation. */
int32_t intake_erasure_delay_days(const sippe__territory *t);
/* Between the confirmation and the end of the older key files. */
int32_t intake_erasure_rewrap_days(const sippe__territory *t);
/* The first day on which the rule allows it, of a family to whom the last thing happened on that day. */
day intake_erasure_from(const sippe__erasure_rule *rule, day last);
