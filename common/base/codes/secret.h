/* What opens a way in is kept as its digest. SHA-256, and not the hash of our ids, because a browser's page can make it
 * with what every browser has (Web Crypto). */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/span.h"

enum { SECRET_DIGEST_LEN = 32 };

/* Of the salt, then the text. A secret that can be guessed needs a salt of a fixed length; none: {NULL, 0}. */
void secret_digest(struct span salt, const char *text, uint8_t out[SECRET_DIGEST_LEN]);
/* In a time that tells nothing of where they differ. False when one has another length. */
bool secret_equal(struct span a, struct span b);
