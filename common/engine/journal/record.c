/* Reading the journal: a record, and the event in it with its personal part joined again. */
#include "engine/journal/journal.h"

void record_fill(struct arena *a, const sippe__record *r, struct record *out) {
    struct id *subjects = arena_alloc(a, r->n_subjects * sizeof *subjects);
    for (size_t i = 0; i < r->n_subjects; i++) subjects[i] = id_of(r->subjects[i]);
    *out = (struct record){.seq = r->seq,
                           .id = id_of(r->id),
                           .type = r->type,
                           .subjects = subjects,
                           .n_subjects = r->n_subjects,
                           .at_ms = r->at_ms,
                           .principal = r->actor ? r->actor->principal : "",
                           .on_behalf_of = r->actor ? r->actor->on_behalf_of : "",
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
    sippe__record *r = journal_read(v, seq);
    if (!r || strcmp(r->type, type->name) != 0) return NULL;
    if (out) record_fill(v->arena, r, out);
    return journal_event(v->arena, type, span_pb(r->open), span_pb(r->sealed));
}

/* The personal part is packed apart and joined again here: the event's field `personal`. */
void *journal_event(struct arena *a, const ProtobufCMessageDescriptor *type, struct span open, struct span sealed) {
    ProtobufCMessage *event = message_unpack_own(a, type, open);
    const ProtobufCFieldDescriptor *field = protobuf_c_message_descriptor_get_field_by_name(type, "personal");
    if (!event || !field || sealed.len == 0) return event;
    ProtobufCMessage *personal = message_unpack_own(a, field->descriptor, sealed);
    if (!personal) return NULL;
    memcpy((uint8_t *)event + field->offset, &personal, sizeof personal);
    return event;
}
