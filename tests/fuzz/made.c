#include "made.h"

#include <string.h>
#include "base/message.h"
#include "text/plain.h"

/* A message of every thirtieth is as full as a frame can be: of small things as many as fit. */
enum {
    FIELDS_MAX = 3000,
    FULL_MAX = 30000,
    DEPTH_MAX = 8,
    PIECES_MAX = 6,
    LONG_TEXT = 3000,
    LONG_LIST = 300,
    FULL = 8
};

struct making {
    struct arena *arena;
    struct bytes *from;
    size_t fields, fields_max, depth;
};

static const char *long_text(struct arena *a) {
    char *text = arena_alloc(a, LONG_TEXT + 1);
    memset(text, 'm', LONG_TEXT);
    return text;
}

/* One piece of a text; most of them are what a text must not be able to do to who reads it. */
static const char *piece(struct arena *a, struct bytes *from) {
    static const char *const pieces[] = {"Tremblay",
                                         "é",
                                         "",
                                         "\x1b[2K",
                                         "\x1b]0;x\a",
                                         "\r",
                                         "\t",
                                         "\n",
                                         "\x7f",
                                         "\xc2\x9b",
                                         "\xe2\x80\xae",
                                         "\xe2\x80\xa8",
                                         "\xe2\x80\x8b",
                                         "\xc2\xad",
                                         "\xf3\xa0\x81\x81",
                                         "%s%n",
                                         "\"",
                                         "\\",
                                         "|",
                                         "~",
                                         "<b>",
                                         "\xe5\xae\xb6",
                                         "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7",
                                         "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
                                         "99001",
                                         "1042-9",
                                         " ",
                                         "\xc2\xa0",
                                         "0123456789abcdef0123456789abcdef",
                                         ("\x01"
                                          "3"),
                                         "5145550110",
                                         "2026-11-21",
                                         "-",
                                         "../..",
                                         "\xee\x80\x80",
                                         "\xef\xbf\xbe"};
    size_t n = sizeof pieces / sizeof *pieces, i = bytes_below(from, n + 1);
    return i < n ? pieces[i] : long_text(a);
}

const char *made_text(struct arena *a, struct bytes *from) {
    const char *text = "";
    for (size_t n = bytes_below(from, PIECES_MAX); n; n--) text = arena_printf(a, "%s%s", text, piece(a, from));
    return text;
}

/* Its ends, around nothing, a day of these years, or anything. */
static uint64_t number(struct bytes *from) {
    static const int64_t ends[] = {0,          1,         -1,        2,         7,
                                   20,         100,       1000,      INT8_MAX,  INT16_MAX,
                                   INT32_MAX,  INT32_MIN, INT64_MAX, INT64_MIN, 1795273200000,
                                   1795273200, 2026,      12,        31,        60};
    size_t n = sizeof ends / sizeof *ends, i = bytes_below(from, n + 1);
    return i < n ? (uint64_t)ends[i] : bytes_number(from);
}

static int32_t choice(const ProtobufCEnumDescriptor *type, struct bytes *from) {
    size_t i = bytes_below(from, type->n_values + 1);
    return i < type->n_values ? type->values[i].value : (int32_t)number(from);
}

/* Mostly an id; else of another length. */
static ProtobufCBinaryData some_bytes(struct making *m) {
    uint8_t kind = bytes_next(m->from);
    size_t len = kind < 200 ? ID_LEN : kind < 220 ? 0 : bytes_below(m->from, 64);
    uint8_t *data = arena_alloc(m->arena, len);
    memset(data, bytes_next(m->from), len);
    return (ProtobufCBinaryData){len, data};
}

static ProtobufCMessage *part(struct making *m, const ProtobufCMessageDescriptor *type);

static const char *text(struct making *m) {
    if (m->fields_max == FULL_MAX) return bytes_next(m->from) & 1 ? "fr" : "";
    return made_text(m->arena, m->from);
}

static void value(struct making *m, const ProtobufCFieldDescriptor *f, void *out) {
    const void *pointer = NULL;
    ProtobufCBinaryData bytes;
    uint64_t n;
    int32_t one;
    double real;
    if (f->type == PROTOBUF_C_TYPE_STRING)
        pointer = text(m), memcpy(out, &pointer, sizeof pointer);
    else if (f->type == PROTOBUF_C_TYPE_MESSAGE)
        pointer = part(m, f->descriptor), memcpy(out, &pointer, sizeof pointer);
    else if (f->type == PROTOBUF_C_TYPE_BYTES)
        bytes = some_bytes(m), memcpy(out, &bytes, sizeof bytes);
    else if (f->type == PROTOBUF_C_TYPE_ENUM)
        one = choice(f->descriptor, m->from), memcpy(out, &one, sizeof one);
    else if (f->type == PROTOBUF_C_TYPE_BOOL)
        one = bytes_next(m->from) & 1, memcpy(out, &one, sizeof(protobuf_c_boolean));
    else if (f->type == PROTOBUF_C_TYPE_DOUBLE)
        real = (double)(int64_t)number(m->from), memcpy(out, &real, sizeof real);
    else
        n = number(m->from), memcpy(out, &n, plain_size(f->type)); /* little-endian */
}

static void list(struct making *m, const ProtobufCFieldDescriptor *f, void *at, size_t *count) {
    static const size_t lengths[] = {0, 1, 1, 2, 2, 3, 5, LONG_LIST};
    size_t n = lengths[bytes_below(m->from, sizeof lengths / sizeof *lengths)], size = plain_size(f->type);
    if (f->type == PROTOBUF_C_TYPE_MESSAGE && m->depth >= DEPTH_MAX) return;
    if (m->fields_max == FULL_MAX && n > 1) n = FULL_MAX;
    uint8_t *elements = arena_alloc(m->arena, n * size);
    memcpy(at, &elements, sizeof elements);
    for (*count = 0; *count < n && m->fields < m->fields_max; ++*count, m->fields++)
        value(m, f, elements + *count * size);
}

static void field(struct making *m, const ProtobufCFieldDescriptor *f, ProtobufCMessage *out) {
    uint8_t *at = (uint8_t *)out + f->offset, *count = (uint8_t *)out + f->quantifier_offset;
    if (m->fields++ >= m->fields_max || bytes_next(m->from) < 40) return;
    if (f->label == PROTOBUF_C_LABEL_REPEATED) return list(m, f, at, (size_t *)(void *)count);
    if (f->type == PROTOBUF_C_TYPE_MESSAGE && m->depth >= DEPTH_MAX) return;
    if (f->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) memcpy(count, &f->id, sizeof f->id);
    value(m, f, at);
}

static ProtobufCMessage *part(struct making *m, const ProtobufCMessageDescriptor *type) {
    ProtobufCMessage *out = message_new(m->arena, type);
    m->depth++;
    for (unsigned i = 0; i < type->n_fields; i++) field(m, &type->fields[i], out);
    m->depth--;
    return out;
}

ProtobufCMessage *made_message(struct arena *a, const ProtobufCMessageDescriptor *type, struct bytes *from) {
    struct making m = {.arena = a, .from = from, .fields_max = bytes_next(from) < FULL ? FULL_MAX : FIELDS_MAX};
    return part(&m, type);
}
