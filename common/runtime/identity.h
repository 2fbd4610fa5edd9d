/* Who this daemon is and whom it trusts before the first record: its own key, the other daemons, the keys of
 * `trust`. */
#pragma once
#include "engine/engine.h"
#include "runtime/config.h"

struct identity {
    struct key_file key;
    struct peers peers;
    struct trusted_key trusted[TRUST_MAX + PEERS_MAX];
    size_t n_trusted;
};

/* Also fills in the endpoints that the configuration leaves to the peers file. The configuration must outlive it. 0; -1
 * and the fault. */
int identity_load(struct identity *me, struct config *c, const struct service *service, struct fault *fault);
/* Overwrites the secret. */
void identity_close(struct identity *me);
