/* The gateway as a library: gate, server, door and sessions on somebody's loop, over calls that somebody carries. In
 * the daemon they go over the bus (work.c); in tests/browser over engines in the same process, on virtual time.
 *
 *   gateway_open ─▶ each round: gateway_run; each second: gateway_tick
 *                ─▶ gateway_stop ─▶ the loop runs out ─▶ gateway_free
 *
 * One thread. */
#pragma once
#include <uv.h>
#include "gateway/door/door.h"
#include "gateway/http/gate.h"

struct gateway_options {
    uv_loop_t *loop;
    const char *listen[GATE_LISTEN_MAX];
    size_t n_listen;
    const char *behind;     /* gate.h */
    const char *origin;     /* door.h; not copied: whoever listens at port 0 writes it when the port is known */
    const char *web;        /* the folder of the pages; contrat.binpb is beside it */
    const char *clsc_phone; /* what the page of a link says without JavaScript; NULL: nothing */
    const char *dir;        /* of its own store */
    uint64_t map_bytes;
    const char *stations; /* the file of secrets by which stations seal what waits there (stations.h) */
    const char *territory, *release;
    int64_t idle_ms, most_ms; /* of sessions; 0: half an hour, twelve hours */
    struct calls *const *calls;
    int64_t (*now_ms)(void *owner);
    void *owner;
    bool throwaway; /* tests: the store is not flushed */
};

/* Why it does not open: which thing, and two sentences. */
struct gateway_fault {
    int err; /* ERR_INVALID: what was asked cannot be; ERR_BUSY: an address or the store is in use */
    char what[300];
    const char *fr, *en;
};

struct gateway;

/* 0; -1 with the fault, and *out is NULL: nothing is open, but what the loop has yet to close. */
int gateway_open(struct gateway **out, const struct gateway_options *o, struct gateway_fault *why);
/* Of this one of `listen` (gate_port). */
int gateway_port(const struct gateway *g, size_t listen);
/* The calls must have been freed: whoever waited was told. Behind it the loop closes what was open. */
void gateway_stop(struct gateway *g);
void gateway_free(struct gateway *g);

bool gateway_pending(const struct gateway *g);
void gateway_run(struct gateway *g);
/* When gateway_run has something to do at the latest; by the clock of the options. */
int64_t gateway_wake_ms(const struct gateway *g);
/* Each second, with a clock that never goes back. */
void gateway_tick(struct gateway *g, int64_t mono_ms);
/* A daemon is connected. */
void gateway_up(struct gateway *g, enum daemon_name daemon);

struct gateway_state {
    const struct server_counts *server;
    const struct door_counts *door;
    const struct gate_counts *gate;
    size_t sessions, kept;
};
struct gateway_state gateway_state(struct gateway *g);
const char *gateway_sessions_emptied(const struct gateway *g);
