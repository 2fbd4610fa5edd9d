/* A producer that was taken over: what it sends stops the following and is said, is parked, or is left alone. It
 * neither kills the follower nor keeps it busy. */
#include "rig.h"

enum outcome { STOPS, LEFT_ALONE, PARKS };

static struct rig *rig_of(void) {
    struct rig *r = test_malloc(sizeof *r);
    rig_open(r, &tally_hears);
    return r;
}

static void rig_done(struct rig *r) {
    rig_close(r);
    test_free(r);
}

static tally__added *one(struct rig *r) {
    tally__added *event = NEW(&r->arena, tally__added);
    event->name = "x";
    event->by = 1;
    return event;
}

/* Each spoils a feed that was good. */
static void other_stream(struct rig *r, sippe__feed *f) {
    f->stream = "daemons:directory";
    (void)r;
}
static void other_previous(struct rig *r, sippe__feed *f) {
    f->previous = NEW(&r->arena, sippe__position);
    f->previous->n = f->previous->seq = 77;
    f->previous->chain = id_field(&r->arena, (struct id){{1}});
}
static void next_ahead(struct rig *r, sippe__feed *f) {
    f->next = NEW(&r->arena, sippe__position);
    f->next->n = UINT64_MAX;
    f->next->seq = 5;
    f->next->chain = id_field(&r->arena, (struct id){{1}});
}
static void next_without_chain(struct rig *r, sippe__feed *f) {
    f->next = NEW(&r->arena, sippe__position);
    f->next->n = f->next->seq = f->n_records + (f->previous ? f->previous->n : 0);
}
static void gap(struct rig *r, sippe__feed *f) {
    f->records[0]->n++;
    (void)r;
}
static void id_short(struct rig *r, sippe__feed *f) {
    f->records[0]->id.len = 8;
    (void)r;
}
static void id_absent(struct rig *r, sippe__feed *f) {
    f->records[0]->id.len = 0;
    (void)r;
}
static void subject_short(struct rig *r, sippe__feed *f) {
    f->records[0]->subjects[0].len = 3;
    (void)r;
}
static void subjects_many(struct rig *r, sippe__feed *f) {
    for (int i = 0; i < 20000; i++) APPEND(&r->arena, f->records[0], subjects, id_field(&r->arena, (struct id){{1}}));
}
static void subjects_absent(struct rig *r, sippe__feed *f) {
    f->records[0]->n_subjects = 0;
    (void)r;
}
static void time_absurd(struct rig *r, sippe__feed *f) {
    f->records[0]->at_ms = INT64_MAX;
    (void)r;
}
static void time_before_all(struct rig *r, sippe__feed *f) {
    f->records[0]->at_ms = INT64_MIN;
    (void)r;
}
static void hop_wraps(struct rig *r, sippe__feed *f) {
    f->records[0]->hop = UINT32_MAX;
    (void)r;
}
static void open_broken(struct rig *r, sippe__feed *f) {
    f->records[0]->open = pb_of(span_text("\xff\xff\xff"));
    (void)r;
}
static void sealed_broken(struct rig *r, sippe__feed *f) {
    f->records[0]->sealed = pb_of(span_text("\x0a\x7f"));
    (void)r;
}
static void territory_without_content(struct rig *r, sippe__feed *f) {
    f->records[0]->type = node__territory_adopted__descriptor.name;
    f->records[0]->open = (ProtobufCBinaryData){0, NULL};
    (void)r;
}
static node__membership_changed *member_of(struct rig *r, size_t key_len) {
    node__membership_changed *e = NEW_WITH_PERSONAL(&r->arena, node__membership_changed);
    e->member_id = id_field(&r->arena, (struct id){{1}});
    APPEND(&r->arena, e, public_keys, ((ProtobufCBinaryData){key_len, arena_alloc(&r->arena, key_len)}));
    e->personal->name = "scheduling";
    return e;
}
static void membership_put_in(struct rig *r, sippe__feed *f, const node__membership_changed *e) {
    f->records[0]->type = e->base.descriptor->name;
    rig_event_put(r, f->records[0], &e->base);
}
static void member_of_short_key(struct rig *r, sippe__feed *f) { membership_put_in(r, f, member_of(r, 16)); }
static void member_without_id(struct rig *r, sippe__feed *f) {
    node__membership_changed *e = member_of(r, 32);
    e->member_id.len = 15;
    membership_put_in(r, f, e);
}
static void member_of_three_keys(struct rig *r, sippe__feed *f) {
    node__membership_changed *e = member_of(r, 32);
    for (int i = 0; i < 2; i++) APPEND(&r->arena, e, public_keys, e->public_keys[0]);
    membership_put_in(r, f, e);
}

static void spoiled_feeds_do_no_harm(void **state) {
    (void)state;
    static const struct {
        const char *name;
        void (*spoil)(struct rig *, sippe__feed *);
        enum outcome outcome;
    } rows[] = {
        {"another stream", other_stream, LEFT_ALONE},
        {"after another position", other_previous, LEFT_ALONE},
        {"a position far ahead", next_ahead, STOPS},
        {"a position without chain", next_without_chain, STOPS},
        {"a gap", gap, STOPS},
        {"a short id", id_short, STOPS},
        {"no id", id_absent, STOPS},
        {"a short subject", subject_short, STOPS},
        {"many subjects", subjects_many, STOPS},
        {"no subject", subjects_absent, STOPS},
        {"a time past all calendars", time_absurd, STOPS},
        {"a time before all calendars", time_before_all, STOPS},
        {"a hop that wraps", hop_wraps, PARKS},
        {"a broken open part", open_broken, PARKS},
        {"a broken sealed part", sealed_broken, PARKS},
        {"rules without content", territory_without_content, PARKS},
        {"a member of a short key", member_of_short_key, PARKS},
        {"a member without an id", member_without_id, PARKS},
        {"a member of three keys", member_of_three_keys, PARKS},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct rig *r = rig_of();
        struct rig_producer p = {.journal = "intake"};
        rig_tell(r, &p, "x", 1);
        sippe__feed *feed = rig_feed(r, &p);
        APPEND(&r->arena, feed, records, rig_heard(r, &p, 2, one(r)));
        rows[i].spoil(r, feed);
        rig_feed_push(r, &p, feed);
        node__followed *f = rig_status(r)->followed[0];
        if ((rows[i].outcome == STOPS) != (f->stopped[0] != 0))
            fail_msg("%s: stopped \"%s\"", rows[i].name, f->stopped);
        if ((rows[i].outcome == PARKS) != (f->held == 1)) fail_msg("%s: %u held", rows[i].name, f->held);
        if (rig_get(r, "x")->echoes != 1) fail_msg("%s: it was taken", rows[i].name);
        if (f->n != (rows[i].outcome == PARKS ? 2 : 1)) fail_msg("%s: at %d", rows[i].name, (int)f->n);
        char fault[200];
        if (engine_verify(r->engine, rig_folder(r, "verify"), fault)) fail_msg("%s: %s", rows[i].name, fault);
        rig_done(r);
    }
}

static size_t fetches(struct rig *r) {
    size_t n = 0;
    for (size_t i = 0; i < rig_outs(r); i++) n += rig_out(r, i)->content_case == SIPPE__ENVELOPE__CONTENT_FETCH;
    return n;
}

/* Feeds that nobody asked for make the follower ask for no more. */
static void unasked_feeds_are_not_answered_by_fetches(void **state) {
    (void)state;
    struct rig *r = rig_of();
    struct rig_producer p = {.journal = "intake"}, stale = p;
    rig_tell(r, &p, "x", 1);
    assert_int_equal(fetches(r), 1); /* the one that follows what was taken */
    for (int i = 0; i < 5; i++) {
        struct rig_producer again = stale;
        rig_tell(r, &again, "x", 1);
        assert_int_equal(fetches(r), 0);
    }
    assert_int_equal(rig_get(r, "x")->echoes, 1);
    rig_done(r);
}

/* A producer that refuses, or is always forked, is asked at leisure. */
static void a_refusing_producer_is_asked_at_leisure(void **state) {
    (void)state;
    struct rig *r = rig_of();
    struct rig_producer p = {.journal = "intake"};
    rig_turn(r, 0);
    sippe__feed *feed = rig_feed(r, &p);
    feed->status = status_make(&r->arena, REASON_STREAM_FORBIDDEN);
    rig_feed_push(r, &p, feed);
    assert_int_equal(fetches(r), 0);
    rig_turn(r, 1000);
    assert_int_equal(fetches(r), 0);
    rig_turn(r, 5000);
    assert_int_equal(fetches(r), 1);
    rig_done(r);
}

/* The same record under another number is struck off; that is how a resumed stream repeats nothing. */
static void a_record_heard_before_is_struck_off(void **state) {
    (void)state;
    struct rig *r = rig_of();
    struct rig_producer p = {.journal = "intake"};
    rig_tell(r, &p, "x", 1);
    sippe__feed *feed = rig_feed(r, &p);
    sippe__feed_record *same = rig_heard(r, &p, 1, one(r));
    same->n = 2;
    APPEND(&r->arena, feed, records, same);
    rig_feed_push(r, &p, feed);
    assert_int_equal(rig_get(r, "x")->echoes, 1);
    assert_int_equal(rig_status(r)->followed[0]->n, 2);
    assert_int_equal(engine_counters(r->engine)->duplicates, 1);
    rig_done(r);
}

/* Once the producer is found to know our position, a later fork is again a person's matter. */
static void resuming_ends_with_the_first_answer(void **state) {
    (void)state;
    struct rig *r = rig_of();
    struct rig_producer p = {.journal = "intake"};
    rig_tell(r, &p, "x", 1);
    node__resume_stream_request *resume = NEW(&r->arena, node__resume_stream_request);
    resume->journal = "intake";
    assert_int_equal(rig_reason(rig_call(r, "operator", rig_request_id(r), "node.ResumeStream", &resume->base)), 0);
    sippe__feed *empty = rig_feed(r, &p);
    empty->next = p.at;
    rig_feed_push(r, &p, empty);
    sippe__feed *forked = rig_feed(r, &p);
    forked->forked = true;
    rig_feed_push(r, &p, forked);
    assert_non_null(strstr(rig_status(r)->followed[0]->stopped, "forked"));
    rig_done(r);
}

/* Sent again in no order, something comes before what it speaks of: that is not its answer for good. */
static void what_comes_too_early_again_is_not_remembered(void **state) {
    (void)state;
    for (int again = 0; again < 2; again++) {
        struct rig r;
        rig_open(&r, &tally_counts);
        struct id id = rig_request_id(&r);
        assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
        tally__add_request *in = rig_adding(&r, "x", 1);
        in->version = id_field(&r.arena, id); /* of a record that is not there */
        for (int i = 0; i < 2; i++) {
            sippe__envelope *e = rig_request(&r, id, "intake.Add", &in->base);
            e->request->again = again;
            assert_int_equal(rig_push(&r, 1, "desk", e), 0);
            rig_turn(&r, 0);
            assert_int_equal(rig_reason(rig_reply(&r, id)), REASON_VERSION_STALE);
        }
        assert_int_equal(engine_counters(r.engine)->repeated, !again);
        rig_close(&r);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_too_early_again_is_not_remembered),
        cmocka_unit_test(spoiled_feeds_do_no_harm),
        cmocka_unit_test(unasked_feeds_are_not_answered_by_fetches),
        cmocka_unit_test(a_refusing_producer_is_asked_at_leisure),
        cmocka_unit_test(a_record_heard_before_is_struck_off),
        cmocka_unit_test(resuming_ends_with_the_first_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
