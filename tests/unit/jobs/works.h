/* A service with work outside the turn, and a rig that does that work when the test says so. */
#pragma once
#include "rig.h"

/* To add 1 to a counter sets its work (remind_ms: so much later); to add -1 clears it; 2 sets work of another type,
 * of which nine run at once; 3 sets a post, of which 20 may be under way. */
enum { WORKS_SET = 1, WORKS_CLEAR = -1, WORKS_OTHER = 2, WORKS_POST = 3 };
extern const struct service works;

/* What the next ones do; works_reset before each test. */
struct works_says {
    int prepare;         /* 0, or what it answers */
    int more;            /* so many times JOB_MORE before that */
    node__job_end how;   /* 0: done */
    int settle;          /* 0, or what it answers */
    int records;         /* so many more */
    size_t pad;          /* bytes of the outcome */
    int again_most;      /* attempts; 0: for ever */
    bool late;           /* looks whether it is asked to stop first, and stops */
    int ran, settled;    /* counted */
    size_t given;        /* of pad, to the last settle */
    node__job_end told;  /* the last how that settle heard */
    struct job_ref last; /* that ran; its type is a literal */
    const char *url;     /* of a post */
    bool has_header;     /* of its own */
    uint32_t code;       /* of the last answer that settle was given; 0: it was given none */
};
extern struct works_says works_says;
void works_reset(void);
#define RIG(r)                                                                                                         \
    struct rig r;                                                                                                      \
    works_reset();                                                                                                     \
    rig_open(&r, &works)

/* Hands out what the last turn began. */
struct engine_job *works_take(struct rig *r);
/* The store's folder `jobs`: how many files, the name of the last, and its path. */
int works_files(const struct rig *r, char name[64], char path[300]);
/* Runs and hands back all of it; how many. No turn. */
int works_do(struct rig *r, struct engine_job *jobs);
/* Sets a counter's work, or clears it. */
void works_set(struct rig *r, const char *name, int what, int64_t after_ms);
node__list_jobs_reply *works_list(struct rig *r);
/* Of the journal: how many records of a type ("JobEnded"), and the last of those. */
int works_records(struct rig *r, const char *type, node__job_ended *last);
/* The one job there is; and that there is none. */
const node__job *works_only(struct rig *r);
void works_gone(struct rig *r);
/* A turn that begins what is due, what it began done, a turn that records it; how many were done. */
int works_pass(struct rig *r, int64_t ms);

/* ---- outcomes that are too large for a turn ---- */

enum { WORKS_LARGE = 700 << 10 };
/* Work that will give so many bytes, handed out and not run yet. */
struct engine_job *works_begun(struct rig *r);
/* That there are none, once whoever removes them has been about. */
void works_no_files(struct rig *r);
/* The last JobEnded of so many. */
node__job_ended works_last_end(struct rig *r, int of);
