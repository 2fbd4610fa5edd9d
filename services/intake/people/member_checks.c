/* What a membership may look like. */
#include <string.h>
#include "base/daemons.h"
#include "civil/name.h"
#include "intake/domain/proposal/area.h"
#include "intake/people/member_checks.h"

enum { PUBLIC_KEY_LEN = 32, WORKER_MAX = 63 };

int check_public_key(struct decide *d, const char *path, ProtobufCBinaryData key) {
    static const uint8_t zero[PUBLIC_KEY_LEN];
    if (key.len != PUBLIC_KEY_LEN || memcmp(key.data, zero, sizeof zero) == 0)
        return violation(d, path, REASON_KEY_INVALID), 0;
    return member_key_is_taken(VIEW(d), span_pb(key)) ? REASON_KEY_TAKEN : 0;
}

/* "intake@nord" is another territory's daemon and nobody else; the own daemons are not allowed here at all. A name that
 * could be an id would hide the one who has that id. */
static void check_name(struct decide *d, const intake__member *m, struct id own) {
    struct id id;
    bool foreign = key_name_is_foreign(m->name), daemon = m->role == ROLE_DAEMON;
    if (!key_name_is_valid(m->name) || (foreign && !daemon) || id_parse(m->name, &id))
        violation(d, "member.name", REASON_NAME_INVALID);
    else if (daemon_find(m->name) >= 0 || member_name_is_taken(VIEW(d), m->name, own))
        violation(d, "member.name", REASON_DUPLICATE);
    if (daemon && !foreign) violation(d, "member.role", REASON_ENUM_UNKNOWN);
}

/* What an organisation means depends on the role: a CLSC, a partner of the directory, or nothing. 0 with a fault noted:
 * the others are gathered too. Whether the directory has the partner is not asked: a key may be given before. */
static int check_organization(struct decide *d, const intake__member *m) {
    if (m->role == ROLE_PARTNER) {
        if (!member_organization(arena_of(d), m->role, m->organization))
            violation(d, "member.organization", REASON_ID_INVALID);
        return 0;
    }
    if (m->role != ROLE_DESK && m->role != ROLE_TEAM) {
        if (*m->organization) violation(d, "member.organization", REASON_CONTRADICTION);
        return 0;
    }
    if (!*m->organization) return violation(d, "member.organization", REASON_FIELD_REQUIRED), 0;
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    if (!t) return REASON_TERRITORY_MISSING;
    if (!intake_clsc_find(t, m->organization)) violation(d, "member.organization", REASON_CLSC_UNKNOWN);
    return 0;
}

/* Whose key may speak for it: a gateway's, or one that several people share. */
static void check_via(struct decide *d, const intake__member *m, struct id own, struct id *via) {
    struct member carrier;
    *via = (struct id){{0}};
    if (!*m->via) return;
    if (!member_named(VIEW(d), m->via, &carrier) || carrier.ended) {
        violation(d, "member.via", REASON_MEMBER_UNKNOWN);
        return;
    }
    bool may = carrier.role == ROLE_GATEWAY || carrier.shared,
         machine = m->role == ROLE_DAEMON || m->role == ROLE_GATEWAY || m->role == ROLE_OPERATOR;
    if (!may || machine || id_equal(carrier.id, own)) violation(d, "member.via", REASON_CONTRADICTION);
    *via = carrier.id;
}

int check_member(struct decide *d, const intake__member *m, struct id own, struct id *via) {
    if (m->role == ROLE_UNSPECIFIED) violation(d, "member.role", REASON_FIELD_REQUIRED);
    check_name(d, m, own);
    check_via(d, m, own, via);
    check_text(d, "member.worker", m->worker, WORKER_MAX);
    day until = check_date(d, "member.until", m->until, false);
    if (until != DAY_NONE && until < decide_today(d)) violation(d, "member.until", REASON_IN_THE_PAST);
    check_date(d, "member.trained_until", m->trained_until, false);
    return check_organization(d, m);
}
