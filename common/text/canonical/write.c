#include "text/canonical/canonical.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/message_parts.h"
#include "text/canonical/name.h"
#include "text/json.h"
#include "text/plain.h"

struct writer {
    struct builder out;
    size_t most;
};

static bool is_full(const struct writer *w) { return w->out.len > w->most; }

static void write_message(struct writer *w, const ProtobufCMessage *m);

/* In quotes what a double of another reader would round. */
static void write_signed(struct writer *w, int64_t v, bool wide) {
    char text[32];
    snprintf(text, sizeof text, wide ? "\"%" PRId64 "\"" : "%" PRId64, v);
    builder_text(&w->out, text);
}

static void write_unsigned(struct writer *w, uint64_t v, bool wide) {
    char text[32];
    snprintf(text, sizeof text, wide ? "\"%" PRIu64 "\"" : "%" PRIu64, v);
    builder_text(&w->out, text);
}

/* The shortest that reads back as the same, as a double or as a float. */
static void write_real(struct writer *w, double v, int least, int most) {
    char text[40];
    if (isnan(v) || isinf(v)) {
        builder_text(&w->out, isnan(v) ? "\"NaN\"" : v < 0 ? "\"-Infinity\"" : "\"Infinity\"");
        return;
    }
    for (int precision = least; precision <= most; precision++) {
        snprintf(text, sizeof text, "%.*g", precision, v);
        double back = strtod(text, NULL);
        if (most == FLT_DECIMAL_DIG) back = (double)(float)back; /* as readers do, which have doubles alone */
        if (back == v) break;
    }
    builder_text(&w->out, text);
}

static void write_enum(struct writer *w, const ProtobufCEnumDescriptor *type, int value) {
    const ProtobufCEnumValue *v = protobuf_c_enum_descriptor_get_value(type, value);
    if (v)
        json_print_text(&w->out, v->name, strlen(v->name));
    else
        write_signed(w, value, false);
}

static void write_text(struct writer *w, const char *text) {
    text = tree_text_mended(w->out.arena, text);
    json_print_text(&w->out, text, strlen(text));
}

static void write_bytes(struct writer *w, const ProtobufCBinaryData *b) {
    size_t room = sodium_base64_ENCODED_LEN(b->len, sodium_base64_VARIANT_ORIGINAL);
    char *text = arena_alloc(w->out.arena, room);
    if (b->len) sodium_bin2base64(text, room, b->data, b->len, sodium_base64_VARIANT_ORIGINAL);
    json_print_text(&w->out, text, strlen(text));
}

static void write_value(struct writer *w, const ProtobufCFieldDescriptor *field, const void *at) {
    switch (field->type) {
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_SFIXED32: write_signed(w, *(const int32_t *)at, false); break;
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64: write_signed(w, *(const int64_t *)at, true); break;
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_FIXED32: write_unsigned(w, *(const uint32_t *)at, false); break;
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64: write_unsigned(w, *(const uint64_t *)at, true); break;
    case PROTOBUF_C_TYPE_FLOAT: write_real(w, (double)*(const float *)at, FLT_DIG, FLT_DECIMAL_DIG); break;
    case PROTOBUF_C_TYPE_DOUBLE: write_real(w, *(const double *)at, DBL_DIG, DBL_DECIMAL_DIG); break;
    case PROTOBUF_C_TYPE_BOOL: builder_text(&w->out, *(const protobuf_c_boolean *)at ? "true" : "false"); break;
    case PROTOBUF_C_TYPE_ENUM: write_enum(w, field->descriptor, *(const int *)at); break;
    case PROTOBUF_C_TYPE_STRING: write_text(w, *(const char *const *)at); break;
    case PROTOBUF_C_TYPE_BYTES: write_bytes(w, at); break;
    case PROTOBUF_C_TYPE_MESSAGE: write_message(w, *(const ProtobufCMessage *const *)at); break;
    }
}

static void write_list(struct writer *w, const ProtobufCFieldDescriptor *field, struct message_values v) {
    builder_char(&w->out, '[');
    for (size_t i = 0; i < v.n && !is_full(w); i++) {
        if (i) builder_char(&w->out, ',');
        write_value(w, field, (const uint8_t *)v.list + i * plain_size(field->type));
    }
    builder_char(&w->out, ']');
}

static bool is_written(const ProtobufCFieldDescriptor *field, struct message_values v) {
    if (!v.n) return false;
    return field->label == PROTOBUF_C_LABEL_REPEATED || field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF ||
           !plain_is_default(field, v.list);
}

/* A part that is NULL where it is set (in a list, in a oneof) is written as an empty one, as it is packed. */
static void write_message(struct writer *w, const ProtobufCMessage *m) {
    const char *before = "";
    builder_char(&w->out, '{');
    for (unsigned i = 0; m && i < m->descriptor->n_fields && !is_full(w); i++) {
        const ProtobufCFieldDescriptor *field = &m->descriptor->fields[i];
        struct message_values v = message_values(m, field);
        if (!is_written(field, v)) continue;
        builder_text(&w->out, before);
        builder_char(&w->out, '"');
        json_name_write(&w->out, field->name);
        builder_text(&w->out, "\":");
        if (field->label == PROTOBUF_C_LABEL_REPEATED)
            write_list(w, field, v);
        else
            write_value(w, field, v.list);
        before = ",";
    }
    builder_char(&w->out, '}');
}

char *canonical_write(struct arena *a, const ProtobufCMessage *m, size_t most) {
    struct writer w = {.out = {.arena = a}, .most = most};
    write_message(&w, m);
    return is_full(&w) ? NULL : builder_end(&w.out);
}
