/* The answers of a screening as plain values: dates as days, numbers or "not known". Pure, no memory but where an arena
 * is given. Why a value is not there (not asked, unknown, declined) makes no difference to a rule; whether a question
 * was answered at all is asked in answered.h. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "civil/civil.h"
#include "base/message.h"
#include "proto/territory.h"
#include "proto/types.h"

/* DAY_NONE: not asked, unknown, declined or impossible. */
day intake_answer_day(const sippe__date_answer *answer);
/* False: not asked, unknown or declined. Any number comes out, also one that the check refuses. */
bool intake_answer_int(const sippe__int_answer *answer, int32_t *value);

/* All amounts from one to the other, both among them: a told amount is the only one. In cents. */
struct amounts {
    int64_t from, to; /* INT64_MAX: without an end */
};
/* False: not asked, unknown, declined, or a range in which nothing lies or that has no end at all. */
bool intake_answer_amounts(const sippe__money_answer *answer, struct amounts *out);
