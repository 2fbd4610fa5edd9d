/* Where the reply to a membership's request is remembered, and how it is forgotten.
 *
 *   reply   (5, member, request)      the period before this one: kept
 *           (6, member, request)      this period: new ones come here
 *
 * By periods of thirty days of lived time: what is older than the period before this one has been kept for thirty days
 * at least, and stands at the table's beginning. So no row says of each reply when it is forgotten, which was a put for
 * each command, and a request is looked up in two places. */
#include "engine/rows/rows.h"

/* As expiry.c has them: a minute's worth, and at each reply one that makes up for it and one for the past. */
enum { KEPT_DAYS = 30, FORGOTTEN_AT_ONCE = 2000, FORGOTTEN_EACH = 2 };

static uint64_t period_now(const struct engine *e) { return (uint64_t)(e->lived_ms / (KEPT_DAYS * DAY_MS)); }

static struct key reply_key(uint64_t period, struct id member, struct id request) {
    return KEY(KEY_U64(period), KEY_ID(member), KEY_ID(request));
}

struct key reply_key_now(const struct engine *e, struct id member, struct id request) {
    return reply_key(period_now(e), member, request);
}

bool reply_find(const struct engine *e, struct txn *t, struct id member, struct id request, struct key *key,
                struct span *packed) {
    uint64_t now = period_now(e);
    *key = reply_key(now, member, request);
    if (txn_get(t, TABLE_REPLY, key, packed)) return true;
    *key = reply_key(now - 1, member, request);
    return txn_get(t, TABLE_REPLY, key, packed);
}

/* Gathered first: the deletions are writes, and no cursor may stand over them. Where nothing is left that is old,
 * nobody looks before the next period. */
static void forget(struct engine *e, struct txn *t, struct key *rows, size_t most) {
    uint64_t now = period_now(e);
    if (e->replies_kept_of == now) return;
    size_t n = 0;
    struct store_cursor c = cursor_open(t, TABLE_REPLY, &KEY_EMPTY, NULL);
    while (n < most && cursor_next(&c) && key_u64_at(&c.key, 0) + 1 < now) rows[n++] = c.key;
    cursor_close(&c);
    for (size_t i = 0; i < n; i++) txn_delete(t, TABLE_REPLY, &rows[i]);
    if (n < most) e->replies_kept_of = now;
}

void replies_forget_some(struct engine *e, struct txn *t) {
    struct key rows[FORGOTTEN_EACH];
    forget(e, t, rows, FORGOTTEN_EACH);
}

void replies_forget(struct engine *e, struct txn *t) {
    if (e->replies_kept_of == period_now(e)) return;
    forget(e, t, arena_alloc(&e->arena, FORGOTTEN_AT_ONCE * sizeof(struct key)), FORGOTTEN_AT_ONCE);
}
