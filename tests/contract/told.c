#include "told.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "harness_internal.h"
#include "text/json.h"
#include "text/plain.h"

/* ---- names for what chance decides ---- */

static bool is_hex(const char *text) { return strlen(text) == 32 && strspn(text, "0123456789abcdef") == 32; }

static const char *name_add(struct told *t, const char *hex, const char *name) {
    assert_true(t->n_names < TOLD_NAMES);
    struct told_name *n = &t->names[t->n_names++];
    memcpy(n->hex, hex, sizeof n->hex);
    n->name = name;
    return name;
}

/* "family_id": family-1, the next one family-2. */
static const char *name_of(struct told *t, const char *field, const char *hex) {
    size_t like = 1, len = strlen(field);
    if (strspn(hex, "0") == 32) return "none";
    for (size_t i = 0; i < t->n_names; i++)
        if (strcmp(t->names[i].hex, hex) == 0) return t->names[i].name;
    if (len > 3 && strcmp(field + len - 3, "_id") == 0) len -= 3;
    for (size_t i = 0; i < t->n_names; i++) like += strncmp(t->names[i].name, field, len) == 0;
    return name_add(t, hex, arena_printf(t->a, "%.*s-%zu", (int)len, field, like));
}

static const char *record_name(struct told *t, uint64_t seq) {
    struct id id;
    char hex[33];
    struct view *v = world_view(t->w, t->daemon, t->a);
    const struct service *s = t->w->daemons[daemon_index(t->w, t->daemon)].service;
    struct record r;
    for (size_t i = 0; i < s->n_events; i++) {
        if (!record_event(v, s->events[i].type, seq, &r)) continue;
        id = r.id;
        id_hex(id, hex);
        return name_of(t, "record", hex);
    }
    return "record";
}

/* ---- a value as it is told ---- */

static json_t *told_value(struct told *t, const char *field, json_t *v);

static json_t *told_text(struct told *t, const char *field, const char *text) {
    if (is_hex(text)) return json_string(name_of(t, field, text));
    if (strlen(text) > 16 && text[10] == 'T' && text[13] == ':') return json_string(arena_printf(t->a, "%.16s", text));
    return json_string(text);
}

static json_t *told_object(struct told *t, json_t *object) {
    const char *field;
    json_t *v, *out = json_object();
    json_object_foreach(object, field, v) json_object_set_new(out, field, told_value(t, field, v));
    return out;
}

static json_t *told_value(struct told *t, const char *field, json_t *v) {
    static const char *const left_out[] = {"screening", "criteria", "territory", "hashes", "digest", "hours"};
    size_t len = strlen(field);
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        if (strcmp(field, left_out[i]) == 0 && (json_is_object(v) || json_is_array(v))) return json_string("...");
    if (json_is_object(v)) return told_object(t, v);
    if (json_is_string(v)) return told_text(t, field, json_string_value(v));
    if (json_is_integer(v) && len > 3 && strcmp(field + len - 3, "_ms") == 0)
        return json_string(arena_printf(t->a, "%.16s", plain_instant_write(t->a, json_integer_value(v))));
    if (!json_is_array(v)) return json_incref(v);
    json_t *out = json_array();
    for (size_t i = 0; i < json_array_size(v); i++)
        json_array_append_new(out, told_value(t, field, json_array_get(v, i)));
    return out;
}

static json_t *record_names(struct told *t, json_t *v) {
    if (!json_is_array(v)) return json_string(record_name(t, (uint64_t)json_integer_value(v)));
    json_t *out = json_array();
    for (size_t k = 0; k < json_array_size(v); k++)
        json_array_append_new(out, json_string(record_name(t, (uint64_t)json_integer_value(json_array_get(v, k)))));
    return out;
}

/* In a row a number without a sign is that of a record, in its personal part too. */
static void name_records(struct told *t, const ProtobufCMessageDescriptor *type, json_t *row) {
    for (unsigned i = 0; i < type->n_fields; i++) {
        const char *field = type->fields[i].name;
        json_t *v = json_object_get(row, field);
        if (!v || strcmp(field, "next") == 0) continue;
        if (strcmp(field, "personal") == 0) name_records(t, type->fields[i].descriptor, v);
        if (type->fields[i].type == PROTOBUF_C_TYPE_UINT64) json_object_set_new(row, field, record_names(t, v));
    }
}

static const char *told_message(struct told *t, const ProtobufCMessage *m, bool row) {
    json_t *from = json_from_message(t->a, m);
    if (row) name_records(t, m->descriptor, from);
    json_t *to = told_object(t, from);
    const char *text = json_print(t->a, to, true);
    json_decref(from);
    json_decref(to);
    return text;
}

static const char *short_name(const char *name) { return strrchr(name, '.') + 1; }

/* ---- telling ---- */

static uint64_t last_seq(const struct told *t) {
    node__get_status_reply *status = NEW(t->a, node__get_status_reply);
    engine_status(world_engine(t->w, t->daemon), t->a, world_now_ms(t->w), status);
    return status->seq;
}

struct told *told_begin(struct world *w, struct arena *a, const char *daemon) {
    struct told *t = arena_alloc(a, sizeof *t);
    *t = (struct told){.w = w, .a = a, .daemon = daemon};
    t->seq = last_seq(t);
    t->out = open_memstream(&t->text, &t->len);
    assert_non_null(t->out);
    return t;
}

static void tell_record(struct told *t, const ProtobufCMessage *event, const struct record *r) {
    char hex[33];
    id_hex(r->id, hex);
    const char *text = told_message(t, event, false); /* its fields name what its subjects are */
    fprintf(t->out, "%s %s of", name_of(t, "record", hex), short_name(event->descriptor->name));
    for (size_t i = 0; i < r->n_subjects; i++) {
        id_hex(r->subjects[i], hex);
        fprintf(t->out, "%s %s", i ? "," : "", name_of(t, "subject", hex));
    }
    fprintf(t->out, " %s\n", text);
}

/* Records of the engine itself are none of the story. */
void told_records(struct told *t, const char *done) {
    uint64_t last = last_seq(t);
    struct view *v = world_view(t->w, t->daemon, t->a);
    const struct service *s = t->w->daemons[daemon_index(t->w, t->daemon)].service;
    fprintf(t->out, "\n== %s\n", done);
    while (t->seq < last) {
        struct record r;
        t->seq++;
        for (size_t i = 0; i < s->n_events; i++) {
            const ProtobufCMessage *event = record_event(v, s->events[i].type, t->seq, &r);
            if (event) tell_record(t, event, &r);
        }
    }
}

void told_answer(struct told *t, const char *asked, const ProtobufCMessage *reply) {
    fprintf(t->out, "\n== %s\n%s\n", asked, told_message(t, reply, false));
}

/* An id, or a text. */
static const char *key_name(struct told *t, const struct key *key) {
    char hex[33];
    if (key->len != ID_LEN) return arena_printf(t->a, "%s", (const char *)key->bytes);
    id_hex(key_id_at(key, 0), hex);
    return name_of(t, "thing", hex);
}

static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void tell_table(struct told *t, const struct row_table *table) {
    struct view *v = world_view(t->w, t->daemon, t->a);
    size_t most = (size_t)row_count(v, table), n = 0;
    const char **lines = arena_alloc(t->a, (most + 1) * sizeof *lines);
    const ProtobufCMessage *row;
    struct key key;
    struct row_scan *s = row_scan(v, table, KEY_EMPTY, NULL);
    while (n < most && row_next(s, &key, &row))
        lines[n++] = arena_printf(t->a, "%s %s", key_name(t, &key), told_message(t, row, true));
    if (n == most) row_scan_end(s);
    qsort(lines, n, sizeof *lines, by_text);
    for (size_t i = 0; i < n; i++) fprintf(t->out, "%s: %s\n", table->name, lines[i]);
}

void told_rows(struct told *t) {
    const struct service *s = t->w->daemons[daemon_index(t->w, t->daemon)].service;
    fprintf(t->out, "\n== rows\n");
    for (size_t i = 0; i < s->n_rows; i++)
        if (!s->rows[i]->of && strcmp(short_name(s->rows[i]->type->name), "Lookup") != 0) tell_table(t, s->rows[i]);
}

/* ---- compared ---- */

static char *file_text(struct arena *a, const char *path) {
    char *text = arena_alloc(a, 1 << 20);
    FILE *f = fopen(path, "r");
    size_t n = f ? fread(text, 1, (1 << 20) - 1, f) : 0;
    if (f) fclose(f);
    text[n] = '\0';
    return text;
}

static size_t line_len(const char *text) { return strcspn(text, "\n"); }

void told_end(struct told *t, const char *story) {
    const char *path = arena_printf(t->a, SOURCE_DIR "/tests/golden/told/%s.txt", story), *now, *was;
    fclose(t->out);
    t->out = NULL;
    if (getenv("SIPPE_WRITE")) {
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        fputs(t->text, f);
        fclose(f);
    }
    was = file_text(t->a, path);
    now = arena_text(t->a, t->text);
    free(t->text);
    for (int line = 1; *now || *was; line++) {
        size_t n = line_len(now), m = line_len(was);
        if (n != m || memcmp(now, was, n) != 0)
            fail_msg("%s:%d: was \"%.*s\", now \"%.*s\" (SIPPE_WRITE=1 writes it anew)", path, line, (int)m, was,
                     (int)n, now);
        now += n + (now[n] != '\0');
        was += m + (was[m] != '\0');
    }
}

void told_leave(struct told *t) {
    if (!t->out) return;
    fclose(t->out);
    free(t->text);
}
