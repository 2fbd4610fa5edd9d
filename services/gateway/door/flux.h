/* What moved, for everybody at once: the four daemons are asked four times a second while somebody listens, and what
 * they say is kept here in one order of our own. Who asks is answered from it, without a daemon being asked. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/daemons.h"

enum {
    FLUX_KEPT = 4096,
    FLUX_EVERY_MS = 250,
    FLUX_LISTENS_MS = 75000, /* a page that is hidden asks each minute */
    FLUX_NAME_MAX = 63,
};

struct flux_move {
    char list[FLUX_NAME_MAX + 1], scope[FLUX_NAME_MAX + 1];
};

struct door;
struct flux {
    struct flux_source {
        struct door *door;
        int daemon;
        uint64_t since;
        bool begun, asking;
        int64_t asked_ms;
    } sources[DAEMONS];
    struct flux_move *ring; /* FLUX_KEPT of them */
    uint64_t now;           /* number of the last move */
    uint64_t unsure;        /* whoever asks for what is before this is told "everything" */
    int64_t listened_ms;    /* when somebody last did */
    int64_t heard_ms;       /* of the last answer of any daemon */
};

void flux_open(struct flux *f, struct door *d, int64_t now_ms);
void flux_close(struct flux *f);
/* Nothing that a daemon said before counts: it was away. */
void flux_doubt(struct flux *f, int daemon);
void flux_add(struct flux *f, const char *list, const char *scope);
void flux_tick(struct door *d, int64_t now_ms);
