/* The following side of a stream: feeds are taken from a cursor that moves in the transaction of their effects. */
#include "engine/stream/stream.h"

enum {
    FETCH_WAIT_MS = 2000,   /* the most that the contract allows: an idle stream costs a message each 2 s */
    FETCH_BYTES = 64 << 10, /* a feed is taken whole, whatever the time: less than the 256 KiB that we could ask for */
    FETCH_LOST_MS = 7000,   /* the wait, and 5 s for the way there and back */
    REFUSED_MS = 5000,
    DOWN_MS = 100,
};

/* Where a producer puts what is for us: under our own name, and under name@territory when it is another territory's. */
static const char *stream_of(struct engine *e, const char *journal) {
    const char *own = e->service->name;
    return strchr(journal, '@') ? arena_printf(&e->arena, "daemons:%s@%s", own, e->territory)
                                : arena_printf(&e->arena, "daemons:%s", own);
}

/* ---- taking ---- */

static struct key heard_key(const char *journal, struct id record) { return KEY(KEY_TEXT(journal), KEY_ID(record)); }

static bool heard(struct view *v, const char *journal, struct id record) {
    struct key key = heard_key(journal, record);
    struct span value;
    return txn_get(v->txn, TABLE_HEARD, &key, &value);
}

static void hear(struct view *v, const char *journal, struct id record, uint64_t of) {
    struct key key = heard_key(journal, record), n = KEY(KEY_U64(of));
    txn_put(v->txn, TABLE_HEARD, &key, key_span(&n));
    expiry_set(v->e, v->txn, HEARD_DAYS * DAY_MS, TABLE_HEARD, &key);
}

/* Two orders cross here: the cursor's, and the one before it up to again_until, where the stream is read once more
 * because this release reacts to types that an earlier one passed (passed.c). All others of those were taken the first
 * time, and their heard ids say so; or, up to the last one that was forgotten, its number. Not again_until itself: a
 * producer that was restored meanwhile gives its numbers anew, and what is new would be taken for what was taken.
 *
 * A record that is held is heard: it goes on from its held row. Withheld ones are not: there is nothing of them to be
 * done, whatever they were. */
static void take_record(struct view *v, const char *journal, const engine_rows__cursor *cursor,
                        const sippe__feed_record *r, bool failing) {
    struct id id = id_of(r->id);
    const struct reaction *row = reaction_find(v->e, journal, r->type);
    const engine_rows__passed *passed = !row || r->n <= cursor->again_until ? passed_read(v, journal, r->type) : NULL;
    if (r->withheld) return;
    if (!row) {
        if (!passed) passed_write(v, journal, r->type, r->n, false);
        return;
    }
    bool again = passed && passed->again;
    if (!again && r->n <= heard_forgotten(v->txn, journal)) return; /* taken, and forgotten since */
    if (heard(v, journal, id)) {
        v->e->counters.duplicates++;
        return;
    }
    held_take(v->e, journal, r, row, failing);
    hear(v, journal, id, r->n);
}

static bool record_is_sound(const sippe__feed_record *r, uint64_t n) {
    if (r->n != n || r->id.len != ID_LEN) return false;
    if (r->withheld) return true;
    if (r->sealed_for.len && r->sealed_for.len != ID_LEN) return false;
    for (size_t i = 0; i < r->n_subjects; i++)
        if (r->subjects[i].len != ID_LEN) return false;
    return r->n_subjects >= 1 && r->n_subjects <= SUBJECTS_MAX && r->at_ms >= 0 && r->at_ms <= AT_MAX_MS;
}

/* As a producer of ours makes it: NULL, or what is wrong. Found out before anything of it is taken. */
static const char *feed_fault(const sippe__feed *feed) {
    uint64_t n = feed->previous ? feed->previous->n : 0;
    for (size_t i = 0; i < feed->n_records; i++) {
        if (feed->records[i]->n != ++n) return "gap: the producer skipped a record";
        if (!record_is_sound(feed->records[i], n)) return "broken: the producer sent a record that cannot be";
    }
    bool next = feed->next && feed->next->n == n && feed->next->chain.len == ID_LEN;
    return next ? NULL : "broken: the producer sent a position that is not that of its last record";
}

/* Where the stream can be taken up again after a fork. Its days begin when the cursor leaves it: however long the
 * stream was quiet, the mark before the newest record is there, and all ids that were heard behind the oldest mark. */
static void mark_leave(struct view *v, const char *journal, const sippe__position *at) {
    if (!at || !at->n) return;
    struct key mark = KEY(KEY_TEXT(journal), KEY_U64(at->n));
    txn_put(v->txn, TABLE_MARK, &mark, message_pack(v->arena, &at->base));
    expiry_set(v->e, v->txn, HEARD_DAYS * DAY_MS, TABLE_MARK, &mark);
}

/* With the effects, in one transaction: neither can be there without the other. */
static void cursor_move(struct engine *e, const char *journal, const sippe__feed *feed) {
#ifndef SIPPE_FAULT_CURSOR_NOT_SAVED
    struct view v = view_make(e, &e->write);
    engine_rows__cursor *cursor = cursor_read(&v, journal); /* anew: holding a record back may have stopped it */
    if (cursor->again_until && feed->next->n >= cursor->again_until) {
        passed_done(&v, journal);
        cursor->again_until = 0;
    }
    mark_leave(&v, journal, cursor->position);
    cursor->position = feed->next;
    cursor->head = feed->head;
    cursor->resuming = false;
    cursor_write(&e->write, &e->arena, journal, cursor);
#else
    (void)e, (void)journal, (void)feed, (void)passed_done, (void)mark_leave;
#endif
}

static void take_records(struct engine *e, const char *journal, const engine_rows__cursor *cursor,
                         const sippe__feed *feed) {
    struct view v = view_make(e, turn_txn(e));
    const char *fault = feed_fault(feed);
    if (fault) return follow_stop(e, journal, fault);
    for (size_t i = 0; i < feed->n_records && !v.txn->err; i++)
        take_record(&v, journal, cursor, feed->records[i], false);
    cursor_move(e, journal, feed);
    e->held_moved = true;
    e->counters.feeds_taken++;
}

static bool is_another_journal(const engine_rows__cursor *cursor, const sippe__feed *feed) {
    return cursor->journal_id.len == ID_LEN && !span_equal(span_pb(cursor->journal_id), span_pb(feed->journal));
}

/* What is under way when a hold begins is left alone and asked for again: a question that is older than the hold must
 * not move the cursor in it. */
void follow_hold(struct engine *e, int64_t for_ms) {
    e->hold.until_ms = e->now_ms + for_ms;
    for (size_t i = 0; i < e->n_follows; i++) {
        e->follows[i].pending = false;
        e->follows[i].retry_at_ms = e->hold.until_ms;
    }
}

bool follow_is_held(const struct engine *e) {
#ifndef SIPPE_FAULT_NOT_HELD
    return e->now_ms < e->hold.until_ms;
#else
    return (void)e, false;
#endif
}

/* Checked again for each, as each is in a transaction of its own: the one before may have stopped the stream. */
void follow_take_one(struct engine *e, const char *journal, const sippe__feed *feed, size_t i, bool failing) {
    if (follow_is_held(e)) return;
    struct view v = view_make(e, turn_txn(e));
    const engine_rows__cursor *cursor = cursor_read(&v, journal);
    if (cursor->stopped[0] || !same_position(cursor->position, feed->previous) || feed_fault(feed)) return;
    if (is_another_journal(cursor, feed)) return;
    take_record(&v, journal, cursor, feed->records[i], failing);
}

void follow_back_off(struct engine *e, const char *journal) {
    struct follow *f = follow_of(e, journal);
    if (f) f->retry_at_ms = e->now_ms + REFUSED_MS;
}

/* The producer knows our position: from now on a fork is again a person's matter. */
static void resuming_end(struct engine *e, const char *journal, engine_rows__cursor *cursor) {
    cursor->resuming = false;
    cursor_write(turn_txn(e), &e->arena, journal, cursor);
}

/* The first feed says which journal we follow by this name; from then on no other one is taken, not even its first
 * records. Nothing stops for good: when the right store is back, its feeds are taken as before. */
static bool is_the_journal(struct engine *e, struct follow *f, engine_rows__cursor *cursor, const sippe__feed *feed) {
    f->other_store = is_another_journal(cursor, feed);
    if (cursor->journal_id.len || feed->journal.len != ID_LEN || e->asking) return !f->other_store;
    cursor->journal_id = feed->journal;
    cursor_write(turn_txn(e), &e->arena, f->journal, cursor);
    return true;
}

/* Of a refusal: the peer follows another journal under our name. */
static void disowned_note(struct engine *e, const struct follow *f, const sippe__feed *feed) {
    if (feed->status->reason != REASON_OTHER_STORE) return;
    e->disowned = f->journal;
    e->asking = true;
}

/* What answers no question of ours (late, repeated, of another stream) is left alone: `previous` must be our cursor, so
 * a feed can be taken only once, and only in its place. A refusal has no position and is believed without; what it does
 * is to make us wait. */
void follow_take(struct engine *e, const char *journal, const sippe__feed *feed) {
    struct follow *f = follow_of(e, journal);
    if (follow_is_held(e)) return;
    if (!f || strcmp(feed->stream, stream_of(e, journal)) != 0) return;
    bool refused = feed->status && feed->status->code != CODE_OK;
    struct view v = view_make(e, turn_txn(e));
    engine_rows__cursor *cursor = cursor_read(&v, journal);
    if (cursor->stopped[0] || (!refused && !same_position(cursor->position, feed->previous))) return;
    f->pending = false;
    f->retry_at_ms = refused || e->asking ? e->now_ms + REFUSED_MS : e->now_ms;
    if (refused) return disowned_note(e, f, feed);
    f->heard_ms = e->now_ms;
    if (!is_the_journal(e, f, cursor, feed)) {
        f->retry_at_ms = e->now_ms + REFUSED_MS;
        return;
    }
    f->head = feed->head;
    f->peer_ms = feed->now_ms >= 0 && feed->now_ms <= AT_MAX_MS ? feed->now_ms : e->now_ms;
    f->peer_boot_ms = e->boot_ms;
    if (e->asking) return; /* nothing is taken: another peer may still disown us */
    if (feed->forked)
        take_fork(e, journal);
    else if (feed->n_records)
        take_records(e, journal, cursor, feed);
    else if (cursor->resuming)
        resuming_end(e, journal, cursor);
}

/* ---- asking ---- */

static void fetch_send(struct engine *e, struct follow *f, sippe__position *position) {
    sippe__envelope *envelope = NEW(&e->arena, sippe__envelope);
    sippe__fetch *fetch = NEW(&e->arena, sippe__fetch);
    fetch->stream = stream_of(e, f->journal);
    fetch->position = position;
    fetch->wait_ms = e->asking ? 0 : FETCH_WAIT_MS; /* whoever is asked about our store answers at once */
    fetch->max_bytes = FETCH_BYTES;
    fetch->journal = id_field(&e->arena, e->journal);
    envelope->content_case = SIPPE__ENVELOPE__CONTENT_FETCH;
    envelope->fetch = fetch;
    out_push(e, NULL, f->journal, envelope);
    f->pending = true;
    f->retry_at_ms = e->now_ms + FETCH_LOST_MS;
}

/* From the snapshot: what the store holds is what we have. A stopped stream is asked again when a person resumes it. */
void follow_fetch_due(struct engine *e) {
    struct view v = view_make(e, &e->snapshot);
    for (size_t i = 0; i < e->n_follows; i++) {
        struct follow *f = &e->follows[i];
        if (e->now_ms < f->retry_at_ms) continue;
        engine_rows__cursor *cursor = cursor_read(&v, f->journal);
        if (cursor->stopped[0])
            f->retry_at_ms = INT64_MAX;
        else if (follow_is_held(e))
            f->retry_at_ms = e->hold.until_ms;
        else if (!e->following)
            f->retry_at_ms = e->now_ms + REFUSED_MS;
        else
            fetch_send(e, f, cursor->position);
    }
}

bool engine_is_accepting(const struct engine *e) { return e->accepting && !e->asking; }
bool engine_is_asking(const struct engine *e) { return e->asking; }
const char *engine_disowned(const struct engine *e) { return e->disowned; }

bool engine_has_heard(const struct engine *e, const char *journal) {
    for (size_t i = 0; i < e->n_follows; i++)
        if (strcmp(e->follows[i].journal, journal) == 0) return e->follows[i].heard_ms != 0;
    return false;
}

void engine_begin(struct engine *e, int64_t now_ms) {
    if (e->disowned) return;
    e->asking = false;
    for (size_t i = 0; i < e->n_follows; i++)
        if (!e->follows[i].pending) e->follows[i].retry_at_ms = now_ms;
}

static void ask_again(struct engine *e, const char *journal, int64_t at_ms) {
    struct follow *f = follow_of(e, journal);
    if (!f || !f->pending) return;
    f->pending = false;
    f->retry_at_ms = at_ms;
}

void engine_link_down(struct engine *e, const char *journal, int64_t now_ms) {
    ask_again(e, journal, now_ms + DOWN_MS);
}

/* What was not even sent has its time already, in less than a tenth of a second. */
void engine_link_up(struct engine *e, const char *journal, int64_t now_ms) { ask_again(e, journal, now_ms); }
