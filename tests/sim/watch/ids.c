#include "ids.h"
#include <string.h>

static void bytes_see(const ProtobufCFieldDescriptor *f, const void *at, const ProtobufCMessage *in, id_seen_fn *seen,
                      void *owner) {
    const ProtobufCBinaryData *b = at;
    if (b->len == ID_LEN) seen(owner, f->name, id_of(*b), in);
}

static void value_see(const ProtobufCFieldDescriptor *f, const void *at, const ProtobufCMessage *in, id_seen_fn *seen,
                      void *owner) {
    const ProtobufCMessage *const *part = at;
    if (f->type == PROTOBUF_C_TYPE_BYTES) bytes_see(f, at, in, seen, owner);
    if (f->type == PROTOBUF_C_TYPE_MESSAGE && *part) ids_each(*part, seen, owner);
}

/* Of a choice only what was chosen stands there. */
static bool is_there(const ProtobufCFieldDescriptor *f, const ProtobufCMessage *m) {
    uint32_t chosen;
    if (!(f->flags & PROTOBUF_C_FIELD_FLAG_ONEOF)) return true;
    memcpy(&chosen, (const uint8_t *)m + f->quantifier_offset, sizeof chosen);
    return chosen == f->id;
}

void ids_each(const ProtobufCMessage *m, id_seen_fn *seen, void *owner) {
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
        const uint8_t *at = (const uint8_t *)m + f->offset;
        if (f->type != PROTOBUF_C_TYPE_BYTES && f->type != PROTOBUF_C_TYPE_MESSAGE) continue;
        if (!is_there(f, m)) continue;
        if (f->label != PROTOBUF_C_LABEL_REPEATED) {
            value_see(f, at, m, seen, owner);
            continue;
        }
        size_t n, size = f->type == PROTOBUF_C_TYPE_BYTES ? sizeof(ProtobufCBinaryData) : sizeof(void *);
        memcpy(&n, (const uint8_t *)m + f->quantifier_offset, sizeof n);
        const uint8_t *list;
        memcpy(&list, at, sizeof list);
        for (size_t k = 0; k < n; k++) value_see(f, list + k * size, m, seen, owner);
    }
}

bool id_names_thing(const char *field) {
    static const char *const others[] = {"organization_id", "service_id", "record_id", "request_id", "location_id"};
    size_t len = strlen(field);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strcmp(field, others[i]) == 0) return false;
    return strcmp(field, "thing") == 0 || (len > 3 && strcmp(field + len - 3, "_id") == 0);
}

bool ids_thing(const ProtobufCMessage *m, struct id *out) {
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
        if (f->label == PROTOBUF_C_LABEL_REPEATED || !id_names_thing(f->name)) continue;
        const ProtobufCBinaryData *b = bytes_field(m, f->name);
        if (b && b->len == ID_LEN) return *out = id_of(*b), true;
    }
    return false;
}

static void *field_at(const ProtobufCMessage *m, const char *name, ProtobufCType type) {
    const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(m->descriptor, name);
    if (!f || f->type != type || f->label == PROTOBUF_C_LABEL_REPEATED) return NULL;
    return (uint8_t *)(uintptr_t)m + f->offset;
}

ProtobufCBinaryData *bytes_field(const ProtobufCMessage *m, const char *name) {
    return field_at(m, name, PROTOBUF_C_TYPE_BYTES);
}
const char **text_field(const ProtobufCMessage *m, const char *name) {
    return field_at(m, name, PROTOBUF_C_TYPE_STRING);
}
