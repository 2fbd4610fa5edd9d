#include "scheduling/domain/cadence/cadence.h"

#include <stdlib.h>
#include <string.h>
#include "scheduling/domain/cadence/cadence_windows.h"

static day max(day a, day b) { return a > b ? a : b; }
static day min(day a, day b) { return a < b ? a : b; }

struct layout {
    const struct cadence *c;
    const struct cadence_span *spans;
    size_t n_spans;
    day until; /* of what is laid: further than what is given, so that nothing given depends on where the list ends */
    struct cadence_laid *out;
    size_t n;
};

/* ---- by dates alone ---- */

/* Up to the longest interval past the end on either side a period may reach, and a hand-over look. */
static day laid_until(const struct layout *l, day until) {
    int longest = 0;
    for (size_t i = 0; i < l->n_spans; i++) longest = max(longest, l->spans[i].phase->interval_days);
    return until + 3 * longest;
}

static int k_at(const struct cadence_span *s, day on) { return (on - s->first) / s->phase->interval_days + 1; }
static day grid_of(const struct cadence_span *s, int k) { return s->first + (k - 1) * s->phase->interval_days; }

/* The first and the last number whose grid day the span holds; none: *last < *first. */
static void numbers(const struct layout *l, const struct cadence_span *s, int *first, int *last) {
    day until = min(min(s->last, s->until), l->until);
    *first = s->from <= s->first ? 1 : k_at(s, s->from - 1) + 1;
    *last = until < s->first ? 0 : k_at(s, until);
}

/* A working day is needed to visit her, but nothing lies past the anchor's end. */
static day latest_of(const struct layout *l, const struct cadence_span *s, day grid) {
    day latest = min(grid + s->phase->tolerance_after_days, s->last);
    day working = calendar_add_working(l->c->calendar, latest, 0);
    return working <= s->end ? working : latest;
}

/* The last period of a span has what is left of it; where other numbers follow, theirs begin there. */
static void set_period(const struct cadence_span *s, struct cadence_window *w) {
    int before = w->interval_days / 2, after = w->interval_days - before - 1;
    bool is_last = w->grid > s->last - w->interval_days;
    w->period_from = w->k > 1 ? w->grid - before : w->grid;
    w->period_to = is_last ? s->last : w->grid + after;
}

static void lay_window(struct layout *l, size_t span, int k) {
    const struct cadence_span *s = &l->spans[span];
    const sippe__cadence_phase *p = s->phase;
    struct cadence_laid *laid = &l->out[l->n++];
    *laid = (struct cadence_laid){.span = s, .rank = span};
    struct cadence_window *w = &laid->w;
    *w = (struct cadence_window){.anchor = s->anchor->id,
                                 .kind = s->anchor->kind,
                                 .phase = p->name,
                                 .digest = s->digest,
                                 .k = k,
                                 .grid = grid_of(s, k),
                                 .interval_days = p->interval_days,
                                 .minutes = p->minutes,
                                 .home_assumed = p->anchor == CADENCE_ANCHOR_HOME && s->anchor->home_assumed,
                                 .visit_on = DAY_NONE,
                                 .propose_from = DAY_NONE,
                                 .propose_to = DAY_NONE};
    w->earliest = max(w->grid - p->tolerance_before_days, s->first);
    w->latest = latest_of(l, s, w->grid);
    laid->cut = s->ends && w->grid + p->tolerance_after_days > s->end;
    set_period(s, w);
}

static void lay_all(struct arena *a, struct layout *l) {
    size_t most = 0;
    int first, last;
    for (size_t i = 0; i < l->n_spans; i++) {
        numbers(l, &l->spans[i], &first, &last);
        if (last >= first) most += (size_t)(last - first + 1);
    }
    l->out = arena_alloc(a, most * sizeof *l->out);
    for (size_t i = 0; i < l->n_spans; i++) {
        numbers(l, &l->spans[i], &first, &last);
        for (int k = first; k <= last; k++) lay_window(l, i, k);
    }
}

/* ---- who carries ---- */

/* Denser than another, or as dense and older. */
static bool goes_before(const struct layout *l, size_t a, size_t b) {
    int x = l->spans[a].phase->interval_days, y = l->spans[b].phase->interval_days;
    return x != y ? x < y : a < b;
}

static bool is_densest(const struct layout *l, const struct cadence_laid *laid) {
    for (size_t i = 0; i < l->n_spans; i++)
        if (cadence_span_holds(&l->spans[i], laid->w.grid) && goes_before(l, i, laid->rank)) return false;
    return true;
}

static int by_density(const void *a, const void *b) {
    const struct cadence_laid *x = *(struct cadence_laid *const *)a, *y = *(struct cadence_laid *const *)b;
    if (x->w.interval_days != y->w.interval_days) return x->w.interval_days < y->w.interval_days ? -1 : 1;
    if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
    return (x->w.grid > y->w.grid) - (x->w.grid < y->w.grid);
}

static bool holds_carrier(const struct layout *l, const struct cadence_window *w) {
    for (size_t i = 0; i < l->n; i++) {
        const struct cadence_window *other = &l->out[i].w;
        if (other->carries && w->period_from <= other->grid && other->grid <= w->period_to) return true;
    }
    return false;
}

/* Densest first, so that one that takes a hand-over serves the rest. */
static void carry(struct arena *a, struct layout *l) {
    struct cadence_laid **served = arena_alloc(a, l->n * sizeof *served);
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++) {
        l->out[i].w.carries = is_densest(l, &l->out[i]);
        if (!l->out[i].w.carries) served[n++] = &l->out[i];
    }
    if (n) qsort(served, n, sizeof *served, by_density);
    for (size_t i = 0; i < n; i++) served[i]->w.carries = !holds_carrier(l, &served[i]->w);
}

/* ---- in order ---- */

static int by_grid(const void *a, const void *b) {
    const struct cadence_laid *x = a, *y = b;
    if (x->w.grid != y->w.grid) return x->w.grid < y->w.grid ? -1 : 1;
    return (x->rank > y->rank) - (x->rank < y->rank); /* a span has a grid day once */
}

size_t cadence_windows(struct arena *a, const struct cadence *c, day today, day until, struct cadence_window **out) {
    struct cadence_span *spans;
    struct layout l = {.c = c, .n_spans = cadence_spans(a, c, &spans)};
    until = min(until, today + CADENCE_FAR);
    l.spans = spans;
    l.until = laid_until(&l, until);
    lay_all(a, &l);
    carry(a, &l);
    if (l.n) qsort(l.out, l.n, sizeof *l.out, by_grid);
    cadence_meet(a, c, l.out, l.n);
    cadence_state(c, l.out, l.n, today);
    size_t n = 0;
    *out = arena_alloc(a, l.n * sizeof **out);
    for (size_t i = 0; i < l.n; i++)
        if (l.out[i].w.earliest <= until) (*out)[n++] = l.out[i].w;
    return n;
}

/* ---- what is asked of them ---- */

const struct cadence_window *cadence_next(const struct cadence_window *windows, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (windows[i].carries && cadence_is_due(&windows[i])) return &windows[i];
    return NULL;
}

const struct cadence_window *cadence_first(const struct cadence_window *windows, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (windows[i].kind == WINDOW_ANCHOR_ENROLMENT) return &windows[i];
    return NULL;
}

bool cadence_holds(const struct cadence_window *windows, size_t n, day on) {
    bool has_rhythm = false;
    for (size_t i = 0; i < n; i++) {
        if (windows[i].earliest <= on && on <= windows[i].latest) return true;
        has_rhythm = has_rhythm || windows[i].kind != WINDOW_ANCHOR_ENROLMENT;
    }
    return !has_rhythm;
}

int cadence_minutes_on(const struct cadence_window *windows, size_t n, day on) {
    for (int served = 0; served <= 1; served++)
        for (int period = 0; period <= 1; period++)
            for (size_t i = 0; i < n; i++) {
                const struct cadence_window *w = &windows[i];
                day from = period ? w->period_from : w->earliest, to = period ? w->period_to : w->latest;
                if (w->carries != served && from <= on && on <= to) return w->minutes;
            }
    return 0;
}
