/* What one SubmitScreening writes, read off the engine itself: this program is linked so that each put, deletion and
 * commit that the engine asks of our store goes through here (-Wl,--wrap). LMDB's own would tell nothing of a
 * submission: what follows a log puts many of them in one commit, each key once. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/span.h"
#include "store/store.h"
#include "work.h"

struct trace_put {
    store_table table;
    bool deletion;
    struct span key, value;
};

struct trace {
    struct trace_put *list;
    size_t n, room;
    size_t *commits; /* how many puts before the end of the i-th transaction that changed something */
    size_t n_commits, room_commits;
    size_t bytes; /* keys and values */
    bool on;
    bool in_memory[STORE_TABLES_MAX]; /* tables whose rows no file holds: not noted */
};

extern struct trace trace;

/* Fills it with what the first n submissions write, one in flight, so that each transaction is one of them; in a store of
 * intake in the folder `scratch`. Ends the program when one is not accepted. */
void trace_record(const char *scratch, const struct work *w, size_t n);
