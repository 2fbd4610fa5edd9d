/* One written form for what people write in many: telephone numbers, postal codes, languages. A normal form is its own
 * normal form. Families are found by a hash of their telephone's (call/match.c), so another form does not find what was
 * kept under this one. */
#pragma once
#include <stdbool.h>
#include "base/arena.h"
#include "civil/date.h"
#include "proto/screening.h"

/* The ten digits of a North American number, whatever its punctuation; a leading 1 is dropped. NULL: it is not one
 * (letters, another count of digits, a + with another country's code, an area or exchange code that begins with 0 or
 * 1: the North American Numbering Plan has none). "" gives NULL. */
const char *intake_phone_normal(struct arena *a, const char *text);
/* 0, also for ""; or PHONE_FOREIGN (a + and another country), PHONE_EXTENSION (letters behind the digits),
 * PHONE_INVALID. */
int intake_phone_check(struct arena *a, const char *text);
/* ANANAN, upper case, without space or hyphen. NULL: not a Canadian postal code (letters that are never used, W and Z
 * first: norms of the MSSS, 2016). */
const char *intake_postal_normal(struct arena *a, const char *text);
/* Two lower-case letters, three where ISO 639-1 has none ("fra" gives "fr"); NULL otherwise. */
const char *intake_language_normal(struct arena *a, const char *text);
/* Upper case without spaces; any text gives one. */
const char *intake_nam_normal(struct arena *a, const char *text);
/* The shape of a health insurance number, and whether its letters and date agree with the names and the birth date
 * (month + 50 for women: accepted for everybody, a gender marker may have changed). It warns and never blocks: names
 * change, and the check rule is not public. `nam` is in its normal form. */
bool intake_nam_is_plausible(const char *nam, const char *family, const char *given, day birth);
/* A deep copy in which all of the above stand in their normal form, and names without spaces around them; what cannot
 * be normalised stays as it was written, for the check to refuse. Keep this one in the journal. */
intake__screening *intake_screening_normal(struct arena *a, const intake__screening *s);
