/* A subject that is erased: her rows go with the record, her key after it, and nothing of her comes again, whatever
 * crashes, comes late or is put back. */
#include "rig.h"

#include "engine/erase/erase.h"

static const struct id erasure = {{9}};

/* What intake says to its followers. */
static sippe__feed_record *erased_heard(struct rig *r, struct rig_producer *p, const char *name, struct id of_erasure,
                                        bool last) {
    node__subject_erased *e = NEW(&r->arena, node__subject_erased);
    tally__added *of = NEW(&r->arena, tally__added);
    of->name = name;
    e->subject = id_field(&r->arena, tally_subject(name));
    e->month = id_is_zero(of_erasure);
    if (!e->month) e->erasure_id = id_field(&r->arena, of_erasure);
    e->last = last;
    sippe__feed_record *heard = rig_heard(r, p, p->n + 1, of);
    heard->type = e->base.descriptor->name;
    heard->open = pb_of(message_pack(&r->arena, &e->base));
    return heard;
}

static void erase_given_of(struct rig *r, struct rig_producer *p, const char *name, struct id of_erasure, bool last) {
    sippe__feed *feed = rig_feed(r, p);
    APPEND(&r->arena, feed, records, erased_heard(r, p, name, of_erasure, last));
    rig_feed_give(r, p, feed);
}

static void erase_given(struct rig *r, struct rig_producer *p, const char *name, bool last) {
    erase_given_of(r, p, name, erasure, last);
}

static void erase_told(struct rig *r, struct rig_producer *p, const char *name, bool last) {
    erase_given(r, p, name, last);
    rig_turn(r, 0);
}

static void add(struct rig *r, const char *name, int by) { assert_int_equal(rig_add(r, rig_adding(r, name, by)), 0); }

static bool is_gone(struct rig *r, const char *name) { return vault_is_erased(r->engine->vault, tally_subject(name)); }

static bool has_row(struct rig *r, const char *name) {
    struct key key = KEY(KEY_ID(tally_subject(name)));
    struct span value;
    return txn_get(&r->engine->snapshot, TABLE_SERVICE, &key, &value);
}

static const char *type_of(struct rig *r, uint64_t seq) {
    struct view v = {r->engine, &r->arena, &r->engine->snapshot};
    sippe__record *record = journal_read(&v, seq);
    return record ? record->type : "";
}

static size_t count_of(struct rig *r, const char *type) {
    size_t n = 0;
    for (uint64_t seq = 1; seq <= r->engine->seq; seq++) n += strcmp(type_of(r, seq), type) == 0;
    return n;
}

static size_t done_said(struct rig *r) { return count_of(r, node__subject_erased_done__descriptor.name); }

static void assert_sound(struct rig *r) {
    char fault[200];
    int differing = engine_verify(r->engine, rig_folder(r, "verify"), fault);
    if (differing) fail_msg("%d: %s", differing, fault);
}

static void her_rows_go_then_her_key_then_it_is_said(void **state) {
    (void)state;
    struct rig r;
    struct rig_producer p = {.journal = "intake"};
    rig_open(&r, &tally_hears);
    tally__add_request *in = rig_adding(&r, "x", 1);
    in->remind_ms = 3600000;
    assert_int_equal(rig_add(&r, in), 0);
    add(&r, "y", 2);
    erase_told(&r, &p, "x", true);
    assert_false(has_row(&r, "x"));
    assert_true(has_row(&r, "y"));
    assert_int_equal(rig_status(&r)->deadlines, 0);
    rig_turn(&r, 0);
    assert_true(is_gone(&r, "x"));
    assert_int_equal(done_said(&r), 1);
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), REASON_SUBJECT_ERASED);
    sippe__feed *feed = rig_fetch(&r, 2, "intake", "daemons:intake", NULL, 0);
    assert_string_equal(feed->records[feed->n_records - 1]->type, node__subject_erased_done__descriptor.name);
    assert_sound(&r);
    rig_wait(&r, 120000); /* nothing is said twice, and nothing spins */
    assert_int_equal(done_said(&r), 1);
    assert_int_equal(rig_reopen(&r), 0);
    rig_turn(&r, 0);
    assert_int_equal(done_said(&r), 1);
    rig_close(&r);
}

/* Of the producer's own access journal: nobody else's affair, and nothing for a person to look at. */
static void a_month_is_passed(void **state) {
    (void)state;
    struct rig r;
    struct rig_producer p = {.journal = "intake"};
    rig_open(&r, &tally_hears);
    add(&r, "x", 1);
    erase_given_of(&r, &p, "x", (struct id){{0}}, true);
    rig_turn(&r, 0);
    rig_turn(&r, 0);
    assert_int_equal(rig_parked(&r)->n_parked, 0);
    assert_int_equal(count_of(&r, node__subject_erased__descriptor.name), 0);
    assert_true(has_row(&r, "x"));
    assert_false(is_gone(&r, "x"));
    rig_close(&r);
}

/* In the very turn that erases her, too. */
static void nothing_of_her_passes_before_the_key_is_gone(void **state) {
    (void)state;
    struct rig r;
    struct rig_producer p = {.journal = "intake"};
    rig_open(&r, &tally_hears);
    add(&r, "x", 1);
    erase_told(&r, &p, "x", false);
    rig_tell(&r, &p, "x", 1);
    assert_int_equal(count_of(&r, tally__echoed__descriptor.name), 0);
    assert_true(is_gone(&r, "x"));
    assert_int_equal(done_said(&r), 0); /* more of it follows */
    erase_told(&r, &p, "never heard of", true);
    rig_turn(&r, 0);
    assert_true(is_gone(&r, "never heard of"));
    assert_int_equal(done_said(&r), 1);
    rig_tell(&r, &p, "never heard of", 1);
    assert_int_equal(count_of(&r, tally__echoed__descriptor.name), 0);
    assert_sound(&r);
    rig_close(&r);
}

/* Behind the record, in the feed that brought it: her key is there until the next turn. */
static void nothing_of_her_passes_in_the_same_turn(void **state) {
    (void)state;
    struct rig r;
    struct rig_producer p = {.journal = "intake"};
    rig_open(&r, &tally_hears);
    add(&r, "x", 1);
    sippe__feed *feed = rig_feed(&r, &p);
    tally__added *late = NEW(&r.arena, tally__added);
    late->name = "x";
    late->by = 1;
    APPEND(&r.arena, feed, records, erased_heard(&r, &p, "x", erasure, true));
    APPEND(&r.arena, feed, records, rig_heard(&r, &p, p.n + 2, late));
    rig_feed_push(&r, &p, feed);
    assert_false(is_gone(&r, "x"));
    assert_int_equal(count_of(&r, tally__echoed__descriptor.name), 0);
    assert_false(has_row(&r, "x"));
    assert_sound(&r);
    rig_close(&r);
}

static void a_commit_that_fails_closes_nobody(void **state) {
    (void)state;
    struct rig r;
    struct rig_producer p = {.journal = "intake"};
    rig_open(&r, &tally_hears);
    add(&r, "x", 1);
    struct rig_producer before = p;
    erase_given(&r, &p, "x", true);
    r.commit_fails = 1;
    assert_int_not_equal(engine_turn(r.engine, r.now_ms, rig_boot_ms(&r)), 0);
    assert_int_equal(r.engine->n_closed, 0);
    assert_int_equal(rig_reopen(&r), 0);
    assert_false(is_gone(&r, "x"));
    add(&r, "x", 1);
    p = before;
    erase_told(&r, &p, "x", true);
    rig_turn(&r, 0);
    assert_true(is_gone(&r, "x"));
    rig_close(&r);
}

/* The record is there and the daemon dies before her slot is overwritten: the next life does it. */
static void a_crash_between_record_and_key_is_ended(void **state) {
    (void)state;
    struct rig r;
    struct rig_producer p = {.journal = "intake"};
    rig_open(&r, &tally_hears);
    add(&r, "x", 1);
    erase_told(&r, &p, "x", true);
    assert_false(is_gone(&r, "x"));
    assert_int_equal(r.engine->n_closed, 1);
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(r.engine->n_closed, 1);
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), REASON_SUBJECT_ERASED);
    assert_true(is_gone(&r, "x"));
    assert_int_equal(done_said(&r), 1);
    assert_sound(&r);
    rig_close(&r);
}

/* A store that was put back: the vault knows more than the journal. */
static void a_tombstone_without_its_record_gets_it(void **state) {
    (void)state;
    struct rig r;
    rig_open(&r, &tally_indexed);
    add(&r, "x", 5);
    add(&r, "y", 7);
    struct vault *v = r.engine->vault;
    assert_int_equal(vault_erase(v, vault_find(v, tally_subject("x")), tally_subject("x")), 0);
    assert_true(has_row(&r, "x"));
    assert_int_equal(rig_reopen(&r), 0);
    rig_turn(&r, 0);
    assert_false(has_row(&r, "x"));
    assert_true(has_row(&r, "y"));
    assert_int_equal(count_of(&r, node__subject_erased__descriptor.name), 1);
    assert_int_equal(done_said(&r), 0);
    assert_sound(&r);
    assert_int_equal(rig_reopen(&r), 0);
    rig_turn(&r, 0);
    assert_int_equal(count_of(&r, node__subject_erased__descriptor.name), 1);
    rig_close(&r);
}

/* The one that said it hears it again from a producer whose follower was put back. */
static void it_is_answered_again_by_a_store_that_was_put_back(void **state) {
    (void)state;
    struct rig r;
    struct rig_producer p = {.journal = "intake"};
    rig_open(&r, &tally_hears);
    add(&r, "x", 1);
    struct vault *v = r.engine->vault;
    assert_int_equal(vault_erase(v, vault_find(v, tally_subject("x")), tally_subject("x")), 0);
    assert_int_equal(rig_reopen(&r), 0);
    rig_turn(&r, 0);
    erase_told(&r, &p, "x", true);
    rig_turn(&r, 0);
    assert_int_equal(done_said(&r), 1);
    assert_sound(&r);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(her_rows_go_then_her_key_then_it_is_said),
        cmocka_unit_test(a_month_is_passed),
        cmocka_unit_test(nothing_of_her_passes_before_the_key_is_gone),
        cmocka_unit_test(nothing_of_her_passes_in_the_same_turn),
        cmocka_unit_test(a_commit_that_fails_closes_nobody),
        cmocka_unit_test(a_crash_between_record_and_key_is_ended),
        cmocka_unit_test(a_tombstone_without_its_record_gets_it),
        cmocka_unit_test(it_is_answered_again_by_a_store_that_was_put_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
