/* One store alone is put back to its copy. Nobody should do it, as the others have heard what it lost; the streams that
 * fork stop, are resumed by a person, and nothing that was taken is taken twice. */
#include "sim.h"

static int resume(struct sim *s, struct arena *a, const char *daemon, const char *journal) {
    node__resume_stream_request *r = NEW(a, node__resume_stream_request);
    r->journal = journal;
    return SIM_CALL(s, a, daemon, "operator", "node.ResumeStream", r, NULL);
}

/* How many streams were stopped, and are resumed. */
static int resume_all(struct sim *s) {
    int n = 0;
    struct arena a;
    arena_init(&a);
    for (int i = 0; i < DAEMONS; i++) {
        node__get_status_request *ask = NEW(&a, node__get_status_request);
        node__get_status_reply *status = NULL;
        SIM_CALL(s, &a, daemon_names[i], "operator", "node.GetStatus", ask, &status);
        for (size_t f = 0; status && f < status->n_followed; f++) {
            if (!status->followed[f]->stopped[0]) continue;
            n++;
            if (resume(s, &a, daemon_names[i], status->followed[f]->journal))
                sim_fault(s, (struct id){{0}}, "%s cannot be resumed", daemon_names[i]);
        }
    }
    arena_close(&a);
    return n;
}

bool situation_one_back(struct sim *s) {
    const char *daemon = daemon_names[prng_below(&s->prng, DAEMONS)];
    leaves_forget(s);
    owners_forget(s);
    looked_forget(s);
    kept_from_forget(s);
    for (int i = 0; i < PARTNERS; i++) s->readers[i].restored = true;
    s->apart = true;
    world_restore_one(s->world, daemon, 500);
    for (int i = 0, left = 1; i < 5 && left; i++) {
        tasks_run(s, 20000);
        left = resume_all(s);
    }
    tasks_run(s, 20000);
    if (resume_all(s)) sim_fault(s, (struct id){{0}}, "%s alone was put back, and its streams stop again", daemon);
    checks_none_twice(s);
    const char *fault = s->fault[0] ? NULL : world_verify(s->world);
    return fault ? sim_fault(s, (struct id){{0}}, "%s alone was put back: %s", daemon, fault) : !s->fault[0];
}
