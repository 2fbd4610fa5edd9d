#include "clear.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include "civil/civil.h"
#include "engine/journal/journal.h"
#include "engine/open/open.h"
#include "engine/rows/rows.h"
#include "harness_internal.h"
#include "proto/events.h"
#include "proto/options/open_fields.h"
#include "text/plain.h"

/* ---- why something is open ---- */

static const char *reason_of(const char *message, const char *field) {
    for (size_t i = 0; i < n_proto_open_fields; i++)
        if (!strcmp(proto_open_fields[i].message, message) && !strcmp(proto_open_fields[i].field, field))
            return proto_open_fields[i].reason;
    return "";
}

static bool is_of_nobody(const char *reason) {
    return !strcmp(reason, "DIRECTORY") || !strcmp(reason, "RULES") || !strcmp(reason, "PLACE");
}

static bool is_of_the_directory(const char *message) {
    for (size_t i = 0; i < n_proto_open_fields; i++)
        if (!strcmp(proto_open_fields[i].message, message) && !strcmp(proto_open_fields[i].reason, "DIRECTORY"))
            return true;
    return false;
}

/* ---- in a message ---- */

static bool message_has(const ProtobufCMessage *m, const struct clear_value *v);

/* Of a number of any width, or a choice. */
static int64_t number_at(const ProtobufCFieldDescriptor *f, const uint8_t *at) {
    int64_t wide = 0;
    int32_t narrow = 0;
    if (plain_size(f->type) == sizeof wide) return memcpy(&wide, at, sizeof wide), wide;
    if (plain_size(f->type) == sizeof narrow) memcpy(&narrow, at, sizeof narrow);
    return narrow;
}

static bool is_number(ProtobufCType type) {
    return type != PROTOBUF_C_TYPE_STRING && type != PROTOBUF_C_TYPE_BYTES && type != PROTOBUF_C_TYPE_ENUM &&
           type != PROTOBUF_C_TYPE_BOOL && type != PROTOBUF_C_TYPE_FLOAT && type != PROTOBUF_C_TYPE_DOUBLE;
}

static bool value_has(const ProtobufCFieldDescriptor *f, const uint8_t *at, const struct clear_value *v) {
    const void *pointer = NULL;
    ProtobufCBinaryData bytes;
    if (plain_size(f->type) >= sizeof pointer) memcpy(&pointer, at, sizeof pointer);
    if (f->type == PROTOBUF_C_TYPE_MESSAGE) return pointer && message_has(pointer, v);
    switch (v->kind) {
    case CLEAR_IS_TEXT: return f->type == PROTOBUF_C_TYPE_STRING && strstr(pointer, v->text);
    case CLEAR_IS_ID:
        if (f->type != PROTOBUF_C_TYPE_BYTES) return false;
        memcpy(&bytes, at, sizeof bytes);
        return span_equal(span_pb(bytes), id_span(&v->id));
    case CLEAR_IS_CHOICE:
        return f->type == PROTOBUF_C_TYPE_ENUM && f->descriptor == v->choice && number_at(f, at) == v->number;
    case CLEAR_IS_NUMBER: return is_number(f->type) && number_at(f, at) == v->number;
    case CLEAR_IS_DAY: break; /* a Date, which is a message */
    }
    return false;
}

static bool field_has(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, const struct clear_value *v) {
    const uint8_t *at = (const uint8_t *)m + f->offset;
    size_t n = 1;
    if (f->label == PROTOBUF_C_LABEL_REPEATED) {
        memcpy(&n, (const uint8_t *)m + f->quantifier_offset, sizeof n);
        const uint8_t *list;
        memcpy(&list, at, sizeof list);
        at = list;
    }
    for (size_t i = 0; i < n; i++)
        if (value_has(f, at + i * plain_size(f->type), v)) return true;
    return false;
}

static bool message_has(const ProtobufCMessage *m, const struct clear_value *v) {
    if (m->descriptor == &sippe__date__descriptor && v->kind == CLEAR_IS_DAY)
        return civil_day((const sippe__date *)(const void *)m) == v->number;
    for (unsigned i = 0; i < m->descriptor->n_fields; i++)
        if (field_has(m, &m->descriptor->fields[i], v)) return true;
    return false;
}

/* The part that is asked for of an event or a row. */
static bool part_has(const ProtobufCMessage *m, bool personal, const struct clear_value *v) {
    const ProtobufCFieldDescriptor *apart = personal_field(m->descriptor);
    if (personal) return apart && personal_of(m, apart) && message_has(personal_of(m, apart), v);
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
        if (f != apart && !is_of_nobody(reason_of(m->descriptor->name, f->name)) && field_has(m, f, v)) return true;
    }
    return false;
}

/* ---- in records and rows ---- */

static const ProtobufCMessageDescriptor *type_of(const char *name) {
    for (size_t i = 0; i < n_proto_events; i++)
        if (strcmp(proto_events[i]->name, name) == 0) return proto_events[i];
    fail_msg("%s is no event", name);
    return NULL;
}

static bool head_has(const sippe__record *r, const struct clear_value *v) {
    for (size_t i = 0; i < r->n_subjects; i++)
        if (v->kind == CLEAR_IS_ID && span_equal(span_pb(r->subjects[i]), id_span(&v->id))) return true;
    return false;
}

static const char *record_found(struct view *v, uint64_t seq, bool personal, const struct clear_value *value) {
    const sippe__record *r = journal_read(v, seq);
    const ProtobufCMessageDescriptor *type = type_of(r->type);
    if (!type || is_of_the_directory(type->name)) return NULL;
    const ProtobufCMessage *event = record_event(v, type, seq, NULL);
    if (!part_has(event, personal, value) && (personal || !head_has(r, value))) return NULL;
    return arena_printf(view_arena(v), "record %llu %s", (unsigned long long)seq, r->type);
}

static bool key_has(const struct key *key, const struct clear_value *v) {
    struct key what = KEY_EMPTY;
    if (v->kind == CLEAR_IS_TEXT) what = key_from(span_text(v->text));
    if (v->kind == CLEAR_IS_ID) what = KEY(KEY_ID(v->id));
    if (v->kind == CLEAR_IS_NUMBER) what = KEY(KEY_I64(v->number));
    return what.len && memmem(key->bytes, key->len, what.bytes, what.len);
}

static const char *table_found(struct view *v, const struct row_table *t, bool personal,
                               const struct clear_value *value) {
    const ProtobufCMessage *row = NULL;
    const char *found = NULL;
    struct key key;
    struct row_scan *s = row_scan(v, t, KEY_EMPTY, NULL);
    while (!found && row_next(s, &key, t->type ? &row : NULL)) {
        bool has = (row && part_has(row, personal, value)) || (!personal && key_has(&key, value));
        if (has) found = arena_printf(view_arena(v), "table %s", t->name);
    }
    row_scan_end(s);
    return found;
}

static bool is_passed_over(const struct row_table *t) {
    if (t->of) return t->in_memory || is_of_the_directory(t->of->type->name);
    return t->type && is_of_the_directory(t->type->name);
}

static const char *find(struct world *w, struct arena *a, const char *daemon, bool personal,
                        const struct clear_value *v) {
    struct view *view = world_view(w, daemon, a);
    const struct service *s = w->daemons[daemon_index(w, daemon)].service;
    const char *found = NULL;
    for (uint64_t seq = 1; !found && seq <= world_engine(w, daemon)->seq; seq++)
        found = record_found(view, seq, personal, v);
    for (size_t i = 0; !found && i < s->n_rows; i++)
        if (!is_passed_over(s->rows[i])) found = table_found(view, s->rows[i], personal, v);
    return found;
}

const char *clear_find(struct world *w, struct arena *a, const char *daemon, const struct clear_value *v) {
    return find(w, a, daemon, false, v);
}

const char *clear_find_personal(struct world *w, struct arena *a, const char *daemon, const struct clear_value *v) {
    return find(w, a, daemon, true, v);
}

/* ---- in the files ---- */

static bool file_has(struct arena *a, const char *path, const char *text) {
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) || !S_ISREG(st.st_mode)) fail_msg("%s cannot be read", path);
    char *bytes = arena_alloc(a, (size_t)st.st_size);
    ssize_t n = read(fd, bytes, (size_t)st.st_size);
    close(fd);
    assert_int_equal(n, st.st_size);
    return memmem(bytes, (size_t)n, text, strlen(text)) != NULL;
}

const char *clear_file(struct world *w, struct arena *a, const char *daemon, const char *text) {
    struct arena file; /* the next file has its room again */
    const char *found = NULL;
    DIR *folder = opendir(world_dir(w, daemon));
    assert_non_null(folder);
    arena_init(&file);
    for (struct dirent *e = readdir(folder); e && !found; e = readdir(folder), arena_reset(&file))
        if (e->d_type == DT_REG && file_has(&file, arena_printf(&file, "%s/%s", world_dir(w, daemon), e->d_name), text))
            found = arena_text(a, e->d_name);
    closedir(folder);
    arena_close(&file);
    return found;
}

static bool is_public(struct world *w, struct arena *a, const char *daemon, const struct clear_value *v) {
    struct view *view = world_view(w, daemon, a);
    const struct service *s = w->daemons[daemon_index(w, daemon)].service;
    const ProtobufCMessage *row = NULL;
    const sippe__territory *rules = rules_on(view, today_of(view, world_now_ms(w)), NULL);
    bool found = rules && message_has(&rules->base, v);
    for (size_t i = 0; i < s->n_rows; i++) {
        const struct row_table *t = s->rows[i];
        if (!t->type || !is_of_the_directory(t->type->name)) continue;
        struct row_scan *rows = row_scan(view, t, KEY_EMPTY, NULL);
        while (row_next(rows, NULL, &row)) found |= message_has(row, v);
    }
    return found;
}

/* NULL unless it is a text that ought to stand in no file, and does in this one. */
static const char *file_found(struct world *w, struct arena *a, const char *daemon, const struct clear_value *v) {
    bool told = v->kind == CLEAR_IS_TEXT && strlen(v->text) >= CLEAR_FILE_LEAST && !is_public(w, a, daemon, v);
    return told ? clear_file(w, a, daemon, v->text) : NULL;
}

void clear_check(struct world *w, struct arena *a, const char *daemon, const struct clear_value *values, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const struct clear_value *v = &values[i];
        const char *found = clear_find(w, a, daemon, v);
        if (found)
            fail_msg("value %zu (%s %lld) stands in the clear: %s", i, v->text ? v->text : "", (long long)v->number,
                     found);
        const char *file = file_found(w, a, daemon, v);
        if (file) fail_msg("value %zu (%s) stands in the bytes of %s", i, v->text, file);
        if (!clear_find_personal(w, a, daemon, v))
            fail_msg("value %zu (%s %lld) is not in the story", i, v->text ? v->text : "", (long long)v->number);
    }
}
