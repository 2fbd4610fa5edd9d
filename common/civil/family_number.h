/* A family's short number, to be said aloud: "1042-9". The last digit is Damm's check digit (H. M. Damm, 2004): every
 * wrong digit and every two neighbours swapped are noticed. What it cannot notice is the number of another family. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"

enum { FAMILY_NUMBER_FIRST = 1001 }; /* the first family's n: numbers of one length while a territory is young */

/* At least four digits, a hyphen and the check digit; n at most 10^15. */
const char *family_number_text(struct arena *a, uint64_t n);
/* Spaces and hyphens may stand anywhere, or nowhere: it was written down from a call. False: other characters, fewer
 * than two digits, a wrong check digit; *n is then as it was. */
bool family_number_parse(const char *text, uint64_t *n);
