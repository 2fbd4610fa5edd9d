#include "scheduling/work/cover.h"

#include "scheduling/substitute.h"

/* Somebody for somebody for somebody: a longer chain is one that nobody has agreed to. */
enum { CHAIN_MOST = 3 };

struct covering {
    struct view *v;
    day on;
    int64_t from_ms, to_ms;
    struct id visit;
};

/* Who comes along to this visit anyway is free for it. */
static bool is_free(const struct covering *c, const char *worker) {
    struct slots_taken *taken;
    size_t n = scheduling_taken_by_worker(c->v, worker, c->from_ms, c->to_ms, &taken);
    for (size_t i = 0; i < n; i++)
        if (!id_equal(taken[i].visit, c->visit)) return false;
    return true;
}

static bool is_there(const struct covering *c, const char *worker, int chain) {
    const scheduling__worker_put *w = scheduling_worker_read(c->v, worker, NULL);
    struct substitute_ref *away;
    if (!w || w->inactive || w->personal->n_hours == 0) return false;
    size_t n = scheduling_substitutes_for(c->v, id_of(w->worker_id), c->on, c->on, &away);
    if (n == 0) return true;
    for (size_t i = 0; i < n && chain < CHAIN_MOST; i++) {
        const char *other = away[i].row->personal->substitute;
        if (*other && is_free(c, other) && is_there(c, other, chain + 1)) return true;
    }
    return false;
}

bool scheduling_visit_is_covered(struct view *v, const struct rules_now *rules, const struct visit_ref *visit) {
    const scheduling_rows__visit__personal *p = visit->row->personal;
    const struct covering c = {v, day_at(rules->zone, p->start_ms), p->start_ms,
                               p->start_ms + (int64_t)p->minutes * 60000, visit->id};
    for (size_t i = 0; i < p->n_workers; i++)
        if (!is_there(&c, p->workers[i], 0)) return false;
    return true;
}
