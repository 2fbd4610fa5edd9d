#include "trace.h"

#include <lmdb.h>
#include <stdlib.h>
#include <string.h>

struct trace trace;

int __real_mdb_put(MDB_txn *txn, MDB_dbi dbi, MDB_val *key, MDB_val *data, unsigned flags);
int __real_mdb_del(MDB_txn *txn, MDB_dbi dbi, MDB_val *key, MDB_val *data);
int __real_mdb_txn_commit(MDB_txn *txn);
int __wrap_mdb_put(MDB_txn *txn, MDB_dbi dbi, MDB_val *key, MDB_val *data, unsigned flags);
int __wrap_mdb_del(MDB_txn *txn, MDB_dbi dbi, MDB_val *key, MDB_val *data);
int __wrap_mdb_txn_commit(MDB_txn *txn);

static void *grown(void *list, size_t n, size_t *room, size_t size) {
    if (n < *room) return list;
    *room = *room ? 2 * *room : 4096;
    list = realloc(list, *room * size);
    if (!list) abort();
    return list;
}

static struct span copy(const MDB_val *v) {
    uint8_t *bytes = malloc(v->mv_size + 1);
    if (!bytes) abort();
    if (v->mv_size) memcpy(bytes, v->mv_data, v->mv_size);
    return span_of(bytes, v->mv_size);
}

static void note(MDB_dbi dbi, const MDB_val *key, const MDB_val *data, bool deletion) {
    if (!trace.on) return;
    trace.list = grown(trace.list, trace.n, &trace.room, sizeof *trace.list);
    struct trace_put *p = &trace.list[trace.n++];
    *p = (struct trace_put){.table = dbi, .deletion = deletion, .key = copy(key)};
    if (data) p->value = copy(data);
    trace.bytes += p->key.len + p->value.len;
}

int __wrap_mdb_put(MDB_txn *txn, MDB_dbi dbi, MDB_val *key, MDB_val *data, unsigned flags) {
    note(dbi, key, data, false);
    return __real_mdb_put(txn, dbi, key, data, flags);
}

int __wrap_mdb_del(MDB_txn *txn, MDB_dbi dbi, MDB_val *key, MDB_val *data) {
    note(dbi, key, NULL, true);
    return __real_mdb_del(txn, dbi, key, data);
}

int __wrap_mdb_txn_commit(MDB_txn *txn) {
    if (trace.on) {
        trace.commits = grown(trace.commits, trace.n_commits, &trace.room_commits, sizeof *trace.commits);
        trace.commits[trace.n_commits++] = trace.n;
    }
    return __real_mdb_txn_commit(txn);
}
