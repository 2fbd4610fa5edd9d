/* A daemon follows one of another territory, whose journal it calls service@territory; there its own key has a name of
 * the same kind. Nothing else differs from following at home. */
#include "rig.h"

#include <stdio.h>

static void open_both(struct rig *nord, struct rig *here) {
    rig_open(nord, &tally_counts);
    nord->territory = "nord";
    snprintf(nord->dir, sizeof nord->dir, "%s", rig_folder(nord, "nord"));
    nord->keys[RIG_KEYS - 1].name = "scheduling@test";
    assert_int_equal(rig_reopen(nord), 0);
    rig_open(here, &tally_hears_abroad);
}

/* How a record comes to be addressed to another territory is not decided yet; here the test writes the address. */
static void address_last(struct rig *r, const char *stream, uint64_t n) {
    struct txn t;
    struct key key = KEY(KEY_TEXT(stream), KEY_U64(n)), seq = KEY(KEY_U64(r->engine->seq));
    assert_int_equal(txn_begin(r->engine->store, true, &t), 0);
    txn_put(&t, TABLE_STREAM, &key, key_span(&seq));
    assert_int_equal(txn_commit(&t), 0);
}

/* Carries what the follower asks to the producer and the answer back; how many records came. */
static size_t carry(struct rig *nord, struct rig *here) {
    rig_turn(here, 10000);
    for (size_t i = 0; i < rig_outs(here); i++) {
        sippe__envelope *e = rig_out(here, i);
        if (e->content_case != SIPPE__ENVELOPE__CONTENT_FETCH) continue;
        assert_string_equal(e->fetch->stream, "daemons:scheduling@test");
        sippe__feed *feed =
            rig_fetch(nord, 1, "scheduling@test", arena_text(&nord->arena, e->fetch->stream), e->fetch->position, 0);
        assert_non_null(feed);
        assert_true(!feed->status || feed->status->code == CODE_OK);
        sippe__envelope *answer = NEW(&here->arena, sippe__envelope);
        answer->content_case = SIPPE__ENVELOPE__CONTENT_FEED;
        answer->feed = feed;
        assert_int_equal(rig_push_link(here, "intake@nord", answer), 0);
        rig_turn(here, 0);
        return feed->n_records;
    }
    return 0;
}

static void a_journal_of_another_territory_is_followed(void **state) {
    (void)state;
    struct rig nord, here;
    open_both(&nord, &here);
    for (uint64_t n = 1; n <= 3; n++) {
        assert_int_equal(rig_add(&nord, rig_adding(&nord, "x", 1)), 0);
        address_last(&nord, "daemons:scheduling@test", n);
        assert_int_equal(rig_add(&nord, rig_adding(&nord, "theirs", 1)), 0); /* for their own scheduling alone */
    }
    assert_int_equal(carry(&nord, &here), 3);
    assert_int_equal(carry(&nord, &here), 0);
    assert_int_equal(rig_get(&here, "x")->echoes, 3);
    assert_null(rig_get(&here, "theirs"));
    assert_string_equal(rig_status(&here)->followed[0]->journal, "intake@nord");
    assert_int_equal(rig_reopen(&here), 0);
    assert_int_equal(carry(&nord, &here), 0);
    assert_int_equal(rig_get(&here, "x")->echoes, 3);
    rig_close(&nord);
    rig_close(&here);
}

/* The two have names that differ by the territory alone, and each gets only what is its own. */
static void names_of_two_territories_are_two(void **state) {
    (void)state;
    struct rig nord, here;
    open_both(&nord, &here);
    assert_int_equal(rig_add(&nord, rig_adding(&nord, "x", 1)), 0);
    const struct {
        const char *who, *stream;
    } rows[] = {{"scheduling@test", "daemons:scheduling"},
                {"scheduling@test", "daemons:scheduling@nord"},
                {"scheduling", "daemons:scheduling@test"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        sippe__feed *feed = rig_fetch(&nord, (uint8_t)(i + 1), rows[i].who, rows[i].stream, NULL, 0);
        if (!feed || !feed->status || feed->status->reason != REASON_STREAM_FORBIDDEN) fail_msg("row %zu", i);
    }
    struct rig_producer home = {.journal = "intake@nord"};
    rig_tell(&here, &home, "x", 1); /* on the stream of a follower of the same territory: not what was asked for */
    assert_null(rig_get(&here, "x"));
    assert_int_equal(rig_status(&here)->followed[0]->n, 0);
    rig_close(&nord);
    rig_close(&here);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_journal_of_another_territory_is_followed),
        cmocka_unit_test(names_of_two_territories_are_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
