/* intake/screening_check: forms of answers, which of them may be unknown, what is kept and marked, on which day. */
#include "stage.h"

static void test_forms(void **state) {
    (void)state;
    struct stage *g = open_stage();
    g->s->identity->phone = "555-0188";
    g->s->identity->alt_phone = "poste 4";
    g->s->identity->address->postal_code->code = "D2X 1Y4";
    g->s->call->language->code = "français";
    g->s->call->interpreter_language = language(&g->a, "x");
    struct screening_checked c = check(g, SCREENING_SUBMIT);
    assert_int_equal(finding_of(&c.wrong, "identity.phone"), REASON_PHONE_INVALID);
    assert_int_equal(finding_of(&c.wrong, "identity.alt_phone"), REASON_PHONE_INVALID);
    assert_int_equal(finding_of(&c.wrong, "identity.address.postal_code"), REASON_POSTAL_CODE_INVALID);
    assert_int_equal(finding_of(&c.wrong, "call.language"), REASON_LANGUAGE_INVALID);
    assert_int_equal(finding_of(&c.wrong, "call.interpreter_language"), REASON_LANGUAGE_INVALID);
    assert_int_equal(c.wrong.n, 5);
    close_stage(g);
}

static void test_no_fixed_address(void **state) {
    (void)state;
    struct stage *g = open_stage();
    g->s->identity->address = NULL;
    struct screening_checked c = check(g, SCREENING_SUBMIT);
    assert_int_equal(finding_of(&c.wrong, "identity.address.postal_code"), REASON_FIELD_REQUIRED);
    g->s->identity->no_fixed_address = YES_NO_YES;
    assert_int_equal(check(g, SCREENING_SUBMIT).reason, 0);
    close_stage(g);
}

/* UNKNOWN is an answer: what may be answered so is not refused. */
static void test_unknown_is_an_answer(void **state) {
    (void)state;
    struct stage *g = open_stage();
    g->s->household->size = number_unknown(&g->a);
    g->s->household->adults = number_unknown(&g->a);
    g->s->income->annual = money_declined(&g->a);
    g->s->schooling->highest_diploma = DIPLOMA_DECLINED;
    g->s->pregnancy->due_date = day_unknown(&g->a);
    struct screening_checked c = check(g, SCREENING_SUBMIT);
    assert_int_equal(c.reason, 0);
    assert_int_equal(c.n_marked, 1);
    assert_string_equal(c.marked[0], "pregnancy.due_date");
    g->s->household->size = NEW(&g->a, sippe__int_answer); /* the field is there, and nothing in it */
    g->s->income->annual = NEW(&g->a, sippe__money_answer);
    c = check(g, SCREENING_SUBMIT);
    assert_int_equal(finding_of(&c.wrong, "household.size"), REASON_FIELD_REQUIRED);
    assert_int_equal(finding_of(&c.wrong, "income.annual"), REASON_FIELD_REQUIRED);
    g->s->household->size = number(&g->a, 1);
    g->s->income->annual = money(&g->a, 0);
    assert_int_equal(check(g, SCREENING_SUBMIT).reason, 0);
    close_stage(g);
}

static void test_marks(void **state) {
    (void)state;
    struct stage *g = open_stage();
    g->s->call->source = REFERRAL_SOURCE_PREGNANCY_NOTICE;
    g->s->call->interpreter_needed = YES_NO_YES;
    g->s->consent->notice_version = "2019-9";
    g->s->identity->nam = "BOUC12345678";
    g->s->call->ended_at = NULL;
    struct screening_checked c = check(g, SCREENING_SUBMIT);
    assert_int_equal(c.reason, 0);
    assert_true(is_marked(&c, "call.source_reference"));
    assert_true(is_marked(&c, "call.interpreter_language"));
    assert_true(is_marked(&c, "consent.notice_version"));
    assert_true(is_marked(&c, "identity.nam"));
    assert_true(is_marked(&c, "call.ended_at"));
    assert_int_equal(c.n_marked, 5);
    g->s->identity->nam = "";
    assert_true((c = check(g, SCREENING_SUBMIT), is_marked(&c, "identity.nam")));
    g->s->identity->no_ramq_reason = "demandeuse d'asile";
    assert_false((c = check(g, SCREENING_SUBMIT), is_marked(&c, "identity.nam")));
    close_stage(g);
}

/* Ages count on the day of the call in the territory's zone, not on the day of the clock. */
static void test_call_day(void **state) {
    (void)state;
    struct stage *g = open_stage();
    int64_t late = wall_instant(fixture_montreal, (struct wall){day_from(2026, 10, 31), 23 * 60 + 30});
    g->s->call->started_at->ms = late; /* November 1st in UTC */
    assert_int_equal(intake_screening_call_day(g->s, g->t, fixture_now()), day_from(2026, 10, 31));
    g->s->call->started_at = NULL;
    assert_int_equal(intake_screening_call_day(g->s, g->t, fixture_now()), fixture_today());
    g->t->zone = NULL;
    assert_int_equal(intake_screening_call_day(g->s, g->t, late), day_from(2026, 11, 1));
    close_stage(g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_no_fixed_address),
        cmocka_unit_test(test_unknown_is_an_answer),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_call_day),
    };
    return cmocka_run_group_tests_name("intake answers", tests, NULL, NULL);
}
