/* Refusals that are remembered: each membership's own, numbered in their order.
 *
 *   refused   (desk, 7)  → due, its reply     the oldest is the first row under its id; how many there are follows from
 *             ...                             the first number and the last, as they go in their order
 *             (desk, 20006)
 *
 * What was done must be answered again for as long as anybody repeats it, or it would be done twice. A refusal may be
 * forgotten at any time: the request is decided anew, as if it came late. So refusals are kept for a day, which covers
 * the repeats of a client that lost its connection, and 20,000 a membership (12 MB): a client in a loop was refused
 * 11,000 times a second, and filled a store of 1 GiB in five minutes when each was kept for a month. */
#include "engine/rows/rows.h"

enum { REFUSED_DAYS = 1, REFUSED_EACH = 20000 };

/* The first row of this membership and when it is due; false: none. */
static bool oldest(struct txn *t, const struct key *of, struct key *row, int64_t *due_ms) {
    struct store_cursor c = cursor_open(t, TABLE_REFUSED, of, NULL);
    bool found = cursor_next(&c);
    if (found) {
        struct key noted = key_from(c.value);
        *row = c.key;
        *due_ms = key_i64_at(&noted, 0);
    }
    cursor_close(&c);
    return found;
}

/* One in, one out: past the bound there is one too many each time. */
static void keep_bound(struct txn *t, const struct key *of, uint64_t last) {
    struct key row;
    int64_t due_ms;
    if (!oldest(t, of, &row, &due_ms) || last - key_u64_at(&row, of->len) < REFUSED_EACH) return;
    expiry_drop(t, due_ms, TABLE_REFUSED, &row);
    row_forget(t, TABLE_REFUSED, &row);
}

void refused_note(struct engine *e, struct id member, const struct key *reply) {
    struct txn *t = &e->write;
    struct key of = KEY(KEY_ID(member)), last;
    struct span value;
    uint64_t n = txn_last(t, TABLE_REFUSED, &of, &last, &value) ? key_u64_at(&last, of.len) + 1 : 1;
    struct key row = KEY(KEY_ID(member), KEY_U64(n));
    struct key noted = KEY(KEY_I64(expiry_set(e, t, REFUSED_DAYS * DAY_MS, TABLE_REFUSED, &row)));
    memcpy(noted.bytes + noted.len, reply->bytes, reply->len);
    noted.len = (uint16_t)(noted.len + reply->len);
    txn_put(t, TABLE_REFUSED, &row, key_span(&noted));
    keep_bound(t, &of, n);
}
