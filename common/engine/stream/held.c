/* Foreign records that cannot be taken in now: they wait for something not heard of yet, are parked because their
 * content fails, or queue behind such a one about the same subject. Nothing is lost and nothing overtakes. */
#include "engine/stream/stream.h"

struct key held_key(const char *journal, uint64_t n) {
    return KEY(KEY_TEXT(journal), KEY_U64(n));
}

static struct key subject_key(struct id subject, const char *journal, uint64_t n) {
    return KEY(KEY_ID(subject), KEY_TEXT(journal), KEY_U64(n));
}

/* By subject, the journal behind it: for a disclosure any journal counts, for queueing only the record's own. */
static void held_index(struct engine *e, const char *journal, const sippe__feed_record *r, bool put) {
    for (size_t i = 0; i < r->n_subjects; i++) {
        struct key key = subject_key(id_of(r->subjects[i]), journal, r->n);
        if (put)
            txn_put(&e->write, TABLE_HELD_SUBJECT, &key, (struct span){NULL, 0});
        else
            txn_delete(&e->write, TABLE_HELD_SUBJECT, &key);
    }
}

/* Whole, as it was heard, and sealed by our own keys: a family that is not known here yet gets one. */
void held_put(struct engine *e, const char *journal, engine_rows__held *row) {
    struct view v = view_make(e, &e->write);
    const sippe__feed_record *r = row->personal->record;
    struct key key = held_key(journal, r->n);
    row->queued = !row->waiting && row->personal->reason == REASON_HELD;
    row->sealed_for = r->sealed_for.len ? r->sealed_for : id_field(&e->arena, e->house);
    struct span packed;
    if (!row_seal(&v, own_tables[TABLE_HELD], &key, &row->base, &packed)) return; /* react: done with */
    txn_put(&e->write, TABLE_HELD, &key, packed);
    held_index(e, journal, r, true);
}

void held_remove(struct engine *e, const char *journal, const engine_rows__held *row) {
    struct key key = held_key(journal, row->personal->record->n);
    txn_delete(&e->write, TABLE_HELD, &key);
    held_index(e, journal, row->personal->record, false);
}

/* Does an earlier record of this journal about one of these subjects stand held? The first entry of a subject is its
 * lowest number, so one look at each is enough. Earlier, because a held record finds its own entry here too. Records of
 * two journals do not queue behind each other: they came in no order, and a reaction that needs one says WAIT. */
bool queues_behind(struct view *v, const char *journal, const sippe__feed_record *r) {
    for (size_t i = 0; i < r->n_subjects; i++) {
        struct key prefix = KEY(KEY_ID(id_of(r->subjects[i])), KEY_TEXT(journal));
        struct store_cursor c = cursor_open(v->txn, TABLE_HELD_SUBJECT, &prefix, NULL);
        bool earlier = cursor_next(&c) && key_u64_at(&c.key, prefix.len) < r->n;
        cursor_close(&c);
        if (earlier) return true;
    }
    return false;
}

/* Our own seq is in the cause: what a person retries may wait, and be parked again, and that is another record. */
void say_parked(struct engine *e, const char *journal, const sippe__feed_record *r, int reason) {
    struct decide d;
    decide_init(&d, e, &e->write, e->now_ms);
    struct key at = KEY(KEY_U64(e->seq));
    d.cause = id_derive("sippe parked", span_pb(r->id), key_span(&at), (struct span){NULL, 0});
    node__reaction_parked *event = NEW(&e->arena, node__reaction_parked);
    event->journal = journal;
    event->record_id = r->id;
    event->type = r->type;
    event->reason = (sippe__reason)reason;
    EMIT(&d, id_of(r->id), event);
    journal_append(&d);
    e->counters.parked++;
}

/* The whole table is counted first, which is free; the journal's own rows only when it may matter. */
static bool held_is_full(struct engine *e, const char *journal) {
    if (txn_count(&e->write, TABLE_HELD) < HELD_MAX) return false;
    struct key prefix = KEY(KEY_TEXT(journal));
    struct store_cursor c = cursor_open(&e->write, TABLE_HELD, &prefix, NULL);
    size_t n = 0;
    while (n < HELD_MAX && cursor_next(&c)) n++;
    cursor_close(&c);
    return n == HELD_MAX;
}

/* What queues is not said to be parked: it is tried by itself once the one before it is done with. */
static void hold(struct engine *e, const char *journal, const sippe__feed_record *r, int reason) {
    engine_rows__held *row = NEW_WITH_PERSONAL(&e->arena, engine_rows__held);
    row->personal->record = (sippe__feed_record *)(uintptr_t)r;
    row->waiting = reason == WAIT;
    row->personal->reason = reason == WAIT ? REASON_NOT_THERE_YET : (sippe__reason)reason;
    row->since_ms = e->now_ms;
    held_put(e, journal, row);
    if (!row->waiting && reason != REASON_HELD) say_parked(e, journal, r, reason);
    if (held_is_full(e, journal)) follow_stop(e, journal, "too many records are held back");
}

/* Nothing overtakes: what a record means may rest on the one before it about the same family. What `passes` may,
 * because a withdrawal that waits behind a broken record is a disclosure that goes on. */
void held_take(struct engine *e, const char *journal, const sippe__feed_record *r, const struct reaction *row,
               bool failing) {
    struct view v = view_make(e, &e->write);
    int reason = failing ? REASON_INTERNAL : 0;
    if (!reason && !row->passes && queues_behind(&v, journal, r)) reason = REASON_HELD;
    if (!reason) reason = react(e, row, r);
    if (reason) hold(e, journal, r, reason);
}
