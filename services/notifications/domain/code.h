/* The answer code of a printed sheet: seven characters that can be said on the phone. Pure.
 *
 * A partner without a program answers by calling the desk; the code says which notice is meant, without a name being
 * said. It is no secret and proves nothing about the caller: the desk types it under its own key. Six free characters
 * of 23 are 27 bits, 148,035,889 codes, so that a code that was misheard and still passes its check (one of 23 does)
 * meets another notice about once in 1,500 times where there are 100,000; and none twice, which whoever issues one
 * makes sure of. */
#pragma once
#include <stdbool.h>
#include "base/arena.h"
#include "base/id.h"

/* TRIES: attempts of one notice before its issuer gives up; with 100,000 codes given one attempt in 1,480 is taken. */
enum { CODE_LEN = 7, CODE_TRIES_MAX = 64 };

/* Six characters from the notice's id and one that checks them; another attempt gives another code. Derived, not drawn:
 * a rerun after a crash gives the same, and only the attempt depends on what other notices have. attempt < 256. */
void notifications_code_derive(struct id notice, unsigned attempt, char out[CODE_LEN + 1]);
/* What a person typed, brought to that form: capitals, without blanks and hyphens. False unless it is a whole code
 * whose check holds: one wrong character and two characters exchanged are always found, of other faults 22 in 23. What
 * it gives is well formed; whether a notice has it is another question. `out` may be half filled when it is false. */
bool notifications_code_read(const char *typed, char out[CODE_LEN + 1]);
/* "K7M-4TXQ": three and four, as telephone numbers are said. In the arena. */
char *notifications_code_spoken(struct arena *a, const char *code);
