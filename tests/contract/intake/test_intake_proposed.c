/* What a proposal leads to: whom it calls, whose work it is, and by the rules of which day it is made. */
#include "../intake_world.h"

static int adopted(void **state) {
    struct desk *t = calloc(1, sizeof *t);
    desk_open(t);
    assert_int_equal(adopt(t, fixture_territory(&t->a)), 0);
    *state = t;
    return 0;
}

static int closed(void **state) {
    desk_close(*state);
    free(*state);
    return 0;
}

static intake__submit_screening_reply *taken(struct desk *t, intake__screening *answers) {
    intake__submit_screening_reply *s = NULL;
    assert_int_equal(submit(t, "desk", answers, &s), 0);
    return s;
}

static int amend(struct desk *t, const intake__submit_screening_reply *s, intake__screening *answers) {
    intake__amend_screening_request *in = NEW(&t->a, intake__amend_screening_request);
    in->screening_id = s->screening_id;
    in->version = screening(t, s->screening_id)->summary->version;
    in->screening = answers;
    return ASK(t, "desk", AmendScreening, amend_screening, in, NULL);
}

/* Nobody's postal code: she has said what she can, so that nobody calls her; a coordinator finds out whose it is. */
static void test_a_place_that_only_we_can_find(void **state) {
    struct desk *t = *state;
    intake__screening *answers = call_now(t);
    answers->identity->address->postal_code->code = "G1A 1A1";
    intake__submit_screening_reply *s = taken(t, answers);
    assert_int_equal(s->proposed_route, ROUTE_CALL_BACK);
    intake__get_screening_reply *got = screening(t, s->screening_id);
    assert_int_equal(got->summary->state, SCREENING_STATE_TO_DECIDE);
    assert_int_equal(got->proposal->n_possible, 2);
    assert_null(work_of(worklist(t, "coord"), WORK_KIND_DECIDE_ROUTE));
    const sippe__work_item *item = work_of(worklist(t, "coord"), WORK_KIND_PLACE_UNKNOWN);
    assert_non_null(item);
    assert_int_equal(item->role, ROLE_COORDINATOR);
    assert_int_equal(DAY(item->due_on), day_from(2026, 11, 24)); /* two working days from a Friday */
    answers->identity->address->postal_code->code = "H2N 1Y4";
    assert_int_equal(amend(t, s, answers), 0);
    assert_null(work_of(worklist(t, "coord"), WORK_KIND_PLACE_UNKNOWN));
    assert_non_null(work_of(worklist(t, "desk"), WORK_KIND_DECIDE_ROUTE));
}

/* She would rather not say what she earns: that is an answer, and a person decides. She does not know it: she is asked
 * again. */
static void test_declined_is_not_unknown(void **state) {
    struct desk *t = *state;
    intake__screening *answers = call_now(t);
    answers->income->annual = money_declined(&t->a);
    intake__submit_screening_reply *s = taken(t, answers);
    assert_int_equal(s->proposed_route, ROUTE_CALL_BACK);
    assert_int_equal(screening(t, s->screening_id)->summary->state, SCREENING_STATE_TO_DECIDE);
    assert_null(work_of(worklist(t, "desk"), WORK_KIND_CALL_BACK));
    answers->income->annual->not_known = NOT_KNOWN_UNKNOWN;
    assert_int_equal(amend(t, s, answers), 0);
    assert_int_equal(screening(t, s->screening_id)->summary->state, SCREENING_STATE_CALL_BACK);
    assert_non_null(work_of(worklist(t, "desk"), WORK_KIND_CALL_BACK));
}

static intake__criterion *low_income(intake__proposal *p) {
    for (size_t i = 0; i < p->n_criteria; i++)
        if (p->criteria[i]->kind == CRITERION_KIND_LOW_INCOME) return p->criteria[i];
    return NULL;
}

/* "40 742 $ or less, for 3 persons?": yes, no, and somewhere around it. What she said is kept as she said it. */
static void test_income_as_a_range(void **state) {
    struct desk *t = *state;
    static const struct {
        int64_t above, at_most;
        intake__met low;
        intake__route route;
        size_t n_ask;
    } cases[] = {
        {-1, 4074200, MET_YES, ROUTE_SIPPE, 0},
        {4074200, -1, MET_NO, ROUTE_OTHER_SERVICE, 0},
        {2000000, 6000000, MET_TO_VERIFY, ROUTE_CALL_BACK, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        intake__screening *answers = call_now(t);
        answers->identity->phone = arena_printf(&t->a, "514 555-01%zu7", i);
        answers->pregnancy->multiple_pregnancy = YES_NO_NO;
        answers->income->annual = money_range(&t->a, cases[i].above, cases[i].at_most);
        intake__submit_screening_reply *s = taken(t, answers);
        assert_int_equal(s->proposed_route, cases[i].route);
        intake__get_screening_reply *got = screening(t, s->screening_id);
        assert_true(span_equal(message_pack(&t->a, &got->screening->income->annual->base),
                               message_pack(&t->a, &answers->income->annual->base)));
        assert_int_equal(low_income(got->proposal)->met, cases[i].low);
        assert_int_equal(got->proposal->income_threshold->cents, 4074200);
        assert_int_equal(got->proposal->n_ask, cases[i].n_ask);
        assert_int_equal(got->proposal->n_not_needed, 0);
        if (!cases[i].n_ask) continue;
        assert_string_equal(got->proposal->ask[0]->fact, "income.annual");
        assert_int_equal(got->proposal->ask[0]->below->cents, 4074200);
        assert_int_equal(got->proposal->ask[0]->persons, 3);
        answers->income->annual = money_range(&t->a, 2000000, 4074200); /* asked again, and yes */
        assert_int_equal(amend(t, s, answers), 0);
        assert_int_equal(screening(t, s->screening_id)->proposal->route, ROUTE_SIPPE);
    }
}

static void test_a_range_that_holds_nothing(void **state) {
    struct desk *t = *state;
    static const struct {
        int64_t above, at_most;
        int reason;
    } cases[] = {
        {6000000, 2000000, REASON_RANGE_EMPTY},
        {4074200, 4074200, REASON_RANGE_EMPTY},
        {-2, 4074200, REASON_NUMBER_OUT_OF_RANGE},
        {-1, -1, REASON_FIELD_REQUIRED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        intake__screening *answers = call_now(t);
        intake__submit_screening_reply *out = NULL;
        answers->income->annual = money_range(&t->a, cases[i].above, cases[i].at_most);
        assert_int_equal(submit(t, "desk", answers, &out), REASON_FIELDS_INVALID);
        intake__preview_route_request *in = NEW(&t->a, intake__preview_route_request);
        intake__preview_route_reply *told = NULL;
        in->as_submitted = true;
        in->screening = answers;
        assert_int_equal(ASK(t, "desk", PreviewRoute, preview_route, in, &told), 0);
        assert_int_equal(told->n_violations, 1);
        assert_string_equal(told->violations[0]->path, "screening.income.annual");
        assert_int_equal(told->violations[0]->reason, cases[i].reason);
    }
}

/* Rules with thresholds a tenth of these, in force from today. */
static void adopt_strict_today(struct desk *t) {
    sippe__territory *strict = fixture_territory(&t->a);
    strict->label = "stricte";
    strict->valid_from = civil_date(&t->a, day_at(fixture_montreal, world_now_ms(t->w)));
    for (size_t i = 0; i < strict->admission->income->n_dollars; i++) strict->admission->income->dollars[i] /= 10;
    assert_int_equal(adopt(t, strict), 0);
}

static intake__preview_route_reply *preview(struct desk *t, intake__screening *answers) {
    intake__preview_route_request *in = NEW(&t->a, intake__preview_route_request);
    intake__preview_route_reply *out = NULL;
    in->screening = answers;
    assert_int_equal(ASK(t, "desk", PreviewRoute, preview_route, in, &out), 0);
    return out;
}

static void test_a_late_call_has_the_rules_of_its_day(void **state) {
    struct desk *t = *state;
    intake__screening *late = call_now(t);
    leap(t, 10 * DAY_LONG);
    adopt_strict_today(t);
    intake__preview_route_reply *seen = preview(t, late);
    assert_int_equal(seen->proposal->route, ROUTE_SIPPE);
    assert_string_equal(seen->proposal->rules->label, "2026-11");
    assert_false(seen->proposal->rules_came_later);
    assert_int_equal(seen->today->route, ROUTE_OTHER_SERVICE);
    assert_string_equal(seen->today->rules->label, "stricte");
    intake__submit_screening_reply *s = taken(t, late);
    assert_int_equal(s->proposed_route, ROUTE_SIPPE);
    intake__get_screening_reply *got = screening(t, s->screening_id);
    assert_int_equal(got->proposal->route, ROUTE_SIPPE);
    assert_int_equal(got->today->route, ROUTE_OTHER_SERVICE);
    intake__screening *now = call_now(t);
    now->identity->phone = "514 555-0171";
    assert_int_equal(preview(t, now)->proposal->route, ROUTE_OTHER_SERVICE);
    assert_null(preview(t, now)->today);
    assert_int_equal(decide(t, "desk", s->screening_id, got->summary->version, ROUTE_SIPPE, NULL), 0);
    assert_null(screening(t, s->screening_id)->today); /* a decision names its own */
}

static int without_rules(void **state) {
    struct desk *t = calloc(1, sizeof *t);
    desk_open(t);
    *state = t;
    return 0;
}

/* A territory that begins today takes in what it was told yesterday, and says by which rules. */
static void test_rules_that_came_later(void **state) {
    struct desk *t = *state;
    intake__screening *late = call_now(t);
    leap(t, 2 * DAY_LONG);
    adopt_strict_today(t);
    intake__preview_route_reply *seen = preview(t, late);
    assert_true(seen->proposal->rules_came_later);
    assert_int_equal(seen->proposal->route, ROUTE_OTHER_SERVICE);
    assert_null(seen->today);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_place_that_only_we_can_find, adopted, closed),
        cmocka_unit_test_setup_teardown(test_declined_is_not_unknown, adopted, closed),
        cmocka_unit_test_setup_teardown(test_income_as_a_range, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_range_that_holds_nothing, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_late_call_has_the_rules_of_its_day, adopted, closed),
        cmocka_unit_test_setup_teardown(test_rules_that_came_later, without_rules, closed),
    };
    return cmocka_run_group_tests_name("intake proposed", tests, NULL, NULL);
}
