#include "scheduling/domain/work.h"

/* Days: a visit within SOON is soon whatever the windows say. */
enum { SOON = 14, PER_FOLLOW_UP = 6, PER_VISIT = 5 };

struct making {
    const struct work_facts *f;
    const struct work_terms *t;
    day today;
    struct work_due *out;
    size_t n;
};

static struct work_due *add(struct making *m, sippe__work_kind kind, day since, day due) {
    struct work_due *w = &m->out[m->n++];
    *w = (struct work_due){.kind = kind, .thing = m->f->enrolment, .role = ROLE_TEAM, .since = since, .due = due};
    return w;
}

/* The nth working day before a day: the last one from which as many lie between. */
static day working_before(const struct calendar *c, day on, int n) {
    while (n > 0) {
        on--;
        if (calendar_is_working(c, on)) n--;
    }
    return on;
}

/* One of a family is to be looked at: the same change left the others where they are, and one call is about all. */
static const struct work_visit *to_review(const struct making *m) {
    const struct work_visit *first = NULL;
    for (size_t i = 0; i < m->f->n_open; i++) {
        const struct work_visit *v = &m->f->open[i];
        if (!v->over && v->left_outside && (!first || v->on < first->on)) first = v;
    }
    return first;
}

/* Nobody confirms as it stands what is to be looked at; NULL: nothing is. */
static void add_visits(struct making *m, const struct work_visit *review) {
    for (size_t i = 0; i < m->f->n_open; i++) {
        const struct work_visit *v = &m->f->open[i];
        struct work_due *w = NULL;
        if (v->over) {
            w = add(m, WORK_KIND_RECORD_VISIT, v->on, calendar_add_working(m->t->calendar, v->on, m->t->record_visit));
        } else if (v->proposed && v != review) {
            day due = working_before(m->t->calendar, v->on, m->t->confirm_visit);
            day from = m->f->enrolled; /* a first visit soon after is not late before it was proposed */
            w = add(m, WORK_KIND_CONFIRM_VISIT, m->today, due < from ? from : due);
            w->not_yet = m->today < w->due;
        }
        if (!w) continue;
        w->thing = v->id;
        w->clsc = v->clsc;
    }
}

static struct work_due *add_before(struct making *m, sippe__work_kind kind, const struct work_visit *v) {
    struct work_due *w = add(m, kind, m->today, working_before(m->t->calendar, v->on, 1));
    w->thing = v->id;
    w->clsc = v->clsc;
    return w;
}

static void add_uncovered(struct making *m) {
    for (size_t i = 0; i < m->f->n_open; i++)
        if (!m->f->open[i].over && m->f->open[i].uncovered)
            add_before(m, WORK_KIND_VISIT_UNCOVERED, &m->f->open[i])->role = ROLE_COORDINATOR;
}

/* The coordinators chose her: theirs to say who goes. */
static void add_wrong_worker(struct making *m) {
    for (size_t i = 0; i < m->f->n_open; i++)
        if (!m->f->open[i].over && m->f->open[i].wrong_worker)
            add_before(m, WORK_KIND_WRONG_WORKER, &m->f->open[i])->role = ROLE_COORDINATOR;
}

/* Two CLSCs have it in their hands: hers may want to be there, the other one's worker knows her. */
static void add_hand_over(struct making *m) {
    for (size_t i = 0; i < m->f->n_open; i++) {
        const struct work_visit *v = &m->f->open[i];
        if (v->over || !v->other_clsc) continue;
        add_before(m, WORK_KIND_HAND_OVER, v)->role = ROLE_COORDINATOR;
        struct work_due *w = add_before(m, WORK_KIND_HAND_OVER_JOIN, v);
        w->role = ROLE_COORDINATOR;
        w->clsc = NULL;
    }
}

static void add_review(struct making *m) {
    const struct work_visit *first = to_review(m);
    if (first) add_before(m, WORK_KIND_VISIT_REVIEW, first);
}

/* The day of the next visit that is proposed or confirmed; DAY_NONE: none is. */
static day next_booked(const struct work_facts *f) {
    day next = DAY_NONE;
    for (size_t i = 0; i < f->n_open; i++)
        if (!f->open[i].over && (next == DAY_NONE || f->open[i].on < next)) next = f->open[i].on;
    return next;
}

/* One that is agreed for after the next window does not fill it: nobody would see her until then. Where no window is
 * left any day will do. */
static bool is_booked_soon(const struct making *m) {
    day next = next_booked(m->f);
    if (next == DAY_NONE || next <= m->today + SOON) return next != DAY_NONE;
    const struct cadence_window *w = cadence_next(m->f->windows, m->f->n_windows);
    return !w || next <= w->latest;
}

/* The first window that carries and that no visit fills, over or to come: those that were over when she was last seen
 * are nobody's work any more. */
static void add_window(struct making *m) {
    for (size_t i = 0; i < m->f->n_windows; i++) {
        const struct cadence_window *w = &m->f->windows[i];
        if (!w->carries || (w->state != WINDOW_STATE_LAPSED && !cadence_is_due(w))) continue;
        if (m->f->last_made != DAY_NONE && w->latest < m->f->last_made) continue;
        day due = w->propose_to == DAY_NONE ? w->latest : w->propose_to;
        add(m, WORK_KIND_VISIT_DUE, w->earliest, due)->not_yet = m->today < w->earliest;
        return;
    }
}

/* Past 42 weeks she has given birth, and nobody has told; without any date no window is laid but the first. */
static void add_birth(struct making *m) {
    const struct work_facts *f = m->f;
    if (!f->dates.expecting && (f->dates.birth != DAY_NONE || f->dates.lost != DAY_NONE)) return;
    day since = f->dates.due == DAY_NONE ? f->enrolled : f->dates.due + CADENCE_PAST_DUE_DAYS + 1;
    if (since == DAY_NONE) since = m->today;
    if (since > m->today) return;
    add(m, WORK_KIND_ASK_BIRTH, since, calendar_add_working(m->t->calendar, since, 1));
}

/* As soon as a family is to have somebody whom she knows. */
static void add_loss(struct making *m) {
    day lost = m->f->dates.lost;
    if (lost != DAY_NONE)
        add(m, WORK_KIND_AFTER_LOSS, lost, calendar_add_working(m->t->calendar, lost, m->t->key_worker));
}

static void add_first(struct making *m) {
    const struct cadence_window *w = cadence_first(m->f->windows, m->f->n_windows);
    day enrolled = m->f->enrolled == DAY_NONE ? m->today : m->f->enrolled;
    add(m, WORK_KIND_FIRST_VISIT, enrolled, w ? w->latest : enrolled);
}

/* The key worker knows her; where she is gone, a coordinator does it. An end that was taken back does not unsay it. */
static void add_told(struct making *m) {
    if (!m->f->to_tell) return;
    struct work_due *w = add(m, WORK_KIND_TELL_FAMILY, m->f->to_tell_since, m->f->to_tell_since);
    if (m->f->key_worker_left != DAY_NONE) w->role = ROLE_COORDINATOR;
}

size_t work_of_end(struct arena *a, const struct work_facts *f, struct work_due **out) {
    struct making m = {.f = f};
    *out = m.out = arena_alloc(a, sizeof *m.out);
    add_told(&m);
    return m.n;
}

size_t work_of_awaiting(struct arena *a, const struct work_facts *f, const struct work_terms *t, day today,
                        struct work_due **out) {
    struct making m = {.f = f, .t = t, .today = today};
    *out = m.out = arena_alloc(a, (PER_VISIT * f->n_open + 1) * sizeof *m.out);
    add_told(&m);
    add_visits(&m, NULL);
    add_uncovered(&m);
    add_hand_over(&m);
    add_wrong_worker(&m);
    return m.n;
}

size_t work_of_follow_up(struct arena *a, const struct work_facts *f, const struct work_terms *t, day today,
                         struct work_due **out) {
    struct making m = {.f = f, .t = t, .today = today};
    *out = m.out = arena_alloc(a, (PER_VISIT * f->n_open + PER_FOLLOW_UP) * sizeof *m.out);
    add_told(&m);
    add_visits(&m, to_review(&m));
    add_uncovered(&m);
    add_hand_over(&m);
    add_wrong_worker(&m);
    add_review(&m);
    add_birth(&m);
    bool booked = f->paused || is_booked_soon(&m);
    if (!booked) add_loss(&m);
    if (f->awaits_first && !f->paused)
        add_first(&m);
    else if (!booked)
        add_window(&m);
    if (f->key_worker_left == DAY_NONE) return m.n;
    day due = calendar_add_working(t->calendar, f->key_worker_left, t->key_worker);
    add(&m, WORK_KIND_KEY_WORKER_LEFT, f->key_worker_left, due)->role = ROLE_COORDINATOR;
    return m.n;
}
