#include "cli/call/request.h"

#include <string.h>
#include "civil/postal.h"
#include "base/message.h"
#include "proto/intake.h"
#include "cli/show/output.h"
#include "text/plain.h"
#include "text/written.h"
#include "cli/show/words.h"

static void *member(void *m, const ProtobufCFieldDescriptor *f) { return (char *)m + f->offset; }

/* Room for one more element of a repeated field, or the field itself. */
static void *place(struct cli *c, ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t size) {
    if (f->label != PROTOBUF_C_LABEL_REPEATED) return member(m, f);
    size_t *n = (size_t *)(void *)((char *)m + f->quantifier_offset);
    return message_grow(&c->arena, member(m, f), n, size);
}

static int refuse(struct cli *c, const char *label, const char *text) {
    return stop(c, CLI_USAGE, "%s : « %s » ne convient pas.", "%s: \"%s\" does not fit.", label, text);
}

static int refuse_why(struct cli *c, const char *label, const char *text, const char *why) {
    return stop(c, CLI_USAGE, "%s : « %s » : %s", "%s: \"%s\": %s", label, text, why);
}

/* A message of one plain value, as people write it. An answer (a value, or not known) is none: screenings come in
 * files. */
static int set_plain(struct cli *c, ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, const char *text,
                     const char *label) {
    const ProtobufCMessageDescriptor *type = f->descriptor;
    ProtobufCMessage *value = message_new(&c->arena, type);
    int64_t at_ms;
    switch (plain_kind(type)) {
    case PLAIN_DATE:
        if (!date_read(c, text, (sippe__date *)value)) return refuse_why(c, label, text, date_fault(c, text));
        break;
    case PLAIN_INSTANT:
        if (!time_read(c, text, &at_ms)) return refuse_why(c, label, text, time_fault(c, text));
        ((sippe__instant *)value)->ms = at_ms;
        break;
    case PLAIN_MONEY:
        if (!plain_money_read(written_amount(&c->arena, text), &((sippe__money *)value)->cents))
            return refuse(c, label, text);
        break;
    case PLAIN_POSTAL_CODE: ((sippe__postal_code *)value)->code = postal_tidy(&c->arena, text); break;
    case PLAIN_LANGUAGE: ((sippe__language *)value)->code = written_language(&c->arena, text); break;
    case PLAIN_ANSWER:
    case PLAIN_NONE: return refuse(c, label, text);
    }
    *(ProtobufCMessage **)place(c, m, f, sizeof value) = value;
    return 0;
}

/* Counts of the contract are never negative, whatever the type's sign; what a rule makes of them is the daemon's. */
static int set_number(struct cli *c, ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, const char *text,
                      const char *label) {
    int64_t number;
    if (!plain_int_read(text, &number) || number > INT32_MAX || number < 0) return refuse(c, label, text);
    *(int32_t *)place(c, m, f, sizeof(int32_t)) = (int32_t)number;
    return 0;
}

/* A flag was given or was not: its text says nothing. */
static int set_field(struct cli *c, ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, const char *text,
                     const char *label) {
    int value;
    switch ((int)f->type) {
    case PROTOBUF_C_TYPE_STRING: *(char **)place(c, m, f, sizeof(char *)) = arena_text(&c->arena, text); return 0;
    case PROTOBUF_C_TYPE_BYTES:
        if (!plain_bytes_read(&c->arena, text, place(c, m, f, sizeof(ProtobufCBinaryData))))
            return refuse(c, label, text);
        return 0;
    case PROTOBUF_C_TYPE_BOOL: *(protobuf_c_boolean *)place(c, m, f, sizeof(protobuf_c_boolean)) = true; return 0;
    case PROTOBUF_C_TYPE_ENUM:
        if (!word_read(c, f->descriptor, text, &value)) return refuse(c, label, text);
        *(int *)place(c, m, f, sizeof(int)) = value;
        return 0;
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_UINT32: return set_number(c, m, f, text, label);
    case PROTOBUF_C_TYPE_MESSAGE: return set_plain(c, m, f, text, label);
    default: return refuse(c, label, text);
    }
}

int request_set(struct cli *c, ProtobufCMessage *request, const char *path, const char *text, const char *label) {
    ProtobufCMessage *m = request;
    for (const char *dot = strchr(path, '.'); dot; path = dot + 1, dot = strchr(path, '.')) {
        const char *name = arena_printf(&c->arena, "%.*s", (int)(dot - path), path);
        const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(m->descriptor, name);
        if (!f || f->type != PROTOBUF_C_TYPE_MESSAGE) return refuse(c, label, text);
        ProtobufCMessage **part = member(m, f);
        if (!*part) *part = message_new(&c->arena, f->descriptor);
        m = *part;
    }
    const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(m->descriptor, path);
    return f ? set_field(c, m, f, text, label) : refuse(c, label, text);
}

int request_fill(struct cli *c, ProtobufCMessage *request) {
    for (size_t i = 0; i < c->args.n_given; i++) {
        const struct option *o = c->args.given[i].option;
        if (!o->field) continue;
        int rc = request_set(c, request, o->field, c->args.given[i].text, arena_printf(&c->arena, "--%s", o->name));
        if (rc) return rc;
    }
    return 0;
}
