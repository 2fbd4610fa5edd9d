/* A thousand histories in which the process dies at any byte that it writes, or the power goes, while subjects are given
 * slots and erased, and the store is restored to an older cut; against a model of what must be.
 *
 *   a slot is one subject's: of all that were ever given, lost writes included
 *   what the store names, and did not erase, opens
 *   who was erased is erased, on the disk, and gets nothing ever again, whatever cut the store goes back to
 *   after a restore nobody gets a slot that was there before */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "deaths.h"
#include "vaults.h"

enum { HISTORIES = 1000, STEPS = 24, SUBJECTS = 12, SLOTS = 60000 };

/* What the store says of a subject: in it at a commit, back at a restore. */
struct said {
    uint64_t slot;
    bool is_erased;
    struct vaults_text text;
};

struct history {
    struct vaults *t;
    struct prng p;
    struct said store[SUBJECTS], cut[SUBJECTS];
    bool erasing[SUBJECTS], erased[SUBJECTS]; /* asked for; answered 0: for ever, whatever the store says */
    bool died_in_give[SUBJECTS];              /* her slot may be hers without anybody having been told */
    uint8_t owner[SLOTS];                     /* subject + 1 */
    uint64_t floor;                           /* nobody gets a new one up to here */
    bool must_pass_end;
};

static struct id subject_id(uint64_t i) { return vaults_id(1000 + i); }

/* ---- what must be ---- */

static void erased_is_erased(struct history *h, uint64_t i, uint64_t slot) {
    static const uint8_t zeros[88];
    const struct seal_keys *keys;
    assert_true(vault_is_erased(h->t->v, subject_id(i)));
    assert_int_equal(vault_keys(h->t->v, slot, &keys), ERR_ERASED);
    assert_memory_equal(deaths.durable + vaults_at(slot) + 40, zeros, sizeof zeros); /* on the disk, not on its way */
}

/* The store's word at a start. An erasure that was never answered may have come through or not. */
static void subject_told(struct history *h, uint64_t i) {
    struct said *s = &h->store[i];
    if (!s->slot) return;
    int rc =
        s->is_erased ? vault_erase(h->t->v, s->slot, subject_id(i)) : vault_was_given(h->t->v, s->slot, subject_id(i));
    if (deaths.is_dead) return;
    if (s->is_erased || rc == ERR_ERASED) {
        assert_true(h->erasing[i] && (s->is_erased ? rc == 0 : rc == ERR_ERASED));
        s->is_erased = h->erased[i] = true;
        erased_is_erased(h, i, s->slot);
        return;
    }
    assert_int_equal(rc, 0);
    assert_false(h->erased[i]);
    assert_int_equal(vaults_opens(h->t->v, s->slot, subject_id(i), &s->text), 0);
}

static void all_told(struct history *h) {
    for (uint64_t i = 0; i < SUBJECTS && !deaths.is_dead; i++) subject_told(h, i);
    if (deaths.is_dead || !h->must_pass_end) return;
    uint64_t end = vault_counts(h->t->v).slots;
    if (vault_past_end(h->t->v)) return;
    h->floor = end;
    h->must_pass_end = false;
}

/* ---- deaths ---- */

static void may_die(struct history *h) {
    if (deaths.left >= 0 || !prng_chance(&h->p, 300)) return;
    deaths_after((int64_t)prng_below(&h->p, prng_chance(&h->p, 500) ? 300 : 40000));
}

static void start(struct history *h) {
    struct vaults *t = h->t;
    do {
        vault_close(t->v);
        bool was_dead = deaths.is_dead;
        deaths_end();
        if (was_dead && prng_chance(&h->p, 500)) {
            deaths_power(&h->p, t->path);
            t->options.boot = vaults_id(prng_u64(&h->p));
        }
        may_die(h);
        int rc = vault_open(&t->v, &t->options, &t->fault);
        assert_true(rc == 0 || deaths.is_dead);
        if (rc == 0) all_told(h);
    } while (deaths.is_dead || h->must_pass_end);
}

/* ---- steps ---- */

static void step_give(struct history *h) {
    uint64_t i = prng_below(&h->p, SUBJECTS), slot;
    if (h->store[i].slot) return;
    int rc = vault_give(h->t->v, subject_id(i), &slot);
    if (deaths.is_dead) {
        h->died_in_give[i] = true;
        return;
    }
    if (h->erasing[i] && rc == ERR_ERASED) return;
    assert_false(h->erased[i]);
    assert_int_equal(rc, 0);
    assert_true(slot < SLOTS && (h->owner[slot] == 0 || h->owner[slot] == i + 1));
    assert_true(h->owner[slot] || h->died_in_give[i] || slot > h->floor);
    h->owner[slot] = (uint8_t)(i + 1);
    struct vaults_text text = vaults_seal(h->t->v, slot, subject_id(i));
    if (prng_chance(&h->p, 800)) h->store[i] = (struct said){.slot = slot, .text = text}; /* else the turn is aborted */
}

static void step_erase(struct history *h) {
    uint64_t i = prng_below(&h->p, SUBJECTS);
    struct said *s = &h->store[i];
    if (!s->slot) return;
    s->is_erased = h->erasing[i] = true;
    if (vault_erase(h->t->v, s->slot, subject_id(i))) {
        assert_true(deaths.is_dead);
        return;
    }
    h->erased[i] = true;
    erased_is_erased(h, i, s->slot);
}

static void step_draw(struct history *h) {
    int rc = vault_draw(h->t->v);
    assert_true(rc == 0 || deaths.is_dead);
}

static void step_cut(struct history *h) { memcpy(h->cut, h->store, sizeof h->cut); }

static void step_restore(struct history *h) {
    memcpy(h->store, h->cut, sizeof h->store);
    h->must_pass_end = true;
    start(h);
}

static void step_power(struct history *h) {
    deaths.is_dead = true;
    start(h);
}

static void step(struct history *h) {
    static void (*const steps[])(struct history *) = {step_give, step_erase,   step_draw, step_cut,
                                                      start,     step_restore, step_power};
    static const unsigned weights[] = {60, 15, 3, 8, 5, 5, 6};
    may_die(h);
    steps[prng_weighted(&h->p, weights, sizeof weights / sizeof *weights)](h);
    if (deaths.is_dead) start(h);
}

static void histories(void **state) {
    static struct history h;
    uint64_t given = 0, erased = 0;
    for (uint64_t seed = 1; seed <= HISTORIES; seed++) {
        h = (struct history){.t = *state};
        prng_init(&h.p, seed);
        deaths_end();
        vault_close(h.t->v);
        h.t->v = NULL;
        unlink(h.t->path);
        assert_int_equal(vault_create(&h.t->options), 0);
        deaths_none(h.t->path);
        start(&h);
        for (int i = 0; i < STEPS; i++) step(&h);
        for (size_t i = 0; i < SUBJECTS; i++) erased += h.erased[i];
        for (size_t i = 0; i < SLOTS; i++) given += h.owner[i] != 0;
    }
    deaths_end();
    assert_true(given > 3 * HISTORIES && erased > HISTORIES / 2);
}

/* ---- a flush that fails, once ---- */

/* What was not flushed is not there: a later flush may succeed without it. */
static void what_was_drawn_and_not_flushed_is_cut_off(void **state) {
    struct vaults *t = *state;
    size_t len, len_now;
    free(vaults_bytes(t->path, &len));
    uint64_t n = vault_counts(t->v).slots;
    deaths.fails = true;
    assert_int_equal(vault_draw(t->v), ERR_IO);
    free(vaults_bytes(t->path, &len_now));
    assert_int_equal(len_now, len);
    assert_int_equal(vault_counts(t->v).slots, n);
    assert_int_equal(vault_draw(t->v), 0);
    assert_int_equal(vault_counts(t->v).slots, n + VAULT_DRAWN);
}

/* It is closed at once, and done when it is asked for again. */
static void an_erasure_that_was_not_flushed_is_asked_for_again(void **state) {
    struct vaults *t = *state;
    static const uint8_t zeros[88];
    const struct seal_keys *keys;
    uint64_t slot = vaults_give(t, 1);
    assert_int_equal(vault_keys(t->v, slot, &keys), 0);
    deaths.fails = true;
    assert_int_equal(vault_erase(t->v, slot, vaults_id(1)), ERR_IO);
    assert_int_equal(vault_keys(t->v, slot, &keys), ERR_ERASED);
    assert_memory_not_equal(deaths.durable + vaults_at(slot) + 40, zeros, sizeof zeros);
    assert_int_equal(vault_erase(t->v, slot, vaults_id(1)), 0);
    assert_memory_equal(deaths.durable + vaults_at(slot) + 40, zeros, sizeof zeros);
    deaths_close();
}

static int setup(void **state) {
    int rc = vaults_setup(state);
    struct vaults *t = *state;
    t->options.throwaway = false; /* deaths.c counts the flushes */
    if (rc == 0) vaults_reopen(t);
    return rc;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(histories, setup, vaults_teardown),
        cmocka_unit_test_setup_teardown(what_was_drawn_and_not_flushed_is_cut_off, setup, vaults_teardown),
        cmocka_unit_test_setup_teardown(an_erasure_that_was_not_flushed_is_asked_for_again, setup, vaults_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
