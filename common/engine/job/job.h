/* Attempts of jobs: begun, prepared, handed out, ended.
 *
 *   turn n     jobs_begin: due and room? ─▶ Attempt put, in the transaction of the turn ─▶ commit
 *              jobs_prepare, on what it left ─▶ engine_take_jobs ─▶ run, in another thread
 *                  └─ gave more than a turn may hold? a file, flushed (outcome.c)
 *   later      engine_job_done
 *   turn n+k   jobs_end: JobEnded, what settle gave, the Attempt deleted; one commit ─▶ the file removed
 *
 * An Attempt that is found when the store is opened was interrupted: the daemon died in it, or was told to stop. The
 * third that died ends as CRASHED, because an attempt that kills its daemon would do so for ever. One whose file is
 * there had ended: it is not run again, its outcome is read, and three deaths count from there. */
#pragma once
#include <stdatomic.h>
#include "engine/stream/stream.h"

enum job_phase { RUN_BEGUN, RUN_FOUND, RUN_PREPARED, RUN_OUT, RUN_ENDED };
enum { OUTCOME_DIGEST_LEN = 32, OUTCOME_NAME_LEN = 48, OUTCOME_PATH_LEN = 700 };

/* One attempt that has not ended. */
struct job_run {
    struct engine_job job; /* the first: what the runtime is given */
    struct job_run *next;
    enum job_phase phase;
    const struct job *row; /* NULL: of a type that this release does not have */
    struct job_ref ref;
    uint32_t crashes;
    int64_t started_ms;
    node__job_end how;
    int reason;
    const char *dir;    /* the store's */
    struct arena arena; /* of the type's name and the input */
    struct arena work;  /* of the outcome: its thread's, until it is back */
    ProtobufCMessage *in, *out;
    struct span packed; /* the outcome; none where it is kept: `out` is as it was read */
    bool is_found;      /* a life before this one left its outcome */
    bool is_kept;       /* there is a file of it */
    uint64_t bytes;     /* of that, as it was packed */
    uint8_t digest[OUTCOME_DIGEST_LEN];
    /* By which a file of it is sealed: copied on the loop, as no thread may touch the vault; wiped behind the work. */
    struct id sealed_for, journal;
    struct seal_keys keys;
    int keys_err; /* 0, or why there are none */
    /* Both threads look at these. */
    atomic_bool stop;
    atomic_uint done, of;
};

/* begin.c */
/* At the opening, in its transaction: attempts that were interrupted. */
void jobs_open(struct engine *e);
/* In the turn's transaction; nothing is begun before jobs_begun says that it was committed. */
void jobs_begin(struct engine *e);
void jobs_begun(struct engine *e, bool committed);
/* On the turn's snapshot. */
void jobs_prepare(struct engine *e);
/* Asks what runs without a job to stop. */
void jobs_look_after(struct engine *e);
struct job_run *attempt_find(const struct engine *e, const char *type, struct id thing);
/* When a turn is due for them; it may have passed. */
int64_t jobs_wake_ms(const struct engine *e);
void jobs_close(struct engine *e);

/* attempt.c: what is out of the loop. */
void attempt_start(struct engine *e, struct job_run *r);
/* One that was found with its outcome. */
void attempt_reread(struct engine *e, struct job_run *r);
/* An attempt of what a row says, in no thread yet. */
struct job_run *attempt_new(struct engine *e, const char *type, struct id thing);
void attempt_free(struct job_run *r);

/* post.c: what is to leave, of an attempt that has been prepared. */
const post__post *attempt_post(struct job_run *r);

/* outcome.c: an outcome as a file, jobs/JOB-ATTEMPT beside the store */
void outcome_name(struct id job, uint32_t attempt, char out[OUTCOME_NAME_LEN]);
void outcome_path(const struct job_run *r, const char *after, char out[OUTCOME_PATH_LEN]);
/* Of the subject that r->sealed_for names, in the turn's transaction. */
void outcome_keys_take(struct view *v, struct job_run *r);
/* In the attempt's thread: sealed, written, flushed, and read back. How it ended is set. */
void outcome_keep(struct job_run *r);
void outcome_read(struct job_run *r);
/* 0, or ERR_IO: what was made or renamed in this folder is durable. */
int folder_sync(const char *path);

/* outcomes.c: the files of all */
bool outcome_is_there(const struct job_run *r);
/* Of an attempt whose end is committed, if there is one: work beside the loop, of its own. */
void outcome_remove(struct engine *e, const struct job_run *r);
/* At the opening: those that no attempt waits for. */
void outcomes_sweep(struct engine *e);
/* Of an engine that closes: what is not back. */
void removals_close(struct engine *e);

/* end.c */
/* One attempt that has ended, in the turn's transaction; `bare`: without its handler, which failed. */
void job_end_one(struct engine *e, struct job_run *r, bool bare);
/* The next one that has ended, or NULL; and what is done when its record is committed. */
struct job_run *job_ended_next(const struct engine *e);
void job_ended(struct engine *e, struct job_run *r);
