#include "base/message.h"

#include <math.h>
#include <string.h>
#include "base/character.h"
#include "base/err.h"

enum { SEEN_WORDS = 4, FIELDS_KNOWN_MAX = 64 * SEEN_WORDS }; /* `seen` of walk_message: a bit a field */

struct walk {
    struct arena *arena;
    enum message_trust trust;
    const char **fault;
    size_t n_fields;
};

/* Where the walk stands: one per open message, the innermost first. */
struct frame {
    const struct frame *up;
    struct span data;                      /* the whole message */
    size_t at;                             /* where the field in hand begins */
    size_t element;                        /* its place in a packed list */
    uint32_t number;                       /* 0: not read yet */
    const ProtobufCFieldDescriptor *field; /* NULL: unknown */
    int depth;
};

/* One field as it stands on the wire. */
struct wire {
    uint32_t number;
    unsigned kind;
    uint64_t value;    /* of the kinds VARINT, 32BIT and 64BIT */
    struct span bytes; /* of the kind LENGTH_PREFIXED */
};

static bool read_varint(struct span *in, size_t max, uint64_t *out) {
    uint64_t v = 0;
    for (size_t i = 0; i < in->len && i < max; i++) {
        if (i == 9 && in->data[i] > 1) return false; /* past 64 bits */
        v |= (uint64_t)(in->data[i] & 0x7f) << (7 * i);
        if (in->data[i] & 0x80) continue;
        *in = span_of(in->data + i + 1, in->len - i - 1);
        *out = v;
        return true;
    }
    return false;
}

static bool read_fixed(struct span *in, size_t len, uint64_t *out) {
    if (in->len < len) return false;
    *out = 0;
    for (size_t i = 0; i < len; i++) *out |= (uint64_t)in->data[i] << (8 * i);
    *in = span_of(in->data + len, in->len - len);
    return true;
}

static bool read_bytes(struct span *in, struct span *out) {
    uint64_t len;
    if (!read_varint(in, 5, &len) || len > in->len) return false;
    *out = span_of(in->data, (size_t)len);
    *in = span_of(in->data + len, in->len - (size_t)len);
    return true;
}

/* What is wrong with the next field of `in`; NULL: it is read and `in` stands behind it. A tag has 5 bytes at most, as
 * in protobuf-c: a longer one, though it has the same value, would be read here and not there. */
static const char *wire_read(struct span *in, struct wire *w) {
    uint64_t tag;
    *w = (struct wire){0};
    if (!read_varint(in, 5, &tag) || tag > UINT32_MAX || tag >> 3 == 0) return "no field begins here";
    w->number = (uint32_t)(tag >> 3);
    w->kind = tag & 7;
    switch (w->kind) {
    case PROTOBUF_C_WIRE_TYPE_VARINT: return read_varint(in, 10, &w->value) ? NULL : "broken number";
    case PROTOBUF_C_WIRE_TYPE_64BIT: return read_fixed(in, 8, &w->value) ? NULL : "cut short";
    case PROTOBUF_C_WIRE_TYPE_32BIT: return read_fixed(in, 4, &w->value) ? NULL : "cut short";
    case PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED: return read_bytes(in, &w->bytes) ? NULL : "cut short";
    default: return "unknown wire type"; /* groups too */
    }
}

/* Among the fields of its number, which one does the walk stand at? Only asked once something is wrong. */
static size_t frame_index(const struct frame *f) {
    struct span before = span_of(f->data.data, f->at);
    struct wire w;
    size_t n = f->element;
    while (before.len && !wire_read(&before, &w)) n += w.number == f->number;
    return n;
}

static const char *frame_path(struct arena *a, const struct frame *f) {
    if (!f) return "";
    const char *up = frame_path(a, f->up), *dot = *up ? "." : "";
    if (!f->number) return up;
    if (!f->field) return arena_printf(a, "%s%s#%u", up, dot, (unsigned)f->number);
    if (f->field->label != PROTOBUF_C_LABEL_REPEATED) return arena_printf(a, "%s%s%s", up, dot, f->field->name);
    return arena_printf(a, "%s%s%s[%zu]", up, dot, f->field->name, frame_index(f));
}

static int fail(const struct walk *w, const struct frame *f, const char *what) {
    if (!w->fault) return ERR_INVALID;
    const char *path = frame_path(w->arena, f);
    *w->fault = *path ? arena_printf(w->arena, "%s: %s", path, what) : what;
    return ERR_INVALID;
}

static bool text_is_clean(struct span text) {
    int32_t c;
    for (size_t i = 0, n; i < text.len; i += n)
        if ((n = character_read(text.data + i, text.len - i, &c)) == 0) return false;
    return true;
}

static unsigned kind_of(ProtobufCType type) {
    switch (type) {
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_BOOL:
    case PROTOBUF_C_TYPE_ENUM: return PROTOBUF_C_WIRE_TYPE_VARINT;
    case PROTOBUF_C_TYPE_SFIXED32:
    case PROTOBUF_C_TYPE_FIXED32:
    case PROTOBUF_C_TYPE_FLOAT: return PROTOBUF_C_WIRE_TYPE_32BIT;
    case PROTOBUF_C_TYPE_SFIXED64:
    case PROTOBUF_C_TYPE_FIXED64:
    case PROTOBUF_C_TYPE_DOUBLE: return PROTOBUF_C_WIRE_TYPE_64BIT;
    case PROTOBUF_C_TYPE_STRING:
    case PROTOBUF_C_TYPE_BYTES:
    case PROTOBUF_C_TYPE_MESSAGE: break;
    }
    return PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED;
}

/* Negative 32-bit numbers travel as 10 bytes; some writers use 5. */
static bool fits_int32(uint64_t v) { return v <= UINT32_MAX || v >= (uint64_t)INT32_MIN; }

static bool is_finite(const ProtobufCFieldDescriptor *field, uint64_t bits) {
    double d;
    float f;
    uint32_t half = (uint32_t)bits;
    memcpy(&d, &bits, sizeof d);
    memcpy(&f, &half, sizeof f);
    return field->type == PROTOBUF_C_TYPE_DOUBLE ? isfinite(d) : isfinite(f);
}

/* What a request may not hold in a number, NULL: nothing is wrong. */
static const char *number_fault(const ProtobufCFieldDescriptor *field, uint64_t v) {
    if (field->type == PROTOBUF_C_TYPE_ENUM) {
        if (!fits_int32(v) || !protobuf_c_enum_descriptor_get_value(field->descriptor, (int)(int32_t)(uint32_t)v))
            return "value not in the enumeration";
    } else if (field->type == PROTOBUF_C_TYPE_INT32) {
        if (!fits_int32(v)) return "number out of range";
    } else if (field->type == PROTOBUF_C_TYPE_UINT32 || field->type == PROTOBUF_C_TYPE_SINT32) {
        if (v > UINT32_MAX) return "number out of range";
    } else if (field->type == PROTOBUF_C_TYPE_FLOAT || field->type == PROTOBUF_C_TYPE_DOUBLE) {
        if (!is_finite(field, v)) return "not a finite number";
    }
    return NULL;
}

static int walk_number(const struct walk *w, const struct frame *f, uint64_t v) {
    const char *wrong = w->trust == MESSAGE_STRICT ? number_fault(f->field, v) : NULL;
    return wrong ? fail(w, f, wrong) : 0;
}

static int walk_packed(struct walk *w, struct frame *f, struct span list) {
    unsigned kind = kind_of(f->field->type);
    for (f->element = 0; list.len; f->element++) {
        uint64_t v = 0;
        bool read = kind == PROTOBUF_C_WIRE_TYPE_VARINT
                        ? read_varint(&list, 10, &v)
                        : read_fixed(&list, kind == PROTOBUF_C_WIRE_TYPE_64BIT ? 8 : 4, &v);
        if (!read) return fail(w, f, "cut short");
        if (++w->n_fields > MESSAGE_FIELDS_MAX) return fail(w, f, "too many fields");
        int err = walk_number(w, f, v);
        if (err) return err;
    }
    f->element = 0;
    return 0;
}

static int walk_message(struct walk *w, const struct frame *up, const ProtobufCMessageDescriptor *type,
                        struct span data);

/* protobuf-c merges a part that comes twice by copying its lists each time, which is quadratic in memory; nothing of
 * ours writes one, so it is refused at every trust. A number or a text that comes twice costs no more than its
 * bytes: the last one counts, as between the members of a oneof. */
static int walk_field(struct walk *w, struct frame *f, const struct wire *wire, bool again) {
    const ProtobufCFieldDescriptor *field = f->field;
    unsigned kind = kind_of(field->type);
    bool repeated = field->label == PROTOBUF_C_LABEL_REPEATED;
    if (wire->kind != kind) {
        if (repeated && wire->kind == PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED) return walk_packed(w, f, wire->bytes);
        return fail(w, f, "wrong wire type");
    }
    if (field->type == PROTOBUF_C_TYPE_MESSAGE) {
        if (again && !repeated) return fail(w, f, "given twice");
        return walk_message(w, f, field->descriptor, wire->bytes);
    }
    if (field->type == PROTOBUF_C_TYPE_STRING) return text_is_clean(wire->bytes) ? 0 : fail(w, f, "not clean UTF-8");
    if (field->type == PROTOBUF_C_TYPE_BYTES) return 0;
    return walk_number(w, f, wire->value);
}

static int walk_message(struct walk *w, const struct frame *up, const ProtobufCMessageDescriptor *type,
                        struct span data) {
    struct frame f = {.up = up, .data = data, .depth = up ? up->depth + 1 : 1};
    uint64_t seen[SEEN_WORDS] = {0};
    struct span rest = data;
    struct wire wire;
    if (f.depth > MESSAGE_DEPTH_MAX) return fail(w, up, "nested too deeply");
    if (type->n_fields > FIELDS_KNOWN_MAX) return fail(w, up, "a type of too many fields");
    while (rest.len) {
        f.at = data.len - rest.len;
        const char *wrong = wire_read(&rest, &wire);
        f.number = wire.number;
        f.field = wire.number ? protobuf_c_message_descriptor_get_field(type, wire.number) : NULL;
        if (wrong) return fail(w, &f, wrong);
        if (++w->n_fields > MESSAGE_FIELDS_MAX) return fail(w, &f, "too many fields");
        if (!f.field) continue; /* of a newer release: counted, kept by protobuf-c, not looked into */
        size_t i = (size_t)(f.field - type->fields);
        bool again = seen[i / 64] >> (i % 64) & 1;
        seen[i / 64] |= UINT64_C(1) << (i % 64);
        int err = walk_field(w, &f, &wire, again);
        if (err) return err;
    }
    return 0;
}

int message_check(struct arena *a, const ProtobufCMessageDescriptor *type, struct span packed, enum message_trust trust,
                  const char **fault) {
    struct walk w = {.arena = a, .trust = trust, .fault = fault};
    if (packed.len > MESSAGE_SIZE_MAX) return fail(&w, NULL, "larger than a message may be");
    return walk_message(&w, NULL, type, packed);
}

void *message_unpack(struct arena *a, const ProtobufCMessageDescriptor *type, struct span packed,
                     enum message_trust trust) {
    return message_check(a, type, packed, trust, NULL) ? NULL : message_unpack_own(a, type, packed);
}

void *message_unpack_own(struct arena *a, const ProtobufCMessageDescriptor *type, struct span packed) {
    return protobuf_c_message_unpack(type, &a->allocator, packed.len, packed.data);
}

struct span message_pack(struct arena *a, const ProtobufCMessage *m) {
    size_t len = protobuf_c_message_get_packed_size(m);
    uint8_t *out = arena_alloc(a, len);
    return span_of(out, protobuf_c_message_pack(m, out));
}

void *message_new(struct arena *a, const ProtobufCMessageDescriptor *type) {
    void *m = arena_alloc(a, type->sizeof_message);
    protobuf_c_message_init(type, m);
    return m;
}

/* What stands before a list that message_grow made: its own address, disguised so that no chance neighbour of a foreign
 * list (a message whose last member points to it) looks alike, and its room. */
struct list_head {
    uintptr_t seal;
    size_t room;
};
static const uintptr_t SEAL = (uintptr_t)0x9d3c5a71e6b2480f; /* any number that is no address */

static size_t list_room(const struct arena *a, const void *list) {
    struct list_head head;
    const uint8_t *at = (const uint8_t *)list - sizeof head;
    if (!arena_holds(a, at)) return 0; /* before a foreign list there may be nothing that can be read */
    memcpy(&head, at, sizeof head);
    return head.seal == ((uintptr_t)list ^ SEAL) ? head.room : 0;
}

static void *list_new(struct arena *a, size_t room, size_t size) {
    struct list_head *head = arena_alloc(a, sizeof *head + room * size);
    *head = (struct list_head){.seal = (uintptr_t)(head + 1) ^ SEAL, .room = room};
    return head + 1;
}

void *message_grow(struct arena *a, void **list, size_t *n, size_t size) {
    if (!*n || list_room(a, *list) <= *n) {
        void *larger = list_new(a, *n < 4 ? 4 : *n * 2, size);
        if (*n) memcpy(larger, *list, *n * size);
        *list = larger;
    }
    return (uint8_t *)*list + (*n)++ * size;
}
