/* What joins the bus to the engine: two endpoints, a link per journal that the service follows, and the form of a
 * route. */
#pragma once
#include "bus/context.h"
#include "bus/link.h"
#include "bus/server.h"
#include "engine/engine.h"
#include "runtime/identity.h"

enum { PORT_LINKS_MAX = 4 };

struct port_link {
    struct ports *ports;
    const char *journal; /* the service's own text */
    struct bus_link *link;
    bool was_up;
};

struct ports {
    struct engine *engine;
    const struct log *log;
    struct bus *bus;
    struct bus_server *sides[2]; /* by enum bus_side */
    struct port_link links[PORT_LINKS_MAX];
    size_t n_links;
    uint64_t denied, too_large;
};

struct ports_options {
    struct engine *engine;
    const struct log *log;
    const struct config *config;
    const struct identity *me;
    const struct service *service;
    struct bus_watch watch;
};

/* Guard first, then the endpoints, then the links. 0; -1 and the fault: what was opened is closed again. */
int ports_open(struct ports *p, const struct ports_options *o, struct fault *fault);
/* NULL-safe in all its parts; the watch is told of each descriptor. */
void ports_close(struct ports *p);
/* What the last turn left to send. */
void ports_send(struct ports *p, int64_t now_ms);
/* Each second, with a clock that never goes back. */
void ports_tick(struct ports *p, int64_t mono_ms);
