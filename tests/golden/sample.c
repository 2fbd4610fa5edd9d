#include "sample.h"

#include <string.h>
#include "base/message.h"
#include "proto/types.h"
#include "text/plain.h"

enum { ELEMENTS = 2 };

static ProtobufCMessage *sample_part(struct arena *a, const ProtobufCMessageDescriptor *type, const char *field,
                                     unsigned i);

/* The last value: the newest, so that a release that forgets it is found. */
static int32_t sample_enum(const ProtobufCEnumDescriptor *type) { return type->values[type->n_values - 1].value; }

static ProtobufCBinaryData sample_bytes(struct arena *a, const char *name, unsigned i) {
    struct id id = id_derive("sample", span_text(name), span_of(&i, 1), (struct span){NULL, 0});
    return id_field(a, id);
}

static void sample_value(struct arena *a, const ProtobufCFieldDescriptor *f, unsigned i, void *out) {
    uint64_t number = f->id * 100 + i;
    double real = 45.5 + (double)number;
    float half = (float)real;
    int32_t choice = f->type == PROTOBUF_C_TYPE_ENUM ? sample_enum(f->descriptor) : 0;
    protobuf_c_boolean truth = true;
    const void *pointer = NULL;
    ProtobufCBinaryData bytes;
    if (f->type == PROTOBUF_C_TYPE_STRING)
        pointer = arena_printf(a, "%s é %u", f->name, i);
    else if (f->type == PROTOBUF_C_TYPE_MESSAGE)
        pointer = sample_part(a, f->descriptor, f->name, i);
    if (pointer)
        memcpy(out, &pointer, sizeof pointer);
    else if (f->type == PROTOBUF_C_TYPE_DOUBLE)
        memcpy(out, &real, sizeof real);
    else if (f->type == PROTOBUF_C_TYPE_FLOAT)
        memcpy(out, &half, sizeof half);
    else if (f->type == PROTOBUF_C_TYPE_ENUM)
        memcpy(out, &choice, sizeof choice);
    else if (f->type == PROTOBUF_C_TYPE_BOOL)
        memcpy(out, &truth, sizeof truth);
    else if (f->type == PROTOBUF_C_TYPE_BYTES)
        bytes = sample_bytes(a, f->name, i), memcpy(out, &bytes, sizeof bytes);
    else
        memcpy(out, &number, plain_size(f->type)); /* little-endian */
}

static void sample_field(struct arena *a, const ProtobufCFieldDescriptor *f, ProtobufCMessage *m) {
    uint8_t *at = (uint8_t *)m + f->offset, *count = (uint8_t *)m + f->quantifier_offset;
    if (f->label == PROTOBUF_C_LABEL_REPEATED) {
        size_t n = ELEMENTS, size = plain_size(f->type);
        uint8_t *list = arena_alloc(a, n * size);
        for (unsigned i = 0; i < n; i++) sample_value(a, f, i + 1, list + i * size);
        memcpy(at, &list, sizeof list);
        memcpy(count, &n, sizeof n);
        return;
    }
    if (f->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) {
        uint32_t which;
        memcpy(&which, count, sizeof which);
        if (which) return;
        memcpy(count, &f->id, sizeof f->id);
    }
    sample_value(a, f, 0, at);
}

/* Values that have a canonical form keep to it, so that JSON gives the same message. */
static ProtobufCMessage *sample_part(struct arena *a, const ProtobufCMessageDescriptor *type, const char *field,
                                     unsigned i) {
    if (type == &sippe__date__descriptor) {
        sippe__date *date = NEW(a, sippe__date);
        *date = (sippe__date){date->base, 2026, 3, 14 + (int32_t)i};
        return &date->base;
    }
    if (type == &sippe__instant__descriptor) {
        sippe__instant *instant = NEW(a, sippe__instant);
        instant->ms = INT64_C(1773500000000) + (int64_t)strlen(field);
        return &instant->base;
    }
    if (type == &sippe__postal_code__descriptor) {
        sippe__postal_code *code = NEW(a, sippe__postal_code);
        code->code = "H2M1A4";
        return &code->base;
    }
    if (type == &sippe__language__descriptor) {
        sippe__language *language = NEW(a, sippe__language);
        language->code = "fr";
        return &language->base;
    }
    return sample_message(a, type);
}

ProtobufCMessage *sample_message(struct arena *a, const ProtobufCMessageDescriptor *type) {
    ProtobufCMessage *m = message_new(a, type);
    for (unsigned i = 0; i < type->n_fields; i++) sample_field(a, &type->fields[i], m);
    return m;
}
