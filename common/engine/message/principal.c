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
    case ROLE_GATEWAY:
    case ROLE_PRIVACY: break;
    }
    return REACH_NOTHING;
}

bool principal_reaches(const struct principal *p, const char *organization) {
    enum reach reach = role_reach(p->role);
    return reach == REACH_ALL || (reach == REACH_OWN && p->organization && strcmp(p->organization, organization) == 0);
}

static bool is_configured(struct view *v, const char *key, struct principal *out) {
    const struct trusted_key *t = trusted_find(v->e, key);
    if (t) *out = (struct principal){member_of_name(t->name), t->name, t->role, t->organization, .shared = false};
    return t != NULL;
}

/* Past her training, where the territory suspends for it: from midnight on, so that no day of visits is cut short. */
static bool is_suspended(struct view *v, const struct member *m, int64_t now_ms) {
    if (m->trained_until == DAY_NONE) return false;
    day today = today_of(v, clock_best_ms(v->e, now_ms));
    if (today <= m->trained_until) return false;
    const sippe__territory *t = rules_on(v, today, NULL);
    return t && t->access && t->access->training_required;
}

int member_check(struct view *v, const struct member *m, int64_t now_ms) {
    if (!member_may_speak(v, m, now_ms)) return REASON_KEY_REVOKED;
    return is_suspended(v, m, now_ms) ? REASON_TRAINING_OVER : 0;
}

static int member_admit(struct view *v, const struct member *m, int64_t now_ms, struct principal *out) {
    *out = (struct principal){m->id, m->name, m->role, m->organization, .shared = m->shared, .worker = m->worker};
    out->door = member_is_door(m);
    return member_check(v, m, now_ms);
}

/* By the tables as they are now: who was ended, or whose key was revoked, is refused on open connections too. The local
 * configuration comes first, so that no row can take a daemon's or the operator's name. */
int principal_find(struct view *v, const char *key, int64_t now_ms, struct principal *out) {
    struct member m;
    bool has_key;
    *out = (struct principal){.name = "", .organization = ""};
    if (is_configured(v, key, out)) return 0;
    if (!member_of_connection(v, key, &m, &has_key)) return REASON_NOT_ALLOWED;
    int reason = member_admit(v, &m, now_ms, out);
    return has_key ? reason : REASON_KEY_REVOKED;
}

/* A person, or a partner's: what runs the daemons, or speaks for others, speaks with its own key. */
bool role_is_spoken_for(sippe__role role) {
    switch (role) {
    case ROLE_DESK:
    case ROLE_TEAM:
    case ROLE_PARTNER:
    case ROLE_PRIVACY:
    case ROLE_COORDINATOR: return true;
    case ROLE_UNSPECIFIED:
    case ROLE_OPERATOR:
    case ROLE_DAEMON:
    case ROLE_GATEWAY: break;
    }
    return false;
}

bool principal_may_carry(struct id carrier, const struct member *m) {
    return id_equal(m->via, carrier) && !id_is_zero(carrier) && role_is_spoken_for(m->role);
}

/* A door is nobody's in particular, so every gateway may speak for it. */
static bool may_speak_for(const struct principal *carrier, const struct member *m) {
    return principal_may_carry(carrier->id, m) || (carrier->role == ROLE_GATEWAY && member_is_door(m));
}

unsigned principal_bit(const struct principal *p) { return p->door ? AS_DOOR : 1u << p->role; }

int principal_behind(struct view *v, const char *on_behalf_of, bool open_to_all, struct principal *who) {
    struct id carrier = who->id;
    struct member m;
    if (!*on_behalf_of) return !open_to_all && (who->shared || who->role == ROLE_GATEWAY) ? REASON_PERSON_MISSING : 0;
    if (!member_named(v, on_behalf_of, &m)) return REASON_ON_BEHALF_FORBIDDEN;
    if (id_equal(m.id, carrier)) return 0; /* herself, by her own key */
    if (!may_speak_for(who, &m)) return REASON_ON_BEHALF_FORBIDDEN;
    int reason = member_admit(v, &m, v->e->now_ms, who);
    who->via = carrier;
    return reason;
}
