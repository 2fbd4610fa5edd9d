/* May this visit be booked at this time? For times that a person chose (BookVisit, MoveVisit); the machine's own come
 * from slots.h, which is stricter. Two things are not asked here on purpose: the way there, for which the person who
 * names the time answers, and a due window, for a family may be seen oftener than the rules owe it. */
#pragma once
#include "scheduling/domain/slots.h"

/* Bounds of what a person may ask for. MAX is also the longest visit of the territory's rules: what looks for visits
 * that last into a span (taken.c) looks back so far and no further, so both move together. Past a year ahead it is a
 * typing error. */
enum { BOOKING_MINUTES_MIN = 15, BOOKING_MINUTES_MAX = 480, BOOKING_DAYS_AHEAD = 366 };

struct booking {
    struct zone zone;
    const struct calendar *calendar;
    int64_t now_ms, start_ms;
    int minutes;
    struct id visit;    /* that is moved: it does not stand in its own way; zero: a new one */
    bool outside_hours; /* a person has said why it may lie outside of them: an evening, a Saturday */
};

/* 0, or the first of REASON_IN_THE_PAST, HOLIDAY, OUTSIDE_HOURS, BOOKED_TWICE, in this order: what no other calendar
 * can mend is said first. `workers` have what is taken over the whole visit, each all of hers; `family` likewise. The
 * family's own visits count too: nobody, the family included, is in two places at once. Two visits that touch (one ends
 * when the other begins) do not overlap. Call it in the message that books: only then is what it was given still so. */
int booking_check(const struct booking *b, const struct slots_worker *workers, size_t n_workers,
                  const struct slots_taken *family, size_t n_family);
