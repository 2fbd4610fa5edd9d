/* A process of ours around one libuv loop, whatever its work is: configuration, own key and peers, log, READY and
 * watchdog, signals, a tick each second, how late the loop is. Two kinds of work fill it: a daemon with an engine
 * (runtime/daemon.h) and the gateway (services/gateway).
 *
 *     timers    wake, tick: work.tick, watchdog, how late timers are
 *     prepare   work.pending? do not block. Else a timer for work.wake_ms
 *     poll      descriptors of the bus only wake the loop (bus/socket.h); signals, what else the work has there
 *     check     work.round
 *     closing   handles whose close callback is due
 *
 * That is libuv's own order of a round, and the shim rests on it: prepare comes after everything that may have sent, so
 * that nothing is missed before the loop blocks. One thread.
 *
 * Everything is embedded in struct process, which outlives the loop; the pollers of the bus's descriptors are freed in
 * their close callbacks. */
#pragma once
#include <uv.h>
#include "bus/context.h"
#include "keys/key.h"
#include "keys/peers.h"
#include "runtime/process/config.h"
#include "runtime/process/meters.h"
#include "runtime/process/ready.h"

/* WAKE_MAX_MS: timers count by a clock that goes on evenly, deadlines by one that people set; one that is put forward
 * is noticed within a minute. */
enum { TICK_MS = 1000, WAKE_MAX_MS = 60000 };

struct process;

/* What a process does. All are called on the loop's thread, with the owner that process_main was given. */
struct work {
    const struct setting *settings; /* beside those of every process */
    size_t n_settings;
    int threads;        /* of libuv's pool, unless the environment says otherwise */
    bool key_is_named;  /* its key must bear the process's own name, by which others trust it */
    bool keeps_journal; /* the help tells the exit codes of stores too */
    /* Key and peers are loaded: what else must be right before anything is opened. 0; -1 and the fault. */
    int (*identify)(void *owner, struct fault *f);
    void (*forget)(void *owner); /* what identify loaded; also when it failed */
    /* A mode of the work's own (config.h), on nothing that was opened. As identify. */
    int (*other)(void *owner, int mode, struct fault *f);
    /* The loop is there and does not run yet. A failure may leave anything open that `stop` and `close` close. */
    int (*open)(void *owner, struct fault *f);
    void (*begin)(void *owner); /* all handles are started: say READY here, or later (process_ready) */
    bool (*pending)(void *owner, int64_t now_ms); /* is there something to do at once? */
    int64_t (*wake_ms)(void *owner);              /* when there will be, if nothing comes */
    void (*round)(void *owner);
    void (*tick)(void *owner, int64_t mono_ms);
    /* Once: what was received is answered, descriptors and handles go. Behind it the loop runs until the last handle is
     * closed. */
    void (*stop)(void *owner);
    /* Behind the loop: the rest. 0; -1 and the fault, when that is why it stopped. */
    int (*close)(void *owner, struct fault *f);
};

struct process {
    const struct work *work;
    void *owner;
    const char *name;      /* "intake": of the log, the metrics */
    char program[80];      /* "sippe-intake" */
    struct config *config; /* the head of the work's own */
    struct key_file key;
    struct peers peers;
    struct log log;
    struct process_meters meters;
    struct ready ready;
    int64_t started_ms, began_us;
    bool stopping; /* nothing is begun any more */
    uv_loop_t loop;
    uv_prepare_t prepare;
    uv_check_t check;
    uv_idle_t idle; /* started: the next poll does not block */
    uv_timer_t wake, tick;
    uv_signal_t terminate, interrupt;
    int64_t wake_due_us, tick_due_us; /* when they should fire, to tell how late they do */
};

struct process_options {
    const char *name;
    const struct work *work;
    void *owner;
    struct config *config;              /* the head of the work's own, all zero; it stays */
    const struct service_settings *own; /* of one service beside all that; may be NULL */
};

/* From the command line to the exit code (fault.h). SIGHUP is ignored: nothing is read again without a restart. */
int process_main(struct process *p, const struct process_options *o, int argc, char **argv);
/* A process without a command line, for tests: its loop is there, and nothing else is. ERR_NOMEM. */
int process_open(struct process *p);

/* loop.c */
/* For the bus: its descriptors wake the loop. */
struct bus_watch process_watch(struct process *p);
/* It serves: the log has said so, and so does whoever supervises. */
void process_ready(struct process *p);
/* Ends it, from anywhere on the loop. Once; again is nothing. */
void process_stop(struct process *p);
/* A part of process_main: the handles start. */
void process_start(struct process *p);
