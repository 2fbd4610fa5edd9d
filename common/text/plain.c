#include "text/plain.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "civil/date.h"
#include "text/builder.h"

enum { MS_PER_DAY = 86400000 };

/* By name and form, so that another ...Answer of the contract needs nothing here. */
static bool is_answer(const ProtobufCMessageDescriptor *type) {
    size_t len = strlen(type->short_name);
    return len > 6 && strcmp(type->short_name + len - 6, "Answer") == 0 && type->n_fields >= 2 &&
           strcmp(type->fields[0].name, "value") == 0 && strcmp(type->fields[1].name, "not_known") == 0 &&
           (type->fields[0].flags & type->fields[1].flags & PROTOBUF_C_FIELD_FLAG_ONEOF);
}

enum plain_kind plain_kind(const ProtobufCMessageDescriptor *type) {
    if (type == &sippe__date__descriptor) return PLAIN_DATE;
    if (type == &sippe__instant__descriptor) return PLAIN_INSTANT;
    if (type == &sippe__money__descriptor) return PLAIN_MONEY;
    if (type == &sippe__postal_code__descriptor) return PLAIN_POSTAL_CODE;
    if (type == &sippe__language__descriptor) return PLAIN_LANGUAGE;
    return is_answer(type) ? PLAIN_ANSWER : PLAIN_NONE;
}

size_t plain_size(ProtobufCType type) {
    switch (type) {
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_SFIXED32:
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_FIXED32:
    case PROTOBUF_C_TYPE_FLOAT:
    case PROTOBUF_C_TYPE_ENUM: return 4;
    case PROTOBUF_C_TYPE_BOOL: return sizeof(protobuf_c_boolean);
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64:
    case PROTOBUF_C_TYPE_DOUBLE: return 8;
    case PROTOBUF_C_TYPE_STRING: return sizeof(char *);
    case PROTOBUF_C_TYPE_BYTES: return sizeof(ProtobufCBinaryData);
    case PROTOBUF_C_TYPE_MESSAGE: break;
    }
    return sizeof(ProtobufCMessage *);
}

static bool is_zero(const void *at, size_t len) {
    for (size_t i = 0; i < len; i++)
        if (((const uint8_t *)at)[i]) return false;
    return true;
}

/* -0.0 too is left out when a message is packed: protobuf-c compares numbers. */
bool plain_is_default(const ProtobufCFieldDescriptor *field, const void *at) {
    if (field->type == PROTOBUF_C_TYPE_STRING) return !*(const char *const *)at || !**(const char *const *)at;
    if (field->type == PROTOBUF_C_TYPE_BYTES) return !((const ProtobufCBinaryData *)at)->len;
    if (field->type == PROTOBUF_C_TYPE_DOUBLE) return fpclassify(*(const double *)at) == FP_ZERO;
    if (field->type == PROTOBUF_C_TYPE_FLOAT) return fpclassify(*(const float *)at) == FP_ZERO;
    return is_zero(at, plain_size(field->type));
}

bool plain_date_read(const char *text, sippe__date *out) {
    day d = day_parse(text);
    int year, month, dom;
    if (d == DAY_NONE) return false;
    day_parts(d, &year, &month, &dom);
    out->year = year;
    out->month = month;
    out->day = dom;
    return true;
}

char *plain_date_write(struct arena *a, const sippe__date *date) {
    day d = day_from(date->year, date->month, date->day);
    if (d == DAY_NONE) return NULL;
    char *text = arena_alloc(a, 11);
    day_text(d, text);
    return text;
}

/* n digits at *at; -1: not there. Moves behind them. */
static int digits(const char **at, int n) {
    int v = 0;
    for (int i = 0; i < n; i++, (*at)++) {
        if (**at < '0' || **at > '9') return -1;
        v = v * 10 + (**at - '0');
    }
    return v;
}

/* "14:03", "14:03:07", "14:03:07.25" in milliseconds; -1: it is none. */
static int64_t clock_read(const char **at) {
    int hour = digits(at, 2), minute, second = 0, ms = 0;
    if (hour < 0 || hour > 23 || *(*at)++ != ':') return -1;
    minute = digits(at, 2);
    if (minute < 0 || minute > 59) return -1;
    if (**at == ':') {
        (*at)++;
        second = digits(at, 2);
        if (second < 0 || second > 59) return -1;
        if (**at == '.') {
            (*at)++;
            int scale = 100, n = 0;
            for (; **at >= '0' && **at <= '9'; (*at)++, n++, scale /= 10) ms += (**at - '0') * scale; /* then 0: cut */
            if (n < 1 || n > 9) return -1;
        }
    }
    return ((hour * 60 + minute) * INT64_C(60) + second) * 1000 + ms;
}

/* "Z", "-05:00", in minutes. */
static bool offset_read(const char *at, int *minutes) {
    *minutes = 0;
    if (*at == 'Z' || *at == 'z') return at[1] == 0;
    if (*at != '+' && *at != '-') return false;
    int sign = *at++ == '-' ? -1 : 1, hour = digits(&at, 2);
    if (hour < 0 || hour > 23 || *at++ != ':') return false;
    int minute = digits(&at, 2);
    if (minute < 0 || minute > 59) return false;
    *minutes = sign * (hour * 60 + minute);
    return *at == 0;
}

bool plain_instant_read(const char *text, int64_t *ms) {
    char date[11] = {0};
    int offset;
    if (strlen(text) < 12 || (text[10] != 'T' && text[10] != 't' && text[10] != ' ')) return false;
    memcpy(date, text, 10);
    day d = day_parse(date);
    const char *at = text + 11;
    int64_t clock = d == DAY_NONE ? -1 : clock_read(&at);
    if (clock < 0 || !offset_read(at, &offset)) return false;
    *ms = (int64_t)d * MS_PER_DAY + clock - offset * INT64_C(60000);
    return true;
}

char *plain_instant_write(struct arena *a, int64_t ms) {
    int64_t days = ms / MS_PER_DAY - (ms % MS_PER_DAY < 0);
    if (days < day_from(1900, 1, 1) || days > day_from(2199, 12, 31)) return NULL;
    char date[11];
    day_text((day)days, date);
    int64_t rest = ms - days * MS_PER_DAY;
    int s = (int)(rest / 1000), fraction = (int)(rest % 1000);
    char *tail = fraction ? arena_printf(a, ".%03dZ", fraction) : arena_text(a, "Z");
    return arena_printf(a, "%sT%02d:%02d:%02d%s", date, s / 3600, s / 60 % 60, s % 60, tail);
}

bool plain_money_read(const char *text, int64_t *cents) {
    bool negative = *text == '-';
    const char *at = text + negative;
    uint64_t v = 0;
    int decimals = -1, n = 0;
    for (; *at; at++) {
        if (*at == '.' && decimals < 0 && n) {
            decimals = 0;
            continue;
        }
        if (*at < '0' || *at > '9' || decimals >= 2 || v > (uint64_t)INT64_MAX / 10) return false;
        v = v * 10 + (uint64_t)(*at - '0');
        n++;
        decimals += decimals >= 0;
    }
    if (!n || decimals == 0) return false;
    for (; decimals < 2; decimals = decimals < 0 ? 1 : decimals + 1) { /* to cents: twice when there was no point */
        if (v > (uint64_t)INT64_MAX / 10) return false;
        v *= 10;
    }
    if (v > (uint64_t)INT64_MAX + negative) return false; /* -2^63 has no positive twin */
    *cents = negative ? (int64_t)(0 - v) : (int64_t)v;
    return true;
}

char *plain_money_write(struct arena *a, int64_t cents) {
    uint64_t v = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;
    return arena_printf(a, "%s%" PRIu64 ".%02u", cents < 0 ? "-" : "", v / 100, (unsigned)(v % 100));
}

/* The length of "YES_NO_" in front of a value of the enumeration YesNo; 0: it has no such prefix. */
static size_t prefix_len(const ProtobufCEnumDescriptor *type, const char *name) {
    size_t n = 0;
    for (const char *c = type->short_name; *c; c++) {
        if (isupper((unsigned char)*c) && c != type->short_name && name[n++] != '_') return 0;
        if (name[n++] != toupper((unsigned char)*c)) return 0;
    }
    return name[n] == '_' && name[n + 1] ? n + 1 : 0;
}

/* Short names of all values first: where a short name is also another's full one, what we write reads back. */
const ProtobufCEnumValue *plain_enum_read(const ProtobufCEnumDescriptor *type, const char *text) {
    for (unsigned i = 0; i < type->n_values; i++) {
        const char *name = type->values[i].name;
        if (strcasecmp(name + prefix_len(type, name), text) == 0) return &type->values[i];
    }
    for (unsigned i = 0; i < type->n_values; i++)
        if (strcasecmp(type->values[i].name, text) == 0) return &type->values[i];
    return NULL;
}

const char *plain_enum_write(const ProtobufCEnumDescriptor *type, int value) {
    const ProtobufCEnumValue *v = protobuf_c_enum_descriptor_get_value(type, value);
    return v ? v->name + prefix_len(type, v->name) : NULL;
}

char *plain_enum_choices(struct arena *a, const ProtobufCEnumDescriptor *type) {
    struct builder b = {.arena = a};
    for (unsigned i = 0; i < type->n_values; i++) {
        const char *name = type->values[i].name;
        name += prefix_len(type, name);
        if (strcmp(name, "UNSPECIFIED") == 0) continue;
        if (b.len) builder_text(&b, ", ");
        builder_text(&b, name);
    }
    return builder_end(&b);
}

bool plain_bytes_read(struct arena *a, const char *text, ProtobufCBinaryData *out) {
    size_t digits_len = strlen(text), len = digits_len / 2;
    *out = (ProtobufCBinaryData){len, arena_alloc(a, len)};
    if (digits_len == 0) return true;
    return digits_len % 2 == 0 && sodium_hex2bin(out->data, len, text, digits_len, NULL, &out->len, NULL) == 0 &&
           out->len == len;
}

char *plain_bytes_write(struct arena *a, ProtobufCBinaryData bytes) {
    char *text = arena_alloc(a, 2 * bytes.len + 1);
    return bytes.len ? sodium_bin2hex(text, 2 * bytes.len + 1, bytes.data, bytes.len) : text;
}

bool plain_is_whole(const char *text) {
    text += *text == '-';
    return *text && strspn(text, "0123456789") == strlen(text) && (*text != '0' || !text[1]);
}

bool plain_int_read(const char *text, int64_t *out) {
    if (!plain_is_whole(text)) return false;
    errno = 0;
    *out = strtoll(text, NULL, 10);
    return errno == 0;
}

bool plain_uint_read(const char *text, uint64_t *out) {
    if (!plain_is_whole(text) || *text == '-') return false;
    errno = 0;
    *out = strtoull(text, NULL, 10);
    return errno == 0;
}

bool plain_real_read(const char *text, double *out) {
    const char *at = text + (*text == '-');
    char *end;
    if (*at < '0' || *at > '9' || strspn(at, "0123456789.eE+-") != strlen(at)) return false;
    *out = strtod(text, &end);
    return *end == 0 && isfinite(*out);
}

/* 17 digits are always enough (IEEE 754), 15 most often, and %g drops zeroes. strtod reads the C locale's point:
 * nothing here sets another. */
char *plain_real_write(struct arena *a, double value) {
    char *text = NULL;
    for (int precision = 15; precision <= 17; precision++) {
        text = arena_printf(a, "%.*g", precision, value);
        if (strtod(text, NULL) == value) break;
    }
    return strpbrk(text, ".e") ? text : arena_printf(a, "%s.0", text);
}
