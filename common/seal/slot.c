#include "seal/slot.h"

#include <sodium.h>

static const uint8_t magic[8] = {'s', 'i', 'p', 'p', 'e', 'v', 'l', 't'};
enum { SUBKEY_WRAP = 1, SUBKEY_CHECK = 2, CHECK_LEN = 16 };
enum { SLOT_SUBJECT_AT = 8, SLOT_CHECK_AT = 24 };
enum { HEAD_VERSION_AT = 8, HEAD_SLOT_LEN_AT = 12, HEAD_JOURNAL_AT = 16, HEAD_KEY_AT = 32, HEAD_SUM_AT = 48 };

static_assert(crypto_kdf_KEYBYTES == WRAPPING_KEY_LEN, "a wrapping key is one that keys are derived of");
static_assert(SLOT_KEY_AT + SLOT_KEY_LEN <= VAULT_SLOT_LEN, "a slot holds its key");

void slot_codec_make(struct slot_codec *c, const struct wrapping_key *key, struct id journal) {
    c->journal = journal;
    crypto_kdf_derive_from_key(c->wrap, sizeof c->wrap, SUBKEY_WRAP, "sippvlt1", key->bytes);
    crypto_kdf_derive_from_key(c->check, sizeof c->check, SUBKEY_CHECK, "sippvlt1", key->bytes);
}

static void number_write(uint8_t *out, size_t len, uint64_t n) {
    for (size_t i = 0; i < len; i++) out[i] = (uint8_t)(n >> 8 * i);
}

static uint64_t number_read(const uint8_t *in, size_t len) {
    uint64_t n = 0;
    for (size_t i = 0; i < len; i++) n |= (uint64_t)in[i] << 8 * i;
    return n;
}

/* Journal and number: where a slot is, for its check and for its key. */
enum { WHERE_LEN = ID_LEN + 8 };
static void where_write(const struct slot_codec *c, uint64_t slot, uint8_t out[WHERE_LEN]) {
    memcpy(out, c->journal.bytes, ID_LEN);
    number_write(out + ID_LEN, 8, slot);
}

static void slot_check(const struct slot_codec *c, uint64_t slot, const uint8_t *raw, uint8_t out[CHECK_LEN]) {
    uint8_t text[WHERE_LEN + SLOT_CHECK_AT];
    where_write(c, slot, text);
    memcpy(text + WHERE_LEN, raw, SLOT_CHECK_AT);
    crypto_generichash(out, CHECK_LEN, text, sizeof text, c->check, sizeof c->check);
}

void slot_state_write(const struct slot_codec *c, uint64_t slot, enum slot_state state, struct id subject,
                      uint8_t *raw) {
    memset(raw, 0, SLOT_STATE_LEN);
    raw[0] = (uint8_t)state;
    memcpy(raw + SLOT_SUBJECT_AT, subject.bytes, ID_LEN);
    slot_check(c, slot, raw, raw + SLOT_CHECK_AT);
}

enum slot_state slot_state_read(const struct slot_codec *c, uint64_t slot, const uint8_t *raw, struct id *subject) {
    uint8_t check[CHECK_LEN];
    *subject = (struct id){{0}};
    slot_check(c, slot, raw, check);
    if (sodium_memcmp(check, raw + SLOT_CHECK_AT, CHECK_LEN) != 0 || raw[0] > SLOT_MARK) return SLOT_DAMAGED;
    memcpy(subject->bytes, raw + SLOT_SUBJECT_AT, ID_LEN);
    return (enum slot_state)raw[0];
}

void slot_key_write(const struct slot_codec *c, uint64_t slot, const uint8_t subject_key[SEAL_KEY_LEN], uint8_t *raw) {
    uint8_t where[WHERE_LEN], *nonce = raw + SLOT_KEY_AT;
    where_write(c, slot, where);
    randombytes_buf(nonce, SEAL_NONCE_LEN);
    crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + SEAL_NONCE_LEN, NULL, subject_key, SEAL_KEY_LEN, where,
                                               sizeof where, NULL, nonce, c->wrap);
}

bool slot_key_is_zero(const uint8_t *raw) { return sodium_is_zero(raw + SLOT_KEY_AT, SLOT_KEY_LEN) == 1; }

int slot_key_read(const struct slot_codec *c, uint64_t slot, const uint8_t *raw, uint8_t subject_key[SEAL_KEY_LEN]) {
    uint8_t where[WHERE_LEN];
    const uint8_t *nonce = raw + SLOT_KEY_AT;
    if (slot_key_is_zero(raw)) return ERR_ERASED;
    where_write(c, slot, where);
    return crypto_aead_xchacha20poly1305_ietf_decrypt(subject_key, NULL, NULL, nonce + SEAL_NONCE_LEN,
                                                      SEAL_KEY_LEN + SEAL_TAG_LEN, where, sizeof where, nonce, c->wrap)
               ? ERR_CORRUPT
               : 0;
}

static void head_key_check(const struct slot_codec *c, const uint8_t *raw, uint8_t out[CHECK_LEN]) {
    crypto_generichash(out, CHECK_LEN, raw, HEAD_KEY_AT, c->check, sizeof c->check);
}

void head_write(const struct slot_codec *c, uint8_t raw[HEAD_LEN]) {
    memcpy(raw, magic, sizeof magic);
    number_write(raw + HEAD_VERSION_AT, 4, VAULT_VERSION);
    number_write(raw + HEAD_SLOT_LEN_AT, 4, VAULT_SLOT_LEN);
    memcpy(raw + HEAD_JOURNAL_AT, c->journal.bytes, ID_LEN);
    head_key_check(c, raw, raw + HEAD_KEY_AT);
    crypto_generichash(raw + HEAD_SUM_AT, CHECK_LEN, raw, HEAD_SUM_AT, NULL, 0);
}

/* The checksum has no key, so that damage is told from another key; the version stands before what it may change. */
int head_look(const uint8_t raw[HEAD_LEN], struct id *journal) {
    uint8_t check[CHECK_LEN];
    crypto_generichash(check, CHECK_LEN, raw, HEAD_SUM_AT, NULL, 0);
    if (memcmp(raw, magic, sizeof magic) != 0 || memcmp(check, raw + HEAD_SUM_AT, CHECK_LEN) != 0) return ERR_CORRUPT;
    if (number_read(raw + HEAD_VERSION_AT, 4) > VAULT_VERSION) return ERR_VERSION;
    if (number_read(raw + HEAD_SLOT_LEN_AT, 4) != VAULT_SLOT_LEN) return ERR_CORRUPT;
    memcpy(journal->bytes, raw + HEAD_JOURNAL_AT, ID_LEN);
    return 0;
}

int head_read(const struct slot_codec *c, const uint8_t raw[HEAD_LEN]) {
    uint8_t check[CHECK_LEN];
    struct id journal;
    int rc = head_look(raw, &journal);
    if (rc) return rc;
    if (!id_equal(journal, c->journal)) return ERR_INVALID;
    head_key_check(c, raw, check);
    return sodium_memcmp(check, raw + HEAD_KEY_AT, CHECK_LEN) == 0 ? 0 : ERR_DENIED;
}
