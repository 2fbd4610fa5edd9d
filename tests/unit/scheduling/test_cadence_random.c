/* The cadence on families that nobody thought of: equal whatever the order of its inputs, equal to a model that goes
 * through the days one by one, and sound under rules that are not. A failure says its seed: SIPPE_SEED=n runs it
 * again. */
#include <stdlib.h>
#include "cadence_model.h"
#include "prng.h"
#include "rules.h"

enum { FAMILIES = 3000, RULES_MAX = 3, ANCHORS_MAX = 6, VISITS_MAX = 40, WINDOWS_MAX = 4096, SPAN = 800 };

static const int intervals[] = {5, 7, 7, 14, 14, 15, 21, 28, 28, 30};

struct made {
    struct arena arena;
    struct cadence c;
    struct cadence_rules rules[RULES_MAX];
    struct cadence_anchor anchors[ANCHORS_MAX];
    struct cadence_visit visits[VISITS_MAX];
    struct cadence_pause pauses[2];
    struct calendar calendar;
    day extra[4];
    day today, until;
};

/* ---- families ---- */

static int below(struct prng *r, int n) { return (int)prng_below(r, (uint64_t)n); }

static void phase(struct made *m, struct prng *r, sippe__visits *v, const char *name, sippe__cadence_anchor anchor,
                  int from, int to) {
    int every = intervals[below(r, (int)(sizeof intervals / sizeof *intervals))], before = below(r, every);
    rules_phase(
        &m->arena, v, name, anchor,
        (int32_t[8]){from, to, every, before, below(r, every - before), below(r, every + 1), 30 + below(r, 90)});
}

static sippe__visits *visits_new(struct made *m, struct prng *r) {
    sippe__visits *v = NEW(&m->arena, sippe__visits);
    int late = 84 + below(r, 100), home = 20 + below(r, 40), infant = prng_chance(r, 500) ? home : below(r, home),
        child = infant + 1 + below(r, 300);
    phase(m, r, v, "FIRST", CADENCE_ANCHOR_ENROLMENT, 0, 5 + below(r, 40));
    phase(m, r, v, "PRENATAL", CADENCE_ANCHOR_PREGNANCY, 84, late);
    phase(m, r, v, "LATE", CADENCE_ANCHOR_PREGNANCY, late, prng_chance(r, 500) ? 0 : late + 50);
    if (prng_chance(r, 700)) phase(m, r, v, "HOME", CADENCE_ANCHOR_HOME, 0, home);
    phase(m, r, v, "INFANT", CADENCE_ANCHOR_BIRTH, infant, child);
    phase(m, r, v, "CHILD", CADENCE_ANCHOR_BIRTH, child, prng_chance(r, 900) ? 0 : child + 100);
    return v;
}

/* The next version of some rules: a phase or two with other numbers, or none, as under a new label. */
static sippe__visits *visits_changed(struct made *m, struct prng *r, const sippe__visits *from) {
    sippe__visits *v = NEW(&m->arena, sippe__visits);
    for (size_t i = 0; i < from->n_cadence; i++) {
        const sippe__cadence_phase *p = from->cadence[i];
        if (prng_chance(r, 250)) {
            phase(m, r, v, p->name, p->anchor, p->from_day, p->to_day);
        } else if (!prng_chance(r, 60)) {
            rules_phase(&m->arena, v, p->name, p->anchor,
                        (int32_t[8]){p->from_day, p->to_day, p->interval_days, p->tolerance_before_days,
                                     p->tolerance_after_days, p->min_gap_days, p->minutes});
        }
    }
    return v;
}

static void make_rules(struct made *m, struct prng *r, day near) {
    m->c.n_rules = 1 + prng_below(r, RULES_MAX);
    m->rules[0] = (struct cadence_rules){near - 2000, visits_new(m, r)};
    for (size_t i = 1; i < m->c.n_rules; i++)
        m->rules[i] = (struct cadence_rules){near - 500 + (day)i * 300 + below(r, 250),
                                             visits_changed(m, r, m->rules[i - (prng_chance(r, 800) ? 1 : i)].visits)};
}

static day maybe(struct prng *r, unsigned chance, day on) { return prng_chance(r, chance) ? on : DAY_NONE; }

static void make_anchors(struct made *m, struct prng *r, day near) {
    size_t n = 0;
    m->anchors[n++] = (struct cadence_anchor){
        {{1}}, WINDOW_ANCHOR_ENROLMENT, DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE, false, DAY_NONE, DAY_NONE};
    for (int i = below(r, 3); i > 0; i--) {
        day due = near - 100 + below(r, 400);
        n++; /* its id is its place */
        m->anchors[n - 1] = (struct cadence_anchor){
            {{(uint8_t)n}},
            WINDOW_ANCHOR_PREGNANCY,
            due,
            maybe(r, 600, prng_chance(r, 300) ? due + 10 + below(r, 10) : due - 150 + below(r, 170)),
            DAY_NONE,
            DAY_NONE,
            false,
            maybe(r, 50, near),
            maybe(r, 200, near - below(r, 60))};
    }
    day born = near - 300 + below(r, 500);
    for (int i = below(r, 4); i > 0; i--) {
        if (prng_chance(r, 500)) born = near - 1900 + below(r, 2200);
        n++;
        m->anchors[n - 1] = (struct cadence_anchor){{{(uint8_t)n}},
                                                    WINDOW_ANCHOR_CHILD,
                                                    DAY_NONE,
                                                    DAY_NONE,
                                                    maybe(r, 950, born),
                                                    maybe(r, 800, born + below(r, 40)),
                                                    prng_chance(r, 500),
                                                    maybe(r, 100, near + below(r, 200)),
                                                    maybe(r, 300, born + below(r, 60))};
    }
    m->c.n_anchors = n;
}

static void make_visits(struct made *m, struct prng *r, day near) {
    m->c.n_visits = prng_below(r, VISITS_MAX + 1);
    for (size_t i = 0; i < m->c.n_visits; i++)
        m->visits[i] = (struct cadence_visit){{{(uint8_t)(i + 1), (uint8_t)below(r, 256)}},
                                              near - 300 + below(r, 500),
                                              (enum cadence_fate)below(r, CADENCE_MISSED_BY_US + 1)};
    m->c.n_pauses = prng_below(r, 3);
    for (size_t i = 0; i < m->c.n_pauses; i++) {
        day from = near - 200 + below(r, 400);
        m->pauses[i] = (struct cadence_pause){from, from + below(r, 120)};
    }
}

static void make(struct made *m, uint64_t seed) {
    struct prng r;
    prng_init(&r, seed);
    arena_init(&m->arena);
    day near = day_from(2024, 1, 1) + below(&r, 1500);
    m->c = (struct cadence){.calendar = &m->calendar,
                            .programme_end = (sippe__programme_end)below(&r, 3),
                            .enrolled = near - below(&r, 200),
                            .taken_over_on = maybe(&r, 200, near - below(&r, 100)),
                            .rules = m->rules,
                            .anchors = m->anchors,
                            .pauses = m->pauses,
                            .visits = m->visits};
    m->calendar = (struct calendar){.easter_monday = prng_chance(&r, 500), .extra = m->extra, .n_extra = 4};
    for (size_t i = 0; i < 4; i++) m->extra[i] = near + below(&r, 100);
    make_rules(m, &r, near);
    make_anchors(m, &r, near);
    make_visits(m, &r, near);
    m->today = near - 20 + below(&r, 60);
    m->until = m->today + below(&r, 200);
}

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
    make(&m, seed);
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
        make(&m, seed);
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
