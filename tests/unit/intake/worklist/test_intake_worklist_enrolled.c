/* What is to be done for a family that is enrolled, and whose it is. */
#include "worklist_cases.h"

static void test_enrolments(void **state) {
    (void)state;
    static const struct {
        struct enrolment_facts f;
        size_t n;
        bool overdue;
        enum actor actor;
    } cases[] = {
        {ENROLMENT(ENROLMENT_STATE_AWAITING_KEY_WORKER, false, TODAY, false, DAY_NONE, DAY_NONE, false, DAY_NONE), 1,
         false, ACTOR_COORDINATOR},
        {ENROLMENT(ENROLMENT_STATE_AWAITING_KEY_WORKER, false, TODAY - 1, false, DAY_NONE, DAY_NONE, false, DAY_NONE),
         1, true, ACTOR_COORDINATOR},
        {ENROLMENT(ENROLMENT_STATE_AWAITING_KEY_WORKER, false, DAY_NONE, false, DAY_NONE, DAY_NONE, false, DAY_NONE), 1,
         false, ACTOR_MISSING},
        {ENROLMENT(ENROLMENT_STATE_ACTIVE, true, DAY_NONE, false, TODAY + 900, DAY_NONE, false, DAY_NONE), 0, false,
         ACTOR_KEY_WORKER},
        {ENROLMENT(ENROLMENT_STATE_ACTIVE, false, DAY_NONE, false, DAY_NONE, DAY_NONE, false, DAY_NONE), 0, false,
         ACTOR_MISSING},
        {ENROLMENT(ENROLMENT_STATE_ENDED, false, DAY_NONE, false, DAY_NONE, DAY_NONE, false, DAY_NONE), 0, false,
         ACTOR_NOBODY},
        {ENROLMENT(ENROLMENT_STATE_UNSPECIFIED, false, DAY_NONE, false, DAY_NONE, DAY_NONE, false, DAY_NONE), 0, false,
         ACTOR_MISSING},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct work w[WORK_PER_THING] = {0};
        assert_int_equal(intake_work_of_enrolment(&cases[i].f, TODAY, w), cases[i].n);
        if (cases[i].n) assert_int_equal(w[0].overdue, cases[i].overdue);
        if (cases[i].n) assert_int_equal(w[0].role, ROLE_COORDINATOR);
        assert_int_equal(intake_enrolment_actor(&cases[i].f, TODAY), cases[i].actor);
    }
}

/* She is asked on its day whether she goes on, and a family that nobody follows yet is to have somebody all the same. */
static void test_suspended(void **state) {
    (void)state;
    for (int off = -1; off <= 1; off++)
        for (int followed = 0; followed < 2; followed++) {
            struct work w[WORK_PER_THING] = {0};
            struct enrolment_facts f = {.state = ENROLMENT_STATE_SUSPENDED,
                                        .has_key_worker = followed,
                                        .act_by = TODAY,
                                        .review_on = TODAY + off};
            assert_int_equal(intake_work_of_enrolment(&f, TODAY, w), followed ? 1 : 2);
            assert_int_equal(w[0].kind, WORK_KIND_SUSPENDED);
            assert_int_equal(w[0].role, followed ? ROLE_TEAM : ROLE_COORDINATOR);
            assert_int_equal(w[0].due, TODAY + off);
            assert_int_equal(w[0].overdue, off < 0);
            assert_int_equal(w[0].not_yet, off > 0);
            if (!followed) assert_int_equal(w[1].kind, WORK_KIND_KEY_WORKER);
            assert_int_equal(intake_enrolment_actor(&f, TODAY), followed ? ACTOR_KEY_WORKER : ACTOR_COORDINATOR);
        }
}

/* Of an open enrolment, whatever its state and beside whatever else there is; of one that ended nobody asks. */
static void test_agreement(void **state) {
    (void)state;
    for (int st = ENROLMENT_STATE_AWAITING_KEY_WORKER; st <= ENROLMENT_STATE_SUSPENDED; st++) {
        struct enrolment_facts f = {.state = (intake__enrolment_state)st, .act_by = TODAY, .agree_by = TODAY - 1};
        struct work w[WORK_PER_THING] = {0};
        size_t before = intake_work_of_enrolment(&f, TODAY, w), open = st != ENROLMENT_STATE_ENDED;
        f.to_agree = true;
        assert_int_equal(intake_work_of_enrolment(&f, TODAY, w), before + open);
        if (!open) continue;
        assert_int_equal(w[before].kind, WORK_KIND_AGREEMENT);
        assert_int_equal(w[before].role, ROLE_TEAM);
        assert_true(w[before].overdue);
    }
}

static void test_minor_aid(void **state) {
    (void)state;
    for (int st = ENROLMENT_STATE_AWAITING_KEY_WORKER; st <= ENROLMENT_STATE_SUSPENDED; st++) {
        struct enrolment_facts f = {
            .state = (intake__enrolment_state)st, .act_by = TODAY, .aid_due = true, .aid_by = TODAY + 5};
        struct work w[WORK_PER_THING] = {0};
        size_t n = intake_work_of_enrolment(&f, TODAY, w);
        if (st == ENROLMENT_STATE_ENDED) {
            assert_int_equal(n, 0);
            continue;
        }
        assert_int_equal(w[n - 1].kind, WORK_KIND_MINOR_AID);
        assert_int_equal(w[n - 1].role, ROLE_TEAM);
        assert_int_equal(w[n - 1].due, TODAY + 5);
        assert_false(w[n - 1].not_yet);
    }
}

/* Of an open enrolment her team closes it, beside whatever else there is. */
static void test_end_of_programme(void **state) {
    (void)state;
    for (int st = ENROLMENT_STATE_AWAITING_KEY_WORKER; st <= ENROLMENT_STATE_ENDED; st++) {
        struct enrolment_facts f = {
            .state = (intake__enrolment_state)st, .has_key_worker = true, .act_by = TODAY, .programme_end = TODAY - 1};
        struct work w[WORK_PER_THING] = {0};
        size_t before = intake_work_of_enrolment(&f, TODAY, w), open = st != ENROLMENT_STATE_ENDED;
        f.programme_over = true;
        assert_int_equal(intake_work_of_enrolment(&f, TODAY, w), before + open);
        if (!open) continue;
        assert_int_equal(w[0].kind, WORK_KIND_END_OF_PROGRAMME);
        assert_int_equal(w[0].role, ROLE_TEAM);
        assert_int_equal(w[0].due, TODAY - 1);
        assert_true(w[0].overdue);
    }
}

/* A visit that was promised before she was taken over, and does not stand. */
static void test_a_visit_to_place(void **state) {
    (void)state;
    static const struct {
        struct enrolment_facts f;
        size_t n;
        sippe__role role;
    } cases[] = {
        {ENROLMENT(ENROLMENT_STATE_ACTIVE, true, TODAY, false, DAY_NONE, DAY_NONE, true, TODAY - 1), 1, ROLE_TEAM},
        {ENROLMENT(ENROLMENT_STATE_AWAITING_KEY_WORKER, false, TODAY, false, DAY_NONE, DAY_NONE, true, TODAY - 1), 2,
         ROLE_COORDINATOR},
        {ENROLMENT(ENROLMENT_STATE_ENDED, true, TODAY, false, DAY_NONE, DAY_NONE, true, TODAY - 1), 0,
         ROLE_UNSPECIFIED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct work w[WORK_PER_THING] = {0};
        size_t n = intake_work_of_enrolment(&cases[i].f, TODAY, w);
        assert_int_equal(n, cases[i].n);
        if (!n) continue;
        assert_int_equal(w[n - 1].kind, WORK_KIND_PLACE_VISIT);
        assert_int_equal(w[n - 1].role, cases[i].role);
        assert_true(w[n - 1].overdue);
    }
    assert_int_equal(intake_work_needs(WORK_KIND_PLACE_VISIT), SHOWS_IDENTITY | SHOWS_FOLLOW_UP);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_enrolments),       cmocka_unit_test(test_suspended),
        cmocka_unit_test(test_agreement),        cmocka_unit_test(test_minor_aid),
        cmocka_unit_test(test_end_of_programme), cmocka_unit_test(test_a_visit_to_place),
    };
    return cmocka_run_group_tests_name("intake worklist", tests, NULL, NULL);
}
