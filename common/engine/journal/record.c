/* Reading the journal: a record, and the event in it with its personal part opened and joined again. */
#include "engine/journal/journal.h"

void record_fill(struct arena *a, const sippe__record *r, struct record *out) {
    struct id *subjects = arena_alloc(a, r->n_subjects * sizeof *subjects);
    for (size_t i = 0; i < r->n_subjects; i++) subjects[i] = id_of(r->subjects[i]);
    *out = (struct record){.seq = r->seq,
                           .id = id_of(r->id),
                           .type = r->type,
                           .subjects = subjects,
                           .n_subjects = r->n_subjects,
                           .sealed_for = id_of(r->sealed_for),
                           .at_ms = r->at_ms,
                           .actor = r->actor ? id_of(r->actor->member) : (struct id){{0}},
                           .via = r->actor ? id_of(r->actor->via) : (struct id){{0}},
                           .cause = id_of(r->cause),
                           .hop = r->hop};
}

sippe__record *journal_read(struct view *v, uint64_t seq) {
    struct span packed;
    struct key key = KEY(KEY_U64(seq));
    if (!txn_get(v->txn, TABLE_JOURNAL, &key, &packed)) return NULL;
    sippe__record *r = UNPACK_OWN(v->arena, sippe__record, packed);
    if (!r && !v->txn->err) v->txn->err = ERR_CORRUPT;
    return r;
}

void *record_event(struct view *v, const ProtobufCMessageDescriptor *type, uint64_t seq, struct record *out) {
    struct written w;
    sippe__record *r = journal_read(v, seq);
    if (!r || !written_read(v, r, &w)) return NULL;
    void *event = journal_event(v->e, v->arena, type, &w);
    if (event && out) record_fill(v->arena, r, out);
    return event;
}

struct sealing record_sealing(const sippe__record *r) {
    return (struct sealing){
        .table = own_tables[TABLE_JOURNAL], .type = r->type, .name = span_pb(r->id), .subject = id_of(r->sealed_for)};
}

int written_open(struct view *v, const sippe__record *r, struct written *out) {
    *out = (struct written){.type = r->type, .open = span_pb(r->open)};
    if (!r->sealed.len) return 0;
    struct sealing s = record_sealing(r);
    int err = unseal(v, &s, r->sealed_key, span_pb(r->sealed), &out->personal);
    if (err == ERR_CORRUPT) damaged_record(v->e, r->seq);
    return err;
}

bool written_read(struct view *v, const sippe__record *r, struct written *out) {
    int err = written_open(v, r, out);
    if (!err || err == ERR_ERASED) return true;
    if (!v->txn->err) v->txn->err = err;
    return false;
}

/* The parts are checked apart, as they are packed. An enum number of a newer release is refused too: what it means
 * cannot be guessed, and the record waits, parked, for a release that knows. */
static bool is_sound(struct arena *a, const ProtobufCMessageDescriptor *type, const ProtobufCFieldDescriptor *personal,
                     const struct written *w) {
    if (message_check(a, type, w->open, MESSAGE_STRICT, NULL)) return false;
    return !w->personal.len || (personal && !message_check(a, personal->descriptor, w->personal, MESSAGE_STRICT, NULL));
}

/* The personal part is packed apart and joined again here: the event's field `personal`. */
static ProtobufCMessage *event_join(struct arena *a, const ProtobufCMessageDescriptor *type, const struct written *w) {
    const ProtobufCFieldDescriptor *field = personal_field(type);
    if (w->foreign && !is_sound(a, type, field, w)) return NULL;
    ProtobufCMessage *event = message_unpack_own(a, type, w->open);
    if (!event || !field || w->personal.len == 0) return event;
    ProtobufCMessage *personal = message_unpack_own(a, field->descriptor, w->personal);
    if (!personal) return NULL;
    personal_set(event, field, personal);
    return event;
}

static ProtobufCMessage *event_lift(struct arena *a, const struct lift *lift, const ProtobufCMessage *from) {
    ProtobufCMessage *to = arena_alloc(a, lift->to->sizeof_message);
    protobuf_c_message_init(lift->to, to);
    ((void (*)(struct arena *, const ProtobufCMessage *, ProtobufCMessage *))lift->run)(a, from, to);
    return to;
}

/* Under its own type a record is read as it was written, though it is lifted elsewhere. Whether the lifts lead to `as`
 * is known before anything is decoded. They run in turn, each on what the one before made. */
void *journal_event(const struct engine *e, struct arena *a, const ProtobufCMessageDescriptor *as,
                    const struct written *w) {
    if (strcmp(w->type, as->name) == 0) return personal_fill(a, event_join(a, as, w));
    const struct lift *lift = lift_find(e, w->type), *last = lift;
    while (last && last->to != as) last = lift_find(e, last->to->name);
    if (!last) return NULL;
    ProtobufCMessage *event = event_join(a, lift->from, w);
    while (event && event->descriptor != as) {
        event = event_lift(a, lift, event);
        lift = lift_find(e, lift->to->name);
    }
    return personal_fill(a, event);
}

bool record_head(struct view *v, uint64_t seq, struct record *out) {
    const sippe__record *r = journal_read(v, seq);
    if (r) record_fill(v->arena, r, out);
    return r != NULL;
}
