#include "gateway/http/head/token.h"

#include "civil/ascii.h"
#include "gateway/http/head/fields.h"

static const char letters[] = ASCII_UPPER ASCII_LOWER ASCII_DIGITS "-_";

bool token_parse(struct span text, uint8_t out[TOKEN_LEN]) {
    uint32_t bits = 0;
    int n_bits = 0;
    size_t n = 0;
    if (text.len != TOKEN_TEXT_LEN) return false;
    for (size_t i = 0; i < TOKEN_TEXT_LEN; i++) {
        const char *at = text.data[i] ? strchr(letters, (char)text.data[i]) : NULL;
        if (!at) return false;
        bits = bits << 6 | (uint32_t)(at - letters);
        n_bits += 6;
        if (n_bits < 8) continue;
        n_bits -= 8;
        out[n++] = (uint8_t)(bits >> n_bits);
        bits &= (1u << n_bits) - 1;
    }
    return bits == 0;
}

void token_text(const uint8_t token[TOKEN_LEN], char out[TOKEN_TEXT_LEN + 1]) {
    uint32_t bits = 0;
    int n_bits = 0;
    size_t n = 0;
    for (size_t i = 0; i < TOKEN_LEN; i++) {
        bits = bits << 8 | token[i];
        for (n_bits += 8; n_bits >= 6;) {
            n_bits -= 6;
            out[n++] = letters[bits >> n_bits & 63];
        }
    }
    out[n++] = letters[bits << (6 - n_bits) & 63];
    out[n] = 0;
}
