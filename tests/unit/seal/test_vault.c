/* A vault on a sound disk: given, found, told, erased, and after the machine was started anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "vaults.h"

static void each_subject_has_a_slot_of_her_own(void **state) {
    struct vaults *t = *state;
    enum { SUBJECTS = 2000 };
    static uint64_t slots[SUBJECTS];
    for (uint64_t i = 0; i < SUBJECTS; i++) {
        slots[i] = vaults_give(t, i);
        if (i) assert_true(slots[i] > slots[i - 1]);
    }
    vaults_reopen(t);
    for (uint64_t i = 0; i < SUBJECTS; i++) {
        assert_int_equal(vault_find(t->v, vaults_id(i)), slots[i]);
        assert_int_equal(vaults_give(t, i), slots[i]);
        assert_int_equal(vault_was_given(t->v, slots[i], vaults_id(i)), 0);
    }
    assert_int_equal(vault_find(t->v, vaults_id(SUBJECTS)), 0);
    assert_int_equal(vault_counts(t->v).given, SUBJECTS);
}

static void her_keys_are_hers_and_stay(void **state) {
    struct vaults *t = *state;
    const struct seal_keys *a, *b;
    struct seal_keys kept;
    uint64_t one = vaults_give(t, 1), two = vaults_give(t, 2);
    assert_int_equal(vault_keys(t->v, one, &a), 0);
    assert_int_equal(vault_keys(t->v, two, &b), 0);
    assert_memory_not_equal(a, b, sizeof *a);
    kept = *a;
    vaults_reopen(t);
    assert_int_equal(vault_keys(t->v, one, &a), 0);
    assert_memory_equal(a, &kept, sizeof kept);
}

static void what_was_given_to_nobody_has_no_keys(void **state) {
    struct vaults *t = *state;
    const struct seal_keys *keys;
    uint64_t given = vaults_give(t, 1), wrong[] = {0, 1, given + 1, vault_counts(t->v).slots + 1, UINT64_MAX}, slot;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(vault_keys(t->v, wrong[i], &keys), ERR_NOTFOUND);
        assert_null(keys);
    }
    assert_int_equal(vault_give(t->v, (struct id){{0}}, &slot), ERR_INVALID);
    assert_int_equal(vault_was_given(t->v, given, (struct id){{0}}), ERR_INVALID);
    assert_int_equal(vault_erase(t->v, given, (struct id){{0}}), ERR_INVALID);
}

/* More subjects than it holds, some asked for again and again, as a list does. */
static void the_cache_gives_the_keys_of_the_slot(void **state) {
    struct vaults *t = *state;
    enum { SUBJECTS = VAULT_CACHE + 500, ASKED = 20000 };
    static struct seal_keys first[SUBJECTS];
    const struct seal_keys *keys, *kept;
    struct prng p;
    prng_init(&p, 3);
    uint64_t base = vaults_give(t, 0);
    assert_int_equal(vault_keys(t->v, base, &kept), 0);
    for (uint64_t i = 0; i < SUBJECTS; i++) {
        assert_int_equal(vault_keys(t->v, vaults_give(t, i), &keys), 0);
        first[i] = *keys;
        if (i == VAULT_KEYS_KEPT - 1) assert_memory_equal(kept, &first[0], sizeof *kept);
    }
    for (int i = 0; i < ASKED; i++) {
        uint64_t subject = prng_below(&p, prng_chance(&p, 500) ? 100 : SUBJECTS);
        assert_int_equal(vault_keys(t->v, vault_find(t->v, vaults_id(subject)), &keys), 0);
        assert_memory_equal(keys, &first[subject], sizeof *keys);
    }
}

/* ---- drawing ---- */

static void it_is_drawn_ahead(void **state) {
    struct vaults *t = *state;
    uint64_t turns = (VAULT_LOW - VAULT_RESERVE) / 256, subject = 0;
    assert_true(vault_is_low(t->v));
    while (vault_is_low(t->v)) assert_int_equal(vault_draw(t->v), 0);
    vaults_give(t, subject++);
    while (!vault_is_low(t->v)) vaults_give(t, subject++);
    uint64_t slots = vault_counts(t->v).slots;
    for (uint64_t i = 1; i < turns * 256; i++) vaults_give(t, subject++);
    assert_int_equal(vault_counts(t->v).slots, slots); /* as many turns waited for no disk */
}

static void *draw_run(void *d) {
    vault_draw_run(d);
    return NULL;
}

/* Up to the reserve; how many. */
static uint64_t give_all(struct vaults *t, uint64_t from) {
    uint64_t slots = vault_counts(t->v).slots, n = 0, slot = 0;
    while (slot + VAULT_RESERVE < slots) slot = vaults_give(t, from + n++);
    assert_int_equal(vault_counts(t->v).slots, slots);
    return n;
}

static void another_thread_draws(void **state) {
    struct vaults *t = *state;
    struct vault_draw d, second;
    pthread_t thread;
    uint64_t slots = vault_counts(t->v).slots;
    assert_int_equal(vault_draw_begin(t->v, &d), 0);
    assert_false(vault_is_low(t->v)); /* it is being seen to */
    assert_int_equal(pthread_create(&thread, NULL, draw_run, &d), 0);
    assert_int_equal(vault_draw_begin(t->v, &second), ERR_BUSY);
    assert_int_equal(vault_past_end(t->v), ERR_BUSY);
    assert_int_equal(vault_rewrap(t->v, &t->key), ERR_BUSY);
    assert_int_equal(give_all(t, 0), slots - 1 - VAULT_RESERVE);
    pthread_join(thread, NULL);
    assert_int_equal(vault_counts(t->v).slots, slots);
    assert_int_equal(vault_draw_end(&d), 0);
    assert_int_equal(vault_counts(t->v).slots, slots + VAULT_DRAWN);
    struct id last = vaults_id(5000);
    uint64_t slot = vaults_give(t, 5000);
    assert_int_equal(slot, slots - VAULT_RESERVE + 1);
    struct vaults_text text = vaults_seal(t->v, slot, last);
    vaults_reopen(t);
    assert_int_equal(vaults_opens(t->v, slot, last, &text), 0);
}

/* Who needs a slot does not wait for it; a thread that comes to it later does nothing any more. */
static void a_thread_that_comes_too_late_draws_nothing(void **state) {
    struct vaults *t = *state;
    struct vault_draw d;
    uint64_t slots = vault_counts(t->v).slots;
    size_t len;
    assert_int_equal(vault_draw_begin(t->v, &d), 0);
    give_all(t, 0);
    assert_int_equal(vaults_give(t, 5000), slots - VAULT_RESERVE + 1);
    assert_int_equal(vault_counts(t->v).slots, slots + VAULT_DRAWN);
    free(vaults_bytes(t->path, &len));
    vault_draw_run(&d);
    assert_int_equal(vault_draw_end(&d), 0);
    size_t after;
    free(vaults_bytes(t->path, &after));
    assert_int_equal(after, len);
    assert_int_equal(vault_counts(t->v).slots, slots + VAULT_DRAWN);
    assert_int_equal(vault_draw_begin(t->v, &d), 0); /* and the next one is another */
    vault_draw_run(&d);
    assert_int_equal(vault_draw_end(&d), 0);
    assert_int_equal(vault_counts(t->v).slots, slots + 2 * VAULT_DRAWN);
}

/* It was cancelled; or the daemon ends. */
static void what_nobody_ran_added_nothing(void **state) {
    struct vaults *t = *state;
    struct vault_draw d;
    uint64_t slots = vault_counts(t->v).slots;
    assert_int_equal(vault_draw_begin(t->v, &d), 0);
    assert_int_equal(vault_draw_end(&d), ERR_CLOSED);
    assert_int_equal(vault_counts(t->v).slots, slots);
    assert_int_equal(vault_draw_begin(t->v, &d), 0);
    vaults_reopen(t);
    assert_int_equal(vault_counts(t->v).slots, slots);
}

/* ---- after a restore, after a loss of power ---- */

static void past_the_end_is_past_the_end(void **state) {
    struct vaults *t = *state;
    uint64_t before = vaults_give(t, 1), end = vault_counts(t->v).slots;
    assert_int_equal(vault_past_end(t->v), 0);
    uint64_t after = vaults_give(t, 2);
    assert_true(before <= end && after > end);
    vaults_reopen(t); /* it need not have given one to know */
    assert_int_equal(vault_past_end(t->v), 0);
    end = vault_counts(t->v).slots - VAULT_DRAWN;
    vaults_reopen(t);
    assert_true(vaults_give(t, 3) > end);
}

static void a_new_start_of_the_machine_gives_nothing_old(void **state) {
    struct vaults *t = *state;
    vaults_give(t, 1);
    uint64_t end = vault_counts(t->v).slots;
    vaults_reopen(t);
    assert_int_equal(vault_counts(t->v).slots, end); /* the same start: nothing can be lost */
    t->options.boot = vaults_id(2);
    vaults_reopen(t);
    assert_true(vaults_give(t, 2) > end);
    end = vault_counts(t->v).slots;
    vaults_reopen(t);
    assert_int_equal(vault_counts(t->v).slots, end);
}

static void the_kernel_says_which_start_it_is(void **state) {
    struct vaults *t = *state;
    t->options.boot = (struct id){{0}};
    vaults_reopen(t);
    uint64_t end = vault_counts(t->v).slots;
    vaults_reopen(t);
    assert_int_equal(vault_counts(t->v).slots, end);
}

/* The power took GIVEN back, and the store names it. */
static void what_the_store_names_is_given(void **state) {
    struct vaults *t = *state;
    size_t len;
    uint8_t *lost = vaults_bytes(t->path, &len);
    uint64_t slot = vaults_give(t, 1), other;
    struct vaults_text text = vaults_seal(t->v, slot, vaults_id(1));
    vaults_put(t->path, lost, len);
    t->options.boot = vaults_id(2);
    vaults_reopen(t);
    assert_int_equal(vaults_opens(t->v, slot, vaults_id(1), &text), ERR_NOTFOUND);
    assert_int_equal(vault_was_given(t->v, slot, vaults_id(1)), 0);
    assert_int_equal(vaults_opens(t->v, slot, vaults_id(1), &text), 0);
    assert_int_equal(vault_find(t->v, vaults_id(1)), slot);
    assert_int_equal(vault_give(t->v, vaults_id(1), &other), 0);
    assert_int_equal(other, slot);
    assert_int_equal(vault_was_given(t->v, slot, vaults_id(2)), ERR_CORRUPT); /* named for two */
    assert_int_equal(vault_was_given(t->v, 1, vaults_id(2)), ERR_CORRUPT);    /* a mark */
    assert_int_equal(vault_was_given(t->v, 100000, vaults_id(2)), ERR_NOTFOUND);
    assert_int_equal(vault_was_given(t->v, 0, vaults_id(2)), ERR_NOTFOUND);
    free(lost);
}

/* What is told may lie behind what would be given next. */
static void what_is_told_is_not_given_again(void **state) {
    struct vaults *t = *state;
    uint64_t told = vaults_give(t, 1) + 5;
    assert_int_equal(vault_was_given(t->v, told, vaults_id(2)), 0);
    for (uint64_t i = 3; i < 300; i++) assert_true(vaults_give(t, i) > told);
}

/* ---- erasing ---- */

static void erased_is_for_ever(void **state) {
    struct vaults *t = *state;
    const struct seal_keys *keys;
    uint64_t slot = vaults_give(t, 1), other = vaults_give(t, 2), none;
    assert_int_equal(vault_keys(t->v, slot, &keys), 0);
    assert_int_equal(vault_erase(t->v, slot, vaults_id(2)), ERR_CORRUPT); /* another's */
    assert_int_equal(vault_keys(t->v, slot, &keys), 0);
    assert_int_equal(vault_erase(t->v, slot, vaults_id(1)), 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(vault_keys(t->v, slot, &keys), ERR_ERASED);
        assert_null(keys);
        assert_true(vault_is_erased(t->v, vaults_id(1)) && !vault_is_erased(t->v, vaults_id(2)));
        assert_int_equal(vault_erase(t->v, slot, vaults_id(1)), 0);
        assert_int_equal(vault_erase(t->v, slot, vaults_id(2)), ERR_CORRUPT);
        assert_int_equal(vault_give(t->v, vaults_id(1), &none), ERR_ERASED);
        assert_int_equal(none, 0);
        assert_int_equal(vault_was_given(t->v, slot, vaults_id(1)), ERR_ERASED);
        assert_int_equal(vault_was_given(t->v, slot, vaults_id(2)), ERR_CORRUPT);
        assert_int_equal(vault_keys(t->v, other, &keys), 0);
        if (i == 1) assert_int_equal(vault_past_end(t->v), 0);
        vaults_reopen(t);
    }
}

static void nothing_of_the_key_is_left(void **state) {
    struct vaults *t = *state;
    static const uint8_t zeros[VAULT_SLOT_LEN - 40];
    size_t len;
    uint64_t slot = vaults_give(t, 1);
    assert_int_equal(vault_erase(t->v, slot, vaults_id(1)), 0);
    uint8_t *bytes = vaults_bytes(t->path, &len);
    assert_memory_equal(bytes + vaults_at(slot) + 40, zeros, sizeof zeros);
    assert_int_equal(bytes[vaults_at(slot)], 3);
    free(bytes);
}

static void the_tombstones_are_told(void **state) {
    struct vaults *t = *state;
    struct id subject;
    uint64_t at = 0, n = 0;
    for (uint64_t i = 0; i < 30; i++) vaults_give(t, i);
    for (uint64_t i = 0; i < 30; i += 3)
        assert_int_equal(vault_erase(t->v, vault_find(t->v, vaults_id(i)), vaults_id(i)), 0);
    vaults_reopen(t);
    while (vault_next_erased(t->v, &at, &subject)) {
        assert_true(id_equal(subject, vaults_id(3 * n)));
        assert_int_equal(vault_find(t->v, subject), at);
        n++;
    }
    assert_int_equal(n, 10);
    assert_int_equal(vault_counts(t->v).erased, 10);
    assert_int_equal(vault_counts(t->v).given, 20);
}

/* An older cut names the slot that she had before the newer one: all that she ever had goes. */
static void all_slots_of_a_subject_are_erased(void **state) {
    struct vaults *t = *state;
    const struct seal_keys *keys;
    uint64_t old = vaults_give(t, 9) + 1, newer, third = old + 1;
    assert_int_equal(vault_past_end(t->v), 0);
    newer = vaults_give(t, 1);
    assert_int_equal(vault_was_given(t->v, old, vaults_id(1)), 0);
    assert_int_equal(vault_find(t->v, vaults_id(1)), newer);
    assert_int_equal(vault_erase(t->v, old, vaults_id(1)), 0);
    assert_int_equal(vault_keys(t->v, newer, &keys), ERR_ERASED);
    assert_int_equal(vault_was_given(t->v, newer, vaults_id(1)), ERR_ERASED);
    assert_int_equal(vault_was_given(t->v, third, vaults_id(1)), ERR_ERASED); /* told after she was erased */
    vaults_reopen(t);
    assert_int_equal(vault_counts(t->v).erased, 3);
    assert_int_equal(vault_was_given(t->v, third, vaults_id(2)), ERR_CORRUPT);
}

/* ---- elsewhere ---- */

static void a_copy_opens_by_the_same_key(void **state) {
    struct vaults *t = *state;
    uint64_t slot = vaults_give(t, 1), gone = vaults_give(t, 2);
    struct stat st;
    struct vaults_text text = vaults_seal(t->v, slot, vaults_id(1));
    assert_int_equal(vault_erase(t->v, gone, vaults_id(2)), 0);
    assert_int_equal(vault_copy(t->v, t->other), 0);
    assert_int_equal(vault_copy(t->v, t->other), ERR_BUSY);
    assert_int_equal(stat(t->other, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_int_equal(rename(t->other, t->path), 0);
    vaults_reopen(t);
    assert_int_equal(vaults_opens(t->v, slot, vaults_id(1), &text), 0);
    assert_true(vault_is_erased(t->v, vaults_id(2)));
}

static void slots_are_read_as_they_stand(void **state) {
    struct vaults *t = *state;
    struct arena a;
    struct span some;
    size_t len;
    arena_init(&a);
    assert_int_equal(vault_draw(t->v), 0);
    uint64_t slot = vaults_give(t, 1), n = vault_counts(t->v).slots;
    uint8_t *bytes = vaults_bytes(t->path, &len);
    assert_int_equal(vault_read(t->v, slot, &a, &some), 0);
    assert_int_equal(some.len, VAULT_DRAWN * VAULT_SLOT_LEN);
    assert_memory_equal(some.data, bytes + vaults_at(slot), some.len);
    assert_int_equal(vault_read(t->v, n, &a, &some), 0);
    assert_int_equal(some.len, VAULT_SLOT_LEN);
    assert_int_equal(vault_read(t->v, n + 1, &a, &some), 0);
    assert_int_equal(some.len, 0);
    assert_int_equal(vault_read(t->v, 0, &a, &some), ERR_INVALID);
    free(bytes);
    arena_close(&a);
}

static void its_file_is_known_without_the_key(void **state) {
    struct vaults *t = *state;
    struct vault_seen seen;
    size_t len;
    vaults_give(t, 1);
    uint8_t *bytes = vaults_bytes(t->path, &len);
    assert_int_equal(vault_look(t->path, &seen), 0); /* in use, too */
    assert_true(id_equal(seen.journal, t->options.journal));
    assert_int_equal(seen.slots, vault_counts(t->v).slots);
    bytes[20] ^= 1;
    vaults_put(t->other, bytes, len);
    assert_int_equal(vault_look(t->other, &seen), 0); /* by the other head */
    assert_true(id_equal(seen.journal, t->options.journal));
    bytes[4096 + 20] ^= 1;
    vaults_put(t->other, bytes, len);
    assert_int_equal(vault_look(t->other, &seen), ERR_CORRUPT);
    vaults_put(t->other, bytes, 10);
    assert_int_equal(vault_look(t->other, &seen), ERR_CORRUPT);
    assert_int_equal(unlink(t->other), 0);
    assert_int_equal(vault_look(t->other, &seen), ERR_NOTFOUND);
    assert_int_equal(vault_look(t->dir, &seen), ERR_CORRUPT);
    free(bytes);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, vaults_setup, vaults_teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(each_subject_has_a_slot_of_her_own),
        TEST(her_keys_are_hers_and_stay),
        TEST(what_was_given_to_nobody_has_no_keys),
        TEST(the_cache_gives_the_keys_of_the_slot),
        TEST(it_is_drawn_ahead),
        TEST(another_thread_draws),
        TEST(a_thread_that_comes_too_late_draws_nothing),
        TEST(what_nobody_ran_added_nothing),
        TEST(past_the_end_is_past_the_end),
        TEST(a_new_start_of_the_machine_gives_nothing_old),
        TEST(the_kernel_says_which_start_it_is),
        TEST(what_the_store_names_is_given),
        TEST(what_is_told_is_not_given_again),
        TEST(erased_is_for_ever),
        TEST(nothing_of_the_key_is_left),
        TEST(the_tombstones_are_told),
        TEST(all_slots_of_a_subject_are_erased),
        TEST(a_copy_opens_by_the_same_key),
        TEST(slots_are_read_as_they_stand),
        TEST(its_file_is_known_without_the_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
