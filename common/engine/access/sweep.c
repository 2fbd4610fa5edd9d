/* The entries of months that were ended, and what leads to them, deleted a slice at a time. */
#include "engine/access/access.h"

enum { SLICE = 1000 };

static struct key swept_key(void) { return KEY(KEY_TEXT("access-swept")); }

static uint64_t swept(struct txn *t) {
    struct key key = swept_key();
    struct span value;
    if (!txn_get(t, TABLE_META, &key, &value)) return 0;
    struct key n = key_from(value);
    return key_u64_at(&n, 0);
}

static void swept_store(struct txn *t, uint64_t n) {
    struct key key = swept_key(), value = KEY(KEY_U64(n));
    txn_put(t, TABLE_META, &key, key_span(&value));
}

/* Gathered first, as no cursor may stand over a write. */
static bool entries_delete(struct view *v, uint64_t ended) {
    uint64_t numbers[SLICE];
    size_t n = 0;
    struct store_cursor c = cursor_open(v->txn, TABLE_ACCESS, &KEY_EMPTY, NULL);
    while (n < SLICE && cursor_next(&c) && key_u64_at(&c.key, 0) <= ended) numbers[n++] = key_u64_at(&c.key, 0);
    cursor_close(&c);
    for (size_t i = 0; i < n; i++) {
        struct key key = KEY(KEY_U64(numbers[i]));
        txn_delete(v->txn, TABLE_ACCESS, &key);
    }
    return n == SLICE;
}

/* All of it is walked through: whom an entry showed is sealed, and its key is gone by now. */
static bool index_delete(struct view *v, struct key *at, uint64_t ended) {
    struct key *gone = arena_alloc(v->arena, SLICE * sizeof *gone);
    size_t n = 0, seen = 0;
    struct store_cursor c = cursor_open(v->txn, TABLE_ACCESS_OF, &KEY_EMPTY, at->len ? at : NULL);
    for (; seen < SLICE && cursor_next(&c); seen++) {
        struct key first = key_from(c.value);
        *at = c.key;
        if (key_u64_at(&first, 0) <= ended) gone[n++] = c.key;
    }
    cursor_close(&c);
    for (size_t i = 0; i < n; i++) txn_delete(v->txn, TABLE_ACCESS_OF, &gone[i]);
    return seen == SLICE;
}

bool access_sweep(struct view *v, uint64_t ended) {
    struct key *at = &v->e->access_end.of;
    if (ended <= swept(v->txn)) return false;
    if (entries_delete(v, ended) || index_delete(v, at, ended)) return true;
    swept_store(v->txn, ended);
    *at = KEY_EMPTY;
    return true;
}
