/* The texts of a message: whether they hold what no text may. */
#include "base/character.h"
#include "base/finding.h"
#include "base/message.h"
#include "base/message_parts.h"
#include "proto/options/lines.h"

/* Where the walk stands: one per open message, the innermost first. A path is made of it once something is wrong. */
struct place {
    const struct place *up;
    const ProtobufCFieldDescriptor *field;
    size_t i;
};

static const char *place_path(struct arena *a, const struct place *p) {
    if (!p) return "";
    const char *up = place_path(a, p->up), *dot = *up ? "." : "";
    if (p->field->label != PROTOBUF_C_LABEL_REPEATED) return arena_printf(a, "%s%s%s", up, dot, p->field->name);
    return arena_printf(a, "%s%s%s[%zu]", up, dot, p->field->name, p->i);
}

bool message_field_has_lines(const ProtobufCMessageDescriptor *type, const ProtobufCFieldDescriptor *field) {
    for (size_t i = 0; i < n_proto_lines_fields; i++)
        if (strcmp(proto_lines_fields[i].message, type->name) == 0 &&
            strcmp(proto_lines_fields[i].field, field->name) == 0)
            return true;
    return false;
}

/* Whether a field has lines is asked of the few texts that hold any. */
static bool is_fit(const ProtobufCMessageDescriptor *type, const ProtobufCFieldDescriptor *field, const char *text) {
    return text_is_plain(text, false) || (text_is_plain(text, true) && message_field_has_lines(type, field));
}

static void check_message(const ProtobufCMessage *m, const struct place *up, struct findings *found);

static void check_value(const ProtobufCMessage *m, const struct place *here, const void *list, struct findings *found) {
    if (here->field->type == PROTOBUF_C_TYPE_MESSAGE) {
        const ProtobufCMessage *part = ((const ProtobufCMessage *const *)list)[here->i];
        if (part) check_message(part, here, found);
    } else if (here->field->type == PROTOBUF_C_TYPE_STRING) {
        const char *text = ((const char *const *)list)[here->i];
        if (text && !is_fit(m->descriptor, here->field, text))
            FINDING(found, REASON_CHARACTER_FORBIDDEN, "%s", place_path(found->arena, here));
    }
}

static void check_message(const ProtobufCMessage *m, const struct place *up, struct findings *found) {
    for (unsigned i = 0; i < m->descriptor->n_fields && found->n < FINDINGS_MAX; i++) {
        struct place here = {up, &m->descriptor->fields[i], 0};
        struct message_values v = message_values(m, here.field);
        for (; here.i < v.n && found->n < FINDINGS_MAX; here.i++) check_value(m, &here, v.list, found);
    }
}

void message_check_texts(const ProtobufCMessage *m, struct findings *found) { check_message(m, NULL, found); }
