/* What a spool is sealed with. The lines hold names, telephones and what families answered, on a desk's own disk: only
 * who has the desk's key file opens them. The CURVE secret itself seals nothing; what does is made of it
 * (crypto_kdf(3), context "sippspol"): 1 the key that seals (seal/seal.h), 2 the one under which rows are given their
 * request ids. */
#pragma once
#include "base/arena.h"
#include "base/id.h"
#include "base/span.h"
#include "keys/key.h"
#include "seal/seal.h"

/* The first line of the file: its form, and whose key opens it, as two people read it to each other. */
#define SPOOL_MAGIC "sippe-spool-3 "
enum { SPOOL_MAGIC_LEN = sizeof SPOOL_MAGIC - 1 + KEY_FINGERPRINT_LEN + 1 };

/* Whoever holds one ends with spool_key_wipe. */
struct spool_key {
    struct seal_keys seal;
    uint8_t ids[SEAL_KEY_LEN];
    struct id subject;               /* the key, by its public half */
    char magic[SPOOL_MAGIC_LEN + 1]; /* the file's first line */
};

void spool_key_make(const struct key_pair *pair, struct spool_key *out);
void spool_key_wipe(struct spool_key *key);
static inline struct span spool_magic(const struct spool_key *key) { return span_of(key->magic, SPOOL_MAGIC_LEN); }

/* A packed line, and back, in the arena; empty: it does not open, for damage or another key. */
struct span spool_seal(struct arena *a, const struct spool_key *key, struct span packed);
struct span spool_unseal(struct arena *a, const struct spool_key *key, struct span sealed);

/* The request id of a row: the same row of the same key gives the same one, on this machine or another, today or after
 * the spool was lost. Another content is another request, so a row that was corrected is a new screening. Without the
 * key nobody finds the id of a row that he knows. `attempt` counts from 0. */
struct id spool_request_id(const struct spool_key *key, struct span content, const char *identity, uint64_t attempt);
