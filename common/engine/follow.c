/* The following side of a stream: feeds are taken from a cursor that moves in the transaction of their effects. */
#include "engine/internal.h"

enum {
    FETCH_WAIT_MS = 2000,
    FETCH_BYTES = 64 << 10,
    FETCH_LOST_MS = 7000,
    REFUSED_MS = 5000,
    DOWN_MS = 100,
    HEARD_DAYS = 90
};
#define AT_MAX_MS INT64_C(253402300799999) /* the end of the year 9999 */

static struct follow *follow_of(struct engine *e, const char *journal) {
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

static bool same_position(const sippe__position *a, const sippe__position *b) {
    uint64_t an = a ? a->n : 0, bn = b ? b->n : 0;
    if (an != bn) return false;
    return an == 0 || (a->seq == b->seq && span_equal(span_pb(a->chain), span_pb(b->chain)));
}

const struct reaction *reaction_find(const struct engine *e, const char *journal, const char *type) {
    const struct reaction *lists[] = {e->service->reactions, shared_reactions};
    const size_t n[] = {e->service->n_reactions, n_shared_reactions};
    for (int l = 0; l < 2; l++)
        for (size_t i = 0; i < n[l]; i++)
            if (strcmp(lists[l][i].journal, journal) == 0 && strcmp(lists[l][i].type->name, type) == 0)
                return &lists[l][i];
    return NULL;
}

/* ---- stopping and taking up again ---- */

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
static sippe__position *mark_before(struct view *v, const char *journal, uint64_t n) {
    struct key prefix = KEY(KEY_TEXT(journal)), limit = KEY(KEY_TEXT(journal), KEY_U64(n)), key;
    struct span packed;
    return txn_before(v->txn, TABLE_MARK, &prefix, &limit, &key, &packed)
               ? UNPACK_OWN(v->arena, sippe__position, packed)
               : NULL;
}

/* The producer does not know our position: it was restored from a backup, or it is another store. Only a person, or a
 * restore of the whole territory from one cut, makes us look for the last common record; heard ids strike off what we
 * had. */
static void take_fork(struct engine *e, const char *journal) {
    struct view v = view_make(e, turn_txn(e));
    engine_rows__cursor *cursor = cursor_read(&v, journal);
    if (!cursor->resuming) {
        follow_stop(e, journal, "forked: the producer's history does not hold what was heard of it");
        return;
    }
    cursor->position = mark_before(&v, journal, cursor->position ? cursor->position->n : 0);
    cursor->resuming = true;
    cursor_write(v.txn, v.arena, journal, cursor);
}

int follow_resume(struct decide *d, const char *journal) {
    engine_rows__cursor *cursor = cursor_read(&d->view, journal);
    struct follow *f = follow_of(d->view.e, journal);
    if (!f) return REASON_NOT_FOUND;
    cursor->stopped = "";
    cursor->resuming = true;
    cursor_write(d->view.txn, d->view.arena, journal, cursor);
    f->pending = false;
    f->retry_at_ms = d->now_ms;
    return 0;
}

/* ---- types that no reaction takes: their names are kept, for a release that has one ---- */

static struct key passed_key(const char *journal, const char *type) { return KEY(KEY_TEXT(journal), KEY_TEXT(type)); }

static engine_rows__passed *passed_read(struct view *v, const char *journal, const char *type) {
    struct key key = passed_key(journal, type);
    struct span packed;
    return txn_get(v->txn, TABLE_PASSED, &key, &packed) ? UNPACK_OWN(v->arena, engine_rows__passed, packed) : NULL;
}

static void passed_write(struct view *v, const char *journal, const char *type, uint64_t first_n, bool again) {
    struct key key = passed_key(journal, type);
    engine_rows__passed *row = NEW(v->arena, engine_rows__passed);
    row->first_n = first_n;
    row->again = again;
    txn_put(v->txn, TABLE_PASSED, &key, message_pack(v->arena, &row->base));
}

/* The first record that was passed of a type that now has a reaction; 0: none. */
static uint64_t passed_mark(struct view *v, const char *journal) {
    struct key prefix = KEY(KEY_TEXT(journal)),
               *keys = arena_alloc(v->arena, (txn_count(v->txn, TABLE_PASSED) + 1) * sizeof *keys);
    size_t n = 0;
    uint64_t first = 0;
    struct store_cursor c = cursor_open(v->txn, TABLE_PASSED, &prefix, NULL);
    while (cursor_next(&c))
        if (reaction_find(v->e, journal, (const char *)c.key.bytes + prefix.len)) keys[n++] = c.key;
    cursor_close(&c);
    for (size_t i = 0; i < n; i++) {
        const char *type = (const char *)keys[i].bytes + prefix.len;
        const engine_rows__passed *row = passed_read(v, journal, type);
        if (!row || row->again) continue;
        passed_write(v, journal, type, row->first_n, true);
        if (!first || row->first_n < first) first = row->first_n;
    }
    return first;
}

/* What was read again up to here is heard; the names are done with. */
static void passed_done(struct view *v, const char *journal) {
    struct key prefix = KEY(KEY_TEXT(journal)),
               *keys = arena_alloc(v->arena, (txn_count(v->txn, TABLE_PASSED) + 1) * sizeof *keys);
    size_t n = 0;
    struct store_cursor c = cursor_open(v->txn, TABLE_PASSED, &prefix, NULL);
    while (cursor_next(&c)) {
        engine_rows__passed *row = UNPACK_OWN(v->arena, engine_rows__passed, c.value);
        if (row && row->again) keys[n++] = c.key;
    }
    cursor_close(&c);
    for (size_t i = 0; i < n; i++) txn_delete(v->txn, TABLE_PASSED, &keys[i]);
}

void follow_open(struct engine *e) {
    struct view v = view_make(e, turn_txn(e));
    for (size_t i = 0; i < e->n_follows; i++) {
        const char *journal = e->follows[i].journal;
        uint64_t first = passed_mark(&v, journal);
        if (!first) continue;
        engine_rows__cursor *cursor = cursor_read(&v, journal);
        if (cursor->position && cursor->position->n > cursor->again_until) cursor->again_until = cursor->position->n;
        cursor->position = mark_before(&v, journal, first);
        cursor_write(v.txn, v.arena, journal, cursor);
    }
}

/* ---- taking ---- */

static struct key heard_key(const char *journal, struct id record) { return KEY(KEY_TEXT(journal), KEY_ID(record)); }

static bool heard(struct view *v, const char *journal, struct id record) {
    struct key key = heard_key(journal, record);
    struct span value;
    return txn_get(v->txn, TABLE_HEARD, &key, &value);
}

static void hear(struct view *v, const char *journal, struct id record) {
    struct key key = heard_key(journal, record);
    txn_put(v->txn, TABLE_HEARD, &key, (struct span){NULL, 0});
    expiry_set(v->e, v->txn, HEARD_DAYS * DAY_MS, TABLE_HEARD, &key);
}

static void take_record(struct view *v, const char *journal, const engine_rows__cursor *cursor,
                        const sippe__feed_record *r, bool failing) {
    struct id id = id_of_bytes(r->id);
    const struct reaction *row = reaction_find(v->e, journal, r->type);
    const engine_rows__passed *passed = !row || r->n <= cursor->again_until ? passed_read(v, journal, r->type) : NULL;
    if (r->withheld) return;
    if (!row) {
        if (!passed) passed_write(v, journal, r->type, r->n, false);
        return;
    }
    if (r->n <= cursor->again_until && !(passed && passed->again)) return; /* taken the first time */
    if (heard(v, journal, id)) {
        v->e->counters.duplicates++;
        return;
    }
    held_take(v->e, journal, r, row, failing);
    hear(v, journal, id);
}

static bool record_is_sound(const sippe__feed_record *r, uint64_t n) {
    if (r->n != n || r->id.len != ID_LEN) return false;
    if (r->withheld) return true;
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

static void cursor_move(struct engine *e, const char *journal, const sippe__feed *feed) {
#ifndef SIPPE_FAULT_CURSOR_NOT_SAVED
    struct view v = view_make(e, &e->write);
    engine_rows__cursor *cursor = cursor_read(&v, journal); /* anew: holding a record back may have stopped it */
    if (cursor->again_until && feed->next->n >= cursor->again_until) {
        passed_done(&v, journal);
        cursor->again_until = 0;
    }
    cursor->position = feed->next;
    cursor->head = feed->head;
    cursor->heard_ms = e->now_ms;
    cursor->epoch = feed->epoch;
    cursor->resuming = false;
    cursor_write(&e->write, &e->arena, journal, cursor);
    struct key mark = KEY(KEY_TEXT(journal), KEY_U64(feed->next->n));
    txn_put(&e->write, TABLE_MARK, &mark, message_pack(&e->arena, &feed->next->base));
    expiry_set(e, &e->write, HEARD_DAYS * DAY_MS, TABLE_MARK, &mark);
#else
    (void)e, (void)journal, (void)feed, (void)passed_done;
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

void follow_take_one(struct engine *e, const char *journal, const sippe__feed *feed, size_t i, bool failing) {
    struct view v = view_make(e, turn_txn(e));
    const engine_rows__cursor *cursor = cursor_read(&v, journal);
    if (cursor->stopped[0] || !same_position(cursor->position, feed->previous) || feed_fault(feed)) return;
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

/* What answers no question of ours (late, repeated, of another stream) is left alone. */
void follow_take(struct engine *e, const char *journal, const sippe__feed *feed) {
    struct follow *f = follow_of(e, journal);
    const char *own = e->service->name;
    if (!f || strncmp(feed->stream, "daemons:", 8) != 0 || strcmp(feed->stream + 8, own) != 0) return;
    bool refused = feed->status && feed->status->code != CODE_OK;
    struct view v = view_make(e, turn_txn(e));
    engine_rows__cursor *cursor = cursor_read(&v, journal);
    if (cursor->stopped[0] || (!refused && !same_position(cursor->position, feed->previous))) return;
    f->pending = false;
    f->retry_at_ms = refused ? e->now_ms + REFUSED_MS : e->now_ms;
    if (refused) return;
    f->heard_ms = e->now_ms;
    f->head = feed->head;
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
    fetch->stream = arena_printf(&e->arena, "daemons:%s", e->service->name);
    fetch->position = position;
    fetch->wait_ms = FETCH_WAIT_MS;
    fetch->max_bytes = FETCH_BYTES;
    envelope->content_case = SIPPE__ENVELOPE__CONTENT_FETCH;
    envelope->fetch = fetch;
    out_push(e, NULL, f->journal, envelope);
    f->pending = true;
    f->retry_at_ms = e->now_ms + FETCH_LOST_MS;
}

void follow_fetch_due(struct engine *e) {
    struct view v = view_make(e, &e->snapshot);
    for (size_t i = 0; i < e->n_follows; i++) {
        struct follow *f = &e->follows[i];
        if (e->now_ms < f->retry_at_ms) continue;
        engine_rows__cursor *cursor = cursor_read(&v, f->journal);
        if (cursor->stopped[0])
            f->retry_at_ms = INT64_MAX;
        else if (!e->following)
            f->retry_at_ms = e->now_ms + REFUSED_MS;
        else
            fetch_send(e, f, cursor->position);
    }
}

void engine_link_down(struct engine *e, const char *journal, int64_t now_ms) {
    struct follow *f = follow_of(e, journal);
    if (!f || !f->pending) return;
    f->pending = false;
    f->retry_at_ms = now_ms + DOWN_MS;
}
