/* Sealing: a text about somebody so that it opens with her key alone, and only in the place where it was put.
 *
 *   sealed = nonce (24) | XChaCha20-Poly1305 of (text | 0x80 | zeros up to a multiple of 64) | tag (16)
 *   nonce  = BLAKE2b-192, keyed with the subject's nonce key, of (place | text)
 *   place, which is the associated data too:
 *       1 | journal (16) | subject (16) | table | name | type, each after its length in one byte; or, when one of these
 *           three is longer than 64 bytes,
 *       2 | BLAKE2b-256 of (journal | subject | table | name | type, each of these three after its length in eight)
 *
 * No two places give the same bytes, and none begins as another one and its text do: the first byte says which of the
 * two it is; of the first kind each length stands before its part, so that reading it from the front gives the five
 * parts back, and says where the text begins; of the second kind 32 bytes follow, and two with the same are a collision
 * of BLAKE2b.
 *
 * The nonce is a function of what is sealed and where (a synthetic nonce, RFC 8452 has the reasons): the same place and
 * text give the same bytes, so that equal rows stay equal and a rebuild compares; another text never has the same
 * nonce, whatever was restored, forked or run again. A counter would not do: a seq comes a second time after every
 * restore, with another text. What shows: that two seals of one place hold the same, and the length in steps of 64.
 *
 * Pure: no chance, no clock, no file, no memory of their own. The keys come from vault.h. */
#pragma once
#include "base/err.h"
#include "base/id.h"
#include "base/span.h"

enum {
    SEAL_KEY_LEN = 32,
    SEAL_NONCE_LEN = 24,
    SEAL_TAG_LEN = 16,
    SEAL_PAD = 64,
    SEAL_PART_MAX = 64,                                    /* of a place, as it is; longer ones are hashed */
    SEAL_LEAST = SEAL_NONCE_LEN + SEAL_PAD + SEAL_TAG_LEN, /* of an empty text, and of up to 63 bytes */
};

/* Two keys of a subject, made of her 32 random bytes (crypto_kdf, context "sippseal", numbers 1 and 2). Whoever holds
 * one outside of the vault ends with seal_keys_wipe. */
struct seal_keys {
    uint8_t cipher[SEAL_KEY_LEN];
    uint8_t nonce[SEAL_KEY_LEN];
};

/* Where a text stands. Every part counts: moved to another record, row, table, type, store or subject it does not
 * open. Parts may be empty, and of any length; their lengths stand before them, so that "ab", "c" is not "a",
 * "bc". */
struct seal_place {
    struct span table; /* a literal: "journal", "family" */
    struct id journal; /* of the store: the same for its copies and after a restore */
    struct span name;  /* the record's id, or the row's key */
    struct span type;  /* of the event or the row */
    struct id subject; /* for whom it is sealed */
};

void seal_keys_derive(const uint8_t subject_key[SEAL_KEY_LEN], struct seal_keys *out);
void seal_keys_wipe(struct seal_keys *keys);

/* How many bytes a text of this length takes sealed. */
size_t seal_size(size_t text_len);
/* How many bytes opening needs, some more than the text has; 0: that is no seal. */
size_t seal_room(size_t sealed_len);
/* Writes seal_size(text.len) bytes; out and text may not overlap. */
void seal_text(const struct seal_keys *keys, const struct seal_place *place, struct span text, uint8_t *out);
/* Out has seal_room(sealed.len) bytes; *len is the text's. ERR_CORRUPT: does not open, for a bit that changed, another
 * key or another place (nobody can tell which); then nothing of the text is in out, and *len is 0. */
int seal_open(const struct seal_keys *keys, const struct seal_place *place, struct span sealed, uint8_t *out,
              size_t *len);
