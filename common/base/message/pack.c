/* Packing in one pass, from the end: a part's length is known when it has been written, and stands before it. The bytes
 * are those of protobuf_c_message_pack, on which digests and chains rest. */
#include "base/message/wire.h"

#include <string.h>

/* Most messages fit: written into what is left of the arena's block, then moved to where that begins. */
enum { SCRATCH = 8 << 10 };

struct packing {
    uint8_t *begin, *at; /* what is written stands from `at` on */
    bool full;
};

static void pack_message(struct packing *p, const ProtobufCMessage *m);

/* ---- numbers and bytes ---- */

static void put(struct packing *p, const void *data, size_t len) {
    if ((size_t)(p->at - p->begin) < len) {
        p->full = true;
        return;
    }
    p->at -= len;
    if (len) memcpy(p->at, data, len);
}

/* Apart, as the guard of its bytes on the stack would be paid by each of five hundred numbers of a submission. */
__attribute__((__noinline__)) static void put_long(struct packing *p, uint64_t v) {
    uint8_t bytes[10];
    size_t n = 0;
    for (; v > 0x7f; v >>= 7) bytes[n++] = (uint8_t)(v | 0x80);
    bytes[n++] = (uint8_t)v;
    put(p, bytes, n);
}

/* Most are of one byte: a length, a tag, an enumeration's number. */
static inline void put_varint(struct packing *p, uint64_t v) {
    if (v < 0x80 && p->at > p->begin)
        *--p->at = (uint8_t)v;
    else
        put_long(p, v);
}

static void put_tag(struct packing *p, uint32_t number, unsigned kind) { put_varint(p, (uint64_t)number << 3 | kind); }

/* What stands between `at` and `end` gets its length before it. */
static void put_length(struct packing *p, const uint8_t *end) {
    if (!p->full) put_varint(p, (uint64_t)(end - p->at));
}

static uint32_t u32(const void *at) {
    uint32_t v;
    memcpy(&v, at, sizeof v);
    return v;
}

static uint64_t u64(const void *at) {
    uint64_t v;
    memcpy(&v, at, sizeof v);
    return v;
}

/* ---- values ---- */

static void put_text(struct packing *p, const void *at) {
    const char *text;
    memcpy(&text, at, sizeof text);
    size_t len = text ? strlen(text) : 0;
    put(p, text, len);
    put_varint(p, len);
}

static void put_bytes(struct packing *p, const void *at) {
    ProtobufCBinaryData bytes;
    memcpy(&bytes, at, sizeof bytes);
    put(p, bytes.data, bytes.len);
    put_varint(p, bytes.len);
}

static void put_part(struct packing *p, const void *at) {
    const ProtobufCMessage *part;
    const uint8_t *end = p->at;
    memcpy(&part, at, sizeof part);
    if (part) pack_message(p, part);
    put_length(p, end);
}

/* Without its tag; gives the kind that the tag bears. A negative int32 is written as the int64 that it equals. */
static unsigned put_value(struct packing *p, ProtobufCType type, const void *at) {
    switch (type) {
    case PROTOBUF_C_TYPE_ENUM:
    case PROTOBUF_C_TYPE_INT32: put_varint(p, (uint64_t)(int64_t)(int32_t)u32(at)); break;
    case PROTOBUF_C_TYPE_SINT32: put_varint(p, (u32(at) << 1) ^ (u32(at) >> 31 ? UINT32_MAX : 0)); break;
    case PROTOBUF_C_TYPE_UINT32: put_varint(p, u32(at)); break;
    case PROTOBUF_C_TYPE_SINT64: put_varint(p, (u64(at) << 1) ^ (u64(at) >> 63 ? UINT64_MAX : 0)); break;
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_UINT64: put_varint(p, u64(at)); break;
    case PROTOBUF_C_TYPE_BOOL: put_varint(p, u32(at) != 0); break;
    case PROTOBUF_C_TYPE_SFIXED32:
    case PROTOBUF_C_TYPE_FIXED32:
    case PROTOBUF_C_TYPE_FLOAT: put(p, at, 4); return PROTOBUF_C_WIRE_TYPE_32BIT;
    case PROTOBUF_C_TYPE_SFIXED64:
    case PROTOBUF_C_TYPE_FIXED64:
    case PROTOBUF_C_TYPE_DOUBLE: put(p, at, 8); return PROTOBUF_C_WIRE_TYPE_64BIT;
    case PROTOBUF_C_TYPE_STRING: put_text(p, at); return PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED;
    case PROTOBUF_C_TYPE_BYTES: put_bytes(p, at); return PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED;
    case PROTOBUF_C_TYPE_MESSAGE: put_part(p, at); return PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED;
    }
    return PROTOBUF_C_WIRE_TYPE_VARINT;
}

static void put_tagged(struct packing *p, const ProtobufCFieldDescriptor *field, const void *at) {
    unsigned kind = put_value(p, field->type, at);
    put_tag(p, field->id, kind);
}

/* ---- fields ---- */

static void pack_list(struct packing *p, const ProtobufCFieldDescriptor *field, const uint8_t *m) {
    const uint8_t *list, *end = p->at;
    size_t n, size = wire_size_in_c(field->type);
    memcpy(&n, m + field->quantifier_offset, sizeof n);
    memcpy(&list, m + field->offset, sizeof list);
    bool packed = field->flags & PROTOBUF_C_FIELD_FLAG_PACKED;
    for (size_t i = n; i-- > 0 && !p->full;) {
        if (packed)
            put_value(p, field->type, list + i * size);
        else
            put_tagged(p, field, list + i * size);
    }
    if (!packed || !n) return;
    put_length(p, end);
    put_tag(p, field->id, PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED);
}

/* A field that says nothing of whether it is there is not written when it is empty; -0.0 is, as 0.0. */
static bool is_empty(const ProtobufCFieldDescriptor *field, const void *at) {
    const void *pointer;
    double d;
    float f;
    switch (field->type) {
    case PROTOBUF_C_TYPE_STRING: memcpy(&pointer, at, sizeof pointer); return !pointer || !*(const char *)pointer;
    case PROTOBUF_C_TYPE_MESSAGE: memcpy(&pointer, at, sizeof pointer); return !pointer;
    case PROTOBUF_C_TYPE_DOUBLE: memcpy(&d, at, sizeof d); return d == 0;
    case PROTOBUF_C_TYPE_FLOAT: memcpy(&f, at, sizeof f); return f == 0;
    case PROTOBUF_C_TYPE_BYTES:
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
    case PROTOBUF_C_TYPE_FIXED64: return u64(at) == 0; /* of bytes their length, which comes first */
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_SFIXED32:
    case PROTOBUF_C_TYPE_FIXED32:
    case PROTOBUF_C_TYPE_BOOL:
    case PROTOBUF_C_TYPE_ENUM: break;
    }
    return u32(at) == 0;
}

static bool is_pointer(const ProtobufCFieldDescriptor *field) {
    return field->type == PROTOBUF_C_TYPE_STRING || field->type == PROTOBUF_C_TYPE_MESSAGE;
}

/* Of a oneof the member that is chosen, of an optional number the one that is said, though it be 0. */
static bool is_there(const ProtobufCFieldDescriptor *field, const uint8_t *m) {
    const void *at = m + field->offset, *pointer;
    bool oneof = field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF;
    if (oneof && u32(m + field->quantifier_offset) != field->id) return false;
    if (!oneof && field->label == PROTOBUF_C_LABEL_NONE) return !is_empty(field, at);
    if (is_pointer(field)) {
        memcpy(&pointer, at, sizeof pointer);
        return pointer && (oneof || pointer != field->default_value);
    }
    return oneof || field->label == PROTOBUF_C_LABEL_REQUIRED || u32(m + field->quantifier_offset);
}

static void pack_message(struct packing *p, const ProtobufCMessage *m) {
    const ProtobufCMessageDescriptor *type = m->descriptor;
    for (unsigned i = m->n_unknown_fields; i-- > 0;) {
        put(p, m->unknown_fields[i].data, m->unknown_fields[i].len);
        put_tag(p, m->unknown_fields[i].tag, m->unknown_fields[i].wire_type);
    }
    for (unsigned i = type->n_fields; i-- > 0 && !p->full;) {
        const ProtobufCFieldDescriptor *field = &type->fields[i];
        if (field->label == PROTOBUF_C_LABEL_REPEATED)
            pack_list(p, field, (const uint8_t *)m);
        else if (is_there(field, (const uint8_t *)m))
            put_tagged(p, field, (const uint8_t *)m + field->offset);
    }
}

/* ---- the contract ---- */

static struct span pack_into(struct arena *a, const ProtobufCMessage *m) {
    size_t len = protobuf_c_message_get_packed_size(m);
    uint8_t *out = arena_take(a, len);
    struct packing p = {.begin = out, .at = out + len};
    pack_message(&p, m);
    assert(!p.full && p.at == out);
    return span_of(out, len);
}

struct span message_pack(struct arena *a, const ProtobufCMessage *m) {
    size_t room;
    uint8_t *left = arena_left(a, &room);
    if (!left) return pack_into(a, m);
    if (room > SCRATCH) room = SCRATCH;
    struct packing p = {.begin = left, .at = left + room};
    pack_message(&p, m);
    if (p.full) return pack_into(a, m);
    size_t len = (size_t)(left + room - p.at);
    return span_of(memmove(arena_take(a, len), p.at, len), len);
}
