/* What a follower cannot take in is kept, in order, and never takes the rest with it. */
#include "rig.h"

#include <stdio.h>
#include <stdlib.h>
#include "harness_internal.h"

static tally__added *added(struct rig *r, const char *name, int by) {
    tally__added *event = NEW(&r->arena, tally__added);
    event->name = name;
    event->by = by;
    return event;
}

static void tell_many(struct rig *r, struct rig_producer *p, int first, int n, int by) {
    sippe__feed *feed = rig_feed(r, p);
    for (int i = 0; i < n; i++) {
        const char *name = arena_printf(&r->arena, "family %d", first + i);
        APPEND(&r->arena, feed, records, rig_heard(r, p, p->n + 1 + (uint64_t)i, added(r, name, by)));
    }
    rig_feed_push(r, p, feed);
}

static void at_a_thousand_held_following_stops_and_says_so(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    for (int i = 0; i < HELD_MAX; i += 50) {
        assert_string_equal(rig_status(&r)->followed[0]->stopped, "");
        tell_many(&r, &p, i, 50, TALLY_POISON);
    }
    node__followed *followed = rig_status(&r)->followed[0];
    assert_non_null(strstr(followed->stopped, "held back"));
    assert_int_equal(followed->held, HELD_MAX);
    assert_int_equal(followed->n, HELD_MAX); /* all of the last feed was taken in */
    tell_many(&r, &p, HELD_MAX, 1, 1);
    assert_null(rig_get(&r, "family 1000"));
    assert_int_equal(rig_reopen(&r), 0);
    assert_non_null(strstr(rig_status(&r)->followed[0]->stopped, "held back"));
    assert_true(rig_parked(&r)->n_parked > 100); /* as many as a reply holds */
    rig_close(&r);
}

/* Each record that fails in its apply is parked; those around it are taken, once. */
static void failing_records_are_parked_one_by_one(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    sippe__feed *feed = rig_feed(&r, &p);
    static const int amounts[] = {1, TALLY_BREAKS_THERE, 1, TALLY_BREAKS_THERE, TALLY_BREAKS_THERE, 1};
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
        const char *name = amounts[i] == 1 ? "x" : arena_printf(&r.arena, "y%zu", i);
        APPEND(&r.arena, feed, records, rig_heard(&r, &p, i + 1, added(&r, name, amounts[i])));
    }
    rig_feed_push(&r, &p, feed);
    assert_int_equal(rig_get(&r, "x")->echoes, 3);
    node__list_parked_reply *list = rig_parked(&r);
    assert_int_equal(list->n_parked, 3);
    for (size_t i = 0; i < list->n_parked; i++) assert_int_equal(list->parked[i]->reason, REASON_INTERNAL);
    assert_int_equal(rig_status(&r)->followed[0]->n, 6);
    rig_close(&r);
}

/* A turn of several feeds and commands of which one feed fails. */
static void a_failing_feed_takes_no_command_with_it(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    struct id id = rig_request_id(&r);
    rig_push(&r, 1, "desk", rig_request(&r, id, "scheduling.Add", &rig_adding(&r, "z", 1)->base));
    rig_tell(&r, &p, "x", TALLY_BREAKS_THERE);
    assert_int_equal(rig_reason(rig_reply(&r, id)), 0);
    assert_int_equal(rig_get(&r, "z")->total, 1);
    assert_int_equal(rig_parked(&r)->n_parked, 1);
    rig_close(&r);
}

static int retry(struct rig *r, ProtobufCBinaryData record, bool *done) {
    node__retry_parked_request *in = NEW(&r->arena, node__retry_parked_request);
    in->id = record;
    sippe__reply *reply = rig_call(r, "operator", rig_request_id(r), "node.RetryParked", &in->base);
    node__retry_parked_reply *out = UNPACK(&r->arena, node__retry_parked_reply, span_pb(reply->body), MESSAGE_STRICT);
    *done = out->done;
    return rig_reason(reply);
}

/* Of all records of the journal: how many are of this type, and that no two have one id. */
static size_t records_of(struct rig *r, const char *type) {
    struct view v = view_make(r->engine, &r->engine->snapshot);
    struct id *ids = arena_alloc(&r->arena, r->engine->seq * sizeof *ids);
    size_t n = 0;
    for (uint64_t seq = 1; seq <= r->engine->seq; seq++) {
        sippe__record *record = journal_read(&v, seq);
        ids[seq - 1] = id_of(record->id);
        for (uint64_t i = 0; i + 1 < seq; i++) assert_false(id_equal(ids[i], ids[seq - 1]));
        n += strcmp(record->type, type) == 0;
    }
    return n;
}

/* It waited too long, a person tried it again, and it waited too long once more. */
static void parked_twice_is_two_records(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    bool done = true;
    rig_tell(&r, &p, "x", TALLY_WAITS);
    for (int i = 0; i < 2; i++) {
        rig_wait(&r, 62 * MINUTE_MS);
        node__list_parked_reply *list = rig_parked(&r);
        assert_int_equal(list->n_parked, 1);
        assert_int_equal(list->parked[0]->reason, REASON_WAITED_TOO_LONG);
        assert_int_equal(records_of(&r, node__reaction_parked__descriptor.name), i + 1);
        assert_int_equal(retry(&r, list->parked[0]->id, &done), 0);
        assert_false(done);
        assert_true(rig_parked(&r)->parked[0]->waiting); /* its own hour begins */
    }
    rig_close(&r);
}

static void retried_it_stays_and_what_follows_it_waits(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    bool done;
    rig_tell(&r, &p, "x", TALLY_POISON);
    rig_tell(&r, &p, "x", 1);
    rig_wait(&r, 5 * MINUTE_MS);
    node__list_parked_reply *list = rig_parked(&r);
    assert_int_equal(list->n_parked, 2);
    assert_int_equal(retry(&r, list->parked[1]->id, &done), 0);
    assert_false(done); /* it queues behind the first */
    assert_int_equal(retry(&r, list->parked[0]->id, &done), 0);
    assert_false(done);
    assert_int_equal(rig_parked(&r)->n_parked, 2);
    assert_null(rig_get(&r, "x"));
    assert_int_equal(retry(&r, id_field(&r.arena, (struct id){{3}}), &done), REASON_NOT_FOUND);
    rig_close(&r);
}

/* Waiting is counted in tries, not by a clock that may jump. */
static void a_clock_that_jumps_parks_nothing(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    rig_tell(&r, &p, "x", TALLY_WAITS);
    rig_turn(&r, 400 * DAY_MS);
    rig_turn(&r, MINUTE_MS);
    assert_true(rig_parked(&r)->parked[0]->waiting);
    rig_wait(&r, 62 * MINUTE_MS);
    assert_false(rig_parked(&r)->parked[0]->waiting);
    assert_int_equal(rig_parked(&r)->parked[0]->reason, REASON_WAITED_TOO_LONG);
    rig_close(&r);
}

/* Two services that answer each other's answer. */
static void an_endless_echo_is_parked_as_loop(void **state) {
    (void)state;
    static const struct service *const two[] = {&tally_echoes_here, &tally_echoes_there};
    struct world_options o = {
        .seed = 5, .services = two, .n_services = 2, .territory = "test", .start_ms = RIG_START_MS};
    struct world *w = world_new(&o);
    struct arena a;
    arena_init(&a);
    world_key(w, "desk", ROLE_DESK, "a");
    world_key(w, "operator", ROLE_OPERATOR, "");
    tally__add_request *in = NEW(&a, tally__add_request);
    in->name = "x";
    in->by = 1;
    assert_int_equal(world_call(w, &a, "intake", "desk", "intake.Add", world_request_id(w), &in->base,
                                &tally__add_reply__descriptor, NULL, NULL),
                     0);
    world_run(w, 30000);
    size_t n_parked = 0;
    for (int i = 0; i < 2; i++) {
        node__list_parked_reply *list;
        assert_int_equal(world_call(w, &a, two[i]->name, "operator", "node.ListParked", world_request_id(w),
                                    &NEW(&a, node__list_parked_request)->base, &node__list_parked_reply__descriptor,
                                    &list, NULL),
                         0);
        for (size_t k = 0; k < list->n_parked; k++) assert_int_equal(list->parked[k]->reason, REASON_LOOP);
        n_parked += list->n_parked;
    }
    assert_int_equal(n_parked, 1);
    assert_null(world_verify(w));
    arena_close(&a);
    world_free(w);
}

/* A reaction that a later release has hears what the earlier one passed, once, and in order. */
static void a_reaction_added_later_hears_what_was_passed(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_deaf);
    struct rig_producer p = {.journal = "intake"};
    for (int i = 0; i < 5; i++) rig_tell(&r, &p, "x", 1);
    assert_null(rig_get(&r, "x"));
    r.service = &tally_hears;
    assert_int_equal(rig_reopen(&r), 0);
    rig_turn(&r, 0);
    sippe__fetch *fetch = NULL;
    for (size_t i = 0; i < rig_outs(&r); i++)
        if (rig_out(&r, i)->content_case == SIPPE__ENVELOPE__CONTENT_FETCH) fetch = rig_out(&r, i)->fetch;
    assert_non_null(fetch);
    assert_true(!fetch->position || fetch->position->n == 0);
    for (int life = 0; life < 2; life++) { /* the second time there is nothing left to hear */
        struct rig_producer again = {.journal = "intake"};
        for (int i = 0; i < 7; i++) rig_tell(&r, &again, "x", 1);
        assert_int_equal(rig_get(&r, "x")->echoes, 7);
        assert_int_equal(rig_status(&r)->followed[0]->n, 7);
        assert_int_equal(rig_reopen(&r), 0);
    }
    rig_close(&r);
}

/* Nor does a second such release, while the stream is still read again for the first, skip what that has not reached.
 * */
static void a_second_reaction_skips_nothing_of_the_first(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_deaf);
    struct rig_producer p = {.journal = "intake"};
    sippe__feed_record *told[4];
    for (int life = 0; life < 2; life++) {
        if (life == 1) r.service = &tally_hears;
        if (life == 1) assert_int_equal(rig_reopen(&r), 0);
        p = (struct rig_producer){.journal = "intake"};
        for (uint64_t n = 1; n <= (life ? 1 : 4); n++) { /* the first two of one type, the others of another */
            told[n - 1] = rig_heard(&r, &p, n, added(&r, "x", 1));
            if (n > 2) told[n - 1]->type = tally__echoed__descriptor.name;
            if (n > 2) told[n - 1]->open = told[0]->open;
            sippe__feed *feed = rig_feed(&r, &p);
            APPEND(&r.arena, feed, records, told[n - 1]);
            rig_feed_push(&r, &p, feed);
        }
    }
    assert_int_equal(rig_get(&r, "x")->echoes, 1);
    r.service = &tally_echoes_there;
    assert_int_equal(rig_reopen(&r), 0);
    sippe__feed *feed = rig_feed(&r, &p);
    for (int i = 1; i < 4; i++) APPEND(&r.arena, feed, records, told[i]);
    rig_feed_push(&r, &p, feed);
    assert_int_equal(rig_get(&r, "x")->echoes, 4);
    rig_close(&r);
}

/* Reading again takes nothing twice, even when what was heard then is long forgotten. */
static void what_was_taken_is_not_taken_again(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_hears);
    struct rig_producer p = {.journal = "intake"};
    for (int life = 0; life < 2; life++) {
        struct rig_producer from_start = {.journal = "intake"};
        p = from_start;
        sippe__feed *feed = rig_feed(&r, &p);
        sippe__feed_record *echoed = rig_heard(&r, &p, 1, added(&r, "x", 0));
        tally__echoed *event = NEW(&r.arena, tally__echoed);
        event->name = "x";
        echoed->type = tally__echoed__descriptor.name;
        echoed->open = pb_of(message_pack(&r.arena, &event->base));
        APPEND(&r.arena, feed, records, echoed);
        APPEND(&r.arena, feed, records, rig_heard(&r, &p, 2, added(&r, "x", 1)));
        rig_feed_push(&r, &p, feed);
        assert_int_equal(rig_get(&r, "x")->echoes, life + 1); /* first of what is added, then of the echo too */
        for (int i = 0; i < 91 * 24 * 6; i++) rig_turn(&r, 10 * MINUTE_MS);
        r.service = &tally_echoes_there;
        assert_int_equal(rig_reopen(&r), 0);
    }
    rig_tell(&r, &p, "x", 1);
    assert_int_equal(rig_get(&r, "x")->echoes, 3);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_a_thousand_held_following_stops_and_says_so),
        cmocka_unit_test(failing_records_are_parked_one_by_one),
        cmocka_unit_test(a_failing_feed_takes_no_command_with_it),
        cmocka_unit_test(parked_twice_is_two_records),
        cmocka_unit_test(retried_it_stays_and_what_follows_it_waits),
        cmocka_unit_test(a_clock_that_jumps_parks_nothing),
        cmocka_unit_test(an_endless_echo_is_parked_as_loop),
        cmocka_unit_test(a_reaction_added_later_hears_what_was_passed),
        cmocka_unit_test(a_second_reaction_skips_nothing_of_the_first),
        cmocka_unit_test(what_was_taken_is_not_taken_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
