/* The one write transaction of a turn. */
#include "engine/rows/rows.h"

/* Begun by the first who writes: a turn of queries has none, and nobody needs to know whether there is one yet. */
struct txn *turn_txn(struct engine *e) {
    if (!e->writing) {
        e->writing = true;
        txn_begin(e->store, true, &e->write);
    }
    return &e->write;
}

/* Where rows are made anew by thousands, and nobody is served: no log has room for them. */
struct txn *bulk_txn(struct engine *e) {
    if (!e->writing) {
        e->writing = true;
        txn_begin_bulk(e->store, &e->write);
    }
    return &e->write;
}

int commit_outside_turn(struct engine *e) {
    e->writing = false;
    e->write.at_ms = e->now_ms;
    e->write.seq = e->seq;
    int err = txn_commit(&e->write);
    return err ? err : txn_renew(&e->snapshot);
}
