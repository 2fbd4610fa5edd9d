#include "civil/date.h"

#include <stddef.h>

enum { MS_PER_MIN = 60000, MIN_PER_DAY = 1440 };

static bool leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static int month_len(int year, int month) {
    static const int len[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return len[month - 1] + (month == 2 && leap(year));
}

/* Days before March 1st of a year that begins in March: leap days fall at the end, so the month lengths are one
 * formula. 146,097 days are 400 years, 719,468 lie between 0000-03-01 and 1970-01-01. Good after the year 0 (`/` rounds
 * towards zero), which day_from sees to. day_parts is its inverse; a test goes through every day of three centuries. */
static int32_t days_civil(int year, int month, int dom) {
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400, yoe = y - era * 400;
    int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + dom - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static bool is_counted(int year) { return year >= 1900 && year <= 2199; }

day day_from(int year, int month, int dom) {
    if (!is_counted(year) || month < 1 || month > 12 || dom < 1 || dom > month_len(year, month)) return DAY_NONE;
    return days_civil(year, month, dom);
}

void day_parts(day d, int *year, int *month, int *dom) {
    int32_t z = d + 719468, era = z / 146097, doe = z - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *dom = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2);
}

static int digits(const char *s, int n) {
    int v = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9') return -1;
        v = v * 10 + (s[i] - '0');
    }
    return v;
}

/* Not sscanf: it takes blanks, signs and short numbers. The loop makes sure that text[10] may be read. */
static bool is_shaped(const char *text) {
    for (int i = 0; i < 10; i++)
        if (!text[i]) return false;
    return !text[10] && text[4] == '-' && text[7] == '-';
}

day day_parse(const char *text) {
    return is_shaped(text) ? day_from(digits(text, 4), digits(text + 5, 2), digits(text + 8, 2)) : DAY_NONE;
}

enum day_slip day_slip(const char *text) {
    if (!is_shaped(text)) return DAY_SLIP_FORM;
    int year = digits(text, 4);
    if (year < 0 || digits(text + 5, 2) < 0 || digits(text + 8, 2) < 0) return DAY_SLIP_FORM;
    return is_counted(year) ? DAY_SLIP_NO_SUCH_DAY : DAY_SLIP_YEAR;
}

static void put(char *out, int v, int n) {
    for (int i = n - 1; i >= 0; i--, v /= 10) out[i] = (char)('0' + v % 10);
}

void day_text(day d, char out[11]) {
    int y, m, dom;
    day_parts(d, &y, &m, &dom);
    put(out, y, 4);
    out[4] = '-';
    put(out + 5, m, 2);
    out[7] = '-';
    put(out + 8, dom, 2);
    out[10] = 0;
}

enum weekday day_weekday(day d) { return (enum weekday)(((d + 3) % 7 + 7) % 7); } /* 1970-01-01 was a Thursday */

/* month_len reads a table by month: DAY_NONE, whose parts are nonsense, reads before it. */
day day_add_months(day d, int n) {
    int y, m, dom;
    day_parts(d, &y, &m, &dom);
    int months = y * 12 + m - 1 + n;
    y = months / 12;
    m = months % 12 + 1;
    int last = month_len(y, m);
    return day_from(y, m, dom < last ? dom : last);
}

int day_age(day birth, day on) {
    int by, bm, bd, y, m, d;
    day_parts(birth, &by, &bm, &bd);
    day_parts(on, &y, &m, &d);
    return y - by - (m < bm || (m == bm && d < bd));
}

/* Day of the nth Sunday of a month. */
static day nth_sunday(int year, int month, int n) {
    day first = day_from(year, month, 1);
    return first + (6 - (int)day_weekday(first)) + 7 * (n - 1);
}

/* Instants before 1970 are negative; `/` would put the last minute of 1969 on the first day of 1970. */
static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0)); }

/* Both changes are looked for in standard time, which has neither a gap nor an hour twice; so the autumn's, at 2:00 of
 * the clock that is shown, stands here as 1:00. */
int zone_offset_min(struct zone z, int64_t at_ms) {
    if (!z.daylight_saving) return z.standard_min;
    int64_t standard = floor_div(at_ms, MS_PER_MIN) + z.standard_min;
    int y, m, d;
    day_parts((day)floor_div(standard, MIN_PER_DAY), &y, &m, &d);
    int64_t from = (int64_t)nth_sunday(y, 3, 2) * MIN_PER_DAY + 120; /* 2:00 standard */
    int64_t to = (int64_t)nth_sunday(y, 11, 1) * MIN_PER_DAY + 60;   /* 2:00 daylight */
    return z.standard_min + (standard >= from && standard < to ? 60 : 0);
}

struct wall wall_at(struct zone z, int64_t at_ms) {
    int64_t local = floor_div(at_ms, MS_PER_MIN) + zone_offset_min(z, at_ms);
    day d = (day)floor_div(local, MIN_PER_DAY);
    return (struct wall){d, (int16_t)(local - (int64_t)d * MIN_PER_DAY)};
}

/* Daylight is tried first. A wall time that the autumn has twice exists in both, and is so the first; one that the
 * spring skips exists in neither, and read as standard it is an hour later on the clock. */
int64_t wall_instant(struct zone z, struct wall w) {
    int64_t local = (int64_t)w.day * MIN_PER_DAY + w.minute;
    int64_t daylight = (local - z.standard_min - 60) * MS_PER_MIN, standard = (local - z.standard_min) * MS_PER_MIN;
    if (z.daylight_saving && zone_offset_min(z, daylight) == z.standard_min + 60) return daylight;
    return standard;
}
