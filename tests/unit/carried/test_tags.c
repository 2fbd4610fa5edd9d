/* The carrier's number of a question comes back in whatever answers it: with it two who ask under one id through one
 * key are told apart. */
#include "carried.h"

enum { ANA = 1, BEA };

struct scene {
    struct rig rig;
    struct carried carried;
};

static int setup(void **state) {
    static struct scene s;
    s = (struct scene){.carried = {.rig = &s.rig}};
    rig_open(&s.rig, &tally_hears);
    carried_tell(&s.carried, ANA, ROLE_DESK, "gateway");
    carried_tell(&s.carried, BEA, ROLE_DESK, "gateway");
    *state = &s;
    return 0;
}

static int teardown(void **state) {
    rig_close(&((struct scene *)*state)->rig);
    return 0;
}

static void push(struct scene *s, const sippe__envelope *e) { assert_int_equal(rig_push(&s->rig, 1, "gateway", e), 0); }

static int64_t total_of(struct scene *s, const sippe__reply *reply) {
    assert_non_null(reply);
    assert_int_equal(rig_reason(reply), 0);
    return UNPACK(&s->rig.arena, tally__add_reply, span_pb(reply->body), MESSAGE_STRICT)->total;
}

/* One command each, in one turn: each has her own answer. */
static void one_id_of_two_people(void **state) {
    struct scene *s = *state;
    struct rig *r = &s->rig;
    struct id id = rig_request_id(r);
    push(s, carried_ask(&s->carried, ANA, id, 7, "scheduling.Add", &rig_adding(r, "x", 1)->base));
    push(s, carried_ask(&s->carried, BEA, id, 8, "scheduling.Add", &rig_adding(r, "y", 5)->base));
    rig_turn(r, 0);
    assert_int_equal(total_of(s, carried_reply(&s->carried, 7)), 1);
    assert_int_equal(total_of(s, carried_reply(&s->carried, 8)), 5);
}

/* Done once, answered twice, with the same bytes; in the same turn, in a later one, and from the store. */
static void one_id_twice_by_one(void **state) {
    struct scene *s = *state;
    struct rig *r = &s->rig;
    struct id id = rig_request_id(r);
    const ProtobufCMessage *body = &rig_adding(r, "x", 1)->base;
    for (uint64_t tag = 1; tag <= 2; tag++) push(s, carried_ask(&s->carried, ANA, id, tag, "scheduling.Add", body));
    rig_turn(r, 0);
    const sippe__reply *first = carried_reply(&s->carried, 1), *second = carried_reply(&s->carried, 2);
    assert_int_equal(total_of(s, first), 1);
    assert_true(second && span_equal(span_pb(first->body), span_pb(second->body)));
    assert_int_equal(rig_reopen(r), 0);
    push(s, carried_ask(&s->carried, ANA, id, UINT64_MAX, "scheduling.Add", body));
    rig_turn(r, 0);
    assert_int_equal(total_of(s, carried_reply(&s->carried, UINT64_MAX)), 1);
    assert_int_equal(rig_get(r, "x")->total, 1);
}

struct refused {
    const char *method;
    size_t id_len;
    const char *body;
    int reason; /* 0: one of the handler's */
};

/* Whatever is wrong with it, and whoever says so. */
static void refusals_have_it_too(void **state) {
    static const struct refused rows[] = {
        {"scheduling.Subtract", 16, "", REASON_METHOD_UNKNOWN},
        {"scheduling.Add", 4, "", REASON_REQUEST_ID_INVALID},
        {"scheduling.Get", 16, "\x0a\x02\xff\xfe", REASON_MALFORMED},
        {"scheduling.Add", 16, "\x10\x0d", 0},
        {"node.GetStatus", 16, "", REASON_NOT_ALLOWED},
    };
    struct scene *s = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        sippe__envelope *e = carried_ask(&s->carried, ANA, rig_request_id(&s->rig), 40 + i, rows[i].method,
                                         &NEW(&s->rig.arena, tally__get_request)->base);
        e->request->id.len = rows[i].id_len;
        e->request->body = pb_of(span_text(rows[i].body));
        push(s, e);
        rig_turn(&s->rig, 0);
        const sippe__reply *reply = carried_reply(&s->carried, 40 + i);
        if (!reply || !rig_reason(reply)) fail_msg("row %zu was not refused under its tag", i);
        if (rows[i].reason) assert_int_equal(rig_reason(reply), rows[i].reason);
    }
}

/* What there is no room for is kept by id and tag alone. */
static void past_the_window_too(void **state) {
    struct scene *s = *state;
    struct rig *r = &s->rig;
    const ProtobufCMessage *body = &NEW(&r->arena, tally__get_request)->base;
    uint64_t last = ENGINE_WINDOW_WIDE + 1;
    for (uint64_t tag = 1; tag <= last; tag++)
        push(s, carried_ask(&s->carried, ANA, rig_request_id(r), tag, "scheduling.Get", body));
    rig_turn(r, 0);
    assert_int_equal(rig_reason(carried_reply(&s->carried, last)), REASON_WINDOW_FULL);
}

/* An answer that comes turns later, from beside the loop. */
static void what_is_answered_later_has_it(void **state) {
    struct scene *s = *state;
    struct rig *r = &s->rig;
    node__hold_following_request *hold = NEW(&r->arena, node__hold_following_request);
    node__backup_request *in = NEW(&r->arena, node__backup_request);
    hold->cut = in->cut = "cut";
    assert_int_equal(rig_reason(rig_call(r, "operator", rig_request_id(r), "node.HoldFollowing", &hold->base)), 0);
    sippe__envelope *e = rig_request(r, rig_request_id(r), "node.Backup", &in->base);
    e->request->tag = 77;
    assert_int_equal(rig_push(r, 1, "operator", e), 0);
    rig_turn(r, 0);
    assert_null(carried_reply(&s->carried, 77));
    for (struct engine_job *job = engine_take_jobs(r->engine), *next; job; job = next) {
        next = job->next;
        job->run(job);
        engine_job_done(r->engine, job, r->now_ms);
    }
    assert_int_equal(rig_reason(carried_reply(&s->carried, 77)), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_id_of_two_people, setup, teardown),
        cmocka_unit_test_setup_teardown(one_id_twice_by_one, setup, teardown),
        cmocka_unit_test_setup_teardown(refusals_have_it_too, setup, teardown),
        cmocka_unit_test_setup_teardown(past_the_window_too, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_answered_later_has_it, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
