/* Rows are what applying the journal gives. Rebuilding them proves it, and is how another layout of rows comes to
 * be. */
#include "engine/internal.h"

#include <stdio.h>
#include <stdlib.h>

enum { RECORDS_PER_COMMIT = 2000, ROWS_PER_COMMIT = 20000 };

static bool copied(unsigned int table) { return table < TABLE_KEPT; }

/* The snapshot moves along: a reader that stayed behind would keep every page that a batch frees, and fill the map. */
static int batch_commit(struct engine *e) {
    e->writing = false;
    int err = txn_commit(&e->write);
    return err ? err : txn_renew(&e->snapshot);
}

/* In several transactions: a journal of ten years does not fit the memory of one. */
static int table_copy(struct txn *from, struct engine *to, unsigned int table) {
    struct store_cursor c = cursor_open(from, table, &KEY_EMPTY, NULL);
    int err = 0;
    for (size_t n = 1; !err && cursor_next(&c); n++) {
        txn_put(turn_txn(to), table, &c.key, c.value);
        if (n % ROWS_PER_COMMIT == 0) err = batch_commit(to);
    }
    cursor_close(&c);
    return to->writing ? batch_commit(to) : err;
}

/* Applies records from..to of the journal that `v` sees. */
static int replay(struct view *v, uint64_t from, uint64_t to) {
    for (uint64_t seq = from; seq <= to && !v->txn->err; seq++) {
        sippe__record *r = journal_read(v, seq);
        if (!r) return ERR_CORRUPT;
        journal_apply(v, r);
        arena_reset(v->arena);
    }
    return v->txn->err;
}

static int replay_all(struct engine *e) {
    for (uint64_t seq = 1; seq <= e->seq; seq += RECORDS_PER_COMMIT) {
        struct view v = view_make(e, turn_txn(e));
        uint64_t to = seq + RECORDS_PER_COMMIT - 1;
        int err = replay(&v, seq, to < e->seq ? to : e->seq);
        if (!err) {
            err = batch_commit(e);
        } else {
            e->writing = false;
            txn_abort(&e->write);
        }
        if (err) return err;
    }
    return 0;
}

/* Another layout: all rows are thrown away and made anew, in this environment, before anything is served. After a crash
 * in between, whichever release comes next begins again. */
int engine_layout(struct engine *e) {
    struct key name = KEY(KEY_TEXT("layout")), layout = KEY(KEY_U64(e->service->layout));
    struct span stored;
    if (txn_get(&e->snapshot, TABLE_META, &name, &stored) && span_equal(stored, key_span(&layout))) return 0;
    struct txn *t = turn_txn(e);
    struct key none = KEY(KEY_U64(0)); /* until all are made, they are of no layout: not of the one before either */
    txn_put(t, TABLE_META, &name, key_span(&none));
    for (unsigned int i = TABLE_KEPT; i < TABLE_SERVICE + e->service->n_rows; i++) txn_clear(t, i);
    e->writing = false;
    int err = txn_commit(t);
    if (!err) err = replay_all(e);
    if (err) return err;
    txn_put(turn_txn(e), TABLE_META, &name, key_span(&layout));
    e->writing = false;
    err = txn_commit(&e->write);
    return err ? err : txn_renew(&e->snapshot);
}

static int key_order(const struct key *a, const struct key *b) {
    int c = memcmp(a->bytes, b->bytes, a->len < b->len ? a->len : b->len);
    return c ? c : (int)a->len - (int)b->len;
}

/* Rows in key order side by side. Equal bytes are equal rows: a packed row has one form in one release. */
static int table_differs(struct txn *a, struct txn *b, unsigned int table, const char *name, char fault[200]) {
    int differing = 0;
    struct store_cursor ca = cursor_open(a, table, &KEY_EMPTY, NULL), cb = cursor_open(b, table, &KEY_EMPTY, NULL);
    bool more_a = cursor_next(&ca), more_b = cursor_next(&cb);
    while (more_a || more_b) {
        int order = !more_a ? 1 : !more_b ? -1 : key_order(&ca.key, &cb.key);
        bool same = order == 0 && span_equal(ca.value, cb.value);
        if (!same && differing++ == 0 && !fault[0])
            snprintf(fault, 200, "table %s: %s", name,
                     order > 0   ? "a row too few"
                     : order < 0 ? "a row too many"
                                 : "another row");
        if (order <= 0) more_a = cursor_next(&ca);
        if (order >= 0) more_b = cursor_next(&cb);
    }
    cursor_close(&ca);
    cursor_close(&cb);
    return differing;
}

static int compare(struct engine *e, struct engine *other, char fault[200]) {
    const char *names[64];
    engine_tables(e->service, names, 64);
    int differing = 0;
    for (unsigned int i = TABLE_KEPT; i < TABLE_SERVICE + e->service->n_rows; i++)
        differing += table_differs(&e->snapshot, &other->snapshot, i, names[i], fault);
    return differing;
}

int engine_verify(struct engine *e, const char *scratch, char fault[200]) {
    struct engine_options o = e->options;
    o.dir = scratch;
    o.throwaway = true;
    struct engine *other;
    fault[0] = 0;
    int err = engine_open(&other, &o);
    if (err) return err;
    err = txn_renew(&e->snapshot);
    if (!err) err = journal_check(&e->snapshot, fault);
    for (unsigned int i = 0; i < TABLE_SERVICE && !err; i++)
        if (copied(i)) err = table_copy(&e->snapshot, other, i);
    other->seq = e->seq;
    memcpy(other->lookup_key, e->lookup_key, sizeof other->lookup_key);
    other->now_ms = e->now_ms + 12345; /* no apply may depend on the clock */
    if (!err) err = replay_all(other);
    if (!err) err = txn_renew(&other->snapshot);
    if (!err) err = compare(e, other, fault);
    engine_close(other);
    return err;
}
