/* Requests that a daemon may grant: a sample whose ids are those of things that the station has, by the names of their
 * fields, and whose version is the thing's own. */
#pragma once
#include "methods.h"
#include "station.h"

enum { PLAUSIBLE_VARIANTS = 12 };

/* Ids of one kind, by the name of a field: "family_id". */
struct named_ids {
    const char *name;
    struct id list[8];
    size_t n;
};

struct plausible {
    struct station *station;
    struct arena *arena;
    struct named_ids names[64];
    size_t n_names;
    const char *token; /* of a link; NULL: there is none */
};

/* Reads all journals. */
void plausible_init(struct plausible *p, struct station *s, struct arena *a);
/* `variant`: which of the things, and which values. */
struct span plausible_request(struct plausible *p, const struct target *m, unsigned variant);
