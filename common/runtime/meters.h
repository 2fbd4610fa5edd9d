/* Fills what metrics/names.def lists (node.GetMetrics). What the bus and the engine count, and how the engine stands,
 * is taken over when the text is asked for (the engine's part: meters_engine.c); what happens in between is observed as
 * it happens. */
#pragma once
#include "runtime/ports.h"
#include "runtime/process/meters.h"

/* Series are pointers into the registry; NULL before meters_open. */
enum { METER_COUNTS = 24 }; /* of the engine's counters, one series each */

struct meters {
    struct process_meters *process;
    const struct ports *ports;
    struct engine *engine;
    struct metric *admitted, *denied;
    struct meter_side {
        struct metric *received, *sent, *dropped, *parts, *route, *size, *nameless, *gone;
    } sides[2];
    struct meter_link {
        struct metric *up, *remade, *lost, *lag, *age, *stopped;
    } links[ENGINE_FOLLOWS_MAX];
    struct metric *named, *unnamed, *unread, *cut[BUS_CUTS];
    struct metric *commit_seconds, *commit_messages, *jobs;
    struct metric *counted[METER_COUNTS], *parked, *waiting;
    struct metric *accepting, *following, *clock_in_doubt, *deadlines, *deadline_age, *jobs_due, *jobs_given_up;
    struct metric *seq, *used, *map, *disk_free;
    struct engine_counters before; /* of the last turn */
};

struct meters_options {
    struct process_meters *process;
    const struct ports *ports;
    struct engine *engine;
    const struct service *service;
};

/* Before the loop starts; the ports need not be open yet. */
void meters_open(struct meters *m, const struct meters_options *o);
/* After each turn: how many messages its commits carried and how long they took. */
void meters_turn(struct meters *m, const struct engine_counters *now);
void meters_jobs(struct meters *m, int running);
/* Prometheus text, as of now; in the arena. While the ports are open. */
const char *meters_text(struct meters *m, struct arena *a, int64_t now_ms);

/* meters_engine.c: a part of the two above */
void meters_engine_open(struct meters *m, const struct service *service);
void meters_engine_fill(struct meters *m, const node__get_status_reply *status);
