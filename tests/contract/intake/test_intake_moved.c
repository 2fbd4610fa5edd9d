/* Which lists moved, as a gateway asks: by codes and ids alone, after the commit, and never wrongly that none did. */
#include "logins_world.h"

static node__moved_reply *moved(struct desk *t, uint64_t since) {
    node__moved_request *in = NEW(&t->a, node__moved_request);
    node__moved_reply *out = NULL;
    in->since = since;
    assert_int_equal(CALL(t->w, &t->a, "intake", GATEWAY, node, Moved, moved, in, &out), 0);
    return out;
}

static bool names(const node__moved_reply *r, const char *list, const char *scope) {
    for (size_t i = 0; i < r->n_moved; i++)
        if (strcmp(r->moved[i]->list, list) == 0 && strcmp(r->moved[i]->scope, scope) == 0) return true;
    return false;
}

static void a_call_moves_the_lists_of_its_clsc(void **state) {
    struct desk *t = &((struct way *)*state)->t;
    uint64_t since = moved(t, 0)->now;
    assert_int_equal(moved(t, since)->n_moved, 0);
    intake__submit_screening_reply *out;
    assert_int_equal(submit(t, "desk", call_now(t), &out), 0);
    const node__moved_reply *r = moved(t, since);
    assert_false(r->everything);
    assert_true(names(r, "screenings_in_order", "99001"));
    assert_true(names(r, "work_in_order", "99001"));
    assert_false(names(r, "screenings_in_order", "99002"));
    for (size_t i = 0; i < r->n_moved; i++) assert_true(strlen(r->moved[i]->scope) <= 32);
    assert_int_equal(moved(t, r->now)->n_moved, 0);
}

static void a_membership_and_a_way_in_move_theirs(void **state) {
    struct desk *t = &((struct way *)*state)->t;
    uint64_t since = moved(t, 0)->now;
    ProtobufCBinaryData id = somebody(t, "nouvelle", ROLE_DESK, "99001", GATEWAY);
    assert_true(names(moved(t, since), "members", id_text(&t->a, id_of(id))));
    since = moved(t, 0)->now;
    assert_int_equal(invite(t, "coord", CODE, id), 0);
    assert_true(names(moved(t, since), "logins_in_order", ""));
}

/* It stays in its place in the list, and opens nothing any more: a gateway that was not told would go on letting in. */
static void a_way_in_that_was_ended_moves_its_list(void **state) {
    struct desk *t = &((struct way *)*state)->t;
    assert_int_equal(invite(t, "coord", CODE, ((struct way *)*state)->martine), 0);
    intake__list_logins_reply *listed = NULL;
    assert_int_equal(CALL(t->w, &t->a, "intake", "coord", intake, ListLogins, list_logins,
                          NEW(&t->a, intake__list_logins_request), &listed),
                     0);
    uint64_t since = moved(t, 0)->now;
    intake__end_login_request *end = NEW(&t->a, intake__end_login_request);
    end->login_id = listed->logins[0]->login_id;
    assert_int_equal(CALL(t->w, &t->a, "intake", "coord", intake, EndLogin, end_login, end, NULL), 0);
    assert_true(names(moved(t, since), "logins_in_order", ""));
}

/* What was refused, or did not commit, moved nothing; whoever asks from before a restart is told "everything". */
static void what_was_not_done_moved_nothing(void **state) {
    struct desk *t = &((struct way *)*state)->t;
    uint64_t since = moved(t, 0)->now;
    assert_int_equal(invite(t, "desk", CODE, ((struct way *)*state)->martine), REASON_NOT_ALLOWED);
    assert_int_equal(moved(t, since)->n_moved, 0);
    world_pass(t->w, 60000);
    world_crash(t->w, "intake");
    assert_true(moved(t, since)->everything);
    assert_true(moved(t, moved(t, 0)->now + 1)->everything); /* a number that was never given */
}

static void too_many_are_everything(void **state) {
    struct desk *t = &((struct way *)*state)->t;
    uint64_t since = moved(t, 0)->now;
    for (int i = 0; i < 2100; i++) {
        struct engine *e = world_engine(t->w, "intake");
        moves_note(e, "work_in_order", i % 2 ? "99001" : "99002");
        moves_publish(e);
    }
    assert_true(moved(t, since)->everything);
    assert_int_equal(moved(t, since + 100)->n_moved, 2000);
}

static void others_than_a_gateway_do_not_ask(void **state) {
    struct desk *t = &((struct way *)*state)->t;
    static const char *const keys[] = {"desk", "team", "coord", "op", "privacy"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_int_equal(
            CALL(t->w, &t->a, "intake", keys[i], node, Moved, moved, NEW(&t->a, node__moved_request), NULL),
            REASON_NOT_ALLOWED);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, ways_opened, ways_closed)

int main(void) {
    const struct CMUnitTest tests[] = {TEST(a_call_moves_the_lists_of_its_clsc),
                                       TEST(a_membership_and_a_way_in_move_theirs),
                                       TEST(a_way_in_that_was_ended_moves_its_list),
                                       TEST(what_was_not_done_moved_nothing),
                                       TEST(too_many_are_everything),
                                       TEST(others_than_a_gateway_do_not_ask)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
