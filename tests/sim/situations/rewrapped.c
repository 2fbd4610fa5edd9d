/* One daemon's keys are wrapped by another wrapping key: nothing of it shows but its record, once, though it dies. */
#include "sim.h"

static const struct id nobody = {{0}};

static int rewrapped_since(struct sim *s, const char *daemon, uint64_t seq) {
    struct arena a;
    int n = 0;
    arena_init(&a);
    struct view v = *world_view(s->world, daemon, &a);
    while (++seq <= v.e->seq) n += READ_EVENT(&v, node__keys_rewrapped, seq, NULL) != NULL;
    arena_close(&a);
    return n;
}

bool situation_rewrapped(struct sim *s) {
    const char *daemon = daemon_names[prng_below(&s->prng, DAEMONS)];
    uint64_t seq = world_engine(s->world, daemon)->seq;
    world_rewrap(s->world, daemon);
    if (chance(s, 50)) world_crash(s->world, daemon);
    world_run(s->world, 2000);
    if (chance(s, 50)) world_crash(s->world, daemon);
    world_run(s->world, 61000);
    int n = rewrapped_since(s, daemon, seq);
    if (n != 1) sim_fault(s, nobody, "%s has another wrapping key, and %d records of it", daemon, n);
    if (!world_settle(s->world, 60000)) sim_fault(s, nobody, "nobody hears %s under its new wrapping key", daemon);
    return !s->fault[0];
}
