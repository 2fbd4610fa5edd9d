/* That the wrapping key was changed is a record: whoever vouches for an erasure tells by it which copies it has
 * reached. The note is in the store (open/rewrap.c), and goes in the commit of the record. */
#include "engine/turn/turn.h"

static const struct key note_key = {.bytes = "rewrapping", .len = 11};

engine_rows__rewrapping *rewrapping_read(struct txn *t, struct arena *a) {
    struct span packed;
    if (!txn_get(t, TABLE_META, &note_key, &packed)) return NULL;
    engine_rows__rewrapping *note = UNPACK_OWN(a, engine_rows__rewrapping, packed);
    if (!note) t->err = ERR_CORRUPT;
    return note;
}

static node__keys_rewrapped *event_of(const struct engine *e, struct arena *a, const engine_rows__rewrapping *note) {
    node__keys_rewrapped *said = NEW(a, node__keys_rewrapped);
    said->journal = e->service->name;
    said->rewrap = note->salt;
    said->rewrapped_ms = note->at_ms;
    said->records = note->records;
    said->given = note->given;
    said->erased = note->erased;
    return said;
}

static void record(struct engine *e) {
    struct decide d;
    decide_init(&d, e, turn_txn(e), e->now_ms);
    const engine_rows__rewrapping *note = rewrapping_read(d.view.txn, d.view.arena);
    if (!note) return;
    d.principal = principal_own(e);
    d.cause = id_derive("sippe keys rewrapped", id_span(&e->journal), span_pb(note->salt), (struct span){NULL, 0});
    EMIT(&d, e->journal, event_of(e, d.view.arena, note));
    journal_append(&d);
    txn_delete(d.view.txn, TABLE_META, &note_key);
}

/* Without room it waits: the note does not go away. */
int rewrapped_run(struct engine *e) {
    if (!e->rewrapped_due || !e->following || e->asking) return 0;
    arena_reset(&e->arena);
    struct saved s = turn_save(e);
    record(e);
    int err = turn_settle(e, turn_commit(e, &s));
    if (!err) e->rewrapped_due = false;
    return err_is_fatal(err) ? err : 0;
}
