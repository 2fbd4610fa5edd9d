#include "gateway/connect/openapi_schema.h"

#include "text/canonical/name.h"

static json_t *reference(const char *name) {
    return json_pack("{s:o}", "$ref", json_sprintf("#/components/schemas/%s", name));
}

static json_t *enum_of(struct schemas *s, const ProtobufCEnumDescriptor *type) {
    if (!json_object_get(s->all, type->name)) {
        json_t *names = json_array();
        for (unsigned i = 0; i < type->n_values; i++) json_array_append_new(names, json_string(type->values[i].name));
        json_object_set_new(s->all, type->name, json_pack("{s:s,s:o}", "type", "string", "enum", names));
    }
    return reference(type->name);
}

/* What is in quotes because a double would round it. */
static json_t *wide(const char *format, const char *pattern) {
    return json_pack("{s:s,s:s,s:s}", "type", "string", "format", format, "pattern", pattern);
}

static json_t *whole(const char *format) { return json_pack("{s:s,s:s}", "type", "integer", "format", format); }

/* NaN and the infinities, which the mapping has as texts, are refused by every daemon. */
static json_t *real(const char *format) { return json_pack("{s:s,s:s}", "type", "number", "format", format); }

static json_t *value_of(struct schemas *s, const ProtobufCFieldDescriptor *field) {
    switch (field->type) {
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_SFIXED32: return whole("int32");
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_FIXED32:
        return json_pack("{s:s,s:i,s:I}", "type", "integer", "minimum", 0, "maximum", (json_int_t)UINT32_MAX);
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64: return wide("int64", "^-?[0-9]{1,19}$");
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64: return wide("uint64", "^[0-9]{1,20}$");
    case PROTOBUF_C_TYPE_FLOAT: return real("float");
    case PROTOBUF_C_TYPE_DOUBLE: return real("double");
    case PROTOBUF_C_TYPE_BOOL: return json_pack("{s:s}", "type", "boolean");
    case PROTOBUF_C_TYPE_ENUM: return enum_of(s, field->descriptor);
    case PROTOBUF_C_TYPE_STRING: return json_pack("{s:s}", "type", "string");
    case PROTOBUF_C_TYPE_BYTES: return json_pack("{s:s,s:s}", "type", "string", "contentEncoding", "base64");
    case PROTOBUF_C_TYPE_MESSAGE: break;
    }
    return schema_of(s, field->descriptor);
}

static json_t *property(struct schemas *s, const ProtobufCFieldDescriptor *field) {
    json_t *value = value_of(s, field);
    if (field->label != PROTOBUF_C_LABEL_REPEATED) return value;
    return json_pack("{s:s,s:o}", "type", "array", "items", value);
}

/* The members of the oneof whose first one this is: they share the place that says which is set. NULL: it is no first
 * one. */
static json_t *members(struct schemas *s, const ProtobufCMessageDescriptor *type, unsigned first) {
    const ProtobufCFieldDescriptor *field = type->fields;
    json_t *out = json_array();
    for (unsigned i = 0; i < type->n_fields && field[first].flags & PROTOBUF_C_FIELD_FLAG_ONEOF; i++) {
        if (!(field[i].flags & PROTOBUF_C_FIELD_FLAG_ONEOF) ||
            field[i].quantifier_offset != field[first].quantifier_offset)
            continue;
        if (i < first) break;
        json_array_append_new(out, json_pack("{s:[s]}", "required", json_name(s->arena, field[i].name)));
    }
    if (json_array_size(out)) return out;
    json_decref(out);
    return NULL;
}

/* One of them, or none. */
static json_t *at_most_one(json_t *of) {
    json_t *one = json_deep_copy(of);
    json_array_append_new(one, json_pack("{s:{s:o}}", "not", "anyOf", of));
    return json_pack("{s:o}", "oneOf", one);
}

/* Named before it is filled: a message may hold itself. */
static void message_add(struct schemas *s, const ProtobufCMessageDescriptor *type) {
    json_t *properties = json_object(), *oneofs = json_array();
    json_t *schema = json_pack("{s:s,s:o}", "type", "object", "properties", properties);
    json_object_set_new(s->all, type->name, schema);
    for (unsigned i = 0; i < type->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &type->fields[i];
        json_object_set_new(properties, json_name(s->arena, field->name), property(s, field));
        json_t *of = members(s, type, i);
        if (of) json_array_append_new(oneofs, at_most_one(of));
    }
    if (json_array_size(oneofs)) json_object_set(schema, "allOf", oneofs);
    json_decref(oneofs);
}

json_t *schema_of(struct schemas *s, const ProtobufCMessageDescriptor *type) {
    if (!json_object_get(s->all, type->name)) message_add(s, type);
    return reference(type->name);
}
