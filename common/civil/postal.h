/* Canadian postal codes and what they begin with: H2M 1Y4, H2M. Letters and digits in turn; D, F, I, O, Q and U are
 * never used, W and Z never first (Postes Canada, as the norms of the MSSS of 2016 give it).
 *
 *   as it came ──postal_tidy──▶ kept, whatever it is ──postal_read──▶ its read form, to look up and compare
 *
 * What somebody wrote is not thrown away because it is wrong: a check refuses it with its path, and shows it. */
#pragma once
#include <stdbool.h>
#include "base/arena.h"
#include "proto/territory.h"

enum { POSTAL_LEN = 6, POSTAL_AREA_LEN = 3 }; /* an area: what Postes Canada calls forward sortation area */

/* Upper case, without spaces and hyphens, one to POSTAL_LEN characters. False: no postal code begins so. */
bool postal_read(const char *text, char out[POSTAL_LEN + 1]);
/* A whole code. */
bool postal_is_whole(const char *text);
/* As it is kept before anybody has checked it: upper case, without spaces, whatever it is. In the arena. */
char *postal_tidy(struct arena *a, const char *text);
/* The area of a territory that a code in its read form lies in, the longest prefix that fits; NULL: none. A table may
 * so give an area as a whole and a part of it apart. */
const sippe__postal_area *postal_area_of(const sippe__territory *t, const char *code);
