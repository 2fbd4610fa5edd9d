/* Messages drawn from a seed, of any type of the contract, for tests of properties. All that a message can hold comes
 * up, but for what is not canonical: postal codes are drawn in upper case, and enumerations within their values. */
#pragma once
#include <stdint.h>
#include <string.h>
#include "civil/postal.h"
#include "base/message.h"
#include "text/plain.h"

struct draw {
    uint64_t state;
    struct arena *arena;
};

static inline uint64_t draw_next(struct draw *d) { /* splitmix64 */
    uint64_t z = d->state += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static inline uint64_t draw_below(struct draw *d, uint64_t n) { return draw_next(d) % n; }

/* Small, large and extreme ones, each often. */
static inline uint64_t draw_number(struct draw *d) {
    static const uint64_t extremes[] = {
        0, 1, UINT64_MAX, INT64_MAX, (uint64_t)INT64_MIN, INT32_MAX, (uint64_t)INT32_MIN, 999999999999999};
    if (draw_below(d, 4) == 0) return extremes[draw_below(d, 8)];
    return draw_next(d) >> draw_below(d, 64);
}

static inline char *draw_text(struct draw *d) {
    static const char *const pieces[] = {
        "a",  "Marie-Ève ", "œ",   "\"", "\\", "\n", "\t", "UNKNOWN", "null", "true", "3",  "{", "]", "# ",
        ": ", "- ",         "été", "👶",  "’",  "'",  "/",  "%",       "é",    "ᐃᓄ",   "عر", " ", "0", "~",
    };
    char *text = arena_text(d->arena, "");
    for (uint64_t n = draw_below(d, 5); n > 0; n--)
        text = arena_printf(d->arena, "%s%s", text, pieces[draw_below(d, sizeof pieces / sizeof *pieces)]);
    return text;
}

static inline double draw_real(struct draw *d) {
    static const double reals[] = {0, 45.508, -73.6, 1e300, -1e-300, 0.1, 3, 1e15, 123456789.123456789};
    if (draw_below(d, 2)) return reals[draw_below(d, 9)];
    return (double)(int64_t)draw_next(d) / (double)(draw_below(d, 1000000) + 1);
}

static inline ProtobufCMessage *draw_message(struct draw *d, const ProtobufCMessageDescriptor *type);

static inline void draw_value(struct draw *d, const ProtobufCFieldDescriptor *field, void *out) {
    const ProtobufCEnumDescriptor *values = field->descriptor;
    uint64_t number = draw_number(d);
    double real = draw_real(d);
    float half = (float)draw_below(d, 100000) / 8;
    int32_t choice = field->type == PROTOBUF_C_TYPE_ENUM ? values->values[draw_below(d, values->n_values)].value : 0;
    protobuf_c_boolean truth = (protobuf_c_boolean)(number & 1);
    ProtobufCBinaryData bytes = {draw_below(d, 20), NULL};
    void *pointer = NULL;
    if (field->type == PROTOBUF_C_TYPE_DOUBLE)
        memcpy(out, &real, sizeof real);
    else if (field->type == PROTOBUF_C_TYPE_FLOAT)
        memcpy(out, &half, sizeof half);
    else if (field->type == PROTOBUF_C_TYPE_ENUM)
        memcpy(out, &choice, sizeof choice);
    else if (field->type == PROTOBUF_C_TYPE_BOOL)
        memcpy(out, &truth, sizeof truth);
    else if (field->type == PROTOBUF_C_TYPE_BYTES) {
        bytes.data = arena_alloc(d->arena, bytes.len);
        for (size_t i = 0; i < bytes.len; i++) bytes.data[i] = (uint8_t)draw_next(d);
        memcpy(out, &bytes, sizeof bytes);
    } else if (field->type == PROTOBUF_C_TYPE_STRING || field->type == PROTOBUF_C_TYPE_MESSAGE) {
        pointer = field->type == PROTOBUF_C_TYPE_STRING ? (void *)draw_text(d) : draw_message(d, field->descriptor);
        memcpy(out, &pointer, sizeof pointer);
    } else {
        memcpy(out, &number, plain_size(field->type)); /* little-endian */
    }
}

static inline void draw_field(struct draw *d, ProtobufCMessage *m, const ProtobufCFieldDescriptor *field) {
    uint8_t *at = (uint8_t *)m + field->offset, *count = (uint8_t *)m + field->quantifier_offset;
    if (field->label == PROTOBUF_C_LABEL_REPEATED) {
        size_t n = draw_below(d, 4), size = plain_size(field->type);
        uint8_t *list = n ? arena_alloc(d->arena, n * size) : NULL;
        for (size_t i = 0; i < n; i++) draw_value(d, field, list + i * size);
        memcpy(at, &list, sizeof list);
        memcpy(count, &n, sizeof n);
        return;
    }
    if (draw_below(d, 4) == 0) return;
    if (field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) {
        uint32_t other;
        memcpy(&other, count, sizeof other);
        if (other) return;
        memcpy(count, &field->id, sizeof field->id);
    }
    draw_value(d, field, at);
}

static inline ProtobufCMessage *draw_message(struct draw *d, const ProtobufCMessageDescriptor *type) {
    ProtobufCMessage *m = message_new(d->arena, type);
    for (unsigned i = 0; i < type->n_fields; i++) draw_field(d, m, &type->fields[i]);
    if (type == &sippe__date__descriptor && draw_below(d, 4)) {
        sippe__date *date = (sippe__date *)(void *)m;
        date->year = (int32_t)(1900 + draw_below(d, 300));
        date->month = (int32_t)(1 + draw_below(d, 12));
        date->day = (int32_t)(1 + draw_below(d, 31));
    } else if (type == &sippe__instant__descriptor && draw_below(d, 4)) {
        ((sippe__instant *)(void *)m)->ms = (int64_t)draw_below(d, UINT64_C(4000000000000)) - INT64_C(1000000000000);
    } else if (type == &sippe__money__descriptor && draw_below(d, 4)) {
        ((sippe__money *)(void *)m)->cents = (int64_t)draw_below(d, 10000000) - 1000000;
    } else if (type == &sippe__postal_code__descriptor) {
        sippe__postal_code *postal = (sippe__postal_code *)(void *)m;
        postal->code = postal_tidy(d->arena, postal->code);
    }
    return m;
}
