/* A copy is the same message, holds nothing of the original's memory, and outlives it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>
#include "proto/directory.h"
#include "proto/envelope.h"
#include "proto/intake.h"
#include "proto/intake_events.h"
#include "proto/node.h"
#include "random_message.h"
#include "proto/scheduling.h"
#include "proto/territory.h"

static const ProtobufCMessageDescriptor *const types[] = {
    &intake__screening_submitted__descriptor,
    &sippe__territory__descriptor,
    &directory__organization__descriptor,
    &sippe__envelope__descriptor,
    &sippe__record__descriptor,
    &scheduling__worker__descriptor,
    &node__get_status_reply__descriptor,
    &intake__get_family_reply__descriptor,
};

static void test_a_copy_is_the_same_and_its_own(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 400; seed++) {
        struct arena from, to;
        arena_init(&from);
        arena_init(&to);
        struct draw d = {.state = seed, .arena = &from};
        const ProtobufCMessage *m = draw_message(&d, types[seed % (sizeof types / sizeof *types)]);
        struct span before = arena_span(&to, message_pack(&from, m));
        ProtobufCMessage *copy = message_copy(&to, m);
        assert_true(message_in_arena(&to, copy));
        arena_close(&from); /* a sanitizer sees what still points there */
        assert_true(span_equal(message_pack(&to, copy), before));
        arena_close(&to);
    }
}

static void test_what_a_newer_release_wrote_is_copied_too(void **state) {
    (void)state;
    struct arena from, to;
    arena_init(&from);
    arena_init(&to);
    static const uint8_t packed[] = {0x08, 0xea, 0x0f, 0xa2, 0x1f, 0x03, 'n', 'e', 'w'}; /* year; field 500 */
    sippe__date *date = UNPACK(&from, sippe__date, span_of(packed, sizeof packed), MESSAGE_OPEN);
    assert_non_null(date);
    sippe__date *copy = message_copy(&to, &date->base);
    arena_close(&from);
    assert_int_equal(copy->year, 2026);
    assert_true(span_equal(message_pack(&to, &copy->base), span_of(packed, sizeof packed)));
    arena_close(&to);
}

/* What a handler built by hand: literals, a text that was never set. */
static void test_literals_and_absent_texts_are_copied(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    sippe__person_name *name = NEW(&a, sippe__person_name);
    name->family = "Tremblay";
    name->given = NULL;
    sippe__person_name *copy = message_copy(&a, &name->base);
    assert_string_equal(copy->family, "Tremblay");
    assert_ptr_not_equal(copy->family, name->family);
    assert_string_equal(copy->given, "");
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_copy_is_the_same_and_its_own),
        cmocka_unit_test(test_what_a_newer_release_wrote_is_copied_too),
        cmocka_unit_test(test_literals_and_absent_texts_are_copied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
