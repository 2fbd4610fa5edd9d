#include "intake/domain/screening/answered.h"

#include "base/character.h"
#include "proto/types.h"

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

/* Where a path goes on behind this field's name; NULL: its first part is another name. */
static const char *path_behind(const char *path, const char *name) {
    while (*name && *path == *name) path++, name++;
    return !*name && (*path == '.' || !*path) ? path : NULL;
}

/* One after the other: of a dozen fields most differ in the first letter, and a submission asks for sixty paths. */
static const ProtobufCFieldDescriptor *field_named(const ProtobufCMessageDescriptor *type, const char **path) {
    const char *behind;
    for (unsigned i = 0; i < type->n_fields; i++) {
        if (!(behind = path_behind(*path, type->fields[i].name))) continue;
        *path = behind;
        return &type->fields[i];
    }
    return NULL;
}

bool intake_message_answers(const ProtobufCMessage *m, const char *path) {
    while (m) {
        const ProtobufCFieldDescriptor *field = field_named(m->descriptor, &path);
        if (!field) return false;
        if (!*path) return is_set(m, field) && value_answers(m, field);
        path++;
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
