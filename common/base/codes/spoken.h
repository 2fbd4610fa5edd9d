/* Characters that can be said on the telephone, in which codes are written: none that looks like another (0 O, 1 I L,
 * 2 Z, 5 S, 8 B, U V), no vowel, so that no word comes out. Letters that sound alike (D T, M N) stay: without them a
 * code would be longer, and a longer code is misheard more often. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A prime, on which check characters may count. */
enum { SPOKEN_BASE = 23 };

/* The n characters that a number gives, the lowest first, and a NUL; what is left of the number. */
uint64_t spoken_write(uint64_t number, size_t n, char *out);
/* What a person typed, brought to that form: capitals, without blanks and hyphens. False unless it is exactly n of the
 * characters: nothing is read as something else (O as 0), since neither is one of them. `out` has room for n + 1, and
 * may be half filled when it is false. */
bool spoken_read(const char *typed, size_t n, char *out);
/* 0 to 22; -1: it is none of them. */
int spoken_value(char c);
