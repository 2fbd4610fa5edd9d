/* The wrapping key of this daemon (seal/wrapping.h): where its file is, and what is said when it cannot be used.
 *
 *   `wrapping-key` of the configuration, else the file of the daemon's own key with .wrapping in place of .key
 *
 * Never in the folder of the store: what copies the one must not copy the other. It is made by `sippe keys wrapping`,
 * by no daemon: one that made itself a new key where its own is missing would open nothing, and hide why. */
#pragma once
#include "runtime/config.h"
#include "seal/wrapping.h"

/* Fills in the path that the configuration leaves out. The key lies in memory that is locked, left out of dumps and
 * overwritten at the end (sodium_malloc(3)); libsodium must have started. 0; -1 and the fault, and *out is NULL. */
int wrapping_load(struct wrapping_key **out, struct config *c, struct fault *fault);
/* NULL is safe; *key is NULL after it. */
void wrapping_close(struct wrapping_key **key);
