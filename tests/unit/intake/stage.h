/* One screening at its desk, to be changed and checked again. */
#pragma once
#include "fixture.h"
#include "intake/domain/screening/screening_check.h"

struct stage {
    struct arena a;
    intake__screening *s;
    sippe__territory *t;
};

static inline struct stage *open_stage(void) {
    struct stage *g = calloc(1, sizeof *g);
    arena_init(&g->a);
    g->s = fixture_screening(&g->a);
    g->t = fixture_territory(&g->a);
    return g;
}

static inline void close_stage(struct stage *g) {
    arena_close(&g->a);
    free(g);
}

static inline struct screening_checked check(struct stage *g, enum screening_mode mode) {
    return intake_screening_check(&g->a, g->s, g->t, fixture_now(), mode);
}

static inline bool is_marked(const struct screening_checked *c, const char *path) {
    for (size_t i = 0; i < c->n_marked; i++)
        if (strcmp(c->marked[i], path) == 0) return true;
    return false;
}
