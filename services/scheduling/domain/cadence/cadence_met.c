/* Which visit fills which window, and what each window is today. */
#include <stdlib.h>
#include <string.h>
#include "scheduling/domain/cadence/cadence_windows.h"

static day max(day a, day b) { return a > b ? a : b; }
static day min(day a, day b) { return a < b ? a : b; }

/* ---- meeting ---- */

struct meeting {
    const struct cadence_visit **visits; /* by day, then id */
    bool *used;                          /* on the anchor in hand */
    size_t n_visits;
    struct cadence_laid **windows; /* of the anchor, the one that ends first first */
    size_t n_windows;
};

static bool is_missed(enum cadence_fate f) { return f == CADENCE_MISSED_BY_FAMILY || f == CADENCE_MISSED_BY_US; }

/* Made, then booked, then missed. */
static int turn_of(enum cadence_fate f) { return f == CADENCE_MADE ? 0 : f == CADENCE_BOOKED ? 1 : 2; }
enum { TURNS = 3 };

/* One more that was missed stays in the window of the one before. */
static bool takes(const struct cadence_laid *laid, const struct cadence_visit *v, bool by_period) {
    if (laid->filled && !(is_missed(laid->filled->fate) && is_missed(v->fate))) return false;
    const struct cadence_window *w = &laid->w;
    return by_period ? w->period_from <= v->on && v->on <= w->period_to : w->earliest <= v->on && v->on <= w->latest;
}

static void place(struct meeting *m, size_t visit, bool by_period) {
    for (size_t i = 0; i < m->n_windows; i++) {
        struct cadence_laid *laid = m->windows[i];
        if (!takes(laid, m->visits[visit], by_period)) continue;
        m->used[visit] = true;
        if (laid->filled) return;
        laid->filled = m->visits[visit];
        laid->outside = by_period;
        return;
    }
}

static void meet_anchor(struct meeting *m) {
    if (m->n_visits) memset(m->used, 0, m->n_visits * sizeof *m->used);
    for (int turn = 0; turn < TURNS; turn++)
        for (int by_period = 0; by_period <= 1; by_period++)
            for (size_t i = 0; i < m->n_visits; i++)
                if (!m->used[i] && turn_of(m->visits[i]->fate) == turn) place(m, i, by_period);
}

static int by_end(const void *a, const void *b) {
    const struct cadence_laid *x = *(struct cadence_laid *const *)a, *y = *(struct cadence_laid *const *)b;
    int anchor = memcmp(x->w.anchor.bytes, y->w.anchor.bytes, ID_LEN);
    if (x->w.kind != y->w.kind) return x->w.kind < y->w.kind ? -1 : 1;
    if (anchor) return anchor;
    if (x->w.latest != y->w.latest) return x->w.latest < y->w.latest ? -1 : 1;
    if (x->w.earliest != y->w.earliest) return x->w.earliest < y->w.earliest ? -1 : 1;
    if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
    return x->w.k - y->w.k;
}

static int by_day(const void *a, const void *b) {
    const struct cadence_visit *x = *(const struct cadence_visit *const *)a,
                               *y = *(const struct cadence_visit *const *)b;
    if (x->on != y->on) return x->on < y->on ? -1 : 1;
    return memcmp(x->id.bytes, y->id.bytes, ID_LEN);
}

void cadence_meet(struct arena *a, const struct cadence *c, struct cadence_laid *windows, size_t n) {
    struct cadence_laid **all = arena_alloc(a, n * sizeof *all);
    struct meeting m = {.visits = arena_alloc(a, c->n_visits * sizeof *m.visits),
                        .used = arena_alloc(a, c->n_visits * sizeof *m.used),
                        .n_visits = c->n_visits};
    for (size_t i = 0; i < c->n_visits; i++) m.visits[i] = &c->visits[i];
    for (size_t i = 0; i < n; i++) all[i] = &windows[i];
    if (c->n_visits) qsort(m.visits, c->n_visits, sizeof *m.visits, by_day);
    if (n) qsort(all, n, sizeof *all, by_end);
    for (size_t from = 0; from < n; from += m.n_windows) {
        m.windows = all + from;
        for (m.n_windows = 1; from + m.n_windows < n; m.n_windows++)
            if (all[from + m.n_windows]->span->anchor != all[from]->span->anchor) break;
        meet_anchor(&m);
    }
}

/* ---- what each is today ---- */

static bool is_paused(const struct cadence *c, day on) {
    for (size_t i = 0; i < c->n_pauses; i++)
        if (c->pauses[i].from <= on && on < c->pauses[i].until) return true;
    return false;
}

bool cadence_is_due(const struct cadence_window *w) {
    return w->state == WINDOW_STATE_OPEN || w->state == WINDOW_STATE_COMING || w->state == WINDOW_STATE_MAKE_UP;
}

/* What was missed may be made up for until then. */
static day made_up_until(const struct cadence_window *w) { return max(w->period_to, w->latest); }

static bool is_before(const struct cadence *c, const struct cadence_window *w) {
    return (c->enrolled != DAY_NONE && w->latest < c->enrolled) ||
           (c->taken_over_on != DAY_NONE && w->latest < c->taken_over_on);
}

static scheduling__window_state state_of(const struct cadence *c, const struct cadence_laid *laid, day today) {
    const struct cadence_window *w = &laid->w;
    const struct cadence_visit *v = laid->filled;
    day known_on = laid->span->anchor->known_on;
    if (v && v->fate == CADENCE_MADE) return laid->outside ? WINDOW_STATE_MADE_LATE : WINDOW_STATE_MET;
    if (is_before(c, w)) return WINDOW_STATE_NOT_OWED_BEFORE;
    if (known_on != DAY_NONE && w->latest < known_on) return WINDOW_STATE_NOT_OWED_UNKNOWN;
    if (v && v->fate == CADENCE_BOOKED) return laid->outside ? WINDOW_STATE_BOOKED_OUTSIDE : WINDOW_STATE_BOOKED;
    if (is_paused(c, w->grid)) return WINDOW_STATE_EXCUSED;
    if (v && today <= made_up_until(w)) return WINDOW_STATE_MAKE_UP;
    if (w->latest >= today) return w->earliest <= today ? WINDOW_STATE_OPEN : WINDOW_STATE_COMING;
    return laid->cut ? WINDOW_STATE_NOT_OWED_ENDED : WINDOW_STATE_LAPSED;
}

/* One booked past the grid day must not count, or it would shut out what is due before it. */
static day spaced(const struct cadence *c, const struct cadence_laid *laid) {
    day from = max(laid->w.earliest, max(c->enrolled, c->taken_over_on)); /* DAY_NONE is before any day */
    for (size_t i = 0; i < c->n_visits; i++) {
        const struct cadence_visit *v = &c->visits[i];
        bool counts = v->fate == CADENCE_MADE || (v->fate == CADENCE_BOOKED && v->on < laid->w.grid);
        if (counts && v->on <= laid->w.latest) from = max(from, v->on + laid->span->phase->min_gap_days);
    }
    return from;
}

static void propose(const struct cadence *c, struct cadence_laid *laid, day today) {
    struct cadence_window *w = &laid->w;
    if (!w->carries || !cadence_is_due(w)) return;
    w->propose_to = w->state == WINDOW_STATE_MAKE_UP ? made_up_until(w) : w->latest;
    w->propose_from = min(max(spaced(c, laid), today), w->propose_to);
}

void cadence_state(const struct cadence *c, struct cadence_laid *windows, size_t n, day today) {
    for (size_t i = 0; i < n; i++) {
        struct cadence_laid *laid = &windows[i];
        laid->w.state = state_of(c, laid, today);
        if (laid->filled) {
            laid->w.visit = laid->filled->id;
            laid->w.visit_on = laid->filled->on;
        }
        propose(c, laid, today);
    }
}
