#include "cadence_made.h"

#include "rules.h"

static const int intervals[] = {5, 7, 7, 14, 14, 15, 21, 28, 28, 30};

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
    m->c.n_rules = 1 + prng_below(r, MADE_RULES);
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
    m->c.n_visits = prng_below(r, MADE_VISITS + 1);
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

void made_family(struct made *m, uint64_t seed) {
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
