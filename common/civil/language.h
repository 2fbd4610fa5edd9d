/* Codes of languages: ISO 639, two letters where there are two ("fr"), else three ("atj", Atikamekw). */
#pragma once
#include <stdbool.h>

/* Two or three lower-case letters. Whether there is such a language is not looked up. */
bool language_is_code(const char *code);
