/* How a vault stands in its file; for the vault's own bodies. Little-endian, nothing of a machine's layout.
 *
 *   0      magic "sippevlt", version 4, length of a slot 4, journal 16, check of the key 16, checksum 16
 *   4096   the same once more, in another page: whoever loses the head loses everybody
 *   8192   slot 1, slot 2, ...
 *
 *   slot   state 1, zeros 7, subject 16, check 16 | nonce 24, wrapped key 48, zeros 16
 *          └──── what giving writes ────────────┘   └── written when it is drawn, and by an erasure
 *
 * The check is keyed, over journal, number, state and subject: whoever has no key can neither rename a slot nor move
 * it. A key is wrapped with its journal and number as associated data. A slot never straddles a sector of a disk. */
#pragma once
#include <stdbool.h>
#include "seal/vault.h"

enum {
    VAULT_VERSION = 1,
    HEAD_LEN = 64,
    HEAD_COPY_AT = 4096,
    SLOTS_AT = 8192,
    SLOT_STATE_LEN = 40,
    SLOT_KEY_AT = 40,
    SLOT_KEY_LEN = SEAL_NONCE_LEN + SEAL_KEY_LEN + SEAL_TAG_LEN,
};

/* Numbers of the format. A mark bears no key: no slot before it is given; its subject is the start of the machine. */
enum slot_state { SLOT_DAMAGED = 0, SLOT_FREE = 1, SLOT_GIVEN = 2, SLOT_ERASED = 3, SLOT_MARK = 4 };

/* What a wrapping key is good for, in locked memory. */
struct slot_codec {
    struct id journal;
    uint8_t wrap[SEAL_KEY_LEN];
    uint8_t check[SEAL_KEY_LEN];
};
void slot_codec_make(struct slot_codec *c, const struct wrapping_key *key, struct id journal);

static inline uint64_t slot_at(uint64_t slot) { return SLOTS_AT + (slot - 1) * VAULT_SLOT_LEN; }

/* The first SLOT_STATE_LEN bytes. */
void slot_state_write(const struct slot_codec *c, uint64_t slot, enum slot_state state, struct id subject,
                      uint8_t *raw);
/* SLOT_DAMAGED unless all of it is as it was written. */
enum slot_state slot_state_read(const struct slot_codec *c, uint64_t slot, const uint8_t *raw, struct id *subject);
void slot_key_write(const struct slot_codec *c, uint64_t slot, const uint8_t subject_key[SEAL_KEY_LEN], uint8_t *raw);
/* 0, ERR_ERASED (zeros stand there, below a state of any kind), ERR_CORRUPT. */
int slot_key_read(const struct slot_codec *c, uint64_t slot, const uint8_t *raw, uint8_t subject_key[SEAL_KEY_LEN]);
bool slot_key_is_zero(const uint8_t *raw);

void head_write(const struct slot_codec *c, uint8_t raw[HEAD_LEN]);
/* Without the key: 0 and whose it is; ERR_CORRUPT: damaged, or no vault; ERR_VERSION. */
int head_look(const uint8_t raw[HEAD_LEN], struct id *journal);
/* The same; ERR_INVALID: another store's; ERR_DENIED: another key's. */
int head_read(const struct slot_codec *c, const uint8_t raw[HEAD_LEN]);
