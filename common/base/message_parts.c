/* A message looked through part by part, by its descriptor. */
#include "base/message_parts.h"

#include <string.h>

struct message_values message_values(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *field) {
    const uint8_t *at = (const uint8_t *)m;
    if (field->label == PROTOBUF_C_LABEL_REPEATED) {
        struct message_values v;
        memcpy(&v.n, at + field->quantifier_offset, sizeof v.n);
        memcpy(&v.list, at + field->offset, sizeof v.list);
        return v;
    }
    uint32_t which = field->id; /* the members of a oneof share one place: only the one that is set is a value */
    if (field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) memcpy(&which, at + field->quantifier_offset, sizeof which);
    return (struct message_values){which == field->id, at + field->offset};
}

static bool part_in_arena(const struct arena *a, const ProtobufCFieldDescriptor *field, const void *list, size_t i) {
    if (field->type == PROTOBUF_C_TYPE_MESSAGE) {
        const ProtobufCMessage *part = ((const ProtobufCMessage *const *)list)[i];
        return !part || message_in_arena(a, part);
    }
    if (field->type != PROTOBUF_C_TYPE_BYTES) return true; /* texts may be literals */
    const ProtobufCBinaryData *bytes = &((const ProtobufCBinaryData *)list)[i];
    return !bytes->len || (arena_holds(a, bytes->data) && arena_holds(a, bytes->data + bytes->len - 1));
}

bool message_in_arena(const struct arena *a, const ProtobufCMessage *m) {
    if (!arena_holds(a, m)) return false;
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &m->descriptor->fields[i];
        struct message_values v = message_values(m, field);
        if (v.n && !arena_holds(a, v.list)) return false;
        for (size_t k = 0; k < v.n; k++)
            if (!part_in_arena(a, field, v.list, k)) return false;
    }
    for (unsigned i = 0; i < m->n_unknown_fields; i++)
        if (!arena_holds(a, &m->unknown_fields[i]) || !arena_holds(a, m->unknown_fields[i].data)) return false;
    return true;
}

static bool part_mentions(const ProtobufCFieldDescriptor *field, const void *list, size_t i, struct span text) {
    if (field->type == PROTOBUF_C_TYPE_MESSAGE) {
        const ProtobufCMessage *part = ((const ProtobufCMessage *const *)list)[i];
        return part && message_mentions(part, (const char *)text.data);
    }
    if (field->type == PROTOBUF_C_TYPE_STRING) {
        const char *s = ((const char *const *)list)[i];
        return s && strstr(s, (const char *)text.data);
    }
    if (field->type != PROTOBUF_C_TYPE_BYTES) return false;
    const ProtobufCBinaryData *bytes = &((const ProtobufCBinaryData *)list)[i];
    return bytes->len && memmem(bytes->data, bytes->len, text.data, text.len);
}

bool message_mentions(const ProtobufCMessage *m, const char *text) {
    struct span t = span_text(text);
    if (!t.len) return false;
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
        struct message_values v = message_values(m, &m->descriptor->fields[i]);
        for (size_t k = 0; k < v.n; k++)
            if (part_mentions(&m->descriptor->fields[i], v.list, k, t)) return true;
    }
    for (unsigned i = 0; i < m->n_unknown_fields; i++)
        if (memmem(m->unknown_fields[i].data, m->unknown_fields[i].len, t.data, t.len)) return true;
    return false;
}
