/* Applying: the only place where rows are written. */
#include "engine/internal.h"

void row_put(struct apply *a, const struct row_table *table, struct key key, const ProtobufCMessage *row) {
    struct span packed = row ? message_pack(a->view.arena, row) : (struct span){NULL, 0};
    txn_put(a->view.txn, (store_table)table_index(a->view.e, table), &key, packed);
}

void row_delete(struct apply *a, const struct row_table *table, struct key key) {
    txn_delete(a->view.txn, (store_table)table_index(a->view.e, table), &key);
}
