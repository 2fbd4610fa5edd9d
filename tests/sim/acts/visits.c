/* From the enrolment to the first visit: a key worker is chosen among the candidates, the visit confirmed, moved or
 * recorded. */
#include "sim.h"

#define REQUEST(j, a, type, request)                                                                                   \
    struct arena a;                                                                                                    \
    arena_init(&a);                                                                                                    \
    type *request = NEW(&a, type)
#define BODY(a, type, reply) UNPACK(&(a), type, span_pb((reply)->body), MESSAGE_STRICT)

enum { PATIENCE = 40 };

static void step_candidates(void *task, const sippe__reply *reply);
static void step_visits(void *task, const sippe__reply *reply);

static void on_worker_confirmed(void *task, const sippe__reply *reply) {
    struct journey *j = task;
    int reason = reply_reason(reply);
    if (reason == REASON_VERSION_STALE && ++j->tries < PATIENCE) return task_sleep(&j->task, 1000, step_candidates);
    if (reason) return journey_refer(j);
    task_sleep(&j->task, 2000, step_visits);
}

static void on_candidates(void *task, const sippe__reply *reply) {
    struct journey *j = task;
    int reason = reply_reason(reply);
    if (reason) { /* scheduling has not heard of the enrolment yet */
        if (++j->tries > PATIENCE) return journey_refer(j);
        return task_sleep(&j->task, 2000, step_candidates);
    }
    REQUEST(j, a, scheduling__confirm_key_worker_request, r);
    scheduling__list_candidates_reply *c = BODY(a, scheduling__list_candidates_reply, reply);
    if (c->n_candidates) {
        r->enrolment_id = id_field(&a, j->enrolment);
        r->enrolment_version = c->enrolment_version;
        r->worker = c->candidates[prng_below(&j->task.sim->prng, c->n_candidates)]->worker;
        memcpy(j->worker, r->worker, strnlen(r->worker, sizeof j->worker - 1));
        task_call(&j->task, "scheduling", "coordinator", "scheduling.ConfirmKeyWorker", &r->base,
                  "sippe.scheduling.KeyWorkerConfirmed", on_worker_confirmed);
    } else {
        journey_refer(j);
    }
    arena_close(&a);
}

static void step_candidates(void *task, const sippe__reply *reply) {
    (void)reply;
    struct journey *j = task;
    REQUEST(j, a, scheduling__list_candidates_request, r);
    r->enrolment_id = id_field(&a, j->enrolment);
    task_call(&j->task, "scheduling", "coordinator", "scheduling.ListCandidates", &r->base, NULL, on_candidates);
    arena_close(&a);
}

void visits_begin(struct journey *j) {
    j->tries = 0;
    task_sleep(&j->task, 2000, step_candidates);
}

static void on_visit_done(void *task, const sippe__reply *reply) {
    (void)reply;
    journey_refer(task);
}

static void act_on_visit(struct journey *j, const scheduling__visit *visit) {
    struct sim *s = j->task.sim;
    if (chance(s, 60)) {
        REQUEST(j, a, scheduling__confirm_visit_request, r);
        r->visit_id = visit->visit_id;
        r->version = visit->version;
        task_call(&j->task, "scheduling", j->team, "scheduling.ConfirmVisit", &r->base,
                  "sippe.scheduling.VisitConfirmed", on_visit_done);
        arena_close(&a);
    } else if (chance(s, 60)) {
        REQUEST(j, a, scheduling__move_visit_request, r);
        r->visit_id = visit->visit_id;
        r->version = visit->version;
        r->start = NEW(&a, sippe__instant);
        r->start->ms = visit->start->ms + 86400000LL * (int64_t)prng_below(&s->prng, 4) +
                       900000LL * (int64_t)prng_below(&s->prng, 8);
        r->reason = "la famille préfère";
        task_call(&j->task, "scheduling", j->team, "scheduling.MoveVisit", &r->base, "sippe.scheduling.VisitMoved",
                  on_visit_done);
        arena_close(&a);
    } else {
        REQUEST(j, a, scheduling__cancel_visit_request, r);
        r->visit_id = visit->visit_id;
        r->version = visit->version;
        r->reason = "maladie";
        task_call(&j->task, "scheduling", j->team, "scheduling.CancelVisit", &r->base,
                  "sippe.scheduling.VisitCancelled", on_visit_done);
        arena_close(&a);
    }
}

static void on_visits(void *task, const sippe__reply *reply) {
    struct journey *j = task;
    if (reply_reason(reply)) return journey_refer(j);
    struct arena a;
    arena_init(&a);
    scheduling__family_visits_reply *r = BODY(a, scheduling__family_visits_reply, reply);
    if (r->n_visits)
        act_on_visit(j, r->visits[0]);
    else
        journey_refer(j);
    arena_close(&a);
}

static void step_visits(void *task, const sippe__reply *reply) {
    (void)reply;
    struct journey *j = task;
    REQUEST(j, a, scheduling__family_visits_request, r);
    r->family_id = id_field(&a, j->family_id);
    task_call(&j->task, "scheduling", j->team, "scheduling.FamilyVisits", &r->base, NULL, on_visits);
    arena_close(&a);
}
