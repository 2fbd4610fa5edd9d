/* Forgetting one row of what is remembered: by time, or by number. */
#include "engine/rows/rows.h"

static struct key forgotten_key(const char *journal) { return KEY(KEY_TEXT("forgotten"), KEY_TEXT(journal)); }

uint64_t heard_forgotten(struct txn *t, const char *journal) {
    struct key key = forgotten_key(journal);
    struct span value;
    if (!txn_get(t, TABLE_META, &key, &value)) return 0;
    struct key n = key_from(value);
    return key_u64_at(&n, 0);
}

void heard_forgotten_set(struct txn *t, const char *journal, uint64_t n) {
    struct key key = forgotten_key(journal), value = KEY(KEY_U64(n));
    txn_put(t, TABLE_META, &key, key_span(&value));
}

void row_forget(struct txn *t, enum table table, const struct key *row) {
    struct span value;
    bool found = (table == TABLE_REFUSED || table == TABLE_HEARD) && txn_get(t, table, row, &value);
    struct key noted = found ? key_from(value) : KEY_EMPTY;
    if (found && table == TABLE_REFUSED) {
        struct key reply = key_from(span_of(noted.bytes + 8, noted.len - 8u));
        txn_delete(t, TABLE_REPLY, &reply);
    }
    const char *journal = (const char *)row->bytes; /* of a row of TABLE_HEARD */
    if (found && table == TABLE_HEARD && key_u64_at(&noted, 0) > heard_forgotten(t, journal))
        heard_forgotten_set(t, journal, key_u64_at(&noted, 0));
    txn_delete(t, table, row);
}
