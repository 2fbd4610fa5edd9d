/* Whose turn it is, how long it is, and what waits meanwhile: one who asks much costs the others little. */
#include "rig.h"

#include <stdio.h>
#include <stdlib.h>

/* A service whose work takes time: as many microseconds as its name says. */
static struct rig *clocked;

static int slow_get(struct query *q, const tally__get_request *in, tally__get_reply *out) {
    clocked->mono_us += atoi(in->name);
    out->total = query_time_is_up(q);
    return 0;
}

static int slow_add(struct decide *d, const tally__add_request *in, tally__add_reply *out) {
    (void)d;
    clocked->mono_us += atoi(in->name);
    out->total = in->by;
    return 0;
}

struct scene {
    struct rig rig;
    struct service service;
    struct method methods[2];
};

static int setup(void **state) {
    static struct scene s;
    s.service = tally_counts;
    s.methods[0] = tally_counts.methods[0];
    s.methods[1] = tally_counts.methods[1];
    for (size_t i = 0; i < 2; i++) {
        s.methods[i].run = s.methods[i].query ? (any_fn)slow_get : (any_fn)slow_add;
        s.methods[i].roles = AS_ANYBODY;
        s.methods[i].owner = NULL;
    }
    s.service.methods = s.methods;
    rig_open(&s.rig, &s.service);
    clocked = &s.rig;
    *state = &s;
    return 0;
}

static int teardown(void **state) {
    struct scene *s = *state;
    rig_close(&s->rig);
    return 0;
}

static struct id ask(struct rig *r, uint8_t route, const char *who, int us) {
    struct id id = rig_request_id(r);
    tally__get_request *in = NEW(&r->arena, tally__get_request);
    in->name = arena_printf(&r->arena, "%d", us);
    assert_int_equal(rig_push(r, route, who, rig_request(r, id, "intake.Get", &in->base)), 0);
    return id;
}

static struct id command(struct rig *r, uint8_t route, const char *who, int us) {
    struct id id = rig_request_id(r);
    tally__add_request *in = rig_adding(r, arena_printf(&r->arena, "%d", us), 1);
    assert_int_equal(rig_push(r, route, who, rig_request(r, id, "intake.Add", &in->base)), 0);
    return id;
}

/* How long the next turn takes. */
static int64_t turn_us(struct rig *r) {
    int64_t began = r->mono_us;
    rig_turn(r, 1);
    return r->mono_us - began;
}

/* 500 heavy queries wait; who asks now is answered in one turn, and it is a short one. */
static void who_asks_little_does_not_wait(void **state) {
    struct rig *r = &((struct scene *)*state)->rig;
    for (int i = 0; i < 500; i++) ask(r, 1, "desk", 2000);
    rig_turn(r, 0);
    for (int i = 0; i < 20; i++) {
        struct id id = ask(r, 2, "partner", 20);
        int64_t took = turn_us(r);
        assert_non_null(rig_reply(r, id));
        assert_in_range(took, 20, 1000 + 2000 + 20);
    }
    assert_false(engine_wake_ms(r->engine)); /* and the others are not forgotten */
    for (int i = 0; i < 500 && !engine_wake_ms(r->engine); i++) rig_turn(r, 1);
    assert_true(engine_wake_ms(r->engine) > r->now_ms);
    assert_int_equal(engine_counters(r->engine)->queries, 520);
}

/* Two who ask as heavily get as much; one who asks lightly meanwhile gets more of them in the same time. */
static void time_is_shared_not_messages(void **state) {
    struct rig *r = &((struct scene *)*state)->rig;
    for (int i = 0; i < 400; i++) {
        ask(r, 1, "desk", 900);
        ask(r, 2, "gateway", 300);
    }
    int desk = 0, gateway = 0;
    for (int t = 0; t < 60; t++) {
        rig_turn(r, 1);
        for (size_t i = 0; i < rig_outs(r); i++) {
            size_t n;
            uint8_t route = engine_out(r->engine, &n)[i].route.bytes[0];
            desk += route == 1;
            gateway += route == 2;
        }
    }
    assert_in_range(gateway, 2 * desk, 4 * desk);
}

/* Nobody saves up: who was silent while another worked is not served alone until both have had as much. */
static void silence_saves_nothing_up(void **state) {
    struct rig *r = &((struct scene *)*state)->rig;
    for (int i = 0; i < 300; i++) ask(r, 1, "desk", 1000);
    while (!engine_wake_ms(r->engine)) rig_turn(r, 1);
    for (int i = 0; i < 300; i++) {
        ask(r, 1, "desk", 1000);
        ask(r, 2, "gateway", 1000);
    }
    int desk = 0, n_turns = 40;
    for (int t = 0; t < n_turns; t++) {
        rig_turn(r, 1);
        size_t n;
        const struct engine_out *out = engine_out(r->engine, &n);
        for (size_t i = 0; i < n; i++) desk += out[i].route.bytes[0] == 1;
    }
    assert_in_range(desk, n_turns / 4, n_turns);
}

/* What there is no time for in a turn goes back, and keeps its order: a query sees its sender's commands done. */
static void what_is_left_keeps_its_order(void **state) {
    struct rig *r = &((struct scene *)*state)->rig;
    struct id ids[41];
    for (int i = 0; i < 40; i++) ids[i] = command(r, 1, "desk", 1000);
    ids[40] = ask(r, 1, "desk", 10);
    int next = 0, turns = 0;
    for (; next < 41 && turns < 41; turns++) {
        int64_t took = turn_us(r);
        assert_true(took <= 6000 + 10);
        for (; next < 41 && rig_reply(r, ids[next]); next++) continue;
        for (int later = next; later < 41; later++) assert_null(rig_reply(r, ids[later]));
    }
    assert_int_equal(next, 41);
    assert_in_range(turns, 5, 12);
}

/* Where two are served a turn's writing part is short, too. */
static void contended_turns_are_short(void **state) {
    struct rig *r = &((struct scene *)*state)->rig;
    for (int i = 0; i < 100; i++) command(r, 1, "desk", 400);
    assert_in_range(turn_us(r), 4000, 25000);
    struct id id = command(r, 2, "gateway", 100);
    int64_t took = turn_us(r);
    assert_non_null(rig_reply(r, id));
    assert_in_range(took, 100, 1500);
    while (!engine_wake_ms(r->engine)) rig_turn(r, 1);
    rig_wait(r, 2000);
    for (int i = 0; i < 100; i++) command(r, 1, "desk", 400);
    assert_in_range(turn_us(r), 4000, 25000); /* alone again */
}

/* A query need not wait for another's flush, nor a command for another's queries: no turn has both, and both go on. */
static void parts_take_turns(void **state) {
    struct rig *r = &((struct scene *)*state)->rig;
    rig_turn(r, 0); /* what a start has to do */
    for (int i = 0; i < 60; i++) ask(r, 1, "desk", 900);
    for (int i = 0; i < 60; i++) command(r, 2, "gateway", 900);
    int wrote = 0, read = 0;
    for (int t = 0; t < 20; t++) {
        struct engine_counters before = *engine_counters(r->engine);
        rig_turn(r, 1);
        bool commits = engine_counters(r->engine)->commits > before.commits;
        bool queries = engine_counters(r->engine)->queries > before.queries;
        assert_int_not_equal(commits, queries);
        wrote += commits;
        read += queries;
    }
    assert_in_range(wrote, 6, 14);
    assert_in_range(read, 6, 14);
}

static void a_query_learns_that_its_time_is_up(void **state) {
    struct rig *r = &((struct scene *)*state)->rig;
    for (int us = 4000; us <= 6000; us += 2000) {
        struct id id = ask(r, 1, "desk", us);
        rig_turn(r, 0);
        const sippe__reply *reply = rig_reply(r, id);
        const tally__get_reply *got = UNPACK(&r->arena, tally__get_reply, span_pb(reply->body), MESSAGE_STRICT);
        assert_int_equal(got->total, us > 5000);
    }
}

/* ---- bytes ---- */

static int push_bytes(struct rig *r, const char *who, size_t bytes) {
    sippe__envelope *e = rig_request(r, rig_request_id(r), "intake.Get", &NEW(&r->arena, tally__get_request)->base);
    e->request->body = (ProtobufCBinaryData){bytes, arena_alloc(&r->arena, bytes)};
    int rc = rig_push(r, 1, who, e);
    arena_reset(&r->arena);
    return rc;
}

/* 2 MiB of one, 16 of all; the operator mends what is full, and is not refused for it. */
static void waiting_bytes_are_bounded(void **state) {
    struct rig *r = &((struct scene *)*state)->rig;
    char who[16];
    for (int k = 0; k < 12; k++) {
        snprintf(who, sizeof who, "key-%d", k);
        for (int i = 0; i < 20; i++) push_bytes(r, who, 200 << 10);
        assert_true(r->engine->waiting_bytes <= ENGINE_INBOX_BYTES);
        assert_in_range(r->engine->n_queued, k < 8 ? 10 * (size_t)(k + 1) : 80, k < 8 ? 10 * (size_t)(k + 1) : 83);
    }
    size_t before = r->engine->n_queued;
    push_bytes(r, "key-20", 200 << 10);
    assert_int_equal(r->engine->n_queued, before);
    push_bytes(r, "operator", 200 << 10);
    assert_int_equal(r->engine->n_queued, before + 1);
    for (const struct inbox_entry *entry = r->engine->refusals.first; entry; entry = entry->next)
        assert_true(entry->len < 64); /* what is refused is not kept */
    while (!engine_wake_ms(r->engine)) rig_turn(r, 1);
    assert_int_equal(r->engine->waiting_bytes, 0);
    assert_int_equal(engine_counters(r->engine)->window_refusals, 12 * 20 - before + 1);
}

/* ---- connections ---- */

/* One connection does not read: what it asks waits, what another of the same key asks does not. Nothing spins. */
static void reads_wait_for_who_does_not_read(void **state) {
    struct rig *r = &((struct scene *)*state)->rig;
    struct id ids[4], other;
    r->stalled = 1;
    for (int i = 0; i < 4; i++) ids[i] = ask(r, 1, "desk", 10);
    other = ask(r, 2, "desk", 10);
    rig_turn(r, 1);
    assert_non_null(rig_reply(r, other));
    for (int i = 0; i < 4; i++) assert_null(rig_reply(r, ids[i]));
    assert_in_range(engine_wake_ms(r->engine), r->now_ms + 1, r->now_ms + 1000);
    rig_turn(r, 60);
    assert_int_equal(rig_outs(r), 0);
    assert_int_equal(engine_counters(r->engine)->stalled, 4);
    r->stalled = 0;
    rig_turn(r, 60);
    for (int i = 0; i < 4; i++)
        assert_memory_equal(rig_out(r, (size_t)i)->reply->request_id.data, ids[i].bytes, ID_LEN);
}

/* What waits of a connection that is gone is forgotten, and its window free. */
static void what_is_gone_waits_no_more(void **state) {
    struct rig *r = &((struct scene *)*state)->rig;
    struct engine_route gone = rig_route(1);
    r->stalled = 1;
    for (int i = 0; i < 20; i++) ask(r, 1, "partner", 10);
    rig_turn(r, 1);
    for (int i = 0; i < 20; i++) ask(r, 1, "partner", 10);
    for (int i = 0; i < 20; i++) ask(r, 2, "partner", 10);
    engine_route_closed(r->engine, &gone);
    assert_int_equal(r->engine->n_queued, 20);
    assert_int_equal(r->engine->n_stalled, 0);
    for (int i = 0; i < ENGINE_WINDOW - 20; i++) ask(r, 3, "partner", 10);
    while (!engine_wake_ms(r->engine)) rig_turn(r, 1);
    assert_int_equal(engine_counters(r->engine)->queries, ENGINE_WINDOW);
    assert_int_equal(engine_counters(r->engine)->window_refusals, 0);
    assert_int_equal(r->engine->waiting_bytes, 0);
}

static void connections_are_as_many_as_the_role_needs(void **state) {
    struct rig *r = &((struct scene *)*state)->rig;
    assert_int_equal(engine_connections(r->engine, "desk", r->now_ms), ENGINE_CONNECTIONS);
    assert_int_equal(engine_connections(r->engine, "gateway", r->now_ms), ENGINE_CONNECTIONS_WIDE);
    assert_int_equal(engine_connections(r->engine, "nobody", r->now_ms), 0);
}

/* Feeds of 64 KiB to a partner; a turn that has given out its 4 MiB leaves the other questions to the next. */
static void what_a_turn_gives_out_is_bounded(void **state) {
    struct rig *r = &((struct scene *)*state)->rig;
    r->service = &tally_counts;
    assert_int_equal(rig_reopen(r), 0);
    for (int i = 0; i < 20; i++) {
        tally__add_request *in = rig_adding(r, "x", 1);
        in->pad = 20 << 10;
        assert_int_equal(rig_add(r, in), 0);
    }
    sippe__envelope *e = NEW(&r->arena, sippe__envelope);
    e->content_case = SIPPE__ENVELOPE__CONTENT_FETCH;
    e->fetch = NEW(&r->arena, sippe__fetch);
    e->fetch->stream = "daemons:scheduling";
    for (uint8_t i = 0; i < 40; i++) assert_int_equal(rig_push(r, i, "scheduling", e), 0);
    size_t feeds = 0;
    for (int t = 0; t < 10 && feeds < 40; t++) {
        rig_turn(r, 1);
        assert_true(r->engine->out_bytes < ENGINE_TURN_OUT_BYTES + (300 << 10));
        feeds += rig_outs(r);
    }
    assert_int_equal(feeds, 40);
}

int main(void) {
#define SCENE_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        SCENE_TEST(who_asks_little_does_not_wait),
        SCENE_TEST(time_is_shared_not_messages),
        SCENE_TEST(silence_saves_nothing_up),
        SCENE_TEST(what_is_left_keeps_its_order),
        SCENE_TEST(contended_turns_are_short),
        SCENE_TEST(parts_take_turns),
        SCENE_TEST(a_query_learns_that_its_time_is_up),
        SCENE_TEST(waiting_bytes_are_bounded),
        SCENE_TEST(reads_wait_for_who_does_not_read),
        SCENE_TEST(what_is_gone_waits_no_more),
        SCENE_TEST(connections_are_as_many_as_the_role_needs),
        SCENE_TEST(what_a_turn_gives_out_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
