#include "keys/key.h"

#include <sodium.h>
#include <string.h>
#include "base/id.h"

static_assert(crypto_box_PUBLICKEYBYTES == KEY_LEN && crypto_box_SECRETKEYBYTES == KEY_LEN,
              "CURVE keys are X25519 keys");

void key_pair_new(struct key_pair *out) { crypto_box_keypair(out->public_key, out->secret_key); }
void key_wipe(struct key_pair *pair) { sodium_memzero(pair->secret_key, sizeof pair->secret_key); }

/* Of the key alone, not of the name: it is what the operator hears, and compares with the .pub that she was sent. */
void key_fingerprint(const uint8_t public_key[KEY_LEN], char out[KEY_FINGERPRINT_LEN + 1]) {
    struct id id = id_derive("sippe key", span_of(public_key, KEY_LEN), span_of(NULL, 0), span_of(NULL, 0));
    char hex[33];
    id_hex(id, hex);
    for (size_t group = 0; group < 8; group++) {
        memcpy(out + 5 * group, hex + 4 * group, 4);
        out[5 * group + 4] = ':';
    }
    out[KEY_FINGERPRINT_LEN] = 0;
}
