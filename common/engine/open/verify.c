/* Rebuilding the rows beside the store proves that they are what applying the journal gives. */
#include "engine/open/open.h"
#include "engine/turn/turn.h"

#include <stdio.h>

enum { ROWS_PER_COMMIT = 20000 };

/* What a rebuild keeps: the journal, which is replayed, and what no record holds. */
static bool copied(unsigned int table) { return table < TABLE_REMADE; }

/* In several transactions: a journal of ten years does not fit the memory of one. */
static int table_copy(struct txn *from, struct engine *to, unsigned int table) {
    struct store_cursor c = cursor_open(from, table, &KEY_EMPTY, NULL);
    int err = 0;
    for (size_t n = 1; !err && cursor_next(&c); n++) {
        txn_put(bulk_txn(to), table, &c.key, c.value);
        if (n % ROWS_PER_COMMIT == 0) err = commit_outside_turn(to);
    }
    cursor_close(&c);
    return to->writing ? commit_outside_turn(to) : err;
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
    const char *names[STORE_TABLES_MAX];
    engine_tables(e->service, names);
    int differing = 0;
    struct view v = view_make(e, &e->snapshot);
    for (size_t i = 0; i < e->service->n_rows; i++)
        if (e->service->rows[i]->of) differing += index_check(&v, e->service->rows[i], fault);
    for (unsigned int i = TABLE_REMADE; i < TABLE_SERVICE + e->service->n_rows; i++)
        differing += table_differs(&e->snapshot, &other->snapshot, i, names[i], fault);
    return differing;
}

/* The other engine is this one in all that an apply may see, and differs in what it may not see: the clock. */
int engine_verify(struct engine *e, const char *scratch, char fault[200]) {
    struct engine_options o = e->options;
    o.dir = scratch;
    o.throwaway = true;
    o.lists_behind = false;
    struct engine *other;
    fault[0] = 0;
    int err = lists_finish(e);
    if (!err) err = engine_open(&other, &o);
    if (err) return err;
    keys_lend(e, other);
    err = txn_renew(&e->snapshot);
    if (!err) err = journal_check(&e->snapshot, fault);
    for (unsigned int i = 0; i < TABLE_SERVICE && !err; i++)
        if (copied(i)) err = table_copy(&e->snapshot, other, i);
    other->seq = e->seq;
    memcpy(other->lookup_key, e->lookup_key, sizeof other->lookup_key);
    other->now_ms = e->now_ms + 12345; /* no apply may depend on the clock */
    if (!err) err = layout_replay(other);
    if (!err) err = txn_renew(&other->snapshot);
    if (!err) err = compare(e, other, fault);
    other->vault = NULL;
    engine_close(other);
    return err;
}
