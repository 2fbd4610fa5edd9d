/* What a family's windows follow from (domain/cadence/cadence.h), gathered from rows and records. The one place that
 * says what days are counted from. */
#include "scheduling/domain/encounter.h"
#include "scheduling/domain/states.h"
#include "scheduling/encounter/encounter.h"
#include "scheduling/facts.h"
#include "scheduling/index.h"

/* ---- visits ---- */

/* By the day on which each begins in the territory's zone. Those of an earlier enrolment are passed over. */
struct gathering {
    struct cadence_visit *list;
    size_t n;
    struct zone zone;
};

static void add_visit(struct gathering *g, struct id id, int64_t start_ms, enum cadence_fate fate) {
    g->list[g->n++] = (struct cadence_visit){id, day_at(g->zone, start_ms), fate};
}

/* What took place in another way than in person meets no window, and what was struck out counts nowhere. */
static void add_encounter(struct gathering *g, const struct encounter_ref *e) {
    const scheduling_rows__encounter__personal *p = e->row->personal;
    if (p->in_error) return;
    if (!encounter_is_done(p->missed))
        add_visit(g, e->id, p->start_ms,
                  encounter_is_missed_by_us(p->missed) ? CADENCE_MISSED_BY_US : CADENCE_MISSED_BY_FAMILY);
    else if (encounter_is_in_presence(p->mode))
        add_visit(g, e->id, p->start_ms, CADENCE_MADE);
}

/* A visit that is over and was not recorded is still booked: nobody has said yet what it was. */
static size_t visits_of(struct view *v, struct zone zone, const struct family_facts *f, struct cadence_visit **out) {
    struct visit_list visits = scheduling_visits_of_family(v, f->family_id, INT64_MIN, INT64_MAX);
    struct encounter_list encounters = scheduling_encounters_of_family(v, f->family_id);
    struct gathering g = {.list = arena_alloc(view_arena(v), (visits.n + encounters.n) * sizeof *g.list), .zone = zone};
    for (size_t i = 0; i < visits.n; i++) {
        const scheduling_rows__visit *row = visits.visits[i].row;
        if (id_is(row->enrolment_id, f->enrolment_id) && visit_is_open(row->personal->state))
            add_visit(&g, visits.visits[i].id, row->personal->start_ms, CADENCE_BOOKED);
    }
    for (size_t i = 0; i < encounters.n; i++)
        if (id_is(encounters.encounters[i].row->enrolment_id, f->enrolment_id))
            add_encounter(&g, &encounters.encounters[i]);
    *out = g.list;
    return g.n;
}

/* ---- anchors ---- */

static void add(struct cadence *c, struct cadence_anchor *list, struct cadence_anchor n) { list[c->n_anchors++] = n; }

static struct cadence_anchor anchor_of(struct id id, scheduling__window_anchor kind) {
    return (struct cadence_anchor){id, kind, DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE, false, DAY_NONE, DAY_NONE};
}

static struct cadence_anchor pregnancy_of(const sippe__follow_up_anchor *told) {
    struct cadence_anchor n = anchor_of(id_of(told->anchor_id), WINDOW_ANCHOR_PREGNANCY);
    n.due = civil_day(told->due_date);
    n.ended = civil_day(told->ended_on);
    return n;
}

/* Where nobody told the day at home it is the territory's guess, and marked as one; of a child who is in hospital there
 * is none. */
static struct cadence_anchor child_of(const struct rules_now *rules, const sippe__follow_up_anchor *told) {
    struct cadence_anchor n = anchor_of(id_of(told->anchor_id), WINDOW_ANCHOR_CHILD);
    n.born = civil_day(told->birth_date);
    n.home = civil_day(told->home_on);
    n.left = civil_day(told->left_on);
    n.known_on = civil_day(told->known_on);
    n.home_assumed = n.home == DAY_NONE && !told->in_hospital && n.born != DAY_NONE;
    if (n.home_assumed) n.home = n.born + rules->visits->home_after_birth_days;
    return n;
}

static void add_anchors(struct arena *a, const struct rules_now *rules, const struct family_facts *f,
                        struct cadence *c) {
    size_t n = f->told ? f->told->n_anchors : 0;
    struct cadence_anchor *list = arena_alloc(a, (n + 1) * sizeof *list);
    c->anchors = list;
    if (c->enrolled != DAY_NONE) add(c, list, anchor_of(f->enrolment_id, WINDOW_ANCHOR_ENROLMENT));
    for (size_t i = 0; i < n; i++) {
        const sippe__follow_up_anchor *told = f->told->anchors[i];
        add(c, list, told->kind == ANCHOR_KIND_PREGNANCY ? pregnancy_of(told) : child_of(rules, told));
    }
}

/* One that goes on has no last day. */
static void add_pauses(struct arena *a, const struct family_facts *f, struct cadence *c) {
    size_t n = f->told ? f->told->n_pauses : 0;
    struct cadence_pause *list = arena_alloc(a, (n + 1) * sizeof *list);
    c->pauses = list;
    for (size_t i = 0; i < n; i++) {
        const sippe__follow_up_pause *p = f->told->pauses[i];
        list[c->n_pauses++] = (struct cadence_pause){civil_day(p->from), p->until ? civil_day(p->until) : INT32_MAX};
    }
}

/* ---- both ---- */

static struct cadence cadence_of(const struct rules_now *rules, const struct family_facts *f) {
    int64_t enrolled_ms = f->row->personal->enrolled_ms; /* 0: erased */
    return (struct cadence){.rules = rules->versions,
                            .n_rules = rules->n_versions,
                            .calendar = &rules->calendar,
                            .enrolled = enrolled_ms ? day_at(rules->zone, enrolled_ms) : DAY_NONE,
                            .taken_over_on = DAY_NONE,
                            .programme_end = rules->territory->admission ? rules->territory->admission->programme_end
                                                                         : PROGRAMME_END_UNSPECIFIED};
}

/* Of one who was taken over the row has the day on which that was said to be. A visit before it says that she was
 * followed before, since that day at least. */
static void take_over(const struct family_facts *f, struct cadence *c) {
    if (!f->row->taken_over) return;
    c->taken_over_on = c->enrolled;
    for (size_t i = 0; i < c->n_visits; i++)
        if (c->visits[i].on < c->enrolled) c->enrolled = c->visits[i].on;
}

struct cadence scheduling_family_cadence(struct view *v, const struct rules_now *rules, const struct family_facts *f) {
    struct cadence c = cadence_of(rules, f);
    struct cadence_visit *visits;
    c.n_visits = visits_of(v, rules->zone, f, &visits);
    c.visits = visits;
    take_over(f, &c);
    add_anchors(view_arena(v), rules, f, &c);
    add_pauses(view_arena(v), f, &c);
    return c;
}

size_t scheduling_family_windows(struct view *v, const struct rules_now *rules, const struct family_facts *f, day until,
                                 struct cadence_window **out) {
    struct cadence c = scheduling_family_cadence(v, rules, f);
    return cadence_windows(view_arena(v), &c, rules->today, until, out);
}

int scheduling_family_points(struct view *v, const struct rules_now *rules, const struct family_facts *f) {
    struct cadence c = cadence_of(rules, f);
    if (follow_up_is_paused(f->told, rules->today)) return rules->visits->suspended_tenths;
    add_anchors(view_arena(v), rules, f, &c);
    return cadence_points(view_arena(v), &c, rules->today);
}

void scheduling_family_points_ahead(struct view *v, const struct rules_now *rules, const struct family_facts *f,
                                    int32_t *points) {
    struct arena *a = view_arena(v);
    struct cadence c = cadence_of(rules, f);
    add_anchors(a, rules, f, &c);
    struct cadence expecting = cadence_expecting(a, &c, rules->visits->home_after_birth_days, rules->today);
    cadence_points_ahead(a, &expecting, rules->today, CANDIDATES_AHEAD, points);
}

/* No zone is needed for this: only whether there are any is asked. */
bool scheduling_family_awaits_first(struct view *v, const struct family_facts *f) {
    struct cadence_visit *visits;
    size_t n = visits_of(v, (struct zone){0, false}, f, &visits);
    for (size_t i = 0; i < n; i++)
        if (visits[i].fate == CADENCE_BOOKED || visits[i].fate == CADENCE_MADE) return false;
    return true;
}
