#include "seal/seal.h"

#include <assert.h>
#include <sodium.h>

enum { DIGEST_LEN = 32, SUBKEY_CIPHER = 1, SUBKEY_NONCE = 2 };

static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == SEAL_KEY_LEN &&
                  crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == SEAL_NONCE_LEN &&
                  crypto_aead_xchacha20poly1305_ietf_ABYTES == SEAL_TAG_LEN && crypto_kdf_KEYBYTES == SEAL_KEY_LEN,
              "libsodium's sizes are those of the format");

void seal_keys_derive(const uint8_t subject_key[SEAL_KEY_LEN], struct seal_keys *out) {
    crypto_kdf_derive_from_key(out->cipher, SEAL_KEY_LEN, SUBKEY_CIPHER, "sippseal", subject_key);
    crypto_kdf_derive_from_key(out->nonce, SEAL_KEY_LEN, SUBKEY_NONCE, "sippseal", subject_key);
}

void seal_keys_wipe(struct seal_keys *keys) { sodium_memzero(keys, sizeof *keys); }

/* At least one byte of padding, so that it can always be told from the text. */
static size_t padded_len(size_t text_len) { return text_len - text_len % SEAL_PAD + SEAL_PAD; }

size_t seal_size(size_t text_len) { return SEAL_NONCE_LEN + padded_len(text_len) + SEAL_TAG_LEN; }

size_t seal_room(size_t sealed_len) {
    size_t around = SEAL_NONCE_LEN + SEAL_TAG_LEN;
    if (sealed_len < SEAL_LEAST || (sealed_len - around) % SEAL_PAD) return 0;
    return sealed_len - around;
}

static void part_add(crypto_generichash_state *h, struct span part) {
    uint8_t len[8];
    for (size_t i = 0; i < sizeof len; i++) len[i] = (uint8_t)((uint64_t)part.len >> 8 * i);
    crypto_generichash_update(h, len, sizeof len);
    crypto_generichash_update(h, part.data, part.len);
}

/* A digest and not the parts themselves: the cipher wants its associated data in one piece, and a row's key may be
 * long. */
static void place_digest(const struct seal_place *place, uint8_t out[DIGEST_LEN]) {
    crypto_generichash_state h;
    crypto_generichash_init(&h, NULL, 0, DIGEST_LEN);
    part_add(&h, place->table);
    part_add(&h, id_span(&place->journal));
    part_add(&h, place->name);
    part_add(&h, place->type);
    part_add(&h, id_span(&place->subject));
    crypto_generichash_final(&h, out, DIGEST_LEN);
}

static void nonce_make(const struct seal_keys *keys, const uint8_t digest[DIGEST_LEN], struct span text,
                       uint8_t out[SEAL_NONCE_LEN]) {
    crypto_generichash_state h;
    crypto_generichash_init(&h, keys->nonce, SEAL_KEY_LEN, SEAL_NONCE_LEN);
    crypto_generichash_update(&h, digest, DIGEST_LEN);
    crypto_generichash_update(&h, text.data, text.len);
    crypto_generichash_final(&h, out, SEAL_NONCE_LEN);
}

/* ISO/IEC 7816-4, as sodium_pad does it. */
static void padded_copy(uint8_t *out, struct span text) {
    size_t len = padded_len(text.len);
    if (text.len) memcpy(out, text.data, text.len);
    out[text.len] = 0x80;
    memset(out + text.len + 1, 0, len - text.len - 1);
}

void seal_text(const struct seal_keys *keys, const struct seal_place *place, struct span text, uint8_t *out) {
    uint8_t digest[DIGEST_LEN], *body = out + SEAL_NONCE_LEN;
    place_digest(place, digest);
    nonce_make(keys, digest, text, out);
    padded_copy(body, text);
    crypto_aead_xchacha20poly1305_ietf_encrypt(body, NULL, body, padded_len(text.len), digest, DIGEST_LEN, NULL, out,
                                               keys->cipher);
}

/* libsodium leaves zeros when the tag is wrong. Padding that does not read under a right tag was never made here. */
int seal_open(const struct seal_keys *keys, const struct seal_place *place, struct span sealed, uint8_t *out,
              size_t *len) {
    uint8_t digest[DIGEST_LEN];
    size_t room = seal_room(sealed.len);
    *len = 0;
    if (!room) return ERR_CORRUPT;
    place_digest(place, digest);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL, sealed.data + SEAL_NONCE_LEN, room + SEAL_TAG_LEN,
                                                   digest, DIGEST_LEN, sealed.data, keys->cipher))
        return ERR_CORRUPT;
    if (sodium_unpad(len, out, room, SEAL_PAD) == 0) return 0;
    sodium_memzero(out, room);
    *len = 0;
    return ERR_CORRUPT;
}
