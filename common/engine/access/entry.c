/* Entries: numbered, chained, and where the journal ends in the same commit. */
#include "engine/access/access.h"

enum { QUARTER = 4 };

static struct key end_key(void) { return KEY(KEY_TEXT("access")); }

/* Apart from the entries, so that an end that was cut off shows. */
static void end_write(struct engine *e, struct txn *t) {
    struct key key = end_key(),
               end = KEY(KEY_U64(e->access.n), KEY_ID(id_of((ProtobufCBinaryData){ID_LEN, e->access.chain})));
    txn_put(t, TABLE_META, &key, key_span(&end));
}

static struct id chain_of(const struct id *before, uint64_t n, struct span packed) {
    struct key number = KEY(KEY_U64(n));
    return id_derive("sippe access", id_span(before), key_span(&number), packed);
}

/* By day and method: whoever asks who saw a family asks by day, and a list that is read all day is one row. */
static void subjects_index(struct engine *e, struct txn *t, uint64_t n, const engine_rows__access *entry) {
    struct view v = view_make(e, t);
    day on = today_of(&v, entry->at_ms);
    for (size_t i = 0; i < entry->personal->n_subjects; i++) {
        struct key key = KEY(KEY_ID(id_of(entry->personal->subjects[i])), KEY_I64(on), KEY_ID(id_of(entry->member)),
                             KEY_TEXT(entry->method)),
                   value = KEY(KEY_U64(n));
        struct span there;
        if (!txn_get(t, TABLE_ACCESS_OF, &key, &there)) txn_put(t, TABLE_ACCESS_OF, &key, key_span(&value));
    }
}

uint64_t access_append(struct engine *e, engine_rows__access *entry) {
    struct txn *t = turn_txn(e);
    struct id before = id_of((ProtobufCBinaryData){ID_LEN, e->access.chain});
    uint64_t n = e->access.n + 1;
    struct key key = KEY(KEY_U64(n));
    entry->chain = (ProtobufCBinaryData){0, NULL};
    struct id chain = chain_of(&before, n, message_pack(&e->arena, &entry->base));
    entry->chain = id_field(&e->arena, chain);
    txn_put(t, TABLE_ACCESS, &key, message_pack(&e->arena, &entry->base));
    if (!entry->again_of) subjects_index(e, t, n, entry);
    e->access.n = n;
    memcpy(e->access.chain, chain.bytes, ID_LEN);
    end_write(e, t);
    return n;
}

engine_rows__access *access_read(struct view *v, uint64_t n) {
    struct key key = KEY(KEY_U64(n));
    struct span packed;
    if (!txn_get(v->txn, TABLE_ACCESS, &key, &packed)) return NULL;
    engine_rows__access *entry = UNPACK_OWN(v->arena, engine_rows__access, packed);
    return entry ? personal_fill(v->arena, &entry->base) : NULL;
}

int access_open(struct engine *e, struct txn *t) {
    struct key key = end_key();
    struct span end;
    if (!txn_get(t, TABLE_META, &key, &end)) return t->err;
    if (end.len != 8 + ID_LEN) return ERR_CORRUPT;
    struct key k = key_from(end);
    struct id chain = key_id_at(&k, 8);
    e->access.n = key_u64_at(&k, 0);
    memcpy(e->access.chain, chain.bytes, ID_LEN);
    return 0;
}

void access_look_at_room(struct engine *e) {
    struct store_usage u = store_usage(e->store);
    uint64_t bytes = 0;
    static const enum table tables[] = {TABLE_ACCESS, TABLE_ACCESS_OF, TABLE_ACCESS_OPEN};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) bytes += txn_bytes(&e->snapshot, tables[i]);
    e->access_full = bytes > u.map_bytes / QUARTER;
}

/* ---- is it as it was written ---- */

/* The last entry ends where the store says. */
static const char *end_fault(struct view *v, uint64_t n, const struct id *chain) {
    struct key key = end_key();
    struct span end;
    if (!txn_get(v->txn, TABLE_META, &key, &end) || end.len != 8 + ID_LEN)
        return "the journal does not say where it ends";
    struct key k = key_from(end);
    if (key_u64_at(&k, 0) < n) return "it stands behind the journal's end";
    if (key_u64_at(&k, 0) == n && !id_equal(key_id_at(&k, 8), *chain)) return "the journal ends with another chain";
    return NULL;
}

const char *access_fault(struct view *v, uint64_t n, struct id *chain) {
    struct key key = KEY(KEY_U64(n));
    struct span packed;
    if (!txn_get(v->txn, TABLE_ACCESS, &key, &packed)) return "it is missing";
    engine_rows__access *entry = UNPACK_OWN(v->arena, engine_rows__access, packed);
    if (!entry) return "it cannot be read";
    struct id given = id_of(entry->chain);
    entry->chain = (ProtobufCBinaryData){0, NULL};
    *chain = chain_of(chain, n, message_pack(v->arena, &entry->base));
    if (!id_equal(*chain, given)) return "its chain does not follow from the entries before it";
    return end_fault(v, n, chain);
}
