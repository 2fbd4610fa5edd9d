#include "text/canonical/name.h"

#include <ctype.h>

enum { NAME_SHOWN_MAX = 64 };

/* The next letter of the name in JSON; 0 is the end. *name moves behind it. */
static char letter(const char **name) {
    bool upper = false;
    while (**name == '_') {
        upper = true;
        ++*name;
    }
    char c = **name;
    if (c) ++*name;
    return upper ? (char)toupper((unsigned char)c) : c;
}

void json_name_write(struct builder *out, const char *name) {
    for (char c; (c = letter(&name));) builder_char(out, c);
}

const char *json_name(struct arena *a, const char *name) {
    struct builder b = {.arena = a};
    json_name_write(&b, name);
    return builder_end(&b);
}

static bool name_is(const char *name, const char *key) {
    char c;
    while ((c = letter(&name)) && c == *key) key++;
    return !c && !*key;
}

/* As the .proto has nearly all of them: "birthDate" → "birth_date". False: too long. */
static bool name_of(const char *key, char out[2 * NAME_SHOWN_MAX]) {
    size_t n = 0;
    for (; *key && n < 2 * NAME_SHOWN_MAX - 2; key++) {
        if (isupper((unsigned char)*key)) out[n++] = '_';
        out[n++] = (char)tolower((unsigned char)*key);
    }
    out[n] = 0;
    return !*key;
}

/* The list is gone through for those alone whose underscore stands before a digit. */
const ProtobufCFieldDescriptor *json_name_find(const ProtobufCMessageDescriptor *type, const char *key) {
    char name[2 * NAME_SHOWN_MAX];
    const ProtobufCFieldDescriptor *field =
        name_of(key, name) ? protobuf_c_message_descriptor_get_field_by_name(type, name) : NULL;
    if (field && name_is(field->name, key)) return field;
    for (unsigned i = 0; i < type->n_fields; i++)
        if (name_is(type->fields[i].name, key)) return &type->fields[i];
    return NULL;
}

bool json_name_is(struct span key) {
    for (size_t i = 0; i < key.len; i++)
        if (!isalnum(key.data[i]) && key.data[i] != '_') return false;
    return key.len > 0 && key.len <= NAME_SHOWN_MAX;
}
