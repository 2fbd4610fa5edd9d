/* What `sippe journal` shows of a record: its event, whole, of every type that a journal may hold. */
#include "run.h"
#include "base/message.h"
#include "cli/call/events.h"
#include "proto/events.h"
#include "proto/node_events.h"
#include "tests/golden/file.h"
#include "tests/golden/sample.h"
#include "text/json.h"

/* As a journal holds it: the part that is open to all, and the personal one apart. */
static struct golden packed_of(struct arena *a, const ProtobufCMessageDescriptor *type) {
    struct golden g;
    golden_split(a, sample_message(a, type), &g);
    return g;
}

static void every_type_decodes_to_what_was_written(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    assert_true(n_proto_events > 40);
    for (size_t i = 0; i < n_proto_events; i++) {
        const ProtobufCMessageDescriptor *type = proto_events[i];
        struct golden g = packed_of(&a, type);
        const ProtobufCMessage *read = event_read(&a, type->name, g.open, g.sealed);
        if (!read || read->descriptor != type) fail_msg("%s does not decode", type->name);
        const char *written = json_write(&a, sample_message(&a, type), false), *shown = json_write(&a, read, false);
        if (strcmp(written, shown) != 0) fail_msg("%s: %s was written, %s is shown", type->name, written, shown);
        arena_reset(&a);
    }
    arena_close(&a);
}

/* Whoever may not see the personal part sees the rest. */
static void every_type_decodes_without_its_personal_part(void **state) {
    (void)state;
    struct arena a;
    size_t n = 0;
    arena_init(&a);
    for (size_t i = 0; i < n_proto_events; i++) {
        const ProtobufCMessageDescriptor *type = proto_events[i];
        struct golden g = packed_of(&a, type);
        const ProtobufCMessage *read = event_read(&a, type->name, g.open, span_of("", 0));
        if (!read) fail_msg("%s does not decode", type->name);
        if (!span_equal(message_pack(&a, read), g.open)) fail_msg("%s: its open part is not what is shown", type->name);
        n += g.sealed.len > 0;
        arena_reset(&a);
    }
    assert_true(n > 0);
    arena_close(&a);
}

static void what_is_no_event_is_not_shown_as_one(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    struct golden g = packed_of(&a, &node__membership_changed__descriptor);
    assert_non_null(event_read(&a, "sippe.node.MembershipChanged", g.open, g.sealed));
    assert_null(event_read(&a, "sippe.node.MembershipForgotten", g.open, g.sealed));
    assert_null(event_read(&a, "", g.open, g.sealed));
    g.open.len--; /* cut short */
    assert_null(event_read(&a, "sippe.node.MembershipChanged", g.open, g.sealed));
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_decodes_to_what_was_written),
        cmocka_unit_test(every_type_decodes_without_its_personal_part),
        cmocka_unit_test(what_is_no_event_is_not_shown_as_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
