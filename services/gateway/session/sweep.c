/* What is over is forgotten, a piece at a time. */
#include "gateway/session/internal.h"

struct piece {
    size_t n;
    struct key keys[SWEEP_ROWS]; /* of a table, from where the last piece ended */
};

/* The next keys; `at` moves behind them, or back to the beginning. */
static void piece_read(struct sessions *all, store_table table, struct key *at, struct piece *out) {
    struct txn t;
    out->n = 0;
    txn_begin(all->store, false, &t);
    struct store_cursor c = cursor_open(&t, table, &KEY_EMPTY, at->len ? at : NULL);
    while (out->n < SWEEP_ROWS && cursor_next(&c)) out->keys[out->n++] = c.key;
    *at = out->n == SWEEP_ROWS && cursor_next(&c) ? c.key : KEY_EMPTY;
    cursor_close(&c);
    txn_abort(&t);
}

static void session_sweep(const struct sessions *all, struct txn *t, const struct key *k, int64_t now_ms) {
    struct row row;
    struct id id = key_id_at(k, 0);
    if (id_is_zero(id)) return;
    if (!session_row_get(t, id, &row))
        txn_delete(t, SESSIONS, k);
    else if (row_is_over(all, &row, now_ms))
        session_row_delete(t, &row);
    else if (row_bring_back(all, &row, now_ms))
        session_row_put(t, &row);
}

static void count_sweep(const struct sessions *all, struct txn *t, const struct key *k, int64_t now_ms) {
    struct span value;
    struct count c = {.n = 0};
    (void)all;
    if (!txn_get(t, TRIES, k, &value)) return;
    if (value.len == sizeof c) memcpy(&c, value.data, sizeof c);
    if (count_is_over(k->bytes[0], &c, now_ms))
        txn_delete(t, TRIES, k);
    else if (count_bring_back(k->bytes[0], &c, now_ms))
        txn_put(t, TRIES, k, span_of(&c, sizeof c));
}

/* A station that told from the future of a clock that was set back is as old as nothing. */
static void kept_sweep(const struct sessions *all, struct txn *t, const struct key *k, int64_t now_ms) {
    struct span value;
    struct kept kept;
    (void)all;
    if (!txn_get(t, KEPT, k, &value)) return;
    if (!kept_row_read(value, &kept) || kept_is_over(&kept, now_ms)) txn_delete(t, KEPT, k);
}

typedef void row_sweep_fn(const struct sessions *all, struct txn *t, const struct key *k, int64_t now_ms);

/* Also what deletes needs room, as pages that change are written anew: where there is little, fewer rows at once. What
 * fails otherwise is come by again. */
static void table_sweep(struct sessions *all, store_table table, struct key *at, row_sweep_fn *sweep, int64_t now_ms) {
    struct piece piece;
    piece_read(all, table, at, &piece);
    for (size_t done = 0, step = piece.n; done < piece.n;) {
        struct txn t;
        txn_begin(all->store, true, &t);
        for (size_t i = done; i < piece.n && i < done + step; i++) sweep(all, &t, &piece.keys[i], now_ms);
        if (txn_commit(&t) == ERR_FULL && step > 1)
            step = (step + 7) / 8;
        else
            done += step;
    }
}

void sessions_sweep(struct sessions *all, int64_t now_ms) {
    table_sweep(all, SESSIONS, &all->session_at, session_sweep, now_ms);
    table_sweep(all, TRIES, &all->tries_at, count_sweep, now_ms);
    table_sweep(all, KEPT, &all->kept_at, kept_sweep, now_ms);
    store_check_readers(all->store);
}
