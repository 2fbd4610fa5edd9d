/* Jobs: work outside the turn, for what waits for others or takes long. A part of engine/service.h, which includes it.
 *
 *   set ──due──▶ begun: attempt + 1 is written, in the turn that begins it
 *                 └▶ prepare, on the loop ─▶ run, in a thread ─▶ settle, in a turn, behind JobEnded
 *                                             └▶ a file, if large   └▶ cleared, due again, or given up
 *
 * It is run at least once, and each attempt is recorded once. What an attempt is given is made of the rows anew each
 * time and stored nowhere: what was withdrawn since is not sent. What it gives is stored nowhere either, but where it
 * is larger than 256 KiB: then it lies beside the store, in a file, sealed for whom the job is, flushed, until its end
 * is recorded, and after a crash it is read there instead of being made again. A file that is not as it was written is
 * never read: the attempt ends with OUTCOME_DAMAGED. Nothing is begun while the clock is in doubt or the store has no
 * room to record the end. A person can stop a job, and have one tried again that was given up (node.StopJob). */
#pragma once

struct apply;
struct job;
struct job_run;

/* In an apply, like a deadline: one per (job, thing), which the record in hand names: set again by another record it is
 * another job. What people say of it when they stop it or try it again is sealed for this subject: of a thing of a
 * family as the thing is; of the daemon's own, view_house. */
void job_set(struct apply *a, const struct job *job, struct id thing, struct id sealed_for, int64_t due_ms);
/* It is not begun any more. An attempt that runs is asked to stop, and how it ended is recorded all the same. */
void job_clear(struct apply *a, const struct job *job, struct id thing);

/* One attempt. */
struct job_ref {
    const char *type;
    struct id job;   /* the same through all attempts: what the far end knows a repeat by */
    struct id thing; /* what it is about, as it was set */
    uint32_t attempt;
};
enum {
    JOB_NOT_NEEDED = -2000, /* of prepare: what it was for is gone */
    JOB_MORE = -2001,       /* of prepare: call again in the next turn, with what is in `in` by now */
    JOB_AGAIN = -2002,      /* of settle: it counts as failed, whatever the far end said */
    /* Of an outcome, packed; past it the attempt ends TOO_LARGE. It takes twice its size of memory. */
    JOB_OUTCOME_MAX = 64 << 20,
};

struct job {
    const char *type;                                  /* stands in rows and records */
    const ProtobufCMessageDescriptor *input, *outcome; /* of <service>_jobs.proto */
    /* int (struct query *, const struct job_ref *, In *): 0, one of the above, or the Reason for which this attempt
     * failed. It has the time of a query (query_time_is_up); what it gives lies in arena_of(q). */
    any_fn prepare;
    /* node__job_end (struct job_run *, const In *, Out *): in another thread, at most once at a time for one job. It
     * sees nothing but what it is given, may wait, write files and call what a handler may not; `out` counts when it is
     * JOB_END_DONE. NULL: its work is a post (JOB_POST), see below. */
    any_fn run;
    /* int (struct decide *, const struct job_ref *, node__job_end how, const Out *): gives the records of what came of
     * it; `out` is NULL unless done. 0; JOB_AGAIN; a Reason: it gives nothing. NULL: nothing follows from it. */
    any_fn settle;
    int64_t (*again_ms)(uint32_t tried); /* from the end of this attempt to the next; negative: it is given up */
    unsigned at_once; /* how many of this type; there are four beside the loop in all, and 16 posts */
};

/* JOB_POST: `prepare` fills a post__post and `settle` is given a post__posted; the daemon sends it (proto/post.proto).
 * The job's id goes with it as the header Idempotency-Key, the same through all attempts, so that a far end which knows
 * that header does the work once; a mail has none, and its Message-ID is for `prepare` to make of ref->job. How it
 * ends:
 *
 *   DONE     there is an answer, whatever it says; `settle` looks at its code, and may say JOB_AGAIN
 *   UNKNOWN  there is none, and something may have arrived
 *   FAILED   nothing can have arrived (POST_NOT_SENT); the daemon's log has the reason
 *   STOPPED  it was cut off before anything could have arrived */

/* For run. Its work is not wanted any more: asked in every long loop. What it does then is JOB_END_STOPPED, or how far
 * it came. */
bool job_is_stopped(const struct job_run *r);
/* Shown by `sippe jobs list`, kept nowhere. */
void job_progress(struct job_run *r, uint32_t done, uint32_t of);
/* Of the outcome. It ends with the attempt. */
struct arena *job_arena(struct job_run *r);
/* With which it fails. */
void job_reason(struct job_run *r, int reason);
