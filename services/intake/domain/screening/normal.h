/* One written form for what people write in many: telephone numbers (phone.c), postal codes, languages. A normal form
 * is its own normal form. Families are found by a hash of their telephone's (call/match.c), so another form does not
 * find what was kept under this one. */
#pragma once
#include <stdbool.h>
#include "base/arena.h"
#include "civil/date.h"
#include "proto/intake/screening.h"

/* A number is kept in one of two forms:
 *   "5145550142"      of North America: ten digits, whatever its punctuation; a leading 1 is dropped
 *   "+33612345678"    of another country (E.164): told with a + or as it is dialled from abroad (011, 00), 7 to 15
 *                     digits with its code. Ten digits behind a + are never taken for a number of here */
struct phone {
    const char *number, *extension; /* of "514 555-0142 poste 22" the second is "22"; else "" */
};
/* False: there is no number in it (letters, another count of digits, an area or exchange code that begins with 0 or 1:
 * the North American Numbering Plan has none), or there is more behind it than an extension. */
bool intake_phone_read(struct arena *a, const char *text, struct phone *out);
/* The two apart, in their normal form: an extension is told behind the number or by itself. Two that differ, and what
 * is no number, are left as they are for the check to refuse. */
void intake_phone_split(struct arena *a, const char **number, const char **extension);
/* The number alone; NULL: none, also of "". */
const char *intake_phone_normal(struct arena *a, const char *text);
/* 0, also for ""; or PHONE_FOREIGN (of another country, too short or too long), PHONE_EXTENSION (what stands behind the
 * digits is none), PHONE_INVALID. */
int intake_phone_check(struct arena *a, const char *text);
/* 1 to 8 digits, or nothing. */
bool intake_extension_is_valid(const char *text);
/* name@domain: so much as tells a slip of the keyboard; whether anybody reads it, only a message shows. */
bool intake_email_is_valid(const char *text);
/* Without spaces around it. */
const char *intake_text_trimmed(struct arena *a, const char *text);
/* ANANAN, upper case, without space or hyphen. NULL: not a Canadian postal code (letters that are never used, W and Z
 * first: norms of the MSSS, 2016). */
const char *intake_postal_normal(struct arena *a, const char *text);
/* Two lower-case letters, three where ISO 639-1 has none ("fra" gives "fr"); NULL: there is no such language. */
const char *intake_language_normal(struct arena *a, const char *text);
/* Upper case without spaces; any text gives one. */
const char *intake_nam_normal(struct arena *a, const char *text);
/* The shape of a health insurance number, and whether its letters and date agree with the names and the birth date
 * (month + 50 for women: accepted for everybody, a gender marker may have changed). It warns and never blocks: names
 * change, and the check rule is not public. `nam` is in its normal form. */
bool intake_nam_is_plausible(const char *nam, const char *family, const char *given, day birth);
/* A deep copy in which all of the above stand in their normal form, extensions apart from their numbers, and names and
 * e-mail addresses without spaces around them; what cannot be normalised stays as it was written, for the check to
 * refuse. Keep this one in the journal. */
intake__screening *intake_screening_normal(struct arena *a, const intake__screening *s);
