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
        cmocka_unit_test_setup_teardown(test_a_late_call_has_the_rules_of_its_day, adopted, closed),
        cmocka_unit_test_setup_teardown(test_rules_that_came_later, without_rules, closed),
    };
    return cmocka_run_group_tests_name("intake proposed", tests, NULL, NULL);
}
