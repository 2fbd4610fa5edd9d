/* A producer that was restored gives numbers anew: what it lost and says again is taken once, what is new is taken, and
 * what does not decode is never passed over. */
#include "rig.h"

#define RIG(r, service)                                                                                                \
    struct rig r;                                                                                                      \
    rig_open(&r, service)

static void live_days(struct rig *r, int days) {
    for (int i = 0; i < days * 24 * 6; i++) rig_turn(r, 10 * MINUTE_MS);
}

static int echoes(struct rig *r, const char *name) {
    tally__get_reply *row = rig_get(r, name);
    return row ? row->echoes : 0;
}

static void resume(struct rig *r) {
    node__resume_stream_request *in = NEW(&r->arena, node__resume_stream_request);
    in->journal = "intake";
    assert_int_equal(rig_reason(rig_call(r, "operator", rig_request_id(r), "node.ResumeStream", &in->base)), 0);
}

static void say_forked(struct rig *r, struct rig_producer *p) {
    sippe__feed *forked = rig_feed(r, p);
    forked->forked = true;
    forked->next = p->at;
    rig_feed_push(r, p, forked);
}

/* What the engine asks from now: the number of its position. */
static uint64_t asks_from(struct rig *r) {
    for (int i = 0; i < 10; i++) {
        for (size_t k = 0; k < rig_outs(r); k++)
            if (rig_out(r, k)->content_case == SIPPE__ENVELOPE__CONTENT_FETCH)
                return rig_out(r, k)->fetch->position ? rig_out(r, k)->fetch->position->n : 0;
        rig_turn(r, 1000);
    }
    fail_msg("it asks for nothing");
    return 0;
}

static sippe__feed_record *echoed(struct rig *r, const struct rig_producer *p, uint64_t n) {
    tally__echoed *event = NEW(&r->arena, tally__echoed);
    event->name = "x";
    sippe__feed_record *record = rig_heard(r, p, n, NEW(&r->arena, tally__added));
    record->type = tally__echoed__descriptor.name;
    record->open = pb_of(message_pack(&r->arena, &event->base));
    return record;
}

/* Of a restored producer: another record under a number that was given before. */
static void tell_new(struct rig *r, struct rig_producer *p, const char *name) {
    sippe__feed *feed = rig_feed(r, p);
    tally__added *event = NEW(&r->arena, tally__added);
    event->name = name;
    event->by = 1;
    sippe__feed_record *record = rig_heard(r, p, p->n + 1, event);
    record->id.data[0] ^= 0xff;
    APPEND(&r->arena, feed, records, record);
    rig_feed_push(r, p, feed);
}

/* A release that reacts to echoes reads the stream again from its first one; meanwhile the producer was restored to its
 * second record, and three others came since. They bear numbers that were taken the first time. */
static void what_is_new_is_taken_though_its_number_is_old(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    sippe__feed *feed = rig_feed(&r, &p);
    APPEND(&r.arena, feed, records, echoed(&r, &p, 1));
    rig_feed_push(&r, &p, feed);
    for (int i = 0; i < 4; i++) rig_tell(&r, &p, "x", 1);
    assert_int_equal(echoes(&r, "x"), 4);
    r.service = &tally_echoes_there;
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(asks_from(&r), 0);
    p = (struct rig_producer){.journal = "intake"};
    feed = rig_feed(&r, &p);
    APPEND(&r.arena, feed, records, echoed(&r, &p, 1));
    rig_feed_push(&r, &p, feed);
    rig_tell(&r, &p, "x", 1);
    assert_int_equal(echoes(&r, "x"), 5); /* the echo; the second one was heard */
    for (int i = 0; i < 3; i++) tell_new(&r, &p, "new");
    assert_int_equal(echoes(&r, "new"), 3);
    assert_int_equal(rig_status(&r)->followed[0]->n, 5);
    rig_close(&r);
}

/* Quiet for longer than ids are remembered, then one record more, which the producer loses. */
static void a_quiet_stream_is_taken_up_where_it_was(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    for (int i = 0; i < 5; i++) rig_tell(&r, &p, "x", 1);
    struct rig_producer restored = p;
    live_days(&r, 95);
    rig_tell(&r, &p, "lost", 1);
    say_forked(&r, &p);
    assert_non_null(strstr(rig_status(&r)->followed[0]->stopped, "forked"));
    resume(&r);
    say_forked(&r, &p);
    assert_int_equal(asks_from(&r), 5);
    tell_new(&r, &restored, "new");
    assert_int_equal(echoes(&r, "new"), 1);
    assert_int_equal(echoes(&r, "x"), 5);
    live_days(&r, 91); /* and it is not kept for ever */
    assert_int_equal(txn_count(&r.engine->snapshot, TABLE_MARK), 0);
    rig_close(&r);
}

/* Restored to before anything that is remembered: all is read, and what is new is not lost for its number. */
static void older_than_what_is_remembered(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"}, restored = {.journal = "intake"};
    for (int i = 0; i < 5; i++) rig_tell(&r, &p, "x", 1);
    live_days(&r, 95);
    resume(&r);
    say_forked(&r, &p);
    assert_int_equal(asks_from(&r), 0);
    tell_new(&r, &restored, "new");
    assert_int_equal(echoes(&r, "new"), 1);
    rig_close(&r);
}

/* ---- what does not decode ---- */

static void spoil(struct rig *r, enum table table, const struct key *key) {
    struct txn t;
    assert_int_equal(txn_begin(r->engine->store, true, &t), 0);
    txn_put(&t, table, key, span_text("\xff\xff\xff"));
    assert_int_equal(txn_commit(&t), 0);
    rig_turn(r, 0);
    assert_int_equal(txn_renew(&r->engine->snapshot), 0);
}

static int listed(struct rig *r) {
    return rig_reason(rig_call(r, "operator", rig_request_id(r), "node.ListParked",
                               &NEW(&r->arena, node__list_parked_request)->base));
}

/* A list that leaves it out would say that nothing is held. */
static void a_held_row_is_not_skipped(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    rig_tell(&r, &p, "x", TALLY_POISON);
    rig_tell(&r, &p, "y", TALLY_POISON);
    assert_int_equal(listed(&r), 0);
    struct key key = held_key("intake", 1);
    spoil(&r, TABLE_HELD, &key);
    assert_int_equal(listed(&r), REASON_INTERNAL);
    struct view v = view_make(r.engine, turn_txn(r.engine));
    held_count(&v, "intake");
    assert_int_equal(v.txn->err, ERR_CORRUPT);
    v.txn->err = 0;
    rig_close(&r);
}

/* Nor is the row of a type that was passed: it would be passed for good. */
static void a_passed_row_is_not_skipped(void **state) {
    (void)state;
    RIG(r, &tally_deaf);
    struct rig_producer p = {.journal = "intake"};
    rig_tell(&r, &p, "x", 1);
    struct key key = KEY(KEY_TEXT("intake"), KEY_TEXT(tally__added__descriptor.name));
    spoil(&r, TABLE_PASSED, &key);
    r.service = &tally_hears;
    assert_int_equal(rig_reopen(&r), ERR_CORRUPT);
    rig_close(&r);
}

static void a_mark_is_not_skipped(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    for (int i = 0; i < 3; i++) rig_tell(&r, &p, "x", 1);
    struct key key = KEY(KEY_TEXT("intake"), KEY_U64(2));
    spoil(&r, TABLE_MARK, &key);
    resume(&r);
    say_forked(&r, &p);
    assert_int_equal(rig_status(&r)->followed[0]->n, 3); /* where it was, and not at the beginning */
    rig_close(&r);
}

/* ---- what is held, counted ---- */

static void held_are_counted_by_what_they_need(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    rig_tell(&r, &p, "x", TALLY_POISON);
    rig_tell(&r, &p, "x", 1);
    rig_tell(&r, &p, "x", 1);
    rig_tell(&r, &p, "y", TALLY_WAITS);
    node__get_status_reply *s = rig_status(&r);
    assert_int_equal(s->parked, 1);
    assert_int_equal(s->queued, 2);
    assert_int_equal(s->waiting, 1);
    assert_int_equal(s->followed[0]->held, 4);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_new_is_taken_though_its_number_is_old),
        cmocka_unit_test(a_quiet_stream_is_taken_up_where_it_was),
        cmocka_unit_test(older_than_what_is_remembered),
        cmocka_unit_test(a_held_row_is_not_skipped),
        cmocka_unit_test(a_passed_row_is_not_skipped),
        cmocka_unit_test(a_mark_is_not_skipped),
        cmocka_unit_test(held_are_counted_by_what_they_need),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
