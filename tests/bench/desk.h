/* An intake in this process and a desk that talks to it: the engine alone, without socket or loop. */
#pragma once
#include <stdbool.h>
#include "engine/engine.h"
#include "seal/wrapping.h"

struct desk {
    struct engine *engine;
    struct arena arena;
    uint64_t n_requests;
    int64_t skew_ms;                     /* of the clock that the engine is told */
    int64_t by_hand_ms;                  /* not 0: the clock, which only turns move */
    const struct wrapping_key *wrapping; /* NULL: that of the tests */
    size_t n_families;                   /* by desk_fill() */
    uint64_t seed;                       /* of the last ones */
};

/* The key in this file, for a store that a daemon opens too; NULL: that of the tests. Stops the program on a fault. */
const struct wrapping_key *desk_wrapping(const char *path);
/* The store is in `dir`, which must exist; adopts the rules when the store is new. Stops the program on a fault. By
 * a clock that is moved by hand turns are bounded by counts alone: two runs do the same work, however slow a profiler
 * makes them. */
void desk_open(struct desk *d, const struct service *service, const char *dir, bool throwaway);
void desk_close(struct desk *d);
/* One request, not yet run; `principal`: "bench-desk" or "bench-operator". */
void desk_push(struct desk *d, const char *principal, const char *method, struct span body);
/* One turn; gives how many requests were answered, of them *ok with OK. */
size_t desk_turn(struct desk *d, size_t *ok);
/* One request to its end; its reply's body in the arena given. Stops the program when it is refused. */
struct span desk_call(struct desk *d, struct arena *a, const char *principal, const char *method, struct span body);
/* Submits, 256 a turn, calls of families that were never here before, until so many were filled in. */
void desk_fill(struct desk *d, size_t families);
int64_t desk_now_ms(const struct desk *d);
