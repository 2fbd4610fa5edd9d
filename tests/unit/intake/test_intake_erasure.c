/* intake/erasure: when a family may be erased, and what the worklist asks of whom. */
#include "fixture.h"
#include "intake/domain/erasure/erasure.h"
#include "intake/domain/worklist.h"

static void test_a_rule_by_its_code(void **state) {
    (void)state;
    sippe__erasure_rule on_request = SIPPE__ERASURE_RULE__INIT, over = SIPPE__ERASURE_RULE__INIT;
    sippe__erasure_rule *rules[] = {&on_request, &over};
    sippe__erasure e = SIPPE__ERASURE__INIT;
    sippe__territory t = SIPPE__TERRITORY__INIT;
    on_request.code = "ON_REQUEST";
    over.code = "RETENTION_OVER";
    over.after_months = 120;
    assert_null(intake_erasure_rule(NULL, "ON_REQUEST"));
    assert_null(intake_erasure_rule(&t, "ON_REQUEST"));
    assert_int_equal(intake_erasure_delay_days(&t), 30);
    assert_int_equal(intake_erasure_rewrap_days(NULL), 30);
    t.erasure = &e;
    e.rules = rules;
    e.n_rules = 2;
    assert_int_equal(intake_erasure_delay_days(&t), 30);
    e.delay_days = 7;
    e.rewrap_days = 45;
    assert_int_equal(intake_erasure_delay_days(&t), 7);
    assert_int_equal(intake_erasure_rewrap_days(&t), 45);
    assert_ptr_equal(intake_erasure_rule(&t, "RETENTION_OVER"), &over);
    assert_null(intake_erasure_rule(&t, "on_request"));
}

static void test_from_the_last_thing_on(void **state) {
    (void)state;
    sippe__erasure_rule rule = SIPPE__ERASURE_RULE__INIT;
    day last = day_from(2026, 8, 31);
    assert_int_equal(intake_erasure_from(&rule, last), last);
    rule.after_months = 6;
    assert_int_equal(intake_erasure_from(&rule, last), day_from(2027, 2, 28));
}

static void test_who_must_act(void **state) {
    (void)state;
    struct work out[WORK_PER_THING];
    struct erasure_facts f = {ERASURE_STATE_PROPOSED, .confirm_from = 100, .answer_by = DAY_NONE};
    assert_int_equal(intake_work_of_erasure(&f, 99, out), 1);
    assert_true(out[0].kind == WORK_KIND_CONFIRM_ERASURE && out[0].role == ROLE_COORDINATOR && out[0].not_yet);
    assert_int_equal(intake_work_of_erasure(&f, 100, out), 1);
    assert_false(out[0].not_yet);
    f = (struct erasure_facts){ERASURE_STATE_CONFIRMED, 100, 101};
    assert_int_equal(intake_work_of_erasure(&f, 101, out), 0);
    assert_int_equal(intake_work_of_erasure(&f, 102, out), 1);
    assert_true(out[0].kind == WORK_KIND_ERASURE_UNANSWERED && out[0].overdue);
    f.state = ERASURE_STATE_PROVISIONAL;
    assert_int_equal(intake_work_of_erasure(&f, 102, out), 0);
    f.state = ERASURE_STATE_WITHDRAWN;
    assert_int_equal(intake_work_of_erasure(&f, 102, out), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_rule_by_its_code),
        cmocka_unit_test(test_from_the_last_thing_on),
        cmocka_unit_test(test_who_must_act),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
