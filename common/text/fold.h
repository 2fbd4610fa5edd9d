/* Text made comparable: for looking up names, services and places whatever the accents, case and punctuation. */
#pragma once
#include <stddef.h>
#include "base/arena.h"

/* "L'Œuvre de Saint-Rémi " → "l oeuvre de saint remi": letters and digits in lower case without accents, single spaces
 * between words, none at the ends. Other scripts keep their letters. Bad UTF-8 counts as a space. */
char *fold(struct arena *a, const char *utf8);
/* The words of the folded text; their number. */
size_t fold_tokens(struct arena *a, const char *utf8, const char ***out);
