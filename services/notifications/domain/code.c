#include "notifications/domain/code.h"

#include <string.h>

/* No character that looks like another (0 O, 1 I L, 2 Z, 5 S, 8 B, U V) and no vowel, so no word comes out; letters
 * that sound alike (D T, M N) are left to the check. Their number is prime, and no place is a multiple of it: the
 * weighted sum below then finds every single fault, since place x difference is never 0 modulo 23, and every exchange
 * of two. With 24 characters it would not. */
static const char ALPHABET[] = "2345679CDFGHJKMNPQRTWXY";
enum { BASE = sizeof ALPHABET - 1 };
_Static_assert(BASE == 23, "a prime");

/* The sum of place x value over all seven characters is 0 modulo 23. One last value makes it so, as 7 has an inverse;
 * the return after the loop is for the compiler. */
static unsigned check_value(const unsigned values[CODE_LEN - 1]) {
    unsigned sum = 0;
    for (unsigned i = 0; i < CODE_LEN - 1; i++) sum += (i + 1) * values[i];
    for (unsigned last = 0; last < BASE; last++)
        if ((sum + CODE_LEN * last) % BASE == 0) return last;
    return 0;
}

void notifications_code_derive(struct id notice, unsigned attempt, char out[CODE_LEN + 1]) {
    unsigned values[CODE_LEN - 1];
    uint8_t again = (uint8_t)attempt;
    struct id hash = id_derive("notifications.code", id_span(&notice), span_of(&again, 1), span_of(NULL, 0));
    uint64_t number = 0;
    for (int i = 0; i < 8; i++) number = number << 8 | hash.bytes[i];
    for (int i = 0; i < CODE_LEN - 1; i++) {
        values[i] = (unsigned)(number % BASE);
        number /= BASE;
        out[i] = ALPHABET[values[i]];
    }
    out[CODE_LEN - 1] = ALPHABET[check_value(values)];
    out[CODE_LEN] = '\0';
}

/* Nothing is read as something else (O as 0): neither is in the alphabet, and a guess would take away what the check
 * finds. */
bool notifications_code_read(const char *typed, char out[CODE_LEN + 1]) {
    unsigned values[CODE_LEN];
    size_t n = 0;
    for (; *typed; typed++) {
        char c = *typed >= 'a' && *typed <= 'z' ? (char)(*typed - 'a' + 'A') : *typed;
        if (c == ' ' || c == '-') continue;
        const char *at = strchr(ALPHABET, c);
        if (!at || n == CODE_LEN) return false;
        values[n] = (unsigned)(at - ALPHABET);
        out[n++] = c;
    }
    out[n] = '\0';
    return n == CODE_LEN && check_value(values) == values[CODE_LEN - 1];
}

char *notifications_code_spoken(struct arena *a, const char *code) {
    return arena_printf(a, "%.3s-%s", code, strlen(code) > 3 ? code + 3 : "");
}
