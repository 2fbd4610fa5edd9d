#include "scheduling/work/derived.h"

#include "scheduling/bond/struck.h"
#include "scheduling/domain/crossings.h"
#include "scheduling/domain/states.h"
#include "scheduling/index.h"
#include "scheduling/work/cover.h"

static struct work_terms terms_of(const struct rules_now *rules) {
    const sippe__delays *d = rules->territory->delays;
    return (struct work_terms){.calendar = &rules->calendar,
                               .key_worker = d ? d->key_worker : 0,
                               .confirm_visit = d ? d->confirm_visit : 0,
                               .record_visit = d ? d->record_visit : 0};
}

/* Agreed before what is known now of her pauses: whoever books in a pause knows of it. */
static bool is_in_pause(const struct family_facts *f, const struct visit_ref *ref, day on) {
    return ref->row->record < f->row->changed_record && follow_up_is_paused(f->told, on);
}

/* What was told since, and leaves it where it is no longer due; CROSSING_TOLD: nothing. Whoever books outside of a
 * window knows of it. */
static enum crossing_told left_by(const struct family_facts *f, const struct visit_ref *ref,
                                  const struct work_facts *facts, day on) {
    if (is_in_pause(f, ref, on)) return CROSSING_SUSPENDED;
    const scheduling_rows__visit__personal *p = ref->row->personal;
    bool outside = !p->outside_window && !cadence_holds(facts->windows, facts->n_windows, on);
    return !outside ? CROSSING_TOLD : p->state == VISIT_STATE_PROPOSED ? CROSSING_RULES : CROSSING_DATES;
}

static bool is_crossed(const struct listing *l, const struct visit_ref *ref, enum crossing_told told,
                       enum crossing_follows follows) {
    const scheduling_rows__visit__personal *p = ref->row->personal;
    return told != CROSSING_TOLD && crossing_of_visit(told, p->state, p->start_ms, l->now_ms) == follows;
}

/* Whoever moved it since, or kept it by moving it to where it is, has said so. */
bool scheduling_visit_is_other_clsc(const struct family_facts *f, const scheduling_rows__visit *row) {
    uint64_t agreed = row->last_record > row->record ? row->last_record : row->record;
    return strcmp(row->clsc_code, f->row->clsc_code) != 0 && agreed < f->row->handed_over;
}

static void holds_until(struct listing *l, int64_t at_ms) {
    if (at_ms > l->now_ms && at_ms < l->until_ms) l->until_ms = at_ms;
}

/* Whether it is over is said by its end; what is over needs nobody any more, and no day. */
static struct work_visit open_visit(struct listing *l, const struct family_facts *f, const struct visit_ref *ref,
                                    const struct work_facts *facts) {
    const scheduling_rows__visit__personal *p = ref->row->personal;
    int64_t end_ms = p->start_ms + (int64_t)p->minutes * 60000;
    struct work_visit v = {.id = ref->id,
                           .on = day_at(l->rules.zone, p->start_ms),
                           .over = end_ms <= l->now_ms,
                           .proposed = p->state == VISIT_STATE_PROPOSED};
    v.clsc = ref->row->clsc_code;
    holds_until(l, p->start_ms + 1); /* crossing_visit: over once it has begun */
    holds_until(l, end_ms);
    if (v.over) return v;
    v.left_outside = facts->windows && is_crossed(l, ref, left_by(f, ref, facts, v.on), CROSSING_REVIEW);
    v.other_clsc =
        scheduling_visit_is_other_clsc(f, ref->row) && is_crossed(l, ref, CROSSING_MOVED, CROSSING_HAND_OVER);
    v.wrong_worker = scheduling_visit_is_struck(l->v, f, ref->row);
    v.uncovered = !scheduling_visit_is_covered(l->v, &l->rules, ref);
    return v;
}

static size_t open_visits(struct listing *l, const struct family_facts *f, const struct work_facts *facts,
                          struct work_visit **out) {
    struct visit_list list = scheduling_visits_of_family(l->v, f->family_id, INT64_MIN, INT64_MAX);
    size_t n = 0;
    *out = arena_alloc(view_arena(l->v), (list.n + 1) * sizeof **out);
    for (size_t i = 0; i < list.n; i++)
        if (visit_is_open(list.visits[i].row->personal->state)) (*out)[n++] = open_visit(l, f, &list.visits[i], facts);
    return n;
}

/* A worker without hours counts as gone, as everywhere. Of one that was erased nothing is known but that. */
static day left_on(struct listing *l, const struct family_facts *f) {
    int64_t put_ms = l->now_ms;
    const scheduling__worker_put *w = scheduling_worker_as_put(l->v, f->row->personal->key_worker, &put_ms);
    bool there = w && !w->inactive && w->personal->n_hours > 0;
    return there ? DAY_NONE : day_at(l->rules.zone, put_ms);
}

static day last_made(const struct cadence *c) {
    day last = DAY_NONE;
    for (size_t i = 0; i < c->n_visits; i++)
        if (c->visits[i].fate == CADENCE_MADE && (last == DAY_NONE || c->visits[i].on > last)) last = c->visits[i].on;
    return last;
}

static void tell_of(struct listing *l, const struct family_facts *f, struct work_facts *facts) {
    int64_t since_ms = f->row->personal->to_tell_since_ms; /* 0: erased */
    facts->to_tell = f->row->to_tell;
    facts->to_tell_since = since_ms ? day_at(l->rules.zone, since_ms) : l->rules.today;
}

size_t scheduling_work_of(struct listing *l, const struct family_facts *f, struct work_due **out) {
    struct work_visit *open;
    struct cadence_window *windows;
    struct cadence c = scheduling_family_cadence(l->v, &l->rules, f);
    struct work_facts facts = {.enrolment = f->enrolment_id,
                               .awaits_first = scheduling_family_awaits_first(l->v, f),
                               .key_worker_left = left_on(l, f),
                               .enrolled = c.enrolled,
                               .dates = f->dates,
                               .paused = follow_up_is_paused(f->told, l->rules.today),
                               .last_made = last_made(&c)};
    tell_of(l, f, &facts);
    struct work_terms terms = terms_of(&l->rules);
    if (f->row->state == FOLLOW_UP_STATE_ENDED) return work_of_end(view_arena(l->v), &facts, out);
    if (f->row->state != FOLLOW_UP_STATE_FOLLOWED) {
        facts.n_open = open_visits(l, f, &facts, &open);
        facts.open = open;
        return work_of_awaiting(view_arena(l->v), &facts, &terms, l->rules.today, out);
    }
    facts.n_windows = cadence_windows(view_arena(l->v), &c, l->rules.today, l->rules.today + WORK_AHEAD, &windows);
    facts.windows = windows;
    facts.n_open = open_visits(l, f, &facts, &open);
    facts.open = open;
    return work_of_follow_up(view_arena(l->v), &facts, &terms, l->rules.today, out);
}

bool scheduling_listing(struct view *v, int64_t now_ms, struct listing *out) {
    *out = (struct listing){.v = v, .now_ms = now_ms};
    return scheduling_rules(v, now_ms, &out->rules);
}
