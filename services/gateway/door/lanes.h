/* How much one session, or one program, may have under way at once: LANE_MAX requests; more of them wait, undecoded, in
 * their order, and cost nothing while they do. So whoever sends a thousand at once is served as fast as before, and
 * another's request is never behind more than a few of theirs. Who shows neither cookie nor token is in no lane: tries
 * are counted elsewhere (session/tries.h). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LANE_MAX = 32 };

struct visit;
struct lane {
    uint64_t key; /* the first bytes of the cookie or token, which are drawn */
    unsigned under_way;
    struct visit *first, **last;
};

struct lanes {
    struct lane **list; /* those of whom something is under way */
    size_t n, room;
};

void lanes_close(struct lanes *l);
/* True: it may begin now. Else it waits until lanes_leave gives it. */
bool lanes_enter(struct lanes *l, struct visit *v);
/* One that waits, and whose caller gives up by now; it waits no more. NULL: none. Asked until there is none. */
struct visit *lanes_late(struct lanes *l, int64_t now_ms);
/* One that had begun is over. The next of its lane that may begin, or NULL. */
struct visit *lanes_leave(struct lanes *l, struct visit *v);
