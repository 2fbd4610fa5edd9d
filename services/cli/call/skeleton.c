#include "cli/call/skeleton.h"

#include <string.h>
#include "text/builder.h"
#include "text/plain.h"

/* Columns: a list of choices is shortened past that, and --list or proto/ has them all. */
enum { CHOICES_MAX = 40 };

static json_t *skeleton_choice(struct arena *a, const ProtobufCEnumDescriptor *type) {
    struct builder b = {.arena = a};
    for (unsigned i = 0; i < type->n_values; i++) {
        const char *word = plain_enum_write(type, type->values[i].value);
        if (strcmp(word, "UNSPECIFIED") == 0) continue;
        if (b.len) builder_char(&b, '|');
        if (b.len + strlen(word) > CHOICES_MAX) {
            builder_text(&b, "...");
            break;
        }
        builder_text(&b, word);
    }
    return json_string(builder_end(&b));
}

/* The examples of proto/types.proto. */
static json_t *skeleton_part(struct arena *a, const ProtobufCMessageDescriptor *type) {
    switch (plain_kind(type)) {
    case PLAIN_DATE: return json_string("2026-11-21");
    case PLAIN_INSTANT: return json_string("2026-11-21T14:03:00Z");
    case PLAIN_MONEY: return json_real(32140.50);
    case PLAIN_POSTAL_CODE: return json_string("H2X1Y4");
    case PLAIN_LANGUAGE: return json_string("fr");
    case PLAIN_ANSWER: return json_string("UNKNOWN");
    case PLAIN_NONE: break;
    }
    return skeleton_of(a, type);
}

static json_t *skeleton_value(struct arena *a, const ProtobufCFieldDescriptor *f) {
    switch ((int)f->type) {
    case PROTOBUF_C_TYPE_MESSAGE: return skeleton_part(a, f->descriptor);
    case PROTOBUF_C_TYPE_ENUM: return skeleton_choice(a, f->descriptor);
    case PROTOBUF_C_TYPE_STRING:
    case PROTOBUF_C_TYPE_BYTES: return json_string("");
    case PROTOBUF_C_TYPE_BOOL: return json_false();
    case PROTOBUF_C_TYPE_FLOAT:
    case PROTOBUF_C_TYPE_DOUBLE: return json_real(0);
    default: return json_integer(0);
    }
}

/* Requests hold no message that holds itself, so this ends; the depth of the contract is that of its files. */
json_t *skeleton_of(struct arena *a, const ProtobufCMessageDescriptor *type) {
    json_t *all = json_object();
    for (unsigned i = 0; i < type->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &type->fields[i];
        json_t *value = skeleton_value(a, f);
        json_object_set_new(all, f->name, f->label == PROTOBUF_C_LABEL_REPEATED ? json_pack("[o]", value) : value);
    }
    return all;
}
