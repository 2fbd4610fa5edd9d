/* Forgetting one row of what is remembered: by time, or by number. */
#include "engine/rows/rows.h"

struct key reply_key(const char *principal, struct id request) {
    return KEY(KEY_TEXT(principal), KEY_ID(request));
}

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

/* Both kinds of row begin with a name. */
void row_forget(struct txn *t, enum table table, const struct key *row) {
    const char *name = (const char *)row->bytes;
    struct span value;
    bool found = (table == TABLE_REFUSED || table == TABLE_HEARD) && txn_get(t, table, row, &value);
    struct key noted = found ? key_from(value) : KEY_EMPTY;
    if (found && table == TABLE_REFUSED) {
        struct key reply = reply_key(name, key_id_at(&noted, 8));
        txn_delete(t, TABLE_REPLY, &reply);
    }
    if (found && table == TABLE_HEARD && key_u64_at(&noted, 0) > heard_forgotten(t, name))
        heard_forgotten_set(t, name, key_u64_at(&noted, 0));
    txn_delete(t, table, row);
}
