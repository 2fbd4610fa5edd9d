/* Who this daemon is and whom it trusts before the first record: its own key, the other daemons, the keys of
 * `trust`. Everybody else comes from the key table, which is in the store. */
#pragma once
#include "engine/engine.h"
#include "runtime/config.h"
#include "runtime/wrapping.h"

/* Not moved once it is loaded: the names of `trusted` point into `peers` and the configuration. */
struct identity {
    struct key_file key;
    struct wrapping_key *wrapping;
    struct peers peers;
    struct trusted_key trusted[TRUST_MAX + PEERS_MAX]; /* the daemons first */
    size_t n_trusted;
};

/* Also fills in the endpoints that the configuration leaves to the peers file. The configuration must outlive it. 0; -1
 * and the fault: everything that would show only later, when somebody cannot connect, is asked here. */
int identity_load(struct identity *me, struct config *c, const struct service *service, struct fault *fault);
/* Overwrites the secrets. */
void identity_close(struct identity *me);
