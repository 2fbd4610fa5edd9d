/* Rows as they stand in the store: what is personal in them is sealed for whom the row itself names. */
#include "engine/rows/rows.h"

#include "proto/options/sealed.h"

/* It has a length: what `personal` is packed under, sealed or not. */
enum { PERSONAL_TAG = PERSONAL_FIELD << 3 | 2, VARINT_MAX = 10 };

/* ---- for whom ---- */

/* Those of the tests' own .proto files are in no list: theirs is the field of that name. */
static const char *field_of(const ProtobufCMessageDescriptor *type) {
    for (size_t i = 0; i < n_proto_sealed_rows; i++)
        if (strcmp(proto_sealed_rows[i].message, type->name) == 0) return proto_sealed_rows[i].field;
    return "sealed_for";
}

bool row_says_whose(const ProtobufCMessageDescriptor *type) {
    const char *name = field_of(type);
    return !name || protobuf_c_message_descriptor_get_field_by_name(type, name);
}

/* NULL: the first part of its key says it. */
static const ProtobufCFieldDescriptor *subject_field(const ProtobufCMessageDescriptor *type) {
    const char *name = field_of(type);
    const ProtobufCFieldDescriptor *field = name ? protobuf_c_message_descriptor_get_field_by_name(type, name) : NULL;
    assert(!name || (field && field->type == PROTOBUF_C_TYPE_BYTES));
    return field;
}

/* Types are constants: what was found of one holds for as long as the process lives. One that another type has taken
 * the place of is found again. */
static const struct row_kind *kind_of(struct engine *e, const ProtobufCMessageDescriptor *type) {
    enum { DESCRIPTOR = sizeof *type }; /* they stand one behind the other */
    struct row_kind *kind = &e->row_kinds[(uintptr_t)type / DESCRIPTOR % ROW_KINDS];
    if (kind->type == type) return kind;
    const ProtobufCFieldDescriptor *personal = personal_field(type);
    *kind = (struct row_kind){type, personal, personal ? subject_field(type) : NULL};
    return kind;
}

static struct id subject_by(const ProtobufCFieldDescriptor *field, const ProtobufCMessage *row, const struct key *key) {
    ProtobufCBinaryData id;
    if (!field) return key_id_at(key, 0);
    memcpy(&id, (const uint8_t *)row + field->offset, sizeof id);
    return id_of(id);
}

struct id row_subject(const ProtobufCMessage *row, const struct key *key) {
    return subject_by(subject_field(row->descriptor), row, key);
}

static struct sealing sealing_of(const struct row_kind *kind, const char *table, const struct key *key,
                                 const ProtobufCMessage *row) {
    return (struct sealing){.table = table,
                            .type = kind->type->name,
                            .name = key_span(key),
                            .subject = subject_by(kind->subject, row, key)};
}

/* ---- the two parts ---- */

static size_t varint_write(uint8_t *out, uint64_t n) {
    size_t len = 0;
    for (; n > 127; n >>= 7) out[len++] = (uint8_t)(n | 128);
    out[len++] = (uint8_t)n;
    return len;
}

/* False: it does not end. */
static bool varint_read(struct span *s, uint64_t *n) {
    *n = 0;
    for (unsigned shift = 0; s->len && shift < 7 * VARINT_MAX; shift += 7) {
        uint8_t byte = s->data[0];
        *s = span_of(s->data + 1, s->len - 1);
        *n |= (uint64_t)(byte & 127) << shift;
        if (byte < 128) return true;
    }
    return false;
}

static bool skip(struct span *s, uint64_t n) {
    if (n > s->len) return false;
    *s = span_of(s->data + n, s->len - n);
    return true;
}

/* Past one field of another number, by the kind of its tag. */
static bool field_pass(struct span *s, uint64_t tag) {
    uint64_t n;
    switch (tag & 7) {
    case 0: return varint_read(s, &n);
    case 1: return skip(s, 8);
    case 2: return varint_read(s, &n) && skip(s, n);
    case 5: return skip(s, 4);
    default: return false;
    }
}

/* The sealed part is the last that row_seal writes. False: these are no two parts. */
static bool parts_of(struct span packed, struct span *open, struct span *sealed) {
    struct span rest = packed;
    uint64_t tag, len;
    for (;;) {
        *open = span_of(packed.data, packed.len - rest.len);
        if (!varint_read(&rest, &tag)) return false;
        if (tag == PERSONAL_TAG) break;
        if (!field_pass(&rest, tag)) return false;
    }
    *sealed = rest;
    if (!varint_read(sealed, &len)) return false;
    return sealed->len == len;
}

/* ---- sealed, opened ---- */

/* A copy of the top alone is changed, as in event_pack. */
static struct span open_pack(struct arena *a, const ProtobufCMessage *row, const ProtobufCFieldDescriptor *field) {
    ProtobufCMessage *copy = arena_copy(a, row, row->descriptor->sizeof_message);
    personal_set(copy, field, NULL);
    return message_pack(a, copy);
}

static struct span parts_join(struct arena *a, struct span open, struct span sealed) {
    uint8_t *out = arena_alloc(a, open.len + 1 + VARINT_MAX + sealed.len);
    if (open.len) memcpy(out, open.data, open.len);
    size_t len = open.len;
    out[len++] = PERSONAL_TAG;
    len += varint_write(out + len, sealed.len);
    if (sealed.len) memcpy(out + len, sealed.data, sealed.len);
    return span_of(out, len + sealed.len);
}

bool row_seal(struct view *v, const char *table, const struct key *key, const ProtobufCMessage *row,
              struct span *packed) {
    const struct row_kind *kind = kind_of(v->e, row->descriptor);
    const ProtobufCFieldDescriptor *field = kind->personal;
    if (!field) return *packed = message_pack(v->arena, row), true;
    struct sealing s = sealing_of(kind, table, key, row);
    uint64_t slot;
    assert(!id_is_zero(s.subject)); /* a row that does not say for whom */
    if (subject_is_erased(v->e, s.subject)) return false;
    struct span open = open_pack(v->arena, row, field);
    struct span sealed = seal(v, &s, message_pack(v->arena, personal_of(row, field)), &slot);
    *packed = parts_join(v->arena, open, sealed);
    return true;
}

void *row_open_part(struct arena *a, const ProtobufCMessageDescriptor *type, struct span packed) {
    struct span open = packed, sealed;
    if (personal_field(type) && !parts_of(packed, &open, &sealed)) return NULL;
    return message_unpack_own(a, type, open);
}

static int personal_open(struct view *v, const char *table, const struct key *key, ProtobufCMessage *row,
                         struct span sealed) {
    const struct row_kind *kind = kind_of(v->e, row->descriptor);
    const ProtobufCFieldDescriptor *field = kind->personal;
    struct sealing s = sealing_of(kind, table, key, row);
    struct span text;
    int err = unseal(v, &s, 0, sealed, &text);
    ProtobufCMessage *personal = err ? NULL : message_unpack_own(v->arena, field->descriptor, text);
    if (personal) personal_set(row, field, personal);
    return err ? err : personal ? 0 : ERR_CORRUPT;
}

int row_open(struct view *v, const char *table, const struct key *key, const ProtobufCMessageDescriptor *type,
             struct span packed, void *out) {
    const ProtobufCFieldDescriptor *field = kind_of(v->e, type)->personal;
    struct span open = packed, sealed = {NULL, 0};
    bool whole = !field || parts_of(packed, &open, &sealed);
    ProtobufCMessage *row = whole ? message_unpack_own(v->arena, type, open) : NULL;
    int err = row ? field ? personal_open(v, table, key, row, sealed) : 0 : ERR_CORRUPT;
    if (err == ERR_CORRUPT) damaged_row(v->e, table, key);
    if (err) row = NULL;
    memcpy(out, &row, sizeof row);
    return err;
}
