/* How much one session, or one program, may have under way at once; more of them wait, undecoded, in their order, and
 * cost nothing while they do. So whoever sends a thousand at once is served as fast as before, and another's request is
 * never behind more than a few of theirs. Alone it may have LANE_MAX, as many as keep gateway and daemon busy at the
 * same time; beside another, who asked within the last second, LANE_SHARED. Who shows neither cookie nor token is in no
 * lane: tries are counted elsewhere (session/tries.h). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LANE_MAX = 32, LANE_SHARED = 16, LANE_ALONE_MS = 1000 };

struct visit;
struct lane {
    uint64_t key; /* the first bytes of the cookie or token, which are drawn */
    unsigned under_way;
    struct visit *first, **last;
};

struct lanes {
    struct lane **list; /* those of whom something is under way */
    size_t n, room;
    uint64_t last_key; /* of whoever asked last */
    int64_t shared_ms; /* when it was another who had asked before */
};

void lanes_close(struct lanes *l);
/* True: it may begin now. Else it waits until lanes_next gives it. */
bool lanes_enter(struct lanes *l, struct visit *v);
/* One that waits, and whose caller gives up by now; it waits no more. NULL: none. Asked until there is none. */
struct visit *lanes_late(struct lanes *l, int64_t now_ms);
/* One is over, whether or not it had begun. */
void lanes_leave(struct lanes *l, struct visit *v);
/* One that waits in this lane and may begin now. NULL: none. Asked until there is none, whenever one has left it. */
struct visit *lanes_next(struct lanes *l, uint64_t key, int64_t now_ms);
