#include "plausible.h"

#include <string.h>
#include "../golden/sample.h"
#include "engine/open/open.h"
#include "proto/notifications_events.h"
#include "text/plain.h"

enum { DAY_MS_ = 86400000 };

/* ---- what there is ---- */

static struct named_ids *named(struct plausible *p, const char *name) {
    for (size_t i = 0; i < p->n_names; i++)
        if (strcmp(p->names[i].name, name) == 0) return &p->names[i];
    if (p->n_names == sizeof p->names / sizeof *p->names) return &p->names[0];
    p->names[p->n_names].name = name;
    return &p->names[p->n_names++];
}

static void name_add(struct plausible *p, const char *name, ProtobufCBinaryData bytes) {
    struct named_ids *n = named(p, name);
    struct id id;
    if (!id_from(bytes, &id) || n->n == sizeof n->list / sizeof *n->list) return;
    for (size_t i = 0; i < n->n; i++)
        if (id_equal(n->list[i], id)) return;
    n->list[n->n++] = id;
}

/* What a field of a list points to. */
static uint8_t *list_at(const uint8_t *field) {
    uint8_t *list;
    memcpy(&list, field, sizeof list);
    return list;
}

static void walk(struct plausible *p, const ProtobufCMessage *m) {
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
        const uint8_t *at = (const uint8_t *)m + f->offset;
        size_t n = 1;
        uint32_t which = f->id;
        if (f->flags & PROTOBUF_C_FIELD_FLAG_ONEOF)
            memcpy(&which, (const uint8_t *)m + f->quantifier_offset, sizeof which);
        if (which != f->id) continue;
        if (f->label == PROTOBUF_C_LABEL_REPEATED) {
            memcpy(&n, (const uint8_t *)m + f->quantifier_offset, sizeof n);
            at = list_at(at);
        }
        for (size_t k = 0; k < n; k++) {
            if (f->type == PROTOBUF_C_TYPE_BYTES)
                name_add(p, f->name, ((const ProtobufCBinaryData *)(const void *)at)[k]);
            if (f->type != PROTOBUF_C_TYPE_MESSAGE) continue;
            const ProtobufCMessage *part = ((ProtobufCMessage *const *)(const void *)at)[k];
            if (part) walk(p, part);
        }
    }
}

/* What opens a link is no id, and stands in one record alone. */
static void token_note(struct plausible *p, const ProtobufCMessage *event) {
    if (event->descriptor == &notifications__link_made__descriptor)
        p->token = arena_text(p->arena, ((const notifications__link_made *)(const void *)event)->personal->token);
}

static void walk_journal(struct plausible *p, const char *daemon) {
    struct engine *e = world_engine(p->station->world, daemon);
    struct view *v = world_view(p->station->world, daemon, p->arena);
    sippe__record *r;
    for (uint64_t seq = 1; (r = journal_read(v, seq)); seq++) {
        const struct event *row = event_row_now(e, r->type);
        const ProtobufCMessage *event = record_event(v, row->type, seq, NULL);
        if (event) walk(p, event);
        if (event) token_note(p, event);
    }
}

void plausible_init(struct plausible *p, struct station *s, struct arena *a) {
    *p = (struct plausible){.station = s, .arena = a};
    for (size_t d = 0; d < DAEMONS; d++) walk_journal(p, daemon_names[d]);
}

/* The last record that changed this thing; of an even variant, the first that speaks of it at all. */
static struct id version_of(struct plausible *p, const char *daemon, struct id thing, unsigned variant) {
    struct view *v = world_view(p->station->world, daemon, p->arena);
    struct id version = {{0}};
    sippe__record *r;
    for (uint64_t seq = 1; (r = journal_read(v, seq)); seq++) {
        bool changes = r->n_subjects && id_equal(id_of(r->subjects[0]), thing), speaks = false;
        for (size_t i = 0; i < r->n_subjects; i++) speaks |= id_equal(id_of(r->subjects[i]), thing);
        if (variant % 2 ? changes : speaks) version = id_of(r->id);
        if (variant % 2 == 0 && speaks) break;
    }
    return version;
}

/* ---- a request ---- */

/* A thing of whatever kind has a name of its own when an event about it has. */
static struct id pick(struct plausible *p, const char *name, unsigned variant) {
    const struct named_ids *n = named(p, name);
    if (!n->n && strcmp(name, "thing") == 0) n = named(p, variant % 2 ? "referral_id" : "screening_id");
    return n->n ? n->list[variant % n->n] : (struct id){{0}};
}

static const char *text_for(const char *name, unsigned variant) {
    static const char *const workers[] = {"w1", "w2"};
    if (strcmp(name, "worker") == 0 || strcmp(name, "workers") == 0) return workers[variant % 2];
    if (strcmp(name, "phone") == 0) return "5145550110";
    if (strcmp(name, "clsc_code") == 0) return "99001";
    if (strcmp(name, "text_version") == 0) return "2026-1";
    if (strcmp(name, "journal") == 0) return variant % 2 ? "intake" : "scheduling";
    if (strcmp(name, "cut") == 0) return "copie-1";
    return "Mme Tremblay";
}

/* A working hour of a day to come, or a little while ago. */
static int64_t instant_for(const struct plausible *p, unsigned variant) {
    int64_t midnight = p->station->now_ms / DAY_MS_ * DAY_MS_;
    return variant % 2 ? p->station->now_ms - 600000 : midnight + (int64_t)(1 + variant) * DAY_MS_ + 15 * 3600000;
}

static void adjust(struct plausible *p, const struct target *m, ProtobufCMessage *message, unsigned variant);

static void adjust_value(struct plausible *p, const struct target *m, const ProtobufCFieldDescriptor *f, void *at,
                         unsigned variant) {
    const char *text = p->token && strcmp(f->name, "token") == 0 ? p->token : text_for(f->name, variant);
    ProtobufCMessage *part;
    int32_t choice = 1 + (int32_t)(variant % 3), number = 1 + (int32_t)variant;
    if (f->type == PROTOBUF_C_TYPE_STRING) memcpy(at, &text, sizeof text);
    if (f->type == PROTOBUF_C_TYPE_ENUM) memcpy(at, &choice, sizeof choice);
    if (f->type == PROTOBUF_C_TYPE_INT32 || f->type == PROTOBUF_C_TYPE_UINT32) memcpy(at, &number, sizeof number);
    if (f->type == PROTOBUF_C_TYPE_BYTES) {
        ProtobufCBinaryData bytes = id_field(p->arena, pick(p, f->name, variant));
        memcpy(at, &bytes, sizeof bytes);
    }
    if (f->type != PROTOBUF_C_TYPE_MESSAGE) return;
    memcpy(&part, at, sizeof part);
    if (part) adjust(p, m, part, variant);
}

static void adjust_plain(struct plausible *p, ProtobufCMessage *message, unsigned variant) {
    if (message->descriptor == &sippe__instant__descriptor)
        ((sippe__instant *)(void *)message)->ms = instant_for(p, variant);
    if (message->descriptor != &sippe__date__descriptor) return;
    sippe__date *date = (sippe__date *)(void *)message;
    int year, month, dom;
    day_parts((day)(instant_for(p, variant) / DAY_MS_), &year, &month, &dom);
    *date = (sippe__date){date->base, year, month, dom};
}

static bool is_version(const ProtobufCFieldDescriptor *f) {
    size_t len = strlen(f->name);
    return f->type == PROTOBUF_C_TYPE_BYTES && len >= 7 && strcmp(f->name + len - 7, "version") == 0;
}

/* The version belongs to the thing that the first field names. */
static void adjust_versions(struct plausible *p, const struct target *m, ProtobufCMessage *message, unsigned variant) {
    const ProtobufCFieldDescriptor *first = message->descriptor->fields;
    if (!message->descriptor->n_fields || first->type != PROTOBUF_C_TYPE_BYTES) return;
    struct id version = version_of(p, m->daemon, pick(p, first->name, variant), variant);
    for (unsigned i = 0; i < message->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &message->descriptor->fields[i];
        ProtobufCBinaryData bytes = id_field(p->arena, version);
        if (is_version(f) && f->label != PROTOBUF_C_LABEL_REPEATED)
            memcpy((uint8_t *)message + f->offset, &bytes, sizeof bytes);
    }
}

static void adjust(struct plausible *p, const struct target *m, ProtobufCMessage *message, unsigned variant) {
    if (plain_kind(message->descriptor) != PLAIN_NONE && plain_kind(message->descriptor) != PLAIN_ANSWER) {
        adjust_plain(p, message, variant);
        return;
    }
    for (unsigned i = 0; i < message->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &message->descriptor->fields[i];
        uint8_t *at = (uint8_t *)message + f->offset, *count = (uint8_t *)message + f->quantifier_offset;
        uint32_t which = f->id;
        size_t one = 1;
        if (f->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) memcpy(&which, count, sizeof which);
        if (which != f->id) continue;
        if (f->label == PROTOBUF_C_LABEL_REPEATED) {
            memcpy(count, &one, sizeof one);
            at = list_at(at);
        }
        adjust_value(p, m, f, at, variant);
    }
    adjust_versions(p, m, message, variant);
}

struct span plausible_request(struct plausible *p, const struct target *m, unsigned variant) {
    ProtobufCMessage *message = sample_message(p->arena, m->method->request);
    adjust(p, m, message, variant);
    return message_pack(p->arena, message);
}
