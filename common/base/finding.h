/* What a check found wrong: paths with Reasons, gathered in an arena, so that a person can correct all of it at once.
 * For checks that go through a whole thing and have no engine at hand (the rules of a service's domain); a handler
 * notes single faults with violation() and takes these over with violations_add() (engine/service.h).
 *
 *   struct findings f = findings_in(arena);
 *   if (text_is_blank(w->name)) FINDING(&f, REASON_FIELD_REQUIRED, "name");
 *   FINDING(&f, REASON_TOO_MANY, "clscs[%zu].name", i);
 *
 * Of what is wrong at most FINDINGS_MAX are kept, the first ones: they must fit a reply, which is remembered for a
 * month, and somebody may send a message that is wrong in a million places: 28,000 equal entries in 250 KB are 400
 * million equal pairs. So f.n == FINDINGS_MAX means "at least so many". */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/arena.h"
#include "proto/status.h"

enum { FINDINGS_MAX = 100 };

struct finding {
    const char *path; /* from the checked message down: "identity.birth_date", "household.children[2].birth_date" */
    int reason;       /* REASON_... of proto/status.proto */
};

/* Filled in by findings_in; only `under` is the caller's to change, around the check of a part. */
struct findings {
    struct arena *arena;
    const char *under;    /* what the paths begin with: "organization.services[2]."; never NULL */
    struct finding *list; /* in the order in which they were found */
    size_t n, room;
};

static inline struct findings findings_in(struct arena *a) { return (struct findings){.arena = a, .under = ""}; }
/* The path is kept, not copied, where nothing stands before it: a literal, or text of the arena. */
void finding_add(struct findings *f, int reason, const char *path);
/* With a path that is written here; nothing is written once there are enough, or the paths alone would fill the memory
 * that the bound saves. */
#define FINDING(f, reason, ...)                                                                                        \
    do {                                                                                                               \
        if ((f)->n < FINDINGS_MAX) finding_add((f), (reason), arena_printf((f)->arena, __VA_ARGS__));                  \
    } while (0)
/* Everything that another check found, its paths after `before` (and after f->under). */
void findings_add(struct findings *f, const char *before, const struct findings *more);
/* The reason noted for exactly this path, the first one; 0: none. For tests. */
int finding_of(const struct findings *f, const char *path);
/* As a reply tells it, with the reason's sentences. */
sippe__violation *finding_violation(struct arena *a, const char *before, const struct finding *found);
