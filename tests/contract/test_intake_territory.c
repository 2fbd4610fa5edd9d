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
        assert_string_equal(list->adopted[i]->adopted_by, "coord");
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

static intake__allow_key_request *key_request(struct desk *t, const char *name, sippe__role role, const char *of) {
    intake__allow_key_request *in = NEW(&t->a, intake__allow_key_request);
    in->key = NEW(&t->a, intake__key);
    in->key->name = name;
    in->key->role = role;
    in->key->organization = of;
    uint8_t *bytes = arena_alloc(&t->a, 32);
    memcpy(bytes, name, strnlen(name, 32));
    in->key->public_key = (ProtobufCBinaryData){32, bytes};
    return in;
}

static int allow(struct desk *t, intake__allow_key_request *in) {
    intake__allow_key_reply *out = NULL;
    return ASK(t, "op", AllowKey, allow_key, in, &out);
}

static int revoke(struct desk *t, const char *key, const char *name) {
    intake__revoke_key_request *in = NEW(&t->a, intake__revoke_key_request);
    intake__revoke_key_reply *out = NULL;
    in->name = name;
    return ASK(t, key, RevokeKey, revoke_key, in, &out);
}

static void test_a_key_speaks_from_when_it_is_allowed(void **state) {
    struct desk *t = *state;
    intake__list_worklist_request *in = NEW(&t->a, intake__list_worklist_request);
    intake__list_worklist_reply *out = NULL;
    assert_int_equal(adopt(t, fixture_territory(&t->a)), 0);
    assert_int_not_equal(ASK(t, "accueil-2", ListWorklist, list_worklist, in, &out), 0);
    assert_int_equal(allow(t, key_request(t, "accueil-2", ROLE_DESK, "99002")), 0);
    assert_int_equal(ASK(t, "accueil-2", ListWorklist, list_worklist, in, &out), 0);
    assert_int_equal(revoke(t, "op", "accueil-2"), 0);
    assert_int_not_equal(ASK(t, "accueil-2", ListWorklist, list_worklist, in, &out), 0);
    assert_int_equal(revoke(t, "op", "accueil-2"), REASON_MOVE_ILLEGAL);
    assert_int_equal(revoke(t, "op", "personne"), REASON_NOT_FOUND);
    assert_int_equal(revoke(t, "coord", "accueil-2"), REASON_NOT_ALLOWED);
}

/* A partner's organisation is written in one way, and a key's records hang on what the other daemons' do. */
static void test_a_partner_in_capitals(void **state) {
    struct desk *t = *state;
    intake__list_keys_request *in = NEW(&t->a, intake__list_keys_request);
    intake__list_keys_reply *out = NULL;
    assert_int_equal(allow(t, key_request(t, "maison", ROLE_PARTNER, "ABCDEF00000000000000000000000000")), 0);
    assert_int_equal(ASK(t, "op", ListKeys, list_keys, in, &out), 0);
    assert_int_equal(out->n_keys, 1);
    assert_string_equal(out->keys[0]->organization, "abcdef00000000000000000000000000");
    node__list_records_request *by = NEW(&t->a, node__list_records_request);
    node__list_records_reply *records = NULL;
    by->subject = id_field(&t->a, key_subject("maison"));
    assert_int_equal(world_call(t->w, &t->a, "intake", "op", "node.ListRecords", world_request_id(t->w), &by->base,
                                &node__list_records_reply__descriptor, &records, NULL),
                     0);
    assert_int_equal(records->n_records, 1);
}

static void test_keys_that_are_refused(void **state) {
    struct desk *t = *state;
    assert_int_equal(allow(t, key_request(t, "desk9", ROLE_DESK, "99001")), REASON_TERRITORY_MISSING);
    assert_int_equal(adopt(t, fixture_territory(&t->a)), 0);
    static const struct {
        const char *name;
        sippe__role role;
        const char *of;
    } wrong[] = {
        {"Majuscule", ROLE_OPERATOR, ""},
        {"", ROLE_OPERATOR, ""},
        {"-tiret", ROLE_OPERATOR, ""},
        {"bureau", ROLE_DESK, "12345"},
        {"bureau", ROLE_DESK, ""},
        {"maison", ROLE_PARTNER, "99001"},
        {"machine", ROLE_DAEMON, ""},
        {"personne", ROLE_UNSPECIFIED, ""},
        {"intake@nord", ROLE_OPERATOR, ""},
        {"poste@nord", ROLE_DESK, "99001"},
        {"intake@nord", ROLE_DAEMON, "99001"},
        {"chef", ROLE_COORDINATOR, "99001"},
    };
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_int_equal(allow(t, key_request(t, wrong[i].name, wrong[i].role, wrong[i].of)), REASON_FIELDS_INVALID);
    intake__allow_key_request *in = key_request(t, "courte", ROLE_OPERATOR, "");
    in->key->public_key.len = 31;
    assert_int_equal(allow(t, in), REASON_FIELDS_INVALID);
    in = key_request(t, "courte", ROLE_OPERATOR, "");
    in->key->expires_on = date(&t->a, 2026, 11, 1);
    assert_int_equal(allow(t, in), REASON_FIELDS_INVALID);
    assert_int_equal(allow(t, key_request(t, "scheduling", ROLE_OPERATOR, "")), REASON_KEY_TAKEN);
    assert_int_equal(allow(t, key_request(t, "scheduling@nord", ROLE_DAEMON, "")), 0); /* another territory's */
    assert_int_equal(allow(t, key_request(t, "bureau", ROLE_DESK, "99001")), 0);
    assert_int_equal(allow(t, key_request(t, "bureau", ROLE_DESK, "99002")), REASON_KEY_TAKEN);
    in = key_request(t, "autre", ROLE_DESK, "99002");
    in->key->public_key = key_request(t, "bureau", ROLE_DESK, "99001")->key->public_key;
    assert_int_equal(allow(t, in), REASON_KEY_TAKEN);
}

static void test_nobody_locks_herself_out(void **state) {
    struct desk *t = *state;
    assert_int_equal(allow(t, key_request(t, "op2", ROLE_OPERATOR, "")), 0);
    assert_int_equal(revoke(t, "op2", "op2"), REASON_LAST_OPERATOR);
    assert_int_equal(allow(t, key_request(t, "op3", ROLE_OPERATOR, "")), 0);
    assert_int_equal(revoke(t, "op2", "op2"), 0);
    intake__list_keys_request *in = NEW(&t->a, intake__list_keys_request);
    intake__list_keys_reply *out = NULL;
    assert_int_equal(ASK(t, "op3", ListKeys, list_keys, in, &out), 0);
    assert_int_equal(out->n_keys, 2);
    assert_true(out->keys[0]->revoked);
    assert_false(out->keys[1]->revoked);
}

/* The old one speaks on until it is revoked, and its name is nobody's afterwards. */
static void test_a_key_in_the_place_of_another(void **state) {
    struct desk *t = *state;
    assert_int_equal(adopt(t, fixture_territory(&t->a)), 0);
    assert_int_equal(allow(t, key_request(t, "bureau", ROLE_DESK, "99001")), 0);
    intake__allow_key_request *in = key_request(t, "bureau.2", ROLE_DESK, "99001");
    in->replaces = "personne";
    assert_int_equal(allow(t, in), REASON_FIELDS_INVALID);
    in->replaces = "bureau";
    in->key->organization = "99002";
    assert_int_equal(allow(t, in), REASON_FIELDS_INVALID);
    in->key->organization = "99001";
    in->key->role = ROLE_TEAM;
    assert_int_equal(allow(t, in), REASON_FIELDS_INVALID);
    in->key->role = ROLE_DESK;
    in->key->expires_on = date(&t->a, 2027, 5, 1);
    assert_int_equal(allow(t, in), 0);
    intake__submit_screening_reply *out = NULL;
    assert_int_equal(submit(t, "bureau", call_now(t), &out), 0);
    assert_int_equal(submit(t, "bureau.2", call_now(t), &out), 0);
    assert_int_equal(revoke(t, "op", "bureau"), 0);
    assert_int_equal(submit(t, "bureau", call_now(t), &out), REASON_KEY_REVOKED);
    assert_int_equal(submit(t, "bureau.2", call_now(t), &out), 0);
    assert_int_equal(allow(t, key_request(t, "bureau", ROLE_DESK, "99001")), REASON_KEY_TAKEN);
    intake__list_keys_reply *keys = NULL;
    assert_int_equal(ASK(t, "op", ListKeys, list_keys, NEW(&t->a, intake__list_keys_request), &keys), 0);
    assert_int_equal(keys->n_keys, 2);
    assert_string_equal(keys->keys[0]->name, "bureau");
    assert_string_equal(keys->keys[0]->replaced_by, "bureau.2");
    assert_string_equal(keys->keys[0]->replaces, "");
    assert_string_equal(keys->keys[1]->name, "bureau.2");
    assert_string_equal(keys->keys[1]->replaces, "bureau");
    assert_int_equal(keys->keys[1]->role, ROLE_DESK);
    assert_string_equal(keys->keys[1]->organization, "99001");
    assert_int_equal(DAY(keys->keys[1]->expires_on), day_from(2027, 5, 1));
    assert_true(SAME_BYTES(keys->keys[1]->public_key, in->key->public_key));
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
    assert_int_equal(allow(t, key_request(t, "bureau", ROLE_DESK, "99001")), 0);
    intake__allow_key_request *in = key_request(t, "bureau.2", ROLE_DESK, "99001");
    in->key->expires_on = date(&t->a, 2027, 5, 1);
    in->replaces = "bureau";
    assert_int_equal(allow(t, in), 0);
    intake__revoke_key_request *gone = NEW(&t->a, intake__revoke_key_request);
    intake__revoke_key_reply *revoked = NULL;
    gone->name = "bureau";
    gone->reason = "portable perdu";
    assert_int_equal(ASK(t, "op", RevokeKey, revoke_key, gone, &revoked), 0);
    told_records(told, "keys allowed, and one revoked");
    intake__list_keys_reply *keys = NULL;
    assert_int_equal(ASK(t, "op", ListKeys, list_keys, NEW(&t->a, intake__list_keys_request), &keys), 0);
    told_answer(told, "the list", &keys->base);
    told_rows(told);
    told_end(told, "intake_rules");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_rules_are_adopted_whole_or_not_at_all, opened, closed),
        cmocka_unit_test_setup_teardown(test_one_label_and_day_is_one_content, opened, closed),
        cmocka_unit_test_setup_teardown(test_rules_hold_from_their_day, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_key_speaks_from_when_it_is_allowed, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_partner_in_capitals, opened, closed),
        cmocka_unit_test_setup_teardown(test_keys_that_are_refused, opened, closed),
        cmocka_unit_test_setup_teardown(test_nobody_locks_herself_out, opened, closed),
        cmocka_unit_test_setup_teardown(test_rules_are_taken_back, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_key_in_the_place_of_another, opened, closed),
        cmocka_unit_test_setup_teardown(test_rules_and_keys_are_told, opened, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
