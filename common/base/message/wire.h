/* Fields as they stand on the wire and in C, for those who walk them: the check that says what is wrong and where
 * (message.c), the one pass that checks and unpacks (read.c), packing, copying. What one reader refuses, both refuse.
 * Not for others. */
#pragma once
#include "base/message.h"

#include <math.h>
#include <string.h>
#include "base/character.h"

enum { SEEN_WORDS = 4, FIELDS_KNOWN_MAX = 64 * SEEN_WORDS }; /* of a type; `seen` is a bit a field */

/* One field as it stands on the wire. */
struct wire {
    uint32_t number;
    unsigned kind;
    const uint8_t *content; /* what stands behind the tag */
    uint64_t value;         /* of the kinds VARINT, 32BIT and 64BIT */
    struct span bytes;      /* of the kind LENGTH_PREFIXED */
};

/* What a walk over one message has met already. */
struct wire_seen {
    uint64_t bits[SEEN_WORDS];
    unsigned next; /* where the field behind the last one stands in the type: most are written in their order */
};

/* Most are of one byte. */
static inline bool wire_varint(struct span *in, size_t max, uint64_t *out) {
    uint64_t v = 0;
    if (in->len && in->data[0] < 0x80) {
        *out = in->data[0];
        *in = span_of(in->data + 1, in->len - 1);
        return true;
    }
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

static inline bool wire_fixed(struct span *in, size_t len, uint64_t *out) {
    if (in->len < len) return false;
    *out = 0;
    for (size_t i = 0; i < len; i++) *out |= (uint64_t)in->data[i] << (8 * i);
    *in = span_of(in->data + len, in->len - len);
    return true;
}

static inline bool wire_bytes(struct span *in, struct span *out) {
    uint64_t len;
    if (!wire_varint(in, 5, &len) || len > in->len) return false;
    *out = span_of(in->data, (size_t)len);
    *in = span_of(in->data + len, in->len - (size_t)len);
    return true;
}

/* What is wrong with the next field of `in`; NULL: it is read and `in` stands behind it. A tag has 5 bytes at most, as
 * in protobuf-c: a longer one, though it has the same value, would be read here and not there. */
static inline const char *wire_read(struct span *in, struct wire *w) {
    uint64_t tag;
    w->number = 0;
    if (!wire_varint(in, 5, &tag) || tag > UINT32_MAX || tag >> 3 == 0) return "no field begins here";
    w->number = (uint32_t)(tag >> 3);
    w->kind = tag & 7;
    w->content = in->data;
    switch (w->kind) {
    case PROTOBUF_C_WIRE_TYPE_VARINT: return wire_varint(in, 10, &w->value) ? NULL : "broken number";
    case PROTOBUF_C_WIRE_TYPE_64BIT: return wire_fixed(in, 8, &w->value) ? NULL : "cut short";
    case PROTOBUF_C_WIRE_TYPE_32BIT: return wire_fixed(in, 4, &w->value) ? NULL : "cut short";
    case PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED: return wire_bytes(in, &w->bytes) ? NULL : "cut short";
    default: return "unknown wire type"; /* groups too */
    }
}

static inline unsigned wire_kind(ProtobufCType type) {
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

/* The next number of a packed list. */
static inline bool wire_element(struct span *list, unsigned kind, uint64_t *out) {
    if (kind == PROTOBUF_C_WIRE_TYPE_VARINT) return wire_varint(list, 10, out);
    return wire_fixed(list, kind == PROTOBUF_C_WIRE_TYPE_64BIT ? 8 : 4, out);
}

static inline bool wire_is_packed(const ProtobufCFieldDescriptor *field, const struct wire *w, unsigned kind) {
    return w->kind != kind && field->label == PROTOBUF_C_LABEL_REPEATED &&
           w->kind == PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED;
}

/* The field of this number, NULL: of a newer release. Has it been met before in this message? */
static inline const ProtobufCFieldDescriptor *wire_field(const ProtobufCMessageDescriptor *type, uint32_t number,
                                                         struct wire_seen *seen, bool *again) {
    const ProtobufCFieldDescriptor *field;
    if (seen->next < type->n_fields && type->fields[seen->next].id == number)
        field = &type->fields[seen->next];
    else if (!(field = protobuf_c_message_descriptor_get_field(type, number)))
        return NULL;
    unsigned i = (unsigned)(field - type->fields);
    *again = seen->bits[i / 64] >> (i % 64) & 1;
    seen->bits[i / 64] |= UINT64_C(1) << (i % 64);
    seen->next = field->label == PROTOBUF_C_LABEL_REPEATED ? i : i + 1;
    return field;
}

/* Eight bytes at once, all of them from the space to the tilde: the high bit of each is set by what it is itself, by
 * what lies below the space, or by DEL. A borrow reaches the next byte only from one that is none already. */
static inline bool wire_is_printable(const uint8_t *s) {
    static const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t eight;
    memcpy(&eight, s, sizeof eight);
    return !((eight | (eight - ' ' * each) | (eight + each)) & (0x80 * each));
}

/* False: it is no text. *plain becomes false at a character that not every text may hold, and never true again. */
static inline bool wire_is_clean(struct span text, bool *plain) {
    int32_t c;
    for (size_t i = 0, n; i < text.len; i += n) {
        if (i + 8 <= text.len && wire_is_printable(text.data + i)) {
            n = 8;
            continue;
        }
        if ((n = character_read(text.data + i, text.len - i, &c)) == 0) return false;
        bool printable = c >= ' ' && c <= '~';
        if (!printable && *plain) *plain = character_is_plain(c);
    }
    return true;
}

/* Negative 32-bit numbers travel as 10 bytes; some writers use 5. */
static inline bool wire_fits_int32(uint64_t v) { return v <= UINT32_MAX || v >= (uint64_t)INT32_MIN; }

static inline bool wire_is_finite(const ProtobufCFieldDescriptor *field, uint64_t bits) {
    double d;
    float f;
    uint32_t half = (uint32_t)bits;
    memcpy(&d, &bits, sizeof d);
    memcpy(&f, &half, sizeof f);
    return field->type == PROTOBUF_C_TYPE_DOUBLE ? isfinite(d) : isfinite(f);
}

/* What a request may not hold in a number, NULL: nothing is wrong. */
static inline const char *wire_number_fault(const ProtobufCFieldDescriptor *field, uint64_t v) {
    if (field->type == PROTOBUF_C_TYPE_ENUM) {
        if (!wire_fits_int32(v) || !protobuf_c_enum_descriptor_get_value(field->descriptor, (int)(int32_t)(uint32_t)v))
            return "value not in the enumeration";
    } else if (field->type == PROTOBUF_C_TYPE_INT32) {
        if (!wire_fits_int32(v)) return "number out of range";
    } else if (field->type == PROTOBUF_C_TYPE_UINT32 || field->type == PROTOBUF_C_TYPE_SINT32) {
        if (v > UINT32_MAX) return "number out of range";
    } else if (field->type == PROTOBUF_C_TYPE_FLOAT || field->type == PROTOBUF_C_TYPE_DOUBLE) {
        if (!wire_is_finite(field, v)) return "not a finite number";
    }
    return NULL;
}

/* Of one value in a struct or a list, in C; bool is 4 bytes as an int is. */
static inline size_t wire_size_in_c(ProtobufCType type) {
    switch (type) {
    case PROTOBUF_C_TYPE_BYTES: return sizeof(ProtobufCBinaryData);
    case PROTOBUF_C_TYPE_STRING:
    case PROTOBUF_C_TYPE_MESSAGE: return sizeof(void *);
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
    case PROTOBUF_C_TYPE_FIXED64:
    case PROTOBUF_C_TYPE_DOUBLE: return 8;
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_SFIXED32:
    case PROTOBUF_C_TYPE_FIXED32:
    case PROTOBUF_C_TYPE_FLOAT:
    case PROTOBUF_C_TYPE_ENUM:
    case PROTOBUF_C_TYPE_BOOL: break;
    }
    return 4;
}
static_assert(sizeof(protobuf_c_boolean) == 4, "bool in C");
