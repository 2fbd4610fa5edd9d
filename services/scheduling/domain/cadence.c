#include "scheduling/domain/cadence.h"

#include <stdlib.h>
#include <string.h>
#include "civil/civil.h"

enum { FAR = 3660, NO_END = INT32_MAX / 2 }; /* days: past any programme; half the range, so that sums fit */

static int max(int a, int b) { return a > b ? a : b; }
static int min(int a, int b) { return a < b ? a : b; }

/* One phase laid out on civil days. */
struct span_of_days {
    const sippe__cadence_phase *phase;
    day from, to; /* to is exclusive */
    bool hard;    /* nothing of the phase may lie at or past its end */
};

/* A phase "until birth" ends nowhere until the birth is told: the due date is an estimate, and no window is cut at it.
 * Past it the grid goes on, one interval ahead of today. */
static struct span_of_days pregnancy(const struct cadence *c, const sippe__cadence_phase *p, day today) {
    day start = c->due_date - CADENCE_PREGNANCY_DAYS;
    struct span_of_days s = {p, start + p->from_day, p->to_day > 0 ? start + p->to_day : NO_END, p->to_day > 0};
    if (c->birth != DAY_NONE) {
        s.to = min(s.to, c->birth);
        s.hard = true;
    } else if (!s.hard) {
        s.to = min(max(c->due_date, today + p->interval_days), c->due_date + CADENCE_PAST_DUE_DAYS) + 1;
    }
    return s;
}

/* Empty (to <= from) when its anchor is not known. */
static struct span_of_days lay(const struct cadence *c, const sippe__cadence_phase *p, day today) {
    struct span_of_days none = {p, 0, 0, true};
    if (p->interval_days < 1) return none;
    if (p->anchor == CADENCE_ANCHOR_PREGNANCY) return c->due_date == DAY_NONE ? none : pregnancy(c, p, today);
    if (p->anchor != CADENCE_ANCHOR_BIRTH || c->birth == DAY_NONE) return none;
    day end = civil_programme_end(c->programme_end, c->birth);
    bool own = p->to_day > 0 && c->birth + p->to_day < end;
    return (struct span_of_days){p, c->birth + p->from_day, own ? c->birth + p->to_day : end, true};
}

static day grid_of(const struct span_of_days *s, int k) { return s->from + (k - 1) * s->phase->interval_days; }

/* Rule 1 of cadence.h: the number that it was booked for; 0: that window is no more, or a grid was moved by weeks, and
 * the day alone speaks. FAR: a k of another release's record must not overflow the grid. */
static int booked_for(const struct cadence *c, const struct span_of_days *s, const struct cadence_visit *v) {
    if (s->to <= s->from || v->k < 1 || v->k > FAR || strcmp(v->phase, s->phase->name) != 0) return 0;
    bool born = s->phase->anchor == CADENCE_ANCHOR_PREGNANCY && c->birth != DAY_NONE && v->on >= c->birth;
    if (born || grid_of(s, v->k) >= s->to) return 0;
    return abs(v->on - grid_of(s, v->k)) <= s->phase->interval_days ? v->k : 0;
}

/* Rule 2: a number owns the days until the next one opens. The last one of a phase owns what is left of it. */
static int fallen_on(const struct span_of_days *s, day on) {
    if (on < s->from || on >= s->to) return 0;
    int k = (on - s->from + max(s->phase->tolerance_before_days, 0)) / s->phase->interval_days + 1;
    int last = (s->to - 1 - s->from) / s->phase->interval_days + 1;
    return min(k, last);
}

/* What every visit fills: the phase's place in the rules and k; k 0: nothing. */
struct mark {
    size_t phase;
    int k;
};

static struct mark mark_of(const struct cadence *c, const struct cadence_visit *v, day today) {
    struct mark by_day = {0, 0};
    for (size_t i = 0; i < c->rules->n_cadence; i++) {
        struct span_of_days s = lay(c, c->rules->cadence[i], today);
        int k = booked_for(c, &s, v);
        if (k > 0) return (struct mark){i, k}; /* a name goes before the day, whatever its phase */
        if (by_day.k == 0) by_day = (struct mark){i, fallen_on(&s, v->on)};
    }
    return by_day;
}

struct layout {
    const struct cadence *c;
    const struct mark *marks;
    day today, until;
    struct cadence_window *out;
    size_t n;
};

static const struct cadence_visit *filling(const struct layout *l, size_t phase, int k, enum cadence_fate fate) {
    for (size_t i = 0; i < l->c->n_visits; i++)
        if (l->marks[i].phase == phase && l->marks[i].k == k && l->c->visits[i].fate == fate) return &l->c->visits[i];
    return NULL;
}

/* A visit made counts wherever it lies; one booked past the grid day must not, or it would shut out what is due before
 * it. A birth starts the clock anew: a visit of the day before must not keep the first one at home waiting. */
static day spaced(const struct layout *l, const sippe__cadence_phase *p, day grid) {
    day earliest = INT32_MIN / 2;
    for (size_t i = 0; i < l->c->n_visits; i++) {
        const struct cadence_visit *v = &l->c->visits[i];
        bool counts = v->fate == CADENCE_MADE || (v->fate == CADENCE_BOOKED && v->on < grid);
        if (p->anchor == CADENCE_ANCHOR_BIRTH && v->on < l->c->birth) continue;
        if (counts) earliest = max(earliest, v->on + max(p->min_gap_days, 0));
    }
    return earliest;
}

/* The last day, moved to the next working one when the window has none; false: it can have none. */
static bool last_day(const struct layout *l, const struct span_of_days *s, struct cadence_window *w) {
    if (s->hard) w->latest = min(w->latest, s->to - 1);
    if (w->earliest > w->latest) return false;
    day working = calendar_add_working(l->c->calendar, w->earliest, 0);
    if (working <= w->latest) return true;
    w->latest = working;
    return !s->hard || working < s->to;
}

static void window_add(struct layout *l, size_t phase, const struct span_of_days *s, int k) {
    const sippe__cadence_phase *p = s->phase;
    if (filling(l, phase, k, CADENCE_MADE)) return;
    const struct cadence_visit *booked = filling(l, phase, k, CADENCE_BOOKED);
    day grid = grid_of(s, k), opens = max(grid - max(p->tolerance_before_days, 0), s->from);
    if (l->c->enrolled != DAY_NONE) opens = max(opens, l->c->enrolled);
    int after = max(p->tolerance_after_days, 0);
    if (filling(l, phase, k, CADENCE_MISSED)) after = max(after, p->interval_days / 2); /* over before the next grid */
    struct cadence_window w = {.phase = p->name,
                               .k = k,
                               .grid = grid,
                               .latest = grid + after,
                               .minutes = p->minutes,
                               .interval_days = p->interval_days,
                               .booked = booked != NULL,
                               .earliest = booked ? opens : max(opens, spaced(l, p, grid))};
    bool holds = last_day(l, s, &w);
    if (booked) {
        w.visit = booked->id;
        if (w.latest < w.earliest) w.latest = w.earliest;
        if (max(booked->on, w.latest) < l->today) return;
    } else if (!holds || w.latest < l->today) {
        return;
    }
    if (w.earliest > l->until) return;
    l->out[l->n++] = w;
}

/* The first and last k that can still matter: a visit may lie an interval after its grid day, and a last day be put off
 * by two weeks of holidays (a longer closing would lose the window). */
static void reach(const struct layout *l, const struct span_of_days *s, int *first, int *last) {
    const sippe__cadence_phase *p = s->phase;
    int slack = max(p->tolerance_after_days, 0) + p->interval_days + 14;
    *first = max(1, (l->today - slack - s->from) / p->interval_days);
    day end = min(s->to - 1, l->until + max(p->tolerance_before_days, 0));
    *last = end < s->from ? 0 : (end - s->from) / p->interval_days + 1;
}

static int by_grid(const void *a, const void *b) {
    const struct cadence_window *x = a, *y = b;
    if (x->grid != y->grid) return x->grid < y->grid ? -1 : 1;
    int phase = strcmp(x->phase, y->phase);
    return phase ? phase : x->k - y->k;
}

size_t cadence_windows(struct arena *a, const struct cadence *c, day today, day until, struct cadence_window **out) {
    struct mark *marks = arena_alloc(a, c->n_visits * sizeof *marks);
    for (size_t i = 0; i < c->n_visits; i++) marks[i] = mark_of(c, &c->visits[i], today);
    struct layout l = {.c = c, .marks = marks, .today = today, .until = min(until, today + FAR)};
    size_t most = 0;
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1) l.out = arena_alloc(a, most * sizeof *l.out);
        for (size_t i = 0; i < c->rules->n_cadence; i++) {
            struct span_of_days s = lay(c, c->rules->cadence[i], today);
            int first, last;
            if (s.to <= s.from) continue;
            reach(&l, &s, &first, &last);
            if (pass == 0 && last >= first) most += (size_t)(last - first + 1);
            for (int k = first; pass == 1 && k <= last; k++) window_add(&l, i, &s, k);
        }
    }
    qsort(l.out, l.n, sizeof *l.out, by_grid);
    *out = l.out;
    return l.n;
}

const struct cadence_window *cadence_window_for(const struct cadence_window *windows, size_t n, day on) {
    const struct cadence_window *nearest = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct cadence_window *w = &windows[i];
        if (w->booked) continue; /* one visit a window */
        if (w->earliest <= on && on <= w->latest) return w;
        int away = abs(on - w->grid);
        if (away <= w->interval_days && (!nearest || away < abs(on - nearest->grid))) nearest = w;
    }
    return nearest;
}

const sippe__cadence_phase *cadence_phase_on(const struct cadence *c, day on) {
    for (size_t i = 0; i < c->rules->n_cadence; i++) {
        struct span_of_days s = lay(c, c->rules->cadence[i], on);
        if (s.from <= on && on < s.to) return s.phase;
    }
    return NULL;
}

/* The phase of a day, else the one that ends or begins nearest to it. */
static const sippe__cadence_phase *phase_near(const struct cadence *c, day on) {
    const sippe__cadence_phase *near = NULL;
    int distance = INT32_MAX;
    for (size_t i = 0; i < c->rules->n_cadence; i++) {
        struct span_of_days s = lay(c, c->rules->cadence[i], on);
        if (s.to <= s.from) continue;
        int away = on < s.from ? s.from - on : on >= s.to ? on - s.to + 1 : 0;
        if (away >= distance) continue;
        near = s.phase;
        distance = away;
    }
    if (!near && c->rules->n_cadence > 0) near = c->rules->cadence[0];
    return near;
}

int cadence_points(const struct cadence *c, day on) {
    const sippe__cadence_phase *p = phase_near(c, on);
    if (!p || p->interval_days < 1) return 10;
    return p->interval_days <= 7 ? 20 : p->interval_days <= 14 ? 10 : 5;
}
