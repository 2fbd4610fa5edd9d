/* The codes of three letters that language.h knows. */
#pragma once
#include <stdint.h>

/* Of code "abc" bit 'c' - 'a' of word 26 * ('a' - 'a') + ('b' - 'a'). */
extern const uint32_t language_three[26 * 26];
