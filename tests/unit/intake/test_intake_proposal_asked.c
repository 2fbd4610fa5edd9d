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
        cmocka_unit_test(test_contradictions),
        cmocka_unit_test(test_contradictions_of_means),
        cmocka_unit_test(test_another_clsc),
        cmocka_unit_test(test_years_abroad),
        cmocka_unit_test(test_ends),
    };
    return cmocka_run_group_tests_name("intake proposal asked", tests, NULL, NULL);
}
