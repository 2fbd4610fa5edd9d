/* The engine's promises with the smallest services that can show them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include "harness_internal.h"
#include "tally.h"

static const struct service *const both[] = {&tally_counts, &tally_hears};

static struct world *world_of_two(uint64_t seed) {
    struct world_options o = {
        .seed = seed, .services = both, .n_services = 2, .territory = "test", .start_ms = 1800000000000};
    struct world *w = world_new(&o);
    world_key(w, "desk", ROLE_DESK, "a");
    world_key(w, "operator", ROLE_OPERATOR, "");
    world_key(w, "coordinator", ROLE_COORDINATOR, "");
    world_key(w, "partner", ROLE_PARTNER, "b");
    return w;
}

static tally__add_request *add(struct arena *a, const char *name, int by) {
    tally__add_request *r = NEW(a, tally__add_request);
    r->name = name;
    r->by = by;
    return r;
}

static int do_add(struct world *w, struct arena *a, struct id request, const tally__add_request *in,
                  tally__add_reply **out, sippe__status **status) {
    return world_call(w, a, "intake", "desk", "intake.Add", request, &in->base, &tally__add_reply__descriptor, out,
                      status);
}

static int do_get(struct world *w, struct arena *a, const char *daemon, const char *key, const char *name,
                  tally__get_reply **out) {
    tally__get_request *r = NEW(a, tally__get_request);
    r->name = name;
    return world_call(w, a, daemon, key, arena_printf(a, "%s.Get", daemon), world_request_id(w), &r->base,
                      &tally__get_reply__descriptor, out, NULL);
}

#define WORLD(w, a, seed)                                                                                              \
    struct world *w = world_of_two(seed);                                                                              \
    struct arena a;                                                                                                    \
    arena_init(&a)
#define WORLD_END(w, a)                                                                                                \
    do {                                                                                                               \
        const char *fault_ = world_verify(w);                                                                          \
        if (fault_) fail_msg("%s", fault_);                                                                            \
        arena_close(&a);                                                                                               \
        world_free(w);                                                                                                 \
    } while (0)

static void same_request_same_reply(void **state) {
    (void)state;
    WORLD(w, a, 1);
    struct id request = world_request_id(w);
    tally__add_reply *first, *again;
    tally__get_reply *got;
    assert_int_equal(do_add(w, &a, request, add(&a, "x", 3), &first, NULL), 0);
    world_crash(w, "intake");
    assert_int_equal(do_add(w, &a, request, add(&a, "x", 3), &again, NULL), 0);
    assert_true(span_equal(span_pb(first->version), span_pb(again->version)));
    assert_int_equal(again->total, 3);
    assert_int_equal(do_add(w, &a, request, add(&a, "x", 4), &again, NULL), REASON_REQUEST_ID_REUSED);
    assert_int_equal(do_get(w, &a, "intake", "coordinator", "x", &got), 0);
    assert_int_equal(got->total, 3);
    WORLD_END(w, a);
}

static void refusals_are_explained_and_remembered(void **state) {
    (void)state;
    WORLD(w, a, 2);
    struct id request = world_request_id(w);
    sippe__status *status;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(do_add(w, &a, request, add(&a, "", 13), NULL, &status), REASON_FIELDS_INVALID);
        assert_int_equal(status->n_violations, 2);
        assert_string_equal(status->violations[0]->path, "name");
        assert_string_equal(status->violations[1]->path, "by");
    }
    assert_int_equal(engine_counters(world_engine(w, "intake"))->records, 0);
    WORLD_END(w, a);
}

static void stale_versions_are_aborted(void **state) {
    (void)state;
    WORLD(w, a, 3);
    tally__add_reply *one, *two;
    sippe__status *status;
    assert_int_equal(do_add(w, &a, world_request_id(w), add(&a, "x", 1), &one, NULL), 0);
    assert_int_equal(do_add(w, &a, world_request_id(w), add(&a, "x", 1), &two, NULL), 0);
    tally__add_request *stale = add(&a, "x", 1);
    stale->version = one->version;
    assert_int_equal(do_add(w, &a, world_request_id(w), stale, NULL, &status), REASON_VERSION_STALE);
    assert_int_equal(status->code, CODE_ABORTED);
    assert_true(span_equal(span_pb(status->version), span_pb(two->version)));
    WORLD_END(w, a);
}

static void strangers_and_others_are_kept_out(void **state) {
    (void)state;
    WORLD(w, a, 4);
    assert_int_equal(do_add(w, &a, world_request_id(w), add(&a, "b", 1), NULL, NULL), 0);
    assert_int_equal(do_add(w, &a, world_request_id(w), add(&a, "c", 1), NULL, NULL), 0);
    assert_int_equal(do_get(w, &a, "intake", "nobody", "b", NULL), REASON_NOT_ALLOWED);
    assert_int_equal(do_get(w, &a, "intake", "partner", "b", NULL), 0);
    assert_int_equal(do_get(w, &a, "intake", "partner", "c", NULL), REASON_NOT_FOUND);
    tally__add_request *r = add(&a, "b", 1);
    assert_int_equal(world_call(w, &a, "intake", "partner", "intake.Add", world_request_id(w), &r->base,
                                &tally__add_reply__descriptor, NULL, NULL),
                     REASON_NOT_ALLOWED);
    assert_int_equal(world_call(w, &a, "intake", "desk", "intake.Nothing", world_request_id(w), &r->base,
                                &tally__add_reply__descriptor, NULL, NULL),
                     REASON_METHOD_UNKNOWN);
    WORLD_END(w, a);
}

static void followers_hear_once_and_answer(void **state) {
    (void)state;
    WORLD(w, a, 5);
    world_faults_set(
        w, (struct world_faults){
               .drop = 500, .duplicate = 500, .delay = 1000, .crash_before_commit = 100, .crash_after_commit = 100});
    for (int i = 0; i < 60; i++) assert_int_equal(do_add(w, &a, world_request_id(w), add(&a, "x", 1), NULL, NULL), 0);
    assert_true(world_settle(w, 120000));
    world_faults_set(w, (struct world_faults){0});
    tally__get_reply *here, *there;
    assert_int_equal(do_get(w, &a, "intake", "coordinator", "x", &here), 0);
    assert_int_equal(do_get(w, &a, "scheduling", "coordinator", "x", &there), 0);
    assert_int_equal(here->total, 60);
    assert_int_equal(there->echoes, 60);
    assert_int_equal(here->echoes, 60);
    WORLD_END(w, a);
}

static void deadlines_fire_once(void **state) {
    (void)state;
    WORLD(w, a, 6);
    tally__add_request *r = add(&a, "x", 1);
    tally__get_reply *got;
    r->remind_ms = 60000;
    assert_int_equal(do_add(w, &a, world_request_id(w), r, NULL, NULL), 0);
    world_run(w, 50000);
    world_crash(w, "intake");
    assert_int_equal(do_get(w, &a, "intake", "coordinator", "x", &got), 0);
    assert_int_equal(got->reminded, 0);
    world_run(w, 20000);
    world_crash(w, "intake");
    world_run(w, 200000);
    assert_int_equal(do_get(w, &a, "intake", "coordinator", "x", &got), 0);
    assert_int_equal(got->reminded, 1);
    WORLD_END(w, a);
}

static node__list_parked_reply *parked(struct world *w, struct arena *a) {
    node__list_parked_request *r = NEW(a, node__list_parked_request);
    node__list_parked_reply *out = NULL;
    assert_int_equal(world_call(w, a, "scheduling", "operator", "node.ListParked", world_request_id(w), &r->base,
                                &node__list_parked_reply__descriptor, &out, NULL),
                     0);
    return out;
}

static void poison_is_parked_and_nothing_overtakes_it(void **state) {
    (void)state;
    WORLD(w, a, 7);
    tally__get_reply *got;
    do_add(w, &a, world_request_id(w), add(&a, "x", TALLY_POISON), NULL, NULL);
    do_add(w, &a, world_request_id(w), add(&a, "x", 1), NULL, NULL);
    do_add(w, &a, world_request_id(w), add(&a, "y", 1), NULL, NULL);
    assert_true(world_settle(w, 20000));
    node__list_parked_reply *list = parked(w, &a);
    assert_int_equal(list->n_parked, 2);
    assert_int_equal(list->parked[0]->reason, REASON_CONTRADICTION);
    assert_int_equal(list->parked[1]->reason, REASON_HELD);
    assert_int_equal(do_get(w, &a, "scheduling", "coordinator", "x", &got), REASON_NOT_FOUND);
    assert_int_equal(do_get(w, &a, "scheduling", "coordinator", "y", &got), 0);
    node__drop_parked_request *drop = NEW(&a, node__drop_parked_request);
    drop->id = list->parked[0]->id;
    drop->reason = "test";
    assert_int_equal(world_call(w, &a, "scheduling", "operator", "node.DropParked", world_request_id(w), &drop->base,
                                &node__drop_parked_reply__descriptor, NULL, NULL),
                     0);
    assert_int_equal(parked(w, &a)->n_parked, 0);
    assert_int_equal(do_get(w, &a, "scheduling", "coordinator", "x", &got), 0);
    assert_int_equal(got->echoes, 1);
    WORLD_END(w, a);
}

static void waiting_ends_when_it_may(void **state) {
    (void)state;
    WORLD(w, a, 8);
    tally__get_reply *got;
    do_add(w, &a, world_request_id(w), add(&a, "x", TALLY_WAITS), NULL, NULL);
    assert_true(world_settle(w, 20000));
    assert_int_equal(parked(w, &a)->parked[0]->waiting, true);
    do_add(w, &a, world_request_id(w), add(&a, "opened", 1), NULL, NULL);
    world_run(w, 70000);
    assert_int_equal(parked(w, &a)->n_parked, 0);
    assert_int_equal(do_get(w, &a, "scheduling", "coordinator", "x", &got), 0);
    WORLD_END(w, a);
}

static void waiting_for_ever_is_parked(void **state) {
    (void)state;
    WORLD(w, a, 9);
    do_add(w, &a, world_request_id(w), add(&a, "x", TALLY_WAITS), NULL, NULL);
    world_run(w, 70 * 60000);
    node__list_parked_reply *list = parked(w, &a);
    assert_int_equal(list->n_parked, 1);
    assert_int_equal(list->parked[0]->waiting, false);
    assert_int_equal(list->parked[0]->reason, REASON_WAITED_TOO_LONG);
    WORLD_END(w, a);
}

static void personal_parts_stand_apart(void **state) {
    (void)state;
    WORLD(w, a, 10);
    do_add(w, &a, world_request_id(w), add(&a, "x", 1), NULL, NULL);
    world_run(w, 10);
    struct view *v = world_view(w, "intake", &a);
    sippe__record *r = journal_read(v, 1);
    assert_non_null(r);
    assert_null(memmem(r->open.data, r->open.len, "secret", 6));
    assert_null(memmem(r->sealed.data, r->sealed.len, "secret", 6));
    assert_int_equal(r->sealed.len, SEAL_LEAST);
    const tally__added *e = READ_EVENT(v, tally__added, 1, NULL);
    assert_string_equal(e->personal->note, "secret");
    WORLD_END(w, a);
}

static void copy_store(struct world *w, const char *daemon, const char *mark, bool back) {
    char command[400];
    const char *dir = world_dir(w, daemon);
    snprintf(command, sizeof command, back ? "rm -rf '%s' && cp -r '%s-%s' '%s'" : "cp -r '%s' '%s-%s'", dir, dir, mark,
             dir);
    if (system(command)) abort();
}

static void restored_alone_its_follower_stops_until_told(void **state) {
    (void)state;
    WORLD(w, a, 11);
    for (int i = 0; i < 10; i++) do_add(w, &a, world_request_id(w), add(&a, "x", 1), NULL, NULL);
    assert_true(world_settle(w, 20000));
    world_stop(w, "intake");
    copy_store(w, "intake", "old", false);
    assert_int_equal(world_start(w, "intake"), 0);
    for (int i = 0; i < 10; i++) do_add(w, &a, world_request_id(w), add(&a, "y", 1), NULL, NULL);
    assert_true(world_settle(w, 20000));
    world_stop(w, "intake");
    copy_store(w, "intake", "old", true);
    assert_int_equal(world_start(w, "intake"), 0);
    for (int i = 0; i < 3; i++) do_add(w, &a, world_request_id(w), add(&a, "z", 1), NULL, NULL);
    world_run(w, 20000);
    node__get_status_request *ask = NEW(&a, node__get_status_request);
    node__get_status_reply *status;
    assert_int_equal(world_call(w, &a, "scheduling", "operator", "node.GetStatus", world_request_id(w), &ask->base,
                                &node__get_status_reply__descriptor, &status, NULL),
                     0);
    assert_non_null(strstr(status->followed[0]->stopped, "forked"));
    tally__get_reply *got;
    assert_int_equal(do_get(w, &a, "scheduling", "coordinator", "z", &got), REASON_NOT_FOUND);
    node__resume_stream_request *resume = NEW(&a, node__resume_stream_request);
    resume->journal = "intake";
    assert_int_equal(world_call(w, &a, "scheduling", "operator", "node.ResumeStream", world_request_id(w),
                                &resume->base, &node__resume_stream_reply__descriptor, NULL, NULL),
                     0);
    world_run(w, 20000);
    assert_int_equal(do_get(w, &a, "scheduling", "coordinator", "z", &got), 0);
    assert_int_equal(got->echoes, 3);
    assert_int_equal(do_get(w, &a, "scheduling", "coordinator", "x", &got), 0);
    assert_int_equal(got->echoes, 10);
    WORLD_END(w, a);
}

/* Nothing new was recorded since: the follower is not behind what the producer lost. */
static void a_resumed_follower_is_level_with_what_is_left(void **state) {
    (void)state;
    WORLD(w, a, 12);
    for (int i = 0; i < 5; i++) do_add(w, &a, world_request_id(w), add(&a, "x", 1), NULL, NULL);
    assert_true(world_settle(w, 20000));
    world_stop(w, "intake");
    copy_store(w, "intake", "old", false);
    assert_int_equal(world_start(w, "intake"), 0);
    for (int i = 0; i < 5; i++) do_add(w, &a, world_request_id(w), add(&a, "y", 1), NULL, NULL);
    assert_true(world_settle(w, 20000));
    world_stop(w, "intake");
    copy_store(w, "intake", "old", true);
    assert_int_equal(world_start(w, "intake"), 0);
    world_run(w, 20000);
    node__resume_stream_request *resume = NEW(&a, node__resume_stream_request);
    resume->journal = "intake";
    assert_int_equal(world_call(w, &a, "scheduling", "operator", "node.ResumeStream", world_request_id(w),
                                &resume->base, &node__resume_stream_reply__descriptor, NULL, NULL),
                     0);
    world_run(w, 20000);
    node__get_status_request *ask = NEW(&a, node__get_status_request);
    node__get_status_reply *status;
    assert_int_equal(world_call(w, &a, "scheduling", "operator", "node.GetStatus", world_request_id(w), &ask->base,
                                &node__get_status_reply__descriptor, &status, NULL),
                     0);
    assert_string_equal(status->followed[0]->stopped, "");
    assert_int_equal(status->followed[0]->head, status->followed[0]->n);
    WORLD_END(w, a);
}

static void many_seeds(void **state) {
    (void)state;
    for (uint64_t seed = 100; seed < 120; seed++) {
        WORLD(w, a, seed);
        world_faults_set(w, (struct world_faults){.drop = 800,
                                                  .duplicate = 800,
                                                  .delay = 2000,
                                                  .crash_before_commit = 200,
                                                  .crash_after_commit = 200,
                                                  .clock_jump = 100});
        for (int i = 0; i < 20; i++) do_add(w, &a, world_request_id(w), add(&a, i % 2 ? "x" : "y", 1), NULL, NULL);
        world_faults_set(w, (struct world_faults){0});
        if (!world_settle(w, 300000)) fail_msg("seed %llu does not settle", (unsigned long long)seed);
        tally__get_reply *x, *y;
        do_get(w, &a, "scheduling", "coordinator", "x", &x);
        do_get(w, &a, "intake", "coordinator", "y", &y);
        if (x->echoes != 10 || y->echoes != 10)
            fail_msg("seed %llu: %d and %d echoes", (unsigned long long)seed, x->echoes, y->echoes);
        WORLD_END(w, a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_request_same_reply),
        cmocka_unit_test(refusals_are_explained_and_remembered),
        cmocka_unit_test(stale_versions_are_aborted),
        cmocka_unit_test(strangers_and_others_are_kept_out),
        cmocka_unit_test(followers_hear_once_and_answer),
        cmocka_unit_test(deadlines_fire_once),
        cmocka_unit_test(poison_is_parked_and_nothing_overtakes_it),
        cmocka_unit_test(waiting_ends_when_it_may),
        cmocka_unit_test(waiting_for_ever_is_parked),
        cmocka_unit_test(personal_parts_stand_apart),
        cmocka_unit_test(restored_alone_its_follower_stops_until_told),
        cmocka_unit_test(a_resumed_follower_is_level_with_what_is_left),
        cmocka_unit_test(many_seeds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
