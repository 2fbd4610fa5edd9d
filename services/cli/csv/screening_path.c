#include "cli/csv/screening_path.h"

#include <stdint.h>
#include <string.h>
#include "base/character.h"
#include "base/message.h"

struct step {
    const ProtobufCFieldDescriptor *field;
    bool list, last;
};

/* Takes the next name of the path; false: no such field, or "[]" where there is no list, or none where there is one. */
static bool next_step(const ProtobufCMessageDescriptor *type, const char **path, struct step *out) {
    char name[48];
    size_t len = strcspn(*path, ".[");
    if (len == 0 || len >= sizeof name) return false;
    memcpy(name, *path, len);
    name[len] = '\0';
    *path += len;
    out->list = strncmp(*path, "[]", 2) == 0;
    if (out->list) *path += 2;
    out->last = **path == '\0';
    if (!out->last) ++*path;
    out->field = protobuf_c_message_descriptor_get_field_by_name(type, name);
    return out->field && (out->field->label == PROTOBUF_C_LABEL_REPEATED) == out->list;
}

static void *member(ProtobufCMessage *m, const ProtobufCFieldDescriptor *f) { return (char *)m + f->offset; }

static size_t *count(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f) {
    return (size_t *)(void *)((char *)(uintptr_t)m + f->quantifier_offset);
}

struct screening_note screening_note_new(struct arena *a) {
    intake__note_words *w = NEW(a, intake__note_words);
    return (struct screening_note){
        w, {&w->base, protobuf_c_message_descriptor_get_field_by_name(w->base.descriptor, "text")}};
}

/* As intake has it (services/intake/notes). */
enum { NOTE_BYTES = 8000 };

const struct screening_note_fault *screening_note_fault(const char *text) {
    static const struct screening_note_fault too_long = {
        "cette note est trop longue (8000 octets au plus). Raccourcissez-la, et renvoyez la fiche.",
        "this note is too long (at most 8000 bytes). Shorten it, and send the form again."};
    static const struct screening_note_fault forbidden = {
        "cette note contient un caractère invisible ou une tabulation. Tapez-la de nouveau, et renvoyez la fiche.",
        "this note holds an invisible character or a tab. Type it again, and send the form again."};
    if (strlen(text) > NOTE_BYTES) return &too_long;
    return text_is_plain(text, true) ? NULL : &forbidden;
}

/* Elements before it are made too, empty: the reader drops those that stay so (screening_read.c). */
static ProtobufCMessage *element(struct arena *a, ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t at) {
    size_t *n = count(m, f);
    while (a && *n <= at) *(void **)message_grow(a, member(m, f), n, sizeof(void *)) = message_new(a, f->descriptor);
    return at < *n ? (*(ProtobufCMessage ***)member(m, f))[at] : NULL;
}

/* Without an arena nothing is made: that is how a screening is looked at and stays as it is. */
static ProtobufCMessage *part(struct arena *a, ProtobufCMessage *m, const ProtobufCFieldDescriptor *f) {
    ProtobufCMessage **at = member(m, f);
    if (!*at && a) *at = message_new(a, f->descriptor);
    return *at;
}

bool message_path_read(const ProtobufCMessageDescriptor *type, const char *path, struct screening_path *out) {
    struct step step;
    *out = (struct screening_path){0};
    while (type && out->n < SCREENING_PATH_MAX && next_step(type, &path, &step)) {
        out->fields[out->n++] = step.field;
        if (step.last) return true;
        type = step.field->type == PROTOBUF_C_TYPE_MESSAGE ? step.field->descriptor : NULL;
    }
    return false;
}

bool screening_path_read(const char *path, struct screening_path *out) {
    return message_path_read(&intake__screening__descriptor, path, out);
}

bool message_path_walk(struct arena *a, ProtobufCMessage *m, const struct screening_path *path, size_t at,
                       struct screening_spot *out) {
    for (size_t i = 0; m && i + 1 < path->n; i++) {
        const ProtobufCFieldDescriptor *f = path->fields[i];
        m = f->label == PROTOBUF_C_LABEL_REPEATED ? element(a, m, f, at) : part(a, m, f);
    }
    if (!m || !path->n) return false;
    *out = (struct screening_spot){m, path->fields[path->n - 1]};
    return true;
}

bool screening_path_walk(struct arena *a, intake__screening *s, const struct screening_path *path, size_t at,
                         struct screening_spot *out) {
    return message_path_walk(a, &s->base, path, at, out);
}

bool screening_path_find(struct arena *a, intake__screening *s, const char *path, size_t at,
                         struct screening_spot *out) {
    struct screening_path read;
    return screening_path_read(path, &read) && screening_path_walk(a, s, &read, at, out);
}

size_t screening_path_count(const intake__screening *s, const char *path) {
    const ProtobufCMessage *m = &s->base;
    struct step step;
    while (m && next_step(m->descriptor, &path, &step)) {
        if (step.list) return *count(m, step.field);
        if (step.last || step.field->type != PROTOBUF_C_TYPE_MESSAGE) return 0;
        m = *(ProtobufCMessage *const *)(const void *)((const char *)m + step.field->offset);
    }
    return 0;
}
