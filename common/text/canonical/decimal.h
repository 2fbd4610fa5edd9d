/* Numbers as JSON writes them, without a double in between: 9007199254740993 must not become ...992. */
#pragma once
#include <stdbool.h>
#include "base/arena.h"

/* Exactly the grammar of RFC 8259: no plus, no leading zeros, no blanks. */
bool decimal_is_number(const char *text);
/* "1.20e2" → "120"; NULL: no number, or none that is whole. One of more than 20 digits comes out as another such one,
 * which fits nowhere either. It may be the text itself. */
const char *decimal_whole(struct arena *a, const char *text);
