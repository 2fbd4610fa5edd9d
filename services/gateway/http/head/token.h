/* 32 bytes as 43 characters of base64url, without padding (RFC 4648, section 5): cookies and tokens of programs. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/span.h"

/* False: another length or character, or bits set past the last byte: two texts would be one token. */
bool token_parse(struct span text, uint8_t out[32]);
/* With its NUL. */
void token_text(const uint8_t token[32], char out[44]);
