#include "gateway/session/kept.h"

#include <stdlib.h>
#include "gateway/session/internal.h"

/* Its bytes are all written: those between the fields too. */
static struct kept row_of(const struct session *at, const struct kept *k) {
    struct kept row;
    memset(&row, 0, sizeof row);
    row.member = k->member;
    row.count = k->count;
    row.since_ms = k->since_ms;
    row.told_ms = k->told_ms;
    memcpy(row.place, at->place, strnlen(at->place, SESSION_PLACE_MAX));
    return row;
}

int kept_note(struct sessions *all, const struct session *at, const struct kept *k) {
    struct txn t;
    struct key key = KEY(KEY_ID(at->station), KEY_ID(k->member));
    struct kept row = row_of(at, k);
    if (k->count && !has_room(all)) return ERR_FULL;
    txn_begin(all->store, true, &t);
    if (k->count)
        txn_put(&t, KEPT, &key, span_of(&row, sizeof row));
    else
        txn_delete(&t, KEPT, &key);
    return commit(all, &t);
}

static int oldest_first(const void *a, const void *b) {
    const struct kept *x = a, *y = b;
    if (x->since_ms != y->since_ms) return x->since_ms < y->since_ms ? -1 : 1;
    return memcmp(x->member.bytes, y->member.bytes, ID_LEN);
}

const struct kept *kept_list(struct sessions *all, struct arena *a, size_t *n) {
    struct txn t;
    *n = 0;
    txn_begin(all->store, false, &t);
    struct kept *list = arena_alloc(a, (txn_count(&t, KEPT) + 1) * sizeof *list);
    struct store_cursor c = cursor_open(&t, KEPT, &KEY_EMPTY, NULL);
    while (cursor_next(&c))
        if (kept_row_read(c.value, &list[*n])) ++*n;
    cursor_close(&c);
    txn_abort(&t);
    qsort(list, *n, sizeof *list, oldest_first);
    return list;
}

size_t kept_count(struct sessions *all) {
    struct txn t;
    txn_begin(all->store, false, &t);
    uint64_t n = txn_count(&t, KEPT);
    txn_abort(&t);
    return (size_t)n;
}
