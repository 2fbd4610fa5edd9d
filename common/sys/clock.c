#include "sys/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include "civil/date.h"

enum { DAY_MS = 86400000 };

int64_t clock_now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_mono_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t clock_boot_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Days are rounded down, so that the rest of an instant before 1970 is not negative. The remainders change nothing:
 * with them the compiler sees that each number keeps to its columns. */
void clock_text(int64_t at_ms, char out[CLOCK_TEXT_LEN + 1]) {
    int64_t days = at_ms >= 0 ? at_ms / DAY_MS : -((DAY_MS - 1 - at_ms) / DAY_MS);
    int64_t ms = at_ms - days * DAY_MS;
    int year = 0, month = 0, dom = 0;
    day_parts((day)days, &year, &month, &dom);
    unsigned second = (unsigned)(ms / 1000), milli = (unsigned)(ms % 1000);
    snprintf(out, CLOCK_TEXT_LEN + 1, "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ", (unsigned)year % 10000,
             (unsigned)month % 100, (unsigned)dom % 100, second / 3600 % 24, second / 60 % 60, second % 60, milli);
}

/* n digits, or -1 */
static int digits(const char *text, int n) {
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/* Its length decides where which mark must stand; then no read goes past the end. */
bool clock_parse(const char *text, int64_t *at_ms) {
    size_t len = strlen(text);
    if ((len != 20 && len != CLOCK_TEXT_LEN) || text[10] != 'T' || text[len - 1] != 'Z') return false;
    if (text[13] != ':' || text[16] != ':' || (len == CLOCK_TEXT_LEN && text[19] != '.')) return false;
    char date[11];
    memcpy(date, text, 10);
    date[10] = 0;
    day d = day_parse(date);
    int hour = digits(text + 11, 2), minute = digits(text + 14, 2), second = digits(text + 17, 2);
    int milli = len == CLOCK_TEXT_LEN ? digits(text + 20, 3) : 0;
    if (d == DAY_NONE || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || milli < 0)
        return false;
    *at_ms = (int64_t)d * DAY_MS + ((hour * 60 + minute) * 60 + second) * INT64_C(1000) + milli;
    return true;
}
