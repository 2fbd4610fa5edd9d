#include "cli/show/changes.h"

#include <inttypes.h>
#include <string.h>
#include "civil/postal.h"
#include "cli/show/label.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/show/words.h"
#include "text/plain.h"

/* ---- one value ---- */

static const char *element_text(struct cli *c, const ProtobufCFieldDescriptor *f, const void *at);

/* The member of the oneof that is set. */
static const char *answer_text(struct cli *c, const ProtobufCMessage *m) {
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
        const char *base = (const char *)m;
        if (*(const uint32_t *)(const void *)(base + f->quantifier_offset) == f->id)
            return element_text(c, f, base + f->offset);
    }
    return "";
}

static const char *message_text(struct cli *c, const ProtobufCMessage *m) {
    if (!m) return "";
    if (m->descriptor == &sippe__money_range__descriptor) return show_money_range(c, (const sippe__money_range *)m);
    switch (plain_kind(m->descriptor)) {
    case PLAIN_DATE: return show_date(c, (const sippe__date *)m);
    case PLAIN_INSTANT: return show_instant(c, (const sippe__instant *)m);
    case PLAIN_MONEY: return show_money(c, ((const sippe__money *)m)->cents);
    case PLAIN_POSTAL_CODE: return postal_tidy(&c->arena, ((const sippe__postal_code *)m)->code);
    case PLAIN_LANGUAGE: return show_language(c, (const sippe__language *)m);
    case PLAIN_ANSWER: return answer_text(c, m);
    case PLAIN_NONE: break;
    }
    return "";
}

/* However it was typed, the daemon keeps its digits: two ways to write one number are no change. */
static const char *phone_text(struct cli *c, const char *text) {
    char *digits = arena_text(&c->arena, text), *to = digits;
    for (const char *at = text; *at; at++)
        if (strchr("+0123456789", *at)) *to++ = *at;
    *to = '\0';
    return strlen(digits) == 10 ? show_phone(c, digits) : text;
}

static const char *number_text(struct cli *c, const ProtobufCFieldDescriptor *f, const void *at) {
    size_t size = plain_size(f->type);
    int64_t n = size == sizeof(int64_t) ? *(const int64_t *)at : *(const int32_t *)at;
    return n ? arena_printf(&c->arena, "%" PRId64, n) : "";
}

static const char *element_text(struct cli *c, const ProtobufCFieldDescriptor *f, const void *at) {
    switch ((int)f->type) {
    case PROTOBUF_C_TYPE_MESSAGE: return message_text(c, *(ProtobufCMessage *const *)at);
    case PROTOBUF_C_TYPE_ENUM: return word(c, f->descriptor, *(const int *)at);
    case PROTOBUF_C_TYPE_BOOL: return *(const protobuf_c_boolean *)at ? pick(c, "oui", "yes") : "";
    case PROTOBUF_C_TYPE_STRING: {
        const char *text = *(const char *const *)at;
        return strstr(f->name, "phone") ? phone_text(c, text) : text;
    }
    case PROTOBUF_C_TYPE_BYTES: return show_hex(c, *(const ProtobufCBinaryData *)at);
    default: return number_text(c, f, at);
    }
}

static size_t field_count(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f) {
    if (!m) return 0;
    if (f->label != PROTOBUF_C_LABEL_REPEATED) return 1;
    return *(const size_t *)(const void *)((const char *)m + f->quantifier_offset);
}

static const void *field_at(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i) {
    const char *at = (const char *)m + f->offset;
    if (f->label != PROTOBUF_C_LABEL_REPEATED) return at;
    return *(const char *const *)(const void *)at + i * plain_size(f->type);
}

const char *field_text(struct cli *c, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f) {
    struct joined all = joined_new(c, ", ");
    for (size_t i = 0; i < field_count(m, f); i++) joined_add(&all, element_text(c, f, field_at(m, f, i)));
    return joined_text(&all);
}

/* ---- what differs ---- */

enum { COUNTED = -1 };

/* Blanks before each line; COUNTED: nothing is said. */
struct telling {
    struct cli *c;
    int indent;
};

static size_t differing(const struct telling *t, const char *path, const ProtobufCMessage *before,
                        const ProtobufCMessage *after);

static bool is_part(const ProtobufCFieldDescriptor *f) {
    return f->type == PROTOBUF_C_TYPE_MESSAGE && plain_kind(f->descriptor) == PLAIN_NONE;
}

static const ProtobufCMessage *part_at(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i) {
    return i < field_count(m, f) ? *(ProtobufCMessage *const *)field_at(m, f, i) : NULL;
}

static size_t parts_differing(const struct telling *t, const char *path, const ProtobufCMessage *before,
                              const ProtobufCMessage *after, const ProtobufCFieldDescriptor *f) {
    size_t n = 0, many = field_count(before, f), other = field_count(after, f);
    if (other > many) many = other;
    for (size_t i = 0; i < many; i++) {
        bool is_list = f->label == PROTOBUF_C_LABEL_REPEATED;
        n += differing(t, is_list ? arena_printf(&t->c->arena, "%s[%zu]", path, i) : path, part_at(before, f, i),
                       part_at(after, f, i));
    }
    return n;
}

static size_t value_differs(const struct telling *t, const char *path, const char *before, const char *after) {
    struct cli *c = t->c;
    if (strcmp(before, after) == 0) return 0;
    if (t->indent == COUNTED) return 1;
    const char *none = pick(c, "(rien)", "(nothing)");
    say(c, "%s%s : %s → %s", "%s%s: %s → %s", arena_printf(&c->arena, "%*s", t->indent, ""), label_of(c, path),
        *before ? before : none, *after ? after : none);
    return 1;
}

static size_t differing(const struct telling *t, const char *path, const ProtobufCMessage *before,
                        const ProtobufCMessage *after) {
    struct cli *c = t->c;
    const ProtobufCMessage *some = before ? before : after;
    size_t n = 0;
    for (unsigned i = 0; some && i < some->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &some->descriptor->fields[i];
        const char *own = arena_printf(&c->arena, "%s%s%s", path, *path ? "." : "", f->name);
        n += is_part(f) ? parts_differing(t, own, before, after, f)
                        : value_differs(t, own, field_text(c, before, f), field_text(c, after, f));
    }
    return n;
}

size_t changes_count(struct cli *c, const ProtobufCMessage *before, const ProtobufCMessage *after) {
    const struct telling t = {c, COUNTED};
    return differing(&t, "", before, after);
}

size_t changes_show(struct cli *c, int indent, const ProtobufCMessage *before, const ProtobufCMessage *after) {
    const struct telling t = {c, indent};
    return differing(&t, "", before, after);
}
