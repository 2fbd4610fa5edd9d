/* The one write transaction of a turn. */
#include "engine/rows/rows.h"

struct txn *turn_txn(struct engine *e) {
    if (!e->writing) {
        e->writing = true;
        txn_begin(e->store, true, &e->write);
    }
    return &e->write;
}

int turn_txn_commit(struct engine *e) {
    e->writing = false;
    int err = txn_commit(&e->write);
    return err ? err : txn_renew(&e->snapshot);
}
