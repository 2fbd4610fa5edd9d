/* Families that nobody thought of, for tests of what follows from the cadence: any number of pregnancies and children,
 * rules in versions, pauses, visits. The same seed makes the same family. */
#pragma once
#include "base/arena.h"
#include "civil/calendar.h"
#include "prng.h"
#include "scheduling/domain/cadence/cadence.h"

enum { MADE_RULES = 3, MADE_ANCHORS = 6, MADE_VISITS = 40 };

struct made {
    struct arena arena;
    struct cadence c;
    struct cadence_rules rules[MADE_RULES];
    struct cadence_anchor anchors[MADE_ANCHORS];
    struct cadence_visit visits[MADE_VISITS];
    struct cadence_pause pauses[2];
    struct calendar calendar;
    day extra[4];
    day today, until;
};

/* Whoever makes one closes its arena. */
void made_family(struct made *m, uint64_t seed);
