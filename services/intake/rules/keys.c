/* Who may speak to the four daemons. Intake keeps the list; the others note each change from its stream. */
#include <string.h>
#include "civil/name.h"
#include "intake/domain/proposal/area.h"
#include "intake/rows.h"

enum { PUBLIC_KEY_LEN = 32 };

/* The daemons speak under their names by keys of the local configuration. */
static bool is_daemon(const char *name) { return daemon_find(name) >= 0; }

static bool public_key_is_valid(ProtobufCBinaryData key) {
    static const uint8_t zero[PUBLIC_KEY_LEN];
    return key.len == PUBLIC_KEY_LEN && memcmp(key.data, zero, sizeof zero) != 0;
}

/* What an organisation means depends on the role: a CLSC, a partner of the directory, or nothing. 0 with a fault noted:
 * the others are gathered too. Whether the directory has the partner is not asked: a key may be given before. */
static int check_organization(struct decide *d, const intake__key *key) {
    if (key->role == ROLE_PARTNER) {
        if (!key_organization(arena_of(d), key->role, key->organization))
            violation(d, "key.organization", REASON_ID_INVALID);
        return 0;
    }
    if (key->role != ROLE_DESK && key->role != ROLE_TEAM) {
        if (*key->organization) violation(d, "key.organization", REASON_CONTRADICTION);
        return 0;
    }
    if (!*key->organization) return violation(d, "key.organization", REASON_FIELD_REQUIRED), 0;
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    if (!t) return REASON_TERRITORY_MISSING;
    if (!intake_clsc_find(t, key->organization)) violation(d, "key.organization", REASON_CLSC_UNKNOWN);
    return 0;
}

static int check_key(struct decide *d, const intake__key *key) {
    /* "intake@nord" is another territory's daemon and nobody else; the own daemons are not allowed here at all. */
    bool foreign = key_name_is_foreign(key->name), daemon = key->role == ROLE_DAEMON;
    if (!key_name_is_valid(key->name) || (foreign && !daemon)) violation(d, "key.name", REASON_NAME_INVALID);
    if (!public_key_is_valid(key->public_key)) violation(d, "key.public_key", REASON_KEY_INVALID);
    if (key->role == ROLE_UNSPECIFIED) violation(d, "key.role", REASON_FIELD_REQUIRED);
    if (daemon && !foreign) violation(d, "key.role", REASON_ENUM_UNKNOWN);
    day expires = check_date(d, "key.expires_on", key->expires_on, false);
    if (expires != DAY_NONE && expires < decide_today(d)) violation(d, "key.expires_on", REASON_IN_THE_PAST);
    return check_organization(d, key);
}

/* The one that is replaced goes on until it is revoked: the new one must have been tried first. Who speaks by it is the
 * same, so it may do the same. */
static void check_replaced(struct decide *d, const intake__allow_key_request *in) {
    struct key_row old;
    if (!*in->replaces) return;
    if (!key_find(VIEW(d), in->replaces, &old)) {
        violation(d, "replaces", REASON_KEY_UNKNOWN);
        return;
    }
    const char *organization = key_organization(arena_of(d), in->key->role, in->key->organization);
    if (old.role != in->key->role) violation(d, "key.role", REASON_CONTRADICTION);
    if (organization && strcmp(old.organization, organization) != 0)
        violation(d, "key.organization", REASON_CONTRADICTION);
}

/* A name and a public key are given once: records of years ago still say who acted. */
static bool key_is_taken(struct decide *d, const intake__key *key) {
    struct key_row row;
    return is_daemon(key->name) || key_is_configured(VIEW(d), key->name) || key_find(VIEW(d), key->name, &row) ||
           key_find_public(VIEW(d), span_pb(key->public_key), &row) ||
           key_was_revoked(VIEW(d), key->name, span_pb(key->public_key));
}

int intake_allow_key(struct decide *d, const intake__allow_key_request *in, intake__allow_key_reply *out) {
    struct arena *a = arena_of(d);
    check_person(d, "by", in->by);
    if (!in->key) return violation(d, "key", REASON_FIELD_REQUIRED);
    int reason = check_key(d, in->key);
    if (reason) return reason;
    check_replaced(d, in);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (key_is_taken(d, in->key)) return REASON_KEY_TAKEN;
    node__key_allowed *e = NEW(a, node__key_allowed);
    e->name = in->key->name;
    e->public_key = in->key->public_key;
    e->role = in->key->role;
    e->organization = key_organization(a, in->key->role, in->key->organization);
    e->expires_on = in->key->expires_on;
    e->replaces = in->replaces;
    e->personal = NEW(a, node__key_allowed__personal);
    e->personal->by = in->by;
    out->version = id_field(a, EMIT(d, key_subject(in->key->name), e));
    return 0;
}

/* Keys of the local configuration are not in the table, so only a person who would lock out herself is stopped. */
static bool is_last_operator(struct decide *d, const struct key_row *key) {
    if (key->role != ROLE_OPERATOR || strcmp(key->name, decide_principal(d)->name) != 0) return false;
    size_t n, operators = 0;
    const struct key_row *keys = key_list(VIEW(d), &n);
    day today = decide_today(d);
    for (size_t i = 0; i < n; i++)
        if (keys[i].role == ROLE_OPERATOR && !keys[i].revoked &&
            (keys[i].expires_on == DAY_NONE || keys[i].expires_on >= today))
            operators++;
    return operators <= 1;
}

int intake_revoke_key(struct decide *d, const intake__revoke_key_request *in, intake__revoke_key_reply *out) {
    struct arena *a = arena_of(d);
    struct key_row row;
    check_person(d, "by", in->by);
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (!key_find(VIEW(d), in->name, &row)) return REASON_NOT_FOUND;
    if (row.revoked && !row.revoked_beside) return REASON_MOVE_ILLEGAL; /* else its record was lost, and is made anew */
    if (is_last_operator(d, &row)) return REASON_LAST_OPERATOR;
    node__key_revoked *e = NEW(a, node__key_revoked);
    e->name = in->name;
    e->public_key = pb_of(arena_span(a, row.public_key));
    e->personal = NEW(a, node__key_revoked__personal);
    e->personal->by = in->by;
    e->personal->reason = in->reason;
    out->version = id_field(a, EMIT(d, key_subject(in->name), e));
    return 0;
}

/* Each says which one it stands for; the other side is read off that. */
static void show_replacements(struct query *q, intake__list_keys_reply *out) {
    for (size_t i = 0; i < out->n_keys; i++) {
        const intake_rows__replacement *row = row_get(VIEW(q), &intake_replacements, KEY(KEY_TEXT(out->keys[i]->name)));
        if (!row) continue;
        out->keys[i]->replaces = row->replaces;
        for (size_t k = 0; k < out->n_keys; k++)
            if (strcmp(out->keys[k]->name, row->replaces) == 0) out->keys[k]->replaced_by = out->keys[i]->name;
    }
}

int intake_list_keys(struct query *q, const intake__list_keys_request *in, intake__list_keys_reply *out) {
    (void)in;
    struct arena *a = arena_of(q);
    size_t n;
    const struct key_row *keys = key_list(VIEW(q), &n);
    for (size_t i = 0; i < n; i++) {
        intake__key *key = NEW(a, intake__key);
        key->name = keys[i].name;
        key->public_key = pb_of(keys[i].public_key);
        key->role = keys[i].role;
        key->organization = keys[i].organization;
        key->expires_on = civil_date(a, keys[i].expires_on);
        key->revoked = keys[i].revoked;
        APPEND(a, out, keys, key);
    }
    show_replacements(q, out);
    return 0;
}

void intake_on_key_allowed(struct apply *a, const struct record *r, const node__key_allowed *e) {
    (void)r;
    key_put(a, &(struct key_row){.name = e->name,
                                 .public_key = span_pb(e->public_key),
                                 .role = e->role,
                                 .organization = e->organization,
                                 .expires_on = civil_day(e->expires_on)});
    if (!*e->replaces) return;
    intake_rows__replacement *row = NEW(arena_of(a), intake_rows__replacement);
    row->replaces = e->replaces;
    ROW_PUT(a, &intake_replacements, KEY(KEY_TEXT(e->name)), row);
}

/* The row stays: its name and public key are taken for good. */
void intake_on_key_revoked(struct apply *a, const struct record *r, const node__key_revoked *e) {
    (void)r;
    struct key_row row;
    if (!key_find(VIEW(a), e->name, &row)) return;
    row.revoked = true;
    key_put(a, &row);
}
