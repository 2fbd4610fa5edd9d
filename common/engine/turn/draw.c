/* Slots of the vault, drawn before they are needed: 1.5 ms and a flush for 256 new subjects, of which the loop has
 * nothing but to begin it and to take what came of it.
 *
 *   turn: fewer than VAULT_LOW? begun ─▶ engine_take_jobs ─▶ run, in another thread ─▶ engine_job_done: ended, and
 *     still too few? the next one
 *
 * Who needs a slot that nobody has drawn in time draws on the loop (vault_give). A disk without room is no fault: who
 * needs one of the slots is refused, like all that must be written. */
#include "engine/turn/turn.h"

enum { AGAIN_MS = 1000 };

static void draw_run(struct engine_job *job) { vault_draw_run(&((struct slots_draw *)job)->draw); }

static void draw_done(struct engine *e, struct engine_job *job);

static bool may_begin(const struct engine *e) {
    bool waits = e->now_ms < e->draw.again_ms && e->draw.again_ms - e->now_ms <= AGAIN_MS;
    return !e->draw.is_out && !e->stopping && !waits && vault_is_low(e->vault);
}

static void draw_begin(struct engine *e) {
    struct slots_draw *d = &e->draw;
    if (!may_begin(e) || vault_draw_begin(e->vault, &d->draw)) return; /* what hinders it, who needs a slot is told */
    d->job = (struct engine_job){.run = draw_run, .done = draw_done, .next = e->jobs};
    d->is_out = true;
    e->jobs = &d->job;
}

static void draw_done(struct engine *e, struct engine_job *job) {
    struct slots_draw *d = (struct slots_draw *)job;
    int err = vault_draw_end(&d->draw);
    d->is_out = false;
    if (err == ERR_IO) d->err = err;
    if (err) d->again_ms = e->now_ms + AGAIN_MS;
    draw_begin(e);
}

int slots_ahead(struct engine *e) {
    draw_begin(e);
    return e->draw.err;
}
