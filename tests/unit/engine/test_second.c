/* What happens when the second try fails too, and at the edge of each bound. */
#include "rig.h"

#define RIG(r, service)                                                                                                \
    struct rig r;                                                                                                      \
    rig_open(&r, service)

static int echoes(struct rig *r, const char *name) {
    tally__get_reply *row = rig_get(r, name);
    return row ? row->echoes : 0;
}

static size_t fetches(struct rig *r) {
    size_t n = 0;
    for (size_t i = 0; i < rig_outs(r); i++) n += rig_out(r, i)->content_case == SIPPE__ENVELOPE__CONTENT_FETCH;
    return n;
}

static tally__added *added(struct rig *r, const char *name, int by) {
    tally__added *event = NEW(&r->arena, tally__added);
    event->name = name;
    event->by = by;
    return event;
}

static void put(struct rig *r, enum table table, struct key key, struct span value) {
    struct txn t;
    assert_int_equal(txn_begin(r->engine->store, true, &t), 0);
    txn_put(&t, table, &key, value);
    assert_int_equal(txn_commit(&t), 0);
    assert_int_equal(txn_renew(&r->engine->snapshot), 0);
}

/* ---- deadlines ---- */

static void due_in_a_minute(struct rig *r, const char *name) {
    tally__add_request *in = rig_adding(r, name, 1);
    in->remind_ms = MINUTE_MS;
    assert_int_equal(rig_add(r, in), 0);
}

/* No room for what has fired: it is due still, and the timer says so. */
static void a_firing_that_is_taken_back_is_due_still(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    due_in_a_minute(&r, "x");
    r.now_ms += 2 * MINUTE_MS;
    r.engine->now_ms = r.now_ms;
    struct saved s = turn_save(r.engine);
    assert_int_equal(deadline_fire_due(r.engine, DEADLINES_PER_TURN, false), 1);
    turn_txn(r.engine)->err = ERR_FULL;
    assert_int_equal(turn_commit(r.engine, &s), ERR_FULL);
    assert_true(engine_wake_ms(r.engine) <= r.now_ms);
    rig_turn(&r, 0);
    assert_int_equal(rig_get(&r, "x")->reminded, 1);
    rig_close(&r);
}

static void breaks(struct apply *a, const struct record *r, const node__deadline_fired *e) {
    (void)r, (void)e;
    if (!a->view.txn->err) a->view.txn->err = ERR_CORRUPT;
}

/* Not even bare: it is tried once a minute, and keeps nobody from being served. */
static void what_cannot_be_fired_does_not_spin(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    struct service node = *r.engine->node;
    struct event *events = arena_copy(&r.arena, node.events, node.n_events * sizeof *events);
    for (size_t i = 0; i < node.n_events; i++)
        if (events[i].type == &node__deadline_fired__descriptor) events[i].apply = (any_fn)breaks;
    node.events = events;
    due_in_a_minute(&r, "x");
    r.engine->node = &node;
    rig_turn(&r, 2 * MINUTE_MS);
    uint64_t failures = engine_counters(r.engine)->commit_failures;
    assert_true(failures > 0);
    assert_false(engine_wake_ms(r.engine) <= r.now_ms);
    for (int i = 0; i < 50; i++) rig_turn(&r, 1000);
    assert_int_equal(engine_counters(r.engine)->commit_failures, failures);
    assert_int_equal(rig_add(&r, rig_adding(&r, "y", 1)), 0);
    rig_turn(&r, 20000);
    assert_true(engine_counters(r.engine)->commit_failures > failures);
    rig_close(&r);
}

/* ---- feeds ---- */

/* Its own cursor cannot be read: nothing of any feed can be written, and the producer is asked at leisure. */
static void a_feed_that_cannot_be_written_is_asked_for_at_leisure(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    put(&r, TABLE_CURSOR, KEY(KEY_TEXT("intake")), span_text("\xff\xff\xff"));
    rig_tell(&r, &p, "x", 1);
    assert_int_equal(fetches(&r), 0);
    assert_false(engine_wake_ms(r.engine) <= r.now_ms);
    rig_turn(&r, 4000);
    assert_int_equal(fetches(&r), 0);
    rig_turn(&r, 2000);
    assert_int_equal(fetches(&r), 1);
    rig_close(&r);
}

/* A question is lost with its connection: on the next one it is asked at once, and one that is not under way is not. */
static void a_new_connection_is_asked_at_once(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    rig_turn(&r, 0);
    assert_int_equal(fetches(&r), 1);
    rig_turn(&r, 1000);
    assert_int_equal(fetches(&r), 0);
    engine_link_up(r.engine, "intake", r.now_ms);
    assert_true(engine_wake_ms(r.engine) <= r.now_ms);
    rig_turn(&r, 0);
    assert_int_equal(fetches(&r), 1);
    engine_link_down(r.engine, "intake", r.now_ms);
    engine_link_up(r.engine, "intake", r.now_ms);
    engine_link_up(r.engine, "nobody", r.now_ms);
    rig_turn(&r, 0);
    assert_int_equal(fetches(&r), 0);
    rig_turn(&r, 200);
    assert_int_equal(fetches(&r), 1);
    rig_tell(&r, &p, "x", 1);
    assert_int_equal(echoes(&r, "x"), 1);
    rig_close(&r);
}

/* In a turn that failed each feed is taken record by record, and each is still asked what it follows. */
static void record_by_record_a_feed_is_checked_too(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    rig_tell(&r, &p, "x", 1);
    sippe__feed *stray = rig_feed(&r, &p);
    stray->previous = NEW(&r.arena, sippe__position);
    stray->previous->n = stray->previous->seq = 77;
    stray->previous->chain = id_field(&r.arena, (struct id){{1}});
    stray->next = NEW(&r.arena, sippe__position);
    stray->next->n = stray->next->seq = 78;
    stray->next->chain = id_field(&r.arena, (struct id){{2}});
    APPEND(&r.arena, stray, records, rig_heard(&r, &p, 78, added(&r, "stray", 1)));
    sippe__envelope *e = NEW(&r.arena, sippe__envelope);
    e->content_case = SIPPE__ENVELOPE__CONTENT_FEED;
    e->feed = stray;
    assert_int_equal(rig_push_link(&r, "intake", e), 0);
    rig_tell(&r, &p, "y", TALLY_BREAKS_THERE);
    assert_int_equal(rig_parked(&r)->n_parked, 1);
    assert_int_equal(echoes(&r, "stray"), 0);
    assert_int_equal(rig_status(&r)->followed[0]->n, 2);
    rig_close(&r);
}

/* A feed that is taken ends the resuming as an empty one does. */
static void resuming_ends_with_the_first_feed(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    rig_tell(&r, &p, "x", 1);
    node__resume_stream_request *resume = NEW(&r.arena, node__resume_stream_request);
    resume->journal = "intake";
    assert_int_equal(rig_reason(rig_call(&r, "operator", rig_request_id(&r), "node.ResumeStream", &resume->base)), 0);
    rig_tell(&r, &p, "x", 1);
    sippe__feed *forked = rig_feed(&r, &p);
    forked->forked = true;
    rig_feed_push(&r, &p, forked);
    assert_non_null(strstr(rig_status(&r)->followed[0]->stopped, "forked"));
    rig_close(&r);
}

/* Sixteen reactions in a chain: the fifteenth's record is still heard. */
static void a_chain_ends_at_sixteen(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    static const uint32_t hops[] = {HOP_MAX - 1, HOP_MAX};
    for (int i = 0; i < 2; i++) {
        sippe__feed *feed = rig_feed(&r, &p);
        sippe__feed_record *record = rig_heard(&r, &p, p.n + 1, added(&r, i ? "last" : "x", 1));
        record->hop = hops[i];
        APPEND(&r.arena, feed, records, record);
        rig_feed_push(&r, &p, feed);
    }
    assert_int_equal(echoes(&r, "x"), 1);
    assert_int_equal(echoes(&r, "last"), 0);
    assert_int_equal(rig_parked(&r)->n_parked, 1);
    assert_int_equal(rig_parked(&r)->parked[0]->reason, REASON_LOOP);
    struct view v = view_make(r.engine, &r.engine->snapshot);
    assert_int_equal(journal_read(&v, 1)->hop, HOP_MAX);
    rig_close(&r);
}

/* ---- answers and records ---- */

static int metrics(struct rig *r) {
    return rig_reason(rig_call(r, "operator", rig_request_id(r), "node.GetMetrics",
                               &NEW(&r->arena, node__get_metrics_request)->base));
}

/* A reply that the wire does not take would be lost, and asked for again for ever. */
static void a_query_that_says_too_much_is_refused(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    r.metrics_len = ENGINE_PUBLIC_FRAME_MAX - 16384;
    assert_int_equal(metrics(&r), 0);
    for (size_t i = 0; i < rig_outs(&r); i++) {
        size_t n;
        assert_true(engine_out(r.engine, &n)[i].frame.len <= ENGINE_PUBLIC_FRAME_MAX);
    }
    r.metrics_len = ENGINE_PUBLIC_FRAME_MAX;
    assert_int_equal(metrics(&r), REASON_TOO_LARGE);
    rig_close(&r);
}

/* It stands in every record for ever: with what the personal part is sealed, or that there is none. */
static void the_seal_is_named(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    due_in_a_minute(&r, "x");
    rig_turn(&r, 2 * MINUTE_MS);
    struct view v = view_make(r.engine, &r.engine->snapshot);
    sippe__record *with = journal_read(&v, 1), *without = journal_read(&v, 2);
    assert_string_equal(with->type, tally__added__descriptor.name);
    assert_true(with->sealed_key > 0);
    assert_string_equal(without->type, node__deadline_fired__descriptor.name);
    assert_int_equal(without->sealed_key, 0);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_firing_that_is_taken_back_is_due_still),
        cmocka_unit_test(what_cannot_be_fired_does_not_spin),
        cmocka_unit_test(a_feed_that_cannot_be_written_is_asked_for_at_leisure),
        cmocka_unit_test(a_new_connection_is_asked_at_once),
        cmocka_unit_test(record_by_record_a_feed_is_checked_too),
        cmocka_unit_test(resuming_ends_with_the_first_feed),
        cmocka_unit_test(a_chain_ends_at_sixteen),
        cmocka_unit_test(a_query_that_says_too_much_is_refused),
        cmocka_unit_test(the_seal_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
