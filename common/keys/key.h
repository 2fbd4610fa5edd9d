/* Keys: a CURVE pair (X25519), who holds it, and the two files that it is kept in.
 *
 *   key_pair_new ─▶ key_file_save ─┬▶ NAME.key   stays on the machine that made it; read by key_secret_load
 *                                  └▶ NAME.pub   goes to the operator, who enters it in the daemons' key table
 *
 * A principal's name is its key's name (civil/name.h).
 * NAME.key holds the secret: mode 0600, or root's and readable by the daemon's group (sys/file.h). NAME.pub is what is
 * given to the operator, who enters it in the key table. Both are lines of "name = value" (keys/lines.h); keys stand in
 * Z85 (ZeroMQ RFC 32). The role and organisation in a file are what its maker asked for; what counts is the daemons'
 * key table.
 *
 * Keys are made and compared with libsodium, whose X25519 pairs are those of CURVE, so that ZeroMQ stays in the bus. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "civil/name.h"
#include "keys/lines.h"
#include "proto/types.h"

enum {
    KEY_LEN = 32,
    KEY_TEXT_LEN = 40, /* Z85: 4 bytes are 5 characters */
    KEY_ORGANIZATION_MAX = 64,
    KEY_FINGERPRINT_LEN = 39, /* eight groups of four digits, seven colons */
    KEY_FILE_MAX = 4096,      /* ten times what we write */
};

struct key_pair {
    uint8_t public_key[KEY_LEN];
    uint8_t secret_key[KEY_LEN];
};

/* Whoever holds one with a secret ends with key_wipe(&k.pair). */
struct key_file {
    char name[KEY_NAME_MAX + 1];
    char organization[KEY_ORGANIZATION_MAX + 1]; /* may be empty */
    sippe__role role;
    int64_t created_ms;
    struct key_pair pair; /* the secret is zero when it came from a .pub */
};

/* From the kernel's chance. */
void key_pair_new(struct key_pair *out);
/* Overwrites the secret, in a way that the compiler does not leave out. Each copy wants its own. */
void key_wipe(struct key_pair *pair);
/* Z85. */
void key_text(const uint8_t key[KEY_LEN], char out[KEY_TEXT_LEN + 1]);
/* From exactly 40 characters of Z85; ERR_INVALID. A secret is read by it as well: both halves have one form. */
int key_public_parse(const char *text, uint8_t out[KEY_LEN]);
/* What two people read to each other on the phone: "3f2a:91bc:..." of BLAKE2b-128 of the public key. */
void key_fingerprint(const uint8_t public_key[KEY_LEN], char out[KEY_FINGERPRINT_LEN + 1]);

/* Writes FOLDER/NAME.key (0600) and FOLDER/NAME.pub (0644). ERR_BUSY when one is there: a key is never overwritten.
 * ERR_INVALID for a name, role or organisation that could not be read back; and the outcomes of sys/file.h. */
int key_file_save(const char *folder, const struct key_file *k);
/* A .key: ERR_NOTFOUND, ERR_DENIED (not private), ERR_INVALID with the fault, ERR_IO. After a fault the secret is
 * overwritten. */
int key_secret_load(const char *path, struct key_file *out, struct line_fault *fault);
/* A .pub; one that holds a secret is refused: somebody is about to give it away. */
int key_public_load(const char *path, struct key_file *out, struct line_fault *fault);
/* The same from text in memory. For tests and fuzzing. */
int key_public_read(struct span text, struct key_file *out, struct line_fault *fault);
