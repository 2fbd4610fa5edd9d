/* The best hits of a search: nearest first (unknown distance last), then by name, then by id. Pure. A bounded list that
 * is kept sorted: memory and copying follow the page that is shown, not what was found, and the total is counted all
 * the same. The id makes the order total: the same search shows the same page on every machine. */
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

/* max: at least 1; the room is the arena's. Then any number of offers, in any order; best[0..n) is right after each. */
void directory_ranking_init(struct ranking *r, struct arena *a, size_t max);
/* Copies the hit, not what it points to. */
void directory_ranking_offer(struct ranking *r, const struct hit *h);
/* Below, equal or above zero, as strcmp. */
int directory_hit_compare(const struct hit *a, const struct hit *b);
