#include "scheduling/domain/booking.h"

#include "proto/status.h"

/* Hours are of weekdays, so a holiday is asked for by itself. A weekend is not: who works then has hours then, or says
 * why she goes. */
int booking_check(const struct booking *b, const struct slots_worker *workers, size_t n_workers,
                  const struct slots_taken *family, size_t n_family) {
    if (b->start_ms < b->now_ms) return REASON_IN_THE_PAST;
    if (calendar_is_holiday(b->calendar, day_at(b->zone, b->start_ms))) return REASON_HOLIDAY;
    for (size_t i = 0; i < n_workers && !b->outside_hours; i++)
        if (!slots_in_hours(b->zone, &workers[i], b->start_ms, b->minutes)) return REASON_OUTSIDE_HOURS;
    for (size_t i = 0; i < n_workers; i++)
        if (slots_overlap(workers[i].taken, workers[i].n_taken, b->start_ms, b->minutes, b->visit))
            return REASON_BOOKED_TWICE;
    return slots_overlap(family, n_family, b->start_ms, b->minutes, b->visit) ? REASON_BOOKED_TWICE : 0;
}
