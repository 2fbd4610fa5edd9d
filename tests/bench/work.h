/* What the benchmarks send: one list of packed SubmitScreening requests of invented families, the same bytes for us,
 * for the peers and for the bare disk. */
#pragma once
#include "base/arena.h"
#include "civil/date.h"
#include "base/span.h"

/* All families of the first 39,600 of a seed (whose telephone is nobody else's) who live in this CLSC, at least so
 * many. */
enum { WORK_MAX = 18000 };
#define WORK_CLSC "99001"

struct work {
    struct arena arena;
    struct span *bodies; /* intake.SubmitScreeningRequest */
    size_t n;
    size_t bytes; /* of all */
};

/* Calls fall in the two weeks before `today`. */
void work_make(struct work *w, uint64_t seed, size_t n, day today);
void work_close(struct work *w);
/* The packed request to adopt the rules that these families fall under. */
struct span work_rules(struct arena *a, const char *territory);
/* The i-th body; past the last one it begins again. */
static inline struct span work_body(const struct work *w, size_t i) { return w->bodies[i % w->n]; }
