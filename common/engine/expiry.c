/* What is remembered for a time: replies, heard ids, marks of streams. */
#include "engine/internal.h"

enum { EXPIRE_AT_ONCE = 2000 };

void expiry_set(struct txn *t, int64_t due_ms, enum table table, const struct key *key) {
    struct key row = KEY(KEY_I64(due_ms), KEY_U8((uint8_t)table));
    if (row.len + key->len > KEY_MAX) return;
    memcpy(row.bytes + row.len, key->bytes, key->len);
    row.len = (uint16_t)(row.len + key->len);
    txn_put(t, TABLE_EXPIRY, &row, (struct span){NULL, 0});
}

/* A clock that jumped far ahead must not forget what was answered a moment ago: the last record's time bounds it. */
static int64_t believable(const struct engine *e) {
    return e->now_ms - e->last_at_ms > DAY_MS ? e->last_at_ms : e->now_ms;
}

void expiry_run(struct engine *e) {
    struct txn *t = turn_txn(e);
    struct key *rows = arena_alloc(&e->arena, EXPIRE_AT_ONCE * sizeof *rows);
    size_t n = 0;
    struct store_cursor c = cursor_open(t, TABLE_EXPIRY, &KEY_EMPTY, NULL);
    while (n < EXPIRE_AT_ONCE && cursor_next(&c) && key_i64_at(&c.key, 0) <= believable(e)) rows[n++] = c.key;
    cursor_close(&c);
    for (size_t i = 0; i < n; i++) {
        struct key key = key_from(span_of(rows[i].bytes + 9, rows[i].len - 9u));
        txn_delete(t, rows[i].bytes[8], &key);
        txn_delete(t, TABLE_EXPIRY, &rows[i]);
    }
}
