/* All sessions of one way in, or of one person: a code opens one, so she has a way in for each station. */
#include <stdlib.h>
#include "gateway/session/internal.h"

/* Copies, as a cursor must be closed before the first is changed. */
struct rows {
    struct row *list;
    size_t n, room;
};

static bool has_row(const struct rows *rows, struct id id) {
    for (size_t i = 0; i < rows->n; i++)
        if (id_equal(rows->list[i].s.id, id)) return true;
    return false;
}

static struct row *rows_room(struct rows *rows, struct arena *a) {
    if (rows->n == rows->room) {
        size_t room = rows->room ? 2 * rows->room : 8;
        struct row *more = arena_alloc(a, room * sizeof *more);
        if (rows->n) memcpy(more, rows->list, rows->n * sizeof *more);
        rows->list = more;
        rows->room = room;
    }
    return &rows->list[rows->n];
}

/* Of LOGINS or MEMBERS; one that two of her memberships name is there once. */
static void rows_add(struct txn *t, struct arena *a, store_table table, struct id of, struct rows *rows) {
    struct key prefix = KEY(KEY_ID(of));
    struct store_cursor c = cursor_open(t, table, &prefix, NULL);
    while (cursor_next(&c)) {
        struct id id = key_id_at(&c.key, ID_LEN);
        if (!has_row(rows, id) && session_row_get(t, id, rows_room(rows, a))) rows->n++;
    }
    cursor_close(&c);
}

/* Before others stand in it, so that what listed it by the old ones goes. */
static void row_members_set(struct txn *t, struct row *r, const struct id *members, size_t n) {
    if (n == 0) return session_row_delete(t, r);
    session_row_listed(t, r, false);
    memset(r->s.members, 0, sizeof r->s.members);
    memcpy(r->s.members, members, n * sizeof *members);
    r->s.n_members = n;
    session_row_listed(t, r, true);
    session_row_put(t, r);
}

int session_members_set(struct sessions *all, struct id login, const struct id *members, size_t n) {
    struct arena a;
    struct txn t;
    struct rows rows = {.n = 0};
    if (n > SESSION_MEMBERS_MAX) return ERR_INVALID;
    arena_init(&a);
    txn_begin(all->store, true, &t);
    rows_add(&t, &a, LOGINS, login, &rows);
    for (size_t i = 0; i < rows.n; i++) row_members_set(&t, &rows.list[i], members, n);
    int rc = commit(all, &t);
    arena_close(&a);
    return rc;
}

/* ---- ended ---- */

static size_t end_all(struct sessions *all, store_table table, const struct id *of, size_t n) {
    struct arena a;
    struct txn t;
    struct rows rows = {.n = 0};
    arena_init(&a);
    txn_begin(all->store, true, &t);
    for (size_t i = 0; i < n; i++) rows_add(&t, &a, table, of[i], &rows);
    for (size_t i = 0; i < rows.n; i++) session_row_delete(&t, &rows.list[i]);
    int rc = txn_commit(&t);
    arena_close(&a);
    return rc ? 0 : rows.n;
}

size_t session_end_all(struct sessions *all, struct id login) { return end_all(all, LOGINS, &login, 1); }

size_t session_end_hers(struct sessions *all, const struct id *members, size_t n) {
    return end_all(all, MEMBERS, members, n);
}

/* ---- listed ---- */

static int newest_first(const void *a, const void *b) {
    const struct session *x = a, *y = b;
    if (x->begun_ms != y->begun_ms) return x->begun_ms > y->begun_ms ? -1 : 1;
    return memcmp(x->id.bytes, y->id.bytes, ID_LEN);
}

const struct session *session_list(struct sessions *all, struct arena *a, const struct id *members, size_t n_members,
                                   int64_t now_ms, size_t *n) {
    struct txn t;
    struct rows rows = {.n = 0};
    txn_begin(all->store, false, &t);
    for (size_t i = 0; i < n_members; i++) rows_add(&t, a, MEMBERS, members[i], &rows);
    txn_abort(&t);
    struct session *list = arena_alloc(a, rows.n * sizeof *list);
    *n = 0;
    for (size_t i = 0; i < rows.n; i++)
        if (!row_is_over(all, &rows.list[i], now_ms)) list[(*n)++] = rows.list[i].s;
    qsort(list, *n, sizeof *list, newest_first);
    return list;
}
