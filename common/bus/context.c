#include "bus/context.h"

#include <errno.h>
#include <stdlib.h>
#include "bus/internal.h"

int bus_open(struct bus **out) {
    struct bus *b = calloc(1, sizeof *b);
    if (!b) return ERR_NOMEM;
    b->context = zmq_ctx_new();
    b->connections = connections_new();
    if (!b->context || !b->connections) {
        bus_close(b);
        return ERR_NOMEM;
    }
    *out = b;
    return 0;
}

/* zmq_ctx_term waits until every socket of the context is closed; a signal may interrupt it, and it must be called
 * again. */
void bus_close(struct bus *b) {
    if (!b) return;
    guard_close(b->guard);
    while (b->context && zmq_ctx_term(b->context) < 0 && errno == EINTR) continue;
    connections_free(b->connections);
    free(b);
}

void bus_watch(struct bus *b, const struct bus_watch *w) { b->watch = *w; }

/* b->guard stays NULL unless the test passed, and no server opens without it. */
int bus_guard(struct bus *b, bus_known_fn known, void *owner) {
    if (b->guard) return ERR_INVALID;
    struct bus_guard *g = NULL;
    int rc = guard_open(b, known, owner, &g);
    if (rc == 0) rc = guard_test(b, g);
    if (rc != 0) {
        guard_close(g);
        return rc;
    }
    b->guard = g;
    return 0;
}

const struct bus_guard_counts *bus_guard_counts(const struct bus *b) {
    return b->guard ? guard_counts(b->guard) : NULL;
}

bool bus_ready(struct bus *b) {
    for (struct bus_socket *s = b->sockets; s; s = s->next)
        if (bus_socket_ready(s)) return true;
    return false;
}

/* The list must not change under this loop, hence "may not open, close or tick" in callbacks. `max` is each socket's,
 * so that one that never runs dry does not keep the others waiting. */
size_t bus_work(struct bus *b, size_t max) {
    size_t n = 0;
    for (struct bus_socket *s = b->sockets; s; s = s->next)
        if (bus_socket_ready(s)) n += bus_socket_work(s, max);
    return n;
}
