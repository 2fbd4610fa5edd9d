/* The following side of a stream: feeds are taken from a cursor that moves in the transaction of their effects. */
#include "engine/internal.h"

enum { FETCH_WAIT_MS = 2000, FETCH_BYTES = 64 << 10, FETCH_LOST_MS = 7000, REFUSED_MS = 5000, DOWN_MS = 100, HEARD_DAYS = 90 };

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
            if (strcmp(lists[l][i].journal, journal) == 0 && strcmp(lists[l][i].type->name, type) == 0) return &lists[l][i];
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

/* The newest mark before this position; false: there is none, begin at the beginning. */
static bool mark_before(struct view *v, const char *journal, uint64_t n, sippe__position **out) {
    struct key prefix = KEY(KEY_TEXT(journal));
    struct store_cursor c = cursor_open(v->txn, TABLE_MARK, &prefix, NULL);
    *out = NULL;
    while (cursor_next(&c) && key_u64_at(&c.key, prefix.len) < n) *out = UNPACK_OWN(v->arena, sippe__position, c.value);
    cursor_close(&c);
    return *out != NULL;
}

/* The producer does not know our position: it was restored from a backup, or it is another store. Only a person, or a restore
 * of the whole territory from one cut, makes us look for the last common record; heard ids strike off what we had. */
static void take_fork(struct engine *e, const char *journal) {
    struct view v = view_make(e, turn_txn(e));
    engine_rows__cursor *cursor = cursor_read(&v, journal);
    if (!cursor->resuming) {
        follow_stop(e, journal, "forked: the producer's history does not hold what was heard of it");
        return;
    }
    mark_before(&v, journal, cursor->position ? cursor->position->n : 0, &cursor->position);
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
    expiry_set(v->txn, v->e->now_ms + HEARD_DAYS * DAY_MS, TABLE_HEARD, &key);
}

static void take_record(struct engine *e, const char *journal, const sippe__feed_record *r, struct id failing) {
    struct view v = view_make(e, &e->write);
    struct id id = id_of_bytes(r->id);
    if (heard(&v, journal, id)) {
        e->counters.duplicates++;
        return;
    }
    e->current = id;
    held_take(e, journal, r, id_equal(id, failing));
    hear(&v, journal, id);
}

static void cursor_move(struct engine *e, const char *journal, engine_rows__cursor *cursor, const sippe__feed *feed) {
#ifndef SIPPE_FAULT_CURSOR_NOT_SAVED
    cursor->position = feed->next;
    cursor->head = feed->head;
    cursor->heard_ms = e->now_ms;
    cursor->epoch = feed->epoch;
    cursor->resuming = false;
    cursor_write(&e->write, &e->arena, journal, cursor);
    struct key mark = KEY(KEY_TEXT(journal), KEY_U64(feed->next->n));
    txn_put(&e->write, TABLE_MARK, &mark, message_pack(&e->arena, &feed->next->base));
    expiry_set(&e->write, e->now_ms + HEARD_DAYS * DAY_MS, TABLE_MARK, &mark);
#else
    (void)e, (void)journal, (void)cursor, (void)feed;
#endif
}

static void take_records(struct engine *e, const char *journal, const sippe__feed *feed, struct id failing) {
    struct view v = view_make(e, turn_txn(e));
    engine_rows__cursor *cursor = cursor_read(&v, journal);
    if (cursor->stopped[0] || !same_position(cursor->position, feed->previous) || !feed->next) return;
    uint64_t n = cursor->position ? cursor->position->n : 0;
    for (size_t i = 0; i < feed->n_records && !v.txn->err; i++) {
        if (feed->records[i]->n != ++n) return follow_stop(e, journal, "gap: the producer skipped a record");
        if (!feed->records[i]->withheld) take_record(e, journal, feed->records[i], failing);
    }
    cursor_move(e, journal, cursor, feed);
    for (size_t i = 0; i < e->n_follows; i++) held_retry_waiting(e, e->follows[i].journal, false);
    e->counters.feeds_taken++;
}

void follow_take(struct engine *e, const char *journal, const sippe__feed *feed, struct id failing) {
    struct follow *f = follow_of(e, journal);
    if (!f) return;
    f->pending = false;
    f->retry_at_ms = e->now_ms;
    if (feed->status && feed->status->code != CODE_OK) {
        f->retry_at_ms = e->now_ms + REFUSED_MS;
        return;
    }
    f->heard_ms = e->now_ms;
    f->head = feed->head;
    if (feed->forked) take_fork(e, journal);
    else if (feed->n_records) take_records(e, journal, feed, failing);
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
        if (cursor->stopped[0]) f->retry_at_ms = INT64_MAX;
        else if (!e->following) f->retry_at_ms = e->now_ms + REFUSED_MS;
        else fetch_send(e, f, cursor->position);
    }
}

void engine_link_down(struct engine *e, const char *journal, int64_t now_ms) {
    struct follow *f = follow_of(e, journal);
    if (!f || !f->pending) return;
    f->pending = false;
    f->retry_at_ms = now_ms + DOWN_MS;
}
