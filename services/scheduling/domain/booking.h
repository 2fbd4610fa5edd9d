/* May this visit be booked at this time? For times that a person chose; the machine's own come from slots. */
#pragma once
#include "scheduling/domain/slots.h"

enum { BOOKING_MINUTES_MIN = 15, BOOKING_MINUTES_MAX = 480, BOOKING_DAYS_AHEAD = 366 };

struct booking {
    struct zone zone;
    const struct calendar *calendar;
    int64_t now_ms, start_ms;
    int minutes;
    struct id visit; /* that is moved: it does not stand in its own way; zero: a new one */
};

/* 0, or the first of REASON_IN_THE_PAST, HOLIDAY, OUTSIDE_HOURS, BOOKED_TWICE. The family's own visits count too:
 * nobody, the family included, is in two places at once. Two visits that touch (one ends when the other begins) do not
 * overlap. */
int booking_check(const struct booking *b, const struct slots_worker *workers, size_t n_workers,
                  const struct slots_taken *family, size_t n_family);
