/* Work outside of turns in a person's hands: listed, stopped, tried again. */
#include "engine/node/tables.h"

enum { PAGE = 50, PAGE_MAX = 200 };

static node__job_state state_of(const engine_rows__job *row, const struct job_run *run) {
    if (run && run->phase != RUN_ENDED) return atomic_load(&run->stop) ? JOB_STATE_STOPPING : JOB_STATE_RUNNING;
    if (row->stopped) return JOB_STATE_STOPPED;
    return row->due_ms ? JOB_STATE_WAITING : JOB_STATE_GIVEN_UP;
}

static void run_tell(const struct job_run *run, node__job *out) {
    if (!run) return;
    out->attempt = run->ref.attempt;
    out->started_ms = run->started_ms;
    out->done = atomic_load(&run->done);
    out->of = atomic_load(&run->of);
}

static node__job *job_told(struct view *v, const char *type, struct id thing, const engine_rows__job *row) {
    node__job *out = NEW(v->arena, node__job);
    const struct job_run *run = attempt_find(v->e, type, thing);
    out->id = row->id;
    out->type = type;
    out->thing = id_field(v->arena, thing);
    out->state = state_of(row, run);
    out->attempt = row->attempts;
    out->due_ms = row->due_ms;
    out->last = row->last;
    out->reason = row->reason;
    out->ended_ms = row->ended_ms;
    run_tell(run, out);
    return out;
}

/* The rest of a page begins with the key behind the last one's. */
int node_list_jobs(struct query *q, const node__list_jobs_request *in, node__list_jobs_reply *out) {
    size_t most = in->limit == 0 ? PAGE : in->limit > PAGE_MAX ? PAGE_MAX : in->limit;
    struct key after = job_key(in->after_type, id_of(in->after_thing));
    bool from_start = !in->after_type[0];
    struct store_cursor c = cursor_open(q->view.txn, TABLE_JOB, &KEY_EMPTY, from_start ? NULL : &after);
    while (cursor_next(&c)) {
        if (!from_start && key_order(&c.key, &after) <= 0) continue;
        if (out->n_jobs == most) {
            out->more = true;
            break;
        }
        const char *type = arena_text(q->view.arena, (const char *)c.key.bytes);
        const engine_rows__job *row = UNPACK_OWN(q->view.arena, engine_rows__job, c.value);
        if (row) APPEND(q->view.arena, out, jobs, job_told(&q->view, type, key_id_at(&c.key, strlen(type) + 1), row));
    }
    cursor_close(&c);
    return 0;
}

int node_stop_job(struct decide *d, const node__stop_job_request *in, node__stop_job_reply *out) {
    (void)out;
    const engine_rows__job *row = job_read(&d->view, in->type, id_of(in->thing));
    if (!in->reason[0]) violation(d, "reason", REASON_REASON_MISSING);
    if (violations(d)) return violations(d);
    if (!row) return REASON_NOT_FOUND;
    if (row->stopped || !row->due_ms) return REASON_MOVE_ILLEGAL;
    node__job_stopped *e = NEW(d->view.arena, node__job_stopped);
    e->type = in->type;
    e->thing = in->thing;
    e->job = row->id;
    e->personal = NEW(d->view.arena, node__job_stopped__personal);
    e->personal->reason = in->reason;
    EMIT_FOR(d, id_of(row->sealed_for), id_of(in->thing), e);
    return 0;
}

int node_retry_job(struct decide *d, const node__retry_job_request *in, node__retry_job_reply *out) {
    (void)out;
    struct id thing = id_of(in->thing);
    const engine_rows__job *row = job_read(&d->view, in->type, thing);
    if (!row) return REASON_NOT_FOUND;
    if (attempt_find(d->view.e, in->type, thing) || (row->due_ms && row->due_ms <= d->now_ms))
        return REASON_MOVE_ILLEGAL;
    node__job_retried *e = NEW(d->view.arena, node__job_retried);
    e->type = in->type;
    e->thing = in->thing;
    e->job = row->id;
    EMIT_FOR(d, id_of(row->sealed_for), thing, e);
    return 0;
}

/* ---- what records do to it ---- */

static bool is_over(node__job_end how) { return how == JOB_END_DONE || how == JOB_END_NOT_NEEDED; }

/* Of a job that was cleared or set anew meanwhile the record alone is left. */
void node_on_job_ended(struct apply *a, const struct record *r, const node__job_ended *e) {
    struct id thing = id_of(e->thing);
    engine_rows__job *was = job_read(&a->view, e->type, thing);
    if (!job_is(was, e->job)) return;
    engine_rows__job *is = message_copy(a->view.arena, &was->base);
    is->attempts = e->attempt;
    is->last = e->how;
    is->reason = e->reason;
    is->ended_ms = r->at_ms;
    is->due_ms = was->stopped ? 0 : e->again_ms;
    job_put(a, e->type, thing, was, is_over(e->how) ? NULL : is);
}

void node_on_job_stopped(struct apply *a, const struct record *r, const node__job_stopped *e) {
    (void)r;
    engine_rows__job *was = job_read(&a->view, e->type, id_of(e->thing));
    if (!job_is(was, e->job)) return;
    engine_rows__job *is = message_copy(a->view.arena, &was->base);
    is->stopped = true;
    is->due_ms = 0;
    job_put(a, e->type, id_of(e->thing), was, is);
}

void node_on_job_retried(struct apply *a, const struct record *r, const node__job_retried *e) {
    engine_rows__job *was = job_read(&a->view, e->type, id_of(e->thing));
    if (!job_is(was, e->job)) return;
    engine_rows__job *is = message_copy(a->view.arena, &was->base);
    is->stopped = false;
    is->due_ms = r->at_ms;
    is->tried_before = was->attempts;
    job_put(a, e->type, id_of(e->thing), was, is);
}
