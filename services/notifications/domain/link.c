#include "notifications/domain/link.h"

#include <string.h>
#include "base/codes/spoken.h"
#include "notifications/domain/notice.h"

static int64_t days_ms(int32_t days, int32_t usual) { return (days > 0 ? days : usual) * INT64_C(24) * 60 * 60 * 1000; }

int64_t notifications_link_ms(const sippe__territory *t) {
    return days_ms(t && t->partners ? t->partners->link_days : 0, 30);
}

int64_t notifications_browser_ms(const sippe__territory *t) {
    return days_ms(t && t->partners ? t->partners->browser_days : 0, 90);
}

int64_t notifications_correction_ms(const sippe__territory *t) {
    return days_ms(t && t->partners ? t->partners->correct_days : 0, 7);
}

static uint64_t number_at(struct id from, size_t at) {
    uint64_t n = 0;
    for (size_t i = 0; i < 8; i++) n = n << 8 | from.bytes[at + i];
    return n;
}

/* Half a hash for half a token: 23^10 goes 400,000 times into 2^64, so that no character is likelier by more than
 * that. */
void notifications_token_make(struct id from, char out[LINK_TOKEN_LEN + 1]) {
    enum { HALF = LINK_TOKEN_LEN / 2 };
    spoken_write(number_at(from, 0), HALF, out);
    spoken_write(number_at(from, 8), HALF, out + HALF);
}

bool notifications_token_read(const char *typed, char out[LINK_TOKEN_LEN + 1]) {
    return spoken_read(typed, LINK_TOKEN_LEN, out);
}

void notifications_digits_make(struct id from, char out[LINK_DIGITS + 1]) {
    uint64_t n = number_at(from, 0);
    for (size_t i = 0; i < LINK_DIGITS; i++, n /= 10) out[i] = (char)('0' + n % 10);
    out[LINK_DIGITS] = 0;
}

static bool are_digits(const char *typed, const char *digits) {
    size_t n = 0;
    for (; *typed; typed++) {
        if (*typed == ' ' || *typed == '-') continue;
        if (n == LINK_DIGITS || *typed != digits[n]) return false;
        n++;
    }
    return n == LINK_DIGITS;
}

notifications__browser_way notifications_browser_code(const char *typed, const char *code, const char *digits) {
    enum { REST = CODE_LEN - LINK_CODE_AT };
    char rest[REST + 1];
    if (strlen(code) == CODE_LEN && spoken_read(typed, REST, rest) && strcmp(rest, code + LINK_CODE_AT) == 0)
        return BROWSER_WAY_SHEET;
    return strlen(digits) == LINK_DIGITS && are_digits(typed, digits) ? BROWSER_WAY_CALL : BROWSER_WAY_UNSPECIFIED;
}

/* A clock that was set back makes nothing late. */
bool notifications_may_correct(const struct link_facts *f, int64_t now_ms) {
    return f->answered_ms && notifications_is_answered(f->state) && now_ms < f->correct_until_ms;
}

/* Accepted, or on a waiting list, the first contact is still to come: such a link lives until its own day. */
notifications__link_standing notifications_link_standing(const struct link_facts *f, int64_t now_ms) {
    if (f->state == NOTICE_STATE_UNSPECIFIED) return LINK_STANDING_ENDED;
    if (f->ended || now_ms >= f->until_ms) return LINK_STANDING_ENDED;
    if (f->state == NOTICE_STATE_WITHDRAWN) return LINK_STANDING_WITHDRAWN;
    if (!notifications_is_answered(f->state)) return LINK_STANDING_WAITING;
    bool closed = !notifications_notice_is_open(f->state);
    return closed && !notifications_may_correct(f, now_ms) ? LINK_STANDING_ENDED : LINK_STANDING_ANSWERED;
}
