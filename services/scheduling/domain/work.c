#include "scheduling/domain/work.h"

/* Days. A year ahead is past every interval: what comes next lies within. A visit within SOON is soon whatever the
 * windows say. */
enum { AHEAD = 366, SOON = 14, PER_FOLLOW_UP = 4 };

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

static void add_visits(struct making *m) {
    for (size_t i = 0; i < m->f->n_open; i++) {
        const struct work_visit *v = &m->f->open[i];
        struct work_due *w = NULL;
        if (v->over) {
            w = add(m, WORK_KIND_RECORD_VISIT, v->on, calendar_add_working(m->t->calendar, v->on, m->t->record_visit));
        } else if (v->proposed) {
            day due = working_before(m->t->calendar, v->on, m->t->confirm_visit);
            day from = m->f->cadence.enrolled; /* a first visit soon after is not late before it was proposed */
            w = add(m, WORK_KIND_CONFIRM_VISIT, m->today, due < from ? from : due);
            w->not_yet = m->today < w->due;
        }
        if (w) w->thing = v->id;
    }
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
static bool is_booked_soon(struct arena *a, const struct making *m) {
    day next = next_booked(m->f);
    if (next == DAY_NONE || next <= m->today + SOON) return next != DAY_NONE;
    struct cadence_window *windows;
    size_t n = cadence_windows(a, &m->f->cadence, m->today, m->today + AHEAD, &windows), i = 0;
    while (i < n && windows[i].booked) i++;
    return i == n || next <= windows[i].latest;
}

/* Since when she was last seen: windows before it are nobody's work any more. */
static day last_made(const struct work_facts *f) {
    day last = f->cadence.enrolled;
    for (size_t i = 0; i < f->cadence.n_visits; i++)
        if (f->cadence.visits[i].fate == CADENCE_MADE && f->cadence.visits[i].on > last) last = f->cadence.visits[i].on;
    return last;
}

static bool add_first(struct arena *a, struct making *m, day as_of) {
    struct cadence_window *windows;
    size_t n = cadence_windows(a, &m->f->cadence, as_of, m->today + AHEAD, &windows);
    for (size_t i = 0; i < n; i++) {
        if (windows[i].booked) continue;
        struct work_due *w = add(m, WORK_KIND_VISIT_DUE, windows[i].earliest, windows[i].latest);
        w->not_yet = m->today < windows[i].earliest;
        return true;
    }
    return false;
}

/* The first window since she was seen that no visit fills, over or to come. It is asked as of that day, so that one
 * that has passed is still given; past the due date windows are laid one by one, so then as of today. */
static void add_window(struct arena *a, struct making *m) {
    day from = last_made(m->f);
    if (from == DAY_NONE || from > m->today) from = m->today;
    if (!add_first(a, m, from)) add_first(a, m, m->today);
}

/* Past 42 weeks she has given birth, and nobody has told; without any date no window is laid at all. */
static void add_birth(struct making *m) {
    const struct cadence *c = &m->f->cadence;
    if (c->birth != DAY_NONE) return;
    day since = c->due_date == DAY_NONE ? c->enrolled : c->due_date + CADENCE_PAST_DUE_DAYS + 1;
    if (since == DAY_NONE) since = m->today;
    if (since > m->today) return;
    add(m, WORK_KIND_ASK_BIRTH, since, calendar_add_working(m->t->calendar, since, 1));
}

size_t work_of_follow_up(struct arena *a, const struct work_facts *f, const struct work_terms *t, day today,
                         struct work_due **out) {
    struct making m = {.f = f, .t = t, .today = today};
    *out = m.out = arena_alloc(a, (f->n_open + PER_FOLLOW_UP) * sizeof *m.out);
    add_visits(&m);
    add_birth(&m);
    day enrolled = f->cadence.enrolled == DAY_NONE ? today : f->cadence.enrolled;
    if (f->awaits_first)
        add(&m, WORK_KIND_FIRST_VISIT, enrolled, calendar_add_working(t->calendar, enrolled, t->first_visit));
    else if (!is_booked_soon(a, &m))
        add_window(a, &m);
    if (f->key_worker_left == DAY_NONE) return m.n;
    day due = calendar_add_working(t->calendar, f->key_worker_left, t->key_worker);
    add(&m, WORK_KIND_KEY_WORKER_LEFT, f->key_worker_left, due)->role = ROLE_COORDINATOR;
    return m.n;
}
