/* The values that stand in a text as one word (see proto/types.proto): dates, instants, amounts, enumerations,
 * bytes. Readers give false for anything that is not exactly of the form, and then nothing of *out counts; writers give
 * a text in the arena, or NULL for a value that has no such form. Whatever is written here is read here. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "proto/types.h"

/* What a message of one plain value is. */
enum plain_kind {
    PLAIN_NONE, /* written as a map of its fields */
    PLAIN_DATE,
    PLAIN_INSTANT,
    PLAIN_MONEY,
    PLAIN_POSTAL_CODE,
    PLAIN_LANGUAGE,
    PLAIN_ANSWER, /* a oneof of `value`, `not_known`, and perhaps more, which only its map can say */
};
enum plain_kind plain_kind(const ProtobufCMessageDescriptor *type);
/* Bytes that one value of a field takes in a message or a list. */
size_t plain_size(ProtobufCType type);
/* Is the value of a single field the one that proto3 leaves out, because it reads back as nothing? Whoever writes a
 * member of a oneof does so whenever it is set: that it is set is what it says (an answer of 0, an empty ping). */
bool plain_is_default(const ProtobufCFieldDescriptor *field, const void *at);

/* "2026-11-21". */
bool plain_date_read(const char *text, sippe__date *out);
/* NULL: no such day, or outside 1900..2199. */
char *plain_date_write(struct arena *a, const sippe__date *d);

/* RFC 3339: "2026-11-21T14:03:00Z", "2026-11-21T09:03-05:00", fractions up to nanoseconds (cut to milliseconds). A zone
 * must be given: whose clock it was cannot be guessed. No leap second. */
bool plain_instant_read(const char *text, int64_t *ms);
/* Always UTC; NULL outside 1900..2199. */
char *plain_instant_write(struct arena *a, int64_t ms);

/* "32140", "32140.5", "-3.07": at most two decimals, a point. Never by way of a double. */
bool plain_money_read(const char *text, int64_t *cents);
char *plain_money_write(struct arena *a, int64_t cents);

/* By the name with or without the prefix of its type, whatever the case; NULL: no such value. */
const ProtobufCEnumValue *plain_enum_read(const ProtobufCEnumDescriptor *type, const char *text);
/* Without the prefix; NULL: no value of that number. A constant of the program. */
const char *plain_enum_write(const ProtobufCEnumDescriptor *type, int value);
/* "A, B, C": what may be chosen, without the unspecified one. */
char *plain_enum_choices(struct arena *a, const ProtobufCEnumDescriptor *type);

/* Lower-case hexadecimal; upper case is read too. */
bool plain_bytes_read(struct arena *a, const char *text, ProtobufCBinaryData *out);
char *plain_bytes_write(struct arena *a, ProtobufCBinaryData bytes);

/* Digits, perhaps a minus; no plus, leading zeros or exponent. 06601 is a code and must not become 6601. */
bool plain_is_whole(const char *text);
/* Whole numbers that fit. */
bool plain_int_read(const char *text, int64_t *out);
bool plain_uint_read(const char *text, uint64_t *out);
/* Finite numbers only. */
bool plain_real_read(const char *text, double *out);
/* The shortest decimal that reads back as the same number, always with a point or an exponent: what was a real stays
 * one. */
char *plain_real_write(struct arena *a, double value);
