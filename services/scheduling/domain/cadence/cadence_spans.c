#include "scheduling/domain/cadence/cadence_spans.h"

#include <stdlib.h>
#include <string.h>
#include "civil/civil.h"

static day min(day a, day b) { return a < b ? a : b; }

/* ---- the rules, version by version ---- */

/* Rules that were adopted have such numbers (intake's check); others are left out rather than reckoned with. */
static bool is_sound(const sippe__cadence_phase *p) {
    const int32_t numbers[] = {p->from_day, p->to_day, p->tolerance_before_days, p->tolerance_after_days,
                               p->min_gap_days};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (numbers[i] < 0 || numbers[i] > CADENCE_FAR) return false;
    return p->interval_days > 0 && p->interval_days <= CADENCE_FAR;
}

/* FNV-1a. Neither a label nor a source goes in: the same numbers are the same phase. */
static uint64_t digest_of(const sippe__cadence_phase *p) {
    const int32_t numbers[] = {
        (int32_t)p->anchor,      p->from_day,     p->to_day, p->interval_days, p->tolerance_before_days,
        p->tolerance_after_days, p->min_gap_days, p->minutes};
    uint64_t h = UINT64_C(14695981039346656037);
    for (const char *c = p->name; *c; c++) h = (h ^ (uint8_t)*c) * UINT64_C(1099511628211);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        for (int shift = 0; shift < 32; shift += 8)
            h = (h ^ (uint8_t)((uint32_t)numbers[i] >> shift)) * UINT64_C(1099511628211);
    return h;
}

static bool has_phase(const struct cadence_rules *r, uint64_t digest) {
    for (size_t i = 0; i < r->visits->n_cadence; i++)
        if (is_sound(r->visits->cadence[i]) && digest_of(r->visits->cadence[i]) == digest) return true;
    return false;
}

static int by_day(const void *a, const void *b) {
    const struct cadence_rules *x = a, *y = b;
    return (x->valid_from > y->valid_from) - (x->valid_from < y->valid_from);
}

static struct cadence_rules *rules_in_order(struct arena *a, const struct cadence *c) {
    struct cadence_rules *rules = arena_alloc(a, c->n_rules * sizeof *rules);
    if (c->n_rules) memcpy(rules, c->rules, c->n_rules * sizeof *rules);
    if (c->n_rules) qsort(rules, c->n_rules, sizeof *rules, by_day);
    return rules;
}

/* ---- the anchors ---- */

static day begins(const struct cadence *c, const struct cadence_anchor *n) {
    day on = n->kind == WINDOW_ANCHOR_ENROLMENT ? c->enrolled : n->kind == WINDOW_ANCHOR_PREGNANCY ? n->due : n->born;
    if (on == DAY_NONE) return CADENCE_NEVER;
    return n->kind == WINDOW_ANCHOR_PREGNANCY ? on - CADENCE_PREGNANCY_DAYS : on;
}

/* What a phase counts from on this anchor; DAY_NONE: not from this one, or the day is not known. */
static day base_of(const struct cadence *c, const struct cadence_anchor *n, sippe__cadence_anchor from) {
    switch (from) {
    case CADENCE_ANCHOR_ENROLMENT: return n->kind == WINDOW_ANCHOR_ENROLMENT ? c->enrolled : DAY_NONE;
    case CADENCE_ANCHOR_PREGNANCY:
        return n->kind == WINDOW_ANCHOR_PREGNANCY && n->due != DAY_NONE ? n->due - CADENCE_PREGNANCY_DAYS : DAY_NONE;
    case CADENCE_ANCHOR_BIRTH: return n->kind == WINDOW_ANCHOR_CHILD ? n->born : DAY_NONE;
    case CADENCE_ANCHOR_HOME: return n->kind == WINDOW_ANCHOR_CHILD ? n->home : DAY_NONE;
    case CADENCE_ANCHOR_UNSPECIFIED: break;
    }
    return DAY_NONE;
}

/* A phase "until the birth" ends nowhere until an end is told: the due date is an estimate, and no window is cut at
 * it. */
static void set_end(const struct cadence *c, struct cadence_span *s) {
    const struct cadence_anchor *n = s->anchor;
    s->end = CADENCE_NEVER;
    if (n->left != DAY_NONE) s->end = n->left - 1;
    if (n->kind == WINDOW_ANCHOR_CHILD && n->born != DAY_NONE)
        s->end = min(s->end, civil_programme_end(c->programme_end, n->born) - 1);
    if (n->kind == WINDOW_ANCHOR_PREGNANCY && n->ended != DAY_NONE) s->end = min(s->end, n->ended - 1);
    s->ends = s->end < CADENCE_NEVER;
    if (n->kind != WINDOW_ANCHOR_PREGNANCY || s->end <= n->due + CADENCE_PAST_DUE_DAYS) return;
    s->end = n->due + CADENCE_PAST_DUE_DAYS;
    s->ends = false;
}

/* False: the anchor has no day for it, or it would be empty. */
static bool lay(const struct cadence *c, struct cadence_span *s) {
    const sippe__cadence_phase *p = s->phase;
    day base = base_of(c, s->anchor, p->anchor);
    if (base == DAY_NONE) return false;
    set_end(c, s);
    s->first = base + p->from_day;
    s->last = min(p->to_day > 0 ? base + p->to_day - 1 : CADENCE_NEVER, s->end);
    return s->first <= s->last && s->from <= s->last && s->first <= s->until;
}

/* ---- both ---- */

struct laying {
    const struct cadence *c;
    const struct cadence_rules *rules;
    struct cadence_span *out;
    size_t n;
};

/* Of a phase that the version before has too, the spans are laid already: it goes on in them. */
static void lay_phase(struct laying *l, size_t version, const sippe__cadence_phase *p) {
    struct cadence_span s = {.phase = p, .digest = digest_of(p), .until = CADENCE_NEVER};
    if (version > 0 && has_phase(&l->rules[version - 1], s.digest)) return;
    s.from = version > 0 ? l->rules[version].valid_from : -CADENCE_NEVER;
    for (size_t i = l->c->n_rules - 1; i > version; i--)
        if (!has_phase(&l->rules[i], s.digest)) s.until = l->rules[i].valid_from - 1;
    for (size_t i = 0; i < l->c->n_anchors; i++) {
        s.anchor = &l->c->anchors[i];
        if (lay(l->c, &s)) l->out[l->n++] = s;
    }
}

/* The order needs the day of the enrolment, which qsort cannot pass on. */
struct ranked {
    struct cadence_span span;
    day begins;
};

static int by_age(const void *a, const void *b) {
    const struct ranked *x = a, *y = b;
    const struct cadence_anchor *m = x->span.anchor, *n = y->span.anchor;
    if (x->begins != y->begins) return x->begins < y->begins ? -1 : 1;
    if (m->kind != n->kind) return m->kind < n->kind ? -1 : 1;
    int id = memcmp(m->id.bytes, n->id.bytes, ID_LEN);
    if (id) return id;
    if (x->span.first != y->span.first) return x->span.first < y->span.first ? -1 : 1;
    int name = strcmp(x->span.phase->name, y->span.phase->name);
    if (name) return name;
    if (x->span.digest != y->span.digest) return x->span.digest < y->span.digest ? -1 : 1;
    return (x->span.from > y->span.from) - (x->span.from < y->span.from);
}

static void order(struct arena *a, struct laying *l) {
    struct ranked *ranked = arena_alloc(a, l->n * sizeof *ranked);
    for (size_t i = 0; i < l->n; i++) ranked[i] = (struct ranked){l->out[i], begins(l->c, l->out[i].anchor)};
    if (l->n) qsort(ranked, l->n, sizeof *ranked, by_age);
    for (size_t i = 0; i < l->n; i++) l->out[i] = ranked[i].span;
}

size_t cadence_spans(struct arena *a, const struct cadence *c, struct cadence_span **out) {
    struct laying l = {.c = c, .rules = rules_in_order(a, c)};
    size_t most = 0;
    for (size_t i = 0; i < c->n_rules; i++) most += l.rules[i].visits->n_cadence;
    l.out = arena_alloc(a, most * c->n_anchors * sizeof *l.out);
    for (size_t i = 0; i < c->n_rules; i++)
        for (size_t k = 0; k < l.rules[i].visits->n_cadence; k++)
            if (is_sound(l.rules[i].visits->cadence[k])) lay_phase(&l, i, l.rules[i].visits->cadence[k]);
    order(a, &l);
    *out = l.out;
    return l.n;
}

bool cadence_span_holds(const struct cadence_span *s, day on) {
    return s->first <= on && on <= s->last && s->from <= on && on <= s->until;
}

/* ---- what a family weighs ---- */

/* How far off a span is from a day; the distance to its nearest grid-bearing day. */
static int away(const struct cadence_span *s, day on) {
    day first = s->first > s->from ? s->first : s->from, last = min(s->last, s->until);
    return on < first ? first - on : on > last ? on - last : 0;
}

/* The version of that day, else the first one. */
static const sippe__cadence_phase *first_phase(struct arena *a, const struct cadence *c, day on) {
    const struct cadence_rules *rules = rules_in_order(a, c);
    size_t i = c->n_rules;
    while (i > 1 && rules[i - 1].valid_from > on) i--;
    for (size_t k = 0; i > 0 && k < rules[i - 1].visits->n_cadence; k++) {
        const sippe__cadence_phase *p = rules[i - 1].visits->cadence[k];
        if (p->anchor != CADENCE_ANCHOR_ENROLMENT) return p;
    }
    return NULL;
}

static int points_on(struct arena *a, const struct cadence *c, const struct cadence_span *spans, size_t n, day on) {
    const sippe__cadence_phase *near = NULL;
    int distance = INT32_MAX;
    for (size_t i = 0; i < n; i++) {
        if (spans[i].phase->anchor == CADENCE_ANCHOR_ENROLMENT) continue;
        int off = away(&spans[i], on);
        bool denser = near && off == distance && spans[i].phase->interval_days < near->interval_days;
        if (off > distance || (off == distance && !denser)) continue;
        near = spans[i].phase;
        distance = off;
    }
    if (!near) near = first_phase(a, c, on);
    if (!near || near->interval_days < 1) return 10;
    return near->interval_days <= 7 ? 20 : near->interval_days <= 14 ? 10 : 5;
}

int cadence_points(struct arena *a, const struct cadence *c, day on) {
    struct cadence_span *spans;
    size_t n = cadence_spans(a, c, &spans);
    return points_on(a, c, spans, n, on);
}

void cadence_points_ahead(struct arena *a, const struct cadence *c, day from, size_t n, int32_t *points) {
    struct cadence_span *spans;
    size_t n_spans = cadence_spans(a, c, &spans);
    for (size_t i = 0; i < n; i++) points[i] += points_on(a, c, spans, n_spans, from + (day)i);
}

struct cadence cadence_expecting(struct arena *a, const struct cadence *c, int home_after_birth_days, day today) {
    struct cadence expecting = *c;
    struct cadence_anchor *anchors = arena_alloc(a, 2 * c->n_anchors * sizeof *anchors);
    size_t n = c->n_anchors;
    for (size_t i = 0; i < c->n_anchors; i++) {
        anchors[i] = c->anchors[i];
        if (anchors[i].kind != WINDOW_ANCHOR_PREGNANCY || anchors[i].due == DAY_NONE || anchors[i].ended != DAY_NONE)
            continue;
        day born = anchors[i].ended = anchors[i].due > today ? anchors[i].due : today;
        anchors[n++] = (struct cadence_anchor){anchors[i].id, WINDOW_ANCHOR_CHILD,          DAY_NONE, DAY_NONE,
                                               born,          born + home_after_birth_days, true,     anchors[i].left,
                                               DAY_NONE};
    }
    expecting.anchors = anchors;
    expecting.n_anchors = n;
    return expecting;
}
