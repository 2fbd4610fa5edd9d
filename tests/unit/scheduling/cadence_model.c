#include "cadence_model.h"

#include <stdlib.h>
#include <string.h>
#include "civil/civil.h"

enum { LATER = 1 << 28 };

struct model {
    const struct cadence *c;
    struct cadence_window *w;
    const struct cadence_anchor *anchor[4096]; /* of each window */
    const sippe__cadence_phase *phase[4096];
    size_t n;
};

/* ---- one day ---- */

static const sippe__visits *rules_of_day(const struct cadence *c, day on) {
    const struct cadence_rules *best = NULL, *first = NULL;
    for (size_t i = 0; i < c->n_rules; i++) {
        const struct cadence_rules *r = &c->rules[i];
        if (!first || r->valid_from < first->valid_from) first = r;
        if (r->valid_from <= on && (!best || r->valid_from > best->valid_from)) best = r;
    }
    return best ? best->visits : first->visits;
}

/* Day 0 of a phase on an anchor. */
static bool day_zero(const struct cadence *c, const struct cadence_anchor *n, sippe__cadence_anchor a, day *zero) {
    bool child = n->kind == WINDOW_ANCHOR_CHILD;
    *zero = DAY_NONE;
    if (a == CADENCE_ANCHOR_ENROLMENT && n->kind == WINDOW_ANCHOR_ENROLMENT) *zero = c->enrolled;
    if (a == CADENCE_ANCHOR_PREGNANCY && n->kind == WINDOW_ANCHOR_PREGNANCY) *zero = n->due;
    if (a == CADENCE_ANCHOR_BIRTH && child) *zero = n->born;
    if (a == CADENCE_ANCHOR_HOME && child) *zero = n->home;
    if (*zero == DAY_NONE) return false;
    if (a == CADENCE_ANCHOR_PREGNANCY) *zero -= 280;
    return true;
}

/* The anchor's last day of all; *told: somebody has said so, or it follows from a birth. */
static day end_of(const struct cadence *c, const struct cadence_anchor *n, bool *told) {
    day end = LATER;
    if (n->left != DAY_NONE && n->left - 1 < end) end = n->left - 1;
    if (n->kind == WINDOW_ANCHOR_CHILD && n->born != DAY_NONE) {
        day out = civil_programme_end(c->programme_end, n->born);
        if (out - 1 < end) end = out - 1;
    }
    if (n->kind == WINDOW_ANCHOR_PREGNANCY && n->ended != DAY_NONE && n->ended - 1 < end) end = n->ended - 1;
    *told = end != LATER;
    if (n->kind == WINDOW_ANCHOR_PREGNANCY && n->due + 14 < end) {
        end = n->due + 14;
        *told = false;
    }
    return end;
}

/* The phase's own days on the anchor: a day is in it, or not. */
static bool in_phase(const struct cadence *c, const struct cadence_anchor *n, const sippe__cadence_phase *p, day on) {
    day zero;
    bool told;
    if (!day_zero(c, n, p->anchor, &zero)) return false;
    int count = on - zero;
    return count >= p->from_day && (p->to_day == 0 || count < p->to_day) && on <= end_of(c, n, &told);
}

static int number_on(const struct cadence *c, const struct cadence_anchor *n, const sippe__cadence_phase *p, day on) {
    day zero;
    if (!in_phase(c, n, p, on) || !day_zero(c, n, p->anchor, &zero)) return 0;
    int since = on - zero - p->from_day;
    return since % p->interval_days == 0 ? since / p->interval_days + 1 : 0;
}

/* ---- older and denser ---- */

static int64_t beginning(const struct cadence *c, const struct cadence_anchor *n) {
    if (n->kind == WINDOW_ANCHOR_ENROLMENT) return c->enrolled == DAY_NONE ? LATER : c->enrolled;
    if (n->kind == WINDOW_ANCHOR_PREGNANCY) return n->due == DAY_NONE ? LATER : n->due - 280;
    return n->born == DAY_NONE ? LATER : n->born;
}

static int older(const struct cadence *c, const struct cadence_anchor *m, const struct cadence_anchor *n) {
    int64_t x = beginning(c, m), y = beginning(c, n);
    if (x != y) return x < y ? -1 : 1;
    if (m->kind != n->kind) return (int)m->kind - (int)n->kind;
    return memcmp(m->id.bytes, n->id.bytes, ID_LEN);
}

static day phase_begin(const struct cadence *c, const struct cadence_anchor *n, const sippe__cadence_phase *p) {
    day zero;
    return day_zero(c, n, p->anchor, &zero) ? zero + p->from_day : LATER;
}

static int order_of(const struct cadence *c, const struct cadence_anchor *m, const sippe__cadence_phase *p,
                    const struct cadence_anchor *n, const sippe__cadence_phase *q) {
    int by = older(c, m, n);
    if (by) return by;
    day x = phase_begin(c, m, p), y = phase_begin(c, n, q);
    return x != y ? (x < y ? -1 : 1) : strcmp(p->name, q->name);
}

static int density(const struct model *m, size_t a, size_t b) {
    int x = m->phase[a]->interval_days, y = m->phase[b]->interval_days;
    return x != y ? x - y : order_of(m->c, m->anchor[a], m->phase[a], m->anchor[b], m->phase[b]);
}

/* ---- laying ---- */

static void add(struct model *m, const struct cadence_anchor *n, const sippe__cadence_phase *p, day grid, int k) {
    bool told;
    day end = end_of(m->c, n, &told), latest = grid, zero;
    while (latest < grid + p->tolerance_after_days && in_phase(m->c, n, p, latest + 1)) latest++;
    day working = latest;
    while (!calendar_is_working(m->c->calendar, working)) working++;
    if (working <= end) latest = working;
    day earliest = grid;
    while (earliest > grid - p->tolerance_before_days && in_phase(m->c, n, p, earliest - 1)) earliest--;
    int after = p->interval_days - p->interval_days / 2 - 1;
    day to = grid + after;
    if (!in_phase(m->c, n, p, grid + p->interval_days)) { /* the last one has the rest */
        for (to = grid; in_phase(m->c, n, p, to + 1) && to < grid + 2 * p->interval_days; to++) {
        }
    }
    day_zero(m->c, n, p->anchor, &zero);
    m->anchor[m->n] = n;
    m->phase[m->n] = p;
    m->w[m->n++] = (struct cadence_window){.anchor = n->id,
                                           .kind = n->kind,
                                           .phase = p->name,
                                           .k = k,
                                           .grid = grid,
                                           .earliest = earliest,
                                           .latest = latest,
                                           .period_from = k == 1 ? grid : grid - p->interval_days / 2,
                                           .period_to = to,
                                           .interval_days = p->interval_days,
                                           .minutes = p->minutes,
                                           .home_assumed = n->home_assumed && p->anchor == CADENCE_ANCHOR_HOME,
                                           .visit_on = DAY_NONE,
                                           .propose_from = DAY_NONE,
                                           .propose_to = DAY_NONE};
}

static void lay(struct model *m, day first, day last, size_t most) {
    for (day on = first; on <= last; on++) {
        const sippe__visits *rules = rules_of_day(m->c, on);
        for (size_t a = 0; a < m->c->n_anchors; a++)
            for (size_t i = 0; i < rules->n_cadence; i++) {
                int k = number_on(m->c, &m->c->anchors[a], rules->cadence[i], on);
                if (k > 0 && m->n < most) add(m, &m->c->anchors[a], rules->cadence[i], on, k);
            }
    }
}

/* ---- carrying ---- */

static bool densest_that_day(const struct model *m, size_t i) {
    const sippe__visits *rules = rules_of_day(m->c, m->w[i].grid);
    for (size_t a = 0; a < m->c->n_anchors; a++)
        for (size_t k = 0; k < rules->n_cadence; k++) {
            const sippe__cadence_phase *q = rules->cadence[k];
            if (!in_phase(m->c, &m->c->anchors[a], q, m->w[i].grid)) continue;
            int d = q->interval_days - m->phase[i]->interval_days;
            if (d == 0) d = order_of(m->c, &m->c->anchors[a], q, m->anchor[i], m->phase[i]);
            if (d < 0) return false;
        }
    return true;
}

static bool sees_carrier(const struct model *m, size_t i) {
    for (size_t k = 0; k < m->n; k++)
        if (m->w[k].carries && m->w[k].grid >= m->w[i].period_from && m->w[k].grid <= m->w[i].period_to) return true;
    return false;
}

static void carry(struct model *m) {
    bool done[4096] = {false};
    for (size_t i = 0; i < m->n; i++) done[i] = m->w[i].carries = densest_that_day(m, i);
    for (;;) {
        size_t next = m->n;
        for (size_t i = 0; i < m->n; i++) {
            if (done[i]) continue;
            if (next == m->n) {
                next = i;
                continue;
            }
            int d = density(m, i, next);
            if (d < 0 || (d == 0 && m->w[i].grid < m->w[next].grid)) next = i;
        }
        if (next == m->n) return;
        done[next] = true;
        m->w[next].carries = !sees_carrier(m, next);
    }
}

/* ---- meeting ---- */

static const struct cadence_visit *filled[4096];
static bool outside[4096];

static bool missed(const struct cadence_visit *v) { return v->fate != CADENCE_MADE && v->fate != CADENCE_BOOKED; }

static bool ends_before(const struct model *m, size_t a, size_t b) {
    if (m->w[a].latest != m->w[b].latest) return m->w[a].latest < m->w[b].latest;
    if (m->w[a].earliest != m->w[b].earliest) return m->w[a].earliest < m->w[b].earliest;
    int d = order_of(m->c, m->anchor[a], m->phase[a], m->anchor[b], m->phase[b]);
    return d ? d < 0 : m->w[a].k < m->w[b].k;
}

static bool put(struct model *m, const struct cadence_anchor *n, const struct cadence_visit *v, bool period) {
    size_t best = m->n;
    for (size_t i = 0; i < m->n; i++) {
        if (m->anchor[i] != n) continue;
        if (filled[i] && !(missed(filled[i]) && missed(v))) continue;
        day from = period ? m->w[i].period_from : m->w[i].earliest, to = period ? m->w[i].period_to : m->w[i].latest;
        if (v->on >= from && v->on <= to && (best == m->n || ends_before(m, i, best))) best = i;
    }
    if (best == m->n) return false;
    if (!filled[best]) {
        filled[best] = v;
        outside[best] = period;
    }
    return true;
}

static bool comes_before(const struct cadence_visit *a, const struct cadence_visit *b) {
    return a->on != b->on ? a->on < b->on : memcmp(a->id.bytes, b->id.bytes, ID_LEN) < 0;
}

static void meet(struct model *m, const struct cadence_anchor *n) {
    bool used[128] = {false};
    for (int stage = 0; stage < 6; stage++) {
        bool tried[128] = {false};
        for (;;) {
            const struct cadence_visit *v = NULL;
            for (size_t i = 0; i < m->c->n_visits; i++) {
                const struct cadence_visit *x = &m->c->visits[i];
                int turn = x->fate == CADENCE_MADE ? 0 : x->fate == CADENCE_BOOKED ? 1 : 2;
                if (turn == stage / 2 && !used[i] && !tried[i] && (!v || comes_before(x, v))) v = x;
            }
            if (!v) break;
            tried[v - m->c->visits] = true;
            used[v - m->c->visits] = put(m, n, v, stage % 2 == 1);
        }
    }
}

/* ---- states ---- */

static scheduling__window_state state_of(const struct model *m, size_t i, day today) {
    const struct cadence *c = m->c;
    const struct cadence_window *w = &m->w[i];
    const struct cadence_visit *v = filled[i];
    bool told, paused = false, before = false;
    day end = end_of(c, m->anchor[i], &told), until = w->latest > w->period_to ? w->latest : w->period_to;
    for (size_t k = 0; k < c->n_pauses; k++) paused |= w->grid >= c->pauses[k].from && w->grid < c->pauses[k].until;
    before |= c->enrolled != DAY_NONE && c->enrolled > w->latest;
    before |= c->taken_over_on != DAY_NONE && c->taken_over_on > w->latest;
    if (v && v->fate == CADENCE_MADE) return outside[i] ? WINDOW_STATE_MADE_LATE : WINDOW_STATE_MET;
    if (before) return WINDOW_STATE_NOT_OWED_BEFORE;
    if (m->anchor[i]->known_on != DAY_NONE && m->anchor[i]->known_on > w->latest) return WINDOW_STATE_NOT_OWED_UNKNOWN;
    if (v && v->fate == CADENCE_BOOKED) return outside[i] ? WINDOW_STATE_BOOKED_OUTSIDE : WINDOW_STATE_BOOKED;
    if (paused) return WINDOW_STATE_EXCUSED;
    if (v && until >= today) return WINDOW_STATE_MAKE_UP;
    if (today > w->latest)
        return told && w->grid + m->phase[i]->tolerance_after_days > end ? WINDOW_STATE_NOT_OWED_ENDED
                                                                         : WINDOW_STATE_LAPSED;
    return today < w->earliest ? WINDOW_STATE_COMING : WINDOW_STATE_OPEN;
}

static void propose(const struct model *m, size_t i, day today) {
    struct cadence_window *w = &m->w[i];
    bool make_up = w->state == WINDOW_STATE_MAKE_UP;
    if (!w->carries || !(make_up || w->state == WINDOW_STATE_OPEN || w->state == WINDOW_STATE_COMING)) return;
    day to = make_up && w->period_to > w->latest ? w->period_to : w->latest, from = w->earliest;
    for (bool moved = true; moved && from < to;) { /* a day later while something forbids this one */
        moved = from < today || from < m->c->enrolled || from < m->c->taken_over_on;
        for (size_t k = 0; k < m->c->n_visits && !moved; k++) {
            const struct cadence_visit *v = &m->c->visits[k];
            bool counts = v->fate == CADENCE_MADE || (v->fate == CADENCE_BOOKED && v->on < w->grid);
            moved = counts && v->on <= w->latest && from < v->on + m->phase[i]->min_gap_days;
        }
        from += moved;
    }
    w->propose_from = from;
    w->propose_to = to;
}

static int in_order(const struct model *m, size_t a, size_t b) {
    if (m->w[a].grid != m->w[b].grid) return m->w[a].grid < m->w[b].grid ? -1 : 1;
    return order_of(m->c, m->anchor[a], m->phase[a], m->anchor[b], m->phase[b]);
}

static void sort(struct model *m) {
    for (size_t i = 1; i < m->n; i++)
        for (size_t k = i; k > 0 && in_order(m, k, k - 1) < 0; k--) {
            struct cadence_window w = m->w[k];
            const struct cadence_anchor *n = m->anchor[k];
            const sippe__cadence_phase *p = m->phase[k];
            m->w[k] = m->w[k - 1], m->anchor[k] = m->anchor[k - 1], m->phase[k] = m->phase[k - 1];
            m->w[k - 1] = w, m->anchor[k - 1] = n, m->phase[k - 1] = p;
        }
}

size_t model_windows(const struct cadence *c, day today, day first, day last, struct cadence_window *out, size_t most) {
    static struct model m;
    m = (struct model){.c = c, .w = out};
    memset(filled, 0, sizeof filled);
    memset(outside, 0, sizeof outside);
    lay(&m, first, last, most < 4096 ? most : 4096);
    sort(&m);
    carry(&m);
    for (size_t a = 0; a < c->n_anchors; a++) meet(&m, &c->anchors[a]);
    for (size_t i = 0; i < m.n; i++) {
        out[i].state = state_of(&m, i, today);
        if (filled[i]) {
            out[i].visit = filled[i]->id;
            out[i].visit_on = filled[i]->on;
        }
        propose(&m, i, today);
    }
    return m.n;
}
