/* Letters of the first 128 characters, without a locale: codes, numbers and names of keys are written in them. What
 * people write in their languages is folded by text/fold.h instead. In place of ctype.h, which asks the locale and
 * takes no negative char. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define ASCII_LOWER  "abcdefghijklmnopqrstuvwxyz"
#define ASCII_UPPER  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define ASCII_DIGITS "0123456789"

static inline bool ascii_is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool ascii_is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool ascii_is_lower(char c) { return c >= 'a' && c <= 'z'; }
/* Also the line ends, tab to carriage return; not the no-break space, which is two bytes. */
static inline bool ascii_is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
/* Other characters, bytes of UTF-8 too, stay as they are. */
static inline char ascii_upper(char c) { return ascii_is_lower(c) ? (char)(c - 'a' + 'A') : c; }
static inline char ascii_lower(char c) { return ascii_is_upper(c) ? (char)(c - 'A' + 'a') : c; }

/* One to `most` of these letters and no other. */
static inline bool text_is_of(const char *text, const char *letters, size_t most) {
    size_t len = strspn(text, letters);
    return len > 0 && len <= most && !text[len];
}
