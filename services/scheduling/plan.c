#include "scheduling/plan.h"

enum { MINUTES_DEFAULT = 60 };
static const int64_t day_ms = INT64_C(86400000);

/* The windows of its day, among them those that open some weeks after it: a period begins before its window does. */
enum { BEHIND = 60 };

void scheduling_plan_length(struct view *v, const struct rules_now *rules, const struct family_facts *f,
                            struct visit_plan *p) {
    day on = day_at(rules->zone, p->start_ms);
    struct cadence_window *windows;
    if (p->minutes > 0) return;
    size_t n = scheduling_family_windows(v, rules, f, on + BEHIND, &windows);
    const struct cadence_window *first = cadence_first(windows, n);
    p->minutes = p->first && first ? first->minutes : cadence_minutes_on(windows, n, on);
    if (p->minutes <= 0) p->minutes = MINUTES_DEFAULT;
}

void scheduling_plan_window(struct view *v, const struct rules_now *rules, const struct family_facts *f,
                            struct visit_plan *p) {
    day on = day_at(rules->zone, p->start_ms);
    struct cadence_window *windows;
    size_t n = scheduling_family_windows(v, rules, f, on, &windows);
    p->outside_window = !cadence_holds(windows, n, on);
}

struct first_search {
    struct view *view;
    const struct rules_now *rules;
    struct slots_search slots;
    int64_t to_ms;
    const char *clsc_code;
};

static bool first_slot(const struct first_search *s, struct visit_plan *p) {
    struct slots_worker workers[4];
    for (size_t i = 0; i < p->n_workers; i++) {
        const scheduling__worker_put *w = scheduling_worker_read(s->view, p->workers[i], NULL);
        if (!w) return false;
        workers[i] = scheduling_worker_slots(s->view, w, s->rules->zone, s->slots.not_before_ms - day_ms, s->to_ms);
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
    const struct candidates_joint asked = {s->rules->visits, &key, s->clsc_code};
    size_t n_joint = candidates_joint(&asked, team, n, joint);
    p->n_workers = 2;
    for (size_t i = 0; i < n_joint; i++) {
        p->workers[1] = joint[i]->code;
        if (first_slot(s, p)) return true;
    }
    return false;
}

/* Without a phase that counts from the enrolment none is proposed. Proposed, not confirmed: nobody has asked the family
 * yet. */
bool scheduling_plan_first(struct view *v, const struct rules_now *rules, const struct family_facts *f,
                           const char *worker, const char *joint, struct visit_plan *p) {
    struct cadence_window *windows;
    size_t n = scheduling_family_windows(v, rules, f, rules->today, &windows);
    const struct cadence_window *w = cadence_first(windows, n);
    if (!w) return false;
    *p = (struct visit_plan){
        .workers = {worker}, .n_workers = 1, .minutes = w->minutes, .first = true, .state = VISIT_STATE_PROPOSED};
    struct first_search s = {.view = v, .rules = rules, .clsc_code = f->row->clsc_code};
    s.slots.place = (struct slots_place){rules->territory, &rules->calendar, rules->zone, f->postal_code};
    s.slots.minutes = p->minutes;
    s.slots.not_before_ms = day_start_ms(rules->zone, rules->today + 1);
    s.slots.last_day = calendar_add_working(&rules->calendar, rules->today + (w->latest - w->earliest), 0);
    s.to_ms = day_start_ms(rules->zone, s.slots.last_day + 1);
    if (!rules->visits->joint_first_visit) return first_slot(&s, p);
    if (!joint[0]) return first_with_anyone(&s, worker, p);
    p->workers[p->n_workers++] = joint;
    return first_slot(&s, p);
}

const char *scheduling_plan_clsc(struct view *v, const struct family_facts *f, const struct visit_plan *p,
                                 const char *was) {
    for (size_t i = 0; i < p->n_workers; i++) {
        const scheduling__worker_put *w = scheduling_worker_read(v, p->workers[i], NULL);
        struct candidates_worker facts = w ? scheduling_worker_listed(w) : (struct candidates_worker){.clsc_code = ""};
        if (w && !candidates_serves(&facts, f->row->clsc_code)) return was;
    }
    return f->row->clsc_code;
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
    e->clsc_code = f->row->clsc_code;
    for (size_t i = 0; i < p->n_workers; i++) APPEND(a, e->personal, workers, arena_text(a, p->workers[i]));
    e->personal->start = civil_instant(a, p->start_ms);
    e->personal->minutes = p->minutes;
    e->personal->first = p->first;
    e->personal->reason = arena_text(a, p->reason ? p->reason : "");
    e->personal->outside_hours = p->outside_hours;
    e->personal->outside_window = p->outside_window;
    return emit_for(d, f->family_id, (struct id[]){*visit_id, f->enrolment_id, f->family_id}, 3, &e->base);
}
