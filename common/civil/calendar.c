#include "civil/calendar.h"

/* The anonymous Gregorian computus (Nature, 1876): good for every year of the calendar, without tables. */
day easter_sunday(int year) {
    int a = year % 19, b = year / 100, c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int month = (h + l - 7 * m + 114) / 31, dom = (h + l - 7 * m + 114) % 31 + 1;
    return day_from(year, month, dom);
}

static bool listed(const day *days, size_t n, day d) {
    for (size_t i = 0; i < n; i++)
        if (days[i] == d) return true;
    return false;
}

static day nth_monday(int year, int month, int n) {
    day first = day_from(year, month, 1);
    return first + (7 - (int)day_weekday(first)) % 7 + 7 * (n - 1);
}

/* Before, not on: when May 25 is itself a Monday the holiday is the 18th ("the Monday preceding May 25"). */
static day monday_before(day d) { return d - 1 - (int)day_weekday(d - 1); }

/* June 24 and July 1 alone move from a Sunday: their Acts say so, and of no other day. None moves from a Saturday. */
static bool statutory(const struct calendar *c, day d) {
    int y, m, dom;
    day_parts(d, &y, &m, &dom);
    day canada = day_from(y, 7, 1), national = day_from(y, 6, 24);
    if (day_weekday(canada) == SUNDAY) canada++;
    if (day_weekday(national) == SUNDAY) national++;
    return d == day_from(y, 1, 1) || d == easter_sunday(y) + (c->easter_monday ? 1 : -2) ||
           d == monday_before(day_from(y, 5, 25)) || d == national || d == canada || d == nth_monday(y, 9, 1) ||
           d == nth_monday(y, 10, 2) || d == day_from(y, 12, 25);
}

/* `worked` wins over both: a day that stands in both lists is worked. */
bool calendar_is_holiday(const struct calendar *c, day d) {
    if (listed(c->worked, c->n_worked, d)) return false;
    return listed(c->extra, c->n_extra, d) || statutory(c, d);
}

bool calendar_is_working(const struct calendar *c, day d) {
    return day_weekday(d) < SATURDAY && !calendar_is_holiday(c, d);
}

/* One day after the other: delays are some days, and the lists are in any order. */
day calendar_add_working(const struct calendar *c, day d, int n) {
    while (!calendar_is_working(c, d)) d++;
    for (; n > 0; n--) {
        d++;
        while (!calendar_is_working(c, d)) d++;
    }
    return d;
}

/* A day later, its nth working day is as late or later: the first one that fits, going back, is the last. */
day calendar_last_reached(const struct calendar *c, day today, int n) {
    day d = today;
    while (calendar_add_working(c, d, n) > today) d--;
    return d;
}
