/* Forgetting one row of what is remembered: by time, or by number. */
#include "engine/rows/rows.h"

struct key reply_key(const char *principal, struct id request) {
    return KEY(KEY_TEXT(principal), KEY_ID(request));
}

/* A refusal's row begins with the principal's name and holds which request it was: the reply goes with it. */
void row_forget(struct txn *t, enum table table, const struct key *row) {
    struct span value;
    if (table == TABLE_REFUSED && txn_get(t, table, row, &value)) {
        struct key noted = key_from(value);
        struct key reply = reply_key((const char *)row->bytes, key_id_at(&noted, 8));
        txn_delete(t, TABLE_REPLY, &reply);
    }
    txn_delete(t, table, row);
}
