/* The official figure and the fair one of random families, against a second reckoning that goes through days and windows
 * one by one. */
#include <stdlib.h>
#include "cadence_cases.h"
#include "cadence_made.h"
#include "cadence_model.h"
#include "intensity_text.h"

enum { FAMILIES = 2000, WINDOWS_MAX = 4096, SPAN = 800 };

static struct arena arena; /* of what is said of one family */
static const struct intensity_terms usual = {12, 29, 50};

static const char counts[] = {[WINDOW_STATE_MET] = 'm',         [WINDOW_STATE_MADE_LATE] = 'l',
                              [WINDOW_STATE_BOOKED] = 'b',      [WINDOW_STATE_BOOKED_OUTSIDE] = 'b',
                              [WINDOW_STATE_LAPSED] = 'o',      [WINDOW_STATE_EXCUSED] = 'x',
                              [WINDOW_STATE_NOT_OWED_ENDED] = 0};

/* One letter a window, counted letter by letter. anchor NULL: of what carries. */
static struct intensity_fair counted_again(const struct cadence_window *w, size_t n, const struct intensity_days *d,
                                           const struct cadence_anchor *anchor) {
    int of[128] = {0};
    for (day grid = d->today - 2700; grid <= d->today; grid++)
        for (size_t i = 0; i < n; i++) {
            bool mine = anchor ? w[i].kind == anchor->kind && id_equal(w[i].anchor, anchor->id) : w[i].carries;
            if (w[i].grid != grid || !mine) continue;
            if ((d->from != DAY_NONE && grid < d->from) || (d->until != DAY_NONE && grid > d->until)) continue;
            int letter = counts[w[i].state];
            if (letter == 'b' && w[i].visit_on >= d->today) letter = 0;
            if (letter == 'o' && d->ended != DAY_NONE && w[i].latest >= d->ended) letter = 0;
            of[letter]++;
        }
    struct intensity_fair f = {.met = of['m'], .made_late = of['l'], .excused = of['x'], .unrecorded = of['b']};
    f.owed = of['m'] + of['l'] + of['o'];
    f.percent = -1;
    for (int p = 0; f.owed && p <= 100; p++) /* the nearest; of two the higher */
        if (abs(200 * (f.met + f.made_late) - 2 * p * f.owed) <= f.owed) f.percent = p;
    return f;
}

static void same(uint64_t seed, const char *what, const struct intensity_fair *a, const struct intensity_fair *b) {
    const char *x = fair_text(&arena, a), *y = fair_text(&arena, b);
    if (strcmp(x, y) != 0) fail_msg("seed %llu, %s: %s, again %s", (unsigned long long)seed, what, x, y);
}

static void official_again(uint64_t seed, const struct made *m, const struct cadence_anchor *p) {
    struct intensity_encounter encounters[MADE_VISITS];
    struct intensity_official o;
    int of[3] = {0};
    size_t n = 0;
    bool any = false;
    for (size_t i = 0; i < m->c.n_visits; i++)
        encounters[n++] =
            (struct intensity_encounter){m->visits[i].on, (enum intensity_way)(m->visits[i].id.bytes[1] % 3)};
    bool dated = p->kind == WINDOW_ANCHOR_PREGNANCY && p->due != DAY_NONE;
    for (day on = dated ? p->due - 280 : 0; dated && on <= m->today; on++) {
        bool pregnant = on < p->due + 15 && (p->ended == DAY_NONE || on < p->ended);
        if (!pregnant || (on - (p->due - 280)) / 7 < 12) continue;
        any = true;
        for (size_t i = 0; i < n; i++)
            if (encounters[i].on == on) of[encounters[i].way]++;
    }
    bool got = intensity_official(&usual, p, encounters, n, m->today, &o);
    if (got != any) fail_msg("seed %llu: official %d, again %d", (unsigned long long)seed, got, any);
    for (int way = 0; got && way < 3; way++)
        if (o.encounters[way] != of[way])
            fail_msg("seed %llu: way %d %d, again %d", (unsigned long long)seed, way, o.encounters[way], of[way]);
}

static void one_family(uint64_t seed) {
    static struct made m;
    static struct cadence_window model[WINDOWS_MAX];
    struct cadence_window *w;
    struct intensity_fair *anchors;
    struct prng r;
    made_family(&m, seed);
    prng_init(&r, seed + 7);
    struct intensity_days days = {.today = m.today};
    days.from = prng_chance(&r, 400) ? m.today - (day)prng_below(&r, 300) : DAY_NONE;
    days.until = prng_chance(&r, 300) ? m.today - 100 + (day)prng_below(&r, 200) : DAY_NONE;
    days.ended = prng_chance(&r, 300) ? m.today - (day)prng_below(&r, 200) : DAY_NONE;
    size_t n = cadence_windows(&m.arena, &m.c, m.today, m.today, &w), n_given = 0;
    size_t n_model = model_windows(&m.c, m.today, m.today - 2700, m.today + SPAN, model, WINDOWS_MAX);
    for (size_t i = 0; i < n_model; i++)
        if (model[i].earliest <= m.today) model[n_given++] = model[i];
    struct intensity_fair whole = intensity_of_family(w, n, &days);
    struct intensity_fair again = counted_again(model, n_given, &days, NULL);
    same(seed, "the family", &whole, &again);
    size_t n_anchors = intensity_of_anchors(&m.arena, w, n, &days, &anchors);
    for (size_t i = 0; i < m.c.n_anchors; i++) {
        again = counted_again(model, n_given, &days, &m.anchors[i]);
        for (size_t k = 0; k < n_anchors; k++)
            if (anchors[k].kind == m.anchors[i].kind && id_equal(anchors[k].anchor, m.anchors[i].id))
                same(seed, "an anchor", &anchors[k], &again);
        official_again(seed, &m, &m.anchors[i]);
    }
    assert_true(n_anchors <= m.c.n_anchors);
    arena_close(&m.arena);
    arena_reset(&arena);
}

static void test_families(void **state) {
    (void)state;
    arena_init(&arena);
    const char *set = getenv("SIPPE_SEED");
    uint64_t first = set ? strtoull(set, NULL, 10) : 1;
    print_message("seeds %llu to %llu\n", (unsigned long long)first, (unsigned long long)first + FAMILIES - 1);
    for (uint64_t seed = first; seed < first + FAMILIES; seed++) one_family(seed);
    arena_close(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_families)};
    return cmocka_run_group_tests_name("random intensity", tests, NULL, NULL);
}
