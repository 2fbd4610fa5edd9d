/* The territory's rules, as adopted: by day, and by version. */
#include "engine/rows/rows.h"

/* By day and then by seq: of two with the same day the one adopted last stands behind, and is found. */
void rules_put(struct apply *a, struct id version, const sippe__territory *t, int64_t adopted_ms) {
    engine_rows__rules *row = NEW(a->view.arena, engine_rows__rules);
    row->version = id_field(a->view.arena, version);
    row->territory = (sippe__territory *)(uintptr_t)t;
    row->adopted_ms = adopted_ms;
    struct key key = KEY(KEY_I64(civil_day(t->valid_from)), KEY_U64(a->record->seq));
    memos_forget(a->view.e);
    txn_put(a->view.txn, TABLE_RULES, &key, message_pack(a->view.arena, &row->base));
}

/* The version is the first field of a packed row, so a look into the cache decodes nothing. */
static bool row_version(struct span packed, struct id *out) {
    enum { TAG = 1 << 3 | PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED };
    if (packed.len < 2 + ID_LEN || packed.data[0] != TAG || packed.data[1] != ID_LEN) return false;
    memcpy(out->bytes, packed.data + 2, ID_LEN);
    return true;
}

/* Behind all days: the walk by day ends before it, the one by version does not. */
void rules_withdraw(struct apply *a, struct id version) {
    struct store_cursor c = cursor_open(a->view.txn, TABLE_RULES, &KEY_EMPTY, NULL);
    struct span packed = {NULL, 0};
    struct key was = KEY_EMPTY;
    struct id own;
    while (!packed.data && cursor_next(&c))
        if (row_version(c.value, &own) && id_equal(own, version)) {
            packed = arena_span(a->view.arena, c.value);
            was = c.key;
        }
    cursor_close(&c);
    if (!packed.data) return;
    memos_forget(a->view.e);
    struct key never = KEY(KEY_I64(INT64_MAX), KEY_U64(a->record->seq));
    txn_delete(a->view.txn, TABLE_RULES, &was);
    txn_put(a->view.txn, TABLE_RULES, &never, packed);
}

static struct rules_cached *cached(struct engine *e, struct id version) {
    for (size_t i = 0; i < e->n_rules; i++)
        if (id_equal(e->rules[i].version, version)) return &e->rules[i];
    return NULL;
}

/* All or none: an entry has no owner that could say when it is done with. */
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

/* The last that stands before the next day. */
const sippe__territory *rules_on(struct view *v, day on, struct rules_used *used) {
    struct key next = KEY(KEY_I64((int64_t)on + 1)), key;
    struct span last;
    struct id version;
    if (!txn_before(v->txn, TABLE_RULES, &KEY_EMPTY, &next, &key, &last)) return NULL;
    return row_version(last, &version) ? rules_read(v, last, version, used) : NULL;
}

/* Of one day the one adopted last stands behind the others, and takes their place. */
size_t rules_by_day(struct view *v, const struct rules_held **out) {
    size_t n = 0, most = 0;
    struct rules_held *list = NULL;
    struct id version;
    struct store_cursor c = cursor_open(v->txn, TABLE_RULES, &KEY_EMPTY, NULL);
    while (cursor_next(&c) && key_i64_at(&c.key, 0) < INT64_MAX) {
        day from = (day)key_i64_at(&c.key, 0);
        if (!row_version(c.value, &version)) continue;
        const sippe__territory *t = rules_read(v, c.value, version, NULL);
        if (!t) continue;
        if (n && list[n - 1].from == from) n--;
        if (n == most) {
            struct rules_held *more = arena_alloc(v->arena, (most = most ? 2 * most : 4) * sizeof *more);
            if (n) memcpy(more, list, n * sizeof *more);
            list = more;
        }
        list[n++] = (struct rules_held){from, t};
    }
    cursor_close(&c);
    *out = list;
    return n;
}

const char *rules_digest(struct arena *a, const sippe__territory *t) {
    return id_text(a,
                   id_derive("sippe rules", message_pack(a, &t->base), (struct span){NULL, 0}, (struct span){NULL, 0}));
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

/* The zone is itself a rule: that of the day in UTC is taken, which differs from the territory's own for some hours
 * only, and would matter only if rules of another zone came into force in those. */
day today_of(struct view *v, int64_t at_ms) {
    day utc = day_at((struct zone){0, false}, at_ms);
    return day_at(civil_zone(rules_on(v, utc, NULL)), at_ms);
}
