#include "scheduling/domain/care_team.h"

#include <stdlib.h>
#include <string.h>

struct team {
    struct care_member *list;
    size_t n;
    day today;
};

static day first_of(const struct care_member *m) { return m->from == DAY_NONE ? INT32_MIN + 1 : m->from; }
static day last_of(const struct care_member *m) { return m->until == DAY_NONE ? INT32_MAX : m->until; }

static bool covers(const struct care_member *a, const struct care_member *b) {
    return strcmp(a->worker, b->worker) == 0 && first_of(a) <= first_of(b) && last_of(a) >= last_of(b);
}

static void add(struct team *t, struct care_member m) {
    if (!m.worker[0] || last_of(&m) < t->today || t->n == CARE_TEAM_MOST) return;
    for (size_t i = 0; i < t->n; i++)
        if (covers(&t->list[i], &m)) return;
    t->list[t->n++] = m;
}

/* A joint visit that nobody was home for makes nobody a second worker; a visit that was written down on its own day
 * leaves her that day. */
static void add_visit(struct team *t, const struct care_visit *v) {
    bool joint = v->n_workers > 1 && !v->missed;
    struct care_member m = {.from = joint ? DAY_NONE : v->on,
                            .until = joint ? DAY_NONE : v->on + (v->open ? CARE_TEAM_NOTES : 0)};
    for (size_t i = 0; i < v->n_workers; i++) {
        m.worker = v->workers[i];
        add(t, m);
    }
}

/* The list grows while it is gone through: who stands in may be stood in for. A circle adds nothing that is not
 * there. */
static void add_substitutes(struct team *t, const struct care_facts *f) {
    for (size_t i = 0; i < t->n; i++)
        for (size_t k = 0; k < f->n_absences; k++) {
            const struct care_absence *a = &f->absences[k];
            struct care_member m = {a->substitute, a->from, a->until};
            if (strcmp(a->worker, t->list[i].worker) != 0) continue;
            if (first_of(&t->list[i]) > m.from) m.from = t->list[i].from;
            if (last_of(&t->list[i]) < m.until) m.until = t->list[i].until;
            if (m.from <= m.until) add(t, m);
        }
}

static int by_worker(const void *x, const void *y) {
    const struct care_member *a = x, *b = y;
    int worker = strcmp(a->worker, b->worker);
    if (worker) return worker;
    if (a->from != b->from) return first_of(a) < first_of(b) ? -1 : 1;
    return (last_of(a) > last_of(b)) - (last_of(a) < last_of(b));
}

/* What came in before a wider one is told twice: only the wider one stays. */
static size_t drop_covered(struct care_member *list, size_t n) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        bool covered = false;
        for (size_t k = 0; k < n && !covered; k++) {
            bool same = covers(&list[k], &list[i]) && covers(&list[i], &list[k]);
            covered = k != i && covers(&list[k], &list[i]) && (!same || k < i);
        }
        if (!covered) list[kept++] = list[i];
    }
    return kept;
}

size_t care_team(struct arena *a, const struct care_facts *f, struct care_member **out) {
    struct team t = {.list = arena_alloc(a, CARE_TEAM_MOST * sizeof *t.list), .today = f->today};
    add(&t, (struct care_member){f->key_worker, DAY_NONE, DAY_NONE});
    for (size_t i = 0; i < f->n_visits; i++) add_visit(&t, &f->visits[i]);
    add_substitutes(&t, f);
    qsort(t.list, t.n, sizeof *t.list, by_worker);
    *out = t.list;
    return drop_covered(t.list, t.n);
}
