/* Inside the runtime only: a daemon and its loop.
 *
 *     timers    wake, tick: links, watchdog, how late timers are
 *     prepare   work is waiting? do not block. Else a timer for when the engine wants to be called.
 *     poll      descriptors of the bus only wake the loop (bus/socket.h); signals, jobs that ended
 *     check     receive, one turn of the engine, send, start jobs
 *     closing   handles whose close callback is due
 *
 * That is libuv's own order of a round, and the shim rests on it: prepare comes after everything that may have sent, so
 * that nothing is missed before the loop blocks. One thread; a job alone runs beside it.
 *
 * Everything is embedded in struct daemon, which outlives the loop; the pollers of the bus's descriptors are freed in
 * their close callbacks. */
#pragma once
#include <uv.h>
#include "post/post.h"
#include "runtime/config.h"
#include "runtime/identity.h"
#include "runtime/meters.h"
#include "runtime/ports.h"
#include "runtime/ready.h"
#include "runtime/secrets.h"

/* RECEIVE_MAX: of each socket, before each turn; many times what a turn does, so that a flood is discarded as fast as
 * it comes. WAKE_MAX_MS: timers
 * count by a clock that goes on evenly, deadlines by one that people set; one that is put forward is noticed within a
 * minute. DRAIN_TURNS: many more than messages of usual size need; what is left over when a daemon stops is not
 * answered, and comes again. GRACE_MS: then what still runs beside the loop is left (systemd kills after 90 s). */
enum { RECEIVE_MAX = 4096, TICK_MS = 1000, WAKE_MAX_MS = 60000, DRAIN_TURNS = 64, GRACE_MS = 3000 };

struct daemon {
    const struct service *service;
    const char *program; /* "sippe-intake" */
    struct config config;
    struct identity me;
    struct secrets secrets;
    struct log log;
    struct engine *engine;
    struct ports ports;
    struct posts *posts;     /* NULL until somebody asks for it, or libcurl is not there */
    struct posting *posting; /* jobs that are posts, and not told of yet */
    struct meters meters;
    struct ready ready;
    int64_t started_ms, began_us;
    int64_t progress_us; /* when the log last said how far the opening of the store was */
    node__clock clock;   /* as the log last told it */
    bool refuses;        /* for want of room; as the log last said */
    bool stopping;       /* nothing is sent any more; jobs may still come back */
    int jobs;            /* under way */
    uv_loop_t loop;
    uv_prepare_t prepare;
    uv_check_t check;
    uv_idle_t idle; /* started: the next poll does not block */
    uv_timer_t wake, tick;
    uv_timer_t grace; /* how long jobs may take to come back when it stops */
    uv_signal_t terminate, interrupt;
    bool awaited[ENGINE_FOLLOWS_MAX]; /* by link: an empty store waits for its word (standing.c) */
    int64_t asking_until_us;          /* and no longer than until then; 0: it serves */
    int64_t wake_due_us, tick_due_us; /* when they should fire, to tell how late they do */
};

/* loop.c */
/* ERR_NOMEM. All handles are there after it, started or not, so that loop_stop closes the same ones always. */
int loop_open(struct daemon *d);
struct bus_watch loop_watch(struct daemon *d);
/* Starts the handles; then uv_run serves. */
void loop_start(struct daemon *d);
/* For what is to leave for the outside, made when it is first asked for: at the start, of a service with jobs that are
 * posts. NULL: libcurl is not there, as the log says, or the daemon stops. */
struct posts *loop_posts(struct daemon *d);
/* What was received is finished, jobs are asked to stop, then everything is closed but what is in their hands. Once;
 * again is nothing. */
void loop_stop(struct daemon *d);

/* beside.c */
/* What the last turn began. */
void beside_start(struct daemon *d);
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
