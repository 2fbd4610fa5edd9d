/* What was beside the loop, or on its way to the outside, comes back to the engine. */
#include "runtime/daemon.h"
#include "sys/clock.h"

/* On the loop again. The engine is always told, or its job would never end; answers only leave while there are
 * ports. */
void back_hand(struct daemon *d, struct engine_job *job) {
    int64_t now = clock_now_ms();
    engine_job_done(d->engine, job, now);
    meters_jobs(&d->meters, --d->jobs);
    if (!d->process.stopping) ports_send(&d->ports, now);
    if (d->process.stopping && !d->jobs) uv_close((uv_handle_t *)&d->grace, NULL);
}
