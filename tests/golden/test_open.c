/* What stays open in a journal for ever says why: every field of every event but `personal`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
#include "engine/open/open.h"
#include "proto/events.h"
#include "proto/open_fields.h"
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

/* "sippe.intake" of sippe.intake.RouteDecided, and of sippe.intake.rows.Family. */
static size_t owner_len(const struct open_field *f) {
    const char *dot = strchr(f->message, '.');
    dot = dot ? strchr(dot + 1, '.') : NULL;
    assert_non_null(dot);
    return (size_t)(dot - f->message);
}

static bool is_same_owner(const struct open_field *a, const struct open_field *b) {
    return owner_len(a) == owner_len(b) && !strncmp(a->message, b->message, owner_len(a));
}

static void count_to_seal(const struct open_field *first) {
    size_t n = 0, to_seal = 0;
    for (size_t i = 0; i < n_proto_open_fields; i++) {
        if (!is_same_owner(first, &proto_open_fields[i])) continue;
        n++;
        to_seal += strcmp(proto_open_fields[i].reason, "TO_SEAL") == 0;
    }
    print_message("%.*s: %zu of %zu open fields are TO_SEAL\n", (int)owner_len(first), first->message, to_seal, n);
}

/* Not a limit yet: the count is there to be seen to fall. */
static void test_what_is_to_be_sealed_is_counted(void **state) {
    (void)state;
    for (size_t i = 0; i < n_proto_open_fields; i++) {
        bool counted = false;
        for (size_t j = 0; j < i; j++) counted |= is_same_owner(&proto_open_fields[i], &proto_open_fields[j]);
        if (!counted) count_to_seal(&proto_open_fields[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_event_of_the_contract_says_why),
        cmocka_unit_test(test_every_event_of_the_tables_says_why),
        cmocka_unit_test(test_what_is_to_be_sealed_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
