/* By descriptor, so that a field that is added to the rules is compared from its first day on. A list is one thing:
 * that it differs is said, and how long it was and is. */
#include "cli/show/territory_diff.h"

#include <string.h>
#include "base/message.h"
#include "cli/show/output.h"
#include "text/json.h"

struct diff {
    struct cli *c;
    size_t n;
};

static const void *member(const ProtobufCMessage *m, size_t offset) { return m ? (const char *)m + offset : NULL; }

static const ProtobufCMessage *part(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f) {
    return m ? *(const ProtobufCMessage *const *)member(m, f->offset) : NULL;
}

static size_t count(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f) {
    return m ? *(const size_t *)member(m, f->quantifier_offset) : 0;
}

/* A message with this field alone, as JSON: all kinds of values have a form there already, and equal ones the same. */
static const char *field_text(struct diff *d, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f) {
    struct arena *a = &d->c->arena;
    if (!m) return "";
    ProtobufCMessage *only = message_new(a, m->descriptor);
    size_t size = f->label == PROTOBUF_C_LABEL_REPEATED ? sizeof(void *) : 8;
    if (f->type == PROTOBUF_C_TYPE_BYTES && f->label != PROTOBUF_C_LABEL_REPEATED) size = sizeof(ProtobufCBinaryData);
    if (f->type == PROTOBUF_C_TYPE_BOOL || f->type == PROTOBUF_C_TYPE_ENUM || f->type == PROTOBUF_C_TYPE_INT32 ||
        f->type == PROTOBUF_C_TYPE_UINT32)
        size = f->label == PROTOBUF_C_LABEL_REPEATED ? size : sizeof(int32_t);
    memcpy((char *)only + f->offset, member(m, f->offset), size);
    if (f->label == PROTOBUF_C_LABEL_REPEATED)
        memcpy((char *)only + f->quantifier_offset, member(m, f->quantifier_offset), sizeof(size_t));
    return json_write(a, only, false);
}

/* "12" of {"start_week": 12}: what stands behind the name. */
static const char *value_text(struct diff *d, const char *json) {
    const char *colon = strchr(json, ':');
    size_t len = colon ? strlen(colon + 1) : 0;
    return len > 1 ? arena_printf(&d->c->arena, "%.*s", (int)(len - 1), colon + 1 + (colon[1] == ' ')) : "–";
}

static void differ(struct diff *d, const char *path, const char *before, const char *after) {
    if (d->n++ < DIFFERENCES_MAX) say(d->c, "  %s : %s → %s", "  %s: %s → %s", path, before, after);
}

static void compare(struct diff *d, const char *path, const ProtobufCMessage *a, const ProtobufCMessage *b);

static void compare_field(struct diff *d, const char *path, const ProtobufCMessage *a, const ProtobufCMessage *b,
                          const ProtobufCFieldDescriptor *f) {
    if (f->type == PROTOBUF_C_TYPE_MESSAGE && f->label != PROTOBUF_C_LABEL_REPEATED && (part(a, f) || part(b, f)))
        return compare(d, path, part(a, f), part(b, f));
    const char *before = field_text(d, a, f), *after = field_text(d, b, f);
    if (strcmp(before, after) == 0) return;
    if (f->label == PROTOBUF_C_LABEL_REPEATED)
        differ(d, path, arena_printf(&d->c->arena, "[%zu]", count(a, f)),
               arena_printf(&d->c->arena, "[%zu]", count(b, f)));
    else
        differ(d, path, value_text(d, before), value_text(d, after));
}

static void compare(struct diff *d, const char *path, const ProtobufCMessage *a, const ProtobufCMessage *b) {
    const ProtobufCMessageDescriptor *type = (a ? a : b)->descriptor;
    for (unsigned i = 0; i < type->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &type->fields[i];
        compare_field(d, arena_printf(&d->c->arena, "%s%s%s", path, *path ? "." : "", f->name), a, b, f);
    }
}

size_t territory_diff(struct cli *c, const sippe__territory *before, const sippe__territory *after) {
    struct diff d = {.c = c};
    compare(&d, "", &before->base, &after->base);
    if (d.n > DIFFERENCES_MAX) say(c, "  … et %zu de plus", "  … and %zu more", d.n - DIFFERENCES_MAX);
    return d.n;
}
