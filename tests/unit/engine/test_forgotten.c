/* What is remembered for a time, and that forgetting keeps up with writing. */
#include "rig.h"

#define RIG(r, service)                                                                                                \
    struct rig r;                                                                                                      \
    rig_open(&r, service)

static uint64_t rows(struct rig *r, enum table table) { return txn_count(&r->engine->snapshot, table); }

static int add(struct rig *r, const char *principal, struct id id, const char *name) {
    return rig_reason(rig_call(r, principal, id, "intake.Add", &rig_adding(r, name, 1)->base));
}

/* So many commands of one key as fast as they are taken; the arena of the rig is emptied meanwhile. */
static void pushed(struct rig *r, const char *principal, const char *name, int n) {
    for (int done = 0; done < n;) {
        arena_reset(&r->arena);
        const tally__add_request *in = rig_adding(r, name, 1);
        for (int i = 0; i < ENGINE_WINDOW && done < n; i++, done++)
            assert_int_equal(rig_push(r, 1, principal, rig_request(r, rig_request_id(r), "intake.Add", &in->base)), 0);
        rig_turn(r, 0);
    }
}

static void refused(struct rig *r, const char *principal, int n) { pushed(r, principal, "", n); }

static void live_days(struct rig *r, int days) {
    for (int i = 0; i < days * 24 * 6; i++) rig_turn(r, 10 * MINUTE_MS);
}

/* Sixty thousand of one key: the last twenty thousand stay, and nobody else's answer goes. */
static void refusals_of_one_key_are_bounded(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    struct id first = rig_request_id(&r), others = rig_request_id(&r), done = rig_request_id(&r), last;
    assert_int_equal(add(&r, "operator", others, ""), REASON_FIELDS_INVALID);
    assert_int_equal(add(&r, "desk", done, "x"), 0);
    assert_int_equal(add(&r, "desk", first, ""), REASON_FIELDS_INVALID);
    refused(&r, "desk", 20000 - 1);
    uint64_t used = store_usage(r.engine->store).used_bytes;
    assert_int_equal(rows(&r, TABLE_REPLY), 20000 + 2);
    uint64_t repeated = engine_counters(r.engine)->repeated;
    assert_int_equal(add(&r, "desk", first, ""), REASON_FIELDS_INVALID);
    assert_int_equal(engine_counters(r.engine)->repeated, repeated + 1);
    last = rig_request_id(&r);
    assert_int_equal(add(&r, "desk", last, ""), REASON_FIELDS_INVALID);
    assert_int_equal(add(&r, "desk", first, ""), REASON_FIELDS_INVALID); /* the oldest is gone: decided anew */
    assert_int_equal(engine_counters(r.engine)->repeated, repeated + 1);
    refused(&r, "desk", 40000);
    assert_int_equal(rows(&r, TABLE_REPLY), 20000 + 2);
    assert_int_equal(rows(&r, TABLE_REFUSED), 20000 + 1);
    assert_int_equal(rows(&r, TABLE_EXPIRY), 20000 + 1);
    assert_true(store_usage(r.engine->store).used_bytes < used + used / 2); /* a third is the pages' wear */
    assert_int_equal(add(&r, "operator", others, ""), REASON_FIELDS_INVALID);
    assert_int_equal(add(&r, "desk", done, "x"), 0);
    assert_int_equal(engine_counters(r.engine)->repeated, repeated + 3);
    assert_int_equal(rig_get(&r, "x")->total, 1);
    rig_close(&r);
}

/* A refusal goes after a day, what was done stays for thirty at least, and for sixty at most. */
static void a_refusal_is_forgotten_after_a_day(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    struct id id = rig_request_id(&r), done = rig_request_id(&r);
    assert_int_equal(add(&r, "desk", done, "x"), 0);
    assert_int_equal(add(&r, "desk", id, ""), REASON_FIELDS_INVALID);
    for (int i = 0; i < 23 * 6; i++) rig_turn(&r, 10 * MINUTE_MS);
    assert_int_equal(add(&r, "desk", id, ""), REASON_FIELDS_INVALID);
    assert_int_equal(engine_counters(r.engine)->repeated, 1);
    live_days(&r, 1);
    assert_int_equal(rows(&r, TABLE_REPLY), 1);
    assert_int_equal(rows(&r, TABLE_REFUSED), 0);
    assert_int_equal(add(&r, "desk", id, ""), REASON_FIELDS_INVALID); /* decided anew */
    assert_int_equal(engine_counters(r.engine)->repeated, 1);
    live_days(&r, 28);
    assert_int_equal(add(&r, "desk", done, "x"), 0);
    assert_int_equal(rig_get(&r, "x")->total, 1);
    assert_int_equal(rows(&r, TABLE_EXPIRY), 0);
    live_days(&r, 32);
    assert_int_equal(rows(&r, TABLE_REPLY), 0);
    assert_int_equal(add(&r, "desk", done, "x"), 0);
    assert_int_equal(rig_get(&r, "x")->total, 2);
    rig_close(&r);
}

/* A refused id that is forgotten and then granted is kept as what was done is: nothing of the refusal is left that
 * could take it away. */
static void what_was_refused_and_then_done_is_kept(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    tally__add_request *in = rig_adding(&r, "x", 1);
    in->version = id_field(&r.arena, (struct id){{9}});
    struct id id = rig_request_id(&r);
    assert_int_equal(rig_reason(rig_call(&r, "desk", id, "intake.Add", &in->base)), REASON_VERSION_STALE);
    refused(&r, "desk", 20000);
    in = rig_adding(&r, "x", 1);
    assert_int_equal(rig_reason(rig_call(&r, "desk", id, "intake.Add", &in->base)), 0);
    live_days(&r, 3);
    assert_int_equal(rows(&r, TABLE_REFUSED), 0);
    in = rig_adding(&r, "x", 1);
    assert_int_equal(rig_reason(rig_call(&r, "desk", id, "intake.Add", &in->base)), 0);
    assert_int_equal(rig_get(&r, "x")->total, 1);
    rig_close(&r);
}

/* Six thousand fall due together. The minute takes two thousand; each command takes two more in its own turn, and when
 * nothing comes the minutes take the rest. */
static void forgetting_keeps_up_with_writing(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    refused(&r, "desk", 6000);
    for (int i = 0; i < 24 * 6 - 1; i++) rig_turn(&r, 10 * MINUTE_MS);
    assert_int_equal(rows(&r, TABLE_REPLY), 6000);
    rig_turn(&r, 10 * MINUTE_MS);
    rig_turn(&r, 10 * MINUTE_MS);
    uint64_t left = rows(&r, TABLE_REPLY);
    assert_true(left >= 2000 && left <= 4000);
    refused(&r, "operator", 1000);
    assert_int_equal(rows(&r, TABLE_REPLY), left - 2 * 1000 + 1000);
    for (int i = 0; i < 3; i++) rig_turn(&r, MINUTE_MS);
    assert_int_equal(rows(&r, TABLE_REPLY), 1000);
    assert_int_equal(rows(&r, TABLE_EXPIRY), 1000);
    rig_close(&r);
}

/* Of a period that is over two thousand in a minute, and two with each command; no row beside them says when. */
static void replies_of_a_period_are_forgotten_by_and_by(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    int64_t period_ms = 30 * DAY_MS;
    while (r.engine->lived_ms % period_ms > DAY_MS) rig_turn(&r, 10 * MINUTE_MS);
    uint64_t before = rows(&r, TABLE_REPLY);
    pushed(&r, "desk", "x", 5000);
    live_days(&r, 58);
    assert_int_equal(rows(&r, TABLE_REPLY), before + 5000);
    while (r.engine->lived_ms % period_ms < 29 * DAY_MS) rig_turn(&r, 10 * MINUTE_MS);
    while (r.engine->lived_ms % period_ms > DAY_MS) rig_turn(&r, 10 * MINUTE_MS);
    uint64_t left = rows(&r, TABLE_REPLY);
    assert_int_equal(left, before + 3000);
    pushed(&r, "desk", "y", 100);
    assert_int_equal(rows(&r, TABLE_REPLY), left - 2 * 100 + 100);
    for (int i = 0; i < 3; i++) rig_turn(&r, MINUTE_MS);
    assert_int_equal(rows(&r, TABLE_REPLY), 100);
    assert_int_equal(rows(&r, TABLE_EXPIRY), 0);
    rig_close(&r);
}

/* Heard ids and marks of a stream are kept for 90 days, and make room for each other as replies do. */
static void what_was_heard_is_forgotten(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    for (int i = 0; i < 50; i++) rig_tell(&r, &p, "x", 1);
    assert_int_equal(rows(&r, TABLE_HEARD), 50);
    assert_int_equal(rows(&r, TABLE_MARK), 49); /* of each position that was left */
    live_days(&r, 89);
    assert_int_equal(rows(&r, TABLE_HEARD), 50);
    live_days(&r, 2);
    assert_int_equal(rows(&r, TABLE_HEARD), 0);
    assert_int_equal(rows(&r, TABLE_EXPIRY), rows(&r, TABLE_MARK));
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refusals_of_one_key_are_bounded),
        cmocka_unit_test(a_refusal_is_forgotten_after_a_day),
        cmocka_unit_test(what_was_refused_and_then_done_is_kept),
        cmocka_unit_test(forgetting_keeps_up_with_writing),
        cmocka_unit_test(replies_of_a_period_are_forgotten_by_and_by),
        cmocka_unit_test(what_was_heard_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
