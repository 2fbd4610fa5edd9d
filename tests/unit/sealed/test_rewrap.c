/* Another wrapping key, and another key of look-ups. */
#include "rig.h"

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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_look_ups_are_made_anew),
    };
    return cmocka_run_group_tests_name("rewrap", tests, NULL, NULL);
}
