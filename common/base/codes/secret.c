#include "base/codes/secret.h"

#include <sodium.h>

void secret_digest(struct span salt, const char *text, uint8_t out[SECRET_DIGEST_LEN]) {
    crypto_hash_sha256_state state;
    struct span told = span_text(text);
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, salt.data, salt.len);
    crypto_hash_sha256_update(&state, told.data, told.len);
    crypto_hash_sha256_final(&state, out);
}

bool secret_equal(struct span a, struct span b) { return a.len == b.len && sodium_memcmp(a.data, b.data, a.len) == 0; }
