#include "base/id_prefix.h"

#include <string.h>

static int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool id_prefix_parse(const char *digits, struct id_prefix *out) {
    size_t n = strlen(digits);
    if (n < ID_PREFIX_MIN || n > sizeof out->bytes * 2) return false;
    for (size_t i = 0; i < n; i++) {
        int digit = digit_of(digits[i]);
        if (digit < 0) return false;
        uint8_t *byte = &out->bytes[i / 2];
        *byte = (uint8_t)(i % 2 ? *byte | digit : digit << 4);
    }
    out->n = n / 2;
    out->half = n % 2 ? out->bytes[n / 2] >> 4 : -1;
    return true;
}

bool id_prefix_fits(const struct id_prefix *p, const uint8_t id[ID_LEN]) {
    return p->half < 0 || id[p->n] >> 4 == p->half;
}

bool id_prefix_begins(const struct id_prefix *p, const uint8_t id[ID_LEN]) {
    return memcmp(p->bytes, id, p->n) == 0 && id_prefix_fits(p, id);
}
