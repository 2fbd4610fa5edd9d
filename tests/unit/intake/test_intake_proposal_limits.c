/* intake/proposal: its boundaries one by one, on both sides, leap days among them. */
#include "fixture.h"
#include "intake/domain/proposal/proposal.h"

struct stage {
    struct arena kept, arena;
    intake__screening *s;
    sippe__territory *t;
};

static void open_stage(struct stage *g) {
    arena_init(&g->kept);
    arena_init(&g->arena);
    g->s = fixture_screening(&g->kept);
    g->t = fixture_territory(&g->kept);
}

static void close_stage(struct stage *g) {
    arena_close(&g->kept);
    arena_close(&g->arena);
}

static long threshold_of(int persons) {
    static const long by_size[] = {0, 27000, 33140, 40742, 49466, 56104, 63276, 70448};
    return persons <= 7 ? by_size[persons] : by_size[7] + 7172 * (persons - 7);
}

static bool has_flag(const intake__proposal *p, intake__flag flag) {
    for (size_t i = 0; i < p->n_flags; i++)
        if (p->flags[i] == flag) return true;
    return false;
}

static void test_start_week(void **state) {
    (void)state;
    struct stage g = {0};
    open_stage(&g);
    for (int week = 0; week <= 20; week += 4) {
        g.t->admission->start_week = week;
        for (int off = -2; off <= 2; off++) {
            int age = 7 * week + off;
            g.s->pregnancy->due_date = told_day(&g.kept, fixture_today() + 280 - age);
            intake__proposal *p = fixture_propose(&g.arena, g.s, g.t, fixture_today());
            assert_int_equal(p->route, off < 0 ? ROUTE_PRE_REGISTER : ROUTE_SIPPE);
            if (off >= 0) continue;
            assert_int_equal(civil_day(p->recall_on), fixture_today() - off);
            /* The same answers, on the day that was promised. */
            day then = civil_day(p->recall_on);
            assert_int_equal(intake_propose(&g.arena, g.s, g.t, fixture_today(), then)->route, ROUTE_SIPPE);
            assert_int_equal(intake_propose(&g.arena, g.s, g.t, fixture_today(), then - 1)->route, ROUTE_PRE_REGISTER);
        }
    }
    close_stage(&g);
}

static void test_weeks_stay_with_the_call(void **state) {
    (void)state;
    struct stage g = {0};
    open_stage(&g);
    g.s->pregnancy->due_date = NULL;
    g.s->pregnancy->weeks_stated = number(&g.kept, 8);
    intake__proposal *p = fixture_propose(&g.arena, g.s, g.t, fixture_today());
    assert_int_equal(p->route, ROUTE_PRE_REGISTER);
    assert_int_equal(civil_day(p->recall_on), fixture_today() + 28);
    p = intake_propose(&g.arena, g.s, g.t, fixture_today(), fixture_today() + 28);
    assert_int_equal(p->route, ROUTE_SIPPE);
    assert_int_equal(p->gestational_age_days, 84);
    close_stage(&g);
}

static void test_threshold(void **state) {
    (void)state;
    struct stage g = {0};
    open_stage(&g);
    g.t->admission->unborn_counts_in_household = false;
    g.s->household->adults = number(&g.kept, 1);
    for (int n = 1; n <= 25; n++)
        for (int off = -1; off <= 1; off++) {
            arena_reset(&g.arena);
            g.s->household->size = number(&g.arena, n);
            g.s->income->annual = money(&g.arena, 100 * threshold_of(n) + off);
            intake__proposal *p = fixture_propose(&g.arena, g.s, g.t, fixture_today());
            assert_int_equal(p->route, off > 0 ? ROUTE_OTHER_SERVICE : ROUTE_SIPPE);
            assert_string_equal(p->right_door, "");
        }
    close_stage(&g);
}

static void test_under_20(void **state) {
    (void)state;
    static const struct {
        int birth[3], on[3];
        bool young;
    } cases[] = {
        {{2006, 11, 20}, {2026, 11, 20}, false}, {{2006, 11, 21}, {2026, 11, 20}, true},
        {{2006, 11, 19}, {2026, 11, 20}, false}, {{2008, 2, 29}, {2028, 2, 28}, true},
        {{2008, 2, 29}, {2028, 2, 29}, false},   {{2007, 3, 1}, {2027, 2, 28}, true},
        {{2008, 2, 29}, {2027, 3, 1}, true},
    };
    struct stage g = {0};
    open_stage(&g);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const int *b = cases[i].birth, *o = cases[i].on;
        day on = day_from(o[0], o[1], o[2]);
        g.s->identity->birth_date = date(&g.kept, b[0], b[1], b[2]);
        g.s->pregnancy->due_date = told_day(&g.kept, on + 100);
        intake__proposal *p = fixture_propose(&g.arena, g.s, g.t, on);
        if (has_flag(p, FLAG_UNDER_20) != cases[i].young) fail_msg("case %zu", i);
    }
    g.t->admission->flag_under_age = 0;
    assert_false(has_flag(fixture_propose(&g.arena, g.s, g.t, day_from(2027, 3, 1)), FLAG_UNDER_20));
    close_stage(&g);
}

/* These two are the law's, whatever the territory says of its own age. */
static void test_minors(void **state) {
    (void)state;
    static const struct {
        int birth[3];
        bool under_14, minor;
    } cases[] = {
        {{2012, 11, 21}, true, false},  {{2012, 11, 20}, false, true}, {{2008, 11, 21}, false, true},
        {{2008, 11, 20}, false, false}, {{1990, 1, 1}, false, false},
    };
    struct stage g = {0};
    open_stage(&g);
    g.t->admission->flag_under_age = 0;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const int *b = cases[i].birth;
        g.s->identity->birth_date = date(&g.kept, b[0], b[1], b[2]);
        intake__proposal *p = fixture_propose(&g.arena, g.s, g.t, day_from(2026, 11, 20));
        if (has_flag(p, FLAG_UNDER_14) != cases[i].under_14 || has_flag(p, FLAG_MINOR) != cases[i].minor)
            fail_msg("case %zu", i);
    }
    close_stage(&g);
}

static void test_arrival(void **state) {
    (void)state;
    static const struct {
        int arrival[3], on[3];
        int months;
        bool recent;
    } cases[] = {
        {{2026, 5, 20}, {2026, 11, 19}, 6, true},  {{2026, 5, 20}, {2026, 11, 20}, 6, false},
        {{2027, 8, 31}, {2028, 2, 28}, 6, true},   {{2027, 8, 31}, {2028, 2, 29}, 6, false}, /* the month is shorter */
        {{2028, 2, 29}, {2029, 2, 27}, 12, true},  {{2028, 2, 29}, {2029, 2, 28}, 12, false},
        {{2026, 11, 20}, {2026, 11, 20}, 1, true}, {{2026, 11, 20}, {2026, 11, 20}, 0, false},
    };
    struct stage g = {0};
    open_stage(&g);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const int *b = cases[i].arrival, *o = cases[i].on;
        g.t->admission->flag_arrival_months = cases[i].months;
        g.s->migration->arrival_date = told_day(&g.kept, day_from(b[0], b[1], b[2]));
        intake__proposal *p = fixture_propose(&g.arena, g.s, g.t, day_from(o[0], o[1], o[2]));
        if (has_flag(p, FLAG_RECENT_ARRIVAL) != cases[i].recent) fail_msg("case %zu", i);
    }
    close_stage(&g);
}

static bool isolated(struct stage *g, intake__frequency alone, sippe__yes_no someone) {
    g->s->support->feels_alone = alone;
    g->s->support->can_count_on_someone = someone;
    return has_flag(fixture_propose(&g->arena, g->s, g->t, fixture_today()), FLAG_ISOLATION);
}

static void test_other_flags(void **state) {
    (void)state;
    struct stage g = {0};
    open_stage(&g);
    for (int alone = 0; alone <= FREQUENCY_DECLINED; alone++)
        for (int someone = 0; someone <= YES_NO_DECLINED; someone++)
            assert_int_equal(isolated(&g, (intake__frequency)alone, (sippe__yes_no)someone),
                             alone == FREQUENCY_OFTEN || alone == FREQUENCY_SOMETIMES || someone == YES_NO_NO);
    for (int status = 0; status <= IMMIGRATION_STATUS_DECLINED; status++)
        for (int praida = 0; praida <= YES_NO_DECLINED; praida++)
            for (int source = 1; source <= INCOME_SOURCE_NONE; source++) {
                g.s->migration->status = (intake__immigration_status)status;
                g.s->migration->praida_client = (sippe__yes_no)praida;
                g.s->income->sources[0] = (intake__income_source)source;
                bool refuge = status == IMMIGRATION_STATUS_REFUGEE || status == IMMIGRATION_STATUS_ASYLUM_CLAIMANT ||
                              praida == YES_NO_YES || source == INCOME_SOURCE_ASYLUM;
                arena_reset(&g.arena);
                intake__proposal *p = fixture_propose(&g.arena, g.s, g.t, fixture_today());
                assert_int_equal(has_flag(p, FLAG_REFUGEE_OR_ASYLUM), refuge);
                assert_false(p->consider_override); /* SIPPE is proposed: nothing to override */
            }
    close_stage(&g);
}

static void test_difficulties(void **state) {
    (void)state;
    struct stage g = {0};
    open_stage(&g);
    for (int enough = 0; enough <= 4; enough++)
        for (int bits = 0; bits < 16; bits++) {
            g.t->admission->flag_difficulties = enough;
            g.s->income->difficulty_groceries_or_rent = bits & 1 ? YES_NO_YES : YES_NO_NO;
            g.s->urgent->housing_risk = bits & 2 ? YES_NO_YES : YES_NO_DECLINED;
            g.s->urgent->food_today = bits & 4 ? YES_NO_NO : YES_NO_YES; /* is there food for today? */
            g.s->urgent->wants_to_talk_to_professional = bits & 8 ? YES_NO_YES : YES_NO_UNSPECIFIED;
            intake__proposal *p = fixture_propose(&g.arena, g.s, g.t, fixture_today());
            assert_int_equal(has_flag(p, FLAG_REPEATED_DIFFICULTY),
                             enough > 0 && __builtin_popcount((unsigned)bits) >= enough);
        }
    close_stage(&g);
}

static void test_longest_prefix(void **state) {
    (void)state;
    static const struct {
        const char *code;
        bool inside;
        const char *door;
    } cases[] = {
        {"H2M2B2", true, ""},
        {"H2M 1A1", true, ""},
        {"H1G 9Z9", true, ""},
        {"H2N 1Y4", true, ""},
        {"H2N 9A1", false, "CLSC voisin, 450 555-0123"}, /* the door's prefix is longer */
        {"H7A 1A1", false, "CLSC voisin, 450 555-0123"},
        {"G1A 1A1", false, ""}, /* nobody's: a person finds out */
        {"H2P 1A1", false, ""},
    };
    struct stage g = {0};
    open_stage(&g);
    for (size_t i = 0; i < COUNT(cases); i++) {
        g.s->identity->address->postal_code->code = cases[i].code;
        intake__proposal *p = fixture_propose(&g.arena, g.s, g.t, fixture_today());
        if ((p->route == ROUTE_SIPPE) != cases[i].inside || strcmp(p->right_door, cases[i].door) != 0)
            fail_msg("%s: %d, %s", cases[i].code, (int)p->route, p->right_door);
    }
    close_stage(&g);
}

static void test_nothing_known(void **state) {
    (void)state;
    struct stage g = {0};
    open_stage(&g);
    intake__screening *nothing = NEW(&g.kept, intake__screening);
    intake__proposal *p = fixture_propose(&g.arena, nothing, g.t, fixture_today());
    assert_int_equal(p->route, ROUTE_CALL_BACK);
    assert_int_equal(p->n_flags, 0);
    static const char *const expected[] = {"identity.address.postal_code",
                                           "call.source",
                                           "pregnancy.due_date",
                                           "pregnancy.due_date",
                                           "pregnancy.already_delivered",
                                           "income.annual",
                                           "household.size",
                                           "pregnancy.multiple_pregnancy",
                                           "schooling.highest_diploma",
                                           "schooling.years_abroad",
                                           "pregnancy.due_date",
                                           "pregnancy.already_delivered",
                                           "pregnancy.child_birth_date",
                                           "pregnancy.already_delivered",
                                           "pregnancy.child_birth_date",
                                           "pregnancy.already_delivered"};
    size_t n = 0;
    for (size_t i = 0; i < p->n_criteria; i++)
        for (size_t k = 0; k < p->criteria[i]->n_facts_missing; k++) {
            assert_true(n < COUNT(expected));
            assert_string_equal(p->criteria[i]->facts_missing[k], expected[n++]);
        }
    assert_int_equal(n, COUNT(expected));
    assert_true(message_in_arena(&g.arena, &p->base));
    /* Rules without admission say nothing, and nothing is refused for it. */
    g.t->admission = NULL;
    assert_int_equal(fixture_propose(&g.arena, g.s, g.t, fixture_today())->route, ROUTE_CALL_BACK);
    close_stage(&g);
}

static void test_never_a_refusal(void **state) {
    (void)state;
    struct stage g = {0};
    open_stage(&g);
    g.s->income->annual = money(&g.kept, 100000000);
    g.s->schooling->highest_diploma = DIPLOMA_UNIV;
    intake__proposal *p = fixture_propose(&g.arena, g.s, g.t, fixture_today());
    assert_int_equal(p->route, ROUTE_OTHER_SERVICE);
    assert_true(message_in_arena(&g.arena, &p->base));
    close_stage(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_start_week),      cmocka_unit_test(test_weeks_stay_with_the_call),
        cmocka_unit_test(test_threshold),       cmocka_unit_test(test_under_20),
        cmocka_unit_test(test_minors),          cmocka_unit_test(test_arrival),
        cmocka_unit_test(test_other_flags),     cmocka_unit_test(test_difficulties),
        cmocka_unit_test(test_longest_prefix),  cmocka_unit_test(test_nothing_known),
        cmocka_unit_test(test_never_a_refusal),
    };
    return cmocka_run_group_tests_name("intake proposal limits", tests, NULL, NULL);
}
