/* Who may speak to the four daemons, and as whom. Intake keeps the list; the others note each change from its stream. A
 * change is written whole, so that nothing is forgotten by one. */
#include <string.h>
#include "intake/people/member_checks.h"
#include "intake/tables.h"

/* Two keys at once at most; of those that it had, so many are remembered in its row. */
enum { REVOKED_MAX = 64 };

/* As it stands, with the keys that the file beside the store alone knows to be revoked counted as such. */
static node__membership_changed *as_it_is(struct arena *a, const struct member *m) {
    node__membership_changed *e = NEW_WITH_PERSONAL(a, node__membership_changed);
    e->member_id = id_field(a, m->id);
    e->role = m->role;
    e->organization = m->organization;
    for (size_t i = 0; i < m->n_keys; i++) APPEND(a, e, public_keys, pb_of(m->keys[i]));
    for (size_t i = 0; i < m->n_revoked; i++) APPEND(a, e, revoked_keys, pb_of(m->revoked[i]));
    if (!id_is_zero(m->via)) e->via = id_field(a, m->via);
    e->shared = m->shared;
    e->until = civil_date(a, m->until);
    e->ended = m->ended;
    e->personal->name = m->name;
    e->personal->worker = m->worker;
    e->personal->trained_until = civil_date(a, m->trained_until);
    return e;
}

static ProtobufCBinaryData changed(struct decide *d, struct id id, const node__membership_changed *e) {
    return id_field(arena_of(d), EMIT(d, id, e));
}

static void fill(struct arena *a, node__membership_changed *e, const intake__member *m, struct id via) {
    e->role = m->role;
    e->organization = member_organization(a, m->role, m->organization);
    e->via = id_is_zero(via) ? (ProtobufCBinaryData){0, NULL} : id_field(a, via);
    e->shared = m->shared;
    e->until = m->until;
    e->personal->name = m->name;
    e->personal->worker = m->worker;
    e->personal->trained_until = m->trained_until;
}

/* ---- new ---- */

int intake_add_member(struct decide *d, const intake__add_member_request *in, intake__add_member_reply *out) {
    const intake__member *m = in->member;
    struct id via, none = {{0}};
    if (!m) return violation(d, "member", REASON_FIELD_REQUIRED);
    int reason = check_member(d, m, none, &via), taken = 0;
    if (m->n_public_keys > 1) violation(d, "member.public_keys", REASON_TOO_MANY);
    if (m->n_public_keys == 1) taken = check_public_key(d, "member.public_keys[0]", m->public_keys[0]);
    if (m->shared && !m->n_public_keys) violation(d, "member.shared", REASON_CONTRADICTION);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (reason || taken) return reason ? reason : taken;
    struct id id = decide_new_id(d, "member");
    node__membership_changed *e = NEW_WITH_PERSONAL(arena_of(d), node__membership_changed);
    fill(arena_of(d), e, m, via);
    e->member_id = id_field(arena_of(d), id);
    e->public_keys = m->public_keys;
    e->n_public_keys = m->n_public_keys;
    out->id = e->member_id;
    out->version = changed(d, id, e);
    return 0;
}

/* ---- changed ---- */

/* Those of the local configuration are not in the table, so only a person who would lock out herself is stopped. */
static bool is_last_operator(struct decide *d, const struct member *m) {
    if (m->role != ROLE_OPERATOR || !id_equal(m->id, decide_principal(d)->id)) return false;
    size_t n, operators = 0;
    const struct member *all = member_list(VIEW(d), &n);
    day today = decide_today(d);
    for (size_t i = 0; i < n; i++)
        operators += all[i].role == ROLE_OPERATOR && !all[i].ended && all[i].n_keys &&
                     (all[i].until == DAY_NONE || all[i].until >= today);
    return operators <= 1;
}

int intake_change_member(struct decide *d, const intake__change_member_request *in, intake__change_member_reply *out) {
    struct arena *a = arena_of(d);
    struct member m;
    struct id id, via;
    if (!in->member) return violation(d, "member", REASON_FIELD_REQUIRED);
    if (!check_id(d, "member.id", in->member->id, &id)) return REASON_FIELDS_INVALID;
    if (!member_find(VIEW(d), id, &m)) return REASON_NOT_FOUND;
    int reason = version_check(d, id_field(a, m.version), in->version);
    if (!reason && m.ended) reason = REASON_MOVE_ILLEGAL;
    if (!reason && in->member->role != ROLE_OPERATOR && is_last_operator(d, &m)) reason = REASON_LAST_OPERATOR;
    if (reason) return reason;
    reason = check_member(d, in->member, id, &via);
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (violations(d) || reason) return violations(d) ? REASON_FIELDS_INVALID : reason;
    node__membership_changed *e = as_it_is(a, &m);
    fill(a, e, in->member, via);
    e->personal->reason = in->reason;
    out->version = changed(d, id, e);
    return 0;
}

/* Whoever a request names by name or id; 0, or a Reason. */
static int named(struct decide *d, const char *text, const char *reason, struct member *out) {
    check_text(d, "reason", reason, CHECK_NOTE);
    if (!*text) violation(d, "member", REASON_FIELD_REQUIRED);
    if (violations(d)) return REASON_FIELDS_INVALID;
    return member_named(VIEW(d), text, out) ? 0 : REASON_NOT_FOUND;
}

static void key_leave(struct arena *a, node__membership_changed *e, size_t i) {
    APPEND(a, e, revoked_keys, e->public_keys[i]);
    e->public_keys[i] = e->public_keys[--e->n_public_keys];
}

/* For good. Done once already, but by a record that a restore has lost, it is done anew. */
int intake_end_member(struct decide *d, const intake__end_member_request *in, intake__end_member_reply *out) {
    struct member m;
    int reason = named(d, in->member, in->reason, &m);
    if (!reason && m.ended && !m.revoked_beside) reason = REASON_MOVE_ILLEGAL;
    if (!reason && is_last_operator(d, &m)) reason = REASON_LAST_OPERATOR;
    if (reason) return reason;
    node__membership_changed *e = as_it_is(arena_of(d), &m);
    while (e->n_public_keys) key_leave(arena_of(d), e, 0);
    e->ended = true;
    e->personal->reason = in->reason;
    out->version = changed(d, m.id, e);
    return 0;
}

/* ---- its keys ---- */

int intake_allow_key(struct decide *d, const intake__allow_key_request *in, intake__allow_key_reply *out) {
    struct member m;
    int reason = named(d, in->member, "", &m);
    if (reason) return reason;
    if (m.ended) return REASON_MOVE_ILLEGAL;
    int taken = check_public_key(d, "public_key", in->public_key);
    if (m.n_keys == MEMBER_KEYS || m.n_revoked >= REVOKED_MAX) violation(d, "public_key", REASON_TOO_MANY);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (taken) return taken;
    node__membership_changed *e = as_it_is(arena_of(d), &m);
    APPEND(arena_of(d), e, public_keys, in->public_key);
    out->version = changed(d, m.id, e);
    return 0;
}

static bool is_among(ProtobufCBinaryData key, const struct span *keys, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (span_equal(keys[i], span_pb(key))) return true;
    return false;
}

/* One that the file beside the store knows to be revoked counts as one that it has: the record was lost. */
static bool has_it(const struct member *m, ProtobufCBinaryData key) {
    if (m->revoked_beside && (!key.len || is_among(key, m->revoked, m->n_revoked))) return true;
    return key.len ? is_among(key, m->keys, m->n_keys) : m->n_keys > 0;
}

int intake_revoke_key(struct decide *d, const intake__revoke_key_request *in, intake__revoke_key_reply *out) {
    struct member m;
    int reason = named(d, in->member, in->reason, &m);
    if (!reason && !has_it(&m, in->public_key)) reason = REASON_MOVE_ILLEGAL;
    if (reason) return reason;
    node__membership_changed *e = as_it_is(arena_of(d), &m);
    for (size_t i = e->n_public_keys; i-- > 0;)
        if (!in->public_key.len || span_equal(span_pb(e->public_keys[i]), span_pb(in->public_key)))
            key_leave(arena_of(d), e, i);
    if (!e->n_public_keys && is_last_operator(d, &m)) return REASON_LAST_OPERATOR;
    e->personal->reason = in->reason;
    out->version = changed(d, m.id, e);
    return 0;
}

/* ---- shown ---- */

static intake__member *shown(struct query *q, const struct member *m) {
    struct arena *a = arena_of(q);
    intake__member *out = NEW(a, intake__member);
    out->id = id_field(a, m->id);
    out->name = m->name;
    out->role = m->role;
    out->organization = m->organization;
    for (size_t i = 0; i < m->n_keys; i++) APPEND(a, out, public_keys, pb_of(m->keys[i]));
    for (size_t i = 0; i < m->n_revoked; i++) APPEND(a, out, revoked_keys, pb_of(m->revoked[i]));
    out->via = id_is_zero(m->via) ? "" : member_name(VIEW(q), m->via);
    out->shared = m->shared;
    out->worker = m->worker;
    out->until = civil_date(a, m->until);
    out->trained_until = civil_date(a, m->trained_until);
    out->ended = m->ended;
    out->version = id_field(a, m->version);
    return out;
}

enum { PAGE_MAX = 200 };

int intake_list_members(struct query *q, const intake__list_members_request *in, intake__list_members_reply *out) {
    size_t n, i = 0, most = in->limit && in->limit < PAGE_MAX ? in->limit : PAGE_MAX;
    const struct member *all = member_list(VIEW(q), &n);
    struct id after;
    if (id_from(in->after, &after))
        while (i < n && memcmp(all[i].id.bytes, after.bytes, ID_LEN) <= 0) i++;
    for (; i < n && out->n_members < most; i++) APPEND(arena_of(q), out, members, shown(q, &all[i]));
    if (i < n) out->next = out->members[out->n_members - 1]->id;
    return 0;
}

void intake_on_membership_changed(struct apply *a, const struct record *r, const node__membership_changed *e) {
    membership_put(a, r, e);
}
