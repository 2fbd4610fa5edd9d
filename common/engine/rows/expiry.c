/* What is remembered for a time: refusals, heard ids, marks of streams. Replies: reply.c. */
#include "engine/rows/rows.h"

/* AT_ONCE: a minute, so that forgetting a month's worth after a long pause is no long turn. EACH: at each row that is
 * set, one that makes up for it and one that makes up for the past: what is due when much is written is gone after half
 * as many rows. */
enum { EXPIRE_AT_ONCE = 2000, EXPIRE_EACH = 2, LIVED_AT_ONCE_MS = 10 * 60000 };

/* The table's number is in the row (state.h): 8 bytes of due, one of the table, the key. An empty one when it does not
 * fit: then the row is never forgotten; no key of ours is so long. */
static struct key expiry_key(int64_t due_ms, enum table table, const struct key *key) {
    struct key row = KEY(KEY_I64(due_ms), KEY_U8((uint8_t)table));
    if (row.len + key->len > KEY_MAX) return KEY_EMPTY;
    memcpy(row.bytes + row.len, key->bytes, key->len);
    row.len = (uint16_t)(row.len + key->len);
    return row;
}

static void expire(struct txn *t, const struct key *row) {
    struct key key = key_from(span_of(row->bytes + 9, row->len - 9u));
    row_forget(t, row->bytes[8], &key);
    txn_delete(t, TABLE_EXPIRY, row);
}

/* Gathered first: the deletions are writes, and no cursor may stand over them. */
static void expire_due(struct engine *e, struct txn *t, struct key *rows, size_t most) {
    size_t n = 0;
    struct store_cursor c = cursor_open(t, TABLE_EXPIRY, &KEY_EMPTY, NULL);
    while (n < most && cursor_next(&c) && key_i64_at(&c.key, 0) <= e->lived_ms) rows[n++] = c.key;
    cursor_close(&c);
    for (size_t i = 0; i < n; i++) expire(t, &rows[i]);
}

int64_t expiry_set(struct engine *e, struct txn *t, int64_t after_ms, enum table table, const struct key *key) {
    struct key row = expiry_key(e->lived_ms + after_ms, table, key), due[EXPIRE_EACH];
    if (row.len) txn_put(t, TABLE_EXPIRY, &row, (struct span){NULL, 0});
    expire_due(e, t, due, EXPIRE_EACH);
    return e->lived_ms + after_ms;
}

void expiry_drop(struct txn *t, int64_t due_ms, enum table table, const struct key *key) {
    struct key row = expiry_key(due_ms, table, key);
    if (row.len) txn_delete(t, TABLE_EXPIRY, &row);
}

/* Time as this store has lived it: it stands still while the daemon is away, and a clock that jumps moves it by
 * minutes, so that nothing answered yesterday is forgotten because somebody set the year wrong. It begins as the clock
 * of the first start; after that only differences of it mean anything. It is not in struct saved: after a failed commit
 * it is some minutes ahead of what is stored, which harms nobody. */
static void live(struct engine *e, struct txn *t) {
    int64_t passed = e->now_ms - e->lived_seen_ms;
    if (passed > 0) e->lived_ms += passed < LIVED_AT_ONCE_MS ? passed : LIVED_AT_ONCE_MS;
    e->lived_seen_ms = e->now_ms;
    struct key name = KEY(KEY_TEXT("lived")), lived = KEY(KEY_I64(e->lived_ms));
    txn_put(t, TABLE_META, &name, key_span(&lived));
}

void expiry_open(struct engine *e) {
    struct key name = KEY(KEY_TEXT("lived"));
    struct span stored;
    e->lived_ms = e->lived_seen_ms = e->now_ms;
    if (!txn_get(&e->snapshot, TABLE_META, &name, &stored)) return;
    struct key lived = key_from(stored);
    e->lived_ms = key_i64_at(&lived, 0);
}

void expiry_run(struct engine *e) {
    struct txn *t = turn_txn(e);
    live(e, t);
    expire_due(e, t, arena_alloc(&e->arena, EXPIRE_AT_ONCE * sizeof(struct key)), EXPIRE_AT_ONCE);
    replies_forget(e, t);
}
