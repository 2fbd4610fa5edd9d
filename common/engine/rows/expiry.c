/* What is remembered for a time: replies, heard ids, marks of streams. */
#include "engine/rows/rows.h"

/* So many a minute, so that forgetting a month's worth after a long pause is no long turn. It is also how many a minute
 * may come in the long run (a command is one, and a heard record): beyond that the rows only grow. */
enum { EXPIRE_AT_ONCE = 2000, LIVED_AT_ONCE_MS = 10 * 60000 };

/* The table's number is in the row (state.h). What does not fit a key is never forgotten; no key of ours is so long. */
void expiry_set(struct engine *e, struct txn *t, int64_t after_ms, enum table table, const struct key *key) {
    struct key row = KEY(KEY_I64(e->lived_ms + after_ms), KEY_U8((uint8_t)table));
    if (row.len + key->len > KEY_MAX) return;
    memcpy(row.bytes + row.len, key->bytes, key->len);
    row.len = (uint16_t)(row.len + key->len);
    txn_put(t, TABLE_EXPIRY, &row, (struct span){NULL, 0});
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

/* Gathered first: the deletions are writes, and no cursor may stand over them. 8 bytes of due, one of the table. */
void expiry_run(struct engine *e) {
    struct txn *t = turn_txn(e);
    struct key *rows = arena_alloc(&e->arena, EXPIRE_AT_ONCE * sizeof *rows);
    size_t n = 0;
    live(e, t);
    struct store_cursor c = cursor_open(t, TABLE_EXPIRY, &KEY_EMPTY, NULL);
    while (n < EXPIRE_AT_ONCE && cursor_next(&c) && key_i64_at(&c.key, 0) <= e->lived_ms) rows[n++] = c.key;
    cursor_close(&c);
    for (size_t i = 0; i < n; i++) {
        struct key key = key_from(span_of(rows[i].bytes + 9, rows[i].len - 9u));
        txn_delete(t, rows[i].bytes[8], &key);
        txn_delete(t, TABLE_EXPIRY, &rows[i]);
    }
}
