/* The answer code of a printed sheet: seven characters that can be said on the phone. Pure.
 *
 * A partner without a program answers by calling the desk; the code says which notice is meant, without a name being
 * said. Whoever has it can answer for the partner, under the key of a desk: so it follows from nothing that others
 * know, opens notices of the desk's own CLSC alone, and few wrong ones are heard. Six free characters of 23 are 27
 * bits, 148,035,889 codes: with 1,500 open notices five tries an hour find one in some 20,000 hours, and a code that
 * was misheard and still passes its check (one of 23 does) meets another notice about once in 1,500 times where there
 * are 100,000. None is given twice, which whoever issues one makes sure of. */
#pragma once
#include <stdbool.h>
#include "base/arena.h"
#include "base/id.h"

/* TRIES: attempts of one notice before its issuer gives up; with 100,000 codes given one attempt in 1,480 is taken. */
enum { CODE_LEN = 7, CODE_TRIES_MAX = 64 };

/* Six characters from a hash that nobody else can make, and one that checks them. */
void notifications_code_make(struct id from, char out[CODE_LEN + 1]);
/* What a person typed, brought to that form: capitals, without blanks and hyphens. False unless it is a whole code
 * whose check holds: one wrong character and two characters exchanged are always found, of other faults 22 in 23. What
 * it gives is well formed; whether a notice has it is another question. `out` may be half filled when it is false. */
bool notifications_code_read(const char *typed, char out[CODE_LEN + 1]);
/* Wrong codes of one key: misspelt, nobody's, or another CLSC's, which are one to who guesses. */
enum { CODE_WRONG_MAX = 5, CODE_HOUR_MS = 60 * 60 * 1000 };
struct code_tries {
    int32_t wrong; /* within an hour from since_ms */
    int64_t since_ms;
    int64_t closed_until_ms; /* 0: open */
};
bool notifications_codes_are_closed(struct code_tries tries, int64_t now_ms);
/* With one more; the fifth within the hour closes for an hour from then. */
struct code_tries notifications_code_wrong(struct code_tries before, int64_t now_ms);

/* "K7M-4TXQ": three and four, as telephone numbers are said. In the arena. */
char *notifications_code_spoken(struct arena *a, const char *code);
