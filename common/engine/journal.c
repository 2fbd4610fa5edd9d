/* Appending: what a decide gathered becomes records, in the order in which it was gathered, and is applied. */
#include "engine/internal.h"

#include <stdio.h>

uint64_t stream_head(struct view *v, const char *stream) {
    struct key prefix = KEY(KEY_TEXT(stream)), last;
    struct span value;
    if (!txn_last(v->txn, TABLE_STREAM, &prefix, &last, &value)) return 0;
    return key_u64_at(&last, prefix.len);
}

static void stream_join(struct view *v, sippe__record *r, const char *stream) {
    sippe__stream_entry *entry = NEW(v->arena, sippe__stream_entry);
    entry->name = stream;
    entry->n = stream_head(v, stream) + 1;
    APPEND(v->arena, r, streams, entry);
    struct key key = KEY(KEY_TEXT(stream), KEY_U64(entry->n)), seq = KEY(KEY_U64(r->seq));
    txn_put(v->txn, TABLE_STREAM, &key, key_span(&seq));
}

static void streams_join(struct view *v, sippe__record *r, const struct emitted *m) {
    static const char *const peers[] = {"daemons:intake", "daemons:scheduling", "daemons:directory",
                                        "daemons:notifications"};
    const char *own = v->e->service->name;
    for (unsigned i = 0; i < sizeof peers / sizeof peers[0]; i++)
        if (m->row->audience & (1u << i) && strcmp(peers[i] + strlen("daemons:"), own) != 0)
            stream_join(v, r, peers[i]);
    if (m->partner_stream) stream_join(v, r, m->partner_stream);
}

/* The event in two parts: what may stand for ever, and what may be erased. */
static void event_pack(struct arena *a, struct emitted *m) {
    const ProtobufCFieldDescriptor *field =
        protobuf_c_message_descriptor_get_field_by_name(m->event->descriptor, "personal");
    ProtobufCMessage *copy = arena_copy(a, m->event, m->event->descriptor->sizeof_message);
    ProtobufCMessage *personal = NULL, *none = NULL;
    if (field) {
        memcpy(&personal, (const uint8_t *)m->event + field->offset, sizeof personal);
        memcpy((uint8_t *)copy + field->offset, &none, sizeof none);
    }
    m->open = message_pack(a, copy);
    if (personal) m->sealed = message_pack(a, personal);
    m->has_sealed = personal != NULL;
}

static sippe__record *record_make(struct decide *d, const struct emitted *m) {
    struct arena *a = d->view.arena;
    sippe__record *r = NEW(a, sippe__record);
    r->seq = d->view.e->seq + 1;
    r->id = id_field(a, m->id);
    r->type = m->event->descriptor->name;
    for (size_t i = 0; i < m->n_subjects; i++) APPEND(a, r, subjects, id_field(a, m->subjects[i]));
    r->at_ms = d->now_ms;
    r->actor = NEW(a, sippe__actor);
    r->actor->principal = d->principal.name;
    r->actor->on_behalf_of = d->on_behalf_of;
    r->cause = id_field(a, d->cause);
    r->hop = d->hop;
    r->open = pb_of(m->open);
    r->sealed = pb_of(m->sealed);
    if (m->has_sealed) r->sealed_key = "identity";
    return r;
}

static struct id chain_next(const uint8_t previous[ID_LEN], struct span packed) {
    return id_derive("sippe chain", span_of(previous, ID_LEN), packed, (struct span){NULL, 0});
}

static void subjects_index(struct view *v, const sippe__record *r) {
    for (size_t i = 0; i < r->n_subjects; i++) {
        struct key key = KEY(KEY_ID(id_of_bytes(r->subjects[i])), KEY_U64(r->seq));
        txn_put(v->txn, TABLE_SUBJECT, &key, (struct span){NULL, 0});
    }
}

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
    struct id chain = chain_next(e->chain, body);
    r->chain = id_field(v->arena, chain);
    struct key key = KEY(KEY_U64(r->seq));
    txn_put(v->txn, TABLE_JOURNAL, &key, message_pack(v->arena, &r->base));
    subjects_index(v, r);
    e->seq = r->seq;
    memcpy(e->chain, chain.bytes, ID_LEN);
    e->last_at_ms = r->at_ms;
    e->heads_moved |= r->n_streams > 0;
    e->counters.records++;
    journal_apply(v, r);
    return 0;
}

/* Packs the events. Sizes are checked before anything is written, so that a refusal has nothing to undo. */
static int events_pack(struct decide *d) {
    size_t total = 0;
    if (d->n_emitted > ENGINE_RECORDS_PER_MESSAGE) return REASON_TOO_LARGE;
    for (size_t i = 0; i < d->n_emitted; i++) {
        event_pack(d->view.arena, &d->emitted[i]);
        size_t size = d->emitted[i].open.len + d->emitted[i].sealed.len;
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

/* ---- checking ---- */

struct check {
    struct txn *txn;
    struct arena arena; /* of the record in hand */
    uint64_t seq;
    uint8_t chain[ID_LEN];
};

static bool streams_hold(struct check *c, const sippe__record *r) {
    struct key own = KEY(KEY_U64(r->seq));
    for (size_t i = 0; i < r->n_streams; i++) {
        struct key key = KEY(KEY_TEXT(r->streams[i]->name), KEY_U64(r->streams[i]->n));
        struct span seq;
        if (!txn_get(c->txn, TABLE_STREAM, &key, &seq) || !span_equal(seq, key_span(&own))) return false;
    }
    return true;
}

/* NULL, or what is wrong with this row of the journal. */
static const char *record_fault(struct check *c, const struct key *key, struct span packed) {
    sippe__record *r = UNPACK_OWN(&c->arena, sippe__record, packed);
    if (!r) return "it cannot be read";
    if (key_u64_at(key, 0) != c->seq + 1 || r->seq != c->seq + 1) return "a number is missing before it";
    struct id given = id_of_bytes(r->chain);
    r->chain = (ProtobufCBinaryData){0, NULL};
    struct id chain = chain_next(c->chain, message_pack(&c->arena, &r->base));
    if (!id_equal(chain, given)) return "its chain does not follow from the records before it";
    if (!streams_hold(c, r)) return "a stream does not lead to it";
    c->seq = r->seq;
    memcpy(c->chain, chain.bytes, ID_LEN);
    return NULL;
}

static bool head_holds(struct check *c) {
    struct key name = KEY(KEY_TEXT("head"));
    struct span head;
    if (!txn_get(c->txn, TABLE_META, &name, &head)) return c->seq == 0;
    struct key k = key_from(head);
    struct id chain = key_id_at(&k, 8);
    return key_u64_at(&k, 0) == c->seq && memcmp(chain.bytes, c->chain, ID_LEN) == 0;
}

int journal_check(struct txn *t, char fault[200]) {
    struct check c = {.txn = t};
    const char *wrong = NULL;
    arena_init(&c.arena);
    struct store_cursor cursor = cursor_open(t, TABLE_JOURNAL, &KEY_EMPTY, NULL);
    for (; !wrong && cursor_next(&cursor); arena_reset(&c.arena)) wrong = record_fault(&c, &cursor.key, cursor.value);
    cursor_close(&cursor);
    arena_close(&c.arena);
    if (!wrong && !t->err && !head_holds(&c)) wrong = "the journal does not end where it says";
    if (wrong) snprintf(fault, 200, "record %llu: %s", (unsigned long long)c.seq + 1, wrong);
    return wrong ? ERR_CORRUPT : t->err;
}
