/* intake/proposal: what is asked and how, what does not agree, whose CLSC it is. Which facts are asked at all, and of whom,
 * test_intake_proposal holds against all completions. */
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

/* A threshold in the question, for whoever is counted at least; no one is counted before the household is told. */
static void test_question_of_income(void **state) {
    (void)state;
    struct stage g = {0};
    open_stage(&g);
    g.s->income->annual = NULL;
    intake__proposal *p = fixture_propose(&g.arena, g.s, g.t, fixture_today());
    assert_int_equal(p->route, ROUTE_CALL_BACK);
    assert_string_equal(p->ask[0]->fact, "income.annual");
    assert_int_equal(p->ask[0]->whom, WHOM_HER);
    assert_int_equal(p->ask[0]->persons, 3); /* two and one unborn, perhaps two */
    assert_int_equal(p->ask[0]->below->cents, 4074200);
    assert_string_equal(p->ask[1]->fact, "pregnancy.multiple_pregnancy");
    g.s->household->size = number_unknown(&g.kept);
    p = fixture_propose(&g.arena, g.s, g.t, fixture_today());
    assert_null(p->ask[0]->below);
    g.s->income->annual = money_declined(&g.kept);
    g.s->household->size = number(&g.kept, 2);
    g.s->pregnancy->multiple_pregnancy = YES_NO_NO;
    p = fixture_propose(&g.arena, g.s, g.t, fixture_today());
    assert_int_equal(p->route, ROUTE_CALL_BACK);
    assert_int_equal(p->n_ask, 0);
    assert_int_equal(p->n_declined, 1);
    assert_false(intake_proposal_asks_her(p));
    assert_false(intake_proposal_place_unknown(p));
    close_stage(&g);
}

static bool holds(char *const *paths, size_t n, const char *path) {
    bool is = false;
    for (size_t i = 0; i < n; i++) is = is || strcmp(paths[i], path) == 0;
    return is;
}

enum { NOBODY = 0, ANY = -1 };
static const int64_t FOR_3 = 4074200, FOR_4 = 4946600;

/* Two persons and one unborn, perhaps two (ANY). `low`: what the criterion says; `persons`: for how many she is asked, if
 * she is; `used`: what the criterion rests on. */
static const struct {
    const char *name;
    int64_t above, at_most;
    sippe__yes_no twins;
    bool aid; /* a source that says low income */
    intake__met low;
    intake__route route;
    int persons;
    const char *used;
} ranges[] = {
    {"yes, 40 742 or less", ANY, 4074200, YES_NO_NO, false, MET_YES, ROUTE_SIPPE, NOBODY, "income.annual"},
    {"less than 40 742", ANY, 4074199, YES_NO_NO, false, MET_YES, ROUTE_SIPPE, NOBODY, "income.annual"},
    {"a cent too many", ANY, 4074201, YES_NO_NO, false, MET_TO_VERIFY, ROUTE_CALL_BACK, 3, ""},
    {"no, more", 4074200, ANY, YES_NO_NO, false, MET_NO, ROUTE_OTHER_SERVICE, NOBODY, "income.annual"},
    {"that or more", 4074199, ANY, YES_NO_NO, false, MET_TO_VERIFY, ROUTE_CALL_BACK, 3, ""},
    {"on both sides of it", 2000000, 6000000, YES_NO_NO, false, MET_TO_VERIFY, ROUTE_CALL_BACK, 3, ""},
    {"yes, however many they are", ANY, 4074200, YES_NO_UNSPECIFIED, false, MET_YES, ROUTE_SIPPE, NOBODY,
     "income.annual"},
    {"no for 3, and for 4 not told", 4074200, ANY, YES_NO_UNSPECIFIED, false, MET_TO_VERIFY, ROUTE_CALL_BACK, 4, ""},
    {"no for 3, yes for 4", 4074200, 4946600, YES_NO_UNSPECIFIED, false, MET_TO_VERIFY, ROUTE_CALL_BACK, NOBODY,
     "income.annual"},
    {"aid, and it may be low", 2000000, 6000000, YES_NO_NO, true, MET_YES, ROUTE_SIPPE, NOBODY, "income.sources"},
    {"aid, and it is low", ANY, 4074200, YES_NO_NO, true, MET_YES, ROUTE_SIPPE, NOBODY, "income.annual"},
    {"aid, and more", 4074200, ANY, YES_NO_NO, true, MET_NO, ROUTE_OTHER_SERVICE, NOBODY, "income.annual"},
    {"aid, and more than for 3", 4074200, ANY, YES_NO_UNSPECIFIED, true, MET_TO_VERIFY, ROUTE_CALL_BACK, NOBODY, ""},
};

/* A range answers the threshold that was asked, or is asked again at the first one that it leaves open. */
static void test_ranges(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(ranges); i++) {
        struct stage g = {0};
        open_stage(&g);
        g.s->income->annual = money_range(&g.kept, ranges[i].above, ranges[i].at_most);
        g.s->income->sources[0] = ranges[i].aid ? INCOME_SOURCE_LAST_RESORT_AID : INCOME_SOURCE_WORK;
        g.s->pregnancy->multiple_pregnancy = ranges[i].twins;
        const intake__proposal *p = fixture_propose(&g.arena, g.s, g.t, fixture_today());
        const intake__criterion *low = p->criteria[4];
        const intake__question *asked = NULL;
        for (size_t k = 0; k < p->n_ask; k++)
            if (strcmp(p->ask[k]->fact, "income.annual") == 0) asked = p->ask[k];
        if (low->met != ranges[i].low || p->route != ranges[i].route || (asked != NULL) != (ranges[i].persons > 0))
            fail_msg("%s: low %d, route %d, asked %d", ranges[i].name, (int)low->met, (int)p->route, asked != NULL);
        if (asked &&
            (asked->persons != ranges[i].persons || asked->below->cents != (asked->persons == 3 ? FOR_3 : FOR_4)))
            fail_msg("%s: asked of %d", ranges[i].name, asked->persons);
        if (asked) assert_int_equal(p->income_threshold->cents, asked->below->cents);
        if (*ranges[i].used && !holds((char *const *)low->facts_used, low->n_facts_used, ranges[i].used))
            fail_msg("%s does not rest on %s", ranges[i].name, ranges[i].used);
        bool settled = strcmp(ranges[i].used, "income.annual") == 0;
        if (settled && holds((char *const *)p->not_needed, p->n_not_needed, "income.annual"))
            fail_msg("%s is said not to be known", ranges[i].name);
        bool gainsaid = ranges[i].aid && ranges[i].low == MET_NO;
        assert_int_equal(p->n_contradictions, gainsaid);
        if (gainsaid) assert_int_equal(p->contradictions[0]->kind, CONTRADICTION_KIND_INCOME_SOURCE);
        close_stage(&g);
    }
}

/* What is asked is answered by a range, whichever it is; what the check would refuse is no answer here. */
static void test_answers_end_the_question(void **state) {
    (void)state;
    struct stage g = {0};
    open_stage(&g);
    g.s->pregnancy->multiple_pregnancy = YES_NO_NO;
    g.s->income->annual = NULL;
    int64_t below = fixture_propose(&g.arena, g.s, g.t, fixture_today())->ask[0]->below->cents;
    g.s->income->annual = money_range(&g.kept, -1, below);
    assert_int_equal(fixture_propose(&g.arena, g.s, g.t, fixture_today())->route, ROUTE_SIPPE);
    g.s->income->annual = money_range(&g.kept, below, -1);
    assert_int_equal(fixture_propose(&g.arena, g.s, g.t, fixture_today())->route, ROUTE_OTHER_SERVICE);
    sippe__money_answer *none[] = {money_range(&g.kept, -1, -1), money_range(&g.kept, below, below),
                                   money_range(&g.kept, INT64_MAX, -1)};
    for (size_t i = 0; i < COUNT(none); i++) {
        g.s->income->annual = none[i];
        const intake__proposal *p = fixture_propose(&g.arena, g.s, g.t, fixture_today());
        assert_int_equal(p->route, ROUTE_CALL_BACK);
        assert_int_equal(p->ask[0]->below->cents, below);
    }
    close_stage(&g);
}

static void expect_only(const intake__proposal *p, intake__contradiction_kind kind, size_t facts) {
    assert_int_equal(p->n_contradictions, 1);
    assert_int_equal(p->contradictions[0]->kind, kind);
    assert_int_equal(p->contradictions[0]->n_facts, facts);
}

/* Marked always, at its limit; asked only when it can change the route. */
static void test_contradictions(void **state) {
    (void)state;
    struct stage g = {0};
    open_stage(&g);
    intake__pregnancy *preg = g.s->pregnancy;
    day today = fixture_today(), due = today + 280 - 98;
    preg->last_menstrual_date = told_day(&g.kept, due - 280 + 7);
    assert_int_equal(fixture_propose(&g.arena, g.s, g.t, today)->n_contradictions, 0);
    preg->last_menstrual_date = told_day(&g.kept, due - 280 + 8);
    intake__proposal *p = fixture_propose(&g.arena, g.s, g.t, today);
    expect_only(p, CONTRADICTION_KIND_DATES, 2);
    assert_int_equal(p->route, ROUTE_SIPPE); /* beyond week 12 by either */
    preg->last_menstrual_date = told_day(&g.kept, due - 280 + 15);
    p = fixture_propose(&g.arena, g.s, g.t, today);
    assert_int_equal(p->route, ROUTE_CALL_BACK);
    assert_string_equal(p->ask[0]->fact, "pregnancy.due_date");
    preg->last_menstrual_date = NULL;
    preg->weeks_stated = number(&g.kept, 15); /* 15 + 0 to 15 + 6, and she is 14 + 0: at most 7 days apart */
    assert_int_equal(fixture_propose(&g.arena, g.s, g.t, today)->n_contradictions, 0);
    preg->weeks_stated = number(&g.kept, 16);
    expect_only(fixture_propose(&g.arena, g.s, g.t, today), CONTRADICTION_KIND_DATES, 2);
    preg->weeks_stated = NULL;
    preg->child_birth_date = civil_date(&g.kept, today - 3);
    expect_only(fixture_propose(&g.arena, g.s, g.t, today), CONTRADICTION_KIND_BIRTH_UNSAID, 2);
    preg->already_delivered = YES_NO_YES;
    preg->due_date = told_day(&g.kept, today - 3 + 140);
    assert_int_equal(fixture_propose(&g.arena, g.s, g.t, today)->n_contradictions, 0);
    preg->due_date = told_day(&g.kept, today - 3 + 141);
    expect_only(fixture_propose(&g.arena, g.s, g.t, today), CONTRADICTION_KIND_BIRTH_AND_DUE, 2);
    preg->child_birth_date = NULL;
    preg->already_delivered = YES_NO_NO;
    preg->due_date = told_day(&g.kept, today - 14); /* 42 weeks and 0 days */
    assert_int_equal(fixture_propose(&g.arena, g.s, g.t, today)->n_contradictions, 0);
    preg->due_date = told_day(&g.kept, today - 15);
    p = fixture_propose(&g.arena, g.s, g.t, today);
    expect_only(p, CONTRADICTION_KIND_OVERDUE, 2);
    assert_string_equal(p->ask[0]->fact, "pregnancy.already_delivered");
    g.s->income->annual = money(&g.kept, 100000000);
    p = fixture_propose(&g.arena, g.s, g.t, today);
    expect_only(p, CONTRADICTION_KIND_OVERDUE, 2);
    assert_int_equal(p->route, ROUTE_OTHER_SERVICE);
    assert_int_equal(p->n_ask, 0);
    close_stage(&g);
}

/* Twins and who is counted: fewer persons than are listed, and a source that the amount gainsays. */
static void test_contradictions_of_means(void **state) {
    (void)state;
    struct stage g = {0};
    open_stage(&g);
    day today = fixture_today();
    for (int i = 0; i < 3; i++) APPEND(&g.kept, g.s->household, children, NEW(&g.kept, intake__child));
    intake__proposal *p = fixture_propose(&g.arena, g.s, g.t, today);
    expect_only(p, CONTRADICTION_KIND_HOUSEHOLD, 3);
    assert_int_equal(p->route, ROUTE_SIPPE);
    g.s->income->annual = money(&g.kept, 5000000); /* low for five of them, not for two */
    p = fixture_propose(&g.arena, g.s, g.t, today);
    assert_int_equal(p->route, ROUTE_CALL_BACK);
    assert_string_equal(p->ask[0]->fact, "household.size");
    g.s->household->n_children = 0;
    g.s->income->sources[0] = INCOME_SOURCE_LAST_RESORT_AID;
    p = fixture_propose(&g.arena, g.s, g.t, today);
    expect_only(p, CONTRADICTION_KIND_INCOME_SOURCE, 2);
    assert_int_equal(p->route, ROUTE_OTHER_SERVICE); /* the amount counts */
    g.s->income->annual = money_declined(&g.kept);
    p = fixture_propose(&g.arena, g.s, g.t, today);
    assert_int_equal(p->n_contradictions, 0);
    assert_int_equal(p->route, ROUTE_SIPPE);
    assert_string_equal(p->criteria[4]->rule, "admission.low_income_sources");
    assert_string_equal(p->criteria[4]->facts_used[0], "income.sources");
    close_stage(&g);
}

/* Another CLSC of the territory: proposed, never done. */
static void test_another_clsc(void **state) {
    (void)state;
    struct stage g = {0};
    open_stage(&g);
    assert_string_equal(fixture_propose(&g.arena, g.s, g.t, fixture_today())->clsc_suggested, "");
    g.s->identity->address->postal_code->code = "H1G 2B2";
    intake__proposal *p = fixture_propose(&g.arena, g.s, g.t, fixture_today());
    assert_string_equal(p->clsc_suggested, "99002");
    assert_int_equal(p->route, ROUTE_SIPPE);
    g.s->identity->address->postal_code->code = "G1A 1A1";
    p = fixture_propose(&g.arena, g.s, g.t, fixture_today());
    assert_int_equal(p->route, ROUTE_CALL_BACK);
    assert_true(intake_proposal_place_unknown(p));
    assert_false(intake_proposal_asks_her(p));
    assert_string_equal(p->clsc_suggested, "");
    close_stage(&g);
}

static intake__met no_diploma(struct stage *g, sippe__int_answer *years, day arrival) {
    g->s->schooling->years_abroad = years;
    g->s->migration->arrival_date = arrival == DAY_NONE ? NULL : told_day(&g->kept, arrival);
    return fixture_propose(&g->arena, g->s, g->t, fixture_today())->criteria[5]->met;
}

/* Eleven years abroad count as a diploma: of one who says that she has none, they are open once she may have had a school
 * elsewhere. */
static void test_years_abroad(void **state) {
    (void)state;
    struct stage g = {0};
    open_stage(&g);
    day arrival = day_from(2025, 3, 1);
    assert_int_equal(no_diploma(&g, NULL, DAY_NONE), MET_YES);
    assert_int_equal(no_diploma(&g, NULL, arrival), MET_TO_VERIFY);
    assert_int_equal(no_diploma(&g, number_unknown(&g.kept), DAY_NONE), MET_TO_VERIFY);
    assert_int_equal(no_diploma(&g, number(&g.kept, 10), arrival), MET_YES);
    assert_int_equal(no_diploma(&g, number(&g.kept, 11), DAY_NONE), MET_NO);
    g.t->admission->years_abroad_as_diploma = 0;
    assert_int_equal(no_diploma(&g, NULL, arrival), MET_YES);
    close_stage(&g);
}

/* The days on which a child leaves, in the proposal as in the route. */
static void test_ends(void **state) {
    (void)state;
    struct stage g = {0};
    open_stage(&g);
    day on = fixture_today(), birth = day_from(2021, 11, 20);
    g.s->pregnancy->due_date = NULL;
    g.s->pregnancy->already_delivered = YES_NO_YES;
    g.s->pregnancy->child_birth_date = civil_date(&g.kept, birth);
    intake__proposal *p = fixture_propose(&g.arena, g.s, g.t, on);
    assert_int_equal(p->route, ROUTE_OTHER_SERVICE);
    assert_int_equal(p->because, OTHER_REASON_PROGRAMME_OVER);
    assert_int_equal(civil_day(p->programme_end), on);
    assert_int_equal(intake_propose(&g.arena, g.s, g.t, on, on - 1)->route, ROUTE_SIPPE);
    g.t->admission->programme_end = PROGRAMME_END_SCHOOL_ENTRY;
    p = fixture_propose(&g.arena, g.s, g.t, on);
    assert_int_equal(p->route, ROUTE_SIPPE);
    assert_int_equal(civil_day(p->programme_end), day_from(2027, 8, 31));
    g.s->schooling->highest_diploma = DIPLOMA_DES;
    g.s->urgent->safety_concern = YES_NO_YES;
    p = fixture_propose(&g.arena, g.s, g.t, on);
    assert_int_equal(p->because, OTHER_REASON_OLO_OVER);
    assert_true(p->consider_override);
    assert_int_equal(civil_day(p->olo_end), day_from(2023, 11, 20));
    close_stage(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_question_of_income),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_answers_end_the_question),
        cmocka_unit_test(test_contradictions),
        cmocka_unit_test(test_contradictions_of_means),
        cmocka_unit_test(test_another_clsc),
        cmocka_unit_test(test_years_abroad),
        cmocka_unit_test(test_ends),
    };
    return cmocka_run_group_tests_name("intake proposal asked", tests, NULL, NULL);
}
