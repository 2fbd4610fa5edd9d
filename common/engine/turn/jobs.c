/* Work beside the loop, as a turn sees it: handed out behind the commit, handed back between turns, its end recorded.
 * */
#include "engine/turn/turn.h"

struct engine_job *engine_take_jobs(struct engine *e) {
    struct engine_job *jobs = e->jobs;
    e->jobs = NULL;
    return jobs;
}

void engine_job_done(struct engine *e, struct engine_job *job, int64_t now_ms) {
    clock_set(e, now_ms);
    e->n_out = 0;
    arena_reset(&e->outbox);
    arena_reset(&e->arena);
    job->done(e, job);
}

static void end_part(struct engine *e, void *what, bool failing) { job_end_one(e, what, failing); }

/* A commit each: with all that followed from it, or bare. What cannot even be recorded so is left for a minute. */
int jobs_end(struct engine *e) {
    if (!e->following || e->asking || e->now_ms < e->jobs_end_ms) return 0;
    for (struct job_run *r; (r = job_ended_next(e));) {
        int err = turn_apart(e, end_part, r);
        if (err) {
            e->jobs_end_ms = e->now_ms + MINUTE_MS;
            return err_is_fatal(err) ? err : 0;
        }
        job_ended(e, r);
    }
    return 0;
}
