#include "text/json.h"

#include <math.h>
#include <string.h>
#include "text/plain.h"

/* Amounts and 64-bit numbers past these are written as texts: a double holds 15 decimal digits, jansson's integers 63
 * bits. */
static const int64_t MONEY_AS_NUMBER_MAX = 999999999999999;

static json_t *text_value(struct arena *a, const char *text) { return json_string(tree_text_mended(a, text)); }

static json_t *unsigned_value(struct arena *a, uint64_t v) {
    return v <= INT64_MAX ? json_integer((json_int_t)v) : json_string(arena_printf(a, "%llu", (unsigned long long)v));
}

static json_t *real_value(double v) { return isfinite(v) ? json_real(v) : json_null(); }

/* A value that this release does not know is its number, which alone does not read back: a newer release has its
 * name. */
static json_t *enum_value(const ProtobufCEnumDescriptor *type, int value) {
    const char *name = plain_enum_write(type, value);
    return name ? json_string(name) : json_integer(value);
}

static json_t *part_value(struct arena *a, const ProtobufCMessage *m);

static json_t *field_value(struct arena *a, const ProtobufCFieldDescriptor *field, const void *at) {
    switch (field->type) {
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_SFIXED32: return json_integer(*(const int32_t *)at);
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64: return json_integer(*(const int64_t *)at);
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_FIXED32: return json_integer(*(const uint32_t *)at);
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64: return unsigned_value(a, *(const uint64_t *)at);
    case PROTOBUF_C_TYPE_FLOAT: return real_value((double)*(const float *)at);
    case PROTOBUF_C_TYPE_DOUBLE: return real_value(*(const double *)at);
    case PROTOBUF_C_TYPE_BOOL: return json_boolean(*(const protobuf_c_boolean *)at);
    case PROTOBUF_C_TYPE_ENUM: return enum_value(field->descriptor, *(const int *)at);
    case PROTOBUF_C_TYPE_STRING: return text_value(a, *(const char *const *)at);
    case PROTOBUF_C_TYPE_BYTES: return json_string(plain_bytes_write(a, *(const ProtobufCBinaryData *)at));
    case PROTOBUF_C_TYPE_MESSAGE: break;
    }
    return part_value(a, *(const ProtobufCMessage *const *)at);
}

static json_t *list_value(struct arena *a, const ProtobufCFieldDescriptor *field, const void *at, size_t n) {
    const uint8_t *list = *(const uint8_t *const *)at;
    json_t *out = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(out, field_value(a, field, list + i * plain_size(field->type)));
    return out;
}

/* NULL: nothing to write. */
static json_t *member_value(struct arena *a, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *field) {
    const uint8_t *at = (const uint8_t *)m + field->offset, *count = (const uint8_t *)m + field->quantifier_offset;
    if (field->label == PROTOBUF_C_LABEL_REPEATED) {
        size_t n = *(const size_t *)(const void *)count;
        return n ? list_value(a, field, at, n) : NULL;
    }
    if (field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) {
        if (*(const uint32_t *)(const void *)count != field->id) return NULL;
    } else if (plain_is_default(field, at)) {
        return NULL;
    }
    return field_value(a, field, at);
}

static json_t *map_value(struct arena *a, const ProtobufCMessage *m) {
    json_t *out = json_object();
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &m->descriptor->fields[i];
        json_t *v = member_value(a, m, field);
        if (v) json_object_set_new(out, field->name, v);
    }
    return out;
}

/* As a number where a double is exact to the cent. */
static json_t *money_value(struct arena *a, const sippe__money *m) {
    if (m->cents > MONEY_AS_NUMBER_MAX || m->cents < -MONEY_AS_NUMBER_MAX)
        return json_string(plain_money_write(a, m->cents));
    if (m->cents % 100 == 0) return json_integer(m->cents / 100);
    return json_real((double)m->cents / 100);
}

/* NULL when only the map says it: an answer whose text reads like UNKNOWN, or that holds nothing. */
static json_t *answer_value(struct arena *a, const ProtobufCMessage *m) {
    const ProtobufCFieldDescriptor *value = &m->descriptor->fields[0], *not_known = &m->descriptor->fields[1];
    json_t *v = member_value(a, m, value);
    if (!v) return member_value(a, m, not_known);
    if ((json_is_string(v) && plain_enum_read(not_known->descriptor, json_string_value(v))) || json_is_object(v) ||
        json_is_null(v)) {
        json_decref(v);
        return NULL;
    }
    return v;
}

/* The one word of a plain value; NULL: it has none, its map is written. */
static json_t *plain_value(struct arena *a, const ProtobufCMessage *m) {
    const void *at = m;
    const char *text = NULL;
    switch (plain_kind(m->descriptor)) {
    case PLAIN_DATE: text = plain_date_write(a, at); break;
    case PLAIN_INSTANT: text = plain_instant_write(a, ((const sippe__instant *)at)->ms); break;
    case PLAIN_MONEY: return money_value(a, at);
    case PLAIN_POSTAL_CODE: return text_value(a, ((const sippe__postal_code *)at)->code);
    case PLAIN_LANGUAGE: return text_value(a, ((const sippe__language *)at)->code);
    case PLAIN_ANSWER: return answer_value(a, m);
    case PLAIN_NONE: break;
    }
    return text ? json_string(text) : NULL;
}

/* A part in a list is never absent; one that is NULL all the same is written as an empty one. */
static json_t *part_value(struct arena *a, const ProtobufCMessage *m) {
    if (!m) return json_object();
    json_t *plain = plain_value(a, m);
    return plain ? plain : map_value(a, m);
}

json_t *json_from_message(struct arena *a, const ProtobufCMessage *m) { return part_value(a, m); }

char *json_write(struct arena *a, const ProtobufCMessage *m, bool pretty) {
    json_t *v = json_from_message(a, m);
    char *text = json_print(a, v, pretty);
    json_decref(v);
    return text;
}
