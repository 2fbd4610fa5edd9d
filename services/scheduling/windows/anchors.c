/* What a family's windows follow from (domain/cadence.h), gathered from rows and records. The one place that says what
 * days are counted from: today's stores know one pregnancy and one birth of an enrolment. */
#include "scheduling/domain/states.h"
#include "scheduling/facts.h"
#include "scheduling/index.h"

/* ---- visits ---- */

/* A visit that is over and was not recorded is still booked: nobody has said yet what it was. */
static enum cadence_fate fate_of(scheduling__visit_state s) {
    if (visit_is_open(s)) return CADENCE_BOOKED;
    return s == VISIT_STATE_DONE ? CADENCE_MADE : CADENCE_MISSED_BY_FAMILY;
}

/* By the day on which each begins in the territory's zone. Family rows of an earlier enrolment are passed over. */
static size_t visits_of(struct view *v, struct zone zone, const struct family_facts *f, struct cadence_visit **out) {
    struct visit_list list = scheduling_visits_of_family(v, f->family_id, INT64_MIN, INT64_MAX);
    *out = arena_alloc(view_arena(v), list.n * sizeof **out);
    size_t n = 0;
    for (size_t i = 0; i < list.n; i++) {
        const scheduling_rows__visit *row = list.visits[i].row;
        const scheduling_rows__visit__personal *p = row->personal;
        if (p->state == VISIT_STATE_CANCELLED) continue;
        if (!span_equal(span_pb(row->enrolment_id), id_span(&f->enrolment_id))) continue;
        (*out)[n++] = (struct cadence_visit){list.visits[i].id, day_at(zone, p->start_ms), fate_of(p->state)};
    }
    return n;
}

/* ---- anchors ---- */

enum { ANCHORS_MAX = 3 };

static struct cadence_anchor *add(struct cadence *c, struct cadence_anchor *list, struct id id,
                                  scheduling__window_anchor kind) {
    struct cadence_anchor *n = &list[c->n_anchors++];
    *n = (struct cadence_anchor){id, kind, DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE, false, DAY_NONE, DAY_NONE};
    return n;
}

/* A birth before the pregnancy began is an elder child's: it ends nothing. */
static bool ends_it(const struct family_facts *f) {
    return f->birth != DAY_NONE && f->birth > f->due_date - CADENCE_PREGNANCY_DAYS;
}

/* Nobody tells the day at home yet: it is the territory's guess, and marked as one. */
static void add_anchors(struct arena *a, const struct rules_now *rules, const struct family_facts *f,
                        struct cadence *c) {
    struct cadence_anchor *list = arena_alloc(a, ANCHORS_MAX * sizeof *list);
    c->anchors = list;
    if (c->enrolled != DAY_NONE) add(c, list, f->enrolment_id, WINDOW_ANCHOR_ENROLMENT);
    if (f->due_date != DAY_NONE) {
        struct cadence_anchor *pregnancy = add(c, list, f->enrolment_id, WINDOW_ANCHOR_PREGNANCY);
        pregnancy->due = f->due_date;
        if (ends_it(f)) pregnancy->ended = f->birth;
    }
    if (f->birth == DAY_NONE) return;
    struct cadence_anchor *child = add(c, list, f->enrolment_id, WINDOW_ANCHOR_CHILD);
    child->born = f->birth;
    child->home = f->birth + rules->visits->home_after_birth_days;
    child->home_assumed = true;
    int64_t told_ms = f->row->personal->birth_told_ms;
    if (told_ms) child->known_on = day_at(rules->zone, told_ms);
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
    return c;
}

size_t scheduling_family_windows(struct view *v, const struct rules_now *rules, const struct family_facts *f, day until,
                                 struct cadence_window **out) {
    struct cadence c = scheduling_family_cadence(v, rules, f);
    return cadence_windows(view_arena(v), &c, rules->today, until, out);
}

int scheduling_family_points(struct view *v, const struct rules_now *rules, const struct family_facts *f) {
    struct cadence c = cadence_of(rules, f);
    add_anchors(view_arena(v), rules, f, &c);
    return cadence_points(view_arena(v), &c, rules->today);
}

/* No zone is needed for this: only whether there are any is asked. */
bool scheduling_family_awaits_first(struct view *v, const struct family_facts *f) {
    struct cadence_visit *visits;
    size_t n = visits_of(v, (struct zone){0, false}, f, &visits);
    for (size_t i = 0; i < n; i++)
        if (visits[i].fate == CADENCE_BOOKED || visits[i].fate == CADENCE_MADE) return false;
    return true;
}
