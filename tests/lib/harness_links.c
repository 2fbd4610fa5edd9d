/* Connections over which many calls go, by whoever keeps them apart himself. */
#include "harness_internal.h"

#include <stdlib.h>
#include "base/err.h"

struct world_link *world_link_new(struct world *w, const char *daemon, const char *key, world_received_fn *received,
                                  void *owner) {
    struct world_link *l = calloc(1, sizeof *l);
    if (!l) abort();
    daemons_open(w);
    client_note(w, key);
    *l = (struct world_link){.next = w->links,
                             .world = w,
                             .index = -w->n_calls,
                             .daemon = daemon_index(w, daemon),
                             .received = received,
                             .owner = owner};
    world_connection(w, key, l->principal);
    return w->links = l;
}

int world_link_send(struct world_link *l, struct span frame) {
    if (!l->world->daemons[l->daemon].engine) return ERR_BUSY;
    letter_send(l->world, l->index, l->daemon, l->principal, frame);
    return 0;
}

bool world_is_up(const struct world *w, const char *daemon) {
    return w->daemons[daemon_index(w, daemon)].engine != NULL;
}

bool deliver_to_link(struct world *w, const struct letter *letter) {
    for (struct world_link *l = w->links; l; l = l->next) {
        if (l->index != letter->to) continue;
        l->received(l->owner, span_of(letter->frame, letter->len));
        return true;
    }
    return false;
}

void links_free(struct world *w) {
    while (w->links) {
        struct world_link *next = w->links->next;
        free(w->links);
        w->links = next;
    }
}
