#include "services.h"
#include "methods.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "engine/open/open.h"
#include "station.h"

static struct target methods[METHODS_MAX];
static size_t n_methods;

static void methods_add(const char *daemon, const struct service *s) {
    for (unsigned i = 0; i < s->contract->n_methods; i++) {
        struct engine probe = {.service = s, .node = s};
        struct target *m = &methods[n_methods];
        m->daemon = daemon;
        snprintf(m->name, sizeof m->name, "%s.%s", s->name, s->contract->methods[i].name);
        m->method = method_find(&probe, m->name).method;
        if (!m->method || ++n_methods == sizeof methods / sizeof *methods) station_fault("%s has no row", m->name);
    }
}

size_t method_count(void) {
    if (n_methods) return n_methods;
    for (size_t d = 0; d < DAEMONS; d++) methods_add(daemon_names[d], all_services[d]);
    for (size_t d = 0; d < DAEMONS; d++) methods_add(daemon_names[d], &node_service);
    return n_methods;
}

const struct target *method_at(size_t i) { return &methods[i % method_count()]; }
