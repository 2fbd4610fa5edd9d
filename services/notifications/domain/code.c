#include "notifications/domain/code.h"

#include <string.h>
#include "base/codes/spoken.h"

/* Their number is prime, and no place is a multiple of it: the weighted sum below then finds every single fault, since
 * place x difference is never 0 modulo 23, and every exchange of two. With 24 characters it would not. */
enum { BASE = SPOKEN_BASE };

/* The sum of place x value over all seven characters is 0 modulo 23. One last value makes it so, as 7 has an inverse;
 * the return after the loop is for the compiler. */
static unsigned check_value(const unsigned values[CODE_LEN - 1]) {
    unsigned sum = 0;
    for (unsigned i = 0; i < CODE_LEN - 1; i++) sum += (i + 1) * values[i];
    for (unsigned last = 0; last < BASE; last++)
        if ((sum + CODE_LEN * last) % BASE == 0) return last;
    return 0;
}

void notifications_code_make(struct id from, char out[CODE_LEN + 1]) {
    unsigned values[CODE_LEN - 1];
    uint64_t number = 0;
    for (int i = 0; i < 8; i++) number = number << 8 | from.bytes[i];
    spoken_write(number, CODE_LEN - 1, out);
    for (int i = 0; i < CODE_LEN - 1; i++) values[i] = (unsigned)spoken_value(out[i]);
    spoken_write(check_value(values), 1, out + CODE_LEN - 1);
}

/* A guess at what was meant would take away what the check finds. */
bool notifications_code_read(const char *typed, char out[CODE_LEN + 1]) {
    unsigned values[CODE_LEN];
    if (!spoken_read(typed, CODE_LEN, out)) return false;
    for (int i = 0; i < CODE_LEN; i++) values[i] = (unsigned)spoken_value(out[i]);
    return check_value(values) == values[CODE_LEN - 1];
}

/* Also by a clock that was ahead when it was closed and is right now: then the end lies too far off to be one of
 * ours. */
bool notifications_codes_are_closed(struct code_tries tries, int64_t now_ms) {
    return tries.closed_until_ms > now_ms && tries.closed_until_ms - now_ms <= CODE_HOUR_MS;
}

/* An hour is counted from the first wrong one, and begins anew with the first after it. */
struct code_tries notifications_code_wrong(struct code_tries before, int64_t now_ms) {
    bool same_hour = before.wrong > 0 && before.wrong < CODE_WRONG_MAX && now_ms >= before.since_ms &&
                     now_ms - before.since_ms < CODE_HOUR_MS;
    struct code_tries tries = {1, now_ms, 0};
    if (same_hour) tries = (struct code_tries){before.wrong + 1, before.since_ms, 0};
    if (tries.wrong == CODE_WRONG_MAX) tries.closed_until_ms = now_ms + CODE_HOUR_MS;
    return tries;
}

char *notifications_code_spoken(struct arena *a, const char *code) {
    return arena_printf(a, "%.3s-%s", code, strlen(code) > 3 ? code + 3 : "");
}
