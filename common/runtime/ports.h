/* What joins the bus to the engine: two endpoints, a link per journal that the service follows, and the form of a
 * route.
 *
 *   bus ──received──▶ engine_push        a request or fetch with its principal and route; a feed with its journal
 *   engine_out ──ports_send──▶ bus       to a route, or to the link of a journal; after the commit only
 *
 * It decides nothing: what cannot be pushed was counted by the engine, what cannot be sent is told to the engine, and
 * in both cases somebody asks again. */
#pragma once
#include "bus/context.h"
#include "bus/link.h"
#include "bus/server.h"
#include "engine/engine.h"
#include "runtime/process/process.h"
#include "runtime/settings.h"

struct port_link {
    struct ports *ports;
    const char *journal; /* the service's own text */
    struct bus_link *link;
    bool was_up, was_lost; /* as the log last said */
};

struct ports {
    struct engine *engine;
    const struct log *log;
    struct bus *bus;
    struct bus_server *sides[2]; /* by enum bus_side */
    struct port_link links[ENGINE_FOLLOWS_MAX];
    size_t n_links;
    uint64_t denied, too_large; /* strangers as of the last tick; what was made too large to send */
    uint64_t cut[BUS_CUTS];     /* connections, as the log last said */
    int64_t strangers_at_ms;    /* when it may speak of strangers again */
};

struct ports_options {
    struct engine *engine;
    const struct log *log;
    const struct daemon_config *config;
    const struct process *process;
    const struct service *service;
    struct bus_watch watch;
};

/* Guard first, then the endpoints, then the links. 0; -1 and the fault: what was opened is closed again. */
int ports_open(struct ports *p, const struct ports_options *o, struct fault *fault);
/* NULL-safe in all its parts; the watch is told of each descriptor. */
void ports_close(struct ports *p);
/* What the last turn left to send. */
void ports_send(struct ports *p, int64_t now_ms);
/* For the engine: what this connection asks must wait, as it has not read what it was sent. */
bool ports_stalled(struct ports *p, const struct engine_route *route);
/* What a reason is called in log and metrics. */
extern const char *const ports_cuts[BUS_CUTS];
/* Each second, with a clock that never goes back. Not from a callback of the bus: links may be made anew. */
void ports_tick(struct ports *p, int64_t mono_ms);
