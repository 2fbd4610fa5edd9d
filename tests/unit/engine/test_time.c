/* Deadlines, what is forgotten, and clocks that jump. */
#include "rig.h"

#define RIG(r, service)                                                                                                \
    struct rig r;                                                                                                      \
    rig_open(&r, service)

static int add_reminder(struct rig *r, const char *name, int64_t after_ms) {
    tally__add_request *in = rig_adding(r, name, 1);
    in->remind_ms = after_ms;
    return rig_add(r, in);
}

static int reminded(struct rig *r, const char *name) { return rig_get(r, name)->reminded; }
static int deadlines(struct rig *r) { return (int)rig_status(r)->deadlines; }

static void fire_in_order_a_hundred_a_turn(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    for (int i = 0; i < 250; i++)
        assert_int_equal(add_reminder(&r, arena_printf(&r.arena, "c%03d", i), 60000 - 10 * i), 0);
    rig_turn(&r, 60001);
    assert_int_equal(engine_counters(r.engine)->deadlines, DEADLINES_PER_TURN);
    assert_true(engine_has_work(r.engine, r.now_ms));
    rig_turn(&r, 0);
    rig_turn(&r, 0);
    assert_int_equal(engine_counters(r.engine)->deadlines, 250);
    assert_int_equal(deadlines(&r), 0);
    int next = 250;
    struct view v = view_make(r.engine, &r.engine->snapshot);
    for (uint64_t seq = 251; seq <= r.engine->seq; seq++) {
        node__deadline_fired *e = READ_EVENT(&v, node__deadline_fired, seq, NULL);
        if (!e) continue;
        const char *name = arena_printf(&r.arena, "c%03d", --next); /* the last one set is the first one due */
        assert_true(id_is(e->thing, tally_subject(name)));
    }
    assert_int_equal(next, 0);
    rig_close(&r);
}

/* One whose records cannot be applied, and one that gives more than a message may: both fire once, bare, and hold up
 * nobody. */
static void a_failing_one_holds_up_nobody(void **state) {
    (void)state;
    static const char *const bad[] = {TALLY_BREAKS_LATE, TALLY_TOO_MANY};
    for (int i = 0; i < 2; i++) {
        RIG(r, &tally_counts);
        assert_int_equal(add_reminder(&r, bad[i], 1000), 0);
        assert_int_equal(add_reminder(&r, "after", 2000), 0);
        rig_turn(&r, 3000);
        rig_turn(&r, 0);
        assert_int_equal(reminded(&r, "after"), 1);
        assert_int_equal(reminded(&r, bad[i]), 0);
        assert_int_equal(deadlines(&r), 0);
        assert_false(engine_wake_ms(r.engine) <= r.now_ms);
        assert_int_equal(engine_counters(r.engine)->deadlines_refused, 1);
        char fault[200];
        assert_int_equal(engine_verify(r.engine, rig_folder(&r, "verify"), fault), 0);
        rig_close(&r);
    }
}

static void one_that_is_put_off_meanwhile_waits(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    assert_int_equal(add_reminder(&r, TALLY_PUTS_OFF, 1000), 0);
    assert_int_equal(add_reminder(&r, TALLY_PUT_OFF, 1001), 0);
    rig_turn(&r, 2000); /* both are due */
    assert_int_equal(reminded(&r, TALLY_PUTS_OFF), 1);
    assert_int_equal(reminded(&r, TALLY_PUT_OFF), 0);
    assert_int_equal(deadlines(&r), 1);
    rig_wait(&r, 3601000);
    assert_int_equal(reminded(&r, TALLY_PUT_OFF), 1);
    assert_int_equal(deadlines(&r), 0);
    rig_close(&r);
}

/* It died between the record that set the deadline and the firing, and wakes with a clock behind that record. */
static void not_while_the_clock_is_in_doubt(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    tally__add_request *in = rig_adding(&r, "x", 1);
    in->remind_ms = -20 * MINUTE_MS; /* due by any clock */
    assert_int_equal(rig_push(&r, 1, "desk", rig_request(&r, rig_request_id(&r), "intake.Add", &in->base)), 0);
    r.commit_fails = 2;
    assert_int_not_equal(engine_turn(r.engine, r.now_ms, rig_boot_ms(&r)), 0);
    rig_clock_set(&r, -10 * MINUTE_MS);
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(r.engine->seq, 1);
    rig_turn(&r, 0);
    assert_int_equal(reminded(&r, "x"), 0);
    assert_false(engine_wake_ms(r.engine) <= r.now_ms); /* and it does not spin meanwhile */
    rig_turn(&r, 6 * MINUTE_MS);
    assert_int_equal(reminded(&r, "x"), 1);
    rig_close(&r);
}

/* A fetch that was lost is sent again in seconds of the new clock, and a follower that waits is answered. */
static void a_clock_set_back_stops_no_stream(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    rig_turn(&r, 0); /* asks scheduling */
    assert_null(rig_fetch(&r, 3, "scheduling", "daemons:scheduling", NULL, 2000));
    rig_clock_set(&r, -365 * DAY_MS);
    rig_turn(&r, 0);
    size_t fetched = 0, fed = 0;
    for (int i = 0; i < 10; i++) {
        r.now_ms += 1000;
        if (!engine_has_work(r.engine, r.now_ms)) continue;
        rig_turn(&r, 0);
        for (size_t k = 0; k < rig_outs(&r); k++) {
            fetched += rig_out(&r, k)->content_case == SIPPE__ENVELOPE__CONTENT_FETCH;
            fed += rig_out(&r, k)->content_case == SIPPE__ENVELOPE__CONTENT_FEED;
        }
    }
    assert_int_equal(fetched, 1);
    assert_int_equal(fed, 1);
    rig_close(&r);
}

/* Thirty at least, sixty at most. */
static void replies_are_kept_thirty_days(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    struct id id = rig_request_id(&r);
    tally__add_request *in = rig_adding(&r, "x", 1);
    assert_int_equal(rig_reason(rig_call(&r, "desk", id, "intake.Add", &in->base)), 0);
    for (int i = 0; i < 29 * 24 * 6; i++) rig_turn(&r, 10 * MINUTE_MS);
    assert_int_equal(rig_reason(rig_call(&r, "desk", id, "intake.Add", &in->base)), 0);
    assert_int_equal(rig_get(&r, "x")->total, 1);
    assert_int_equal(rig_reopen(&r), 0); /* the time that was lived is kept */
    for (int i = 0; i < 32 * 24 * 6; i++) rig_turn(&r, 10 * MINUTE_MS);
    assert_int_equal(rig_reason(rig_call(&r, "desk", id, "intake.Add", &in->base)), 0);
    assert_int_equal(rig_get(&r, "x")->total, 2); /* forgotten: a new request */
    rig_close(&r);
}

static void replies_outlive_a_clock_that_jumps(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    struct id id = rig_request_id(&r);
    tally__add_request *in = rig_adding(&r, "x", 1);
    assert_int_equal(rig_reason(rig_call(&r, "desk", id, "intake.Add", &in->base)), 0);
    for (int i = 0; i < 20; i++) {
        rig_clock_set(&r, i % 2 ? -200 * DAY_MS : 300 * DAY_MS);
        rig_turn(&r, 0);
        assert_int_equal(rig_add(&r, rig_adding(&r, "y", 1)), 0);
        rig_turn(&r, MINUTE_MS);
    }
    assert_int_equal(rig_reopen(&r), 0);
    rig_turn(&r, 2 * MINUTE_MS);
    assert_int_equal(rig_reason(rig_call(&r, "desk", id, "intake.Add", &in->base)), 0);
    assert_int_equal(rig_get(&r, "x")->total, 1);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_that_is_put_off_meanwhile_waits), cmocka_unit_test(fire_in_order_a_hundred_a_turn),
        cmocka_unit_test(a_failing_one_holds_up_nobody),       cmocka_unit_test(not_while_the_clock_is_in_doubt),
        cmocka_unit_test(a_clock_set_back_stops_no_stream),    cmocka_unit_test(replies_are_kept_thirty_days),
        cmocka_unit_test(replies_outlive_a_clock_that_jumps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
