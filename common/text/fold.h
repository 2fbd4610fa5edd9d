/* Text made comparable: for looking up names, services and places whatever the accents, case and punctuation. What
 * comes out is for comparing and is never shown: where vowels are marks, as in Devanagari, they are gone too.
 *
 * Services keep what it gives, in rows and in hashes. If the same text is to give something else (another letter
 * spelled out, another utf8proc), what was kept is no longer found: the services that keep it get another LAYOUT in
 * their tables.def, and their rows are made anew. */
#pragma once
#include <stddef.h>
#include "base/arena.h"

/* "L'Œuvre de Saint-Rémi " → "l oeuvre de saint remi": letters and digits in lower case without accents, single spaces
 * between words, none at the ends. Other scripts keep their letters. Bad UTF-8 counts as a space. Folding what is
 * folded changes nothing. */
char *fold(struct arena *a, const char *utf8);
/* The words of the folded text; their number. */
size_t fold_tokens(struct arena *a, const char *utf8, const char ***out);
