/* Foreign records that cannot be taken in now: they wait for something not heard of yet, are parked because their content
 * fails, or queue behind such a one about the same subject. Nothing is lost and nothing overtakes. */
#include "engine/internal.h"

static struct key held_key(const char *journal, uint64_t n) { return KEY(KEY_TEXT(journal), KEY_U64(n)); }

static struct key subject_key(struct id subject, const char *journal, uint64_t n) {
    return KEY(KEY_ID(subject), KEY_TEXT(journal), KEY_U64(n));
}

static void held_index(struct engine *e, const char *journal, const sippe__feed_record *r, bool put) {
    for (size_t i = 0; i < r->n_subjects; i++) {
        struct key key = subject_key(id_of_bytes(r->subjects[i]), journal, r->n);
        if (put) txn_put(&e->write, TABLE_HELD_SUBJECT, &key, (struct span){NULL, 0});
        else txn_delete(&e->write, TABLE_HELD_SUBJECT, &key);
    }
}

static void held_put(struct engine *e, const char *journal, const engine_rows__held *row) {
    struct key key = held_key(journal, row->record->n);
    txn_put(&e->write, TABLE_HELD, &key, message_pack(&e->arena, &row->base));
    held_index(e, journal, row->record, true);
}

static void held_remove(struct engine *e, const char *journal, const engine_rows__held *row) {
    struct key key = held_key(journal, row->record->n);
    txn_delete(&e->write, TABLE_HELD, &key);
    held_index(e, journal, row->record, false);
}

/* Does an earlier record of this journal about one of these subjects stand held? */
static bool queues_behind(struct view *v, const char *journal, const sippe__feed_record *r) {
    for (size_t i = 0; i < r->n_subjects; i++) {
        struct key prefix = KEY(KEY_ID(id_of_bytes(r->subjects[i])), KEY_TEXT(journal));
        struct store_cursor c = cursor_open(v->txn, TABLE_HELD_SUBJECT, &prefix, NULL);
        bool earlier = cursor_next(&c) && key_u64_at(&c.key, prefix.len) < r->n;
        cursor_close(&c);
        if (earlier) return true;
    }
    return false;
}

static struct record record_of_feed(struct arena *a, const sippe__feed_record *r) {
    struct id *subjects = arena_alloc(a, r->n_subjects * sizeof *subjects);
    for (size_t i = 0; i < r->n_subjects; i++) subjects[i] = id_of_bytes(r->subjects[i]);
    return (struct record){.seq = r->n, .id = id_of_bytes(r->id), .type = r->type, .subjects = subjects,
                           .n_subjects = r->n_subjects, .at_ms = r->at_ms, .principal = "", .on_behalf_of = "",
                           .cause = id_of_bytes(r->id), .hop = r->hop};
}

static ProtobufCMessage *event_of_feed(struct arena *a, const ProtobufCMessageDescriptor *type, const sippe__feed_record *r) {
    const ProtobufCFieldDescriptor *personal = protobuf_c_message_descriptor_get_field_by_name(type, "personal");
    if (message_check(a, type, span_pb(r->open), MESSAGE_STRICT, NULL)) return NULL;
    if (r->sealed.len && (!personal || message_check(a, personal->descriptor, span_pb(r->sealed), MESSAGE_STRICT, NULL)))
        return NULL;
    return journal_event(a, type, span_pb(r->open), span_pb(r->sealed));
}

/* 0, WAIT or a Reason; on 0 its records are written. */
static int react(struct engine *e, const struct reaction *row, const sippe__feed_record *r) {
    struct decide d;
    decide_init(&d, e, &e->write, e->now_ms);
    d.principal.name = e->service->name;
    d.at_ms = r->at_ms;
    d.cause = id_of_bytes(r->id);
    d.hop = r->hop + 1;
    if (d.hop > HOP_MAX) return REASON_LOOP;
    ProtobufCMessage *event = event_of_feed(&e->arena, row->type, r);
    if (!event) return REASON_MALFORMED;
    struct record from = record_of_feed(&e->arena, r);
    int reason = ((int (*)(struct decide *, const struct record *, const ProtobufCMessage *))row->run)(&d, &from, event);
    if (reason == 0) reason = journal_append(&d);
    e->counters.reactions++;
    return reason;
}

static void say_parked(struct engine *e, const char *journal, const sippe__feed_record *r, int reason) {
    struct decide d;
    decide_init(&d, e, &e->write, e->now_ms);
    d.cause = id_of_bytes(r->id);
    node__reaction_parked *event = NEW(&e->arena, node__reaction_parked);
    event->journal = journal;
    event->record_id = r->id;
    event->type = r->type;
    event->reason = (sippe__reason)reason;
    EMIT(&d, d.cause, event);
    journal_append(&d);
    e->counters.parked++;
}

static void hold(struct engine *e, const char *journal, const sippe__feed_record *r, int reason) {
    engine_rows__held *row = NEW(&e->arena, engine_rows__held);
    row->record = (sippe__feed_record *)(uintptr_t)r;
    row->waiting = reason == WAIT;
    row->reason = reason == WAIT ? REASON_NOT_THERE_YET : (sippe__reason)reason;
    row->since_ms = e->now_ms;
    row->next_try_ms = e->now_ms + MINUTE_MS;
    held_put(e, journal, row);
    if (!row->waiting && reason != REASON_HELD) say_parked(e, journal, r, reason);
    if (txn_count(&e->write, TABLE_HELD) >= HELD_MAX) follow_stop(e, journal, "too many records are held back");
}

enum taken held_take(struct engine *e, const char *journal, const sippe__feed_record *r, bool failing) {
    struct view v = view_make(e, &e->write);
    const struct reaction *row = reaction_find(e, journal, r->type);
    if (!row) return TAKEN;
    int reason = failing ? REASON_INTERNAL : 0;
    if (!reason && !row->passes && queues_behind(&v, journal, r)) reason = REASON_HELD;
    if (!reason) reason = react(e, row, r);
    if (!reason) return TAKEN;
    hold(e, journal, r, reason);
    return HELD_BACK;
}

/* ---- again ---- */

struct held_list {
    engine_rows__held *row;
    struct held_list *next;
};

static struct held_list *held_all(struct view *v, const char *journal) {
    struct held_list *first = NULL, **last = &first;
    struct key prefix = KEY(KEY_TEXT(journal));
    struct store_cursor c = cursor_open(v->txn, TABLE_HELD, &prefix, NULL);
    while (cursor_next(&c)) {
        struct held_list *item = arena_alloc(v->arena, sizeof *item);
        item->row = UNPACK_OWN(v->arena, engine_rows__held, c.value);
        if (!item->row || !item->row->record) continue;
        *last = item;
        last = &item->next;
    }
    cursor_close(&c);
    return first;
}

/* One more attempt; on success the row is gone. */
static int try_again(struct engine *e, const char *journal, engine_rows__held *row) {
    struct view v = view_make(e, &e->write);
    const struct reaction *reaction = reaction_find(e, journal, row->record->type);
    int reason = reaction ? 0 : REASON_TYPE_UNKNOWN;
    if (!reason && !reaction->passes && queues_behind(&v, journal, row->record)) reason = REASON_HELD;
    if (!reason) reason = react(e, reaction, row->record);
    if (!reason) held_remove(e, journal, row);
    return reason;
}

static void wait_on(struct engine *e, const char *journal, engine_rows__held *row, int reason) {
    bool was_parked = !row->waiting && row->reason != REASON_HELD;
    row->attempts++;
    row->next_try_ms = e->now_ms + MINUTE_MS;
    row->waiting = reason == WAIT;
    if (reason == WAIT && e->now_ms - row->since_ms > HOUR_MS) {
        row->waiting = false;
        reason = REASON_WAITED_TOO_LONG;
    }
    row->reason = row->waiting ? REASON_NOT_THERE_YET : (sippe__reason)reason;
    held_put(e, journal, row);
    if (!row->waiting && reason != REASON_HELD && !was_parked) say_parked(e, journal, row->record, reason);
}

/* What waits, and what queued behind it, in order; parked records wait for a person. */
void held_retry_waiting(struct engine *e, const char *journal, bool minute) {
    struct view v = view_make(e, &e->snapshot);
    if (!e->writing) {
        if (txn_count(&e->snapshot, TABLE_HELD) == 0) return;
    } else if (txn_count(&e->write, TABLE_HELD) == 0) {
        return;
    }
    v.txn = turn_txn(e);
    for (struct held_list *i = held_all(&v, journal); i && !e->write.err; i = i->next) {
        if (!i->row->waiting && i->row->reason != REASON_HELD) continue;
        int reason = try_again(e, journal, i->row);
        if (reason && (minute || reason != WAIT)) wait_on(e, journal, i->row, reason);
    }
}

static engine_rows__held *held_find(struct view *v, struct id record, const char **journal) {
    for (size_t f = 0; f < v->e->n_follows; f++) {
        *journal = v->e->follows[f].journal;
        for (struct held_list *i = held_all(v, *journal); i; i = i->next)
            if (id_equal(id_of_bytes(i->row->record->id), record)) return i->row;
    }
    return NULL;
}

int held_retry(struct decide *d, struct id record, bool *done, int *reason) {
    const char *journal;
    engine_rows__held *row = held_find(&d->view, record, &journal);
    if (!row) return REASON_NOT_FOUND;
    *reason = try_again(d->view.e, journal, row);
    *done = *reason == 0;
    if (!*done) wait_on(d->view.e, journal, row, *reason);
    else held_retry_waiting(d->view.e, journal, false);
    if (*reason == WAIT) *reason = REASON_NOT_THERE_YET;
    return 0;
}

int held_drop(struct decide *d, struct id record) {
    const char *journal;
    engine_rows__held *row = held_find(&d->view, record, &journal);
    if (!row) return REASON_NOT_FOUND;
    held_remove(d->view.e, journal, row);
    held_retry_waiting(d->view.e, journal, false);
    return 0;
}

void held_list(struct view *v, node__list_parked_reply *out) {
    for (size_t f = 0; f < v->e->n_follows; f++) {
        const char *journal = v->e->follows[f].journal;
        for (struct held_list *i = held_all(v, journal); i; i = i->next) {
            node__parked *p = NEW(v->arena, node__parked);
            p->id = i->row->record->id;
            p->journal = journal;
            p->type = i->row->record->type;
            p->subjects = i->row->record->subjects;
            p->n_subjects = i->row->record->n_subjects;
            p->reason = i->row->reason;
            p->waiting = i->row->waiting;
            p->since_ms = i->row->since_ms;
            p->attempts = i->row->attempts;
            p->n = i->row->record->n;
            APPEND(v->arena, out, parked, p);
        }
    }
}

void held_count(struct view *v, const char *journal, uint32_t *parked, uint32_t *waiting) {
    *parked = *waiting = 0;
    for (struct held_list *i = held_all(v, journal); i; i = i->next)
        ++*(i->row->waiting || i->row->reason == REASON_HELD ? waiting : parked);
}
