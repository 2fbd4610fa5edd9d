/* What stands in the clear says why: every field of every event but `personal`, every field of a row, each part of a
 * key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "engine/open/open.h"
#include "proto/events.h"
#include "proto/options/open_fields.h"
#include "services.h"

static const char *reason_of(const char *message, const char *field) {
    for (size_t i = 0; i < n_proto_open_fields; i++)
        if (!strcmp(proto_open_fields[i].message, message) && !strcmp(proto_open_fields[i].field, field))
            return proto_open_fields[i].reason;
    return NULL;
}

static void says_why(const ProtobufCMessageDescriptor *type) {
    for (unsigned i = 0; i < type->n_fields; i++) {
        const char *field = type->fields[i].name, *reason = reason_of(type->name, field);
        bool personal = strcmp(field, "personal") == 0;
        if (personal && reason) fail_msg("%s.%s is not open", type->name, field);
        if (!personal && (!reason || !*reason)) fail_msg("%s.%s says no reason why it is open", type->name, field);
    }
}

static void test_every_event_of_the_contract_says_why(void **state) {
    (void)state;
    assert_true(n_proto_events > 40);
    for (size_t i = 0; i < n_proto_events; i++) says_why(proto_events[i]);
}

/* An event in a file of another name would be seen by neither awk. */
static void test_every_event_of_the_tables_says_why(void **state) {
    (void)state;
    for (size_t s = 0; s < DAEMONS; s++)
        for (size_t i = 0; i < all_services[s]->n_events; i++) says_why(all_services[s]->events[i].type);
    for (size_t i = 0; i < node_service.n_events; i++) says_why(node_service.events[i].type);
}

/* Of an index both sides say whether a file holds it. */
static bool names_part(const char *message, const char *table, bool in_memory) {
    char part[120];
    int len = snprintf(part, sizeof part, "(%s) ", table);
    for (size_t i = 0; i < n_proto_open_fields; i++)
        if (!strcmp(proto_open_fields[i].message, message) && !strncmp(proto_open_fields[i].field, part, (size_t)len))
            return in_memory == !strcmp(proto_open_fields[i].reason, "IN_MEMORY");
    return false;
}

/* What the tables of a service declare is what its rows say. */
static void test_every_row_and_index_says_why(void **state) {
    (void)state;
    for (size_t s = 0; s < DAEMONS; s++)
        for (size_t i = 0; i < all_services[s]->n_rows; i++) {
            const struct row_table *t = all_services[s]->rows[i];
            if (t->type && !names_part(t->type->name, "key", false))
                fail_msg("%s names no part of its key", t->type->name);
            if (t->of && !names_part(t->of->type->name, t->name, t->in_memory))
                fail_msg("%s names no part of the index %s, or not as the tables do", t->of->type->name, t->name);
            if (t->type) says_why(t->type);
        }
}

static bool is_index_of(const char *message, const char *name, size_t len) {
    for (size_t s = 0; s < DAEMONS; s++)
        for (size_t i = 0; i < all_services[s]->n_rows; i++) {
            const struct row_table *t = all_services[s]->rows[i];
            if (t->of && !strcmp(t->of->type->name, message) && strlen(t->name) == len && !strncmp(t->name, name, len))
                return true;
        }
    return false;
}

static void test_no_row_names_an_index_that_is_gone(void **state) {
    (void)state;
    for (size_t i = 0; i < n_proto_open_fields; i++) {
        const char *field = proto_open_fields[i].field, *end = strchr(field, ')');
        if (field[0] != '(' || !strncmp(field, "(key)", 5)) continue;
        if (!end || !is_index_of(proto_open_fields[i].message, field + 1, (size_t)(end - field - 1)))
            fail_msg("%s: no table declares the index %s", proto_open_fields[i].message, field);
    }
}

/* Of the services and of the engine: it goes into a sealed part, or has a reason that is true. */
static void test_nothing_is_left_to_seal(void **state) {
    (void)state;
    for (size_t i = 0; i < n_proto_open_fields; i++)
        if (strcmp(proto_open_fields[i].reason, "TO_SEAL") == 0)
            fail_msg("%s.%s says something about a person: it goes into personal", proto_open_fields[i].message,
                     proto_open_fields[i].field);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_event_of_the_contract_says_why),
        cmocka_unit_test(test_every_event_of_the_tables_says_why),
        cmocka_unit_test(test_every_row_and_index_says_why),
        cmocka_unit_test(test_no_row_names_an_index_that_is_gone),
        cmocka_unit_test(test_nothing_is_left_to_seal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
