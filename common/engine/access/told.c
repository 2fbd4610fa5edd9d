/* The journal's end, told to another daemon, so that nobody can cut it off or write it anew unseen. */
#include "engine/access/access.h"
#include "engine/turn/turn.h"

static struct key told_key(void) { return KEY(KEY_TEXT("access-told")); }

void access_told_load(struct engine *e) {
    struct key key = told_key();
    struct span value;
    e->next_told_ms = e->now_ms + HOUR_MS;
    if (!txn_get(&e->snapshot, TABLE_META, &key, &value) || value.len != 16) return;
    struct key told = key_from(value);
    e->access_told = key_u64_at(&told, 0);
    e->next_told_ms = key_i64_at(&told, 8) + HOUR_MS;
}

static void told_store(struct engine *e, struct txn *t) {
    struct key key = told_key(), told = KEY(KEY_U64(e->access.n), KEY_I64(e->now_ms));
    txn_put(t, TABLE_META, &key, key_span(&told));
}

int access_tell(struct engine *e) {
    if (e->now_ms < e->next_told_ms && e->next_told_ms - e->now_ms <= HOUR_MS) return 0;
    e->next_told_ms = e->now_ms + HOUR_MS;
    if (e->access.n == e->access_told || !e->following) return 0;
    struct decide d;
    struct saved s = turn_save(e);
    arena_reset(&e->arena);
    decide_init(&d, e, turn_txn(e), e->now_ms);
    d.principal = principal_own(e);
    struct key n = KEY(KEY_U64(e->access.n));
    struct id end = id_of((ProtobufCBinaryData){ID_LEN, e->access.chain});
    d.cause = id_derive("sippe access told", id_span(&e->journal), key_span(&n), id_span(&end));
    node__access_told *told = NEW(&e->arena, node__access_told);
    told->journal = e->service->name;
    told->n = e->access.n;
    told->chain = id_field(&e->arena, end);
    EMIT(&d, e->journal, told);
    journal_append(&d);
    told_store(e, turn_txn(e));
    int err = turn_settle(e, turn_commit(e, &s));
    if (!err) e->access_told = e->access.n;
    return err_is_fatal(err) ? err : 0;
}
