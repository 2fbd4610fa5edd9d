#include "scheduling/domain/booking.h"

#include "status.h"

static bool overlaps(const struct booking *b, const struct slots_taken *taken, size_t n) {
    int64_t end = b->start_ms + (int64_t)b->minutes * 60000;
    for (size_t i = 0; i < n; i++) {
        if (!id_is_zero(b->visit) && id_equal(taken[i].visit, b->visit)) continue;
        if (taken[i].from_ms < end && b->start_ms < taken[i].to_ms) return true;
    }
    return false;
}

int booking_check(const struct booking *b, const struct slots_worker *workers, size_t n_workers,
                  const struct slots_taken *family, size_t n_family) {
    if (b->start_ms < b->now_ms) return REASON_IN_THE_PAST;
    if (calendar_is_holiday(b->calendar, day_at(b->zone, b->start_ms))) return REASON_HOLIDAY;
    for (size_t i = 0; i < n_workers; i++)
        if (!slots_in_hours(b->zone, &workers[i], b->start_ms, b->minutes)) return REASON_OUTSIDE_HOURS;
    for (size_t i = 0; i < n_workers; i++)
        if (overlaps(b, workers[i].taken, workers[i].n_taken)) return REASON_BOOKED_TWICE;
    return overlaps(b, family, n_family) ? REASON_BOOKED_TWICE : 0;
}
