/* intake/decision: every pair of routes, with and without a reason, and what an amendment does to a decision. */
#include "fixture.h"
#include "intake/domain/proposal/decision.h"
#include "intake/domain/states.h"

/* Rows: proposed; columns: decided, SIPPE OLO_ONLY OTHER_SERVICE CALL_BACK PRE_REGISTER WAITLIST NOT_ELIGIBLE DECLINED
 * UNREACHABLE. '.' as proposed or free, 'r' needs a reason, 'x' cannot be decided. */
static const struct {
    intake__route proposed;
    const char *decided;
} matrix[] = {
    {ROUTE_SIPPE, ".rrxxrr.."},     {ROUTE_OLO_ONLY, "r.rxxrr.."},     {ROUTE_OTHER_SERVICE, "rr.xxrr.."},
    {ROUTE_CALL_BACK, "rr.xx.r.."}, {ROUTE_PRE_REGISTER, "rr.xx.r.."},
};

static void test_matrix(void **state) {
    (void)state;
    static const char *const reasons[] = {"", " \t\n", "Isolée, sans réseau"};
    for (size_t i = 0; i < COUNT(matrix); i++)
        for (int decided = ROUTE_SIPPE; decided <= ROUTE_UNREACHABLE; decided++)
            for (size_t k = 0; k < COUNT(reasons); k++) {
                char mark = matrix[i].decided[decided - 1];
                int expected = mark == 'x'            ? REASON_ROUTE_NOT_DECIDABLE
                               : mark == 'r' && k < 2 ? REASON_OVERRIDE_REASON_MISSING
                                                      : 0;
                intake__route d = (intake__route)decided;
                assert_int_equal(intake_decision_check(matrix[i].proposed, d, reasons[k], 0), expected);
                assert_int_equal(intake_route_is_decidable(d), mark != 'x');
                if (mark != 'x') assert_int_equal(intake_route_is_override(matrix[i].proposed, d), mark == 'r');
            }
    assert_false(intake_route_is_decidable(ROUTE_UNSPECIFIED));
    assert_false(intake_route_is_decidable((intake__route)77));
    assert_int_equal(intake_decision_check(ROUTE_SIPPE, ROUTE_OLO_ONLY, NULL, 0), REASON_OVERRIDE_REASON_MISSING);
}

static void test_priority(void **state) {
    (void)state;
    for (int p = -2; p <= 6; p++)
        assert_int_equal(intake_decision_check(ROUTE_SIPPE, ROUTE_SIPPE, "", p),
                         p < 0 || p > 4 ? REASON_NUMBER_OUT_OF_RANGE : 0);
}

static void test_amended(void **state) {
    (void)state;
    static const struct {
        intake__route before, decided, now;
        enum screening_input input;
    } cases[] = {
        {ROUTE_SIPPE, ROUTE_SIPPE, ROUTE_SIPPE, SCREENING_AMEND_AGREES},
        {ROUTE_OLO_ONLY, ROUTE_SIPPE, ROUTE_OLO_ONLY, SCREENING_AMEND_AGREES}, /* the override stands */
        {ROUTE_OLO_ONLY, ROUTE_SIPPE, ROUTE_SIPPE, SCREENING_AMEND_AGREES},    /* and is confirmed */
        {ROUTE_OLO_ONLY, ROUTE_SIPPE, ROUTE_OTHER_SERVICE, SCREENING_AMEND_TO_DECIDE},
        {ROUTE_SIPPE, ROUTE_SIPPE, ROUTE_OLO_ONLY, SCREENING_AMEND_TO_DECIDE},
        {ROUTE_SIPPE, ROUTE_SIPPE, ROUTE_CALL_BACK, SCREENING_AMEND_CALL_BACK},
        {ROUTE_SIPPE, ROUTE_SIPPE, ROUTE_PRE_REGISTER, SCREENING_AMEND_PRE_REGISTER},
        {ROUTE_SIPPE, ROUTE_UNSPECIFIED, ROUTE_SIPPE, SCREENING_AMEND_TO_DECIDE},
        {ROUTE_CALL_BACK, ROUTE_UNSPECIFIED, ROUTE_CALL_BACK, SCREENING_AMEND_CALL_BACK},
        {ROUTE_OLO_ONLY, ROUTE_DECLINED, ROUTE_SIPPE, SCREENING_AMEND_TO_DECIDE}, /* an offer that she never had */
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        if (intake_screening_amend_input(cases[i].before, cases[i].decided, (struct next_step){cases[i].now, true}) !=
            cases[i].input)
            fail_msg("case %zu", i);
    const struct next_step nothing_to_ask = {ROUTE_CALL_BACK, false};
    assert_int_equal(intake_screening_amend_input(ROUTE_SIPPE, ROUTE_UNSPECIFIED, nothing_to_ask),
                     SCREENING_AMEND_TO_DECIDE);
    assert_int_equal(intake_screening_amend_input(ROUTE_CALL_BACK, ROUTE_OTHER_SERVICE, nothing_to_ask),
                     SCREENING_AMEND_AGREES);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matrix),
        cmocka_unit_test(test_priority),
        cmocka_unit_test(test_amended),
    };
    return cmocka_run_group_tests_name("intake decision", tests, NULL, NULL);
}
