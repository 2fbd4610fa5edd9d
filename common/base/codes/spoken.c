#include "base/codes/spoken.h"

#include <string.h>

static const char ALPHABET[] = "2345679CDFGHJKMNPQRTWXY";
_Static_assert(sizeof ALPHABET - 1 == SPOKEN_BASE, "a prime");

uint64_t spoken_write(uint64_t number, size_t n, char *out) {
    for (size_t i = 0; i < n; i++, number /= SPOKEN_BASE) out[i] = ALPHABET[number % SPOKEN_BASE];
    out[n] = '\0';
    return number;
}

int spoken_value(char c) {
    const char *at = c ? strchr(ALPHABET, c) : NULL;
    return at ? (int)(at - ALPHABET) : -1;
}

bool spoken_read(const char *typed, size_t n, char *out) {
    size_t len = 0;
    for (; *typed; typed++) {
        char c = *typed >= 'a' && *typed <= 'z' ? (char)(*typed - 'a' + 'A') : *typed;
        if (c == ' ' || c == '-') continue;
        if (spoken_value(c) < 0 || len == n) return false;
        out[len++] = c;
    }
    out[len] = '\0';
    return len == n;
}
