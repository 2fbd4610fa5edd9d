/* The answers of a screening as plain values: dates as days, numbers or "not known". Pure, no memory but where an arena
 * is given. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/date.h"
#include "base/message.h"
#include "proto/territory.h"
#include "proto/types.h"

/* DAY_NONE: absent or impossible. */
static inline day intake_day_of(const sippe__date *d) { return d ? day_from(d->year, d->month, d->day) : DAY_NONE; }

/* NULL for DAY_NONE. */
sippe__date *intake_date_of(struct arena *a, day d);

/* DAY_NONE: not asked, unknown, declined or impossible. */
day intake_answer_day(const sippe__date_answer *answer);
/* False: not asked, unknown or declined. */
bool intake_answer_int(const sippe__int_answer *answer, int32_t *value);
bool intake_answer_cents(const sippe__money_answer *answer, int64_t *cents);

/* Of a territory that states none: UTC. */
static inline struct zone intake_zone_of(const sippe__territory *t) {
    if (!t->zone) return (struct zone){0, false};
    return (struct zone){(int16_t)t->zone->standard_utc_offset_minutes, t->zone->daylight_saving};
}
