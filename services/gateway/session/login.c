/* All sessions of one way in. */
#include <stdlib.h>
#include "gateway/session/internal.h"

/* Copies of them, as a cursor must be closed before the first is changed. */
static struct row *rows_of(struct txn *t, struct arena *a, struct id login, size_t *n) {
    struct key prefix = KEY(KEY_ID(login));
    size_t room = 8;
    struct row *list = arena_alloc(a, room * sizeof *list);
    struct store_cursor c = cursor_open(t, LOGINS, &prefix, NULL);
    *n = 0;
    while (cursor_next(&c)) {
        if (*n == room) {
            struct row *more = arena_alloc(a, 2 * room * sizeof *more);
            list = memcpy(more, list, room * sizeof *list);
            room *= 2;
        }
        if (session_row_get(t, key_id_at(&c.key, ID_LEN), &list[*n])) ++*n;
    }
    cursor_close(&c);
    return list;
}

int session_members_set(struct sessions *all, struct id login, const struct id *members, size_t n) {
    struct arena a;
    struct txn t;
    size_t n_rows;
    if (n > SESSION_MEMBERS_MAX) return ERR_INVALID;
    arena_init(&a);
    txn_begin(all->store, true, &t);
    struct row *rows = rows_of(&t, &a, login, &n_rows);
    for (size_t i = 0; i < n_rows; i++) {
        memset(rows[i].s.members, 0, sizeof rows[i].s.members);
        if (n) memcpy(rows[i].s.members, members, n * sizeof *members);
        rows[i].s.n_members = n;
        if (n)
            session_row_put(&t, &rows[i]);
        else
            session_row_delete(&t, &rows[i]);
    }
    int rc = commit(all, &t);
    arena_close(&a);
    return rc;
}

size_t session_end_all(struct sessions *all, struct id login) {
    struct arena a;
    struct txn t;
    size_t n;
    arena_init(&a);
    txn_begin(all->store, true, &t);
    struct row *rows = rows_of(&t, &a, login, &n);
    for (size_t i = 0; i < n; i++) session_row_delete(&t, &rows[i]);
    int rc = txn_commit(&t);
    arena_close(&a);
    return rc ? 0 : n;
}

static int newest_first(const void *a, const void *b) {
    const struct session *x = a, *y = b;
    if (x->begun_ms != y->begun_ms) return x->begun_ms > y->begun_ms ? -1 : 1;
    return memcmp(x->id.bytes, y->id.bytes, ID_LEN);
}

const struct session *session_list(struct sessions *all, struct arena *a, struct id login, int64_t now_ms, size_t *n) {
    struct txn t;
    size_t n_rows;
    txn_begin(all->store, false, &t);
    struct row *rows = rows_of(&t, a, login, &n_rows);
    txn_abort(&t);
    struct session *list = arena_alloc(a, n_rows * sizeof *list);
    *n = 0;
    for (size_t i = 0; i < n_rows; i++)
        if (!row_is_over(all, &rows[i], now_ms)) list[(*n)++] = rows[i].s;
    qsort(list, *n, sizeof *list, newest_first);
    return list;
}
