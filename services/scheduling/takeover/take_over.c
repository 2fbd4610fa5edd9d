#include "scheduling/takeover/take_over.h"

#include "scheduling/care_team.h"
#include "scheduling/plan.h"
#include "scheduling/seen/seen.h"

enum { NOON_MIN = 12 * 60 };

struct taking {
    struct decide *d;
    const intake__follow_up_told__personal *told;
    struct family_facts f; /* as they will be: its row is not there before this message is over */
    struct rules_now rules;
    bool has_rules;
    const scheduling__worker_put *worker; /* NULL: not on the list */
};

static struct family_facts facts_of(struct arena *a, const scheduling__follow_up_opened *o) {
    scheduling_rows__follow_up *row = NEW_WITH_PERSONAL(a, scheduling_rows__follow_up);
    row->family_id = row->sealed_for = o->family_id;
    row->clsc_code = o->clsc_code;
    row->state = FOLLOW_UP_STATE_AWAITING_KEY_WORKER;
    row->personal->enrolled_ms = o->enrolled_ms;
    row->taken_over = o->taken_over;
    struct family_facts f = {.enrolment_id = id_of(o->enrolment_id), .family_id = id_of(o->family_id), .row = row};
    scheduling_family_told(&f, o->personal->facts);
    return f;
}

/* 0, or why she cannot keep the bond here. */
static int check_worker(const struct taking *t) {
    if (!*t->told->key_worker) return REASON_KEY_WORKER_MISSING;
    if (!t->worker) return REASON_WORKER_UNKNOWN;
    return t->worker->inactive || t->worker->personal->n_hours == 0 ? REASON_WORKER_INACTIVE : 0;
}

/* Nobody was proposed: the family has known her for months. */
static void confirm(const struct taking *t) {
    struct arena *a = arena_of(t->d);
    scheduling__key_worker_confirmed *e = NEW_WITH_PERSONAL(a, scheduling__key_worker_confirmed);
    e->enrolment_id = id_field(a, t->f.enrolment_id);
    e->family_id = id_field(a, t->f.family_id);
    e->personal->worker = arena_text(a, t->told->key_worker);
    if (t->has_rules) {
        e->personal->points_tenths = scheduling_family_points(VIEW(t->d), &t->rules, &t->f);
        e->rules_label = arena_text(a, t->rules.used.label);
        e->rules_version = id_field(a, t->rules.used.version);
    }
    emit_for(t->d, t->f.family_id, (struct id[]){t->f.enrolment_id, t->f.family_id}, 2, &e->base);
}

static void note_last(const struct taking *t, struct zone zone) {
    struct arena *a = arena_of(t->d);
    day on = civil_day(t->told->last_visit_on);
    if (on == DAY_NONE) return;
    struct id encounter = decide_new_id(t->d, "encounter");
    scheduling__encounter_recorded *e = NEW_WITH_PERSONAL(a, scheduling__encounter_recorded);
    scheduling__encounter_facts *facts = e->personal->facts = NEW(a, scheduling__encounter_facts);
    e->encounter_id = id_field(a, encounter);
    e->enrolment_id = id_field(a, t->f.enrolment_id);
    e->family_id = id_field(a, t->f.family_id);
    e->day_only = true;
    e->clsc_code = t->f.row->clsc_code;
    if (t->worker) APPEND(a, facts, workers, arena_text(a, t->told->key_worker));
    facts->start = civil_instant(a, wall_instant(zone, (struct wall){on, NOON_MIN}));
    facts->mode = ENCOUNTER_MODE_IN_PERSON;
    emit_for(t->d, t->f.family_id, (struct id[]){encounter, t->f.enrolment_id, t->f.family_id}, 3, &e->base);
}

/* The first visit of all may be a joint one; who comes along to one that was agreed before is not asked, nor whether it
 * is due then: that was between her and whoever comes. */
static int plan_next(const struct taking *t, struct visit_plan *p) {
    int reason = check_worker(t);
    if (reason) return reason;
    if (!t->has_rules) return REASON_TERRITORY_MISSING;
    *p = (struct visit_plan){.workers = {t->told->key_worker},
                             .n_workers = 1,
                             .start_ms = t->told->next_visit_at->ms,
                             .first = !t->told->last_visit_on,
                             .state = VISIT_STATE_CONFIRMED,
                             .outside_window = true};
    scheduling_plan_length(VIEW(t->d), &t->rules, &t->f, p);
    struct visit_plan alone = *p;
    alone.first = false;
    return scheduling_plan_check(t->d, &t->rules, &t->f, &alone, (struct id){{0}});
}

static void tell_unplaced(const struct taking *t, int reason) {
    struct arena *a = arena_of(t->d);
    scheduling__visit_unplaced *e = NEW_WITH_PERSONAL(a, scheduling__visit_unplaced);
    e->enrolment_id = id_field(a, t->f.enrolment_id);
    e->family_id = id_field(a, t->f.family_id);
    e->personal->start = civil_instant(a, t->told->next_visit_at->ms);
    e->personal->reason = (sippe__reason)reason;
    emit_for(t->d, t->f.family_id, (struct id[]){t->f.enrolment_id, t->f.family_id}, 2, &e->base);
}

/* True: it stands as *p says. */
static bool book_next(const struct taking *t, struct visit_plan *p, struct id *visit) {
    if (!t->told->next_visit_at) return false;
    int reason = plan_next(t, p);
    if (reason)
        tell_unplaced(t, reason);
    else
        scheduling_plan_book(t->d, &t->rules, &t->f, p, visit);
    return reason == 0;
}

void scheduling_take_over(struct decide *d, const intake__follow_up_told *e, const scheduling__follow_up_opened *o) {
    struct taking t = {.d = d, .told = e->personal, .f = facts_of(arena_of(d), o)};
    if (!e->taken_over_on) return;
    t.has_rules = scheduling_rules(VIEW(d), decide_now_ms(d), &t.rules);
    t.worker = *t.told->key_worker ? scheduling_worker_read(VIEW(d), t.told->key_worker, NULL) : NULL;
    struct team_change change = {.key_worker = t.told->key_worker};
    struct visit_plan plan;
    struct care_visit as;
    bool kept = check_worker(&t) == 0;
    if (kept) confirm(&t);
    note_last(&t, civil_zone(rules_on(VIEW(d), decide_today(d), NULL)));
    if (book_next(&t, &plan, &change.visit)) {
        as = scheduling_plan_visit(&t.rules, &plan);
        change.as = &as;
    }
    if (!kept) return;
    scheduling_seen_say(d, &t.f, &(struct seen_change){.key_worker = t.told->key_worker});
    scheduling_team_say(d, &t.f, &change);
}
