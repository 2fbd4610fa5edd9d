/* How an attempt ended becomes records: the engine's own, which moves or clears its row in any case, and what the
 * service makes of it. */
#include "engine/job/job.h"

typedef int settle_fn(struct decide *d, const struct job_ref *ref, node__job_end how, const ProtobufCMessage *out);

struct job_run *job_ended_next(const struct engine *e) {
    for (struct job_run *r = e->runs; r; r = r->next)
        if (r->phase == RUN_ENDED) return r;
    return NULL;
}

/* What was stopped, or was too large, or killed the daemon, is not tried again by itself. */
static bool may_be_again(node__job_end how) { return how == JOB_END_FAILED || how == JOB_END_UNKNOWN; }

/* One that stopped although no person asked for it, because the daemon was to end, is due as it was. */
static int64_t again_ms(const struct decide *d, const struct job_run *r, const engine_rows__job *job,
                        node__job_end how) {
    if (how == JOB_END_STOPPED && job && !job->stopped) return d->now_ms;
    if (!may_be_again(how) || !r->row || !r->row->again_ms || !job) return 0;
    int64_t after_ms = r->row->again_ms(r->ref.attempt - job->tried_before);
    return after_ms < 0 ? 0 : d->now_ms + after_ms;
}

static node__job_ended *ended_of(struct decide *d, const struct job_run *r) {
    struct arena *a = d->view.arena;
    node__job_ended *e = NEW(a, node__job_ended);
    e->type = r->ref.type;
    e->thing = id_field(a, r->ref.thing);
    e->job = id_field(a, r->ref.job);
    e->attempt = r->ref.attempt;
    e->how = r->how;
    e->reason = (sippe__reason)r->reason;
    if (!r->is_kept || r->how != JOB_END_DONE) return e;
    e->outcome_bytes = r->bytes;
    e->outcome = (ProtobufCBinaryData){sizeof r->digest, arena_copy(a, r->digest, sizeof r->digest)};
    return e;
}

/* Read from its bytes, as an event is, so that it lies in the message's arena; from its file it was, in its thread. */
static const ProtobufCMessage *outcome_of(struct arena *a, const struct job_run *r) {
    if (r->how != JOB_END_DONE) return NULL;
    return r->is_kept ? r->out : message_unpack_own(a, r->row->outcome, r->packed);
}

/* True: all that it gave counts. */
static bool settled(struct decide *d, const struct job_run *r, node__job_ended *e) {
    if (!r->row || !r->row->settle) return true;
    int rc = ((settle_fn *)r->row->settle)(d, &r->ref, r->how, outcome_of(d->view.arena, r));
    if (!rc) rc = violations(d);
    if (rc == JOB_AGAIN) {
        e->how = JOB_END_FAILED;
        return true;
    }
    if (rc) e->reason = (sippe__reason)rc;
    return rc == 0;
}

/* JobEnded goes first, for the reason that DeadlineFired does (journal/deadline.c): it is what remains when the handler
 * refuses, or gives more than a message may. */
void job_end_one(struct engine *e, struct job_run *r, bool bare) {
    struct decide d;
    arena_reset(&e->arena);
    decide_init(&d, e, turn_txn(e), e->now_ms);
    d.principal = principal_own(e);
    struct key attempt = KEY(KEY_U64(r->ref.attempt));
    d.cause = id_derive("sippe attempt", id_span(&r->ref.job), key_span(&attempt), (struct span){NULL, 0});
    node__job_ended *ended = ended_of(&d, r);
    EMIT(&d, r->ref.thing, ended);
    if (!bare && !settled(&d, r, ended)) d.n_emitted = 1;
    const engine_rows__job *job = job_read(&d.view, r->ref.type, r->ref.thing);
    ended->again_ms = again_ms(&d, r, job_is(job, ended->job) ? job : NULL, ended->how);
    if (journal_append(&d)) {
        ended->how = JOB_END_TOO_LARGE;
        ended->again_ms = 0;
        d.n_emitted = 1;
        journal_append(&d);
    }
    struct key key = job_key(r->ref.type, r->ref.thing);
    txn_delete(turn_txn(e), TABLE_ATTEMPT, &key);
    e->counters.attempts_failed += may_be_again(ended->how);
}

void job_ended(struct engine *e, struct job_run *r) {
    struct job_run **at = &e->runs;
    while (*at != r) at = &(*at)->next;
    *at = r->next;
    outcome_remove(e, r);
    attempt_free(r);
    e->jobs_look_ms = INT64_MIN;
}
