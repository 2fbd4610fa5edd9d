/* What is held, tried again: by time, or by a person who looked at it.
 *
 *   WAIT ─────────────────▶ waiting ──── 60 tries in an hour or more ────▶ parked ◀──── a Reason; its apply failed
 *   behind a held one ────▶ queued ───── when it is tried, and fails ───────▶ │
 *                             │                                               │ by a person: retried, or dropped
 *                             └─ tried: after any feed, each minute ─▶ done   └─────▶ done, waiting again, or gone
 *
 * After any feed: a reaction that waits does not say for what, and it may come from any journal. Each minute: it may
 * also come from a command here. Parked after an hour: all about its subjects stands behind it meanwhile, and what it
 * waits for may never come, so that a person must hear of it. */
#include "engine/stream/stream.h"

/* Held rows of one journal in order, one in memory at a time: there may be a thousand of 256 KiB. */
struct walk {
    struct engine *e;
    struct store_cursor cursor;
    struct arena arena; /* of the row in hand */
    const char *journal;
    size_t prefix_len;
    uint64_t n;
};

static void walk_begin(struct walk *w, struct view *v, const char *journal) {
    struct key prefix = KEY(KEY_TEXT(journal));
    *w = (struct walk){.e = v->e, .journal = journal, .prefix_len = prefix.len};
    arena_init(&w->arena);
    w->cursor = cursor_open(v->txn, TABLE_HELD, &prefix, NULL);
}

static void walk_end(struct walk *w) {
    cursor_close(&w->cursor);
    arena_close(&w->arena);
}

/* NULL: of a subject that was erased meanwhile; or latched, as what is not read would never be tried, and nobody would
 * be told. Where its seal alone does not open it is there without its record, which the status tells, and holds up no
 * other. */
static engine_rows__held *held_open(struct view *v, const struct key *key, struct span packed) {
    engine_rows__held *row = NULL;
    int err = row_open(v, own_tables[TABLE_HELD], key, &engine_rows__held__descriptor, packed, &row);
    if (err == ERR_CORRUPT) row = row_open_part(v->arena, &engine_rows__held__descriptor, packed);
    if (row) personal_fill(v->arena, &row->base);
    if (err && err != ERR_ERASED && !row && !v->txn->err) v->txn->err = err;
    return row;
}

/* NULL: no more, or an error; the walk has ended. */
static const engine_rows__held *walk_next(struct walk *w) {
    const engine_rows__held *row = NULL;
    struct view one = {w->e, &w->arena, w->cursor.txn};
    while (!row && !one.txn->err && cursor_next(&w->cursor)) {
        arena_reset(&w->arena);
        row = held_open(&one, &w->cursor.key, w->cursor.value);
        w->n = key_u64_at(&w->cursor.key, w->prefix_len);
    }
    if (!row) walk_end(w);
    return row;
}

/* One more attempt; on success the row is gone. */
static int try_again(struct engine *e, const char *journal, engine_rows__held *row) {
    struct view v = view_make(e, &e->write);
    const struct reaction *reaction = reaction_find(e, journal, row->personal->record->type);
    int reason = reaction ? 0 : REASON_TYPE_UNKNOWN;
    if (!reason && !reaction->passes && queues_behind(&v, journal, row->personal->record)) reason = REASON_HELD;
    if (!reason) reason = react(e, reaction, row->personal->record);
    if (!reason) held_remove(e, journal, row);
    return reason;
}

/* An hour of tries, one a minute: a clock that jumps, or a daemon that was away, parks nothing. */
static bool waited_enough(const struct engine *e, const engine_rows__held *row) {
    return row->attempts >= HOUR_MS / MINUTE_MS && e->now_ms - row->since_ms >= HOUR_MS;
}

/* Said once: a person's retry that fails as before gives no second ReactionParked. */
static void wait_on(struct engine *e, const char *journal, engine_rows__held *row, int reason) {
    bool was_parked = !row->waiting && row->personal->reason != REASON_HELD;
    if (reason == WAIT && !row->waiting) { /* its own hour begins */
        row->attempts = 0;
        row->since_ms = e->now_ms;
    }
    row->attempts++;
    row->waiting = reason == WAIT;
    if (reason == WAIT && waited_enough(e, row)) {
        row->waiting = false;
        reason = REASON_WAITED_TOO_LONG;
    }
    row->personal->reason = row->waiting ? REASON_NOT_THERE_YET : (sippe__reason)reason;
    held_put(e, journal, row);
    if (!row->waiting && reason != REASON_HELD && !was_parked) say_parked(e, journal, row->personal->record, reason);
}

static bool waits(const engine_rows__held *row) { return row->personal->record && (row->waiting || row->queued); }

/* Parked records wait for a person. Names of rows only, and in the turn's memory: each try empties the message's. In
 * order, so that what queued behind one that is done now is tried in the same pass. */
size_t held_due(struct engine *e, struct held_ref **list) {
    struct view v = view_make(e, turn_txn(e));
    size_t n = 0, most = txn_count(v.txn, TABLE_HELD);
    *list = arena_alloc(&e->outbox, (most + 1) * sizeof **list);
    for (size_t f = 0; most && f < e->n_follows; f++) {
        struct walk w;
        walk_begin(&w, &v, e->follows[f].journal);
        for (const engine_rows__held *row; (row = walk_next(&w));)
            if (waits(row)) (*list)[n++] = (struct held_ref){w.journal, w.n};
    }
    return n;
}

static engine_rows__held *held_row(struct view *v, struct held_ref ref) {
    struct key key = held_key(ref.journal, ref.n);
    struct span packed;
    if (!txn_get(v->txn, TABLE_HELD, &key, &packed)) return NULL;
    return held_open(v, &key, packed);
}

/* A try in between that changes nothing writes nothing: there may be one after each feed, for each that waits. */
void held_try(struct engine *e, struct held_ref ref, bool minute, bool failing) {
    struct view v = view_make(e, turn_txn(e));
    engine_rows__held *row = held_row(&v, ref);
    if (!row || !waits(row)) return;
    int reason = failing ? REASON_INTERNAL : try_again(e, ref.journal, row);
    bool tells = minute && (reason == WAIT || reason == REASON_HELD); /* or only that it waits on */
    if (reason && (tells || (reason != WAIT && reason != REASON_HELD))) wait_on(e, ref.journal, row, reason);
}

static engine_rows__held *held_find(struct view *v, struct id record, const char **journal) {
    for (size_t f = 0; f < v->e->n_follows; f++) {
        struct walk w;
        walk_begin(&w, v, *journal = v->e->follows[f].journal);
        for (const engine_rows__held *row; (row = walk_next(&w));) {
            if (!row->personal->record || !id_equal(id_of(row->personal->record->id), record)) continue;
            walk_end(&w);
            return held_row(v, (struct held_ref){*journal, w.n});
        }
    }
    return NULL;
}

/* Runs in a command's transaction, whose record says how it went. Whatever the try gives, the command is done. */
int held_retry(struct decide *d, struct id record, struct id *sealed_for, bool *done, int *reason) {
    const char *journal;
    engine_rows__held *row = held_find(&d->view, record, &journal);
    if (!row) return REASON_NOT_FOUND;
    *sealed_for = id_of(row->sealed_for);
    *reason = try_again(d->view.e, journal, row);
    *done = *reason == 0;
    if (!*done)
        wait_on(d->view.e, journal, row, *reason);
    else
        d->view.e->held_moved = true;
    if (*reason == WAIT) *reason = REASON_NOT_THERE_YET;
    return 0;
}

int held_drop(struct decide *d, struct id record, struct id *sealed_for) {
    const char *journal;
    engine_rows__held *row = held_find(&d->view, record, &journal);
    if (!row) return REASON_NOT_FOUND;
    *sealed_for = id_of(row->sealed_for);
    held_remove(d->view.e, journal, row);
    d->view.e->held_moved = true;
    return 0;
}

/* Of one that does not open there is only where it stands. */
static node__parked *parked_show(struct arena *a, const struct walk *w, const engine_rows__held *row) {
    node__parked *p = NEW(a, node__parked);
    const sippe__feed_record *r = row->personal->record;
    p->journal = w->journal;
    p->n = w->n;
    p->reason = r ? row->personal->reason : REASON_INTERNAL;
    p->waiting = row->waiting;
    p->since_ms = row->since_ms;
    p->attempts = row->attempts;
    if (!r) return p;
    p->id = id_field(a, id_of(r->id));
    p->type = arena_text(a, r->type);
    for (size_t i = 0; i < r->n_subjects; i++) APPEND(a, p, subjects, id_field(a, id_of(r->subjects[i])));
    return p;
}

/* The first ones, as many as a reply holds. */
void held_list(struct view *v, node__list_parked_reply *out) {
    size_t bytes = 0;
    for (size_t f = 0; f < v->e->n_follows; f++) {
        struct walk w;
        walk_begin(&w, v, v->e->follows[f].journal);
        for (const engine_rows__held *row; (row = walk_next(&w));) {
            node__parked *p = parked_show(v->arena, &w, row);
            bytes += protobuf_c_message_get_packed_size(&p->base) + 8;
            if (bytes > ENGINE_PUBLIC_FRAME_MAX - 16384) return walk_end(&w);
            APPEND(v->arena, out, parked, p);
        }
    }
}

struct held_counts held_count(struct view *v, const char *journal) {
    struct held_counts n = {0};
    struct key prefix = KEY(KEY_TEXT(journal));
    struct store_cursor c = cursor_open(v->txn, TABLE_HELD, &prefix, NULL);
    while (cursor_next(&c)) {
        const engine_rows__held *row = row_open_part(v->arena, &engine_rows__held__descriptor, c.value);
        if (row)
            ++*(row->waiting ? &n.waiting : row->queued ? &n.queued : &n.parked);
        else if (!v->txn->err)
            v->txn->err = ERR_CORRUPT;
    }
    cursor_close(&c);
    return n;
}
