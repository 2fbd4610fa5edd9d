/* A job whose work is a post: the engine says what is to leave and what came of it; it is sent by whoever has the loop
 * (engine.h), in no thread. */
#include "engine/job/job.h"

static bool is_mail(const char *url) { return strncmp(url, "smtp", 4) == 0; }

/* The job's id, the same through all attempts: by it the far end knows a repeat. (A text in quotes, as the draft of the
 * IETF has it: draft-ietf-httpapi-idempotency-key-header.) A mail has no such line beside it. */
static void key_add(struct job_run *r, post__post *p) {
    if (is_mail(p->url)) return;
    const char **headers = arena_alloc(&r->arena, (p->n_headers + 1) * sizeof *headers);
    for (size_t i = 0; i < p->n_headers; i++) headers[i] = p->headers[i];
    headers[p->n_headers++] = arena_printf(&r->arena, "Idempotency-Key: \"%s\"", id_text(&r->arena, r->ref.job));
    p->headers = headers;
}

const post__post *attempt_post(struct job_run *r) {
    post__post *p = (post__post *)r->in;
    key_add(r, p);
    return p;
}

/* A mail server's refusal is an answer: its code says whether to try again. */
static node__job_end end_of(const post__posted *p) {
    if (p->end == POST_ANSWERED || p->end == POST_CUT || p->end == POST_REFUSED) return JOB_END_DONE;
    if (p->may_have_arrived) return JOB_END_UNKNOWN;
    return p->end == POST_STOPPED ? JOB_END_STOPPED : JOB_END_FAILED;
}

void engine_job_posted(struct engine_job *job, const post__posted *posted) {
    struct job_run *r = (struct job_run *)job;
    r->how = posted ? end_of(posted) : JOB_END_FAILED;
    if (r->how == JOB_END_DONE) r->packed = message_pack(&r->work, &posted->base);
    if (r->how == JOB_END_FAILED) r->reason = REASON_POST_NOT_SENT;
}

bool engine_job_is_stopped(const struct engine_job *job) { return atomic_load(&((const struct job_run *)job)->stop); }
