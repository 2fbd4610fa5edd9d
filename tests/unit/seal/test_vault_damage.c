/* A vault that was spoiled: another's, cut at any byte, with any bit changed. What is refused stays as it was; what is
 * damaged in one slot is that subject's damage alone, and erased is never taken for damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "vaults.h"

/* ---- refused as a whole ---- */

static void another_key_is_told_from_another_store(void **state) {
    struct vaults *t = *state;
    struct wrapping_key own = t->key;
    struct id journal = t->options.journal;
    vaults_give(t, 1);
    wrapping_key_new(&t->key);
    assert_int_equal(vaults_refused(t), ERR_INVALID);
    assert_non_null(strstr(t->fault.fr, "clé maîtresse"));
    t->key = own;
    t->options.journal.bytes[3] ^= 4;
    assert_int_equal(vaults_refused(t), ERR_INVALID);
    assert_non_null(strstr(t->fault.fr, "autre registre"));
    t->options.journal = journal;
    vaults_reopen(t);
    assert_int_not_equal(vault_find(t->v, vaults_id(1)), 0);
}

static void a_vault_is_never_made_over(void **state) {
    struct vaults *t = *state;
    uint64_t slot = vaults_give(t, 1);
    assert_int_equal(vault_create(&t->options), ERR_BUSY);
    vaults_reopen(t);
    assert_int_equal(vault_find(t->v, vaults_id(1)), slot);
}

static void one_at_a_time(void **state) {
    struct vaults *t = *state;
    struct vault *second;
    assert_int_equal(vault_open(&second, &t->options, &t->fault), ERR_BUSY);
    assert_null(second);
    assert_true(*t->fault.fr && *t->fault.en);
}

static void what_is_no_vault_is_refused(void **state) {
    struct vaults *t = *state;
    static uint8_t zeros[20000], text[9000];
    static const size_t lengths[] = {0, 1, 64, 4096 + 64, 8191, 8192, sizeof zeros};
    memset(text, 'x', sizeof text);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        vaults_put(t->path, zeros, lengths[i]);
        assert_int_equal(vaults_refused(t), ERR_CORRUPT);
    }
    vaults_put(t->path, text, sizeof text);
    assert_int_equal(vaults_refused(t), ERR_CORRUPT);
    unlink(t->path);
    assert_int_equal(vaults_refused(t), ERR_NOTFOUND);
    assert_int_equal(symlink("/dev/null", t->path), 0);
    assert_true(vault_open(&t->v, &t->options, &t->fault) != 0 && *t->fault.fr);
}

/* ---- cut ---- */

/* A torn draw. Whatever is left opens, loses nobody, and gives no slot that was given. */
static void cut_at_each_byte_of_the_last_slots(void **state) {
    struct vaults *t = *state;
    size_t len, len_now;
    uint64_t one = vaults_give(t, 1), two = vaults_give(t, 2), last = 0;
    assert_int_equal(vault_erase(t->v, two, vaults_id(2)), 0);
    struct vaults_text text = vaults_seal(t->v, one, vaults_id(1));
    uint8_t *bytes = vaults_bytes(t->path, &len);
    for (size_t cut = len - 2 * VAULT_SLOT_LEN; cut <= len; cut++) {
        vaults_put(t->path, bytes, cut);
        vaults_reopen(t);
        free(vaults_bytes(t->path, &len_now));
        assert_int_equal(len_now, cut - cut % VAULT_SLOT_LEN);
        assert_int_equal(vaults_opens(t->v, one, vaults_id(1), &text), 0);
        assert_true(vault_is_erased(t->v, vaults_id(2)));
        uint64_t slot = vaults_give(t, 3);
        assert_true(slot > two && (last == 0 || slot == last));
        last = slot;
    }
    free(bytes);
}

/* Sectors of a draw that never came to the disk: zeros, or what lay there before. */
static void a_draw_of_holes_is_cut_off(void **state) {
    struct vaults *t = *state;
    struct prng p;
    size_t len, len_now;
    uint64_t slot = vaults_give(t, 1), n = vault_counts(t->v).slots;
    prng_init(&p, 5);
    assert_int_equal(vault_draw(t->v), 0);
    uint8_t *bytes = vaults_bytes(t->path, &len);
    memset(bytes + vaults_at(n + 1), 0, VAULT_DRAWN * VAULT_SLOT_LEN / 2);
    prng_bytes(&p, bytes + vaults_at(n + 1 + VAULT_DRAWN / 2), VAULT_DRAWN * VAULT_SLOT_LEN / 2);
    vaults_put(t->path, bytes, len);
    vaults_reopen(t);
    free(vaults_bytes(t->path, &len_now));
    assert_int_equal(len_now, vaults_at(n + 1));
    assert_int_equal(vault_find(t->v, vaults_id(1)), slot);
    memset(bytes + vaults_at(n), 0, VAULT_SLOT_LEN); /* one more than a draw can leave */
    vaults_put(t->path, bytes, len);
    assert_int_equal(vaults_refused(t), ERR_CORRUPT);
    free(bytes);
}

/* A sector of the end goes bad under slots that were given: they are not cut off and drawn anew, as the reserve stands
 * behind them. */
static void the_end_that_was_given_is_kept(void **state) {
    struct vaults *t = *state;
    size_t len;
    uint64_t i = 0, n = vault_counts(t->v).slots, slot = 0;
    const struct seal_keys *keys;
    while (slot < n - VAULT_RESERVE) slot = vaults_give(t, i++);
    assert_int_equal(vault_counts(t->v).slots, n);
    uint8_t *bytes = vaults_bytes(t->path, &len);
    memset(bytes + vaults_at(slot - 3), 0, 4 * VAULT_SLOT_LEN);
    vaults_put(t->path, bytes, len);
    vaults_reopen(t);
    assert_int_equal(vault_keys(t->v, slot, &keys), ERR_CORRUPT);
    assert_int_equal(vault_counts(t->v).damaged, 4);
    assert_true(vaults_give(t, i) > slot);
    free(bytes);
}

/* ---- bits ---- */

struct flip {
    uint64_t given, erased, other;
    struct vaults_text text, of_other;
};

static void others_are_served(struct vaults *t, const struct flip *f) {
    assert_int_equal(vault_was_given(t->v, f->other, vaults_id(3)), 0);
    assert_int_equal(vaults_opens(t->v, f->other, vaults_id(3), &f->of_other), 0);
}

/* Under what giving wrote: the key is whole, and the store says whose it is. In the key: damage, named. */
static void flip_of_given(struct vaults *t, const struct flip *f, size_t bit) {
    struct id subject = vaults_id(1);
    int told = vault_was_given(t->v, f->given, subject), opens = vaults_opens(t->v, f->given, subject, &f->text);
    size_t byte = bit / 8;
    assert_int_equal(told, 0);
    assert_int_equal(opens, byte >= 40 && byte < 112 ? ERR_CORRUPT : 0);
    assert_int_equal(vault_find(t->v, subject), f->given);
}

static void flip_of_erased(struct vaults *t, const struct flip *f, size_t bit) {
    const struct seal_keys *keys;
    (void)bit;
    assert_int_equal(vault_keys(t->v, f->erased, &keys), ERR_ERASED);
    assert_int_equal(vault_was_given(t->v, f->erased, vaults_id(2)), ERR_ERASED);
    assert_int_equal(vault_erase(t->v, f->erased, vaults_id(2)), 0); /* the store still knows whose it is */
    assert_true(vault_is_erased(t->v, vaults_id(2)));
    vaults_reopen(t);
    assert_true(vault_is_erased(t->v, vaults_id(2)));
}

static void flip_of_free(struct vaults *t, const struct flip *f, size_t bit) {
    (void)bit;
    uint64_t slot = vaults_give(t, 4);
    struct vaults_text text = vaults_seal(t->v, slot, vaults_id(4));
    assert_true(slot > f->other);
    assert_int_equal(vaults_opens(t->v, slot, vaults_id(4), &text), 0);
}

static void a_changed_bit(struct vaults *t, size_t slot, const struct flip *f,
                          void (*check)(struct vaults *, const struct flip *, size_t)) {
    size_t len;
    uint8_t *bytes = vaults_bytes(t->path, &len);
    for (size_t bit = 0; bit < 8 * VAULT_SLOT_LEN; bit++) {
        uint8_t *byte = bytes + vaults_at(slot) + bit / 8;
        *byte ^= (uint8_t)(1 << bit % 8);
        vaults_put(t->path, bytes, len);
        *byte ^= (uint8_t)(1 << bit % 8);
        vaults_reopen(t);
        check(t, f, bit);
        others_are_served(t, f);
    }
    free(bytes);
}

static void a_changed_bit_is_one_subjects_damage(void **state) {
    struct vaults *t = *state;
    struct flip f = {.given = vaults_give(t, 1), .erased = vaults_give(t, 2), .other = vaults_give(t, 3)};
    f.text = vaults_seal(t->v, f.given, vaults_id(1));
    f.of_other = vaults_seal(t->v, f.other, vaults_id(3));
    assert_int_equal(vault_erase(t->v, f.erased, vaults_id(2)), 0);
    a_changed_bit(t, f.given, &f, flip_of_given);
    a_changed_bit(t, f.erased, &f, flip_of_erased);
    a_changed_bit(t, f.other + 1, &f, flip_of_free);
    a_changed_bit(t, 1, &f, flip_of_free); /* the mark */
}

/* One copy of the head mends the other. */
static void a_changed_bit_of_the_head_is_mended(void **state) {
    struct vaults *t = *state;
    size_t len, len_now;
    vaults_give(t, 1);
    uint8_t *bytes = vaults_bytes(t->path, &len);
    for (size_t bit = 0; bit < 2 * 8 * 64; bit++) {
        uint8_t *byte = bytes + (bit < 512 ? 0 : 4096) + bit % 512 / 8;
        *byte ^= (uint8_t)(1 << bit % 8);
        vaults_put(t->path, bytes, len);
        *byte ^= (uint8_t)(1 << bit % 8);
        vaults_reopen(t);
        uint8_t *now = vaults_bytes(t->path, &len_now);
        assert_int_equal(len, len_now);
        assert_memory_equal(bytes, now, len);
        free(now);
    }
    free(bytes);
}

/* A slot moved, or its state copied to another: nobody gets another's key. */
static void slots_cannot_change_places(void **state) {
    struct vaults *t = *state;
    const struct seal_keys *keys;
    size_t len;
    uint64_t one = vaults_give(t, 1), two = vaults_give(t, 2);
    uint8_t *bytes = vaults_bytes(t->path, &len), slot[VAULT_SLOT_LEN];
    memcpy(slot, bytes + vaults_at(one), sizeof slot);
    memcpy(bytes + vaults_at(one), bytes + vaults_at(two), sizeof slot);
    memcpy(bytes + vaults_at(two), slot, sizeof slot);
    vaults_put(t->path, bytes, len);
    vaults_reopen(t);
    uint64_t at = 0;
    assert_int_equal(vault_was_given(t->v, one, vaults_id(1)), ERR_CORRUPT);
    assert_int_equal(vault_was_given(t->v, two, vaults_id(2)), ERR_CORRUPT);
    assert_int_equal(vault_keys(t->v, one, &keys), ERR_CORRUPT);
    assert_true(vault_next_damaged(t->v, &at) && at == one);
    assert_true(vault_next_damaged(t->v, &at) && at == two);
    assert_false(vault_next_damaged(t->v, &at));
    free(bytes);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, vaults_setup, vaults_teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(another_key_is_told_from_another_store),
        TEST(a_vault_is_never_made_over),
        TEST(one_at_a_time),
        TEST(what_is_no_vault_is_refused),
        TEST(cut_at_each_byte_of_the_last_slots),
        TEST(a_draw_of_holes_is_cut_off),
        TEST(the_end_that_was_given_is_kept),
        TEST(a_changed_bit_is_one_subjects_damage),
        TEST(a_changed_bit_of_the_head_is_mended),
        TEST(slots_cannot_change_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
