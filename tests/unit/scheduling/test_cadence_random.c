/* The cadence on families that nobody thought of: equal whatever the order of its inputs, equal to a model that goes
 * through the days one by one, and sound under rules that are not. A failure says its seed: SIPPE_SEED=n runs it
 * again. */
#include <stdlib.h>
#include "cadence_made.h"
#include "cadence_model.h"
#include "rules.h"

enum { FAMILIES = 3000, WINDOWS_MAX = 4096, SPAN = 800 };

static int below(struct prng *r, int n) { return (int)prng_below(r, (uint64_t)n); }

/* ---- comparing ---- */

static const char *line(struct arena *a, const struct cadence_window *w) {
    return arena_printf(
        a, "%d:%d %s k%d grid %d [%d,%d] period [%d,%d] every %d for %d%s%s state %d by %d on %d propose [%d,%d]",
        (int)w->kind, w->anchor.bytes[0], w->phase, w->k, w->grid, w->earliest, w->latest, w->period_from, w->period_to,
        w->interval_days, w->minutes, w->carries ? " carries" : "", w->home_assumed ? " assumed" : "", (int)w->state,
        w->visit.bytes[0], w->visit_on, w->propose_from, w->propose_to);
}

static void same(struct made *m, uint64_t seed, const char *what, const struct cadence_window *a, size_t n,
                 const struct cadence_window *b, size_t n_b) {
    for (size_t i = 0; i < n && i < n_b; i++) {
        const char *x = line(&m->arena, &a[i]), *y = line(&m->arena, &b[i]);
        if (strcmp(x, y) != 0)
            fail_msg("seed %llu, %s, window %zu of %zu\n%s\n%s", (unsigned long long)seed, what, i, n, x, y);
    }
    if (n != n_b) fail_msg("seed %llu, %s: %zu windows and %zu", (unsigned long long)seed, what, n, n_b);
}

static void shuffle(struct made *m, struct prng *r) {
    prng_shuffle(r, m->rules, m->c.n_rules, sizeof *m->rules);
    prng_shuffle(r, m->anchors, m->c.n_anchors, sizeof *m->anchors);
    prng_shuffle(r, m->pauses, m->c.n_pauses, sizeof *m->pauses);
    prng_shuffle(r, m->visits, m->c.n_visits, sizeof *m->visits);
    for (size_t i = 0; i < m->c.n_rules; i++) {
        sippe__visits *v = (sippe__visits *)(uintptr_t)m->rules[i].visits;
        prng_shuffle(r, v->cadence, v->n_cadence, sizeof *v->cadence);
    }
}

/* Of a digest the model says nothing; two windows of one name must differ in it or in k. */
static void named_apart(uint64_t seed, const struct cadence_window *w, size_t n) {
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++)
            if (w[i].kind == w[k].kind && id_equal(w[i].anchor, w[k].anchor) && strcmp(w[i].phase, w[k].phase) == 0 &&
                w[i].digest == w[k].digest && w[i].k == w[k].k)
                fail_msg("seed %llu: %s %d twice", (unsigned long long)seed, w[i].phase, w[i].k);
}

static void one_family(uint64_t seed) {
    static struct made m;
    static struct cadence_window model[WINDOWS_MAX];
    struct cadence_window *w, *again, *more;
    made_family(&m, seed);
    size_t n = cadence_windows(&m.arena, &m.c, m.today, m.until, &w);
    named_apart(seed, w, n);
    size_t n_model = model_windows(&m.c, m.today, m.today - 2700, m.until + SPAN, model, WINDOWS_MAX);
    assert_in_range(n_model, 0, WINDOWS_MAX - 1);
    size_t n_given = 0;
    for (size_t i = 0; i < n_model; i++)
        if (model[i].earliest <= m.until) model[n_given++] = model[i];
    same(&m, seed, "the model", w, n, model, n_given);
    struct prng r;
    prng_init(&r, seed + 1);
    shuffle(&m, &r);
    size_t n_again = cadence_windows(&m.arena, &m.c, m.today, m.until, &again);
    same(&m, seed, "another order", w, n, again, n_again);
    size_t n_more = cadence_windows(&m.arena, &m.c, m.today, m.until + 90, &more);
    assert_true(n_more >= n);
    for (size_t i = 0, k = 0; k < n_more; k++) /* a longer list has the same windows */
        if (more[k].earliest <= m.until) {
            same(&m, seed, "a longer list", &w[i], 1, &more[k], 1);
            i++;
        }
    arena_close(&m.arena);
}

static uint64_t first_seed(void) {
    const char *set = getenv("SIPPE_SEED");
    return set ? strtoull(set, NULL, 10) : 1;
}

static void test_families(void **state) {
    (void)state;
    uint64_t first = first_seed();
    print_message("seeds %llu to %llu\n", (unsigned long long)first, (unsigned long long)first + FAMILIES - 1);
    for (uint64_t seed = first; seed < first + FAMILIES; seed++) one_family(seed);
}

/* ---- rules that are not sound ---- */

static int32_t hostile(struct prng *r) {
    static const int32_t ends[] = {0, 1, -1, 7, 366, 3660, 3661, INT32_MAX, INT32_MIN, INT32_MAX / 2, 100000};
    return prng_chance(r, 400) ? ends[prng_below(r, sizeof ends / sizeof *ends)] : below(r, 500);
}

static void test_hostile_rules(void **state) {
    (void)state;
    for (uint64_t seed = first_seed(); seed < first_seed() + 400; seed++) {
        static struct made m;
        struct cadence_window *w;
        struct prng r;
        made_family(&m, seed);
        prng_init(&r, seed + 2);
        for (size_t i = 0; i < m.c.n_rules; i++)
            for (size_t k = 0; k < m.rules[i].visits->n_cadence; k++) {
                sippe__cadence_phase *p = m.rules[i].visits->cadence[k];
                p->from_day = hostile(&r), p->to_day = hostile(&r), p->interval_days = hostile(&r);
                p->tolerance_before_days = hostile(&r), p->tolerance_after_days = hostile(&r);
                p->min_gap_days = hostile(&r), p->minutes = hostile(&r);
                p->anchor = (sippe__cadence_anchor)prng_below(&r, 7);
            }
        size_t n = cadence_windows(&m.arena, &m.c, m.today, m.until, &w);
        for (size_t i = 0; i < n; i++) {
            assert_true(w[i].earliest <= w[i].grid && w[i].grid <= w[i].latest && w[i].state);
            assert_true(i == 0 || w[i - 1].grid <= w[i].grid);
        }
        cadence_points(&m.arena, &m.c, m.today);
        arena_close(&m.arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_families), cmocka_unit_test(test_hostile_rules)};
    return cmocka_run_group_tests_name("cadence, random", tests, NULL, NULL);
}
