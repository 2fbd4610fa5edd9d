/* The best hits of a search: nearest first (unknown distance last), then by name, then by id. Pure. */
#pragma once
#include <stddef.h>
#include "base/arena.h"
#include "base/id.h"

struct hit {
    struct id service;
    const char *sort;   /* folded name */
    int32_t distance_m; /* DISTANCE_UNKNOWN */
    const void *row;    /* the caller's */
    size_t place;       /* the caller's: which of its locations is the nearest */
};

struct ranking {
    struct hit *best; /* the first n, in order */
    size_t n, max;
    uint32_t total; /* of all that were offered */
};

void directory_ranking_init(struct ranking *r, struct arena *a, size_t max);
void directory_ranking_offer(struct ranking *r, const struct hit *h);
/* Below, equal or above zero, as strcmp. */
int directory_hit_compare(const struct hit *a, const struct hit *b);
