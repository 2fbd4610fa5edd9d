/* Canadian postal codes and what they begin with: H2M 1Y4, H2M. Letters and digits in turn; D, F, I, O, Q and U are
 * never used, W and Z never first (Postes Canada, as the norms of the MSSS of 2016 give it). */
#pragma once
#include <stdbool.h>
#include "base/arena.h"
#include "proto/territory.h"

enum { POSTAL_LEN = 6, POSTAL_AREA_LEN = 3 };

/* Upper case, without spaces and hyphens, one to POSTAL_LEN characters. False: no postal code begins so. */
bool postal_read(const char *text, char out[POSTAL_LEN + 1]);
/* A whole code. */
bool postal_is_whole(const char *text);
/* As it is kept before anybody has checked it: upper case, without spaces, whatever it is. In the arena. */
char *postal_tidy(struct arena *a, const char *text);
/* The area of a territory that a code in its read form lies in, the longest prefix that fits; NULL: none. */
const sippe__postal_area *postal_area_of(const sippe__territory *t, const char *code);
