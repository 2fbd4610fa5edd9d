/* Whom a daemon trusts before the first record: the other daemons, the keys of `trust`. Everybody else comes from the
 * key table, which is in the store.
 *
 * And the key that its vault is wrapped by (seal/wrapping.h): the file `wrapping-key` of the configuration, else that
 * of its own key with .wrapping in place of .key. Never in the folder of the store: what copies the one must not copy
 * the other. It is made by `sippe keys wrapping`, by no daemon: one that made itself a new key where its own is missing
 * would open nothing, and hide why. */
#pragma once
#include "engine/engine.h"
#include "runtime/process/process.h"
#include "runtime/settings.h"
#include "seal/wrapping.h"

/* The names of `trusted` point into the process's peers and the configuration. */
struct identity {
    struct wrapping_key *wrapping;
    struct trusted_key trusted[TRUST_MAX + 2 * PEERS_MAX]; /* the daemons first */
    size_t n_trusted;
};

/* Also fills in the endpoints that the configuration leaves to the peers file. The configuration must outlive it. 0; -1
 * and the fault: everything that would show only later, when somebody cannot connect, is asked here. */
int identity_load(struct identity *me, const struct process *p, struct daemon_config *c, const struct service *service,
                  struct fault *fault);
/* Overwrites the secrets. */
void identity_close(struct identity *me);

/* The wrapping key alone; fills in the path that the configuration leaves out. It lies in memory that is locked, left
 * out of dumps and overwritten at the end (sodium_malloc(3)); libsodium must have started. 0; -1 and the fault, and
 * *out is NULL. */
int wrapping_load(struct wrapping_key **out, struct daemon_config *c, struct fault *fault);
/* The same from any file: 0, or the outcome of wrapping_key_load, and why. */
int wrapping_load_from(struct wrapping_key **out, const char *path, struct seal_fault *why);
/* Such an outcome as a fault. Gives -1. */
int wrapping_fault(const struct daemon_config *c, const char *path, int err, const struct seal_fault *why,
                   struct fault *f);
/* NULL is safe; *key is NULL after it. */
void wrapping_close(struct wrapping_key **key);
