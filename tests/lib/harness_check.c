/* What a world holds: looked at, and made anew from its journals and compared. */
#include "harness_internal.h"

#include <stdio.h>

const char *world_verify_one(struct world *w, const char *name) {
    struct daemon *d = &w->daemons[daemon_index(w, name)];
    char scratch[160], fault[200];
    snprintf(scratch, sizeof scratch, "%s/verify", w->root);
    if (!d->engine) return NULL;
    folder_remove(scratch);
    folder_make(scratch);
    int differing = engine_verify(d->engine, scratch, fault);
    if (!differing) return audience_fault(w, d);
    snprintf(w->fault, sizeof w->fault, "%s rebuilt: %s (%d)", name, fault, differing);
    return w->fault;
}

const char *world_verify(struct world *w) {
    const char *fault = NULL;
    for (size_t i = 0; i < w->n_daemons && !fault; i++) fault = world_verify_one(w, w->daemons[i].service->name);
    return fault;
}

struct view *world_view(struct world *w, const char *daemon, struct arena *a) {
    struct engine *e = world_engine(w, daemon);
    w->view = (struct view){e, a, &e->snapshot};
    return &w->view;
}
