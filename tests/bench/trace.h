/* What one SubmitScreening writes, read off the engine itself: this program is linked so that each mdb_put, mdb_del and
 * commit of our store goes through here (-Wl,--wrap). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/span.h"

struct trace_put {
    unsigned table; /* LMDB's number of it, the same in each environment that opens the same tables in the same order */
    bool deletion;
    struct span key, value;
};

struct trace {
    struct trace_put *list;
    size_t n, room;
    size_t *commits; /* how many puts before the end of the i-th transaction */
    size_t n_commits, room_commits;
    size_t bytes; /* keys and values */
    bool on;
};

extern struct trace trace;
