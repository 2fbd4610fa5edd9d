/* The territory's words in terms of our values: its lists of disciplines, postal codes of requests. The territory's
 * file names disciplines by text, because its message is every daemon's and knows no type of scheduling; adopting the
 * file checks the words. */
#pragma once
#include <stdbool.h>
#include "base/arena.h"
#include "civil/civil.h"
#include "proto/scheduling.h"
#include "proto/territory.h"

/* "NURSE" for DISCIPLINE_NURSE; "" for a value that this release does not know, which is then in no list. */
const char *terms_discipline(scheduling__discipline d);
/* Is it in a list of the territory's file? */
bool terms_discipline_in(scheduling__discipline d, const char *const *list, size_t n);
/* The code of a postal code that may be absent: "". */
const char *terms_postal(const sippe__postal_code *p);
