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
static void subjects_index(struct txn *t, uint64_t n, day on, const engine_rows__access *entry) {
    for (size_t i = 0; i < entry->personal->n_subjects; i++) {
        struct key key = KEY(KEY_ID(id_of(entry->personal->subjects[i])), KEY_I64(on), KEY_ID(id_of(entry->member)),
                             KEY_TEXT(entry->method)),
                   value = KEY(KEY_U64(n));
        struct span there;
        if (!txn_get(t, TABLE_ACCESS_OF, &key, &there)) txn_put(t, TABLE_ACCESS_OF, &key, key_span(&value));
    }
}

static struct id month_derive(const struct engine *e, day on) {
    int year, month, dom;
    day_parts(on, &year, &month, &dom);
    struct key of = KEY(KEY_I64(year), KEY_U8((uint8_t)month));
    return id_derive("sippe access month", id_span(&e->journal), key_span(&of), (struct span){NULL, 0});
}

/* All of one month have one key. Most entries are of the day of the one before. */
static struct id month_of(struct engine *e, day on) {
    struct access_day *last = &e->access_day;
    if (!last->is_known || last->on != on) *last = (struct access_day){true, on, month_derive(e, on)};
    return last->month;
}

/* The chain runs over what stands in the store, sealed: it can be followed when the month's key is gone. */
static struct span with_chain(struct arena *a, const struct id *chain, struct span packed) {
    uint8_t *out = arena_alloc(a, ID_LEN + packed.len);
    memcpy(out, chain->bytes, ID_LEN);
    memcpy(out + ID_LEN, packed.data, packed.len);
    return span_of(out, ID_LEN + packed.len);
}

/* An erased month is over; nothing more is written of it. */
uint64_t access_append(struct engine *e, engine_rows__access *entry) {
    struct txn *t = turn_txn(e);
    struct view v = view_make(e, t);
    struct id before = id_of((ProtobufCBinaryData){ID_LEN, e->access.chain});
    uint64_t n = e->access.n + 1;
    struct key key = KEY(KEY_U64(n));
    struct span packed;
    day on = today_of(&v, entry->at_ms);
    entry->sealed_for = id_field(&e->arena, month_of(e, on));
    if (!row_seal(&v, own_tables[TABLE_ACCESS], &key, &entry->base, &packed)) return e->access.n;
    struct id chain = chain_of(&before, n, packed);
    txn_put(t, TABLE_ACCESS, &key, with_chain(&e->arena, &chain, packed));
    if (!entry->again_of) subjects_index(t, n, on, entry);
    e->access.n = n;
    memcpy(e->access.chain, chain.bytes, ID_LEN);
    end_write(e, t);
    return n;
}

/* Of a month whose key is gone without what is personal in it. */
engine_rows__access *access_read(struct view *v, uint64_t n) {
    struct key key = KEY(KEY_U64(n));
    struct span value;
    engine_rows__access *entry = NULL;
    if (!txn_get(v->txn, TABLE_ACCESS, &key, &value) || value.len < ID_LEN) return NULL;
    struct span packed = span_of(value.data + ID_LEN, value.len - ID_LEN);
    int err = row_open(v, own_tables[TABLE_ACCESS], &key, &engine_rows__access__descriptor, packed, &entry);
    if (!err) return entry;
    entry = row_open_part(v->arena, &engine_rows__access__descriptor, packed);
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
const char *access_end_fault(struct view *v, uint64_t n, const struct id *chain) {
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
    struct span value;
    if (!txn_get(v->txn, TABLE_ACCESS, &key, &value)) return "it is missing";
    if (value.len < ID_LEN) return "it cannot be read";
    *chain = chain_of(chain, n, span_of(value.data + ID_LEN, value.len - ID_LEN));
    if (memcmp(chain->bytes, value.data, ID_LEN) != 0) return "its chain does not follow from the entries before it";
    return access_end_fault(v, n, chain);
}
