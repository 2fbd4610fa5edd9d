/* A store and its vault: the one is opened with the other or not at all, and whatever is refused changes nothing. */
#include "rig.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define RIG(r)                                                                                                         \
    struct rig r;                                                                                                      \
    rig_open(&r, &tally_counts)

static void add(struct rig *r, const char *name, int by) { assert_int_equal(rig_add(r, rig_adding(r, name, by)), 0); }

static void stop(struct rig *r) {
    engine_close(r->engine);
    r->engine = NULL;
}

static const char *path(struct rig *r, const char *name) { return arena_printf(&r->arena, "%s/%s", r->dir, name); }

static void copy(struct rig *r, const char *from, const char *to) {
    char command[400];
    snprintf(command, sizeof command, "cp '%s/%s' '%s/%s'", r->dir, from, r->dir, to);
    if (system(command)) abort();
}

static struct id digest(struct rig *r, const char *name) {
    FILE *f = fopen(path(r, name), "r");
    if (!f) return (struct id){{0}};
    size_t size = 4 << 20;
    uint8_t *bytes = arena_alloc(&r->arena, size);
    size_t n = fread(bytes, 1, size, f);
    fclose(f);
    return id_derive("test", span_of(bytes, n), (struct span){NULL, 0}, (struct span){NULL, 0});
}

/* Refused with this outcome, and a sentence that holds this; neither file is another one, and none is made. */
static void refused(struct rig *r, int err, const char *says) {
    stop(r);
    struct id store = digest(r, "data.mdb"), vault = digest(r, "vault");
    assert_int_equal(rig_reopen(r), err);
    if (!strstr(engine_open_error(), says)) fail_msg("%s", engine_open_error());
    assert_true(id_equal(digest(r, "data.mdb"), store));
    assert_true(id_equal(digest(r, "vault"), vault));
}

static void opens(struct rig *r) {
    if (rig_reopen(r)) fail_msg("%s", engine_open_error());
}

static void a_store_whose_vault_is_gone_is_refused(void **state) {
    (void)state;
    RIG(r);
    add(&r, "x", 1);
    stop(&r);
    copy(&r, "vault", "kept");
    unlink(path(&r, "vault"));
    refused(&r, ERR_NOTFOUND, "is gone");
    assert_int_equal(access(path(&r, "vault"), F_OK), -1);
    copy(&r, "kept", "vault");
    opens(&r);
    assert_int_equal(rig_get(&r, "x")->total, 1);
    rig_close(&r);
}

static void another_wrapping_key_is_refused(void **state) {
    (void)state;
    RIG(r);
    const struct wrapping_key *right = r.wrapping;
    struct wrapping_key other = {"another one"};
    add(&r, "x", 1);
    r.wrapping = &other;
    refused(&r, ERR_INVALID, "cannot be opened");
    r.wrapping = NULL;
    refused(&r, ERR_INVALID, "no wrapping key");
    r.wrapping = right;
    opens(&r);
    rig_close(&r);
}

static void the_vault_of_another_store_is_refused(void **state) {
    (void)state;
    RIG(r);
    add(&r, "x", 1);
    stop(&r);
    copy(&r, "vault", "kept");
    char *other = rig_folder(&r, "other");
    const char *dir = arena_text(&r.arena, r.dir);
    snprintf(r.dir, sizeof r.dir, "%s", other);
    r.service = &tally_hears;
    opens(&r);
    stop(&r);
    char command[400];
    snprintf(command, sizeof command, "cp '%s/vault' '%s/vault'", r.dir, dir);
    assert_int_equal(system(command), 0);
    snprintf(r.dir, sizeof r.dir, "%s", dir);
    r.service = &tally_counts;
    refused(&r, ERR_INVALID, "cannot be opened");
    copy(&r, "kept", "vault");
    opens(&r);
    rig_close(&r);
}

/* A new store beside a vault that is somebody's: the store was lost, and the vault is worth more than a start. */
static void a_vault_without_its_store_is_left_alone(void **state) {
    (void)state;
    RIG(r);
    add(&r, "x", 1);
    stop(&r);
    unlink(path(&r, "data.mdb"));
    struct id vault = digest(&r, "vault");
    r.service = &tally_hears; /* its journal has another id, as that of a store made anew has */
    assert_int_equal(rig_reopen(&r), ERR_INVALID);
    assert_int_equal(rig_reopen(&r), ERR_INVALID);
    assert_true(id_equal(digest(&r, "vault"), vault));
    rig_close(&r);
}

/* As a start that died between the two leaves it. */
static void an_empty_store_without_a_vault_gets_one(void **state) {
    (void)state;
    RIG(r);
    stop(&r);
    opens(&r);
    struct txn t;
    assert_int_equal(txn_begin(r.engine->store, true, &t), 0);
    txn_clear(&t, TABLE_SLOT);
    assert_int_equal(txn_commit(&t), 0);
    stop(&r);
    unlink(path(&r, "vault"));
    opens(&r);
    add(&r, "x", 1);
    opens(&r);
    assert_int_equal(rig_get(&r, "x")->total, 1);
    rig_close(&r);
}

/* Slots are drawn as they are needed; the vault of before a draw lacks what the store names. */
static void a_vault_that_is_older_than_the_store_is_refused(void **state) {
    (void)state;
    RIG(r);
    copy(&r, "vault", "old");
    for (int i = 0; i < 1100; i++) {
        add(&r, arena_printf(&r.arena, "n%d", i), 1);
        arena_reset(&r.arena);
    }
    assert_true(vault_counts(r.engine->vault).given > 1100);
    stop(&r);
    copy(&r, "vault", "new");
    copy(&r, "old", "vault");
    refused(&r, ERR_NOTFOUND, "older than the store");
    copy(&r, "new", "vault");
    opens(&r);
    assert_int_equal(rig_get(&r, "n1099")->total, 1);
    rig_close(&r);
}

/* Of the same length, it is as a loss of power may leave it: the slot is free again. The store names it, so it is told,
 * and nobody else gets it. */
static void what_the_vault_forgot_the_store_tells_it(void **state) {
    (void)state;
    RIG(r);
    stop(&r);
    copy(&r, "vault", "old");
    opens(&r);
    add(&r, "x", 1);
    uint64_t hers = vault_find(r.engine->vault, tally_subject("x"));
    stop(&r);
    copy(&r, "old", "vault");
    opens(&r);
    assert_int_equal(vault_find(r.engine->vault, tally_subject("x")), hers);
    add(&r, "y", 2);
    assert_true(vault_find(r.engine->vault, tally_subject("y")) != hers);
    assert_int_equal(rig_get(&r, "x")->total, 1);
    rig_close(&r);
}

static uint64_t noted(struct rig *r, const char *name) {
    struct store_cursor c = cursor_open(&r->engine->snapshot, TABLE_SLOT, &KEY_EMPTY, NULL);
    uint64_t slot = 0;
    while (!slot && cursor_next(&c))
        if (id_is(UNPACK_OWN(&r->arena, engine_rows__slot, c.value)->subject, tally_subject(name)))
            slot = key_u64_at(&c.key, 0);
    cursor_close(&c);
    return slot;
}

/* The slot is given before the commit, which fails: she keeps it, and the store names it when she comes again. */
static void a_turn_that_is_taken_back_gives_no_second_slot(void **state) {
    (void)state;
    RIG(r);
    r.commit_fails = 1;
    struct id id = rig_request_id(&r);
    sippe__envelope *asked = rig_request(&r, id, "intake.Add", &rig_adding(&r, "x", 1)->base);
    assert_int_equal(rig_push(&r, 1, "desk", asked), 0);
    assert_int_equal(engine_turn(r.engine, r.now_ms, rig_boot_ms(&r)), ERR_CLOSED);
    uint64_t given = vault_find(r.engine->vault, tally_subject("x"));
    assert_true(given > 0);
    assert_int_equal(noted(&r, "x"), 0);
    assert_int_equal(rig_reason(rig_call(&r, "desk", id, "intake.Add", &rig_adding(&r, "x", 1)->base)), 0);
    assert_int_equal(txn_renew(&r.engine->snapshot), 0);
    assert_int_equal(noted(&r, "x"), given);
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(rig_get(&r, "x")->total, 1);
    rig_close(&r);
}

/* One key is one subject's loss: the store opens, tells it, and serves the others. */
static void a_key_that_changed_is_named_and_others_are_served(void **state) {
    (void)state;
    RIG(r);
    add(&r, "x", 1);
    add(&r, "y", 2);
    uint64_t hers = vault_find(r.engine->vault, tally_subject("x"));
    stop(&r);
    FILE *f = fopen(path(&r, "vault"), "r+");
    assert_int_equal(fseek(f, (long)(8192 + (hers - 1) * VAULT_SLOT_LEN + 100), SEEK_SET), 0);
    int byte = fgetc(f);
    fseek(f, -1, SEEK_CUR);
    fputc(byte ^ 1, f);
    fclose(f);
    opens(&r);
    assert_int_equal(rig_get(&r, "y")->total, 2);
    assert_null(rig_get(&r, "x"));
    assert_true(rig_status(&r)->damaged > 0);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_store_whose_vault_is_gone_is_refused),
        cmocka_unit_test(another_wrapping_key_is_refused),
        cmocka_unit_test(the_vault_of_another_store_is_refused),
        cmocka_unit_test(a_vault_without_its_store_is_left_alone),
        cmocka_unit_test(an_empty_store_without_a_vault_gets_one),
        cmocka_unit_test(a_vault_that_is_older_than_the_store_is_refused),
        cmocka_unit_test(what_the_vault_forgot_the_store_tells_it),
        cmocka_unit_test(a_turn_that_is_taken_back_gives_no_second_slot),
        cmocka_unit_test(a_key_that_changed_is_named_and_others_are_served),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
