/* What a partner has received: the position from which its program goes on. */
#include "rig.h"

static char *partner_stream(struct rig *r) {
    return arena_printf(&r->arena, "partner:%s", id_text(&r->arena, rig_organization));
}

static void tell(struct rig *r, const char *name) {
    tally__add_request *in = rig_adding(r, name, 1);
    in->tell = id_field(&r->arena, rig_organization);
    assert_int_equal(rig_add(r, in), 0);
}

static bool received(struct rig *r, uint64_t seq, int64_t *at_ms) {
    struct view v = {r->engine, &r->arena, &r->engine->snapshot};
    return stream_acknowledged(&v, rig_organization, seq, at_ms);
}

/* What was given may be lost on its way; from where a program goes on, it has read. */
static void a_fetch_says_what_was_received(void **state) {
    (void)state;
    struct rig r;
    int64_t at_ms = 0;
    rig_open(&r, &tally_counts);
    tell(&r, "x");
    tell(&r, "y");
    char *stream = partner_stream(&r);
    uint64_t last = r.engine->seq;
    sippe__feed *feed = rig_fetch(&r, 2, "partner", stream, NULL, 0);
    assert_int_equal(feed->n_records, 2);
    assert_false(received(&r, 1, NULL));
    rig_wait(&r, 5000);
    int64_t read_ms = r.now_ms;
    rig_fetch(&r, 2, "partner", stream, feed->next, 2000);
    assert_true(received(&r, 1, NULL));
    assert_true(received(&r, last, &at_ms));
    assert_int_equal(at_ms, read_ms);
    tell(&r, "z");
    assert_false(received(&r, r.engine->seq, NULL));
    rig_wait(&r, 90000);
    rig_fetch(&r, 2, "partner", stream, feed->next, 0); /* again, from where it was */
    assert_int_equal(rig_reopen(&r), 0);
    assert_true(received(&r, last, &at_ms));
    assert_int_equal(at_ms, read_ms);
    rig_close(&r);
}

/* They cost no commit of their own, and stand in the store a minute later at the latest. */
static void what_was_received_is_kept_with_the_next_commit(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_counts);
    tell(&r, "x");
    char *stream = partner_stream(&r);
    sippe__feed *feed = rig_fetch(&r, 2, "partner", stream, NULL, 0);
    rig_wait(&r, 61000);
    uint64_t commits = engine_counters(r.engine)->commits;
    for (int i = 0; i < 50; i++) rig_fetch(&r, 2, "partner", stream, feed->next, 0);
    assert_int_equal(engine_counters(r.engine)->commits, commits);
    assert_true(received(&r, 1, NULL));
    assert_int_equal(rig_add(&r, rig_adding(&r, "y", 1)), 0);
    assert_int_equal(rig_reopen(&r), 0);
    assert_true(received(&r, 1, NULL));
    tell(&r, "z");
    sippe__feed *more = rig_fetch(&r, 2, "partner", stream, feed->next, 0);
    uint64_t last = r.engine->seq;
    rig_fetch(&r, 2, "partner", stream, more->next, 0);
    rig_wait(&r, 61000); /* nobody does anything */
    assert_int_equal(rig_reopen(&r), 0);
    assert_true(received(&r, last, NULL));
    rig_close(&r);
}

/* Neither a position that we never gave, nor another's, nor a daemon's. */
static void only_its_own_reading_is_received(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_counts);
    tell(&r, "x");
    char *stream = partner_stream(&r);
    sippe__feed *feed = rig_fetch(&r, 2, "partner", stream, NULL, 0);
    sippe__position p = *feed->next;
    uint8_t chain[ID_LEN] = {9};
    p.chain = (ProtobufCBinaryData){sizeof chain, chain};
    rig_fetch(&r, 2, "partner", stream, &p, 0);
    p = *feed->next;
    p.n = 2;
    rig_fetch(&r, 2, "partner", stream, &p, 0);
    rig_fetch(&r, 3, "scheduling", "daemons:scheduling",
              rig_fetch(&r, 3, "scheduling", "daemons:scheduling", NULL, 0)->next, 0);
    rig_fetch(&r, 4, "desk", stream, feed->next, 0);
    assert_false(received(&r, 1, NULL));
    rig_fetch(&r, 2, "partner", stream, feed->next, 0);
    assert_true(received(&r, 1, NULL));
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fetch_says_what_was_received),
        cmocka_unit_test(what_was_received_is_kept_with_the_next_commit),
        cmocka_unit_test(only_its_own_reading_is_received),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
