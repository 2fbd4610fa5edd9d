/* A clock in doubt fires nothing, says so, and is believed again when it is right. */
#include "rig.h"

#define RIG(r, service)                                                                                                \
    struct rig r;                                                                                                      \
    rig_open(&r, service)
#define YEAR_MS (365 * DAY_MS)

/* Something that is due by any clock of these tests, and has not fired. */
static void due_later(struct rig *r, const char *name, int64_t after_ms) {
    tally__add_request *in = rig_adding(r, name, 1);
    in->remind_ms = after_ms;
    assert_int_equal(rig_add(r, in), 0);
}

static int reminded(struct rig *r, const char *name) { return rig_get(r, name)->reminded; }

/* What a daemon says of its clock, in both places where it says it. */
static void is(struct rig *r, node__clock clock, const char *what) {
    if (engine_clock(r->engine) != clock) fail_msg("%s: %d, not %d", what, engine_clock(r->engine), clock);
    assert_int_equal(rig_status(r)->clock, clock);
}

/* Each: what happens to a daemon whose deadline is due by every clock that it comes to have but is not fired yet, what
 * it makes of it, and after what time that passes by itself (-1: it does not). */
struct scene {
    const char *name;
    bool restart;
    int64_t passes_ms, set_ms;
    node__clock clock;
    int64_t until_ms;
};

static const struct scene scenes[] = {
    {"time passes", false, 40 * DAY_MS, 0, CLOCK_BELIEVED, 0},
    {"set ahead by hours", false, 1000, 23 * HOUR_MS, CLOCK_BELIEVED, 0},
    {"set back by minutes", false, 1000, -4 * MINUTE_MS, CLOCK_BELIEVED, 0},
    {"set back by an hour", false, 1000, -HOUR_MS, CLOCK_SET_BACK, 55 * MINUTE_MS},
    {"set back by days", false, 1000, -3 * DAY_MS, CLOCK_BEHIND, -1},
    {"set ahead by a day and an hour", false, 1000, 25 * HOUR_MS, CLOCK_AHEAD, -1},
    {"set ahead by years", false, 1000, 10 * YEAR_MS, CLOCK_AHEAD, -1},
    {"set ahead after it slept for long", false, 40 * DAY_MS, 2 * DAY_MS, CLOCK_AHEAD, -1},
    {"started anew", true, 1000, 0, CLOCK_BELIEVED, 0},
    {"stopped for hours", true, 20 * HOUR_MS, 0, CLOCK_BELIEVED, 0},
    {"stopped for a month", true, 30 * DAY_MS, 0, CLOCK_ASKING, MINUTE_MS},
    {"stopped for a year but a day", true, 364 * DAY_MS, 0, CLOCK_ASKING, MINUTE_MS},
    {"started with the clock of another decade", true, 1000, 10 * YEAR_MS, CLOCK_AHEAD, -1},
    {"started with the clock of 1970", true, 1000, -RIG_START_MS, CLOCK_BEHIND, -1},
    {"started an hour behind", true, 1000, -HOUR_MS, CLOCK_SET_BACK, 55 * MINUTE_MS},
};

static void happens(struct rig *r, const struct scene *s) {
    rig_turn(r, MINUTE_MS);
    r->now_ms += s->passes_ms;
    rig_clock_set(r, s->set_ms);
    if (s->restart) assert_int_equal(rig_reopen(r), 0);
    rig_turn(r, 0);
}

static void by_table(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof scenes / sizeof scenes[0]; i++) {
        const struct scene *s = &scenes[i];
        RIG(r, &tally_hears);
        happens(&r, s);
        is(&r, s->clock, s->name);
        if (s->until_ms > 0) {
            rig_wait(&r, s->until_ms - 10000);
            is(&r, s->clock, s->name);
            rig_wait(&r, 20000);
        }
        if (s->until_ms >= 0) is(&r, CLOCK_BELIEVED, s->name);
        if (s->until_ms < 0) {
            rig_wait(&r, 2 * HOUR_MS);
            is(&r, s->clock, s->name);
            rig_clock_set(&r, -s->set_ms); /* somebody mends it */
            rig_turn(&r, 0);
            is(&r, CLOCK_BELIEVED, s->name);
        }
        rig_close(&r);
    }
}

/* Four seconds of another decade: nothing fires, no due date moves, what is answered meanwhile stays answered. */
static void seconds_of_another_decade(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    due_later(&r, "x", DAY_MS);
    struct id id = rig_request_id(&r);
    assert_int_equal(rig_reason(rig_call(&r, "desk", id, "intake.Add", &rig_adding(&r, "y", 1)->base)), 0);
    int64_t due_ms = deadline_next_ms(&(struct view){r.engine, &r.arena, &r.engine->snapshot});
    rig_clock_set(&r, 10 * YEAR_MS);
    for (int i = 0; i < 4; i++) {
        rig_turn(&r, 1000);
        assert_int_equal(rig_add(&r, rig_adding(&r, "y", 1)), 0); /* a record of the wrong time */
        assert_false(engine_wake_ms(r.engine) <= r.now_ms);       /* and it does not spin */
    }
    is(&r, CLOCK_AHEAD, "ahead");
    assert_int_equal(reminded(&r, "x"), 0);
    rig_clock_set(&r, -10 * YEAR_MS);
    assert_true(engine_has_work(r.engine, r.now_ms));
    rig_turn(&r, 1000);
    is(&r, CLOCK_BELIEVED, "right again");
    assert_int_equal(engine_counters(r.engine)->deadlines, 0);
    assert_true(deadline_next_ms(&(struct view){r.engine, &r.arena, &r.engine->snapshot}) == due_ms);
    assert_int_equal(rig_reason(rig_call(&r, "desk", id, "intake.Add", &rig_adding(&r, "y", 1)->base)), 0);
    assert_int_equal(rig_get(&r, "y")->total, 5); /* the repeat was known */
    for (int i = 0; i < 25; i++) rig_wait(&r, HOUR_MS);
    assert_int_equal(reminded(&r, "x"), 1);
    rig_close(&r);
}

/* A restart does not make it believed: neither at once, nor after any time. */
static void ahead_over_a_restart(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    due_later(&r, "x", DAY_MS);
    rig_clock_set(&r, 60 * DAY_MS);
    rig_turn(&r, 1000);
    assert_int_equal(rig_reopen(&r), 0);
    rig_wait(&r, 10 * MINUTE_MS);
    is(&r, CLOCK_AHEAD, "ahead");
    assert_int_equal(reminded(&r, "x"), 0);
    rig_clock_set(&r, -60 * DAY_MS);
    rig_turn(&r, 0);
    is(&r, CLOCK_BELIEVED, "right again");
    assert_int_equal(rig_reopen(&r), 0);
    rig_turn(&r, 30 * DAY_MS); /* and that was no longer noted: a month off is an absence again */
    is(&r, CLOCK_ASKING, "off for a month");
    rig_wait(&r, MINUTE_MS + 1000);
    assert_int_equal(reminded(&r, "x"), 1);
    rig_close(&r);
}

/* A machine without a battery: 1970 until the network's time comes. Records of that time change nothing about it. */
static void a_start_without_a_battery(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    due_later(&r, "x", DAY_MS);
    rig_turn(&r, 3 * DAY_MS - MINUTE_MS);
    assert_int_equal(reminded(&r, "x"), 1);
    due_later(&r, "x", DAY_MS);
    r.now_ms += 3 * DAY_MS;
    rig_clock_set(&r, -RIG_START_MS);
    assert_int_equal(rig_reopen(&r), 0);
    rig_turn(&r, 1000);
    assert_int_equal(rig_add(&r, rig_adding(&r, "y", 1)), 0);
    is(&r, CLOCK_BEHIND, "1970");
    rig_clock_set(&r, RIG_START_MS);
    rig_wait(&r, 2 * MINUTE_MS);
    is(&r, CLOCK_BELIEVED, "the network's time");
    assert_int_equal(reminded(&r, "x"), 2);
    rig_close(&r);
}

/* Somebody set it back a little and works on: the next record says so. */
static void a_record_ends_a_small_doubt(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    due_later(&r, "x", 40 * MINUTE_MS);
    rig_turn(&r, 30 * MINUTE_MS);
    rig_clock_set(&r, -20 * MINUTE_MS);
    rig_turn(&r, 1000);
    is(&r, CLOCK_SET_BACK, "set back");
    assert_int_equal(rig_add(&r, rig_adding(&r, "y", 1)), 0);
    is(&r, CLOCK_BELIEVED, "a record");
    rig_clock_set(&r, -20 * MINUTE_MS); /* and one that is lost on the way says nothing */
    rig_turn(&r, 1000);
    r.commit_fails = 1;
    assert_int_equal(
        rig_push(&r, 1, "desk", rig_request(&r, rig_request_id(&r), "intake.Add", &rig_adding(&r, "y", 1)->base)), 0);
    assert_int_not_equal(engine_turn(r.engine, r.now_ms, rig_boot_ms(&r)), 0);
    assert_int_equal(engine_clock(r.engine), CLOCK_SET_BACK);
    rig_close(&r);
}

/* ---- peers ---- */

static void tell_at(struct rig *r, struct rig_producer *p, int64_t peer_ms) {
    sippe__feed *feed = rig_feed(r, p);
    feed->now_ms = peer_ms;
    feed->next = p->at;
    rig_feed_push(r, p, feed);
}

static void of_peers_by_a_day(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    rig_tell(&r, &p, "x", 1);
    due_later(&r, "x", 3 * HOUR_MS);
    tell_at(&r, &p, r.now_ms - 23 * HOUR_MS);
    is(&r, CLOCK_BELIEVED, "hours");
    tell_at(&r, &p, r.now_ms + 300 * DAY_MS);
    is(&r, CLOCK_BELIEVED, "a peer that runs ahead is its own matter");
    for (int i = 0; i < 4 * 60; i++) {
        r.now_ms += MINUTE_MS;
        tell_at(&r, &p, r.now_ms - 25 * HOUR_MS);
    }
    is(&r, CLOCK_PEERS, "a day");
    assert_int_equal(reminded(&r, "x"), 0);
    tell_at(&r, &p, -1); /* no time at all: believed as little as 1970 */
    tell_at(&r, &p, INT64_MIN);
    tell_at(&r, &p, r.now_ms - 25 * HOUR_MS);
    is(&r, CLOCK_PEERS, "a day");
    tell_at(&r, &p, r.now_ms);
    is(&r, CLOCK_BELIEVED, "they agree");
    rig_turn(&r, 0);
    assert_int_equal(reminded(&r, "x"), 1);
    tell_at(&r, &p, r.now_ms - 25 * HOUR_MS);
    rig_wait(&r, 9 * MINUTE_MS);
    is(&r, CLOCK_PEERS, "what was heard lately");
    rig_wait(&r, 2 * MINUTE_MS);
    is(&r, CLOCK_BELIEVED, "what was heard long ago says nothing");
    rig_close(&r);
}

/* Off for a month, and the first who speaks knows better: or agrees, and then nobody waits out the minute. */
static void after_an_absence_peers_are_asked(void **state) {
    (void)state;
    for (int right = 0; right < 2; right++) {
        RIG(r, &tally_hears);
        struct rig_producer p = {.journal = "intake"};
        rig_tell(&r, &p, "x", 1);
        due_later(&r, "x", HOUR_MS);
        rig_turn(&r, 30 * DAY_MS - 1);
        due_later(&r, "x", HOUR_MS);
        int before = reminded(&r, "x");
        r.now_ms += 30 * DAY_MS;
        assert_int_equal(rig_reopen(&r), 0);
        rig_turn(&r, 0);
        is(&r, CLOCK_ASKING, "asks");
        assert_int_equal(reminded(&r, "x"), before);
        tell_at(&r, &p, right ? r.now_ms : r.now_ms - 30 * DAY_MS);
        is(&r, right ? CLOCK_BELIEVED : CLOCK_PEERS, "heard");
        rig_wait(&r, 2 * MINUTE_MS);
        assert_int_equal(reminded(&r, "x"), before + right);
        rig_close(&r);
    }
}

/* ---- a person's word ---- */

static int confirm(struct rig *r, const char *who, int64_t at_ms, bool *was) {
    node__confirm_clock_request *in = NEW(&r->arena, node__confirm_clock_request);
    in->at = NEW(&r->arena, sippe__instant);
    in->at->ms = at_ms;
    sippe__reply *reply = rig_call(r, who, rig_request_id(r), "node.ConfirmClock", &in->base);
    node__confirm_clock_reply *out =
        message_unpack(&r->arena, &node__confirm_clock_reply__descriptor, span_pb(reply->body), MESSAGE_STRICT);
    if (was && out) *was = out->was_in_doubt;
    return rig_reason(reply);
}

static void an_operator_confirms_it(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    bool was = true;
    rig_tell(&r, &p, "x", 1);
    due_later(&r, "x", DAY_MS);
    assert_int_equal(confirm(&r, "operator", r.now_ms, &was), 0);
    assert_false(was);
    uint64_t seq = r.engine->seq;
    rig_clock_set(&r, 60 * DAY_MS);
    tell_at(&r, &p, r.now_ms - 60 * DAY_MS);
    is(&r, CLOCK_AHEAD, "ahead");
    assert_int_equal(confirm(&r, "desk", r.now_ms, NULL), REASON_NOT_ALLOWED);
    assert_int_equal(confirm(&r, "operator", r.now_ms - 60 * DAY_MS, NULL), REASON_CLOCK_DIFFERS);
    assert_int_equal(confirm(&r, "operator", r.now_ms + 6 * MINUTE_MS, NULL), REASON_CLOCK_DIFFERS);
    is(&r, CLOCK_AHEAD, "ahead");
    assert_int_equal(r.engine->seq, seq);
    assert_int_equal(confirm(&r, "operator", r.now_ms - 4 * MINUTE_MS, &was), 0);
    assert_true(was);
    is(&r, CLOCK_BELIEVED, "confirmed");
    assert_int_equal(reminded(&r, "x"), 1);
    tell_at(&r, &p, r.now_ms - 60 * DAY_MS); /* the peers are as they were: that is what was confirmed */
    assert_int_equal(rig_reopen(&r), 0);
    tell_at(&r, &p, r.now_ms - 60 * DAY_MS);
    is(&r, CLOCK_BELIEVED, "confirmed");
    tell_at(&r, &p, r.now_ms - 62 * DAY_MS);
    is(&r, CLOCK_PEERS, "further than that");
    tell_at(&r, &p, r.now_ms);
    tell_at(&r, &p, r.now_ms - 60 * DAY_MS);
    is(&r, CLOCK_PEERS, "once they agreed the word has served");
    rig_close(&r);
}

/* It dies before the word is on the disk: then nothing was confirmed. */
static void a_word_that_was_lost(void **state) {
    (void)state;
    RIG(r, &tally_counts);
    due_later(&r, "x", DAY_MS);
    rig_clock_set(&r, 60 * DAY_MS);
    rig_turn(&r, 1000);
    node__confirm_clock_request *in = NEW(&r.arena, node__confirm_clock_request);
    in->at = NEW(&r.arena, sippe__instant);
    in->at->ms = r.now_ms;
    assert_int_equal(rig_push(&r, 1, "operator", rig_request(&r, rig_request_id(&r), "node.ConfirmClock", &in->base)),
                     0);
    r.commit_fails = 1;
    assert_int_not_equal(engine_turn(r.engine, r.now_ms, rig_boot_ms(&r)), 0);
    assert_int_equal(engine_clock(r.engine), CLOCK_AHEAD);
    assert_int_equal(rig_reopen(&r), 0);
    rig_turn(&r, 0);
    is(&r, CLOCK_AHEAD, "not confirmed");
    rig_close(&r);
}

/* ---- keys ---- */

/* The last day of a key: a clock that is ahead shuts nobody out, one that is behind lets nobody in again. */
static void a_key_keeps_its_last_day(void **state) {
    (void)state;
    RIG(r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    node__membership_changed *e = NEW_WITH_PERSONAL(&r.arena, node__membership_changed);
    uint8_t public_key[32] = {1, 2, 3};
    char name[64];
    e->member_id = id_field(&r.arena, (struct id){{1}});
    e->personal->name = "temporary";
    e->role = ROLE_DESK;
    e->organization = "a";
    APPEND(&r.arena, e, public_keys, pb_of(span_of(public_key, 32)));
    e->until = civil_date(&r.arena, (day)(r.now_ms / DAY_MS) + 2);
    sippe__feed *feed = rig_feed(&r, &p);
    sippe__feed_record *record = rig_heard(&r, &p, 1, NEW(&r.arena, tally__added));
    record->type = node__membership_changed__descriptor.name;
    rig_event_put(&r, record, &e->base);
    APPEND(&r.arena, feed, records, record);
    rig_feed_push(&r, &p, feed);
    rig_clock_set(&r, 60 * DAY_MS);
    rig_turn(&r, 1000);
    assert_true(engine_key_name(r.engine, public_key, r.now_ms, name));
    assert_int_equal(rig_reason(rig_call(&r, rig_connection(public_key, name), rig_request_id(&r), "scheduling.Add",
                                         &rig_adding(&r, "x", 1)->base)),
                     0);
    rig_clock_set(&r, -60 * DAY_MS);
    for (int i = 0; i < 4 * 24; i++) {
        rig_turn(&r, HOUR_MS);
        bool may = (day)(r.now_ms / DAY_MS) <= civil_day(e->until);
        assert_int_equal(engine_key_name(r.engine, public_key, r.now_ms, name), may);
        assert_int_equal(rig_reason(rig_call(&r, rig_connection(public_key, name), rig_request_id(&r), "scheduling.Add",
                                             &rig_adding(&r, "x", 1)->base)),
                         may ? 0 : REASON_KEY_REVOKED);
    }
    assert_false(engine_key_name(r.engine, public_key, r.now_ms, name));
    rig_clock_set(&r, -3 * DAY_MS);
    rig_turn(&r, 1000);
    is(&r, CLOCK_BEHIND, "behind");
    assert_false(engine_key_name(r.engine, public_key, r.now_ms, name));
    assert_int_equal(rig_reason(rig_call(&r, rig_connection(public_key, name), rig_request_id(&r), "scheduling.Add",
                                         &rig_adding(&r, "x", 1)->base)),
                     REASON_KEY_REVOKED);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_table),
        cmocka_unit_test(seconds_of_another_decade),
        cmocka_unit_test(ahead_over_a_restart),
        cmocka_unit_test(a_start_without_a_battery),
        cmocka_unit_test(a_record_ends_a_small_doubt),
        cmocka_unit_test(of_peers_by_a_day),
        cmocka_unit_test(after_an_absence_peers_are_asked),
        cmocka_unit_test(an_operator_confirms_it),
        cmocka_unit_test(a_word_that_was_lost),
        cmocka_unit_test(a_key_keeps_its_last_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
