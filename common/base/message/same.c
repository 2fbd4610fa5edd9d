/* Two messages compared as whoever reads their structs sees them. */
#include "base/message_parts.h"
#include "base/message/wire.h"

static bool same_text(const char *a, const char *b) { return a && b ? strcmp(a, b) == 0 : a == b; }

static bool same_part(const ProtobufCMessage *a, const ProtobufCMessage *b) {
    return a && b ? message_same(a, b) : a == b;
}

static bool same_number(ProtobufCType type, const void *a, const void *b) {
    if (type == PROTOBUF_C_TYPE_BOOL) return !*(const protobuf_c_boolean *)a == !*(const protobuf_c_boolean *)b;
    if (type == PROTOBUF_C_TYPE_DOUBLE) return *(const double *)a == *(const double *)b; /* -0.0 is packed as 0.0 */
    if (type == PROTOBUF_C_TYPE_FLOAT) return *(const float *)a == *(const float *)b;
    return memcmp(a, b, wire_size_in_c(type)) == 0;
}

static bool same_value(ProtobufCType type, const uint8_t *a, const uint8_t *b) {
    if (type == PROTOBUF_C_TYPE_STRING) return same_text(*(const char *const *)a, *(const char *const *)b);
    if (type == PROTOBUF_C_TYPE_BYTES)
        return span_equal(span_pb(*(const ProtobufCBinaryData *)a), span_pb(*(const ProtobufCBinaryData *)b));
    if (type != PROTOBUF_C_TYPE_MESSAGE) return same_number(type, a, b);
    return same_part(*(const ProtobufCMessage *const *)a, *(const ProtobufCMessage *const *)b);
}

/* Of an optional number that is not said nothing else counts. */
static bool is_said(const ProtobufCFieldDescriptor *field, const ProtobufCMessage *m) {
    if (field->label != PROTOBUF_C_LABEL_OPTIONAL || !field->quantifier_offset) return true;
    if (field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) return true;
    return *(const protobuf_c_boolean *)((const uint8_t *)m + field->quantifier_offset) != 0;
}

static bool same_field(const ProtobufCFieldDescriptor *field, const ProtobufCMessage *a, const ProtobufCMessage *b) {
    struct message_values x = message_values(a, field), y = message_values(b, field);
    size_t size = wire_size_in_c(field->type);
    if (x.n != y.n || is_said(field, a) != is_said(field, b)) return false;
    for (size_t i = 0; i < x.n && is_said(field, a); i++)
        if (!same_value(field->type, (const uint8_t *)x.list + i * size, (const uint8_t *)y.list + i * size))
            return false;
    return true;
}

static bool same_unknown(const ProtobufCMessageUnknownField *a, const ProtobufCMessageUnknownField *b) {
    return a->tag == b->tag && a->wire_type == b->wire_type &&
           span_equal(span_of(a->data, a->len), span_of(b->data, b->len));
}

bool message_same(const ProtobufCMessage *a, const ProtobufCMessage *b) {
    if (a->descriptor != b->descriptor || a->n_unknown_fields != b->n_unknown_fields) return false;
    for (unsigned i = 0; i < a->n_unknown_fields; i++)
        if (!same_unknown(&a->unknown_fields[i], &b->unknown_fields[i])) return false;
    for (unsigned i = 0; i < a->descriptor->n_fields; i++)
        if (!same_field(&a->descriptor->fields[i], a, b)) return false;
    return true;
}
