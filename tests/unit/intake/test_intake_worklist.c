/* intake/worklist: whose turn it is in every state, and that no family is left without anybody. */
#include "fixture.h"
#include "actors.h"

enum { TODAY = 20000 };

static const struct {
    struct screening_facts f;
    int n, kind, role;
    bool overdue, not_yet;
    enum actor actor;
} screenings[] = {
    {{SCREENING_STATE_TO_DECIDE, ROUTE_SIPPE, 0, false, false, TODAY},
     1,
     WORK_KIND_DECIDE_ROUTE,
     ROLE_DESK,
     false,
     false,
     ACTOR_DESK},
    {{SCREENING_STATE_TO_DECIDE, ROUTE_SIPPE, 0, false, false, TODAY - 1},
     1,
     WORK_KIND_DECIDE_ROUTE,
     ROLE_DESK,
     true,
     false,
     ACTOR_DESK},
    {{SCREENING_STATE_TO_DECIDE, ROUTE_SIPPE, 0, false, false, DAY_NONE},
     1,
     WORK_KIND_DECIDE_ROUTE,
     ROLE_DESK,
     false,
     false,
     ACTOR_MISSING},
    {{SCREENING_STATE_CALL_BACK, ROUTE_CALL_BACK, 0, false, false, TODAY + 2},
     1,
     WORK_KIND_CALL_BACK,
     ROLE_DESK,
     false,
     false,
     ACTOR_DESK},
    {{SCREENING_STATE_CALL_BACK, ROUTE_PRE_REGISTER, 0, false, false, TODAY},
     1,
     WORK_KIND_START_WEEK,
     ROLE_DESK,
     false,
     false,
     ACTOR_DESK},
    {{SCREENING_STATE_PRE_REGISTERED, ROUTE_PRE_REGISTER, 0, false, false, TODAY + 1},
     1,
     WORK_KIND_START_WEEK,
     ROLE_DESK,
     false,
     true,
     ACTOR_TIME},
    {{SCREENING_STATE_PRE_REGISTERED, ROUTE_PRE_REGISTER, 0, false, false, TODAY},
     1,
     WORK_KIND_START_WEEK,
     ROLE_DESK,
     false,
     false,
     ACTOR_DESK},
    {{SCREENING_STATE_PRE_REGISTERED, ROUTE_PRE_REGISTER, 0, false, false, DAY_NONE},
     1,
     WORK_KIND_START_WEEK,
     ROLE_DESK,
     false,
     false,
     ACTOR_MISSING},
    {{SCREENING_STATE_DECIDED, ROUTE_SIPPE, ROUTE_SIPPE, false, false, TODAY + 5},
     1,
     WORK_KIND_ENROL,
     ROLE_TEAM,
     false,
     false,
     ACTOR_TEAM},
    {{SCREENING_STATE_DECIDED, ROUTE_SIPPE, ROUTE_SIPPE, false, true, TODAY - 5}, 0, 0, 0, false, false, ACTOR_NOBODY},
    {{SCREENING_STATE_DECIDED, ROUTE_SIPPE, ROUTE_WAITLIST, false, false, TODAY + 5},
     1,
     WORK_KIND_WAITLIST,
     ROLE_COORDINATOR,
     false,
     true,
     ACTOR_TIME},
    {{SCREENING_STATE_DECIDED, ROUTE_SIPPE, ROUTE_WAITLIST, false, false, TODAY - 5},
     1,
     WORK_KIND_WAITLIST,
     ROLE_COORDINATOR,
     true,
     false,
     ACTOR_COORDINATOR},
    {{SCREENING_STATE_DECIDED, ROUTE_SIPPE, ROUTE_WAITLIST, false, false, DAY_NONE},
     1,
     WORK_KIND_WAITLIST,
     ROLE_COORDINATOR,
     false,
     false,
     ACTOR_MISSING},
    {{SCREENING_STATE_DECIDED, ROUTE_OLO_ONLY, ROUTE_OLO_ONLY, false, false, DAY_NONE},
     0,
     0,
     0,
     false,
     false,
     ACTOR_NOBODY},
    {{SCREENING_STATE_DECIDED, ROUTE_SIPPE, ROUTE_DECLINED, false, false, DAY_NONE},
     0,
     0,
     0,
     false,
     false,
     ACTOR_NOBODY},
    {{SCREENING_STATE_DECIDED, ROUTE_SIPPE, ROUTE_UNREACHABLE, false, false, DAY_NONE},
     0,
     0,
     0,
     false,
     false,
     ACTOR_NOBODY},
    {{SCREENING_STATE_DECIDED, ROUTE_OTHER_SERVICE, ROUTE_OTHER_SERVICE, false, false, DAY_NONE},
     0,
     0,
     0,
     false,
     false,
     ACTOR_NOBODY},
    {{SCREENING_STATE_DECIDED, ROUTE_OTHER_SERVICE, ROUTE_NOT_ELIGIBLE, false, false, DAY_NONE},
     0,
     0,
     0,
     false,
     false,
     ACTOR_NOBODY},
    {{SCREENING_STATE_DECIDED, ROUTE_SIPPE, ROUTE_UNSPECIFIED, false, false, TODAY},
     0,
     0,
     0,
     false,
     false,
     ACTOR_MISSING},
    {{SCREENING_STATE_DECIDED, ROUTE_SIPPE, ROUTE_CALL_BACK, false, false, TODAY},
     0,
     0,
     0,
     false,
     false,
     ACTOR_MISSING},
    {{SCREENING_STATE_UNSPECIFIED, 0, 0, false, false, TODAY}, 0, 0, 0, false, false, ACTOR_MISSING},
};

static void test_screenings(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(screenings); i++) {
        struct work list[WORK_PER_THING] = {0};
        size_t n = intake_work_of_screening(&screenings[i].f, TODAY, list);
        bool same = n == (size_t)screenings[i].n;
        if (n)
            same = same && (int)list[0].kind == screenings[i].kind && (int)list[0].role == screenings[i].role &&
                   list[0].overdue == screenings[i].overdue && list[0].not_yet == screenings[i].not_yet &&
                   list[0].due == screenings[i].f.act_by;
        if (!same) fail_msg("screening %zu: %zu items, kind %d", i, n, (int)list[0].kind);
        if (intake_screening_actor(&screenings[i].f, TODAY) != screenings[i].actor)
            fail_msg("actor of screening %zu", i);
        /* An open match stands first, whatever else there is, and alone it is somebody's turn. */
        struct screening_facts f = screenings[i].f;
        f.match_open = true;
        assert_int_equal(intake_work_of_screening(&f, TODAY, list), n + 1);
        assert_int_equal(list[0].kind, WORK_KIND_SETTLE_MATCH);
        if (screenings[i].actor == ACTOR_NOBODY) assert_int_equal(intake_screening_actor(&f, TODAY), ACTOR_DESK);
    }
}

static const struct {
    struct referral_facts f;
    int kind; /* 0: nothing on the list */
    bool overdue, not_yet;
    enum actor actor; /* of a family that is not enrolled */
} referrals[] = {
    {{REFERRAL_STATE_SENT, TODAY, false, false, false, false}, 0, false, false, ACTOR_PARTNER},
    {{REFERRAL_STATE_SENT, TODAY - 1, false, false, false, false}, WORK_KIND_REFERRAL_OVERDUE, true, false, ACTOR_DESK},
    {{REFERRAL_STATE_SENT, DAY_NONE, false, false, false, false}, 0, false, false, ACTOR_MISSING},
    {{REFERRAL_STATE_ACKNOWLEDGED, DAY_NONE, false, false, false, false}, 0, false, false, ACTOR_PARTNER},
    {{REFERRAL_STATE_ACKNOWLEDGED, TODAY - 9, false, false, false, false},
     WORK_KIND_REFERRAL_OVERDUE,
     true,
     false,
     ACTOR_DESK},
    {{REFERRAL_STATE_ACCEPTED, DAY_NONE, false, false, false, false}, 0, false, false, ACTOR_PARTNER},
    {{REFERRAL_STATE_WAITLISTED, TODAY + 20, false, false, false, false}, WORK_KIND_WAITLIST, false, true, ACTOR_TIME},
    {{REFERRAL_STATE_WAITLISTED, TODAY, false, false, false, false}, WORK_KIND_WAITLIST, false, false, ACTOR_DESK},
    {{REFERRAL_STATE_WAITLISTED, DAY_NONE, false, false, false, false},
     WORK_KIND_WAITLIST,
     false,
     false,
     ACTOR_MISSING},
    {{REFERRAL_STATE_DECLINED, TODAY + 5, false, false, false, false},
     WORK_KIND_REFERRAL_DECLINED,
     false,
     false,
     ACTOR_DESK},
    {{REFERRAL_STATE_DECLINED, TODAY - 5, false, false, false, false},
     WORK_KIND_REFERRAL_DECLINED,
     true,
     false,
     ACTOR_DESK},
    {{REFERRAL_STATE_DECLINED, TODAY - 5, false, true, false, false}, 0, false, false, ACTOR_NOBODY},
    {{REFERRAL_STATE_WRONG_PARTNER, TODAY, false, false, false, false},
     WORK_KIND_WRONG_PARTNER,
     false,
     false,
     ACTOR_DESK},
    {{REFERRAL_STATE_WRONG_PARTNER, TODAY, false, true, false, false}, 0, false, false, ACTOR_NOBODY},
    {{REFERRAL_STATE_FIRST_CONTACT, DAY_NONE, false, false, false, false}, 0, false, false, ACTOR_NOBODY},
    {{REFERRAL_STATE_CANCELLED, DAY_NONE, false, false, false, false}, 0, false, false, ACTOR_NOBODY},
    {{REFERRAL_STATE_CANCELLED, DAY_NONE, true, false, false, false},
     WORK_KIND_ANSWER_AFTER_CANCEL,
     false,
     false,
     ACTOR_DESK},
    {{REFERRAL_STATE_CANCELLED, DAY_NONE, false, false, true, false}, WORK_KIND_TELL_HOLDER, false, false, ACTOR_DESK},
    {{REFERRAL_STATE_CANCELLED, DAY_NONE, true, false, true, false},
     WORK_KIND_ANSWER_AFTER_CANCEL,
     false,
     false,
     ACTOR_DESK},
    {{REFERRAL_STATE_ACCEPTED, TODAY, false, false, true, false}, 0, false, false, ACTOR_PARTNER},
    {{REFERRAL_STATE_UNSPECIFIED, TODAY, false, false, false, false}, 0, false, false, ACTOR_MISSING},
};

static void test_referrals(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(referrals); i++)
        for (int enrolled = 0; enrolled < 2; enrolled++) {
            struct referral_facts f = referrals[i].f;
            f.family_enrolled = enrolled;
            struct work w[WORK_PER_THING] = {0};
            size_t n = intake_work_of_referral(&f, TODAY, w);
            if (n != (referrals[i].kind != 0) ||
                (n && ((int)w[0].kind != referrals[i].kind || w[0].overdue != referrals[i].overdue ||
                       w[0].not_yet != referrals[i].not_yet)))
                fail_msg("referral %zu: %zu items, kind %d", i, n, (int)w[0].kind);
            if (n) assert_int_equal(w[0].role, enrolled ? ROLE_TEAM : ROLE_DESK);
            enum actor expected = referrals[i].actor == ACTOR_DESK && enrolled ? ACTOR_TEAM : referrals[i].actor;
            if (intake_referral_actor(&f, TODAY) != expected) fail_msg("actor of referral %zu", i);
        }
}

/* Whoever was told by a person learns of a withdrawal from a person, at once. */
static void test_disclosures(void **state) {
    (void)state;
    struct work w[WORK_PER_THING] = {0};
    assert_int_equal(intake_work_of_disclosure(false, false, TODAY, w), 0);
    assert_int_equal(intake_work_of_disclosure(true, false, TODAY, w), 1);
    assert_int_equal(w[0].kind, WORK_KIND_TELL_HOLDER);
    assert_int_equal(w[0].role, ROLE_DESK);
    assert_int_equal(w[0].due, DAY_NONE);
    assert_int_equal(intake_work_of_disclosure(true, true, TODAY, w), 1);
    assert_int_equal(w[0].role, ROLE_TEAM);
}

static void test_enrolments(void **state) {
    (void)state;
    static const struct {
        struct enrolment_facts f;
        size_t n;
        bool overdue;
        enum actor actor;
    } cases[] = {
        {{ENROLMENT_STATE_AWAITING_KEY_WORKER, false, TODAY, false, DAY_NONE}, 1, false, ACTOR_COORDINATOR},
        {{ENROLMENT_STATE_AWAITING_KEY_WORKER, false, TODAY - 1, false, DAY_NONE}, 1, true, ACTOR_COORDINATOR},
        {{ENROLMENT_STATE_AWAITING_KEY_WORKER, false, DAY_NONE, false, DAY_NONE}, 1, false, ACTOR_MISSING},
        {{ENROLMENT_STATE_ACTIVE, true, DAY_NONE, false, DAY_NONE}, 0, false, ACTOR_KEY_WORKER},
        {{ENROLMENT_STATE_ACTIVE, false, DAY_NONE, false, DAY_NONE}, 0, false, ACTOR_MISSING},
        {{ENROLMENT_STATE_ENDED, false, DAY_NONE, false, DAY_NONE}, 0, false, ACTOR_NOBODY},
        {{ENROLMENT_STATE_UNSPECIFIED, false, DAY_NONE, false, DAY_NONE}, 0, false, ACTOR_MISSING},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct work w[WORK_PER_THING] = {0};
        assert_int_equal(intake_work_of_enrolment(&cases[i].f, TODAY, w), cases[i].n);
        if (cases[i].n) assert_int_equal(w[0].overdue, cases[i].overdue);
        if (cases[i].n) assert_int_equal(w[0].role, ROLE_COORDINATOR);
        assert_int_equal(intake_enrolment_actor(&cases[i].f, TODAY), cases[i].actor);
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
        {{ENROLMENT_STATE_ACTIVE, true, TODAY, true, TODAY - 1}, 1, ROLE_TEAM},
        {{ENROLMENT_STATE_AWAITING_KEY_WORKER, false, TODAY, true, TODAY - 1}, 2, ROLE_COORDINATOR},
        {{ENROLMENT_STATE_ENDED, true, TODAY, true, TODAY - 1}, 0, ROLE_UNSPECIFIED},
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

static bool sound(const struct screening_facts *s, const struct enrolment_facts *e, const struct referral_facts *r,
                  const char **why) {
    const struct family_facts f = {false, s, s != NULL, e, e != NULL, r, r != NULL};
    return intake_family_has_next_actor(&f, TODAY, why);
}

static void test_family(void **state) {
    (void)state;
    const char *why = "untouched";
    struct screening_facts s = {SCREENING_STATE_DECIDED, ROUTE_SIPPE, ROUTE_SIPPE, false, true, TODAY};
    struct enrolment_facts e = {ENROLMENT_STATE_ACTIVE, true, DAY_NONE, false, DAY_NONE};
    struct referral_facts r = {REFERRAL_STATE_SENT, TODAY, false, false, false, true};
    assert_true(sound(&s, &e, &r, &why));
    assert_null(why);
    assert_false(sound(NULL, NULL, NULL, &why));
    assert_string_equal(why, "a family without a call and without a follow-up");
    const struct family_facts merged = {.merged = true};
    assert_true(intake_family_has_next_actor(&merged, TODAY, &why));
    assert_false(sound(&s, NULL, NULL, &why));
    assert_string_equal(why, "said to be enrolled, and no enrolment is there");
    e.has_key_worker = false;
    assert_false(sound(&s, &e, &r, &why));
    assert_string_equal(why, "active without a key worker");
    e.has_key_worker = true;
    r.act_by = DAY_NONE;
    assert_false(sound(&s, &e, &r, NULL));
    s = (struct screening_facts){SCREENING_STATE_PRE_REGISTERED, ROUTE_PRE_REGISTER, 0, false, false, DAY_NONE};
    assert_false(sound(&s, NULL, NULL, &why));
    assert_string_equal(why, "pre-registered without a day to call again");
}

/* Over everything that a thing can be: somebody is missing exactly when one of its parts says so, and work is never
 * silent. */
static void test_every_screening(void **state) {
    (void)state;
    for (int st = 1; st <= SCREENING_STATE_DECIDED; st++)
        for (int decided = 0; decided <= ROUTE_UNREACHABLE; decided++)
            for (int off = -1; off <= 2; off++) {
                struct screening_facts f = {
                    (intake__screening_state)st,      ROUTE_SIPPE, (intake__route)decided, false, false,
                    off == 2 ? DAY_NONE : TODAY + off};
                struct work w[WORK_PER_THING];
                size_t n = intake_work_of_screening(&f, TODAY, w);
                const char *why = NULL;
                bool ok = sound(&f, NULL, NULL, &why);
                assert_int_equal(ok, why == NULL);
                if (st != SCREENING_STATE_DECIDED) assert_int_equal(n, 1);
                if (off == 2 && n) assert_false(ok);
                if (off < 2 && n) assert_true(ok);
                if (n) assert_false(w[0].overdue && w[0].not_yet);
            }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screenings),       cmocka_unit_test(test_referrals),
        cmocka_unit_test(test_disclosures),      cmocka_unit_test(test_enrolments),
        cmocka_unit_test(test_a_visit_to_place), cmocka_unit_test(test_family),
        cmocka_unit_test(test_every_screening),
    };
    return cmocka_run_group_tests_name("intake worklist", tests, NULL, NULL);
}
