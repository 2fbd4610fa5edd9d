/* Rows are what applying the journal gives: another layout of them is made anew. */
#include "engine/open/open.h"

/* One transaction for a journal of ten years would hold all its changed pages in memory. */
enum { RECORDS_PER_COMMIT = 2000 };

/* Applies records from..to of the journal that `v` sees. What goes wrong is latched in its transaction. */
static void replay(struct view *v, uint64_t from, uint64_t to) {
    for (uint64_t seq = from; seq <= to && !v->txn->err; seq++) {
        sippe__record *r = journal_read(v, seq);
        if (r)
            journal_apply(v, r);
        else if (!v->txn->err)
            v->txn->err = ERR_CORRUPT;
        arena_reset(v->arena);
    }
}

int layout_replay(struct engine *e) {
    for (uint64_t seq = 1; seq <= e->seq; seq += RECORDS_PER_COMMIT) {
        struct view v = view_make(e, bulk_txn(e));
        uint64_t last = seq + RECORDS_PER_COMMIT - 1, to = last < e->seq ? last : e->seq;
        replay(&v, seq, to);
        int err = commit_outside_turn(e);
        if (err) return err;
        open_progress(e, "journal", to, e->seq);
    }
    return 0;
}

/* Another layout: all rows are thrown away and made anew, in this environment, before anything is served. After a crash
 * in between, whichever release comes next begins again, the one before this one too: what it finds is layout 0, which
 * is nobody's. Node's projections (keys, rules, deadlines) are made anew as well; what lies before TABLE_REMADE is
 * kept, as no record holds it. Indexes follow the rows as those are put, so at the end they are as declared. */
int engine_layout(struct engine *e) {
    struct key name = KEY(KEY_TEXT("layout")), layout = KEY(KEY_U64(e->service->layout));
    struct span stored;
    if (txn_get(&e->snapshot, TABLE_META, &name, &stored) && span_equal(stored, key_span(&layout))) return 0;
    struct txn *t = bulk_txn(e);
    struct key none = KEY(KEY_U64(0)); /* until all are made, they are of no layout: not of the one before either */
    txn_put(t, TABLE_META, &name, key_span(&none));
    for (unsigned int i = TABLE_REMADE; i < TABLE_SERVICE + e->service->n_rows; i++) txn_clear(t, i);
    int err = commit_outside_turn(e);
    if (!err) err = layout_replay(e);
    if (err) return err;
    txn_put(bulk_txn(e), TABLE_META, &name, key_span(&layout));
    indexes_mark(e, &e->write);
    return commit_outside_turn(e);
}
