/* Each text of each request, with what no text may hold: refused by its path, whatever else is wrong with the request;
 * and no request says by a field who acts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/finding.h"
#include "base/message.h"
#include "base/message_parts.h"
#include "methods.h"
#include "plausible.h"
#include "proto/options/lines.h"
#include "station.h"

enum { TEXTS_MIN = 150, LINES_MIN = 25 };

static struct arena arena;
static size_t n_texts, n_lines;

struct asking {
    struct station *station;
    const struct target *target;
    ProtobufCMessage *request;
};

/* Some methods are an organisation's door's alone, which a gateway speaks for. */
static const sippe__reply *ask_as_door(const struct asking *t, const uint8_t *id) {
    size_t n, i = 0;
    sippe__request r = SIPPE__REQUEST__INIT;
    sippe__envelope e = SIPPE__ENVELOPE__INIT;
    const struct member *all = member_list(world_view(t->station->world, t->target->daemon, &arena), &n);
    while (i < n && !member_is_door(&all[i])) i++;
    if (i == n) fail_msg("%s: no door", t->target->name);
    e.content_case = SIPPE__ENVELOPE__CONTENT_REQUEST;
    e.request = &r;
    r.id = pb_of(span_of(id, 16));
    r.method = t->target->name;
    r.on_behalf_of = id_text(&arena, all[i].id);
    r.body = pb_of(message_pack(&arena, t->request));
    struct span frame = message_pack(&arena, &e.base);
    return station_exchange(t->station, t->target->daemon, station_key_of(ROLE_GATEWAY), NULL, frame);
}

static const sippe__reply *ask(const struct asking *t) {
    static uint64_t id[2] = {0, 37};
    id[0]++;
    const struct method *m = t->target->method;
    if (m->roles == AS_DOOR) return ask_as_door(t, (const uint8_t *)id);
    const char *key = "operator";
    for (int role = ROLE_PRIVACY; role >= ROLE_DESK; role--)
        if (m->roles & (1u << role) && station_key_of((sippe__role)role)) key = station_key_of((sippe__role)role);
    struct span frame = station_frame(&arena, t->target->name, (const uint8_t *)id, message_pack(&arena, t->request));
    const sippe__reply *reply = station_exchange(t->station, t->target->daemon, key, NULL, frame);
    if (!reply) fail_msg("%s: no answer", t->target->name);
    return reply;
}

static sippe__reason reason_of(const sippe__reply *reply, const char *path) {
    for (size_t i = 0; i < reply->status->n_violations; i++)
        if (strcmp(reply->status->violations[i]->path, path) == 0) return reply->status->violations[i]->reason;
    return REASON_UNSPECIFIED;
}

static bool has_lines(const ProtobufCMessage *m, const char *field) {
    for (size_t i = 0; i < n_proto_lines_fields; i++)
        if (strcmp(proto_lines_fields[i].message, m->descriptor->name) == 0 &&
            strcmp(proto_lines_fields[i].field, field) == 0)
            return true;
    return false;
}

/* One of a kind each, at the beginning, inside, at the end; and what is well and must not be told. */
static void try_text(const struct asking *t, const ProtobufCMessage *m, const char *field, const char *path, void *at) {
    static const struct {
        const char *text;
        bool refused;
    } texts[] = {{"\x1b[2K", true},
                 {"a\x07", true},
                 {"a\xc2\x9b"
                  "b",
                  true},
                 {"a\rb", true},
                 {"a\tb", true},
                 {"\xe2\x80\xae"
                  "a",
                  true},
                 {"a\xe2\x81\xa6"
                  "b",
                  true},
                 {"a\xe2\x80\x8b"
                  "b",
                  true},
                 {"a\xc2\xad", true},
                 {"\xf3\xa0\x81\x81", true},
                 {"\xef\xbf\xbe", true},
                 {"\xee\x80\x80", true},
                 {"a\xe2\x80\xa8"
                  "b",
                  true},
                 {"\xcd\xb8", true},
                 {"a\x7f", true},
                 {"a\nb", false},
                 {"é\xc2\xa0!", false},
                 {"\xe2\x80\x8d"
                  "a\xe2\x80\x8c",
                  false}};
    const char *before;
    memcpy(&before, at, sizeof before);
    n_texts++;
    n_lines += has_lines(m, field);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        bool refused = texts[i].refused || (strchr(texts[i].text, '\n') && !has_lines(m, field));
        memcpy(at, &texts[i].text, sizeof texts[i].text);
        const sippe__reply *reply = ask(t);
        bool told = reason_of(reply, path) == REASON_CHARACTER_FORBIDDEN;
        if (told != refused || (told && reply->status->reason != REASON_FIELDS_INVALID))
            fail_msg("%s, %s, text %zu: %s", t->target->name, path, i, reply->status->message_en);
    }
    memcpy(at, &before, sizeof before);
}

static void walk(const struct asking *t, ProtobufCMessage *m, const char *under) {
    for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
        struct message_values v = message_values(m, f);
        const char *end = f->label == PROTOBUF_C_LABEL_REPEATED ? "[0]" : "";
        const char *path = arena_printf(&arena, "%s%s%s", under, f->name, end);
        void *at = (void *)(uintptr_t)v.list;
        if (!v.n) continue;
        if (f->type == PROTOBUF_C_TYPE_STRING) try_text(t, m, f->name, path, at);
        if (f->type != PROTOBUF_C_TYPE_MESSAGE) continue;
        ProtobufCMessage *part;
        memcpy(&part, at, sizeof part);
        if (part) walk(t, part, arena_printf(&arena, "%s.", path));
    }
}

static void test_every_text(void **state) {
    (void)state;
    struct station *s = station_take();
    struct plausible p;
    plausible_init(&p, s, &arena);
    for (size_t i = 0; i < method_count(); i++) {
        struct span body = plausible_request(&p, method_at(i), 1);
        struct asking t = {s, method_at(i), message_unpack_own(&arena, method_at(i)->method->request, body)};
        walk(&t, t.request, "");
    }
    assert_true(n_texts >= TEXTS_MIN);
    assert_true(n_lines >= LINES_MIN);
    station_end();
}

/* Who acts is the membership whose key carries the request, or the one that it names; a field of the body that says so
 * would be believed by somebody. */
static void test_no_request_says_who_acts(void **state) {
    (void)state;
    static const char *const names[] = {"by", "person", "actor", "recorded_by", "decided_by", "withdrawn_by"};
    for (size_t i = 0; i < method_count(); i++)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            const ProtobufCMessageDescriptor *type = method_at(i)->method->request;
            if (protobuf_c_message_descriptor_get_field_by_name(type, names[k]))
                fail_msg("%s: %s", type->name, names[k]);
        }
}

static int setup(void **state) {
    (void)state;
    arena_init(&arena);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_close(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_text, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_request_says_who_acts, setup, teardown),
    };
    return cmocka_run_group_tests_name("texts", tests, NULL, NULL);
}
