/* No room left: commands are refused, queries and repeats answered, nothing is half done, and it ends by itself. */
#include <stdio.h>
#include "rig.h"

enum { SMALL_MAP = 4 << 20 };

static void small_open(struct rig *r, const struct service *service) {
    rig_open(r, service);
    r->map_bytes = SMALL_MAP;
    engine_close(r->engine);
    r->engine = NULL;
    rig_folder(r, "store");
    assert_int_equal(rig_reopen(r), 0);
}

static int add_padded(struct rig *r, const char *name, int pad, struct id id) {
    tally__add_request *in = rig_adding(r, name, 1);
    in->pad = pad;
    return rig_reason(rig_call(r, "desk", id, "intake.Add", &in->base));
}

static uint64_t used_percent(struct rig *r) {
    struct store_usage u = store_usage(r->engine->store);
    return 100 * u.used_bytes / u.map_bytes;
}

static void commands_end_at_four_fifths(void **state) {
    (void)state;
    struct rig r;
    char fault[200];
    small_open(&r, &tally_counts);
    struct id first = rig_request_id(&r);
    assert_int_equal(add_padded(&r, "x", 20000, first), 0);
    int told = 1, reason = 0;
    for (int i = 0; i < 1000 && !reason; i++) {
        r.now_ms += 1000;
        reason = add_padded(&r, "x", 20000, rig_request_id(&r));
        told += reason == 0;
    }
    assert_int_equal(reason, REASON_STORE_FULL);
    assert_in_range(used_percent(&r), 78, 85);
    assert_int_equal(rig_get(&r, "x")->total, told);
    assert_false(rig_status(&r)->accepting);
    assert_int_equal(add_padded(&r, "x", 20000, first), 0); /* answered from memory */
    sippe__reply *reply = rig_call(&r, "desk", rig_request_id(&r), "intake.Add", &rig_adding(&r, "x", 1)->base);
    assert_int_equal(reply->status->code, CODE_RESOURCE_EXHAUSTED);
    assert_true(reply->status->retry_after_ms > 0);
    assert_int_equal(rig_reopen(&r), 0); /* the same, in the next life, which may find a page or two free */
    for (reason = 0; !reason; told += reason == 0) {
        r.now_ms += 2000;
        reason = add_padded(&r, "x", 20000, rig_request_id(&r));
    }
    assert_int_equal(reason, REASON_STORE_FULL);
    assert_in_range(used_percent(&r), 78, 85);
    r.map_bytes = 4 * SMALL_MAP;
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    assert_int_equal(rig_get(&r, "x")->total, told + 1);
    assert_int_equal(engine_verify(r.engine, rig_folder(&r, "verify"), fault), 0);
    rig_close(&r);
}

static bool list_moved(struct rig *r) {
    node__moved_reply *out = NEW(&r->arena, node__moved_reply);
    moves_tell(r->engine, &r->arena, (uint64_t)r->engine->options.started_ms, out);
    return out->n_moved > 0;
}

/* A daemon's store takes on in its log what LMDB has no room for, until that is full too: who was told OK is in, also
 * after a crash, who was told STORE_FULL is not, and a larger map takes it all in. The turn itself is too large for a file
 * of the log, so its commands are run one at a time, and what is noted of them is noted then. */
static void a_hand_over_that_does_not_fit(void **state) {
    (void)state;
    enum { CALLS = 60, PAD = 200 << 10 };
    struct rig r;
    char fault[200];
    small_open(&r, &tally_counts);
    r.logged = true;
    assert_int_equal(rig_reopen(&r), 0);
    struct id ids[CALLS];
    for (int i = 0; i < CALLS; i++) {
        tally__add_request *in = rig_adding(&r, arena_printf(&r.arena, "c%d", i), 1);
        in->pad = PAD;
        ids[i] = rig_request_id(&r);
        assert_int_equal(rig_push(&r, 1, "desk", rig_request(&r, ids[i], "intake.Add", &in->base)), 0);
    }
    moves_note(r.engine, "a list", "of what is taken back");
    rig_turn(&r, 0);
    assert_false(list_moved(&r));
    int told = 0, refused = 0;
    bool ok[CALLS];
    for (int i = 0; i < CALLS; i++) {
        int reason = rig_reason(rig_reply(&r, ids[i]));
        ok[i] = reason == 0;
        told += ok[i];
        refused += reason == REASON_STORE_FULL;
    }
    assert_int_equal(told + refused, CALLS);
    assert_true(told >= 20 && refused >= 5);
    assert_int_equal(r.engine->seq, told);
    for (int i = 0; i < CALLS; i++) assert_true((rig_get(&r, arena_printf(&r.arena, "c%d", i)) != NULL) == ok[i]);
    assert_int_equal(rig_reopen(&r), 0); /* the same, in the next life */
    for (int i = 0; i < CALLS; i++) assert_true((rig_get(&r, arena_printf(&r.arena, "c%d", i)) != NULL) == ok[i]);
    r.map_bytes = 16 * SMALL_MAP;
    assert_int_equal(rig_reopen(&r), 0);
    for (int i = 0; i < CALLS; i++) { /* what was refused succeeds under the same id */
        tally__add_request *in = rig_adding(&r, arena_printf(&r.arena, "c%d", i), 1);
        in->pad = PAD;
        assert_int_equal(rig_reason(rig_call(&r, "desk", ids[i], "intake.Add", &in->base)), 0);
    }
    assert_int_equal(r.engine->seq, CALLS);
    assert_int_equal(engine_verify(r.engine, rig_folder(&r, "verify"), fault), 0);
    rig_close(&r);
}

/* Past nine tenths nothing is taken from others and no deadline fires; with room, all goes on from there. */
static void following_and_firing_end_at_nine_tenths(void **state) {
    (void)state;
    struct rig r;
    char fault[200];
    small_open(&r, &tally_hears);
    struct rig_producer p = {.journal = "intake"}, before = p;
    tally__add_request *in = rig_adding(&r, "late", 1);
    in->remind_ms = HOUR_MS;
    assert_int_equal(rig_add(&r, in), 0);
    int taken = 0;
    for (int i = 0; i < 200 && r.engine->following; i++) {
        tally__added *event = NEW(&r.arena, tally__added);
        event->name = arena_printf(&r.arena, "f%d", i);
        event->by = TALLY_POISON;
        event->personal = NEW(&r.arena, tally__added__personal);
        char *note = arena_alloc(&r.arena, 60001);
        event->personal->note = memset(note, 'x', 60000);
        sippe__feed_record *record = rig_heard(&r, &p, p.n + 1, event);
        event->personal = NULL;
        record->sealed = record->open;
        record->open = pb_of(message_pack(&r.arena, &event->base));
        tally__added__personal *personal = NEW(&r.arena, tally__added__personal);
        personal->note = note;
        record->sealed = pb_of(message_pack(&r.arena, &personal->base));
        before = p;
        sippe__feed *feed = rig_feed(&r, &p);
        APPEND(&r.arena, feed, records, record);
        r.now_ms += 1100;
        rig_feed_push(&r, &p, feed);
        taken = (int)rig_status(&r)->followed[0]->n;
    }
    assert_false(r.engine->following);
    assert_in_range(used_percent(&r), 85, 99);
    if (taken < (int)p.n) p = before; /* the last one was not taken */
    rig_tell(&r, &p, "x", 1);
    assert_null(rig_get(&r, "x"));
    assert_int_equal(rig_status(&r)->followed[0]->n, taken);
    size_t fetches = 0;
    for (int i = 0; i < 20; i++) {
        rig_turn(&r, 5 * MINUTE_MS);
        for (size_t k = 0; k < rig_outs(&r); k++)
            fetches += rig_out(&r, k)->content_case == SIPPE__ENVELOPE__CONTENT_FETCH;
    }
    assert_int_equal(fetches, 0);
    assert_int_equal(rig_get(&r, "late")->reminded, 0);
    assert_false(engine_wake_ms(r.engine) <= r.now_ms);
    r.map_bytes = 4 * SMALL_MAP;
    assert_int_equal(rig_reopen(&r), 0);
    rig_turn(&r, 0);
    assert_int_equal(rig_get(&r, "late")->reminded, 1);
    for (int i = 0; i < 2; i++) rig_turn(&r, 8000);
    assert_int_equal(engine_verify(r.engine, rig_folder(&r, "verify"), fault), 0);
    rig_close(&r);
}

/* What is forgotten makes room, and commands are taken again without anybody's help. */
static void room_comes_back_by_itself(void **state) {
    (void)state;
    struct rig r;
    small_open(&r, &tally_counts);
    tally__add_request *in = rig_adding(&r, "x", 1);
    in->faults = 100; /* a refusal that takes room for a day */
    int reason = 0;
    for (int i = 0; i < 2000 && reason != REASON_STORE_FULL; i++) {
        r.now_ms += 1000;
        reason = rig_add(&r, in);
    }
    assert_int_equal(reason, REASON_STORE_FULL);
    for (int i = 0; i < 31 * 24 * 6; i++) rig_turn(&r, 10 * MINUTE_MS);
    assert_in_range(used_percent(&r), 0, 60);
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    rig_close(&r);
}

/* A rebuild needs a quarter more room than the store that it rebuilds: 2,000 records to a commit, whose rows lie all over
 * their table, copy most of its pages. */
static void a_rebuild_fits_where_the_store_fits(void **state) {
    (void)state;
    struct rig r;
    char fault[200], name[16];
    rig_open(&r, &tally_counts);
    for (int i = 0; i < 9000; i++) {
        snprintf(name, sizeof name, "n%d", i * 7919 % 9001);
        assert_int_equal(rig_add(&r, rig_adding(&r, name, 1)), 0);
        arena_reset(&r.arena);
    }
    r.map_bytes = store_usage(r.engine->store).used_bytes * 5 / 4;
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(engine_verify(r.engine, rig_folder(&r, "verify"), fault), 0);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_end_at_four_fifths),
        cmocka_unit_test(a_hand_over_that_does_not_fit),
        cmocka_unit_test(following_and_firing_end_at_nine_tenths),
        cmocka_unit_test(room_comes_back_by_itself),
        cmocka_unit_test(a_rebuild_fits_where_the_store_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
