/* Behind a key of many each who acts has her own bounds: one who floods is refused, and the others are not. */
#include "carried.h"

#include <stdlib.h>
#include "engine/turn/turn.h"

enum { ANA = 1, BEA, CHLOE, DORA, PEOPLE, ROUTE = 1, ROUTE_SECOND };
static const char *const gates[] = {"gateway", "gateway-2"};

static struct rig *clocked;

static int slow_get(struct query *q, const tally__get_request *in, tally__get_reply *out) {
    (void)q, (void)out;
    clocked->mono_us += atoi(in->name);
    return 0;
}

struct scene {
    struct rig rig;
    struct carried carried;
    struct service service;
    struct method methods[2];
    uint64_t n_tags;
};

/* ANA asks little, BEA and those behind her are what the test says; with n > 4 the second gateway's people. */
static int setup(void **state) {
    static struct scene s;
    s = (struct scene){.carried = {.rig = &s.rig}, .service = tally_hears};
    for (size_t i = 0; i < 2; i++) s.methods[i] = tally_hears.methods[i];
    for (size_t i = 0; i < 2; i++)
        if (s.methods[i].query)
            s.methods[i] = (struct method){
                "get", s.methods[i].request, s.methods[i].reply, AS_ANYBODY, (any_fn)slow_get, NULL, true};
    s.service.methods = s.methods;
    rig_open(&s.rig, &s.service);
    clocked = &s.rig;
    s.rig.keys[5] = (struct trusted_key){.name = gates[1], .role = ROLE_GATEWAY, .organization = ""};
    assert_int_equal(rig_reopen(&s.rig), 0);
    for (uint8_t n = ANA; n < PEOPLE; n++) carried_tell(&s.carried, n, n == ANA ? ROLE_TEAM : ROLE_DESK, gates[0]);
    for (uint8_t n = ANA; n < PEOPLE; n++)
        carried_tell(&s.carried, PEOPLE + n, n == ANA ? ROLE_TEAM : ROLE_DESK, gates[1]);
    rig_wait(&s.rig, 2000);
    rig_turn(&s.rig, 0);
    *state = &s;
    return 0;
}

static int teardown(void **state) {
    rig_close(&((struct scene *)*state)->rig);
    return 0;
}

static int push_body(struct scene *s, const char *key, uint8_t n, uint64_t tag, const char *name) {
    struct rig *r = &s->rig;
    tally__get_request *in = NEW(&r->arena, tally__get_request);
    in->name = name;
    int rc = rig_push(r, ROUTE, key, carried_ask(&s->carried, n, rig_request_id(r), tag, "scheduling.Get", &in->base));
    return rc;
}

/* A query of so many microseconds; its tag, or 0: it was discarded. */
static uint64_t ask(struct scene *s, uint8_t n, int us) {
    uint64_t tag = ++s->n_tags;
    const char *name = arena_printf(&s->rig.arena, "%d", us);
    return push_body(s, gates[n > PEOPLE], n, tag, name) ? 0 : tag;
}

/* What the last turn said of tags from..until: answered, refused for the window. */
struct said {
    int answered, refused;
};

static struct said said(struct scene *s, uint64_t from, uint64_t until) {
    struct said out = {0, 0};
    for (size_t i = 0; i < rig_outs(&s->rig); i++) {
        const sippe__envelope *e = rig_out(&s->rig, i);
        if (e->content_case != SIPPE__ENVELOPE__CONTENT_REPLY || e->reply->tag < from || e->reply->tag >= until)
            continue;
        if (rig_reason(e->reply) == REASON_WINDOW_FULL) out.refused++;
        if (!rig_reason(e->reply)) out.answered++;
    }
    return out;
}

static struct said turns(struct scene *s, int n, uint64_t from, uint64_t until) {
    struct said all = {0, 0};
    while (n--) {
        rig_turn(&s->rig, 1);
        struct said now = said(s, from, until);
        all.answered += now.answered;
        all.refused += now.refused;
    }
    return all;
}

static void drain(struct scene *s) {
    while (!engine_wake_ms(s->rig.engine)) rig_turn(&s->rig, 1);
}

/* ---- one floods ---- */

/* 1,500 at once; then another asks, again and again, while the first goes on. */
static void floods(struct scene *s, uint8_t flooding, uint8_t asking) {
    struct rig *r = &s->rig;
    uint64_t from = s->n_tags + 1;
    for (int i = 0; i < 1500; i++) ask(s, flooding, 300);
    uint64_t until = s->n_tags + 1;
    struct said flood = {0, 0};
    for (int i = 0; i < 20; i++) {
        uint64_t hers = ask(s, asking, 20);
        assert_true(hers);
        rig_turn(r, 1);
        if (!carried_reply(&s->carried, hers)) {
            flood.refused += said(s, from, until).refused;
            rig_turn(r, 1);
        }
        const sippe__reply *reply = carried_reply(&s->carried, hers);
        if (!reply || rig_reason(reply)) fail_msg("query %d: reason %d", i, reply ? rig_reason(reply) : -1);
        flood.refused += said(s, from, until).refused;
    }
    assert_in_range(flood.refused, 1, 64);
    drain(s);
}

static void one_session_floods(void **state) {
    struct scene *s = *state;
    floods(s, BEA, ANA);
    assert_int_equal(engine_counters(s->rig.engine)->window_refusals, 64);
    rig_turn(&s->rig, 1000); /* another second, another 64 */
    floods(s, BEA, ANA);
    assert_int_equal(engine_counters(s->rig.engine)->window_refusals, 128);
}

static void each_gateway_by_itself(void **state) {
    struct scene *s = *state;
    for (int i = 0; i < 1500; i++) ask(s, BEA, 300);
    rig_turn(&s->rig, 1);
    floods(s, PEOPLE + BEA, PEOPLE + ANA);
    floods(s, PEOPLE + CHLOE, ANA);
}

/* Three who ask as much share the key's window; who comes last is refused nothing that the others are not. */
static void those_who_ask_much_share_the_window(void **state) {
    struct scene *s = *state;
    uint64_t begin[PEOPLE + 1] = {0};
    for (uint8_t n = BEA; n < PEOPLE; n++) {
        begin[n] = s->n_tags + 1;
        for (int i = 0; i < ENGINE_WINDOW_WIDE; i++) ask(s, n, 10);
    }
    begin[PEOPLE] = s->n_tags + 1;
    assert_int_equal(s->rig.engine->n_queued, ENGINE_WINDOW_WIDE);
    struct said each[PEOPLE] = {{0, 0}};
    for (int t = 0; !engine_wake_ms(s->rig.engine) && t < 200; t++) {
        rig_turn(&s->rig, 1);
        for (uint8_t n = BEA; n < PEOPLE; n++) each[n].answered += said(s, begin[n], begin[n + 1]).answered;
    }
    for (uint8_t n = BEA; n < PEOPLE; n++)
        assert_in_range(each[n].answered, ENGINE_WINDOW_WIDE / 3 - 1, ENGINE_WINDOW_WIDE / 3 + 2);
}

static void a_window_is_her_roles(void **state) {
    struct scene *s = *state;
    for (int i = 0; i < 600; i++) ask(s, ANA, 10);
    assert_int_equal(s->rig.engine->n_queued, ENGINE_WINDOW);
    drain(s);
    for (int i = 0; i < 600; i++) ask(s, DORA, 10);
    assert_int_equal(s->rig.engine->n_queued, ENGINE_WINDOW_WIDE);
}

/* 2 MiB of one, 8 of all behind a key: then whose are most make room. */
static void bytes_are_shared_too(void **state) {
    struct scene *s = *state;
    struct rig *r = &s->rig;
    char *much = arena_alloc(&r->arena, 100001);
    memset(much, '1', 100000);
    much[100000] = 0;
    for (uint8_t n = BEA; n < PEOPLE; n++)
        for (int i = 0; i < 30; i++) push_body(s, gates[0], n, ++s->n_tags, much);
    assert_in_range(r->engine->waiting_bytes, 5 << 20, 3 * ENGINE_WINDOW_BYTES);
    for (uint8_t n = 20; n < 24; n++) carried_tell(&s->carried, n, ROLE_DESK, gates[0]);
    drain(s);
    for (uint8_t n = 20; n < 24; n++)
        for (int i = 0; i < 20; i++) assert_int_equal(push_body(s, gates[0], n, ++s->n_tags, much), 0);
    uint64_t hers = s->n_tags + 1;
    for (int i = 0; i < 5; i++) push_body(s, gates[0], ANA, ++s->n_tags, much);
    assert_in_range(r->engine->waiting_bytes, 7 << 20, ENGINE_CARRIED_BYTES);
    struct said got = turns(s, 20, hers, hers + 5);
    assert_int_equal(got.answered, 5);
    assert_int_equal(got.refused, 0);
    assert_int_equal(r->engine->waiting_bytes, 0);
}

/* ---- who they are ---- */

static struct sender *key_sender(struct scene *s, const char *name) { return sender_of(s->rig.engine, name, NULL); }

/* Whoever draws ids has the window of the key that carries them, and no more. */
static void who_is_nobody_is_the_carrier(void **state) {
    struct scene *s = *state;
    struct rig *r = &s->rig;
    size_t before = r->engine->n_senders;
    for (int i = 0; i < 600; i++) {
        sippe__envelope *e = carried_ask(&s->carried, 0, rig_request_id(r), 1, "scheduling.Get",
                                         &NEW(&r->arena, tally__get_request)->base);
        e->request->on_behalf_of = id_text(&r->arena, rig_request_id(r));
        rig_push(r, ROUTE, gates[0], e);
        e->request->on_behalf_of = carried_name(&s->carried, PEOPLE + BEA); /* of the other gateway */
        rig_push(r, ROUTE, gates[0], e);
    }
    assert_in_range(r->engine->n_senders, before, before + 1);
    assert_int_equal(key_sender(s, gates[0])->waiting, ENGINE_WINDOW_WIDE);
    drain(s);
    assert_int_equal(key_sender(s, gates[0])->together, 0);
    assert_int_equal(engine_counters(r->engine)->queries, 0);
}

/* What waits of a connection that is gone is nobody's any more. */
static void gone_is_gone_for_all(void **state) {
    struct scene *s = *state;
    struct engine_route gone = rig_route(ROUTE);
    for (uint8_t n = ANA; n < PEOPLE; n++)
        for (int i = 0; i < 30; i++) ask(s, n, 10);
    assert_int_equal(key_sender(s, gates[0])->together, 120);
    engine_route_closed(s->rig.engine, &gone);
    assert_int_equal(key_sender(s, gates[0])->together, 0);
    assert_int_equal(key_sender(s, gates[0])->together_bytes, 0);
    assert_int_equal(s->rig.engine->n_queued, 0);
}

/* Many sessions over the day are no growth. */
static void who_was_answered_is_forgotten(void **state) {
    struct scene *s = *state;
    struct rig *r = &s->rig;
    for (uint8_t n = 30; n < 230; n++) carried_tell(&s->carried, n, ROLE_TEAM, gates[0]);
    for (int round = 0; round < 5; round++)
        for (uint8_t n = 30; n < 230; n++) {
            tally__get_request *in = NEW(&r->arena, tally__get_request);
            in->name = "10";
            rig_push(r, ROUTE, gates[0],
                     carried_ask(&s->carried, n, rig_request_id(r), 1, "scheduling.Get", &in->base));
            rig_push(r, ROUTE_SECOND, arena_printf(&r->arena, "key-%d-%u", round, n),
                     rig_request(r, rig_request_id(r), "scheduling.Get", &in->base));
            if (n % 10 == 9) rig_turn(r, 1);
        }
    drain(s);
    assert_in_range(r->engine->n_senders, 1, 300);
    assert_int_equal(engine_counters(r->engine)->queries, 1000);
}

/* Two people behind one key are two: turns are short from then on. */
static void two_behind_one_key_contend(void **state) {
    struct scene *s = *state;
    for (int i = 0; i < 100; i++) ask(s, BEA, 400);
    assert_false(turn_is_contended(s->rig.engine));
    rig_turn(&s->rig, 1);
    uint64_t hers = ask(s, ANA, 20);
    assert_true(turn_is_contended(s->rig.engine));
    int64_t began = s->rig.mono_us;
    rig_turn(&s->rig, 1);
    assert_non_null(carried_reply(&s->carried, hers));
    assert_in_range(s->rig.mono_us - began, 20, 1500);
}

/* A desk's key that several have: by name, as `sippe --by` says them. */
static void a_shared_desk_alike(void **state) {
    struct scene *s = *state;
    struct rig *r = &s->rig;
    uint8_t key[32];
    char connection[64];
    memset(key, 9, sizeof key);
    node__membership_changed *desk = carried_made(&s->carried, 40, ROLE_DESK, (struct id){{0}});
    desk->via = (ProtobufCBinaryData){0, NULL};
    desk->shared = true;
    APPEND(&r->arena, desk, public_keys, ((ProtobufCBinaryData){sizeof key, key}));
    carried_put(&s->carried, desk);
    for (uint8_t n = 41; n < 43; n++) carried_put(&s->carried, carried_made(&s->carried, n, ROLE_DESK, carried_id(40)));
    rig_connection(key, connection);
    for (int i = 0; i < 600; i++) push_body(s, connection, 41, 1, "300");
    tally__get_request *in = NEW(&r->arena, tally__get_request);
    in->name = "20";
    sippe__envelope *e = carried_ask(&s->carried, 42, rig_request_id(r), 7777, "scheduling.Get", &in->base);
    e->request->on_behalf_of = "person-42";
    assert_int_equal(rig_push(r, ROUTE_SECOND, connection, e), 0);
    rig_turn(r, 1);
    assert_non_null(carried_reply(&s->carried, 7777));
    assert_int_equal(rig_reason(carried_reply(&s->carried, 7777)), 0);
}

int main(void) {
#define SCENE_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        SCENE_TEST(one_session_floods),
        SCENE_TEST(each_gateway_by_itself),
        SCENE_TEST(those_who_ask_much_share_the_window),
        SCENE_TEST(a_window_is_her_roles),
        SCENE_TEST(bytes_are_shared_too),
        SCENE_TEST(who_is_nobody_is_the_carrier),
        SCENE_TEST(gone_is_gone_for_all),
        SCENE_TEST(who_was_answered_is_forgotten),
        SCENE_TEST(two_behind_one_key_contend),
        SCENE_TEST(a_shared_desk_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
