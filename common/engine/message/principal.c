/* Who speaks, by the keys as they are now. */
#include "engine/message/message.h"

/* By the key table as it is now: a revoked or expired key is refused on open connections too. The local configuration
 * comes first, so that no row can take a daemon's or the operator's name. */
bool principal_find(struct view *v, const char *name, int64_t now_ms, struct principal *out, bool *revoked) {
    const struct trusted_key *t = trusted_find(v->e, name);
    struct key_row key;
    *revoked = false;
    if (t) {
        *out = (struct principal){t->name, t->role, t->organization};
        return true;
    }
    if (!key_find(v, name, &key)) return false;
    int64_t at_ms = clock_best_ms(v->e, now_ms);
    *revoked = key.revoked || (key.expires_on != DAY_NONE && today_of(v, at_ms) > key.expires_on);
    *out = (struct principal){key.name, key.role, key.organization};
    return !*revoked;
}
