/* Types are for ever: what any release wrote, this one decodes to the same values. With SIPPE_WRITE=1 a record of each
 * type that has none is added; none is ever changed. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "reading.h"
#include "base/message.h"
#include "engine/open/open.h"
#include "file.h"
#include "proto/events.h"
#include "proto/intake_events.h"
#include "sample.h"
#include "services.h"

#define RECORDS SOURCE_DIR "/tests/golden/records"
enum { TYPES_MAX = 200 };

struct types {
    const ProtobufCMessageDescriptor *list[TYPES_MAX];
    size_t n;
};

static void type_add(struct types *t, const ProtobufCMessageDescriptor *type) {
    for (size_t i = 0; i < t->n; i++)
        if (t->list[i] == type) return;
    assert_true(t->n < TYPES_MAX);
    t->list[t->n++] = type;
}

/* Every type that one of the journals may hold, those of earlier releases included. */
static void types_of_all(struct types *t) {
    t->n = 0;
    for (size_t s = 0; s < DAEMONS; s++) {
        for (size_t i = 0; i < all_services[s]->n_events; i++) type_add(t, all_services[s]->events[i].type);
        for (size_t i = 0; i < all_services[s]->n_lifts; i++) type_add(t, all_services[s]->lifts[i].from);
    }
    for (size_t i = 0; i < node_service.n_events; i++) type_add(t, node_service.events[i].type);
}

static char *path_of(struct arena *a, const char *type) { return arena_printf(a, RECORDS "/%s.json", type); }

static void add_new(struct arena *a, const struct types *t) {
    struct golden g;
    for (size_t i = 0; i < t->n; i++) {
        const char *path = path_of(a, t->list[i]->name);
        FILE *there = fopen(path, "r");
        if (there) {
            fclose(there);
            continue;
        }
        ProtobufCMessage *event = sample_message(a, t->list[i]);
        golden_split(a, event, &g);
        g.event = json_from_message(a, event);
        if (!golden_write(a, path, &g)) fail_msg("%s cannot be written", path);
        json_decref(g.event);
        print_message("added %s\n", g.type);
    }
}

static void decodes_to_its_json(struct arena *a, const ProtobufCMessageDescriptor *type, const struct golden *g) {
    ProtobufCMessage *event = golden_join(a, type, g);
    if (!event) fail_msg("%s no longer decodes", g->type);
    json_t *now = json_from_message(a, event);
    if (!json_equal(now, g->event))
        fail_msg("%s has other values than when it was written: %s", g->type, json_print(a, now, false));
    json_decref(now);
}

/* Nothing of it was dropped on the way: packed again it is the same bytes. */
static void packs_the_same(struct arena *a, const ProtobufCMessageDescriptor *type, const struct golden *g) {
    struct golden again;
    golden_split(a, golden_join(a, type, g), &again);
    if (!span_equal(again.open, g->open) || !span_equal(again.sealed, g->sealed))
        fail_msg("%s does not pack to the same bytes", g->type);
}

static void reads_from_its_json(struct arena *a, const ProtobufCMessageDescriptor *type, const struct golden *g) {
    struct text_errors errors = {0};
    struct golden again;
    const char *text = json_print(a, g->event, false);
    ProtobufCMessage *event = json_read(a, type, text, strlen(text), &errors);
    if (!event) fail_msg("%s: %s", g->type, text_errors_print(a, &errors, NULL, false));
    golden_split(a, event, &again);
    if (!span_equal(again.open, g->open)) fail_msg("%s: its JSON gives another message", g->type);
}

static void test_every_type_has_a_record_that_decodes(void **state) {
    (void)state;
    struct types t;
    struct arena a;
    arena_init(&a);
    types_of_all(&t);
    assert_true(t.n > 40);
    if (getenv("SIPPE_WRITE")) add_new(&a, &t);
    for (size_t i = 0; i < t.n; i++) {
        struct golden g;
        if (!golden_read(&a, path_of(&a, t.list[i]->name), &g))
            fail_msg("%s has no golden record: run tests/golden/make", t.list[i]->name);
        assert_string_equal(g.type, t.list[i]->name);
        decodes_to_its_json(&a, t.list[i], &g);
        packs_the_same(&a, t.list[i], &g);
        reads_from_its_json(&a, t.list[i], &g);
        json_decref(g.event);
        arena_reset(&a);
    }
    arena_close(&a);
}

/* A type that is gone from the tables would be unknown to a rebuild. */
static void test_no_type_was_dropped(void **state) {
    (void)state;
    struct types t;
    types_of_all(&t);
    DIR *folder = opendir(RECORDS);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        size_t len = strlen(entry->d_name);
        if (len < 5 || strcmp(entry->d_name + len - 5, ".json") != 0) continue;
        bool known = false;
        for (size_t i = 0; i < t.n; i++)
            known |= strlen(t.list[i]->name) == len - 5 && strncmp(t.list[i]->name, entry->d_name, len - 5) == 0;
        if (!known) fail_msg("%.*s is in no table", (int)len - 5, entry->d_name);
    }
    closedir(folder);
}

/* What the program can decode (proto/events.h) is what the tables of the services can write, and nothing else. */
static void test_tables_and_contract_name_the_same_types(void **state) {
    (void)state;
    struct types tabled, all = {.n = 0};
    types_of_all(&tabled);
    for (size_t i = 0; i < n_proto_events; i++) type_add(&all, proto_events[i]);
    size_t n = all.n;
    for (size_t i = 0; i < tabled.n; i++) {
        type_add(&all, tabled.list[i]);
        if (all.n > n) fail_msg("%s stands in a table and in no *_events.proto", tabled.list[i]->name);
    }
    for (size_t i = 0; i < n_proto_events; i++) {
        size_t had = tabled.n;
        type_add(&tabled, proto_events[i]);
        if (tabled.n > had) fail_msg("%s is an event that no table lists", proto_events[i]->name);
    }
}

static void test_a_changed_record_is_found(void **state) {
    (void)state;
    struct golden g, again;
    struct arena a;
    arena_init(&a);
    ProtobufCMessage *event = sample_message(&a, &node__membership_changed__descriptor);
    golden_split(&a, event, &g);
    assert_true(g.sealed.len > 0);
    ((node__membership_changed *)(void *)event)->organization = "someone else";
    golden_split(&a, event, &again);
    assert_false(span_equal(g.open, again.open));
    g.open.len--; /* cut short */
    assert_null(golden_join(&a, &node__membership_changed__descriptor, &g));
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_type_has_a_record_that_decodes),
        cmocka_unit_test(test_no_type_was_dropped),
        cmocka_unit_test(test_tables_and_contract_name_the_same_types),
        cmocka_unit_test(test_a_changed_record_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
