/* The one write transaction of a turn. */
#include "engine/rows/rows.h"

struct txn *turn_txn(struct engine *e) {
    if (!e->writing) {
        e->writing = true;
        txn_begin(e->store, true, &e->write);
    }
    return &e->write;
}
