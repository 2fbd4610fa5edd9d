/* What anybody with a key may send: it is answered, refused or discarded, and it costs the sender, not the others. */
#include "rig.h"

#include <stdio.h>
#include <stdlib.h>

#define RIG(r)                                                                                                         \
    struct rig r;                                                                                                      \
    rig_open(&r, &tally_counts)

static void windows_and_discard(void **state) {
    (void)state;
    static const struct {
        const char *who;
        int window;
    } rows[] = {{"operator", ENGINE_WINDOW},
                {"partner", ENGINE_WINDOW},
                {"desk", ENGINE_WINDOW_WIDE},
                {"gateway", ENGINE_WINDOW_WIDE}};
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        RIG(r);
        tally__get_request *in = NEW(&r.arena, tally__get_request);
        int answered = 0, refused = 0, discarded = 0;
        for (int i = 0; i < rows[k].window + 64 + 10; i++)
            discarded +=
                rig_push(&r, 1, rows[k].who, rig_request(&r, rig_request_id(&r), "intake.Get", &in->base)) == ERR_FULL;
        for (int t = 0; t < 8; t++) {
            rig_turn(&r, 0);
            for (size_t i = 0; i < rig_outs(&r); i++) {
                sippe__reply *reply = rig_out(&r, i)->reply;
                if (rig_out(&r, i)->content_case != SIPPE__ENVELOPE__CONTENT_REPLY) continue;
                if (rig_reason(reply) != REASON_WINDOW_FULL)
                    answered++;
                else if (reply->status->code == CODE_RESOURCE_EXHAUSTED && reply->status->retry_after_ms)
                    refused++;
            }
        }
        assert_int_equal(answered, rows[k].window);
        assert_int_equal(refused, 64);
        assert_int_equal(discarded, 10);
        assert_int_equal(engine_counters(r.engine)->discarded, 10);
        assert_int_equal(engine_counters(r.engine)->window_refusals, 64);
        assert_non_null(rig_status(&r)); /* all was answered, and the window is open again */
        rig_close(&r);
    }
}

/* One who is past the bounds takes nothing from another. */
static void windows_are_counted_by_principal(void **state) {
    (void)state;
    RIG(r);
    tally__get_request *in = NEW(&r.arena, tally__get_request);
    for (int i = 0; i < 200; i++)
        rig_push(&r, (uint8_t)(i % 7), "partner", rig_request(&r, rig_request_id(&r), "intake.Get", &in->base));
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    rig_close(&r);
}

/* Who was answered is forgotten: many keys over the years are no growth. */
static void senders_are_forgotten(void **state) {
    (void)state;
    RIG(r);
    tally__get_request *in = NEW(&r.arena, tally__get_request);
    for (int i = 0; i < 2000; i++) {
        rig_push(&r, 1, arena_printf(&r.arena, "key-%d", i),
                 rig_request(&r, rig_request_id(&r), "intake.Get", &in->base));
        if (i % 50 == 49) rig_turn(&r, 0);
    }
    assert_in_range(r.engine->n_senders, 1, 400);
    rig_close(&r);
}

static void oversize_frames_are_discarded_and_cost_no_window(void **state) {
    (void)state;
    RIG(r);
    uint8_t *frame = calloc(1, ENGINE_FRAME_MAX + 1);
    struct engine_in in = {
        .route = rig_route(1), .principal = "operator", .frame = span_of(frame, ENGINE_FRAME_MAX + 1)};
    for (int i = 0; i < ENGINE_WINDOW + 5; i++) assert_int_equal(engine_push(r.engine, &in), ERR_FULL);
    free(frame);
    assert_int_equal(engine_counters(r.engine)->discarded, ENGINE_WINDOW + 5);
    assert_non_null(rig_status(&r));
    rig_close(&r);
}

/* A producer answers one fetch at a time; what it sends beyond that is not kept. */
static void links_are_bounded(void **state) {
    (void)state;
    RIG(r);
    struct rig_producer p = {.journal = "scheduling"};
    sippe__envelope *e = NEW(&r.arena, sippe__envelope);
    e->content_case = SIPPE__ENVELOPE__CONTENT_FEED;
    e->feed = rig_feed(&r, &p);
    int taken = 0;
    for (int i = 0; i < 1000; i++) taken += rig_push_link(&r, "scheduling", e) == 0;
    assert_in_range(taken, 1, 64);
    assert_int_equal(rig_push_link(&r, "nobody", e), ERR_FULL);
    rig_turn(&r, 0);
    assert_int_equal(rig_push_link(&r, "scheduling", e), 0);
    rig_close(&r);
}

static void malformed_envelopes_get_nothing(void **state) {
    (void)state;
    RIG(r);
    static const struct {
        const char *bytes;
        size_t len;
    } frames[] = {{"", 0},
                  {"\x0a", 1},
                  {"\x0a\x05"
                   "ab",
                   4},
                  {"\xff\xff\xff\xff\xff", 5},
                  {"\x0a\x02\x12\x7f", 4},
                  {"\x0a\x04\x12\x02\xff\xfe", 6} /* a method that is no text */,
                  {"\x22\x00", 2} /* a feed from a client */,
                  {"\x32\x00", 2} /* a pong */,
                  {"\x12\x00", 2} /* a reply */};
    for (size_t i = 0; i < sizeof frames / sizeof frames[0]; i++) {
        struct engine_in in = {
            .route = rig_route(1), .principal = "desk", .frame = span_of(frames[i].bytes, frames[i].len)};
        assert_int_equal(engine_push(r.engine, &in), 0);
        rig_turn(&r, 0);
        for (size_t k = 0; k < rig_outs(&r); k++)
            assert_int_equal(rig_out(&r, k)->content_case, SIPPE__ENVELOPE__CONTENT_FETCH);
    }
    assert_int_equal(engine_counters(r.engine)->malformed, 5);
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    rig_close(&r);
}

static void malformed_bodies_name_their_fault(void **state) {
    (void)state;
    RIG(r);
    static const struct {
        const char *bytes;
        size_t len;
        const char *path;
    } bodies[] = {{"\x0a\x02\xff\xfe", 4, "name"},
                  {"\x0a\x09"
                   "ab",
                   4, "name"},
                  {"\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 11, "by"},
                  {"\x0d\x01\x02\x03\x04", 5, "name"}};
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        struct id id = rig_request_id(&r);
        sippe__envelope *e = rig_request(&r, id, "intake.Add", &rig_adding(&r, "x", 1)->base);
        e->request->body = pb_of(span_of(bodies[i].bytes, bodies[i].len));
        rig_push(&r, 1, "desk", e);
        rig_turn(&r, 0);
        sippe__reply *reply = rig_reply(&r, id);
        assert_int_equal(rig_reason(reply), REASON_MALFORMED);
        assert_int_equal(reply->status->n_violations, 1);
        assert_non_null(strstr(reply->status->violations[0]->path, bodies[i].path));
    }
    assert_int_equal(engine_counters(r.engine)->records, 0);
    rig_close(&r);
}

struct bad_request {
    const char *who, *method, *on_behalf_of;
    size_t id_len;
    int reason;
};

static void requests_are_refused_before_their_body_is_read(void **state) {
    (void)state;
    static char long_name[400];
    memset(long_name, 'n', sizeof long_name - 1);
    static const struct bad_request rows[] = {
        {"desk", "intake.Add", "", 16, 0},
        {"desk", "intake.Add", "", 0, REASON_REQUEST_ID_INVALID},
        {"desk", "intake.Add", "", 15, REASON_REQUEST_ID_INVALID},
        {"desk", "intake.Add", "", 17, REASON_REQUEST_ID_INVALID},
        {"desk", "intake.Get", "", 4, REASON_REQUEST_ID_INVALID},
        {"desk", "intake.Subtract", "", 16, REASON_METHOD_UNKNOWN},
        {"desk", "intake.add", "", 16, REASON_METHOD_UNKNOWN},
        {"desk", "scheduling.Add", "", 16, REASON_METHOD_UNKNOWN},
        {"desk", "intake", "", 16, REASON_METHOD_UNKNOWN},
        {"desk", "", "", 16, REASON_METHOD_UNKNOWN},
        {"desk", "intake.Add", "somebody", 16, REASON_ON_BEHALF_FORBIDDEN},
        {"operator", "intake.Add", "somebody", 16, REASON_ON_BEHALF_FORBIDDEN},
        {"gateway", "node.GetHealth", "", 16, 0},
        {"gateway", "node.GetHealth", "somebody", 16, REASON_ON_BEHALF_FORBIDDEN},
        {"gateway", "node.GetHealth", long_name, 16, REASON_ON_BEHALF_FORBIDDEN},
        {"gateway", "node.GetHealth", "some\x1b[2Kbody", 16, REASON_ON_BEHALF_FORBIDDEN},
        {"gateway", "intake.Add", "somebody", 16, REASON_ON_BEHALF_FORBIDDEN},
        {"gateway", "intake.Add", "", 16, REASON_PERSON_MISSING},
        {"partner", "intake.Add", "", 16, REASON_NOT_ALLOWED},
        {"partner", "node.GetStatus", "", 16, REASON_NOT_ALLOWED},
        {"nobody", "intake.Add", "", 16, REASON_NOT_ALLOWED},
    };
    RIG(r);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t bytes[32] = {(uint8_t)(i + 1)};
        sippe__envelope *e = rig_request(&r, (struct id){{0}}, rows[i].method, &rig_adding(&r, "x", 1)->base);
        e->request->id = pb_of(span_of(bytes, rows[i].id_len));
        e->request->on_behalf_of = rows[i].on_behalf_of;
        if (strncmp(rows[i].method, "node.", 5) == 0) e->request->body = (ProtobufCBinaryData){0, NULL};
        rig_push(&r, 1, rows[i].who, e);
        rig_turn(&r, 0);
        sippe__reply *reply = NULL;
        for (size_t k = 0; k < rig_outs(&r); k++)
            if (rig_out(&r, k)->content_case == SIPPE__ENVELOPE__CONTENT_REPLY) reply = rig_out(&r, k)->reply;
        assert_non_null(reply);
        if (rig_reason(reply) != rows[i].reason) fail_msg("row %zu: reason %d", i, rig_reason(reply));
    }
    rig_close(&r);
}

static void at_least_is_kept(void **state) {
    (void)state;
    RIG(r);
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    const struct {
        struct id journal;
        size_t len;
        uint64_t seq;
        int reason;
    } rows[] = {{r.engine->journal, 16, 0, 0},
                {r.engine->journal, 16, 1, 0},
                {r.engine->journal, 16, 2, REASON_NOT_THERE_YET},
                {r.engine->journal, 16, UINT64_MAX, REASON_NOT_THERE_YET},
                {{{9}}, 16, 1, REASON_OTHER_JOURNAL},
                {r.engine->journal, 3, 1, REASON_OTHER_JOURNAL},
                {r.engine->journal, 0, 1, REASON_OTHER_JOURNAL}};
    tally__get_request *in = NEW(&r.arena, tally__get_request);
    in->name = "x";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct id id = rig_request_id(&r);
        sippe__envelope *e = rig_request(&r, id, "intake.Get", &in->base);
        e->request->at_least = NEW(&r.arena, sippe__at_least);
        e->request->at_least->journal = pb_of(span_of(rows[i].journal.bytes, rows[i].len));
        e->request->at_least->seq = rows[i].seq;
        rig_push(&r, 1, "coordinator", e);
        rig_turn(&r, 0);
        sippe__reply *reply = rig_reply(&r, id);
        if (rig_reason(reply) != rows[i].reason) fail_msg("row %zu: reason %d", i, rig_reason(reply));
        if (rows[i].reason == REASON_NOT_THERE_YET) assert_true(reply->status->retry_after_ms > 0);
    }
    rig_close(&r);
}

/* The same bytes for an id of two people are two requests. */
static void request_ids_are_of_their_principal(void **state) {
    (void)state;
    RIG(r);
    struct id id = rig_request_id(&r);
    assert_int_equal(rig_reason(rig_call(&r, "desk", id, "intake.Add", &rig_adding(&r, "x", 1)->base)), 0);
    assert_int_equal(rig_reason(rig_call(&r, "operator", id, "intake.Add", &rig_adding(&r, "x", 2)->base)), 0);
    assert_int_equal(rig_get(&r, "x")->total, 3);
    assert_int_equal(rig_reason(rig_call(&r, "operator", id, "intake.Add", &rig_adding(&r, "x", 1)->base)),
                     REASON_REQUEST_ID_REUSED);
    rig_close(&r);
}

static void a_reply_fits_whatever_is_wrong(void **state) {
    (void)state;
    RIG(r);
    tally__add_request *in = rig_adding(&r, "x", 1);
    in->faults = 20000;
    struct id id = rig_request_id(&r);
    sippe__reply *reply = rig_call(&r, "desk", id, "intake.Add", &in->base);
    assert_int_equal(rig_reason(reply), REASON_FIELDS_INVALID);
    assert_in_range(reply->status->n_violations, 10, 200);
    assert_true(protobuf_c_message_get_packed_size(&reply->base) < ENGINE_PUBLIC_FRAME_MAX);
    rig_close(&r);
}

/* A message gives at most 1,000 records and 512 KiB, a record 256 KiB; else it gives nothing. */
static void messages_give_only_so_much(void **state) {
    (void)state;
    static const struct {
        int pad, times, reason;
    } rows[] = {{0, 999, 0},       {0, 1000, REASON_TOO_LARGE},     {200 << 10, 0, 0}, {255 << 10, 0, REASON_TOO_LARGE},
                {200 << 10, 1, 0}, {200 << 10, 2, REASON_TOO_LARGE}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        RIG(r);
        tally__add_request *in = rig_adding(&r, "x", 1);
        in->pad = rows[i].pad;
        in->times = rows[i].times;
        int reason = rig_add(&r, in);
        if (reason != rows[i].reason) fail_msg("row %zu: reason %d", i, reason);
        assert_int_equal(r.engine->seq, rows[i].reason ? 0 : rows[i].times + 1);
        rig_close(&r);
    }
}

/* What a rule or an owner refused stays refused under its id: a repeat may overtake, or come late. */
static void refusals_are_remembered(void **state) {
    (void)state;
    RIG(r);
    struct id id = rig_request_id(&r);
    tally__add_request *stale = rig_adding(&r, "x", 1);
    stale->version = id_field(&r.arena, (struct id){{5}});
    assert_int_equal(rig_reason(rig_call(&r, "desk", id, "intake.Add", &stale->base)), REASON_VERSION_STALE);
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(rig_reason(rig_call(&r, "desk", id, "intake.Add", &stale->base)), REASON_VERSION_STALE);
    assert_int_equal(engine_counters(r.engine)->repeated, 1);
    rig_close(&r);
}

static struct owned name_of(struct view *v, const tally__add_request *in) {
    (void)v;
    return (struct owned){.organization = in->name};
}

/* Of what belongs to another organisation a desk does not learn that it exists, now or when it asks again. */
static void what_is_anothers_is_not_found(void **state) {
    (void)state;
    struct service s = tally_counts;
    struct method owned[2] = {tally_counts.methods[0], tally_counts.methods[1]};
    owned[0].owner = (any_fn)name_of;
    s.methods = owned;
    struct rig r;
    rig_open(&r, &s);
    struct id id = rig_request_id(&r);
    for (int i = 0; i < 2; i++)
        assert_int_equal(rig_reason(rig_call(&r, "desk", id, "intake.Add", &rig_adding(&r, "b", 1)->base)),
                         REASON_NOT_FOUND);
    assert_int_equal(engine_counters(r.engine)->repeated, 1);
    assert_int_equal(rig_add(&r, rig_adding(&r, "a", 1)), 0);
    assert_int_equal(r.engine->seq, 1);
    rig_close(&r);
}

/* What fails in apply takes nobody with it, and leaves nothing. */
static void a_failing_command_fails_alone(void **state) {
    (void)state;
    RIG(r);
    struct id ids[5];
    for (int i = 0; i < 5; i++) {
        ids[i] = rig_request_id(&r);
        rig_push(&r, 1, "desk",
                 rig_request(&r, ids[i], "intake.Add", &rig_adding(&r, "x", i == 2 ? TALLY_BREAKS_HERE : 1)->base));
    }
    rig_turn(&r, 0);
    for (int i = 0; i < 5; i++) assert_int_equal(rig_reason(rig_reply(&r, ids[i])), i == 2 ? REASON_INTERNAL : 0);
    assert_int_equal(rig_get(&r, "x")->total, 4);
    assert_int_equal(r.engine->seq, 4);
    rig_close(&r);
}

/* When the commit fails nothing leaves, and the same requests succeed in the next life. */
static void nothing_leaves_before_the_commit(void **state) {
    (void)state;
    RIG(r);
    struct id id = rig_request_id(&r);
    sippe__envelope *e = rig_request(&r, id, "intake.Add", &rig_adding(&r, "x", 1)->base);
    rig_push(&r, 1, "desk", e);
    r.commit_fails = 1;
    assert_int_not_equal(engine_turn(r.engine, r.now_ms, rig_boot_ms(&r)), 0);
    assert_int_equal(rig_outs(&r), 0);
    assert_int_equal(rig_reopen(&r), 0);
    assert_null(rig_get(&r, "x"));
    rig_push(&r, 1, "desk", e);
    rig_turn(&r, 0);
    assert_int_equal(rig_reason(rig_reply(&r, id)), 0);
    assert_int_equal(rig_get(&r, "x")->total, 1);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_and_discard),
        cmocka_unit_test(windows_are_counted_by_principal),
        cmocka_unit_test(senders_are_forgotten),
        cmocka_unit_test(oversize_frames_are_discarded_and_cost_no_window),
        cmocka_unit_test(links_are_bounded),
        cmocka_unit_test(malformed_envelopes_get_nothing),
        cmocka_unit_test(malformed_bodies_name_their_fault),
        cmocka_unit_test(requests_are_refused_before_their_body_is_read),
        cmocka_unit_test(at_least_is_kept),
        cmocka_unit_test(request_ids_are_of_their_principal),
        cmocka_unit_test(a_reply_fits_whatever_is_wrong),
        cmocka_unit_test(messages_give_only_so_much),
        cmocka_unit_test(refusals_are_remembered),
        cmocka_unit_test(what_is_anothers_is_not_found),
        cmocka_unit_test(a_failing_command_fails_alone),
        cmocka_unit_test(nothing_leaves_before_the_commit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
