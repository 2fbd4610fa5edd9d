/* An attempt beside the loop. It sees its own job_run and nothing of the engine. */
#include "engine/job/job.h"

#include <stdlib.h>

/* OUTCOME_MAX: what may lie in memory until a turn comes; what is larger lies in a file (outcome.c). */
enum { OUTCOME_MAX = 256 << 10 };

typedef node__job_end run_fn(struct job_run *r, const ProtobufCMessage *in, ProtobufCMessage *out);

struct job_run *attempt_new(struct engine *e, const char *type, struct id thing) {
    struct job_run *r = calloc(1, sizeof *r);
    if (!r) abort();
    arena_init(&r->arena);
    arena_init(&r->work);
    r->dir = e->options.dir;
    r->row = job_row(e, type);
    r->ref.type = arena_text(&r->arena, type);
    r->ref.thing = thing;
    r->next = e->runs;
    e->runs = r;
    return r;
}

void attempt_free(struct job_run *r) {
    seal_keys_wipe(&r->keys);
    arena_close(&r->arena);
    arena_close(&r->work);
    free(r);
}

static void done(struct job_run *r) {
    if (protobuf_c_message_get_packed_size(r->out) > OUTCOME_MAX) return outcome_keep(r);
    r->packed = message_pack(&r->work, r->out);
}

/* Packed here, in its own thread: a large outcome costs the loop nothing. */
static void run_outside(struct engine_job *job) {
    struct job_run *r = (struct job_run *)job;
    r->how = ((run_fn *)r->row->run)(r, r->in, r->out);
    if (r->how == JOB_END_DONE) done(r);
    seal_keys_wipe(&r->keys);
}

static void read_outside(struct engine_job *job) {
    struct job_run *r = (struct job_run *)job;
    outcome_read(r);
    seal_keys_wipe(&r->keys);
}

/* Back on the loop. What was never run (a pool that closes gives it back so) has done nothing. */
static void run_done(struct engine *e, struct engine_job *job) {
    (void)e;
    struct job_run *r = (struct job_run *)job;
    if (r->how == JOB_END_UNSPECIFIED) r->how = JOB_END_STOPPED;
    r->phase = RUN_ENDED;
}

static void hand_out(struct engine *e, struct job_run *r, void (*run)(struct engine_job *job)) {
    r->phase = RUN_OUT;
    r->job = (struct engine_job){.run = run, .done = run_done, .next = e->jobs};
    e->jobs = &r->job;
}

void attempt_start(struct engine *e, struct job_run *r) {
    bool is_post = !r->row->run;
    r->out = is_post ? NULL : message_new(&r->work, r->row->outcome);
    hand_out(e, r, is_post ? NULL : run_outside);
    r->job.post = is_post ? attempt_post(r) : NULL;
}

/* Not read, it may have been done. */
void attempt_reread(struct engine *e, struct job_run *r) {
    r->how = JOB_END_UNKNOWN;
    hand_out(e, r, read_outside);
}

bool job_is_stopped(const struct job_run *r) { return atomic_load_explicit(&r->stop, memory_order_relaxed); }

void job_progress(struct job_run *r, uint32_t done, uint32_t of) {
    atomic_store_explicit(&r->of, of, memory_order_relaxed);
    atomic_store_explicit(&r->done, done, memory_order_relaxed);
}

struct arena *job_arena(struct job_run *r) {
    return &r->work;
}

void job_reason(struct job_run *r, int reason) { r->reason = reason; }
