/* intake/third_party: of a call that somebody else makes for her, what is needed to call her back, and nothing else. */
#include "fixture.h"
#include "intake/domain/screening/answered.h"
#include "intake/domain/screening/screening_check.h"
#include "intake/domain/screening/third_party.h"

static bool is_left_out(const struct left_out *out, const char *path) {
    for (size_t i = 0; i < out->n_paths; i++)
        if (strcmp(out->paths[i], path) == 0) return true;
    return false;
}

static intake__screening *by_a_neighbour(struct arena *a) {
    intake__screening *s = fixture_screening(a);
    s->call->caller_is_subject = YES_NO_NO;
    s->consent->given_by = CONSENT_GIVER_UNSPECIFIED;
    return s;
}

/* Who may consent for her is no third party. */
static void test_who_is_one(void **state) {
    (void)state;
    static const struct {
        sippe__yes_no herself;
        intake__consent_giver giver;
        bool third;
    } cases[] = {
        {YES_NO_YES, CONSENT_GIVER_UNSPECIFIED, false},   {YES_NO_UNSPECIFIED, CONSENT_GIVER_UNSPECIFIED, false},
        {YES_NO_NO, CONSENT_GIVER_UNSPECIFIED, true},     {YES_NO_NO, CONSENT_GIVER_SELF, true},
        {YES_NO_NO, CONSENT_GIVER_PARENT, false},         {YES_NO_NO, CONSENT_GIVER_TUTOR, false},
        {YES_NO_NO, CONSENT_GIVER_REPRESENTATIVE, false},
    };
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT(cases); i++) {
        intake__screening *s = fixture_screening(&a);
        s->call->caller_is_subject = cases[i].herself;
        s->consent->given_by = cases[i].giver;
        if (intake_told_by_third_party(s) != cases[i].third) fail_msg("case %zu", i);
    }
    assert_false(intake_told_by_third_party(NEW(&a, intake__screening)));
    arena_close(&a);
}

static void test_what_is_kept(void **state) {
    (void)state;
    static const char *const kept[] = {
        "call.started_at",     "call.source",    "consent.notice_version",      "identity.name.given",
        "identity.birth_date", "identity.phone", "identity.address.postal_code"};
    static const char *const gone[] = {"identity.nam",   "identity.gender", "pregnancy.due_date",
                                       "household.size", "income.annual",   "schooling.highest_diploma"};
    struct arena a;
    arena_init(&a);
    intake__screening *s = by_a_neighbour(&a);
    s->identity->nam = "ROYR 8654 1234";
    s->identity->gender = GENDER_F;
    s->urgent = NEW(&a, intake__urgent_needs);
    s->urgent->food_today = YES_NO_NO;
    struct left_out out = intake_third_party_strip(&a, s);
    for (size_t i = 0; i < COUNT(kept); i++)
        if (!intake_message_answers(&s->base, kept[i]) || is_left_out(&out, kept[i])) fail_msg("gone: %s", kept[i]);
    for (size_t i = 0; i < COUNT(gone); i++)
        if (intake_message_answers(&s->base, gone[i]) || !is_left_out(&out, gone[i])) fail_msg("kept: %s", gone[i]);
    assert_int_equal(s->urgent->food_today, YES_NO_NO); /* it cannot wait until she is called */
    assert_int_equal(intake_third_party_strip(&a, s).n_paths, 0);
    arena_close(&a);
}

/* What no call goes without is then asked of her, and nothing is refused for it. */
static void test_the_rest_is_not_known(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    intake__screening *s = by_a_neighbour(&a);
    intake_third_party_strip(&a, s);
    intake_third_party_not_known(&a, s);
    assert_int_equal(s->schooling->highest_diploma, DIPLOMA_UNKNOWN);
    assert_int_equal(s->income->annual->answer_case, SIPPE__MONEY_ANSWER__ANSWER_NOT_KNOWN);
    struct screening_checked checked =
        intake_screening_check(&a, s, fixture_territory(&a), fixture_now(), SCREENING_SUBMIT);
    assert_int_equal(checked.wrong.n, 0);
    assert_int_equal(checked.reason, 0);
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_is_one),
        cmocka_unit_test(test_what_is_kept),
        cmocka_unit_test(test_the_rest_is_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
