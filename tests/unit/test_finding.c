/* What a check found: in order, under its path, bounded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/finding.h"
#include "base/message.h"

static struct arena arena;

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

static void in_order_and_the_first_of_a_path(void **state) {
    (void)state;
    struct findings f = findings_in(&arena);
    finding_add(&f, REASON_FIELD_REQUIRED, "name");
    FINDING(&f, REASON_TOO_MANY, "clscs[%d]", 3);
    finding_add(&f, REASON_TEXT_TOO_LONG, "name");
    assert_int_equal(f.n, 3);
    assert_string_equal(f.list[1].path, "clscs[3]");
    assert_int_equal(finding_of(&f, "name"), REASON_FIELD_REQUIRED);
    assert_int_equal(finding_of(&f, "nam"), 0);
}

static void under_a_part(void **state) {
    (void)state;
    struct findings part = findings_in(&arena), whole = findings_in(&arena);
    part.under = "services[2].";
    finding_add(&part, REASON_FIELD_REQUIRED, "name");
    findings_add(&whole, "organization.", &part);
    assert_string_equal(whole.list[0].path, "organization.services[2].name");
    const sippe__violation *v = finding_violation(&arena, "request.", &whole.list[0]);
    assert_string_equal(v->path, "request.organization.services[2].name");
    assert_string_equal(v->message_en, "This answer is required.");
    assert_true(message_in_arena(&arena, &v->base));
}

/* A message may be wrong in a million places: neither the list nor the memory of its paths grows with that. */
static void bounded(void **state) {
    (void)state;
    struct findings f = findings_in(&arena), more = findings_in(&arena);
    char *before = arena_alloc(&arena, 1);
    for (int i = 0; i < 1000000; i++) FINDING(&f, REASON_DUPLICATE, "sources[%d]", i);
    assert_int_equal(f.n, FINDINGS_MAX);
    assert_string_equal(f.list[FINDINGS_MAX - 1].path, "sources[99]");
    for (int i = 0; i < 3; i++) findings_add(&more, "x.", &f);
    assert_int_equal(more.n, FINDINGS_MAX);
    /* All of it lies in the block that the first byte came from: a few kilobytes. */
    assert_true((uintptr_t)arena_alloc(&arena, 1) - (uintptr_t)before < 64 << 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(in_order_and_the_first_of_a_path, setup, teardown),
        cmocka_unit_test_setup_teardown(under_a_part, setup, teardown),
        cmocka_unit_test_setup_teardown(bounded, setup, teardown),
    };
    return cmocka_run_group_tests_name("finding", tests, NULL, NULL);
}
