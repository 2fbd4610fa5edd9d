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

int commit_outside_turn(struct engine *e) {
    e->writing = false;
    int err = txn_commit(&e->write);
    return err ? err : txn_renew(&e->snapshot);
}
