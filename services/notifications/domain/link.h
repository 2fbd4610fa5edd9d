/* Links of notices, and browsers that organisations are known by: what they are made of, how long they live, what they
 * open. Pure. proto/notifications/link.proto says why there are two things and not one.
 *
 *            ┌ made anew, ended, past its day, none at all ──────────▶ ENDED        one answer, whichever it is
 *   a link ──┼ the notice was withdrawn ─────────────────────────────▶ WITHDRAWN    at once
 *            ├ an answer that closes the notice, past its days ──────▶ ENDED
 *            ├ answered ─────────────────────────────────────────────▶ ANSWERED     can be corrected, for its days
 *            └ issued, or received and to be answered later ─────────▶ WAITING */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/id.h"
#include "notifications/domain/code.h"
#include "proto/notifications.h"
#include "proto/notifications/link.h"
#include "proto/territory.h"

/* Twenty characters of 23: 90 bits. Whoever guesses a million a second, and is let, finds one of a million links in
 * some ten million years; the gateway lets a network guess 20 an hour. */
enum { LINK_TOKEN_LEN = 20 };
/* The second half of the sheet's code, after its hyphen; and what staff read out: a million, of which five may be
 * tried. */
enum { LINK_CODE_AT = 3, LINK_DIGITS = 6 };

#define BROWSER_CODE_MS (INT64_C(30) * 60 * 1000)

/* How long, as the territory says (`partners`), or where it says nothing (NULL too): a link opens its notice, 30 days;
 * a browser stays known, 90; an answer by a link can be corrected, 7. */
int64_t notifications_link_ms(const sippe__territory *t);
int64_t notifications_browser_ms(const sippe__territory *t);
int64_t notifications_correction_ms(const sippe__territory *t);

/* Of a hash that nobody else can make. */
void notifications_token_make(struct id from, char out[LINK_TOKEN_LEN + 1]);
/* What was typed or stood in an address. False: it cannot be one. */
bool notifications_token_read(const char *typed, char out[LINK_TOKEN_LEN + 1]);
void notifications_digits_make(struct id from, char out[LINK_DIGITS + 1]);

/* Is it what was asked for: the end of the sheet's code, as people type it (code.h), or all the digits? `code` and
 * `digits` may be "": then nothing is right of them. What was right. */
notifications__browser_way notifications_browser_code(const char *typed, const char *code, const char *digits);

struct link_facts {
    notifications__notice_state state;
    int64_t answered_ms;      /* of the last answer; 0: none */
    int64_t correct_until_ms; /* the end of the time in which it can be corrected */
    int64_t until_ms;
    bool ended;
};
notifications__link_standing notifications_link_standing(const struct link_facts *f, int64_t now_ms);
/* May the last answer still be corrected? */
bool notifications_may_correct(const struct link_facts *f, int64_t now_ms);
