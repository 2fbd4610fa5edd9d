/* Lists that no file holds, made behind the opening: commands go on, questions wait for what they need, and what is made
 * is what the rows say, whatever changed meanwhile. */
#include "rig.h"

#include "prng.h"

#define RIG(r, service)                                                                                                \
    struct rig r;                                                                                                      \
    rig_open(&r, &(service))

enum { ROWS = 300 };

static const char *name_of(struct rig *r, int i) { return arena_printf(&r->arena, "n%03d", i); }

static void add(struct rig *r, const char *name, int by) { assert_int_equal(rig_add(r, rig_adding(r, name, by)), 0); }

static void push_adding(struct rig *r, const char *name, int by) {
    const tally__add_request *in = rig_adding(r, name, by);
    assert_int_equal(rig_push(r, 1, "desk", rig_request(r, rig_request_id(r), "intake.Add", &in->base)), 0);
}

static void fill(struct rig *r, int n) {
    for (int i = 0; i < n; i++) add(r, name_of(r, i), 1 + i % 2);
}

/* Opened anew, with so much of a turn's time gone at each look at the clock. */
static void reopen_behind(struct rig *r, int64_t step_us) {
    r->lists_behind = true;
    r->mono_step = step_us;
    if (rig_reopen(r)) fail_msg("%s", engine_open_error());
}

enum { A_STEP_A_TURN = 100000 };

static struct id ask(struct rig *r, uint8_t route, const char *who, const char *name) {
    struct id id = rig_request_id(r);
    tally__get_request *in = NEW(&r->arena, tally__get_request);
    in->name = name;
    assert_int_equal(rig_push(r, route, who, rig_request(r, id, "intake.Get", &in->base)), 0);
    return id;
}

static int64_t told(struct rig *r, const sippe__reply *reply) {
    assert_non_null(reply);
    assert_int_equal(rig_reason(reply), 0);
    return UNPACK(&r->arena, tally__get_reply, span_pb(reply->body), MESSAGE_STRICT)->total;
}

/* Turns until it is answered; how many. */
static int answered(struct rig *r, struct id id, int64_t *total) {
    for (int turns = 1; turns < 1000; turns++) {
        rig_turn(r, 0);
        const sippe__reply *reply = rig_reply(r, id);
        if (!reply) continue;
        *total = told(r, reply);
        return turns;
    }
    fail_msg("never answered");
    return 0;
}

static void assert_sound(struct rig *r) {
    char fault[200];
    r->mono_step = 0;
    int differing = engine_verify(r->engine, rig_folder(r, "verify"), fault);
    if (differing) fail_msg("%d: %s", differing, fault);
}

/* ---- */

static void commands_go_on_and_a_question_waits(void **state) {
    (void)state;
    RIG(r, tally_listed);
    fill(&r, ROWS);
    reopen_behind(&r, A_STEP_A_TURN);
    assert_false(engine_is_whole(r.engine));
    assert_true(engine_has_work(r.engine, r.now_ms));
    struct id question = ask(&r, 2, "coordinator", "n000");
    add(&r, "later", 1);
    assert_null(rig_reply(&r, question));
    assert_false(engine_is_whole(r.engine));
    int64_t total;
    assert_true(answered(&r, question, &total) > 1);
    assert_int_equal(total, ROWS + 1);
    assert_true(engine_is_whole(r.engine));
    assert_int_equal(engine_counters(r.engine)->queries, 1);
    assert_sound(&r);
    rig_close(&r);
}

/* What its sender asks behind it waits with it, and in its order. */
static void who_waits_is_not_overtaken_by_herself(void **state) {
    (void)state;
    RIG(r, tally_listed);
    fill(&r, ROWS);
    reopen_behind(&r, A_STEP_A_TURN);
    struct id first = ask(&r, 2, "coordinator", "n000"), second = ask(&r, 2, "coordinator", "odd");
    rig_turn(&r, 0);
    assert_null(rig_reply(&r, first));
    assert_null(rig_reply(&r, second));
    int64_t total;
    answered(&r, first, &total);
    assert_int_equal(total, ROWS);
    if (!rig_reply(&r, second))
        answered(&r, second, &total);
    else
        total = told(&r, rig_reply(&r, second));
    assert_int_equal(total, ROWS / 2);
    rig_close(&r);
}

/* An index that commands may read is whole at once, of those rows alone that another one names. */
static void an_index_of_some_rows_is_there_at_once(void **state) {
    (void)state;
    RIG(r, tally_listed);
    fill(&r, ROWS);
    reopen_behind(&r, A_STEP_A_TURN);
    struct id question = ask(&r, 2, "coordinator", "odd");
    rig_turn(&r, 0);
    assert_int_equal(told(&r, rig_reply(&r, question)), ROWS / 2);
    assert_false(engine_is_whole(r.engine));
    rig_close(&r);
}

static void what_is_looked_at_leaves_one_entry(void **state) {
    (void)state;
    RIG(r, tally_listed_looked_at);
    fill(&r, ROWS);
    reopen_behind(&r, A_STEP_A_TURN);
    uint64_t before = r.engine->access.n;
    struct id question = ask(&r, 2, "coordinator", "n000");
    for (int i = 0; i < 3; i++) {
        push_adding(&r, name_of(&r, i), 2);
        rig_turn(&r, 0);
        assert_null(rig_reply(&r, question));
    }
    assert_int_equal(r.engine->access.n, before);
    int64_t total;
    answered(&r, question, &total);
    assert_int_equal(total, ROWS);
    assert_int_equal(r.engine->access.n, before + 1);
    rig_close(&r);
}

/* Rows that come, change and go before and behind the place up to which it is made; turns that are taken back. */
static void changes_meanwhile_are_as_if_it_had_been_whole(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        RIG(r, tally_listed);
        fill(&r, ROWS);
        reopen_behind(&r, A_STEP_A_TURN);
        struct prng p;
        prng_init(&p, seed);
        bool there[ROWS + 50];
        for (int i = 0; i < ROWS + 50; i++) there[i] = i < ROWS;
        while (!engine_is_whole(r.engine)) {
            for (int i = 0; i < 8; i++) {
                int which = (int)prng_below(&p, ROWS + 50), by = prng_below(&p, 3) ? 1 : TALLY_FORGETS;
                push_adding(&r, name_of(&r, which), by);
                there[which] = by != TALLY_FORGETS;
            }
            if (prng_below(&p, 4) == 0) push_adding(&r, "bad", TALLY_BREAKS_HERE);
            rig_turn(&r, 0);
        }
        while (engine_has_work(r.engine, r.now_ms)) rig_turn(&r, 0);
        int n = 0;
        for (int i = 0; i < ROWS + 50; i++) n += there[i];
        int64_t total;
        answered(&r, ask(&r, 2, "coordinator", "n000"), &total);
        if (total != n) fail_msg("seed %llu: %lld of %d", (unsigned long long)seed, (long long)total, n);
        assert_sound(&r);
        rig_close(&r);
    }
}

static void add_reminder(struct rig *r, const char *name, int64_t after_ms) {
    tally__add_request *in = rig_adding(r, name, 1);
    in->remind_ms = after_ms;
    assert_int_equal(rig_add(r, in), 0);
}

/* Those that are due are due once all are known, the first one first. */
static void deadlines_wait_and_none_is_lost(void **state) {
    (void)state;
    RIG(r, tally_listed);
    for (int i = 0; i < 200; i++) add_reminder(&r, name_of(&r, i), 60000 - 10 * i);
    reopen_behind(&r, A_STEP_A_TURN);
    add_reminder(&r, "new", 60001);
    rig_turn(&r, 120000);
    assert_int_equal(engine_counters(r.engine)->deadlines, 0);
    for (int i = 0; i < 100 && engine_has_work(r.engine, r.now_ms); i++) rig_turn(&r, 0);
    assert_int_equal(engine_counters(r.engine)->deadlines, 201);
    assert_int_equal(rig_status(&r)->deadlines, 0);
    assert_sound(&r);
    rig_close(&r);
}

/* Of a territory all of them are made at the opening; a verification makes them before it compares. */
static void few_are_made_at_once_and_a_verification_makes_all(void **state) {
    (void)state;
    RIG(r, tally_listed);
    fill(&r, 20);
    assert_int_equal(rig_reopen(&r), 0);
    assert_true(engine_is_whole(r.engine));
    fill(&r, ROWS);
    reopen_behind(&r, A_STEP_A_TURN);
    assert_false(engine_is_whole(r.engine));
    assert_sound(&r);
    assert_true(engine_is_whole(r.engine));
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_go_on_and_a_question_waits),
        cmocka_unit_test(who_waits_is_not_overtaken_by_herself),
        cmocka_unit_test(an_index_of_some_rows_is_there_at_once),
        cmocka_unit_test(what_is_looked_at_leaves_one_entry),
        cmocka_unit_test(changes_meanwhile_are_as_if_it_had_been_whole),
        cmocka_unit_test(deadlines_wait_and_none_is_lost),
        cmocka_unit_test(few_are_made_at_once_and_a_verification_makes_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
