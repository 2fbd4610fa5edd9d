/* The pages over the real gateway, and behind it four services on virtual time, in one process (tests/lib/harness.h). It
 * listens on a port of this machine and is told by lines what happens in the territory:
 *
 *   node ──a line──▶ commands ──▶ people: memberships, codes     browser ──HTTP──▶ gateway ──calls──▶ world_link ──▶ engines
 *        ◀──JSON────                 world_pass, world_stop                             ◀──────────────────────────────┘
 *
 * The territory's clock goes with the loop's, and jumps when it is told to: then sessions, codes and waits age, not
 * connections. */
#pragma once
#include <uv.h>
#include "gateway/gateway.h"
#include "people.h"

enum { STAGE_LINE_MAX = 1000 };

struct stage_link {
    struct stage *stage;
    struct world_link *link;
    int daemon;
    bool was_up;
};

struct stage {
    struct world *world;
    struct people people;
    struct gateway *gateway;
    const char *web;
    int port;
    bool is_away; /* the gateway is stopped: away.h */
    struct stage_link links[DAEMONS];
    struct calls *calls[DAEMONS];
    char origin[64], listen[32], dir[160], stations[170], line[STAGE_LINE_MAX + 1];
    size_t line_len;
    uv_loop_t loop;
    uv_prepare_t prepare;
    uv_check_t check;
    uv_idle_t idle;
    uv_timer_t beat;
    uv_poll_t input;
    uint64_t moved_ms, ticked_ms; /* by the loop's clock */
};

/* stage.c: what cannot be opened ends the program. */
void stage_open(struct stage *s, const char *web);
void stage_run(struct stage *s);
/* Nobody is let in any more; the loop runs out. */
void stage_end(struct stage *s);
void stage_close(struct stage *s);
/* A daemon is back. */
void stage_links_tell(struct stage *s);
/* The gateway, on the port it had; links to the engines with it. And the links alone, before it is stopped. */
void stage_gateway_open(struct stage *s);
void stage_calls_close(struct stage *s);
/* commands.c: a line, and its answer on standard output. */
void stage_command(struct stage *s, char *line);
