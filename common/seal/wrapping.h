/* The wrapping key of a daemon: 32 random bytes under which its vault (vault.h) keeps the subjects' keys. It lies in a
 * file outside the stores, which no backup of them holds; systemd hands it over with LoadCredential, compose as a
 * secret. Whoever destroys it destroys every copy of every vault that was wrapped by it.
 *
 *   sippe-wrapping-key-1 <64 hexadecimal digits>     one line, with or without its end */
#pragma once
#include <stdint.h>
#include "base/err.h"

enum { WRAPPING_KEY_LEN = 32 };

struct wrapping_key {
    uint8_t bytes[WRAPPING_KEY_LEN];
};

/* What a person reads when something of her keys cannot be used, and what she can do; constants of the program. */
struct seal_fault {
    const char *fr, *en;
};
#define SEAL_FAULT(french, english) ((struct seal_fault){(french), (english)})

/* From the kernel's chance. */
void wrapping_key_new(struct wrapping_key *out);
/* Each copy wants its own. */
void wrapping_key_wipe(struct wrapping_key *key);
/* Makes the file, 0400. ERR_BUSY when there is one: a key is never written over. And the outcomes of sys/file.h. */
int wrapping_key_save(const char *path, const struct wrapping_key *key);
/* ERR_NOTFOUND, ERR_DENIED (others may read it; who may is said in sys/file.h), ERR_INVALID (not such a file), ERR_IO;
 * then *out is zeros and *fault says what to do. */
int wrapping_key_load(const char *path, struct wrapping_key *out, struct seal_fault *fault);
