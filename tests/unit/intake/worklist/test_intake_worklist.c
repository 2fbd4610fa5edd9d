/* intake/worklist: whose turn it is in every state, and that no family is left without anybody. */
#include "worklist_cases.h"

static const struct {
    struct screening_facts f;
    int n, kind, role;
    bool overdue, not_yet;
    enum actor actor;
} screenings[] = {
    {CALL(TO_DECIDE, SIPPE, UNSPECIFIED, false, false, TODAY), WORK(DECIDE_ROUTE, DESK), false, false, ACTOR_DESK},
    {CALL(TO_DECIDE, SIPPE, UNSPECIFIED, false, false, TODAY - 1), WORK(DECIDE_ROUTE, DESK), true, false, ACTOR_DESK},
    {CALL(TO_DECIDE, SIPPE, UNSPECIFIED, false, false, DAY_NONE), WORK(DECIDE_ROUTE, DESK), false, false,
     ACTOR_MISSING},
    {CALL(CALL_BACK, CALL_BACK, UNSPECIFIED, false, false, TODAY + 2), WORK(CALL_BACK, DESK), false, false, ACTOR_DESK},
    {CALL(CALL_BACK, PRE_REGISTER, UNSPECIFIED, false, false, TODAY), WORK(START_WEEK, DESK), false, false, ACTOR_DESK},
    {CALL(PRE_REGISTERED, PRE_REGISTER, UNSPECIFIED, false, false, TODAY + 1), WORK(START_WEEK, DESK), false, true,
     ACTOR_TIME},
    {CALL(PRE_REGISTERED, PRE_REGISTER, UNSPECIFIED, false, false, TODAY), WORK(START_WEEK, DESK), false, false,
     ACTOR_DESK},
    {CALL(PRE_REGISTERED, PRE_REGISTER, UNSPECIFIED, false, false, DAY_NONE), WORK(START_WEEK, DESK), false, false,
     ACTOR_MISSING},
    {PLACE_UNKNOWN(SCREENING_STATE_TO_DECIDE), 1, WORK_KIND_PLACE_UNKNOWN, ROLE_COORDINATOR, false, false,
     ACTOR_COORDINATOR},
    {PLACE_UNKNOWN(SCREENING_STATE_CALL_BACK), 1, WORK_KIND_CALL_BACK, ROLE_DESK, false, false, ACTOR_DESK},
    {CALL(DECIDED, SIPPE, SIPPE, false, false, TODAY + 5), WORK(ENROL, TEAM), false, false, ACTOR_TEAM},
    {CALL(DECIDED, SIPPE, SIPPE, true, false, TODAY - 5), NO_WORK, false, false, ACTOR_NOBODY},
    {CALL(DECIDED, SIPPE, WAITLIST, false, false, TODAY + 5), WORK(WAITLIST, COORDINATOR), false, true, ACTOR_TIME},
    {CALL(DECIDED, SIPPE, WAITLIST, false, false, TODAY - 5), WORK(WAITLIST, COORDINATOR), true, false,
     ACTOR_COORDINATOR},
    {CALL(DECIDED, SIPPE, WAITLIST, false, false, DAY_NONE), WORK(WAITLIST, COORDINATOR), false, false, ACTOR_MISSING},
    {CALL(DECIDED, OLO_ONLY, OLO_ONLY, false, false, TODAY + 3), WORK(OLO_START, DESK), false, false, ACTOR_DESK},
    {CALL(DECIDED, OLO_ONLY, OLO_ONLY, false, false, TODAY - 1), WORK(OLO_START, DESK), true, false, ACTOR_DESK},
    {CALL(DECIDED, OLO_ONLY, OLO_ONLY, false, true, TODAY + 3), NO_WORK, false, false, ACTOR_NOBODY},
    {CALL(DECIDED, OLO_ONLY, OLO_ONLY, false, false, DAY_NONE), WORK(OLO_START, DESK), false, false, ACTOR_MISSING},
    {CALL(DECIDED, OTHER_SERVICE, OTHER_SERVICE, false, false, TODAY + 2), WORK(TELL_DOOR, DESK), false, false,
     ACTOR_DESK},
    {CALL(DECIDED, OTHER_SERVICE, OTHER_SERVICE, false, true, TODAY + 2), NO_WORK, false, false, ACTOR_NOBODY},
    {CALL(DECIDED, OTHER_SERVICE, OTHER_SERVICE, true, false, TODAY + 2), NO_WORK, false, false, ACTOR_NOBODY},
    {CALL(DECIDED, SIPPE, DECLINED, false, false, DAY_NONE), NO_WORK, false, false, ACTOR_NOBODY},
    {CALL(DECIDED, SIPPE, DECLINED, false, false, TODAY + 90), WORK(SECOND_OFFER, DESK), false, true, ACTOR_TIME},
    {CALL(DECIDED, SIPPE, DECLINED, false, false, TODAY), WORK(SECOND_OFFER, DESK), false, false, ACTOR_DESK},
    {CALL(DECIDED, SIPPE, UNREACHABLE, false, false, DAY_NONE), NO_WORK, false, false, ACTOR_NOBODY},
    {CALL(DECIDED, SIPPE, UNREACHABLE, false, false, TODAY + 90), WORK(SECOND_OFFER, DESK), false, true, ACTOR_TIME},
    {CALL(DECIDED, SIPPE, UNREACHABLE, false, false, TODAY), WORK(SECOND_OFFER, DESK), false, false, ACTOR_DESK},
    {CALL(DECIDED, SIPPE, NOT_ELIGIBLE, false, false, DAY_NONE), NO_WORK, false, false, ACTOR_NOBODY},
    {CALL(DECIDED, SIPPE, NOT_ELIGIBLE, false, false, TODAY + 90), WORK(SECOND_OFFER, DESK), false, true, ACTOR_TIME},
    {CALL(DECIDED, SIPPE, NOT_ELIGIBLE, false, false, TODAY), WORK(SECOND_OFFER, DESK), false, false, ACTOR_DESK},
    {CALL(DECIDED, SIPPE, DECLINED, false, true, TODAY), NO_WORK, false, false, ACTOR_NOBODY},
    {CALL(DECIDED, SIPPE, UNSPECIFIED, false, false, TODAY), NO_WORK, false, false, ACTOR_MISSING},
    {CALL(DECIDED, SIPPE, CALL_BACK, false, false, TODAY), NO_WORK, false, false, ACTOR_MISSING},
    {CALL(UNSPECIFIED, UNSPECIFIED, UNSPECIFIED, false, false, TODAY), NO_WORK, false, false, ACTOR_MISSING},
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
        assert_int_equal(list[0].role, ROLE_DESK);
        assert_int_equal(list[0].due, TODAY);
        if (screenings[i].actor == ACTOR_NOBODY) assert_int_equal(intake_screening_actor(&f, TODAY), ACTOR_DESK);
        /* Of two CLSCs only a coordinator joins families; and without a day nobody would be reminded. */
        f.match_elsewhere = true;
        intake_work_of_screening(&f, TODAY, list);
        assert_int_equal(list[0].role, ROLE_COORDINATOR);
        f.settle_by = DAY_NONE;
        assert_int_equal(intake_screening_actor(&f, TODAY), ACTOR_MISSING);
    }
}

static const struct {
    struct referral_facts f;
    int kind; /* 0: nothing on the list */
    bool overdue, not_yet;
    enum actor actor; /* of a family that is not enrolled */
} referrals[] = {
    {REFERRAL(REFERRAL_STATE_SENT, TODAY, false, false, false, false), 0, false, false, ACTOR_PARTNER},
    {REFERRAL(REFERRAL_STATE_SENT, TODAY - 1, false, false, false, false), WORK_KIND_REFERRAL_OVERDUE, true, false,
     ACTOR_DESK},
    {REFERRAL(REFERRAL_STATE_SENT, DAY_NONE, false, false, false, false), 0, false, false, ACTOR_MISSING},
    {REFERRAL(REFERRAL_STATE_ACKNOWLEDGED, DAY_NONE, false, false, false, false), 0, false, false, ACTOR_PARTNER},
    {REFERRAL(REFERRAL_STATE_ACKNOWLEDGED, TODAY - 9, false, false, false, false), WORK_KIND_REFERRAL_OVERDUE, true,
     false, ACTOR_DESK},
    {REFERRAL(REFERRAL_STATE_ACCEPTED, DAY_NONE, false, false, false, false), 0, false, false, ACTOR_PARTNER},
    {REFERRAL(REFERRAL_STATE_WAITLISTED, TODAY + 20, false, false, false, false), WORK_KIND_WAITLIST, false, true,
     ACTOR_TIME},
    {REFERRAL(REFERRAL_STATE_WAITLISTED, TODAY, false, false, false, false), WORK_KIND_WAITLIST, false, false,
     ACTOR_DESK},
    {REFERRAL(REFERRAL_STATE_WAITLISTED, DAY_NONE, false, false, false, false), WORK_KIND_WAITLIST, false, false,
     ACTOR_MISSING},
    {REFERRAL(REFERRAL_STATE_DECLINED, TODAY + 5, false, false, false, false), WORK_KIND_REFERRAL_DECLINED, false,
     false, ACTOR_DESK},
    {REFERRAL(REFERRAL_STATE_DECLINED, TODAY - 5, false, false, false, false), WORK_KIND_REFERRAL_DECLINED, true, false,
     ACTOR_DESK},
    {REFERRAL(REFERRAL_STATE_DECLINED, TODAY - 5, false, true, false, false), 0, false, false, ACTOR_NOBODY},
    {REFERRAL(REFERRAL_STATE_WRONG_PARTNER, TODAY, false, false, false, false), WORK_KIND_WRONG_PARTNER, false, false,
     ACTOR_DESK},
    {REFERRAL(REFERRAL_STATE_WRONG_PARTNER, TODAY, false, true, false, false), 0, false, false, ACTOR_NOBODY},
    {REFERRAL(REFERRAL_STATE_FIRST_CONTACT, DAY_NONE, false, false, false, false), 0, false, false, ACTOR_NOBODY},
    {REFERRAL(REFERRAL_STATE_CANCELLED, DAY_NONE, false, false, false, false), 0, false, false, ACTOR_NOBODY},
    {REFERRAL(REFERRAL_STATE_CANCELLED, DAY_NONE, true, false, false, false), WORK_KIND_ANSWER_AFTER_CANCEL, false,
     false, ACTOR_DESK},
    {REFERRAL(REFERRAL_STATE_CANCELLED, DAY_NONE, false, false, true, false), WORK_KIND_TELL_HOLDER, false, false,
     ACTOR_DESK},
    {REFERRAL(REFERRAL_STATE_CANCELLED, DAY_NONE, true, false, true, false), WORK_KIND_ANSWER_AFTER_CANCEL, false,
     false, ACTOR_DESK},
    {REFERRAL(REFERRAL_STATE_ACCEPTED, TODAY, false, false, true, false), 0, false, false, ACTOR_PARTNER},
    {REFERRAL(REFERRAL_STATE_UNSPECIFIED, TODAY, false, false, false, false), 0, false, false, ACTOR_MISSING},
};

/* Beside what the state asks, before and after the decision, until that door was asked. */
static void test_a_door_that_follows_her(void **state) {
    (void)state;
    static const intake__screening_state states[] = {SCREENING_STATE_TO_DECIDE, SCREENING_STATE_CALL_BACK,
                                                     SCREENING_STATE_PRE_REGISTERED, SCREENING_STATE_DECIDED};
    for (size_t i = 0; i < COUNT(states); i++) {
        struct screening_facts f = {.state = states[i], .decided = ROUTE_DECLINED, .act_by = DAY_NONE};
        struct work w[WORK_PER_THING] = {0};
        size_t without = intake_work_of_screening(&f, TODAY, w);
        f.ask_door = true;
        f.ask_door_by = TODAY - 1;
        assert_int_equal(intake_work_of_screening(&f, TODAY, w), without + 1);
        assert_int_equal(w[0].kind, WORK_KIND_ALREADY_FOLLOWED);
        assert_int_equal(w[0].role, ROLE_DESK);
        assert_true(w[0].overdue);
    }
}

/* Of another decision, which go on until somebody says what was done: beside whatever else there is, and after a loss not
 * the desk's. */
static void test_coupons_of_another_decision(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(screenings); i++) {
        struct work list[WORK_PER_THING] = {0};
        struct screening_facts f = screenings[i].f;
        f.coupons = true;
        f.coupons_by = TODAY - 1;
        f.outdated = OUTDATED_BECAUSE_DECISION;
        assert_int_equal(intake_work_of_screening(&f, TODAY, list), screenings[i].n + 1);
        assert_int_equal(list[0].kind, WORK_KIND_OLO_START);
        assert_int_equal(list[0].role, ROLE_DESK);
        assert_int_equal(list[0].due, TODAY - 1);
        assert_true(list[0].overdue);
        if (screenings[i].actor == ACTOR_NOBODY) assert_int_equal(intake_screening_actor(&f, TODAY), ACTOR_DESK);
        f.outdated = OUTDATED_BECAUSE_LOSS;
        intake_work_of_screening(&f, TODAY, list);
        assert_int_equal(list[0].role, ROLE_COORDINATOR);
        f.has_key_worker = true;
        intake_work_of_screening(&f, TODAY, list);
        assert_int_equal(list[0].role, ROLE_TEAM);
    }
}

static void test_an_incident(void **state) {
    (void)state;
    struct work w[WORK_PER_THING] = {0};
    assert_int_equal(intake_work_of_incident(false, TODAY, TODAY, w), 0);
    assert_int_equal(intake_work_of_incident(true, TODAY, TODAY, w), 1);
    assert_int_equal(w[0].kind, WORK_KIND_INCIDENT);
    assert_int_equal(w[0].role, ROLE_COORDINATOR);
    assert_false(w[0].overdue);
}

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

/* Whoever was told by a person learns of a withdrawal from a person. */
static void test_disclosures(void **state) {
    (void)state;
    struct work w[WORK_PER_THING] = {0};
    struct disclosure_facts f = {.tell_by = TODAY + 1};
    assert_int_equal(intake_work_of_disclosure(&f, TODAY, w), 0);
    f.to_tell = true;
    assert_int_equal(intake_work_of_disclosure(&f, TODAY, w), 1);
    assert_int_equal(w[0].kind, WORK_KIND_TELL_HOLDER);
    assert_int_equal(w[0].role, ROLE_DESK);
    assert_int_equal(w[0].due, TODAY + 1);
    f.family_enrolled = true;
    assert_int_equal(intake_work_of_disclosure(&f, TODAY, w), 1);
    assert_int_equal(w[0].role, ROLE_TEAM);
}

static void test_openings(void **state) {
    (void)state;
    struct work w[WORK_PER_THING] = {0};
    assert_int_equal(intake_work_of_opening(true, TODAY, TODAY, w), 0);
    assert_int_equal(intake_work_of_opening(false, TODAY - 1, TODAY, w), 1);
    assert_int_equal(w[0].role, ROLE_COORDINATOR);
    assert_true(w[0].overdue);
}

struct move_case {
    struct move_facts f;
    sippe__role role; /* 0: nobody's */
    bool waits;
};

/* The other CLSC's coordinators', on the day on which she may be accepted at the earliest; declined, of who offered. */
static void test_moves(void **state) {
    (void)state;
    static const struct move_case cases[] = {
        {{MOVE_STATE_OFFERED, TODAY, TODAY + 3, ROLE_DESK}, ROLE_COORDINATOR, false},
        {{MOVE_STATE_OFFERED, TODAY + 20, TODAY + 20, ROLE_DESK}, ROLE_COORDINATOR, true},
        {{MOVE_STATE_OFFERED, TODAY - 9, TODAY - 4, ROLE_TEAM}, ROLE_COORDINATOR, false},
        {{MOVE_STATE_DECLINED, TODAY, TODAY + 3, ROLE_TEAM}, ROLE_TEAM, false},
        {{MOVE_STATE_DECLINED, TODAY, TODAY + 3, ROLE_DESK}, ROLE_DESK, false},
        {{MOVE_STATE_ACCEPTED, TODAY, TODAY, ROLE_TEAM}, ROLE_UNSPECIFIED, false},
        {{MOVE_STATE_WITHDRAWN, TODAY, TODAY, ROLE_TEAM}, ROLE_UNSPECIFIED, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct work w[WORK_PER_THING] = {0};
        assert_int_equal(intake_work_of_move(&cases[i].f, TODAY, w), cases[i].role ? 1 : 0);
        if (!cases[i].role) continue;
        assert_int_equal(w[0].kind, WORK_KIND_MOVE_OFFERED);
        assert_int_equal(w[0].role, cases[i].role);
        assert_int_equal(w[0].due, cases[i].f.act_by);
        assert_int_equal(w[0].overdue, cases[i].f.act_by < TODAY);
        assert_int_equal(w[0].not_yet, cases[i].waits);
    }
}

/* What was due by that day is the coordinators' too. 20000 is a Friday (2024-10-04); two working days after the
 * Wednesday. */
static void test_climbing(void **state) {
    (void)state;
    const struct calendar c = {0};
    assert_int_equal(calendar_last_reached(&c, TODAY, 2), TODAY - 2);
    assert_int_equal(calendar_last_reached(&c, TODAY + 1, 2), TODAY - 2); /* a Saturday makes nobody later */
    assert_int_equal(calendar_last_reached(&c, TODAY + 3, 2), TODAY - 1); /* the Monday: due on the Thursday */
    assert_int_equal(calendar_last_reached(&c, TODAY + 4, 2), TODAY + 0); /* the Tuesday: due on the Friday */
    assert_int_equal(calendar_last_reached(&c, TODAY + 4, 1), TODAY + 3);
    for (day today = TODAY; today < TODAY + 400; today++)
        for (int climb = 1; climb < 6; climb++) {
            day d = calendar_last_reached(&c, today, climb);
            assert_true(calendar_add_working(&c, d, climb) <= today);
            assert_true(calendar_add_working(&c, d + 1, climb) > today);
        }
}

/* Whatever is proposed or decided: of the role that the territory names, and due. */
static void test_urgent(void **state) {
    (void)state;
    struct work w[WORK_PER_THING] = {0};
    for (int role = ROLE_DESK; role <= ROLE_COORDINATOR; role++)
        for (int off = -1; off <= 1; off++) {
            struct urgent_facts f = {.role = (sippe__role)role, .due = TODAY + off};
            assert_int_equal(intake_work_of_urgent(&f, TODAY, w), 1);
            assert_int_equal(w[0].kind, WORK_KIND_URGENT_NEED);
            assert_int_equal(w[0].role, role);
            assert_int_equal(w[0].due, TODAY + off);
            assert_int_equal(w[0].overdue, off < 0);
            assert_false(w[0].not_yet);
            f.settled = true;
            assert_int_equal(intake_work_of_urgent(&f, TODAY, w), 0);
        }
}

static void test_access(void **state) {
    (void)state;
    struct work w[WORK_PER_THING] = {0};
    for (int enrolled = 0; enrolled < 2; enrolled++)
        for (int off = -1; off <= 1; off++) {
            struct access_facts f = {.runs = true, .enrolled = enrolled, .due = TODAY + off};
            assert_int_equal(intake_work_of_access(&f, TODAY, w), 1);
            assert_int_equal(w[0].kind, WORK_KIND_ACCESS);
            assert_int_equal(w[0].role, enrolled ? ROLE_TEAM : ROLE_COORDINATOR);
            assert_int_equal(w[0].overdue, off < 0);
            assert_int_equal(w[0].not_yet, off > 0);
            f.runs = false;
            assert_int_equal(intake_work_of_access(&f, TODAY, w), 0);
        }
}

static bool sound(const struct screening_facts *s, const struct enrolment_facts *e, const struct referral_facts *r,
                  const char **why) {
    const struct family_facts f = {false, s, s != NULL, e, e != NULL, r, r != NULL};
    return intake_family_has_next_actor(&f, TODAY, why);
}

static void test_family(void **state) {
    (void)state;
    const char *why = "untouched";
    struct screening_facts s = CALL(DECIDED, SIPPE, SIPPE, true, false, TODAY);
    struct enrolment_facts e = {.state = ENROLMENT_STATE_ACTIVE, .has_key_worker = true, .act_by = DAY_NONE};
    struct referral_facts r = REFERRAL(REFERRAL_STATE_SENT, TODAY, false, false, false, true);
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
    s = (struct screening_facts)CALL(PRE_REGISTERED, PRE_REGISTER, UNSPECIFIED, false, false, DAY_NONE);
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
                struct screening_facts f = {.state = (intake__screening_state)st,
                                            .proposed = ROUTE_SIPPE,
                                            .decided = (intake__route)decided,

                                            .settle_by = TODAY,
                                            .place_unknown = (st + decided + off) % 2 == 0,
                                            .act_by = off == 2 ? DAY_NONE : TODAY + off};
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
        cmocka_unit_test(test_screenings),      cmocka_unit_test(test_coupons_of_another_decision),
        cmocka_unit_test(test_referrals),       cmocka_unit_test(test_a_door_that_follows_her),
        cmocka_unit_test(test_an_incident),     cmocka_unit_test(test_disclosures),
        cmocka_unit_test(test_openings),        cmocka_unit_test(test_climbing),
        cmocka_unit_test(test_urgent),          cmocka_unit_test(test_access),
        cmocka_unit_test(test_family),          cmocka_unit_test(test_moves),
        cmocka_unit_test(test_every_screening),
    };
    return cmocka_run_group_tests_name("intake worklist", tests, NULL, NULL);
}
