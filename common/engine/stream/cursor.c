/* Where we stand in a stream of another daemon: the cursor, stopping, and taking up again. */
#include "engine/stream/stream.h"

struct follow *follow_of(struct engine *e, const char *journal) {
    for (size_t i = 0; i < e->n_follows; i++)
        if (strcmp(e->follows[i].journal, journal) == 0) return &e->follows[i];
    return NULL;
}

engine_rows__cursor *cursor_read(struct view *v, const char *journal) {
    struct key key = KEY(KEY_TEXT(journal));
    struct span packed;
    if (!txn_get(v->txn, TABLE_CURSOR, &key, &packed)) return NEW(v->arena, engine_rows__cursor);
    engine_rows__cursor *row = UNPACK_OWN(v->arena, engine_rows__cursor, packed);
    if (row) return row;
    v->txn->err = ERR_CORRUPT;
    return NEW(v->arena, engine_rows__cursor);
}

void cursor_write(struct txn *t, struct arena *a, const char *journal, const engine_rows__cursor *row) {
    struct key key = KEY(KEY_TEXT(journal));
    txn_put(t, TABLE_CURSOR, &key, message_pack(a, &row->base));
}

bool same_position(const sippe__position *a, const sippe__position *b) {
    uint64_t an = a ? a->n : 0, bn = b ? b->n : 0;
    if (an != bn) return false;
    return an == 0 || (a->seq == b->seq && span_equal(span_pb(a->chain), span_pb(b->chain)));
}

/* Our own position and seq are in the cause: stopped, resumed and stopped again at one place are two records. */
void follow_stop(struct engine *e, const char *journal, const char *why) {
    struct view v = view_make(e, turn_txn(e));
    engine_rows__cursor *cursor = cursor_read(&v, journal);
    if (cursor->stopped[0]) return;
    cursor->stopped = why;
    cursor_write(v.txn, v.arena, journal, cursor);
    struct decide d;
    decide_init(&d, e, v.txn, e->now_ms);
    struct key at = KEY(KEY_U64(cursor->position ? cursor->position->n : 0), KEY_U64(e->seq));
    d.cause = id_derive("sippe stop", span_text(journal), span_text(why), key_span(&at));
    node__stream_stopped *event = NEW(v.arena, node__stream_stopped);
    event->journal = journal;
    event->why = why;
    EMIT(&d, d.cause, event);
    journal_append(&d);
}

/* The newest mark before this position; NULL: there is none, begin at the beginning. */
sippe__position *mark_before(struct view *v, const char *journal, uint64_t n) {
    struct key prefix = KEY(KEY_TEXT(journal)), limit = KEY(KEY_TEXT(journal), KEY_U64(n)), key;
    struct span packed;
    if (!txn_before(v->txn, TABLE_MARK, &prefix, &limit, &key, &packed)) return NULL;
    sippe__position *mark = UNPACK_OWN(v->arena, sippe__position, packed);
    if (!mark) v->txn->err = ERR_CORRUPT;
    return mark;
}

/* The producer does not know our position: it was restored from a backup, or it is another store. Only a person, or a
 * restore of the whole territory from one cut, makes us look for the last common record; heard ids strike off what we
 * had. One mark back for each answer that is forked, at the end to the beginning, which every producer knows. Then it
 * has lost more than we remember by their ids, and numbers say nothing: what is not heard is taken. What was done about
 * records that the producer has lost is not undone. */
void take_fork(struct engine *e, const char *journal) {
    struct view v = view_make(e, turn_txn(e));
    engine_rows__cursor *cursor = cursor_read(&v, journal);
    if (!cursor->resuming) {
        follow_stop(e, journal, "forked: the producer's history does not hold what was heard of it");
        return;
    }
    cursor->position = mark_before(&v, journal, cursor->position ? cursor->position->n : 0);
    cursor->resuming = true;
    if (!cursor->position) heard_forgotten_set(v.txn, journal, 0);
    cursor_write(v.txn, v.arena, journal, cursor);
}

/* Whether it had stopped or not: should the producer know our position, its first answer ends the resuming. */
int follow_resume(struct decide *d, const char *journal) {
    engine_rows__cursor *cursor = cursor_read(&d->view, journal);
    struct follow *f = follow_of(d->view.e, journal);
    if (!f) return REASON_NOT_FOUND;
    cursor->stopped = "";
    cursor->resuming = true;
    cursor->journal_id = (ProtobufCBinaryData){0, NULL}; /* whoever has it now */
    cursor_write(d->view.txn, d->view.arena, journal, cursor);
    f->other_store = false;
    f->pending = false;
    f->retry_at_ms = d->now_ms;
    return 0;
}
