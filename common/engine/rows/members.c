/* Who may speak: the keys of the local configuration, and the memberships that intake keeps.
 *
 *   member        id                 → the membership, whole
 *   member-name   hash of its name   → id, for good: an ended one's name is never another's
 *   key-public    hash of a key      → id, for good: a key is given once
 *
 * The last two are asked back from the membership's own row: a name or a key may have been left since. */
#include "engine/rows/rows.h"

#include <stdio.h>

enum { HEX = 2 * ID_LEN };

const struct trusted_key *trusted_find(const struct engine *e, const char *name) {
    for (size_t i = 0; i < e->options.n_trusted; i++)
        if (strcmp(e->options.trusted[i].name, name) == 0) return &e->options.trusted[i];
    return NULL;
}

struct id member_of_name(const char *configured) {
    return id_derive("sippe configured key", span_text(configured), (struct span){NULL, 0}, (struct span){NULL, 0});
}

static const struct trusted_key *trusted_by_id(const struct engine *e, struct id id) {
    for (size_t i = 0; i < e->options.n_trusted; i++)
        if (id_equal(member_of_name(e->options.trusted[i].name), id)) return &e->options.trusted[i];
    return NULL;
}

/* What was revoked beside the store counts like what its rows say. */
static void member_fill(struct view *v, struct id id, const engine_rows__member *row, struct member *out) {
    *out = (struct member){.id = id,
                           .version = id_of(row->version),
                           .name = row->personal->name,
                           .role = row->role,
                           .organization = row->organization,
                           .via = id_of(row->via),
                           .shared = row->shared,
                           .worker = row->personal->worker,
                           .until = civil_day(row->until),
                           .trained_until = civil_day(row->personal->trained_until),
                           .ended = row->ended || revoked_is_ended(v->e, id)};
    out->revoked_beside = out->ended && !row->ended;
    struct span *revoked = arena_alloc(v->arena, (row->n_revoked_keys + row->n_public_keys + 1) * sizeof *revoked);
    for (size_t i = 0; i < row->n_revoked_keys; i++) revoked[out->n_revoked++] = span_pb(row->revoked_keys[i]);
    for (size_t i = 0; i < row->n_public_keys; i++) {
        struct span key = span_pb(row->public_keys[i]);
        bool beside = revoked_is(v->e, id, key);
        if (beside) revoked[out->n_revoked++] = key;
        if (!beside && out->n_keys < MEMBER_KEYS) out->keys[out->n_keys++] = key;
        out->revoked_beside |= beside;
    }
    out->revoked = revoked;
}

/* An erased one is none; what cannot be read is latched. */
static engine_rows__member *row_read(struct view *v, const struct key *key, struct span packed) {
    engine_rows__member *row = NULL;
    int err = row_open(v, own_tables[TABLE_MEMBER], key, &engine_rows__member__descriptor, packed, &row);
    if (err && err != ERR_ERASED && !v->txn->err) v->txn->err = err;
    return err ? NULL : row;
}

bool member_find(struct view *v, struct id id, struct member *out) {
    struct key key = KEY(KEY_ID(id));
    struct span packed;
    if (!txn_get(v->txn, TABLE_MEMBER, &key, &packed)) return false;
    engine_rows__member *row = row_read(v, &key, packed);
    if (row) member_fill(v, id, row, out);
    return row != NULL;
}

/* ---- by name, by key ---- */

static struct key name_key(struct view *v, const char *name) { return KEY(KEY_ID(lookup_hash(v, "member", name))); }

static struct id key_hash(struct span public_key) {
    return id_derive("sippe key", public_key, (struct span){NULL, 0}, (struct span){NULL, 0});
}

static struct key public_key_key(struct span public_key) { return KEY(KEY_ID(key_hash(public_key))); }

static bool led_to(struct view *v, enum table table, struct key key, struct id *out) {
    struct span id;
    if (!txn_get(v->txn, table, &key, &id) || id.len != ID_LEN) return false;
    memcpy(out->bytes, id.data, ID_LEN);
    return true;
}

bool member_named(struct view *v, const char *text, struct member *out) {
    struct id id;
    if (strlen(text) == HEX && id_parse(text, &id)) return member_find(v, id, out);
    if (!led_to(v, TABLE_MEMBER_NAME, name_key(v, text), &id)) return false;
    return member_find(v, id, out) && strcmp(out->name, text) == 0;
}

bool member_by_key(struct view *v, struct span public_key, struct member *out) {
    struct id id;
    if (!led_to(v, TABLE_KEY_PUBLIC, public_key_key(public_key), &id) || !member_find(v, id, out)) return false;
    for (size_t i = 0; i < out->n_keys; i++)
        if (span_equal(out->keys[i], public_key)) return true;
    return false;
}

bool member_name_is_taken(struct view *v, const char *name, struct id by_other_than) {
    struct id id;
    if (trusted_find(v->e, name)) return true;
    return led_to(v, TABLE_MEMBER_NAME, name_key(v, name), &id) && !id_equal(id, by_other_than);
}

bool member_key_is_taken(struct view *v, struct span public_key) {
    struct id id;
    for (size_t i = 0; i < v->e->options.n_trusted; i++)
        if (span_equal(span_of(v->e->options.trusted[i].public_key, 32), public_key)) return true;
    return led_to(v, TABLE_KEY_PUBLIC, public_key_key(public_key), &id) || revoked_is_key(v->e, public_key);
}

const char *member_name(struct view *v, struct id id) {
    const struct trusted_key *t = trusted_by_id(v->e, id);
    struct member m;
    if (t) return t->name;
    return member_find(v, id, &m) ? m.name : "";
}

const struct member *member_list(struct view *v, size_t *n) {
    struct member *list = arena_alloc(v->arena, (txn_count(v->txn, TABLE_MEMBER) + 1) * sizeof *list);
    struct store_cursor c = cursor_open(v->txn, TABLE_MEMBER, &KEY_EMPTY, NULL);
    *n = 0;
    while (cursor_next(&c)) {
        engine_rows__member *row = row_read(v, &c.key, c.value);
        if (row) member_fill(v, key_id_at(&c.key, 0), row, &list[(*n)++]);
    }
    cursor_close(&c);
    return list;
}

const char *member_organization(struct arena *a, sippe__role role, const char *organization) {
    struct id id;
    if (role != ROLE_PARTNER) return organization;
    return id_parse(organization, &id) ? id_text(a, id) : NULL;
}

/* ---- written ---- */

/* What is taken away stands in the file too, which no restore puts back. */
static void revoked_note_all(struct engine *e, const struct member *m) {
    for (size_t i = 0; i < m->n_revoked; i++) revoked_note(e, m->id, m->revoked[i]);
    if (m->ended) revoked_note(e, m->id, (struct span){NULL, 0});
}

static engine_rows__member *row_make(struct arena *a, const struct member *m) {
    engine_rows__member *row = NEW_WITH_PERSONAL(a, engine_rows__member);
    row->version = id_field(a, m->version);
    row->role = m->role;
    row->organization = m->organization;
    for (size_t i = 0; i < m->n_keys; i++) APPEND(a, row, public_keys, pb_of(m->keys[i]));
    for (size_t i = 0; i < m->n_revoked; i++) APPEND(a, row, revoked_keys, pb_of(m->revoked[i]));
    if (!id_is_zero(m->via)) row->via = id_field(a, m->via);
    row->shared = m->shared;
    row->until = civil_date(a, m->until);
    row->ended = m->ended;
    row->personal->name = m->name;
    row->personal->worker = m->worker;
    row->personal->trained_until = civil_date(a, m->trained_until);
    return row;
}

void member_put(struct apply *a, const struct member *m) {
    struct view *v = &a->view;
    struct key key = KEY(KEY_ID(m->id)), by_name = name_key(v, m->name);
    struct span packed;
    if (!row_seal(v, own_tables[TABLE_MEMBER], &key, &row_make(v->arena, m)->base, &packed)) return;
    txn_put(v->txn, TABLE_MEMBER, &key, packed);
    if (*m->name) txn_put(v->txn, TABLE_MEMBER_NAME, &by_name, id_span(&m->id));
    for (size_t i = 0; i < m->n_keys + m->n_revoked; i++) {
        struct key by_key = public_key_key(i < m->n_keys ? m->keys[i] : m->revoked[i - m->n_keys]);
        txn_put(v->txn, TABLE_KEY_PUBLIC, &by_key, id_span(&m->id));
    }
    char id[33];
    id_hex(m->id, id);
    moves_note(v->e, "members", id);
    revoked_note_all(v->e, m);
}

/* ---- at the door ---- */

/* The last day is inclusive, and is a day of the territory's zone. */
bool member_may_speak(struct view *v, const struct member *m, int64_t now_ms) {
    return !m->ended && (m->until == DAY_NONE || today_of(v, clock_best_ms(v->e, now_ms)) <= m->until);
}

bool member_of_connection(struct view *v, const char *name, struct member *out, bool *has_key) {
    struct id hash, id;
    *has_key = false;
    if (!id_parse(name, &hash) || !led_to(v, TABLE_KEY_PUBLIC, KEY(KEY_ID(hash)), &id) || !member_find(v, id, out))
        return false;
    for (size_t i = 0; i < out->n_keys; i++) *has_key |= id_equal(key_hash(out->keys[i]), hash);
    return true;
}

/* By a hash of the key and not by who has it: of two keys of one membership, one may be revoked. */
bool engine_key_name(struct engine *e, const uint8_t public_key[32], int64_t now_ms, char name[64]) {
    for (size_t i = 0; i < e->options.n_trusted; i++) {
        const struct trusted_key *t = &e->options.trusted[i];
        if (memcmp(t->public_key, public_key, 32) != 0) continue;
        snprintf(name, 64, "%s", t->name);
        return true;
    }
    struct view v = view_make(e, &e->snapshot);
    struct member m;
    if (!member_by_key(&v, span_of(public_key, 32), &m) || !member_may_speak(&v, &m, now_ms)) return false;
    id_hex(key_hash(span_of(public_key, 32)), name);
    return true;
}

/* What the store has and the file does not: the file is younger than the store, or was lost. */
void revoked_of_rows(struct engine *e) {
    struct view v = view_make(e, &e->snapshot);
    size_t n;
    const struct member *all = member_list(&v, &n);
    for (size_t i = 0; i < n; i++) revoked_note_all(e, &all[i]);
}
