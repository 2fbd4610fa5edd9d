/* What the runtime measures of itself; the engine adds its own counters (node.GetMetrics). Counts that the bus keeps
 * are taken over when the text is asked for; what happens in between is observed as it happens. */
#pragma once
#include "metrics/metrics.h"
#include "runtime/ports.h"

/* Series are pointers into the registry; NULL before meters_open. */
struct meters {
    struct metrics *registry;
    const struct ports *ports;
    struct metric *admitted, *denied;
    struct meter_side {
        struct metric *received, *sent, *dropped, *parts, *route, *size, *nameless, *gone;
    } sides[2];
    struct meter_link {
        struct metric *up, *remade;
    } links[ENGINE_FOLLOWS_MAX];
    struct metric *named, *unnamed, *unread, *cut[BUS_CUTS];
    struct metric *commit_seconds, *commit_messages, *loop_late, *jobs;
    struct metric *resident, *fds;
    struct engine_counters before; /* of the last turn */
};

/* Before the loop starts; the ports need not be open yet. */
void meters_open(struct meters *m, const struct ports *ports, const struct service *service, int64_t started_ms);
void meters_close(struct meters *m);
/* After each turn: how many messages its commits carried and how long they took. */
void meters_turn(struct meters *m, const struct engine_counters *now);
void meters_late(struct meters *m, int64_t late_us);
void meters_jobs(struct meters *m, int running);
/* Prometheus text, as of now; in the arena. While the ports are open. */
const char *meters_text(struct meters *m, struct arena *a);
