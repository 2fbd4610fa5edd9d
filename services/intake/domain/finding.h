/* What a check found wrong: paths with Reasons, gathered in an arena. The glue turns each into a violation of the
 * reply. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/arena.h"

struct finding {
    const char *path; /* from the checked message down: "identity.birth_date", "household.children[2].birth_date" */
    int reason;       /* REASON_... of proto/status.proto */
};

struct findings {
    struct arena *arena;
    struct finding *list; /* in the order in which they were found */
    size_t n, room;
};

static inline struct findings findings_in(struct arena *a) { return (struct findings){.arena = a}; }
/* The path is kept, not copied: a literal, or text of the arena. */
void intake_finding_add(struct findings *f, int reason, const char *path);
/* FINDING(f, REASON_TOO_MANY, "clscs[%zu].name", i) */
#define FINDING(f, reason, ...) intake_finding_add((f), (reason), arena_printf((f)->arena, __VA_ARGS__))
/* The reason noted for exactly this path, the first one; 0: none. */
int intake_finding_of(const struct findings *f, const char *path);
