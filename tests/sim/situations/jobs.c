/* The figures of a day: the folder is gone, the work takes long, the daemon dies in it, a person stops it or has it tried
 * again; and in the end each day was counted, once. */
#include "sim.h"

static node__list_jobs_reply *listed(struct sim *s, struct arena *a) {
    node__list_jobs_request *r = NEW(a, node__list_jobs_request);
    node__list_jobs_reply *out = NULL;
    SIM_CALL(s, a, "intake", "operator", "node.ListJobs", r, &out);
    return out;
}

static void stop(struct sim *s, struct arena *a, const node__job *job) {
    node__stop_job_request *r = NEW(a, node__stop_job_request);
    r->type = job->type;
    r->thing = job->thing;
    r->reason = "le dossier est plein";
    SIM_CALL(s, a, "intake", "operator", "node.StopJob", r, NULL);
}

static void retry(struct sim *s, struct arena *a, const node__job *job) {
    node__retry_job_request *r = NEW(a, node__retry_job_request);
    r->type = job->type;
    r->thing = job->thing;
    SIM_CALL(s, a, "intake", "operator", "node.RetryJob", r, NULL);
}

static void each(struct sim *s, struct arena *a, void (*act)(struct sim *, struct arena *, const node__job *)) {
    const node__list_jobs_reply *list = listed(s, a);
    for (size_t i = 0; list && i < list->n_jobs; i++) act(s, a, list->jobs[i]);
}

/* Each attempt of a job has one end at most, and each day ends once. */
static void ends_are_single(struct sim *s, struct arena *a) {
    struct view *v = world_view(s->world, "intake", a);
    struct id seen[64];
    size_t n = 0;
    struct record r;
    for (uint64_t seq = 1; record_head(v, seq, &r); seq++) {
        struct id what = {{0}};
        if (strcmp(r.type, intake__figures_ended__descriptor.name) == 0)
            what = r.subjects[0];
        else if (strcmp(r.type, node__job_ended__descriptor.name) == 0)
            what = r.cause; /* made of the job and the attempt */
        for (size_t i = 0; i < n && !id_is_zero(what); i++)
            if (id_equal(seen[i], what)) sim_fault(s, what, "%s twice for one of them", r.type);
        if (n < 64 && !id_is_zero(what)) seen[n++] = what;
    }
}

bool situation_jobs(struct sim *s) {
    struct arena a;
    arena_init(&a);
    world_figures(s->world, chance(s, 70) ? "/nonexistent" : world_dir(s->world, "intake"));
    world_jobs_take(s->world, (int64_t)prng_below(&s->prng, 3) * 2000);
    for (int i = 0; i < 3; i++) {
        world_pass(s->world, DAY);
        world_run(s->world, 3000);
        if (chance(s, 30)) world_crash(s->world, "intake");
        world_run(s->world, 6000);
    }
    each(s, &a, stop);
    each(s, &a, stop); /* stopped already */
    world_run(s->world, 3000);
    world_figures(s->world, world_dir(s->world, "intake"));
    world_jobs_take(s->world, 2000);
    each(s, &a, retry);
    each(s, &a, retry); /* what runs is not begun anew */
    world_jobs_take(s->world, 0);
    world_run(s->world, 30000);
    world_settle(s->world, 60000);
    world_run(s->world, 3000);
    const node__list_jobs_reply *left = listed(s, &a);
    if (!left || left->n_jobs) sim_fault(s, (struct id){{0}}, "a day's figures are still to be written");
    ends_are_single(s, &a);
    world_figures(s->world, NULL);
    arena_close(&a);
    return !s->fault[0];
}
