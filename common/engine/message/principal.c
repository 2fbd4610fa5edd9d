/* Who speaks, by the keys as they are now. */
#include "engine/message/message.h"

/* Without a default: whoever adds a role decides it here, or this does not compile. */
enum reach role_reach(sippe__role role) {
    switch (role) {
    case ROLE_DESK:
    case ROLE_TEAM:
    case ROLE_PARTNER: return REACH_OWN;
    case ROLE_COORDINATOR: return REACH_ALL;
    case ROLE_UNSPECIFIED:
    case ROLE_OPERATOR:
    case ROLE_DAEMON:
    case ROLE_GATEWAY: break;
    }
    return REACH_NOTHING;
}

bool principal_reaches(const struct principal *p, const char *organization) {
    enum reach reach = role_reach(p->role);
    return reach == REACH_ALL || (reach == REACH_OWN && p->organization && strcmp(p->organization, organization) == 0);
}

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
