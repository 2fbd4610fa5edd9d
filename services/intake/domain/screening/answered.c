#include "intake/domain/screening/answered.h"

#include "base/character.h"
#include "proto/types.h"

enum { NAME_MAX_LEN = 64 };

static const void *at(const ProtobufCMessage *m, unsigned offset) { return (const char *)m + offset; }

static bool is_set(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *field) {
    if (!(field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF)) return true;
    return *(const uint32_t *)at(m, field->quantifier_offset) == field->id;
}

const ProtobufCMessage *intake_message_part(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *field) {
    if (field->type != PROTOBUF_C_TYPE_MESSAGE || field->label == PROTOBUF_C_LABEL_REPEATED || !is_set(m, field))
        return NULL;
    return *(const ProtobufCMessage *const *)at(m, field->offset);
}

static bool value_answers(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *field);

/* A block holds no answer by being there; a value (a date, an amount, one of the answers) does when something is set in
 * it. */
static bool part_answers(const ProtobufCMessage *part) {
    if (!part) return false;
    if (part->descriptor == &sippe__money__descriptor) return true; /* nothing at all is an amount too */
    for (unsigned i = 0; i < part->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &part->descriptor->fields[i];
        if (!is_set(part, field)) continue;
        bool number_told = (field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) && field->type == PROTOBUF_C_TYPE_INT32;
        if (number_told || value_answers(part, field)) return true;
    }
    return false;
}

/* Lists and 64 bits are asked before the last line, which reads four bytes. Other kinds (bytes, floating numbers) stand
 * in no screening and would be misread. */
static bool value_answers(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *field) {
    const void *value = at(m, field->offset);
    if (field->label == PROTOBUF_C_LABEL_REPEATED) return *(const size_t *)at(m, field->quantifier_offset) > 0;
    if (field->type == PROTOBUF_C_TYPE_STRING) return !text_is_blank(*(const char *const *)value);
    if (field->type == PROTOBUF_C_TYPE_MESSAGE) return part_answers(intake_message_part(m, field));
    if (field->type == PROTOBUF_C_TYPE_INT64) return *(const int64_t *)value != 0;
    return *(const int32_t *)value != 0; /* enumerations and small numbers */
}

/* A part of a path that is longer than any field's name is no field. */
bool intake_message_answers(const ProtobufCMessage *m, const char *path) {
    char name[NAME_MAX_LEN];
    while (m) {
        size_t len = strcspn(path, ".");
        if (len >= sizeof name) return false;
        memcpy(name, path, len);
        name[len] = 0;
        const ProtobufCFieldDescriptor *field = protobuf_c_message_descriptor_get_field_by_name(m->descriptor, name);
        if (!field) return false;
        if (!path[len]) return is_set(m, field) && value_answers(m, field);
        path += len + 1;
        m = intake_message_part(m, field);
    }
    return false;
}

/* Numbers and enumerations are four bytes, Money is a message; bytes stand in no screening. */
void intake_message_clear(ProtobufCMessage *m, const ProtobufCFieldDescriptor *f) {
    void *at = (char *)m + f->offset;
    if (f->label == PROTOBUF_C_LABEL_REPEATED)
        *(size_t *)(void *)((char *)m + f->quantifier_offset) = 0;
    else if (f->type == PROTOBUF_C_TYPE_STRING)
        *(const char **)at = "";
    else if (f->type == PROTOBUF_C_TYPE_MESSAGE)
        *(ProtobufCMessage **)at = NULL;
    else
        *(int32_t *)at = 0;
}
