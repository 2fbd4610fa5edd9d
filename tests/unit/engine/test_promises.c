/* Promises that only a second look shows: who may overtake whom, what a clock leaves behind that is set back. */
#include "rig.h"

#define RIG(r, service)                                                                                                \
    struct rig r;                                                                                                      \
    rig_open(&r, service)

static int echoes(struct rig *r, const char *name) {
    tally__get_reply *row = rig_get(r, name);
    return row ? row->echoes : 0;
}

/* ---- what passes ---- */

/* tally_hears, whose reaction is to what nothing may hold up, as a withdrawal. */
static struct service passing(struct rig *r) {
    struct service s = tally_hears;
    struct reaction *reactions = arena_copy(&r->arena, s.reactions, s.n_reactions * sizeof *reactions);
    for (size_t i = 0; i < s.n_reactions; i++) reactions[i].passes = true;
    s.reactions = reactions;
    return s;
}

static void what_passes_does_not_wait_behind_a_parked_one(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    struct service hears = passing(&r);
    r.service = &hears;
    assert_int_equal(rig_reopen(&r), 0);
    rig_tell(&r, &p, "x", TALLY_POISON);
    rig_tell(&r, &p, "x", 1);
    assert_int_equal(echoes(&r, "x"), 1);
    assert_int_equal(rig_parked(&r)->n_parked, 1);
    rig_close(&r);
}

/* Nor when it had to wait for something else, and is tried again. */
static void what_passes_does_so_too_when_it_is_tried_again(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    struct service hears = passing(&r);
    r.service = &hears;
    assert_int_equal(rig_reopen(&r), 0);
    rig_tell(&r, &p, "x", TALLY_POISON);
    rig_tell(&r, &p, "x", TALLY_WAITS);
    assert_int_equal(echoes(&r, "x"), 0);
    rig_tell(&r, &p, "opened", 1);
    assert_int_equal(echoes(&r, "x"), 1);
    rig_close(&r);
}

/* ---- a clock that is set back ---- */

static void breaks(struct apply *a, const struct record *r, const node__deadline_fired *e) {
    (void)r, (void)e;
    if (!a->view.txn->err) a->view.txn->err = ERR_CORRUPT;
}

/* A deadline that could not be fired is put off by a minute of the clock; when that goes back, it is looked up anew, and
 * is due when its row says. */
static void what_was_put_off_is_looked_up_when_the_clock_goes_back(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    const struct service *right = r.engine->node;
    struct service node = *right;
    struct event *events = arena_copy(&r.arena, node.events, node.n_events * sizeof *events);
    for (size_t i = 0; i < node.n_events; i++)
        if (events[i].type == &node__deadline_fired__descriptor) events[i].apply = (any_fn)breaks;
    node.events = events;
    tally__add_request *in = rig_adding(&r, "x", 1);
    in->remind_ms = MINUTE_MS;
    int64_t due_ms = r.now_ms + MINUTE_MS;
    assert_int_equal(rig_add(&r, in), 0);
    r.engine->node = &node;
    rig_turn(&r, 2 * MINUTE_MS);
    r.engine->node = right;
    rig_clock_set(&r, -120 * MINUTE_MS);
    assert_int_equal(rig_add(&r, rig_adding(&r, "y", 1)), 0); /* from here on the clock is believed */
    rig_wait(&r, due_ms - 2000 - r.now_ms);
    assert_int_equal(rig_get(&r, "x")->reminded, 0);
    rig_wait(&r, 5000);
    assert_int_equal(rig_get(&r, "x")->reminded, 1);
    rig_close(&r);
}

/* ---- questions that wait ---- */

/* Answered with nothing when its time is over; the next one's time is then what the loop sleeps for. */
static void the_loop_sleeps_until_the_next_question_is_over(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    assert_null(rig_fetch(&r, 3, "scheduling", "daemons:scheduling", NULL, 500));
    assert_null(rig_fetch(&r, 4, "scheduling", "daemons:scheduling", NULL, 2000));
    int64_t asked_ms = r.now_ms;
    rig_turn(&r, 500);
    assert_int_equal(fetch_wake_ms(r.engine), asked_ms + 2000);
    rig_turn(&r, 1500);
    assert_int_equal(fetch_wake_ms(r.engine), INT64_MAX);
    rig_close(&r);
}

/* ---- what fails together ---- */

/* Run again alone, each is answered once: what went well with its answer, what fails with INTERNAL. */
static void each_command_of_a_failed_turn_is_answered_once(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    static const int amounts[] = {1, TALLY_BREAKS_HERE, 1};
    struct id ids[3];
    for (size_t i = 0; i < 3; i++) {
        ids[i] = rig_request_id(&r);
        tally__add_request *in = rig_adding(&r, "x", amounts[i]);
        assert_int_equal(rig_push(&r, 1, "desk", rig_request(&r, ids[i], "intake.Add", &in->base)), 0);
    }
    rig_turn(&r, 0);
    size_t replies = 0;
    for (size_t i = 0; i < rig_outs(&r); i++) replies += rig_out(&r, i)->content_case == SIPPE__ENVELOPE__CONTENT_REPLY;
    assert_int_equal(replies, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(rig_reason(rig_reply(&r, ids[i])), amounts[i] == TALLY_BREAKS_HERE ? REASON_INTERNAL : 0);
    assert_int_equal(rig_get(&r, "x")->total, 2);
    rig_close(&r);
}

/* ---- how long a turn may write ---- */

/* Three times the last commit; never less than 5 ms nor more than 25. */
static void a_turn_is_as_long_as_the_disk_is_slow(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    rig_turn(&r, 5000); /* nobody else is served */
    static const int64_t commits_us[] = {0, 1000, 3000, 8000, 9000, 1000000},
                         allowed_us[] = {5000, 5000, 9000, 24000, 25000, 25000};
    for (size_t i = 0; i < sizeof commits_us / sizeof *commits_us; i++) {
        r.engine->commit_us = commits_us[i];
        assert_int_equal(write_allowance_us(r.engine), allowed_us[i]);
    }
    rig_close(&r);
}

/* ---- what a person is told ---- */

static void the_status_counts_what_is_there(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    assert_int_equal(rig_status(&r)->rows, 0);
    for (int i = 0; i < 3; i++) assert_int_equal(rig_add(&r, rig_adding(&r, i ? "x" : "y", 1)), 0);
    tally__add_request *in = rig_adding(&r, "z", 1);
    in->remind_ms = MINUTE_MS;
    assert_int_equal(rig_add(&r, in), 0);
    assert_int_equal(store_settle(r.engine->store), 0);
    node__get_status_reply *s = rig_status(&r);
    assert_int_equal(s->rows, 3);
    assert_int_equal(s->deadlines, 1);
    assert_int_equal(s->deadline_late_ms, 0);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_passes_does_not_wait_behind_a_parked_one),
        cmocka_unit_test(what_passes_does_so_too_when_it_is_tried_again),
        cmocka_unit_test(what_was_put_off_is_looked_up_when_the_clock_goes_back),
        cmocka_unit_test(the_loop_sleeps_until_the_next_question_is_over),
        cmocka_unit_test(each_command_of_a_failed_turn_is_answered_once),
        cmocka_unit_test(a_turn_is_as_long_as_the_disk_is_slow),
        cmocka_unit_test(the_status_counts_what_is_there),
    };
    return cmocka_run_group_tests_name("promises", tests, NULL, NULL);
}
