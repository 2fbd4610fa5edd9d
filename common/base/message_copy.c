/* A deep copy by descriptor: a third of the work of packing and unpacking, which were a twelfth of a submission's
 * instructions. The struct is copied as it is, then each pointer in the copy is followed and replaced, so that a field
 * of a kind that is not named here would go on pointing into the original. */
#include "base/message/wire.h"

/* An absent text is protobuf-c's constant empty one, as message_new leaves it: never NULL. */
static void copy_text(struct arena *a, void *at) {
    const char *text;
    memcpy(&text, at, sizeof text);
    text = text && *text ? arena_text(a, text) : protobuf_c_empty_string;
    memcpy(at, &text, sizeof text);
}

static void copy_bytes(struct arena *a, void *at) {
    ProtobufCBinaryData bytes;
    memcpy(&bytes, at, sizeof bytes);
    bytes.data = bytes.len ? arena_copy(a, bytes.data, bytes.len) : NULL;
    memcpy(at, &bytes, sizeof bytes);
}

static void copy_part(struct arena *a, void *at) {
    const ProtobufCMessage *part;
    memcpy(&part, at, sizeof part);
    if (part) part = message_copy(a, part);
    memcpy(at, &part, sizeof part);
}

/* What the values at `at` point to becomes the copy's own. */
static void copy_values(struct arena *a, ProtobufCType type, uint8_t *at, size_t n) {
    if (type == PROTOBUF_C_TYPE_STRING)
        for (size_t i = 0; i < n; i++) copy_text(a, at + i * sizeof(char *));
    else if (type == PROTOBUF_C_TYPE_BYTES)
        for (size_t i = 0; i < n; i++) copy_bytes(a, at + i * sizeof(ProtobufCBinaryData));
    else if (type == PROTOBUF_C_TYPE_MESSAGE)
        for (size_t i = 0; i < n; i++) copy_part(a, at + i * sizeof(void *));
}

/* Of a oneof only the member that is set: the others are the same bytes read as something else. */
static void copy_field(struct arena *a, const ProtobufCFieldDescriptor *f, uint8_t *m) {
    uint8_t *at = m + f->offset;
    uint32_t which = f->id;
    size_t n = 1;
    if (f->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) memcpy(&which, m + f->quantifier_offset, sizeof which);
    if (which != f->id) return;
    if (f->label == PROTOBUF_C_LABEL_REPEATED) {
        uint8_t *list;
        memcpy(&n, m + f->quantifier_offset, sizeof n);
        memcpy(&list, at, sizeof list);
        list = n ? arena_copy(a, list, n * wire_size_in_c(f->type)) : NULL;
        memcpy(at, &list, sizeof list);
        at = list;
    }
    copy_values(a, f->type, at, n);
}

void *message_copy(struct arena *a, const ProtobufCMessage *m) {
    ProtobufCMessage *out = arena_copy(a, m, m->descriptor->sizeof_message);
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) copy_field(a, &m->descriptor->fields[i], (uint8_t *)out);
    out->unknown_fields = NULL;
    if (m->n_unknown_fields)
        out->unknown_fields = arena_copy(a, m->unknown_fields, m->n_unknown_fields * sizeof *m->unknown_fields);
    for (unsigned i = 0; i < m->n_unknown_fields; i++)
        out->unknown_fields[i].data = arena_copy(a, m->unknown_fields[i].data, m->unknown_fields[i].len);
    return out;
}

static void field_put(ProtobufCMessage *to, const ProtobufCMessage *from, const ProtobufCFieldDescriptor *f) {
    uint8_t *in = (uint8_t *)to;
    const uint8_t *out = (const uint8_t *)from;
    bool list = f->label == PROTOBUF_C_LABEL_REPEATED;
    memcpy(in + f->offset, out + f->offset, list ? sizeof(void *) : wire_size_in_c(f->type));
    if (list) memcpy(in + f->quantifier_offset, out + f->quantifier_offset, sizeof(size_t));
}

static struct span field_alone(struct arena *a, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f) {
    ProtobufCMessage *alone = message_new(a, m->descriptor);
    field_put(alone, m, f);
    return message_pack(a, alone);
}

void *message_onto(struct arena *a, const ProtobufCMessage *onto, const ProtobufCMessage *before,
                   const ProtobufCMessage *after) {
    ProtobufCMessage *out = message_copy(a, onto), *now = message_copy(a, after);
    for (unsigned i = 0; i < out->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &out->descriptor->fields[i];
        if (!span_equal(field_alone(a, before, f), field_alone(a, now, f))) field_put(out, now, f);
    }
    return out;
}
