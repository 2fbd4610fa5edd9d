/* Z85 (ZeroMQ RFC 32): 4 bytes, big-endian, as 5 digits of base 85. Not in constant time; as everywhere that keys stand
 * in files, who can measure this can read the file. */
#include <string.h>
#include "keys/key.h"

static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

void key_text(const uint8_t key[KEY_LEN], char out[KEY_TEXT_LEN + 1]) {
    for (size_t i = 0; i < KEY_LEN / 4; i++) {
        const uint8_t *four = key + 4 * i;
        uint32_t value = (uint32_t)four[0] << 24 | (uint32_t)four[1] << 16 | (uint32_t)four[2] << 8 | four[3];
        for (size_t d = 5; d-- > 0; value /= 85) out[5 * i + d] = digits[value % 85];
    }
    out[KEY_TEXT_LEN] = 0;
}

int key_public_parse(const char *text, uint8_t out[KEY_LEN]) {
    if (strnlen(text, KEY_TEXT_LEN + 1) != KEY_TEXT_LEN) return ERR_INVALID;
    for (size_t i = 0; i < KEY_LEN / 4; i++) {
        uint64_t value = 0;
        for (size_t d = 0; d < 5; d++) {
            const char *at = memchr(digits, text[5 * i + d], sizeof digits - 1);
            if (!at) return ERR_INVALID;
            value = value * 85 + (uint64_t)(at - digits);
        }
        if (value > UINT32_MAX) return ERR_INVALID; /* 85^5 is more than 2^32: not every five digits are four bytes */
        for (size_t b = 4; b-- > 0; value >>= 8) out[4 * i + b] = (uint8_t)value;
    }
    return 0;
}
