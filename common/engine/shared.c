/* Facts that all daemons share: the territory's rules and the keys. Intake adopts and allows; the others note. */
#include "engine/internal.h"

#include <stdio.h>

/* ---- rules ---- */

void rules_put(struct apply *a, struct id version, const sippe__territory *t, int64_t adopted_ms) {
    engine_rows__rules *row = NEW(a->view.arena, engine_rows__rules);
    row->version = id_field(a->view.arena, version);
    row->territory = (sippe__territory *)(uintptr_t)t;
    row->adopted_ms = adopted_ms;
    row->valid_from = t->valid_from;
    struct key key = KEY(KEY_I64(civil_day(t->valid_from)), KEY_U64(a->record->seq));
    txn_put(a->view.txn, TABLE_RULES, &key, message_pack(a->view.arena, &row->base));
}

/* The version is the first field of a packed row, so a look into the cache decodes nothing. */
static bool row_version(struct span packed, struct id *out) {
    enum { TAG = 1 << 3 | PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED };
    if (packed.len < 2 + ID_LEN || packed.data[0] != TAG || packed.data[1] != ID_LEN) return false;
    memcpy(out->bytes, packed.data + 2, ID_LEN);
    return true;
}

static struct rules_cached *cached(struct engine *e, struct id version) {
    for (size_t i = 0; i < e->n_rules; i++)
        if (id_equal(e->rules[i].version, version)) return &e->rules[i];
    return NULL;
}

/* Only between messages: handlers hold what the cache gave them. */
void rules_forget(struct engine *e) {
    for (size_t i = 0; i < e->n_rules; i++) arena_close(&e->rules[i].arena);
    e->n_rules = 0;
}

/* A version never changes, so its decoded form outlives turns. What a full cache does not hold lives for the
 * message. */
static const sippe__territory *rules_read(struct view *v, struct span packed, struct id version,
                                          struct rules_used *used) {
    struct engine *e = v->e;
    struct rules_cached *slot = cached(e, version);
    engine_rows__rules *row = NULL;
    if (!slot && !(row = UNPACK_OWN(v->arena, engine_rows__rules, packed))) return NULL;
    if (!slot && e->n_rules < RULES_CACHED) {
        slot = &e->rules[e->n_rules++];
        slot->version = version;
        slot->adopted_ms = row->adopted_ms;
        arena_init(&slot->arena);
        slot->territory = message_copy(&slot->arena, &row->territory->base);
    }
    const sippe__territory *t = slot ? slot->territory : row->territory;
    if (used) *used = (struct rules_used){version, t->label, slot ? slot->adopted_ms : row->adopted_ms};
    return t;
}

const sippe__territory *rules_on(struct view *v, day on, struct rules_used *used) {
    struct span last = {NULL, 0};
    struct id version;
    struct store_cursor c = cursor_open(v->txn, TABLE_RULES, &KEY_EMPTY, NULL);
    while (cursor_next(&c) && key_i64_at(&c.key, 0) <= on) last = c.value;
    cursor_close(&c);
    return last.data && row_version(last, &version) ? rules_read(v, last, version, used) : NULL;
}

const sippe__territory *rules_version(struct view *v, struct id version, struct rules_used *used) {
    struct store_cursor c = cursor_open(v->txn, TABLE_RULES, &KEY_EMPTY, NULL);
    const sippe__territory *found = NULL;
    struct id own;
    while (!found && cursor_next(&c))
        if (row_version(c.value, &own) && id_equal(own, version)) found = rules_read(v, c.value, version, used);
    cursor_close(&c);
    return found;
}

/* ---- keys ---- */

static void key_fill(const engine_rows__key *row, struct key_row *out) {
    *out = (struct key_row){.name = row->name,
                            .public_key = span_pb(row->public_key),
                            .role = row->role,
                            .organization = row->organization,
                            .expires_on = civil_day(row->expires_on),
                            .revoked = row->revoked};
}

bool key_find(struct view *v, const char *name, struct key_row *out) {
    struct key key = KEY(KEY_TEXT(name));
    struct span packed;
    if (!txn_get(v->txn, TABLE_KEY, &key, &packed)) return false;
    engine_rows__key *row = UNPACK_OWN(v->arena, engine_rows__key, packed);
    if (!row) return false;
    key_fill(row, out);
    return true;
}

static struct key public_index(struct span public_key) {
    struct id id = id_derive("sippe key", public_key, (struct span){NULL, 0}, (struct span){NULL, 0});
    return KEY(KEY_ID(id));
}

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
}

bool key_is_configured(struct view *v, const char *name) { return trusted_find(v->e, name) != NULL; }

const struct key_row *key_list(struct view *v, size_t *n) {
    struct key_row *list = arena_alloc(v->arena, (txn_count(v->txn, TABLE_KEY) + 1) * sizeof *list);
    struct store_cursor c = cursor_open(v->txn, TABLE_KEY, &KEY_EMPTY, NULL);
    *n = 0;
    while (cursor_next(&c)) {
        engine_rows__key *row = UNPACK_OWN(v->arena, engine_rows__key, c.value);
        if (row) key_fill(row, &list[(*n)++]);
    }
    cursor_close(&c);
    return list;
}

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
    if (key.revoked || (key.expires_on != DAY_NONE && today_of(&v, now_ms) > key.expires_on)) return false;
    snprintf(name, 64, "%s", key.name);
    return true;
}

/* ---- noting what intake adopted and allowed ---- */

static int on_territory_adopted(struct decide *d, const struct record *from, const node__territory_adopted *e) {
    if (!e->territory || !e->territory->valid_from) return REASON_MALFORMED;
    if (strcmp(e->territory->territory, d->view.e->territory) != 0) return REASON_TERRITORY_OTHER;
    node__territory_noted *noted = NEW(d->view.arena, node__territory_noted);
    noted->territory = e->territory;
    noted->digest = e->digest;
    noted->version = id_field(d->view.arena, from->id);
    EMIT(d, from->id, noted);
    return 0;
}

static int note_key(struct decide *d, const node__key_noted *values) {
    node__key_noted *noted = message_copy(d->view.arena, &values->base);
    struct id subject =
        id_derive("sippe key name", span_text(noted->name), (struct span){NULL, 0}, (struct span){NULL, 0});
    EMIT(d, subject, noted);
    return 0;
}

/* A name of the local configuration stays the configuration's. */
static int on_key_allowed(struct decide *d, const struct record *from, const node__key_allowed *e) {
    (void)from;
    size_t len = strlen(e->name);
    if (!len || len >= sizeof((struct sender *)0)->name || e->public_key.len != 32) return REASON_MALFORMED;
    if (trusted_find(d->view.e, e->name)) return REASON_KEY_TAKEN;
    node__key_noted *n = NEW(d->view.arena, node__key_noted);
    n->name = e->name;
    n->public_key = e->public_key;
    n->role = e->role;
    n->organization = e->organization;
    n->expires_on = e->expires_on;
    return note_key(d, n);
}

static int on_key_revoked(struct decide *d, const struct record *from, const node__key_revoked *e) {
    (void)from;
    struct key_row key;
    if (e->public_key.len != 32) return REASON_MALFORMED;
    if (!key_find(&d->view, e->name, &key)) return REASON_NOT_FOUND;
    node__key_noted *n = NEW(d->view.arena, node__key_noted);
    n->name = e->name;
    n->public_key = e->public_key;
    n->role = key.role;
    n->organization = key.organization;
    n->revoked = true;
    return note_key(d, n);
}

static void apply_territory_noted(struct apply *a, const struct record *r, const node__territory_noted *e) {
    rules_put(a, id_of_bytes(e->version), e->territory, r->at_ms);
}

static void apply_key_noted(struct apply *a, const struct record *r, const node__key_noted *e) {
    (void)r;
    key_put(a, &(struct key_row){.name = e->name,
                                 .public_key = span_pb(e->public_key),
                                 .role = e->role,
                                 .organization = e->organization,
                                 .expires_on = civil_day(e->expires_on),
                                 .revoked = e->revoked});
}

static void apply_deadline_fired(struct apply *a, const struct record *r, const node__deadline_fired *e) {
    (void)r;
    deadline_clear(a, e->type, id_of_bytes(e->thing));
}

const struct event shared_events[] = {
    EVENT(node__territory_noted, TO_NOBODY, apply_territory_noted),
    EVENT(node__key_noted, TO_NOBODY, apply_key_noted),
    EVENT(node__deadline_fired, TO_NOBODY, apply_deadline_fired),
    EVENT_SAID(node__reaction_parked, TO_NOBODY),
    EVENT_SAID(node__parked_retried, TO_NOBODY),
    EVENT_SAID(node__parked_dropped, TO_NOBODY),
    EVENT_SAID(node__stream_stopped, TO_NOBODY),
    EVENT_SAID(node__stream_resumed, TO_NOBODY),
};
const size_t n_shared_events = sizeof shared_events / sizeof shared_events[0];

const struct reaction shared_reactions[] = {
    REACTION_PASSES("intake", node__territory_adopted, on_territory_adopted),
    REACTION_PASSES("intake", node__key_allowed, on_key_allowed),
    REACTION_PASSES("intake", node__key_revoked, on_key_revoked),
};
const size_t n_shared_reactions = sizeof shared_reactions / sizeof shared_reactions[0];
