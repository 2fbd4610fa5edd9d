/* Codes of languages: ISO 639, two letters where there are two ("fr"), else three. */
#pragma once
#include <stdbool.h>

/* Two or three lower-case letters. */
bool language_is_code(const char *code);
