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

/* ---- in hand ---- */

static int take(struct desk *t, const char *key, ProtobufCBinaryData thing, intake__take_work_reply **out) {
    intake__take_work_request *in = NEW(&t->a, intake__take_work_request);
    in->kind = WORK_KIND_DECIDE_ROUTE;
    in->thing = thing;
    return ASK(t, key, TakeWork, take_work, in, out);
}

static int give_back(struct desk *t, const char *key, ProtobufCBinaryData thing, intake__give_back_work_reply **out) {
    intake__give_back_work_request *in = NEW(&t->a, intake__give_back_work_request);
    in->kind = WORK_KIND_DECIDE_ROUTE;
    in->thing = thing;
    return ASK(t, key, GiveBackWork, give_back_work, in, out);
}

static const sippe__work_item *item_for(struct desk *t, const char *key) {
    return work_of(list(t, key, 0), WORK_KIND_DECIDE_ROUTE);
}

static size_t n_chosen(struct desk *t, const char *key, bool mine, sippe__work_taken taken) {
    sippe__list_work_request *in = NEW(&t->a, sippe__list_work_request);
    sippe__list_work_reply *out = NULL;
    in->mine = mine;
    in->taken = taken;
    assert_int_equal(LIST_WORK(t, key, in, &out), 0);
    return out->n_items;
}

/* Two hours by the fixture's rules: the other is told who has it, and then it is free by itself. */
static void test_what_is_taken_is_shown_to_the_others(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    intake__take_work_reply *got = NULL;
    intake__give_back_work_reply *back = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    assert_int_equal(give_back(t, "team", s->screening_id, &back), REASON_WORK_NOT_TAKEN);
    assert_int_equal(take(t, "desk", s->screening_id, &got), 0);
    assert_true(got->until->ms > world_now_ms(t->w) + 119 * 60000);
    assert_int_equal(take(t, "team", s->screening_id, &got), REASON_WORK_TAKEN);
    assert_int_equal(give_back(t, "team", s->screening_id, &back), REASON_WORK_TAKEN);
    assert_int_equal(take(t, "desk2", s->screening_id, &got), REASON_NOT_FOUND);
    assert_string_equal(item_for(t, "team")->taken_by, "desk");
    assert_false(item_for(t, "team")->yours);
    assert_true(item_for(t, "desk")->yours);
    assert_int_equal(n_chosen(t, "desk", true, 0), 1);
    assert_int_equal(n_chosen(t, "team", true, 0), 0);
    assert_int_equal(n_chosen(t, "team", false, WORK_TAKEN_FREE), 0);
    assert_int_equal(n_chosen(t, "team", false, WORK_TAKEN_TAKEN), 1);
    leap(t, 121 * INT64_C(60000));
    assert_string_equal(item_for(t, "team")->taken_by, "");
    assert_int_equal(take(t, "team", s->screening_id, &got), 0);
    assert_int_equal(give_back(t, "coord", s->screening_id, &back), 0);
    assert_string_equal(back->was_taken_by, "team");
    assert_string_equal(item_for(t, "team")->taken_by, "");
}

static void tried(struct desk *t, const char *key, const intake__submit_screening_reply *s) {
    intake__record_family_call_request *in = call_to_her(t, s, CALL_OUTCOME_NO_ANSWER);
    intake__record_family_call_reply *out = NULL;
    in->version = screening(t, s->screening_id)->summary->version;
    assert_int_equal(ASK(t, key, RecordFamilyCall, record_family_call, in, &out), 0);
}

/* A call that she tried at the end of the first hour keeps it hers for two more; one of somebody else does not. */
static void test_acting_on_the_family_keeps_it(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    intake__take_work_reply *got = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    assert_int_equal(take(t, "desk", s->screening_id, &got), 0);
    leap(t, 60 * INT64_C(60000));
    tried(t, "desk", s);
    leap(t, 90 * INT64_C(60000));
    assert_string_equal(item_for(t, "team")->taken_by, "desk");
    tried(t, "team", s);
    leap(t, 40 * INT64_C(60000));
    assert_string_equal(item_for(t, "team")->taken_by, "");
}

/* Who wishes no calls is shown without a number; hours and voice mail as she said. */
static void test_what_a_line_shows(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    intake__screening *call = call_now(t);
    call->consent->safe_contact_hours = "après 17 h";
    call->call->interpreter_needed = YES_NO_YES;
    assert_int_equal(submit(t, "desk", call, &s), 0);
    const sippe__work_item *item = item_for(t, "desk");
    assert_true(*item->phone);
    assert_string_equal(item->safe_contact_hours, "après 17 h");
    assert_true(item->interpreter);
    call = call_now(t);
    call->identity->name->family = "Silencieuse";
    call->identity->phone = "514 555-0177";
    call->identity->alt_phone = "";
    call->consent->n_channels = 0;
    APPEND(&t->a, call->consent, channels, CONTACT_CHANNEL_MAIL);
    assert_int_equal(submit(t, "desk", call, &s), 0);
    assert_string_equal(family(t, "desk", s->family_id)->next[0]->phone, "");
}

/* ---- the radar ---- */

static intake__list_radar_reply *radar(struct desk *t, const char *key, int32_t days) {
    intake__list_radar_request *in = NEW(&t->a, intake__list_radar_request);
    intake__list_radar_reply *out = NULL;
    in->days = days;
    assert_int_equal(ASK(t, key, ListRadar, list_radar, in, &out), 0);
    return out;
}

/* So many days from today until her 20th week. */
static intake__submit_screening_reply *pregnant(struct desk *t, const char *name, int days_left) {
    intake__screening *call = call_now(t);
    intake__submit_screening_reply *s = NULL;
    call->identity->name->family = name;
    call->identity->phone = arena_printf(&t->a, "514 555-%04d", 1000 + days_left);
    call->pregnancy->due_date = told_day(&t->a, today(t) + 140 + days_left);
    assert_int_equal(submit(t, "desk", call, &s), 0);
    return s;
}

/* By the days that are left, day after day, and no more once a person has said that there is nothing to do. */
static void test_pregnancies_that_may_pass_by(void **state) {
    struct desk *t = *state;
    intake__decide_route_reply *decided = NULL;
    pregnant(t, "Tard", 40);
    intake__submit_screening_reply *soon = pregnant(t, "Tôt", 10);
    pregnant(t, "Loin", 100);
    intake__list_radar_reply *list = radar(t, "desk", 0);
    assert_int_equal(list->n_items, 2);
    assert_int_equal(list->reach_by_week, 20);
    assert_int_equal(list->start_week, 12);
    assert_string_equal(list->items[0]->name->family, "Tôt");
    assert_int_equal(list->items[0]->days_left, 10);
    assert_int_equal(list->items[0]->gestational_age_days, 130);
    assert_int_equal(list->items[0]->days_to_start, 84 - 130);
    assert_int_equal(radar(t, "desk", 5)->n_items, 0);
    assert_int_equal(radar(t, "coord", 280)->n_items, 3);
    assert_int_equal(radar(t, "desk2", 280)->n_items, 0);
    leap(t, 12 * DAY_LONG);
    assert_int_equal(radar(t, "desk", 0)->items[0]->days_left, -2);
    assert_int_equal(decide(t, "desk", soon->screening_id, soon->version, ROUTE_DECLINED, &decided), 0);
    assert_string_equal(radar(t, "desk", 0)->items[0]->name->family, "Tard");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_is_long_due_climbs, adopted, closed),
        cmocka_unit_test_setup_teardown(test_what_nobody_can_do_is_the_coordinators, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_match_of_another_clsc_is_a_coordinators, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_match_of_her_own_clsc_is_the_desks, adopted, closed),
        cmocka_unit_test_setup_teardown(test_what_is_taken_is_shown_to_the_others, adopted, closed),
        cmocka_unit_test_setup_teardown(test_acting_on_the_family_keeps_it, adopted, closed),
        cmocka_unit_test_setup_teardown(test_what_a_line_shows, adopted, closed),
        cmocka_unit_test_setup_teardown(test_pregnancies_that_may_pass_by, adopted, closed),
    };
    return cmocka_run_group_tests_name("contract/work", tests, NULL, NULL);
}
