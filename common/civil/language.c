#include "civil/language.h"

#include <string.h>
#include "civil/ascii.h"

bool language_is_code(const char *code) { return text_is_of(code, ASCII_LOWER, 3) && strlen(code) >= 2; }
