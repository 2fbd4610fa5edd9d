/* The engine: one single-threaded object that turns messages into durable effects. Messages with their principals and
 * the time go in; after a commit, messages to send come out. It knows no loop, socket or thread, so four services run
 * in one test process on virtual time.
 *
 *     engine_push(e, &in) ...            what arrived
 *     engine_turn(e, now_ms)             one transaction, one flush; repeat while engine_has_work()
 *     engine_out(e, &n)                  what to send, only now
 *     engine_wake_ms(e)                  when to call again if nothing arrives
 *
 * What was acknowledged is in the store; a crash at any moment loses only what was not answered, and the client or
 * follower repeats it under the same id. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "base/span.h"
#include "engine/service.h"

struct engine;

enum {
    ENGINE_TURN_MESSAGES = 256,
    ENGINE_TURN_BYTES = 1 << 20,
    ENGINE_FRAME_MAX = 1 << 20,        /* inside */
    ENGINE_PUBLIC_FRAME_MAX = 1 << 18, /* desks, partners */
    ENGINE_WINDOW = 64,                /* unanswered requests of one key */
    ENGINE_WINDOW_WIDE = 512,          /* of a desk's spool or a gateway */
    ENGINE_RECORDS_PER_MESSAGE = 1000,
    ENGINE_BYTES_PER_MESSAGE = 512 << 10,
    ENGINE_RECORD_MAX = 256 << 10,
};

/* A key of the local configuration: the daemons, and the operator who sets up a territory. */
struct trusted_key {
    const char *name;
    uint8_t public_key[32];
    sippe__role role;
    const char *organization;
};

struct engine_options {
    const char *dir; /* the store; must exist */
    const struct service *service;
    const char *territory; /* short code; a store belongs to one territory */
    const char *release;
    uint64_t map_bytes;
    const struct trusted_key *trusted;
    size_t n_trusted;
    struct id salt; /* chance for a new store: its journal's id and its look-up key */
    int64_t started_ms;
    bool throwaway;                    /* tests: commits are not flushed */
    bool (*fails_commit)(void *owner); /* tests: true makes this commit fail, as if the process died before it */
    int64_t (*mono_us)(void *owner);   /* bounds a turn to 5 ms; NULL: by counts alone */
    /* NULL: nobody is told. While the store is opened, how far a long piece of work has come: rows made anew from the
     * journal (`what` is "journal"), or an index from the rows (its name). */
    void (*progress)(void *owner, const char *what, uint64_t done, uint64_t of);
    const char *(*metrics)(void *owner,
                           struct arena *); /* for node.GetMetrics; NULL: the engine's own counters alone */
    void *owner;
};

/* Where an answer goes: a connection, opaque to the engine. */
struct engine_route {
    uint8_t bytes[16];
};

struct engine_in {
    struct engine_route route;
    const char *principal; /* the key's name, as attached by the transport */
    const char *journal;   /* from a link to this daemon (a Feed or a Pong); else NULL */
    bool inner;            /* from the endpoint of daemons, operators and coordinators: others are refused there */
    struct span frame;     /* a packed Envelope */
};

struct engine_out {
    struct engine_route route;
    const char *journal; /* to the link to this daemon; else NULL: to route */
    struct span frame;
};

/* A long piece of work that must not hold up the loop: run anywhere, then hand it back. */
struct engine_job {
    void (*run)(struct engine_job *job);
    struct engine_job *next;
};

/* ERR_BUSY another process owns the store; ERR_VERSION made by a newer release; ERR_INVALID it is another daemon's or
 * another territory's, or the tables are at fault (see engine_open_error); ERR_NOTFOUND, ERR_DENIED, ERR_IO,
 * ERR_FULL. */
int engine_open(struct engine **out, const struct engine_options *options);
/* Why the last engine_open of this thread failed, a sentence for the log. */
const char *engine_open_error(void);
void engine_close(struct engine *e);

/* Copies what it keeps. ERR_FULL: this sender is past its bounds and was discarded (counted). */
int engine_push(struct engine *e, const struct engine_in *in);
bool engine_has_work(const struct engine *e, int64_t now_ms);
/* 0, or a fault after which the daemon must stop: nothing of this turn was acknowledged. */
int engine_turn(struct engine *e, int64_t now_ms);
/* Valid until the next turn. */
const struct engine_out *engine_out(const struct engine *e, size_t *n);
int64_t engine_wake_ms(const struct engine *e);
/* The connection is gone or was answered elsewhere: forget its pending fetches. */
void engine_route_closed(struct engine *e, const struct engine_route *route);

/* A frame for this link could not be sent: ask again soon. */
void engine_link_down(struct engine *e, const char *journal, int64_t now_ms);

/* The name that goes with a public key, if it may connect now. */
bool engine_key_name(struct engine *e, const uint8_t public_key[32], int64_t now_ms, char name[64]);

/* Jobs that the last turn started; each must come back through engine_job_done. */
struct engine_job *engine_take_jobs(struct engine *e);
void engine_job_done(struct engine *e, struct engine_job *job, int64_t now_ms);

struct engine_counters {
    uint64_t turns, commits, commit_failures, commands, refused, repeated, queries, records, reactions, feeds_sent,
        feeds_taken, duplicates, parked, malformed, denied, window_refusals, discarded, deadlines, deadlines_refused,
        commit_us;
};
const struct engine_counters *engine_counters(const struct engine *e);
void engine_status(struct engine *e, struct arena *a, int64_t now_ms, node__get_status_reply *out);

/* Checks the journal's numbers, chain and streams, replays it into a new environment in `scratch` (an empty folder) and
 * compares all rows. 0: equal; positive: how many rows differ; ERR_CORRUPT: the journal itself; `fault` names the
 * first. */
int engine_verify(struct engine *e, const char *scratch, char fault[200]);
