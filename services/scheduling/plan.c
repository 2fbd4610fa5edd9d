#include "scheduling/plan.h"

enum { MINUTES_DEFAULT = 60 };
static const int64_t day_ms = INT64_C(86400000);

/* A first visit has a length of its own: it is asked for before the window's. */
static int minutes_of(const struct rules_now *rules, const struct visit_plan *p, int by_cadence) {
    if (p->minutes > 0) return p->minutes;
    if (p->first && rules->visits->first_visit_minutes > 0) return rules->visits->first_visit_minutes;
    return by_cadence > 0 ? by_cadence : MINUTES_DEFAULT;
}

/* The windows are laid out 60 days past the day, because the nearest one may open after it: enough for any interval up
 * to that. What it is booked for stays its name for good (cadence.h, rule 1). */
void scheduling_plan_window(struct view *v, const struct rules_now *rules, const struct family_facts *f,
                            struct visit_plan *p) {
    struct cadence c = scheduling_family_cadence(v, rules, f);
    day on = day_at(rules->zone, p->start_ms);
    struct cadence_window *windows;
    size_t n = cadence_windows(view_arena(v), &c, rules->today, on + 60, &windows);
    const struct cadence_window *w = cadence_window_for(windows, n, on);
    const sippe__cadence_phase *phase = cadence_phase_on(&c, on);
    p->phase = w ? w->phase : "";
    p->k = w ? w->k : 0;
    p->minutes = minutes_of(rules, p, w ? w->minutes : phase ? phase->minutes : 0);
}

struct first_search {
    struct view *view;
    const struct rules_now *rules;
    struct slots_search slots;
    int64_t to_ms;
};

static bool first_slot(const struct first_search *s, struct visit_plan *p) {
    struct slots_worker workers[4];
    for (size_t i = 0; i < p->n_workers; i++) {
        const scheduling__worker_put *w = scheduling_worker_read(s->view, p->workers[i], NULL);
        if (!w) return false;
        workers[i] = scheduling_worker_slots(s->view, w, s->slots.not_before_ms - day_ms, s->to_ms);
    }
    return slots_find(&s->slots, workers, p->n_workers, &p->start_ms, 1) == 1;
}

/* Each who may come is tried over the whole delay before the next one is: who carries least and has any slot goes
 * before an earlier slot with somebody else. */
static bool first_with_anyone(const struct first_search *s, const char *worker, struct visit_plan *p) {
    struct candidates_worker *team, key = {.code = ""};
    size_t n = scheduling_team(s->view, s->rules, &team);
    for (size_t i = 0; i < n; i++)
        if (strcmp(team[i].code, worker) == 0) key = team[i];
    const struct candidates_worker **joint = arena_alloc(view_arena(s->view), n * sizeof *joint);
    size_t n_joint = candidates_joint(s->rules->visits, &key, team, n, joint);
    p->n_workers = 2;
    for (size_t i = 0; i < n_joint; i++) {
        p->workers[1] = joint[i]->code;
        if (first_slot(s, p)) return true;
    }
    return false;
}

/* A territory that states no delay proposes none. Proposed, not confirmed: nobody has asked the family yet. */
bool scheduling_plan_first(struct view *v, const struct rules_now *rules, const struct family_facts *f,
                           const char *worker, const char *joint, struct visit_plan *p) {
    int within = rules->visits->first_visit_within_working_days;
    if (within < 1) return false;
    *p = (struct visit_plan){
        .workers = {worker}, .n_workers = 1, .first = true, .state = VISIT_STATE_PROPOSED, .phase = ""};
    struct first_search s = {.view = v, .rules = rules};
    s.slots.place = (struct slots_place){rules->territory, &rules->calendar, rules->zone, f->postal_code};
    s.slots.minutes = minutes_of(rules, p, 0);
    s.slots.not_before_ms = day_start_ms(rules->zone, rules->today + 1);
    s.slots.last_day = calendar_add_working(&rules->calendar, rules->today, within);
    s.to_ms = day_start_ms(rules->zone, s.slots.last_day + 1);
    bool found;
    if (!rules->visits->joint_first_visit) {
        found = first_slot(&s, p);
    } else if (joint[0]) {
        p->workers[p->n_workers++] = joint;
        found = first_slot(&s, p);
    } else {
        found = first_with_anyone(&s, worker, p);
    }
    if (found) scheduling_plan_window(v, rules, f, p);
    return found;
}

struct id scheduling_plan_book(struct decide *d, const struct rules_now *rules, const struct family_facts *f,
                               const struct visit_plan *p, struct id *visit_id) {
    struct arena *a = arena_of(d);
    *visit_id = decide_new_id(d, "visit");
    scheduling__visit_booked *e = NEW_WITH_PERSONAL(a, scheduling__visit_booked);
    e->visit_id = id_field(a, *visit_id);
    e->enrolment_id = id_field(a, f->enrolment_id);
    e->family_id = id_field(a, f->family_id);
    e->state = p->state;
    e->rules_version = id_field(a, rules->used.version);
    for (size_t i = 0; i < p->n_workers; i++) APPEND(a, e->personal, workers, arena_text(a, p->workers[i]));
    e->personal->start = civil_instant(a, p->start_ms);
    e->personal->minutes = p->minutes;
    e->personal->first = p->first;
    e->personal->window_phase = arena_text(a, p->phase);
    e->personal->window_k = p->k;
    return emit_for(d, f->family_id, (struct id[]){*visit_id, f->enrolment_id, f->family_id}, 3, &e->base);
}
