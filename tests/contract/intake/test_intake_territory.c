/* The territory's rules and the keys: adopted and allowed once, by intake, for all daemons. */
#include "intake_world.h"
#include "told.h"

static int opened(void **state) {
    struct desk *t = calloc(1, sizeof *t);
    desk_open(t);
    *state = t;
    return 0;
}

static int closed(void **state) {
    desk_close(*state);
    free(*state);
    return 0;
}

static void test_rules_are_adopted_whole_or_not_at_all(void **state) {
    struct desk *t = *state;
    sippe__territory *rules = fixture_territory(&t->a);
    rules->delays->call_back = -1;
    assert_int_equal(adopt(t, rules), REASON_FIELDS_INVALID);
    intake__check_territory_request *check = NEW(&t->a, intake__check_territory_request);
    intake__check_territory_reply *checked = NULL;
    check->territory = rules;
    assert_int_equal(ASK(t, "op", CheckTerritory, check_territory, check, &checked), 0);
    assert_int_equal(checked->n_violations, 1);
    assert_string_equal(checked->violations[0]->path, "territory.delays.call_back");
    assert_false(checked->in_force);
    rules = fixture_territory(&t->a);
    const char *own = rules->territory;
    rules->territory = "ailleurs"; /* not even the first time */
    assert_int_equal(adopt(t, rules), REASON_TERRITORY_OTHER);
    rules->territory = own;
    assert_int_equal(adopt(t, rules), 0);
    assert_int_equal(adopt(t, rules), REASON_TERRITORY_UNCHANGED);
    check->territory = rules;
    assert_int_equal(ASK(t, "op", CheckTerritory, check_territory, check, &checked), 0);
    assert_true(checked->in_force);
    rules->label = "2026-12";
    assert_int_equal(adopt(t, rules), 0);
    rules->territory = "ailleurs";
    assert_int_equal(adopt(t, rules), REASON_TERRITORY_OTHER);
}

static int adopt_again(struct desk *t, const sippe__territory *rules, bool replace) {
    intake__adopt_territory_request *in = NEW(&t->a, intake__adopt_territory_request);
    intake__adopt_territory_reply *out = NULL;
    in->territory = (sippe__territory *)(uintptr_t)rules;
    in->replace = replace;
    return ASK(t, "op", AdoptTerritory, adopt_territory, in, &out);
}

static void test_one_label_and_day_is_one_content(void **state) {
    struct desk *t = *state;
    sippe__territory *rules = fixture_territory(&t->a);
    assert_int_equal(adopt(t, rules), 0);
    rules->admission->start_week = 14;
    intake__check_territory_request *check = NEW(&t->a, intake__check_territory_request);
    intake__check_territory_reply *checked = NULL;
    check->territory = rules;
    assert_int_equal(ASK(t, "op", CheckTerritory, check_territory, check, &checked), 0);
    assert_true(checked->label_taken && checked->retroactive);
    assert_int_equal(adopt_again(t, rules, false), REASON_LABEL_TAKEN);
    assert_int_equal(adopt_again(t, rules, true), 0);
    rules->admission->start_week = 12; /* the first ones again: the label stands for others by now */
    assert_int_equal(adopt_again(t, rules, false), REASON_LABEL_TAKEN);
    rules->label = "2027-01";
    rules->valid_from = date(&t->a, 2027, 1, 1);
    assert_int_equal(adopt_again(t, rules, false), 0);
    assert_int_equal(ASK(t, "op", CheckTerritory, check_territory, check, &checked), 0);
    assert_false(checked->label_taken || checked->retroactive);
    intake__list_territories_reply *list = NULL;
    assert_int_equal(
        ASK(t, "op", ListTerritories, list_territories, NEW(&t->a, intake__list_territories_request), &list), 0);
    assert_int_equal(list->n_adopted, 3);
    static const struct {
        const char *label;
        bool in_force, replaced;
    } expected[] = {{"2026-11", false, true}, {"2026-11", true, false}, {"2027-01", false, false}};
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(list->adopted[i]->label, expected[i].label);
        assert_int_equal(list->adopted[i]->in_force, expected[i].in_force);
        assert_int_equal(list->adopted[i]->replaced, expected[i].replaced);
        assert_string_equal(list->adopted[i]->adopted_by, i ? "op" : "coord");
        assert_int_equal(strlen(list->adopted[i]->digest), 32);
    }
    intake__get_territory_reply *now = NULL;
    assert_int_equal(ASK(t, "op", GetTerritory, get_territory, NEW(&t->a, intake__get_territory_request), &now), 0);
    assert_string_equal(now->digest, list->adopted[1]->digest);
}

static void test_rules_hold_from_their_day(void **state) {
    struct desk *t = *state;
    sippe__territory *rules = fixture_territory(&t->a);
    assert_int_equal(adopt(t, rules), 0);
    rules->label = "2027-01";
    rules->valid_from = date(&t->a, 2027, 1, 1);
    assert_int_equal(adopt(t, rules), 0);
    intake__get_territory_request *in = NEW(&t->a, intake__get_territory_request);
    intake__get_territory_reply *out = NULL;
    assert_int_equal(ASK(t, "desk", GetTerritory, get_territory, in, &out), 0);
    assert_string_equal(out->territory->label, "2026-11");
    assert_string_equal(out->adopted_by, "coord");
    in->on = date(&t->a, 2027, 2, 1);
    assert_int_equal(ASK(t, "desk", GetTerritory, get_territory, in, &out), 0);
    assert_string_equal(out->territory->label, "2027-01");
    in->on = date(&t->a, 2025, 2, 1);
    assert_int_equal(ASK(t, "desk", GetTerritory, get_territory, in, &out), REASON_TERRITORY_MISSING);
}

static intake__list_territories_reply *listed(struct desk *t) {
    intake__list_territories_reply *list = NULL;
    assert_int_equal(
        ASK(t, "op", ListTerritories, list_territories, NEW(&t->a, intake__list_territories_request), &list), 0);
    return list;
}

static int take_back(struct desk *t, ProtobufCBinaryData version, const char *reason) {
    intake__withdraw_territory_request *in = NEW(&t->a, intake__withdraw_territory_request);
    intake__withdraw_territory_reply *out = NULL;
    in->version = version;
    in->reason = reason;
    return ASK(t, "coord", WithdrawTerritory, withdraw_territory, in, &out);
}

static const char *label_on(struct desk *t, day on) {
    intake__get_territory_request *in = NEW(&t->a, intake__get_territory_request);
    intake__get_territory_reply *out = NULL;
    in->on = civil_date(&t->a, on);
    return ASK(t, "op", GetTerritory, get_territory, in, &out) ? "" : out->territory->label;
}

/* Adopted ahead of their day, and taken back before it: the days are those of the rules before. */
static void test_rules_are_taken_back(void **state) {
    struct desk *t = *state;
    sippe__territory *rules = fixture_territory(&t->a);
    day next = day_from(2027, 1, 1);
    assert_int_equal(adopt(t, rules), 0);
    rules->label = "2027-01";
    rules->valid_from = civil_date(&t->a, next);
    assert_int_equal(adopt(t, rules), 0);
    rules->admission->start_week = 14; /* instead of those: of the same day and label */
    assert_int_equal(adopt(t, rules), 0);
    intake__list_territories_reply *list = listed(t);
    assert_true(list->adopted[1]->replaced);
    ProtobufCBinaryData now = list->adopted[0]->version, second = list->adopted[2]->version;
    assert_int_equal(take_back(t, now, "fautives"), REASON_TERRITORY_BEGUN);
    assert_int_equal(take_back(t, id_field(&t->a, (struct id){{1}}), "fautives"), REASON_NOT_FOUND);
    assert_int_equal(take_back(t, second, ""), REASON_FIELDS_INVALID);
    assert_int_equal(take_back(t, second, "semaine fautive"), 0);
    assert_int_equal(take_back(t, second, "semaine fautive"), REASON_TERRITORY_WITHDRAWN);
    list = listed(t);
    assert_false(list->adopted[1]->replaced); /* nothing stands in its place any more */
    assert_string_equal(list->adopted[2]->withdrawn_by, "coord");
    assert_string_equal(list->adopted[2]->withdrawn_reason, "semaine fautive");
    assert_true(list->adopted[2]->withdrawn_at->ms > 0);
    assert_false(list->adopted[2]->in_force);
    assert_string_equal(label_on(t, next), "2027-01");
    assert_int_equal(take_back(t, list->adopted[1]->version, "trop tôt"), 0);
    assert_string_equal(label_on(t, next), "2026-11");
    assert_int_equal(adopt_again(t, rules, false), 0); /* the label is free again */
    assert_string_equal(label_on(t, next), "2027-01");
    leap(t, (next - fixture_today()) * DAY_LONG);
    list = listed(t);
    assert_int_equal(list->n_adopted, 4);
    assert_true(list->adopted[3]->in_force);
    assert_int_equal(take_back(t, list->adopted[3]->version, "trop tard"), REASON_TERRITORY_BEGUN);
}

/* Who did what to rules and keys, and how it is listed. */
static void test_rules_and_keys_are_told(void **state) {
    struct desk *t = *state;
    world_run(t->w, 1000); /* daemons start with it */
    struct told *told = told_begin(t->w, &t->a, "intake");
    sippe__territory *rules = fixture_territory(&t->a);
    assert_int_equal(adopt(t, rules), 0);
    rules->label = "2027-01";
    rules->valid_from = date(&t->a, 2027, 1, 1);
    assert_int_equal(adopt(t, rules), 0);
    assert_int_equal(take_back(t, listed(t)->adopted[1]->version, "trop tôt"), 0);
    told_records(told, "rules adopted, and taken back");
    told_answer(told, "the list", &listed(t)->base);
    intake__get_territory_reply *now = NULL;
    assert_int_equal(ASK(t, "op", GetTerritory, get_territory, NEW(&t->a, intake__get_territory_request), &now), 0);
    told_answer(told, "those of today", &now->base);
    intake__add_member_request *desk = member_request(t, "bureau", ROLE_DESK, "99001");
    desk->member->shared = true;
    desk->member->until = date(&t->a, 2027, 5, 1);
    assert_int_equal(member_add(t, desk), 0);
    intake__add_member_request *person = member_request(t, "martine.roy", ROLE_DESK, "99001");
    person->member->n_public_keys = 0;
    person->member->via = "bureau";
    person->member->worker = "mroy";
    assert_int_equal(member_add(t, person), 0);
    assert_int_equal(key_revoke(t, "op", "bureau"), 0);
    told_records(told, "a desk and a person admitted, and a key revoked");
    intake__list_members_reply *members = NULL;
    assert_int_equal(ASK(t, "op", ListMembers, list_members, NEW(&t->a, intake__list_members_request), &members), 0);
    told_answer(told, "the list", &members->base);
    told_rows(told);
    told_end(told, "intake_rules");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_rules_are_adopted_whole_or_not_at_all, opened, closed),
        cmocka_unit_test_setup_teardown(test_one_label_and_day_is_one_content, opened, closed),
        cmocka_unit_test_setup_teardown(test_rules_hold_from_their_day, opened, closed),
        cmocka_unit_test_setup_teardown(test_rules_are_taken_back, opened, closed),
        cmocka_unit_test_setup_teardown(test_rules_and_keys_are_told, opened, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
