#include "intake/domain/screening/draft.h"

#include <string.h>
#include "base/message.h"
#include "intake/domain/screening/answered.h"
#include "proto/options/classes.h"

bool intake_draft_names_her(const intake__screening *s) {
    const intake__notice_and_consent *c = s->consent;
    bool read = c && c->notice_read_at && c->notice_read_at->ms > 0;
    return read && c->consent_store != YES_NO_NO && c->consent_store != YES_NO_DECLINED;
}

/* ---- what tells who she is ---- */

/* What the field says of itself; else it is of the class of what holds it. */
static int class_of(const ProtobufCMessageDescriptor *type, const char *field, int above) {
    for (size_t i = 0; i < n_proto_class_fields; i++)
        if (strcmp(proto_class_fields[i].message, type->name) == 0 && strcmp(proto_class_fields[i].field, field) == 0)
            return (int)proto_class_fields[i].class;
    return above;
}

static bool tells_who(int class) { return class == CLASS_IDENTITY || class == CLASS_CONTACT; }

/* Of a list of messages one such field is enough. */
static bool list_tells_who(const ProtobufCFieldDescriptor *list, int class) {
    if (tells_who(class)) return true;
    const ProtobufCMessageDescriptor *type = list->type == PROTOBUF_C_TYPE_MESSAGE ? list->descriptor : NULL;
    for (unsigned i = 0; type && i < type->n_fields; i++)
        if (tells_who(class_of(type, type->fields[i].name, class))) return true;
    return false;
}

/* A message of which only a part tells who she is loses that part; one that does as a whole goes with what it holds,
 * and is told by one path. */
static void strip(struct arena *a, ProtobufCMessage *m, const char *under, int above, struct left_out *out) {
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
        const char *path = arena_printf(a, "%s%s%s", under, *under ? "." : "", f->name);
        int class = class_of(m->descriptor, f->name, above);
        const ProtobufCMessage *part = intake_message_part(m, f);
        bool block = part && !*under; /* of a block each field is asked by itself */
        bool goes = f->label == PROTOBUF_C_LABEL_REPEATED ? list_tells_who(f, class) : tells_who(class) && !block;
        if (!goes) {
            ProtobufCMessage *const *held = (ProtobufCMessage *const *)(void *)((char *)m + f->offset);
            if (part) strip(a, *held, path, class, out);
            continue;
        }
        if (intake_message_answers(m, f->name)) APPEND(a, out, paths, path);
        intake_message_clear(m, f);
    }
}

struct left_out intake_draft_strip(struct arena *a, intake__screening *s) {
    struct left_out out = {0};
    strip(a, &s->base, "", CLASS_ANSWERS, &out);
    return out;
}

/* ---- where it goes on ---- */

enum when {
    ALWAYS,
    WHEN_INTERPRETED,
    WHEN_HOUSED,    /* not without a fixed address */
    WHEN_NO_WAY,    /* no other way to reach her was told */
    WHEN_UNDATED,   /* neither dated in another way nor born */
    WHEN_DELIVERED, /* the child is born */
};

/* In the order of the call (proto/intake/screening.proto): what is required, and what is worth asking again. */
static const struct {
    const char *path;
    enum when when;
} questions[] = {
    {"call.started_at", ALWAYS},
    {"call.called_by", ALWAYS},
    {"call.clsc_code", ALWAYS},
    {"call.source", ALWAYS},
    {"call.caller_is_subject", ALWAYS},
    {"call.language", ALWAYS},
    {"call.interpreter_needed", ALWAYS},
    {"call.interpreter_language", WHEN_INTERPRETED},
    {"call.can_talk_now", ALWAYS},
    {"consent.notice_read_at", ALWAYS},
    {"consent.notice_version", ALWAYS},
    {"consent.consent_store", ALWAYS},
    {"consent.channels", ALWAYS},
    {"consent.safe_to_leave_message", ALWAYS},
    {"consent.safe_contact_hours", ALWAYS},
    {"consent.restriction_requested", ALWAYS},
    {"identity.name.family", ALWAYS},
    {"identity.name.given", ALWAYS},
    {"identity.birth_date", ALWAYS},
    {"identity.gender", ALWAYS},
    {"identity.phone", WHEN_NO_WAY},
    {"identity.address.postal_code", WHEN_HOUSED},
    {"pregnancy.due_date", WHEN_UNDATED},
    {"pregnancy.child_birth_date", WHEN_DELIVERED},
    {"household.size", ALWAYS},
    {"household.adults", ALWAYS},
    {"income.annual", ALWAYS},
    {"income.sources", ALWAYS},
    {"schooling.highest_diploma", ALWAYS},
};

static bool answers(const intake__screening *s, const char *path) { return intake_message_answers(&s->base, path); }

static bool is_dated(const intake__screening *s) {
    const intake__pregnancy *p = s->pregnancy;
    return (p && p->already_delivered == YES_NO_YES) || answers(s, "pregnancy.last_menstrual_date") ||
           answers(s, "pregnancy.weeks_stated");
}

static bool is_asked(const intake__screening *s, enum when when) {
    switch (when) {
    case ALWAYS: return true;
    case WHEN_INTERPRETED: return s->call && s->call->interpreter_needed == YES_NO_YES;
    case WHEN_HOUSED: return !s->identity || s->identity->no_fixed_address != YES_NO_YES;
    case WHEN_NO_WAY: return !answers(s, "identity.alt_phone") && !answers(s, "identity.email");
    case WHEN_UNDATED: return !is_dated(s);
    case WHEN_DELIVERED: return s->pregnancy && s->pregnancy->already_delivered == YES_NO_YES;
    }
    return true;
}

const char *intake_draft_first_gap(const intake__screening *s) {
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        if (is_asked(s, questions[i].when) && !answers(s, questions[i].path)) return questions[i].path;
    return "";
}
