#include "base/codes/day_code.h"

#include <string.h>
#include "base/codes/spoken.h"

enum { HALF = DAY_CODE_LEN / 2 };

/* Five characters of 64 bits each: 2^64 is no multiple of 23^5, and what that favours is less than one in 2^41. */
void day_code_make(struct id chance, char out[DAY_CODE_LEN + 1]) {
    for (size_t half = 0; half < 2; half++) {
        uint64_t number = 0;
        for (size_t i = 0; i < 8; i++) number = number << 8 | chance.bytes[8 * half + i];
        spoken_write(number, HALF, out + HALF * half);
    }
}

bool day_code_read(const char *typed, char out[DAY_CODE_LEN + 1]) { return spoken_read(typed, DAY_CODE_LEN, out); }

char *day_code_handle(struct arena *a, const char *code) { return arena_printf(a, "%.*s", DAY_CODE_HANDLE, code); }

bool day_code_handle_is_valid(const char *handle) {
    char read[DAY_CODE_HANDLE + 1];
    return spoken_read(handle, DAY_CODE_HANDLE, read) && strcmp(handle, read) == 0;
}

void day_code_digest(struct id salt, const char *code, uint8_t out[SECRET_DIGEST_LEN]) {
    secret_digest(id_span(&salt), code, out);
}

char *day_code_spoken(struct arena *a, const char *code) {
    return arena_printf(a, "%.*s-%s", HALF, code, strlen(code) > HALF ? code + HALF : "");
}
