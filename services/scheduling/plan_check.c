/* May this be booked: the workers of a plan, and whether they and the family are free. */
#include "scheduling/domain/booking.h"
#include "scheduling/plan.h"
#include "scheduling/substitute.h"

/* Whoever stands in for her is booked by her own name. */
static bool is_away(struct view *v, const scheduling__worker_put *w, day on) {
    struct substitute_ref *away;
    return scheduling_substitutes_for(v, id_of(w->worker_id), on, on, &away) > 0;
}

/* The workers of a plan exist and work, and are there that day; on a joint first visit there are two, one of whom may
 * come along. */
static int check_workers(struct decide *d, const struct rules_now *rules, const struct visit_plan *p,
                         const scheduling__worker_put **workers) {
    bool joined = false;
    for (size_t i = 0; i < p->n_workers; i++) {
        const scheduling__worker_put *w = workers[i] = scheduling_worker_read(VIEW(d), p->workers[i], NULL);
        if (!w) return REASON_WORKER_UNKNOWN;
        if (w->inactive || w->personal->n_hours == 0) return REASON_WORKER_INACTIVE;
        if (is_away(VIEW(d), w, day_at(rules->zone, p->start_ms))) return REASON_WORKER_AWAY;
        struct candidates_worker facts = scheduling_worker_listed(w);
        joined = joined || (i > 0 && candidates_can_join(rules->visits, &facts));
    }
    return p->first && rules->visits->joint_first_visit && !joined ? REASON_JOINT_WORKER_MISSING : 0;
}

int scheduling_plan_check(struct decide *d, const struct rules_now *rules, const struct family_facts *f,
                          struct visit_plan *p, struct id visit) {
    const scheduling__worker_put *found[4];
    int reason = check_workers(d, rules, p, found);
    if (reason) return reason;
    int64_t end = p->start_ms + (int64_t)p->minutes * 60000;
    struct slots_worker workers[4];
    struct slots_taken *family;
    for (size_t i = 0; i < p->n_workers; i++)
        workers[i] = scheduling_worker_slots(VIEW(d), found[i], rules->zone, p->start_ms, end);
    size_t n_family = scheduling_taken_by_family(VIEW(d), f->family_id, p->start_ms, end, &family);
    struct booking b = {.zone = rules->zone,
                        .calendar = &rules->calendar,
                        .now_ms = decide_now_ms(d),
                        .start_ms = p->start_ms,
                        .minutes = p->minutes,
                        .visit = visit};
    reason = booking_check(&b, workers, p->n_workers, family, n_family);
    b.outside_hours = p->outside_hours;
    p->outside_hours = p->outside_hours && reason == REASON_OUTSIDE_HOURS;
    return p->outside_hours ? booking_check(&b, workers, p->n_workers, family, n_family) : reason;
}

struct care_visit scheduling_plan_visit(const struct rules_now *rules, const struct visit_plan *p) {
    return (struct care_visit){
        .workers = p->workers, .n_workers = p->n_workers, .on = day_at(rules->zone, p->start_ms), .open = true};
}

void scheduling_plan_workers(struct visit_plan *p, const char *const *workers, size_t n, const char *otherwise) {
    for (size_t i = 0; i < n && i < 4; i++) p->workers[p->n_workers++] = workers[i];
    if (p->n_workers == 0) p->workers[p->n_workers++] = otherwise;
}
