/* Whose a piece of work is: the role's, the coordinators' once it is long past its day or nobody of the role is there,
 * and a coordinator's from the start where only she can do it. */
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

static sippe__list_work_reply *list(struct desk *t, const char *key, sippe__role role) {
    sippe__list_work_request *in = NEW(&t->a, sippe__list_work_request);
    sippe__list_work_reply *out = NULL;
    in->role = role;
    assert_int_equal(LIST_WORK(t, key, in, &out), 0);
    return out;
}

static day today(struct desk *t) { return day_at(fixture_montreal, world_now_ms(t->w)); }

/* ---- it climbs ---- */

/* delays.climb of the fixture is two working days: on the second after its day it is the coordinators' too, and still
 * the desk's. */
static void test_what_is_long_due_climbs(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    day due = civil_day(work_of(list(t, "desk", ROLE_DESK), WORK_KIND_DECIDE_ROUTE)->due_on);
    const struct calendar c = {0};
    day climbs = calendar_add_working(&c, due, 2);
    while (today(t) < climbs) {
        assert_null(work_of(list(t, "coord", ROLE_COORDINATOR), WORK_KIND_DECIDE_ROUTE));
        assert_false(work_of(list(t, "desk", 0), WORK_KIND_DECIDE_ROUTE)->climbed);
        leap(t, DAY_LONG);
    }
    const sippe__work_item *item = work_of(list(t, "coord", ROLE_COORDINATOR), WORK_KIND_DECIDE_ROUTE);
    assert_non_null(item);
    assert_int_equal(item->role, ROLE_DESK);
    assert_true(item->climbed && item->overdue && !item->unstaffed);
    assert_true(work_of(list(t, "desk", ROLE_DESK), WORK_KIND_DECIDE_ROUTE)->climbed);
    assert_null(work_of(list(t, "desk", ROLE_TEAM), WORK_KIND_DECIDE_ROUTE));
    assert_true(family(t, "desk", s->family_id)->next[0]->climbed);
}

/* ---- nobody is there ---- */

static intake__submit_screening_reply *decided_at_99002(struct desk *t) {
    intake__screening *call = call_now(t);
    intake__submit_screening_reply *s = NULL;
    intake__decide_route_reply *decided = NULL;
    call->call->clsc_code = "99002";
    assert_int_equal(submit(t, "desk2", call, &s), 0);
    assert_int_equal(decide(t, "desk2", s->screening_id, s->version, ROUTE_SIPPE, &decided), 0);
    return s;
}

/* What GetStatus says of this role. */
static bool is_said(struct desk *t, sippe__role role, const char *clsc) {
    node__get_status_request *in = NEW(&t->a, node__get_status_request);
    node__get_status_reply *out = NULL;
    CALL(t->w, &t->a, "intake", "op", node, GetStatus, get_status, in, &out);
    for (size_t i = 0; i < out->n_unstaffed; i++)
        if (out->unstaffed[i]->role == role && strcmp(out->unstaffed[i]->clsc_code, clsc) == 0) return true;
    return false;
}

/* To enrol is the team's, and 99002 has none: it is the coordinators' at once. One who joins takes it from them; past
 * her last day it is theirs again. */
static void test_what_nobody_can_do_is_the_coordinators(void **state) {
    struct desk *t = *state;
    decided_at_99002(t);
    const sippe__work_item *item = work_of(list(t, "coord", ROLE_COORDINATOR), WORK_KIND_ENROL);
    assert_non_null(item);
    assert_true(item->unstaffed && item->climbed && !item->overdue);
    assert_int_equal(item->role, ROLE_TEAM);
    assert_true(is_said(t, ROLE_TEAM, "99002"));
    assert_false(is_said(t, ROLE_TEAM, "99001") || is_said(t, ROLE_DESK, "99002") || is_said(t, ROLE_COORDINATOR, ""));
    intake__add_member_request *nurse = member_request(t, "inf", ROLE_TEAM, "99002");
    nurse->member->until = civil_date(&t->a, today(t));
    assert_int_equal(member_add(t, nurse), 0);
    assert_null(work_of(list(t, "coord", ROLE_COORDINATOR), WORK_KIND_ENROL));
    assert_false(work_of(list(t, "coord", 0), WORK_KIND_ENROL)->unstaffed);
    assert_false(is_said(t, ROLE_TEAM, "99002"));
    leap(t, DAY_LONG);
    assert_non_null(work_of(list(t, "coord", ROLE_COORDINATOR), WORK_KIND_ENROL));
    assert_true(is_said(t, ROLE_TEAM, "99002"));
}

/* ---- who can do it ---- */

/* The same woman is known at another CLSC: only a coordinator joins the two, so the desk is not asked to. */
static void test_a_match_of_another_clsc_is_a_coordinators(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    decided_at_99002(t);
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    const sippe__work_item *item = work_of(list(t, "coord", ROLE_COORDINATOR), WORK_KIND_SETTLE_MATCH);
    assert_non_null(item);
    assert_int_equal(item->role, ROLE_COORDINATOR);
    assert_non_null(item->due_on);
    assert_null(work_of(list(t, "desk", ROLE_DESK), WORK_KIND_SETTLE_MATCH));
}

static void test_a_match_of_her_own_clsc_is_the_desks(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    leap(t, 60000);
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    const sippe__work_item *item = work_of(list(t, "desk", ROLE_DESK), WORK_KIND_SETTLE_MATCH);
    assert_non_null(item);
    assert_true(civil_day(item->due_on) > today(t));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_is_long_due_climbs, adopted, closed),
        cmocka_unit_test_setup_teardown(test_what_nobody_can_do_is_the_coordinators, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_match_of_another_clsc_is_a_coordinators, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_match_of_her_own_clsc_is_the_desks, adopted, closed),
    };
    return cmocka_run_group_tests_name("contract/work", tests, NULL, NULL);
}
