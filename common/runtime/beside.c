/* What runs beside the loop, in threads of libuv's pool: handed out behind a turn, handed back on the loop. */
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>
#include "runtime/daemon.h"
#include "sys/clock.h"

enum { NICE = 19 };

struct errand {
    uv_work_t request;
    struct daemon *daemon;
    struct engine_job *job;
};

/* In libuv's pool: it sees its job and nothing of the daemon. Behind the loop, which must not be late because somebody
 * computes: four busy jobs on two processors made its timers many times as late (sched(7): Linux has a niceness for
 * each thread). */
static void work_run(uv_work_t *request) {
    struct errand *w = request->data;
    setpriority(PRIO_PROCESS, (id_t)gettid(), NICE);
    w->job->run(w->job);
}

static void work_done(uv_work_t *request, int status);

static void work_start(struct daemon *d, struct engine_job *job) {
    struct errand *w = calloc(1, sizeof *w);
    if (!w) abort();
    *w = (struct errand){.request.data = w, .daemon = d, .job = job};
    uv_queue_work(&d->process.loop, &w->request, work_run, work_done);
}

/* After the commit that they rest on, like everything that leaves. */
void beside_start(struct daemon *d) {
    struct engine_job *next;
    for (struct engine_job *job = engine_take_jobs(d->engine); job; job = next) {
        next = job->next;
        meters_jobs(&d->meters, ++d->jobs);
        if (job->post)
            posting_start(d, job);
        else
            work_start(d, job);
    }
    posting_look(d);
}

/* One that was cancelled is handed back too: it has an owner inside the engine. What comes of it may be more of the
 * same, which waits for no turn. */
static void work_done(uv_work_t *request, int status) {
    (void)status;
    struct errand *w = request->data;
    struct daemon *d = w->daemon;
    back_hand(d, w->job);
    free(w);
    if (!d->process.stopping) beside_start(d);
}

/* A thread cannot be ended from outside, and uv_run waits for it. So the store is told that it was interrupted, which
 * is no crash, and the process goes without closing what the thread may look at. */
static void on_grace(uv_timer_t *timer) {
    struct daemon *d = timer->data;
    int err = engine_interrupt(d->engine);
    LOG(&d->process.log, err ? LEVEL_ERROR : LEVEL_WARN, "stopped", LOG_BOOL("clean", false), LOG_INT("jobs", d->jobs));
    _exit(EXIT_SERVED);
}

void beside_open(struct daemon *d) {
    uv_timer_init(&d->process.loop, &d->grace);
    d->grace.data = d;
}

void beside_stop(struct daemon *d) {
    if (d->jobs)
        uv_timer_start(&d->grace, on_grace, GRACE_MS, 0);
    else
        uv_close((uv_handle_t *)&d->grace, NULL);
}
