/* The store's own table, beside those that it was opened with: how far LMDB has come, and which log is its own. */
#include "store/lmdb.h"

static uint64_t own_get(struct store *s, MDB_txn *txn, const char *name, int *rc) {
    MDB_val key = val(span_text(name)), value;
    struct key k = KEY_EMPTY;
    if (*rc) return 0;
    *rc = mdb_get(txn, s->own, &key, &value);
    if (*rc == 0) k = key_from(of_val(value));
    if (*rc == MDB_NOTFOUND) *rc = 0;
    return key_u64_at(&k, 0);
}

int own_put(struct store *s, MDB_txn *txn, const char *name, uint64_t value) {
    struct key k = KEY(KEY_U64(value));
    MDB_val key = val(span_text(name)), v = val(key_span(&k));
    return mdb_put(txn, s->own, &key, &v, 0);
}

int own_read(struct store *s, uint64_t *position, uint64_t *lineage) {
    int rc = 0;
    *position = own_get(s, s->base, "position", &rc);
    *lineage = own_get(s, s->base, "lineage", &rc);
    return store_err(rc);
}
