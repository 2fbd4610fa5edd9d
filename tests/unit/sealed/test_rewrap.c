/* Another wrapping key, and another key of look-ups. */
#include "rig.h"
#include "wrapping_test.h"

static struct id found_by(struct rig *r, const char *value) {
    struct view v = {r->engine, &r->arena, &r->engine->snapshot};
    return lookup_hash(&v, "phone", value);
}

static bool key_opens(struct rig *r, const struct wrapping_key *key, struct id journal) {
    struct vault *v;
    struct seal_fault fault;
    struct vault_options o = {
        .path = arena_printf(&r->arena, "%s/vault", r->dir), .journal = journal, .key = key, .throwaway = true};
    int rc = vault_open(&v, &o, &fault);
    vault_close(v);
    return rc == 0;
}

/* The rows are those of before, made with the new key; what told look-ups before tells nothing of them any more. */
static void rows_and_look_ups_are_made_anew(void **state) {
    (void)state;
    struct rig r;
    struct wrapping_key fresh;
    char fault[200];
    uint64_t slot;
    rig_open(&r, &tally_counts);
    struct id her = {{7}}, journal = r.engine->journal;
    const struct seal_keys *keys;
    for (int i = 0; i < 5; i++) assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    assert_int_equal(vault_give(r.engine->vault, her, &slot), 0);
    assert_int_equal(vault_keys(r.engine->vault, slot, &keys), 0);
    struct seal_keys before = *keys;
    struct id was = found_by(&r, "514 555-0142");
    struct engine_keys n;
    engine_keys(r.engine, &n);
    assert_int_equal(n.records, 5);
    assert_true(n.given > 0);
    wrapping_key_new(&fresh);
    r.n_progress = 0;
    assert_int_equal(engine_rewrap(r.engine, &fresh, (struct id){{9, 8, 7}}), 0);
    assert_int_not_equal(r.n_progress, 0);
    assert_int_equal(r.progress_done, 5);
    assert_false(id_equal(found_by(&r, "514 555-0142"), was));
    assert_int_equal(rig_get(&r, "x")->total, 5);
    assert_int_equal(vault_keys(r.engine->vault, slot, &keys), 0);
    assert_memory_equal(keys, &before, sizeof before); /* wrapped anew, and the same */
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    assert_int_equal(engine_verify(r.engine, rig_folder(&r, "verify"), fault), 0);
    engine_close(r.engine);
    r.engine = NULL;
    assert_true(key_opens(&r, &fresh, journal));
    wrapping_key_new(&fresh);
    assert_false(key_opens(&r, &fresh, journal));
    rig_close(&r);
}

/* ---- its record ---- */

static const struct id salt = {{9, 8, 7}};

/* The only one, or NULL. */
static node__keys_rewrapped *told(struct rig *r) {
    struct view v = {r->engine, &r->arena, &r->engine->snapshot};
    node__keys_rewrapped *out = NULL, *one;
    for (uint64_t seq = 1; seq <= r->engine->seq; seq++) {
        if (!(one = READ_EVENT(&v, node__keys_rewrapped, seq, NULL))) continue;
        assert_null(out);
        out = one;
    }
    return out;
}

/* Closed, opened by this key, and at work for two minutes. */
static void started(struct rig *r, const struct wrapping_key *key) {
    r->wrapping = key;
    if (rig_reopen(r)) fail_msg("%s", engine_open_error());
    rig_turn(r, 1000);
    rig_wait(r, 2 * 60000);
}

static void the_next_start_says_it_once(void **state) {
    (void)state;
    struct rig r;
    struct wrapping_key fresh;
    rig_open(&r, &tally_counts);
    for (int i = 0; i < 5; i++) assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    wrapping_key_new(&fresh);
    assert_int_equal(engine_rewrap(r.engine, &fresh, salt), 0);
    int64_t when = r.engine->now_ms;
    assert_null(told(&r));
    started(&r, &fresh);
    const node__keys_rewrapped *one = told(&r);
    assert_non_null(one);
    assert_string_equal(one->journal, r.service->name);
    assert_true(id_equal(id_of(one->rewrap), salt));
    assert_int_equal(one->records, 5);
    assert_true(one->rewrapped_ms == when);
    assert_int_not_equal(one->given, 0);
    started(&r, &fresh);
    assert_non_null(told(&r));
    rig_close(&r);
}

/* The commit of the record fails, as if the process had died before it. */
static void a_death_before_the_record_leaves_it_to_the_next_start(void **state) {
    (void)state;
    struct rig r;
    struct wrapping_key fresh;
    rig_open(&r, &tally_counts);
    wrapping_key_new(&fresh);
    assert_int_equal(engine_rewrap(r.engine, &fresh, salt), 0);
    r.wrapping = &fresh;
    for (int fails = 1; fails < 6; fails++) {
        assert_int_equal(rig_reopen(&r), 0);
        r.commit_fails = fails;
        r.now_ms += 60000;
        if (!engine_turn(r.engine, r.now_ms, rig_boot_ms(&r))) break;
        assert_null(told(&r));
    }
    r.commit_fails = 0;
    started(&r, &fresh);
    assert_non_null(told(&r));
    rig_close(&r);
}

/* It stopped before the vault: nothing was changed, and nothing is said. */
static void what_did_not_come_about_is_not_said(void **state) {
    (void)state;
    struct rig r;
    struct wrapping_key fresh;
    rig_open(&r, &tally_counts);
    struct id was = found_by(&r, "514 555-0142");
    wrapping_key_new(&fresh);
    assert_int_equal(rewrap_note(r.engine, &fresh, salt), 0);
    started(&r, &wrapping_test);
    assert_null(told(&r));
    assert_true(id_equal(found_by(&r, "514 555-0142"), was));
    assert_int_equal(vault_rewrap(r.engine->vault, &fresh), 0); /* the note went: it is not taken for this one's */
    started(&r, &fresh);
    assert_null(told(&r));
    rig_close(&r);
}

/* It stopped behind the vault, and nobody ran it again: the start does the rest. */
static void what_was_left_to_do_is_done_at_the_start(void **state) {
    (void)state;
    struct rig r;
    struct wrapping_key fresh;
    char fault[200];
    rig_open(&r, &tally_counts);
    assert_int_equal(rig_add(&r, rig_adding(&r, "x", 1)), 0);
    struct id was = found_by(&r, "514 555-0142");
    wrapping_key_new(&fresh);
    assert_int_equal(rewrap_note(r.engine, &fresh, salt), 0);
    assert_int_equal(vault_rewrap(r.engine->vault, &fresh), 0);
    r.n_progress = 0;
    started(&r, &fresh);
    assert_int_not_equal(r.n_progress, 0);
    assert_non_null(told(&r));
    assert_false(id_equal(found_by(&r, "514 555-0142"), was));
    assert_int_equal(rig_get(&r, "x")->total, 1);
    assert_int_equal(engine_verify(r.engine, rig_folder(&r, "verify"), fault), 0);
    rig_close(&r);
}

/* Two changes without a start between them are two records. */
static void an_earlier_change_is_said_before_the_next(void **state) {
    (void)state;
    struct rig r;
    struct wrapping_key second, third;
    rig_open(&r, &tally_counts);
    wrapping_key_new(&second);
    wrapping_key_new(&third);
    assert_int_equal(engine_rewrap(r.engine, &second, salt), 0);
    r.wrapping = &second;
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(engine_rewrap(r.engine, &third, (struct id){{5}}), 0);
    const node__keys_rewrapped *first = told(&r);
    assert_non_null(first);
    assert_true(id_equal(id_of(first->rewrap), salt));
    uint64_t seq = r.engine->seq;
    started(&r, &third);
    assert_int_equal(r.engine->seq, seq + 1);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_look_ups_are_made_anew),
        cmocka_unit_test(the_next_start_says_it_once),
        cmocka_unit_test(a_death_before_the_record_leaves_it_to_the_next_start),
        cmocka_unit_test(what_did_not_come_about_is_not_said),
        cmocka_unit_test(what_was_left_to_do_is_done_at_the_start),
        cmocka_unit_test(an_earlier_change_is_said_before_the_next),
    };
    return cmocka_run_group_tests_name("rewrap", tests, NULL, NULL);
}
