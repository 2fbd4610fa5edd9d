/* Appending: what a decide gathered becomes records, in the order in which it was gathered, and is applied. */
#include "engine/journal/journal.h"

#include <sodium.h>

/* From the stream's own rows: a counter beside them could differ from them. */
uint64_t stream_head(struct view *v, const char *stream) {
    struct key prefix = KEY(KEY_TEXT(stream)), last;
    struct span value;
    if (!txn_last(v->txn, TABLE_STREAM, &prefix, &last, &value)) return 0;
    return key_u64_at(&last, prefix.len);
}

#define PARTNER "partner:"

bool stream_is_partners(const char *stream) { return strncmp(stream, PARTNER, strlen(PARTNER)) == 0; }

const char *stream_kept(const struct engine *e, struct arena *a, const char *stream) {
    if (!stream_is_partners(stream)) return stream;
    struct id id;
    crypto_generichash(id.bytes, sizeof id.bytes, (const uint8_t *)stream, strlen(stream), e->digest_key,
                       sizeof e->digest_key);
    return arena_printf(a, PARTNER "%s", id_text(a, id));
}

/* FNV-1a (Fowler, Noll and Vo), folded to the number of buckets. */
size_t stream_bucket(const char *stream) {
    uint32_t hash = 2166136261u;
    for (; *stream; stream++) hash = (hash ^ (uint8_t)*stream) * 16777619u;
    return (hash ^ hash >> 16) % STREAM_BUCKETS;
}

/* Should the turn be taken back, they are asked in vain. */
static void stream_wake(struct engine *e, const char *stream) { e->any_woken = e->woken[stream_bucket(stream)] = true; }

static void stream_join(struct view *v, sippe__record *r, const char *stream) {
    sippe__stream_entry *entry = NEW(v->arena, sippe__stream_entry);
    entry->name = stream;
    entry->n = stream_head(v, stream) + 1;
    APPEND(v->arena, r, streams, entry);
    struct key key = KEY(KEY_TEXT(stream), KEY_U64(entry->n)), seq = KEY(KEY_U64(r->seq));
    txn_put(v->txn, TABLE_STREAM, &key, key_span(&seq));
    stream_wake(v->e, stream);
}

/* Its streams and its numbers in them become part of the record, and so of the chain: who was to hear it is never
 * decided again. In the order of DAEMONS_EACH, which is for ever. */
static void streams_join(struct view *v, sippe__record *r, const struct emitted *m) {
    const char *own = v->e->service->name;
    for (unsigned i = 0; i < DAEMONS; i++)
        if (m->row->audience & (1u << i) && strcmp(daemon_names[i], own) != 0)
            stream_join(v, r, arena_printf(v->arena, "daemons:%s", daemon_names[i]));
    if (m->partner_stream) stream_join(v, r, stream_kept(v->e, v->arena, m->partner_stream));
}

/* The event in two parts: what may stand for ever, and what may be erased. A copy of the top alone is changed, because
 * the handler may have given the same event twice. */
static void event_pack(struct arena *a, struct emitted *m) {
    const ProtobufCFieldDescriptor *field = personal_field(m->event->descriptor);
    ProtobufCMessage *copy = arena_copy(a, m->event, m->event->descriptor->sizeof_message);
    const ProtobufCMessage *personal = field ? personal_of(m->event, field) : NULL;
    if (field) personal_set(copy, field, NULL);
    m->open = message_pack(a, copy);
    if (personal) m->personal = message_pack(a, personal);
    m->has_personal = personal != NULL;
}

/* What is personal, for whom it was emitted: the chain runs over what stands there, and holds when her key is gone. */
static void record_seal(struct view *v, sippe__record *r, const struct emitted *m) {
    r->sealed_for = id_field(v->arena, m->sealed_for);
    struct sealing s = record_sealing(r);
    r->sealed = pb_of(seal(v, &s, m->personal, &r->sealed_key));
}

/* Its time is when it was decided, not when its cause happened (d->at_ms). */
static sippe__record *record_make(struct decide *d, const struct emitted *m) {
    struct arena *a = d->view.arena;
    sippe__record *r = NEW(a, sippe__record);
    r->seq = d->view.e->seq + 1;
    r->id = id_field(a, m->id);
    r->type = m->event->descriptor->name;
    for (size_t i = 0; i < m->n_subjects; i++) APPEND(a, r, subjects, id_field(a, m->subjects[i]));
    r->at_ms = d->now_ms;
    r->actor = NEW(a, sippe__actor);
    if (!id_is_zero(d->principal.id)) r->actor->member = id_field(a, d->principal.id);
    if (!id_is_zero(d->principal.via)) r->actor->via = id_field(a, d->principal.via);
    r->cause = id_field(a, d->cause);
    r->hop = d->hop;
    r->open = pb_of(m->open);
    if (m->has_personal) record_seal(&d->view, r, m);
    return r;
}

struct id journal_chain(const uint8_t previous[ID_LEN], struct span packed) {
    return id_derive("sippe chain", span_of(previous, ID_LEN), packed, (struct span){NULL, 0});
}

static void subjects_index(struct view *v, const sippe__record *r) {
    for (size_t i = 0; i < r->n_subjects; i++) {
        struct key key = KEY(KEY_ID(id_of(r->subjects[i])), KEY_U64(r->seq));
        txn_put(v->txn, TABLE_SUBJECT, &key, (struct span){NULL, 0});
    }
}

/* The event as whoever reads it finds it, with a personal part in any case. A copy of the top alone is changed. */
static const ProtobufCMessage *event_live(struct arena *a, const struct emitted *m) {
    const ProtobufCFieldDescriptor *field = personal_field(m->event->descriptor);
    if (!field || m->has_personal) return m->event;
    ProtobufCMessage *copy = arena_copy(a, m->event, m->event->descriptor->sizeof_message);
    personal_set(copy, field, message_new(a, field->descriptor));
    return copy;
}

/* Live on the message that the handler built, as to unpack it again was a tenth of a submission's instructions. A
 * rebuild has the bytes alone, and what only the message held (a NULL where bytes give an empty text) would make other
 * rows then: in checked builds the two are compared, before and after. */
static void apply_now(struct view *v, const sippe__record *r, const struct emitted *m) {
    if (!m->row->apply) return;
    const ProtobufCMessage *event = event_live(v->arena, m);
#ifdef SIPPE_CHECKED
    struct written w = {.type = r->type, .open = m->open};
    if (m->has_personal) w.personal = m->personal;
    journal_apply_twice(v, r, m->row, &w, event);
#else
    journal_apply_event(v, r, m->row, event);
#endif
}

/* Packed twice: the chain runs over the record without it, then stands in it. The record is in the journal, and e->seq
 * is its own, before its apply runs: rows that keep its seq can be read through at once. */
static int record_write(struct decide *d, const struct emitted *m) {
    struct view *v = &d->view;
    struct engine *e = v->e;
    sippe__record *r = record_make(d, m);
    streams_join(v, r, m);
    struct span body = message_pack(v->arena, &r->base);
    if (body.len > ENGINE_RECORD_MAX) { /* events_pack leaves room for all that surrounds an event */
        if (!v->txn->err) v->txn->err = ERR_INVALID;
        return REASON_TOO_LARGE;
    }
    struct id chain = journal_chain(e->chain, body);
    r->chain = id_field(v->arena, chain);
    struct key key = KEY(KEY_U64(r->seq));
    txn_put(v->txn, TABLE_JOURNAL, &key, message_pack(v->arena, &r->base));
    subjects_index(v, r);
    type_note(e, m->row, r->seq);
    e->seq = r->seq;
    memcpy(e->chain, chain.bytes, ID_LEN);
    e->last_at_ms = r->at_ms;
    e->counters.records++;
    apply_now(v, r, m);
    return 0;
}

/* The one place where a subject that was erased is asked for: nothing is recorded of her any more, under no new key.
 * What the engine says itself, that a deadline fired or an attempt ended, is said in any case, and without what is
 * personal in it. */
static bool speaks_of_an_erased(const struct engine *e, struct emitted *m) {
    bool erased = m->has_personal && subject_is_erased(e, m->sealed_for);
    for (size_t i = 0; !erased && i < m->n_subjects; i++) erased = subject_is_erased(e, m->subjects[i]);
    if (!erased || !event_in(e->node, m->event->descriptor->name)) return erased;
    m->has_personal = m->has_personal && !subject_is_erased(e, m->sealed_for);
    return false;
}

/* Packs the events. Sizes are checked before anything is written, so that a refusal has nothing to undo. 8 KiB are for
 * what surrounds an event: 64 subjects are 1.2 KiB, streams and names well under one. */
static int events_pack(struct decide *d) {
    size_t total = 0;
    if (d->n_emitted > ENGINE_RECORDS_PER_MESSAGE) return REASON_TOO_LARGE;
    for (size_t i = 0; i < d->n_emitted; i++) {
        event_pack(d->view.arena, &d->emitted[i]);
        if (speaks_of_an_erased(d->view.e, &d->emitted[i])) return REASON_SUBJECT_ERASED;
        size_t size = d->emitted[i].open.len + seal_size(d->emitted[i].personal.len);
        if (size > ENGINE_RECORD_MAX - 8192) return REASON_TOO_LARGE;
        total += size;
    }
    return total > ENGINE_BYTES_PER_MESSAGE ? REASON_TOO_LARGE : 0;
}

int journal_append(struct decide *d) {
    int reason = events_pack(d);
    for (size_t i = 0; reason == 0 && i < d->n_emitted && !d->view.txn->err; i++)
        reason = record_write(d, &d->emitted[i]);
    d->n_emitted = 0;
    return reason;
}
