/* Inside the runtime only: a daemon, which is the work of a process (process/process.h) around an engine.
 *
 *     pending   does a socket of the bus or the engine wait?
 *     round     receive, one turn of the engine, send, start jobs
 *     tick      links
 *
 * One thread; a job alone runs beside it. */
#pragma once
#include "post/post.h"
#include "runtime/identity.h"
#include "runtime/meters.h"
#include "runtime/ports.h"
#include "runtime/process/process.h"
#include "runtime/secrets.h"
#include "runtime/settings.h"

/* RECEIVE_MAX: of each socket, before each turn; many times what a turn does, so that a flood is discarded as fast as
 * it comes. DRAIN_TURNS: many more than messages of usual size need; what is left over when a daemon stops is not
 * answered, and comes again. GRACE_MS: then what still runs beside the loop is left (systemd kills after 90 s). */
enum { RECEIVE_MAX = 4096, DRAIN_TURNS = 64, GRACE_MS = 3000 };

struct daemon {
    struct process process;
    const struct service *service;
    struct daemon_config config;
    struct identity me;
    struct secrets secrets;
    struct engine *engine;
    struct ports ports;
    struct posts *posts;     /* NULL until somebody asks for it, or libcurl is not there */
    struct posting *posting; /* jobs that are posts, and not told of yet */
    struct meters meters;
    int64_t progress_us;              /* when the log last said how far the opening of the store was */
    node__clock clock;                /* as the log last told it */
    bool refuses;                     /* for want of room; as the log last said */
    int jobs;                         /* under way */
    uv_timer_t grace;                 /* how long jobs may take to come back when it stops */
    bool awaited[ENGINE_FOLLOWS_MAX]; /* by link: an empty store waits for its word (standing.c) */
    int64_t asking_until_us;          /* and no longer than until then; 0: it serves */
};

/* daemon.c: what a process does that is a daemon */
extern const struct work daemon_work;
/* For what is to leave for the outside, made when it is first asked for: at the start, of a service with jobs that are
 * posts. NULL: libcurl is not there, as the log says, or the daemon stops. */
struct posts *daemon_posts(struct daemon *d);

/* beside.c */
/* What the last turn began. */
void beside_start(struct daemon *d);
/* A part of the loop's opening: the timer that bounds its end. */
void beside_open(struct daemon *d);
/* The loop ends: when what is out is back, or when it has had its time. */
void beside_stop(struct daemon *d);

/* back.c */
/* On the loop again: the engine is told, and what it has to say to anybody leaves. */
void back_hand(struct daemon *d, struct engine_job *job);

/* posting.c */
/* A job that is a post. It comes back by back_hand, at once where it cannot begin. */
void posting_start(struct daemon *d, struct engine_job *job);
/* Cuts off what is not wanted any more. */
void posting_look(struct daemon *d);

/* standing.c */
/* READY at once, or when the peers have said that they know no other store of ours. */
void standing_begin(struct daemon *d);
/* After each round: was enough heard? False: it was disowned, and must stop. */
bool standing_check(struct daemon *d);
/* 0; or -1 and the fault: it was disowned. */
int standing_fault(const struct daemon *d, struct fault *f);

/* turn.c */
/* Receives; then at most one turn. A turn that fails ends the process. */
void turn_run(struct daemon *d);
/* Until nothing received is left. */
void turn_drain(struct daemon *d);
/* The last one, behind the loop: how jobs ended that came back since the ports were closed. */
void turn_last(struct daemon *d);
