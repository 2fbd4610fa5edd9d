/* The keys: those of the local configuration, and those that intake allowed. */
#include "engine/rows/rows.h"

#include <stdio.h>

const struct trusted_key *trusted_find(const struct engine *e, const char *name) {
    for (size_t i = 0; i < e->options.n_trusted; i++)
        if (strcmp(e->options.trusted[i].name, name) == 0) return &e->options.trusted[i];
    return NULL;
}

/* What was revoked beside the store counts like what its rows say. */
static void key_fill(const struct engine *e, const engine_rows__key *row, struct key_row *out) {
    bool beside = !row->revoked && revoked_is(e, row->name, span_pb(row->public_key));
    *out = (struct key_row){.name = row->name,
                            .public_key = span_pb(row->public_key),
                            .role = row->role,
                            .organization = row->organization,
                            .expires_on = civil_day(row->expires_on),
                            .revoked = row->revoked || beside,
                            .revoked_beside = beside};
}

bool key_find(struct view *v, const char *name, struct key_row *out) {
    struct key key = KEY(KEY_TEXT(name));
    struct span packed;
    if (!txn_get(v->txn, TABLE_KEY, &key, &packed)) return false;
    engine_rows__key *row = UNPACK_OWN(v->arena, engine_rows__key, packed);
    if (!row) return false;
    key_fill(v->e, row, out);
    return true;
}

struct id key_subject(const char *name) {
    return id_derive("sippe key name", span_text(name), (struct span){NULL, 0}, (struct span){NULL, 0});
}

const char *key_organization(struct arena *a, sippe__role role, const char *organization) {
    struct id id;
    if (role != ROLE_PARTNER) return organization;
    return id_parse(organization, &id) ? id_text(a, id) : NULL;
}

static struct key public_index(struct span public_key) {
    struct id id = id_derive("sippe key", public_key, (struct span){NULL, 0}, (struct span){NULL, 0});
    return KEY(KEY_ID(id));
}

/* The row found is asked back for its public key: its name may be another key's since, and the first one's entry still
 * leads to it. */
bool key_find_public(struct view *v, struct span public_key, struct key_row *out) {
    struct key key = public_index(public_key);
    struct span name;
    if (!txn_get(v->txn, TABLE_KEY_PUBLIC, &key, &name)) return false;
    char text[64] = {0};
    memcpy(text, name.data, name.len < sizeof text ? name.len : sizeof text - 1);
    return key_find(v, text, out) && span_equal(out->public_key, public_key);
}

void key_put(struct apply *a, const struct key_row *k) {
    struct arena *arena = a->view.arena;
    engine_rows__key *row = NEW(arena, engine_rows__key);
    row->name = k->name;
    row->public_key = pb_of(k->public_key);
    row->role = k->role;
    row->organization = k->organization ? k->organization : "";
    row->revoked = k->revoked;
    row->expires_on = civil_date(arena, k->expires_on);
    struct key key = KEY(KEY_TEXT(k->name)), by_public = public_index(k->public_key);
    txn_put(a->view.txn, TABLE_KEY, &key, message_pack(arena, &row->base));
    txn_put(a->view.txn, TABLE_KEY_PUBLIC, &by_public, span_text(k->name));
    if (k->revoked) revoked_note(a->view.e, k->name, k->public_key);
}

bool key_is_configured(struct view *v, const char *name) { return trusted_find(v->e, name) != NULL; }

const struct key_row *key_list(struct view *v, size_t *n) {
    struct key_row *list = arena_alloc(v->arena, (txn_count(v->txn, TABLE_KEY) + 1) * sizeof *list);
    struct store_cursor c = cursor_open(v->txn, TABLE_KEY, &KEY_EMPTY, NULL);
    *n = 0;
    while (cursor_next(&c)) {
        engine_rows__key *row = UNPACK_OWN(v->arena, engine_rows__key, c.value);
        if (row) key_fill(v->e, row, &list[(*n)++]);
    }
    cursor_close(&c);
    return list;
}

/* A row may bear a name that the local configuration has come to give since: it is not let in. The last day is
 * inclusive, and is a day of the territory's zone. */
bool engine_key_name(struct engine *e, const uint8_t public_key[32], int64_t now_ms, char name[64]) {
    for (size_t i = 0; i < e->options.n_trusted; i++) {
        const struct trusted_key *t = &e->options.trusted[i];
        if (memcmp(t->public_key, public_key, 32) != 0) continue;
        snprintf(name, 64, "%s", t->name);
        return true;
    }
    struct view v = view_make(e, &e->snapshot);
    struct key_row key;
    if (!key_find_public(&v, span_of(public_key, 32), &key) || trusted_find(e, key.name)) return false;
    if (key.revoked || (key.expires_on != DAY_NONE && today_of(&v, clock_best_ms(e, now_ms)) > key.expires_on))
        return false;
    snprintf(name, 64, "%s", key.name);
    return true;
}

/* What the store has and the file does not: the file is younger than the store, or was lost. */
void revoked_of_rows(struct engine *e) {
    struct view v = view_make(e, &e->snapshot);
    size_t n;
    const struct key_row *keys = key_list(&v, &n);
    for (size_t i = 0; i < n; i++)
        if (keys[i].revoked) revoked_note(e, keys[i].name, keys[i].public_key);
}
