#include "seal/seal.h"

#include <assert.h>
#include <sodium.h>

enum { SUBKEY_CIPHER = 1, SUBKEY_NONCE = 2 };
enum { PLACE_WHOLE = 1, PLACE_HASHED = 2, DIGEST_LEN = 32 };
enum { PLACE_MAX = 1 + 2 * ID_LEN + 3 * (1 + SEAL_PART_MAX) };

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

/* ---- the place, as associated data ---- */

struct place_bytes {
    uint8_t bytes[PLACE_MAX];
    size_t len;
};

static void bytes_add(struct place_bytes *out, const void *data, size_t len) {
    if (len) memcpy(out->bytes + out->len, data, len);
    out->len += len;
}

static void part_add(struct place_bytes *out, struct span part) {
    out->bytes[out->len++] = (uint8_t)part.len;
    bytes_add(out, part.data, part.len);
}

static void part_hash(crypto_generichash_state *h, struct span part) {
    uint8_t len[8];
    for (size_t i = 0; i < sizeof len; i++) len[i] = (uint8_t)((uint64_t)part.len >> 8 * i);
    crypto_generichash_update(h, len, sizeof len);
    crypto_generichash_update(h, part.data, part.len);
}

/* Seldom: a row whose key is long. */
static void place_hash(const struct seal_place *place, struct place_bytes *out) {
    crypto_generichash_state h;
    crypto_generichash_init(&h, NULL, 0, DIGEST_LEN);
    crypto_generichash_update(&h, place->journal.bytes, ID_LEN);
    crypto_generichash_update(&h, place->subject.bytes, ID_LEN);
    part_hash(&h, place->table);
    part_hash(&h, place->name);
    part_hash(&h, place->type);
    out->bytes[out->len++] = PLACE_HASHED;
    crypto_generichash_final(&h, out->bytes + out->len, DIGEST_LEN);
    out->len += DIGEST_LEN;
}

static bool place_is_short(const struct seal_place *place) {
    return place->table.len <= SEAL_PART_MAX && place->name.len <= SEAL_PART_MAX && place->type.len <= SEAL_PART_MAX;
}

/* A digest of its own for each text was a third of what its nonce cost: of a place that fits, the bytes themselves. */
static void place_write(const struct seal_place *place, struct place_bytes *out) {
    out->len = 0;
    if (!place_is_short(place)) return place_hash(place, out);
    out->bytes[out->len++] = PLACE_WHOLE;
    bytes_add(out, place->journal.bytes, ID_LEN);
    bytes_add(out, place->subject.bytes, ID_LEN);
    part_add(out, place->table);
    part_add(out, place->name);
    part_add(out, place->type);
}

static void nonce_make(const struct seal_keys *keys, const struct place_bytes *place, struct span text,
                       uint8_t out[SEAL_NONCE_LEN]) {
    crypto_generichash_state h;
    crypto_generichash_init(&h, keys->nonce, SEAL_KEY_LEN, SEAL_NONCE_LEN);
    crypto_generichash_update(&h, place->bytes, place->len);
    crypto_generichash_update(&h, text.data, text.len);
    crypto_generichash_final(&h, out, SEAL_NONCE_LEN);
}

/* ---- texts ---- */

/* ISO/IEC 7816-4, as sodium_pad does it. */
static void padded_copy(uint8_t *out, struct span text) {
    size_t len = padded_len(text.len);
    if (text.len) memcpy(out, text.data, text.len);
    out[text.len] = 0x80;
    memset(out + text.len + 1, 0, len - text.len - 1);
}

void seal_text(const struct seal_keys *keys, const struct seal_place *place, struct span text, uint8_t *out) {
    struct place_bytes at;
    uint8_t *body = out + SEAL_NONCE_LEN;
    place_write(place, &at);
    nonce_make(keys, &at, text, out);
    padded_copy(body, text);
    crypto_aead_xchacha20poly1305_ietf_encrypt(body, NULL, body, padded_len(text.len), at.bytes, at.len, NULL, out,
                                               keys->cipher);
}

/* libsodium leaves zeros when the tag is wrong. Padding that does not read under a right tag was never made here. */
int seal_open(const struct seal_keys *keys, const struct seal_place *place, struct span sealed, uint8_t *out,
              size_t *len) {
    struct place_bytes at;
    size_t room = seal_room(sealed.len);
    *len = 0;
    if (!room) return ERR_CORRUPT;
    place_write(place, &at);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL, sealed.data + SEAL_NONCE_LEN, room + SEAL_TAG_LEN,
                                                   at.bytes, at.len, sealed.data, keys->cipher))
        return ERR_CORRUPT;
    if (sodium_unpad(len, out, room, SEAL_PAD) == 0) return 0;
    sodium_memzero(out, room);
    *len = 0;
    return ERR_CORRUPT;
}
