/* A key that was revoked is nobody's any more, at each daemon and after a restore too. */
#include "sim.h"

static bool is_refused(struct sim *s, const struct sim_key *key, const char *daemon) {
    struct arena a;
    arena_init(&a);
    node__get_health_request *r = NEW(&a, node__get_health_request);
    int reason = SIM_CALL(s, &a, daemon, key->name, "node.GetHealth", r, NULL);
    arena_close(&a);
    if (reason == REASON_KEY_REVOKED || reason == REASON_NOT_ALLOWED) return true;
    return sim_fault(s, (struct id){{0}}, "%s was revoked, and %s answers it %d", key->name, daemon, reason);
}

bool checks_keys(struct sim *s) {
    for (size_t i = 0; i < s->n_keys; i++)
        for (int d = 0; s->keys[i].revoked && d < DAEMONS; d++)
            if (!is_refused(s, &s->keys[i], daemon_names[d])) return false;
    return true;
}
