/* intake/pregnancy: what dates it, its age on a day, its weeks; leap days. */
#include "fixture.h"
#include "intake/domain/screening/pregnancy.h"

static void test_dating(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    day call = day_from(2028, 2, 29);
    intake__pregnancy *p = NEW(&a, intake__pregnancy);
    assert_int_equal(intake_pregnancy_of(NULL, call).dating, PREGNANCY_UNDATED);
    assert_int_equal(intake_pregnancy_of(p, call).dating, PREGNANCY_UNDATED);
    assert_true(intake_pregnancy_of(p, call).due == DAY_NONE);

    p->weeks_stated = number(&a, 12);
    struct pregnancy got = intake_pregnancy_of(p, call);
    assert_int_equal(got.dating, PREGNANCY_BY_WEEKS);
    assert_int_equal(intake_pregnancy_age_days(&got, call), 84);
    assert_string_equal(got.fact, "pregnancy.weeks_stated");

    p->last_menstrual_date = told_day(&a, day_from(2027, 12, 1));
    got = intake_pregnancy_of(p, call);
    assert_int_equal(got.dating, PREGNANCY_BY_LAST_PERIOD);
    assert_int_equal(got.due, day_from(2028, 9, 6)); /* 280 days, a leap day among them */
    assert_int_equal(intake_pregnancy_age_days(&got, call), 90);

    p->due_date = told_day(&a, day_from(2028, 9, 1));
    got = intake_pregnancy_of(p, call);
    assert_int_equal(got.dating, PREGNANCY_BY_DUE_DATE);
    assert_int_equal(intake_pregnancy_age_days(&got, call), 95);
    assert_int_equal(intake_pregnancy_age_days(&got, got.due), 280);
    assert_int_equal(intake_pregnancy_age_days(&got, got.due + 10), 290);
    assert_int_equal(intake_pregnancy_age_days(&got, got.due - 300), 0);

    p->due_date = day_unknown(&a);
    assert_int_equal(intake_pregnancy_of(p, call).dating, PREGNANCY_BY_LAST_PERIOD);
    p->due_date = NEW(&a, sippe__date_answer);
    p->due_date->answer_case = SIPPE__DATE_ANSWER__ANSWER_VALUE;
    p->due_date->value = date(&a, 2027, 2, 29);
    assert_int_equal(intake_pregnancy_of(p, call).dating, PREGNANCY_BY_LAST_PERIOD); /* there is no such day */
    arena_close(&a);
}

static void test_weeks(void **state) {
    (void)state;
    for (int age = 0; age <= 300; age++) {
        day on = day_from(2026, 11, 20);
        struct pregnancy p = {.dating = PREGNANCY_BY_DUE_DATE, .due = on + 280 - age, .birth = DAY_NONE};
        assert_int_equal(intake_pregnancy_age_days(&p, on), age);
        day start = intake_pregnancy_week_start(&p, 12);
        assert_int_equal(on >= start, age >= 84);
        assert_int_equal(intake_pregnancy_age_days(&p, start), 84);
    }
    struct pregnancy undated = {.due = DAY_NONE, .birth = DAY_NONE};
    assert_true(intake_pregnancy_week_start(&undated, 12) == DAY_NONE);
}

static void test_born(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    day call = fixture_today();
    intake__pregnancy *p = NEW(&a, intake__pregnancy);
    p->already_delivered = YES_NO_YES;
    p->child_birth_date = date(&a, 2024, 2, 29);
    p->due_date = told_day(&a, day_from(2024, 3, 10));
    struct pregnancy got = intake_pregnancy_of(p, call);
    assert_true(got.born);
    assert_int_equal(got.birth, day_from(2024, 2, 29));
    assert_int_equal(intake_pregnancy_age_days(&got, call), 0);
    assert_int_equal(intake_pregnancy_age_days(&got, got.birth - 1), 269); /* it was a pregnancy the day before */
    p->child_birth_date = NULL;
    got = intake_pregnancy_of(p, call);
    assert_true(got.born && got.birth == DAY_NONE);
    assert_int_equal(intake_pregnancy_age_days(&got, call), 0);
    p->already_delivered = YES_NO_UNKNOWN;
    assert_false(intake_pregnancy_of(p, call).born);
    arena_close(&a);
}

static void test_absurd_weeks(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    static const int32_t weeks[] = {INT32_MIN, -1, 46, INT32_MAX};
    intake__pregnancy *p = NEW(&a, intake__pregnancy);
    for (size_t i = 0; i < COUNT(weeks); i++) {
        p->weeks_stated = number(&a, weeks[i]);
        assert_int_equal(intake_pregnancy_of(p, fixture_today()).dating, PREGNANCY_UNDATED);
    }
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dating),
        cmocka_unit_test(test_weeks),
        cmocka_unit_test(test_born),
        cmocka_unit_test(test_absurd_weeks),
    };
    return cmocka_run_group_tests_name("intake pregnancy", tests, NULL, NULL);
}
