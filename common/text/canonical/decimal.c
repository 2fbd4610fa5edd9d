#include "text/canonical/decimal.h"

#include <stdlib.h>
#include <string.h>

/* What 64 bits hold has 20 digits at most; an exponent past these is told apart by its sign alone. */
enum { DIGITS_MAX = 20, EXPONENT_MAX = 1 << 24 };

struct decimal {
    bool negative;
    struct span whole, fraction; /* digits */
    long exponent;
};

static struct span digits(const char **at) {
    struct span s = span_of(*at, strspn(*at, "0123456789"));
    *at += s.len;
    return s;
}

static bool exponent_read(const char **at, long *out) {
    if (**at != 'e' && **at != 'E') return true;
    const char *from = ++*at;
    *at += **at == '+' || **at == '-';
    if (!digits(at).len) return false;
    *out = strtol(from, NULL, 10); /* LONG_MAX when it does not fit */
    if (*out > EXPONENT_MAX) *out = EXPONENT_MAX;
    if (*out < -EXPONENT_MAX) *out = -EXPONENT_MAX;
    return true;
}

static bool decimal_read(const char *at, struct decimal *d) {
    *d = (struct decimal){.negative = *at == '-'};
    at += d->negative;
    d->whole = digits(&at);
    if (!d->whole.len || (d->whole.len > 1 && *d->whole.data == '0')) return false;
    if (*at == '.') {
        at++;
        d->fraction = digits(&at);
        if (!d->fraction.len) return false;
    }
    return exponent_read(&at, &d->exponent) && !*at;
}

bool decimal_is_number(const char *text) {
    struct decimal d;
    return decimal_read(text, &d);
}

/* Most are written as they are to be: digits alone, which fit, and no zero in front. */
static bool is_written_so(const char *text) {
    size_t n = strspn(text, "0123456789");
    return n > 0 && n < DIGITS_MAX && !text[n] && (text[0] != '0' || n == 1);
}

/* All digits in a row, without the zeros at either end, and how many of them stand before the point. */
const char *decimal_whole(struct arena *a, const char *text) {
    static const char zeros[] = "00000000000000000000", too_many[] = "999999999999999999999";
    struct decimal d;
    if (is_written_so(text)) return text;
    if (!decimal_read(text, &d)) return NULL;
    const char *row = arena_printf(a, "%.*s%.*s", (int)d.whole.len, (const char *)d.whole.data, (int)d.fraction.len,
                                   d.fraction.len ? (const char *)d.fraction.data : "");
    size_t lead = strspn(row, "0"), n = strlen(row += lead);
    long point = (long)d.whole.len + d.exponent - (long)lead;
    while (n && row[n - 1] == '0') n--;
    if (!n) return "0";
    if (point < (long)n) return NULL;
    const char *sign = d.negative ? "-" : "";
    if (point > DIGITS_MAX) return arena_printf(a, "%s%s", sign, too_many);
    return arena_printf(a, "%s%.*s%.*s", sign, (int)n, row, (int)(point - (long)n), zeros);
}
