#include "intake/domain/screening/corrected.h"

#include <stdint.h>
#include <string.h>
#include "base/message.h"
#include "proto/types.h"

struct comparing {
    struct arena *arena;
    struct corrected *out;
};

/* Groups of answers: the contract's blocks, and what a name and an address are made of. */
static bool is_group(const ProtobufCFieldDescriptor *f) {
    if (f->type != PROTOBUF_C_TYPE_MESSAGE || f->label == PROTOBUF_C_LABEL_REPEATED) return false;
    const ProtobufCMessageDescriptor *type = f->descriptor;
    return strcmp(type->package_name, intake__screening__descriptor.package_name) == 0 ||
           type == &sippe__person_name__descriptor || type == &sippe__address__descriptor;
}

static void *member(const ProtobufCMessage *m, unsigned offset) { return (char *)(uintptr_t)m + offset; }

static size_t width(const ProtobufCFieldDescriptor *f) {
    if (f->label == PROTOBUF_C_LABEL_REPEATED) return sizeof(void *);
    switch (f->type) {
    case PROTOBUF_C_TYPE_STRING:
    case PROTOBUF_C_TYPE_MESSAGE: return sizeof(void *);
    case PROTOBUF_C_TYPE_BYTES: return sizeof(ProtobufCBinaryData);
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64:
    case PROTOBUF_C_TYPE_DOUBLE: return sizeof(int64_t);
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_SFIXED32:
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_FIXED32:
    case PROTOBUF_C_TYPE_FLOAT:
    case PROTOBUF_C_TYPE_BOOL:
    case PROTOBUF_C_TYPE_ENUM: return sizeof(int32_t);
    }
    return 0;
}

static void field_take(ProtobufCMessage *to, const ProtobufCMessage *from, const ProtobufCFieldDescriptor *f) {
    memcpy(member(to, f->offset), member(from, f->offset), width(f));
    if (f->label == PROTOBUF_C_LABEL_REPEATED)
        memcpy(member(to, f->quantifier_offset), member(from, f->quantifier_offset), sizeof(size_t));
}

/* Packed alone: what the contract says of a value is what is compared, however it lies in memory. */
static struct span packed(struct arena *a, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f) {
    if (!m) return span_of("", 0);
    ProtobufCMessage *alone = message_new(a, m->descriptor);
    field_take(alone, m, f);
    return message_pack(a, alone);
}

static const ProtobufCMessage *group(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f) {
    return m ? *(ProtobufCMessage *const *)member(m, f->offset) : NULL;
}

/* A group of one state, and what is kept of it. */
struct side {
    const ProtobufCMessage *state; /* NULL: not there */
    ProtobufCMessage *kept;
};

static struct side side_of(struct arena *a, const struct side *owner, const ProtobufCFieldDescriptor *f) {
    return (struct side){group(owner->state, f), message_new(a, f->descriptor)};
}

static void group_keep(const struct side *owner, const struct side *part, const ProtobufCFieldDescriptor *f) {
    if (part->state) *(ProtobufCMessage **)member(owner->kept, f->offset) = part->kept;
}

static bool answer_compare(struct comparing *c, const char *path, const struct side sides[2],
                           const ProtobufCFieldDescriptor *f) {
    struct span before = packed(c->arena, sides[0].state, f), after = packed(c->arena, sides[1].state, f);
    if (span_equal(before, after)) return false;
    for (int i = 0; i < 2; i++)
        if (sides[i].state) field_take(sides[i].kept, sides[i].state, f);
    APPEND(c->arena, c->out, paths, path);
    return true;
}

/* Whether anything in it differs: groups in which nothing does are not kept. */
static bool group_compare(struct comparing *c, const char *path, const struct side sides[2]) {
    const ProtobufCMessageDescriptor *type = sides[0].kept->descriptor;
    bool differs = false;
    for (unsigned i = 0; i < type->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &type->fields[i];
        const char *own = arena_printf(c->arena, "%s%s%s", path, *path ? "." : "", f->name);
        if (!is_group(f)) {
            differs |= answer_compare(c, own, sides, f);
            continue;
        }
        const struct side parts[2] = {side_of(c->arena, &sides[0], f), side_of(c->arena, &sides[1], f)};
        if (!group_compare(c, own, parts)) continue;
        for (int k = 0; k < 2; k++) group_keep(&sides[k], &parts[k], f);
        differs = true;
    }
    return differs;
}

struct corrected intake_screening_corrected(struct arena *a, const intake__screening *before,
                                            const intake__screening *after) {
    struct corrected out = {.before = NEW(a, intake__screening), .after = NEW(a, intake__screening)};
    struct comparing c = {a, &out};
    const struct side sides[2] = {{before ? &before->base : NULL, &out.before->base},
                                  {after ? &after->base : NULL, &out.after->base}};
    group_compare(&c, "", sides);
    return out;
}
