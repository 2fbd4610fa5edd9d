#include "cli/push/spool_key.h"

#include <sodium.h>
#include <string.h>

enum { SUBKEY_SEAL = 1, SUBKEY_IDS = 2 };

void spool_key_make(const struct key_pair *pair, struct spool_key *out) {
    static const char context[crypto_kdf_CONTEXTBYTES + 1] = "sippspol";
    uint8_t subject_key[SEAL_KEY_LEN];
    char fingerprint[KEY_FINGERPRINT_LEN + 1];
    crypto_kdf_derive_from_key(subject_key, sizeof subject_key, SUBKEY_SEAL, context, pair->secret_key);
    seal_keys_derive(subject_key, &out->seal);
    sodium_memzero(subject_key, sizeof subject_key);
    crypto_kdf_derive_from_key(out->ids, sizeof out->ids, SUBKEY_IDS, context, pair->secret_key);
    out->subject = id_derive("sippe.spool.key", span_of(pair->public_key, KEY_LEN), span_of("", 0), span_of("", 0));
    key_fingerprint(pair->public_key, fingerprint);
    memcpy(out->magic, SPOOL_MAGIC, sizeof SPOOL_MAGIC - 1);
    memcpy(out->magic + sizeof SPOOL_MAGIC - 1, fingerprint, KEY_FINGERPRINT_LEN);
    memcpy(out->magic + SPOOL_MAGIC_LEN - 1, "\n", 2);
}

void spool_key_wipe(struct spool_key *key) { sodium_memzero(key, sizeof *key); }

/* The place says no more than which spool: a line is copied as it stands when the file is made anew, and which request
 * it is about stands within. */
static struct seal_place place_of(const struct spool_key *key) {
    return (struct seal_place){.table = span_text("spool"), .type = span_text("line"), .subject = key->subject};
}

struct span spool_seal(struct arena *a, const struct spool_key *key, struct span packed) {
    struct seal_place place = place_of(key);
    size_t len = seal_size(packed.len);
    uint8_t *sealed = arena_alloc(a, len);
    seal_text(&key->seal, &place, packed, sealed);
    return span_of(sealed, len);
}

struct span spool_unseal(struct arena *a, const struct spool_key *key, struct span sealed) {
    struct seal_place place = place_of(key);
    size_t room = seal_room(sealed.len), len = 0;
    if (!room) return span_of("", 0);
    uint8_t *packed = arena_alloc(a, room);
    return seal_open(&key->seal, &place, sealed, packed, &len) ? span_of("", 0) : span_of(packed, len);
}

struct id spool_request_id(const struct spool_key *key, struct span content, const char *identity, uint64_t attempt) {
    struct id_hash h;
    id_hash_init(&h, "sippe.spool.row");
    id_hash_add(&h, content);
    id_hash_add(&h, span_text(identity));
    id_hash_u64(&h, attempt);
    struct id row = id_hash_end(&h);
    return id_keyed(span_of(key->ids, sizeof key->ids), "sippe.spool.request", id_span(&row));
}
