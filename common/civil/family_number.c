#include "civil/family_number.h"

/* A quasigroup of order 10 that is totally anti-symmetric, with zeros on its diagonal: the digit that leads back to 0
 * is the check digit itself. */
static const uint8_t damm[10][10] = {
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3}, {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6}, {6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7}, {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
};

enum { DIGITS_MAX = 16 }; /* the check digit with them: what they make fits 64 bits, and 10^15 families are enough */

/* The digits in the order in which they are said: the check depends on it. */
const char *family_number_text(struct arena *a, uint64_t n) {
    char *digits = arena_printf(a, "%04llu", (unsigned long long)n);
    unsigned check = 0;
    for (const char *c = digits; *c; c++) check = damm[check][*c - '0'];
    return arena_printf(a, "%s-%u", digits, check);
}

bool family_number_parse(const char *text, uint64_t *n) {
    uint64_t all = 0;
    unsigned check = 0;
    int digits = 0;
    for (; *text; text++) {
        if (*text == ' ' || *text == '-') continue;
        if (*text < '0' || *text > '9' || digits == DIGITS_MAX) return false;
        unsigned digit = (unsigned)(*text - '0');
        check = damm[check][digit];
        all = all * 10 + digit;
        digits++;
    }
    if (digits < 2 || check != 0) return false;
    *n = all / 10; /* without the check digit */
    return true;
}
