/* Stores that a restore has put aside, or is about to: STORE/before-CUT-TIME. What they hold past the cut is what the
 * restore loses. */
#pragma once
#include "base/id.h"
#include "cli/cut/cut.h"
#include "engine/copy.h"

/* What is known of a store past its part of a cut. */
struct beyond {
    bool readable;        /* to its end, and its history begins as the cut's does */
    uint64_t stood_seq;   /* its last record */
    uint64_t last_number; /* of intake: the last family number told, as far as it can be read; 0: none */
};

/* Of the store itself and, for the numbers, of all that earlier restores have put aside beside it. */
struct beyond aside_beyond(struct cli *c, const char *store, const node__standing *cut);

/* The folders STORE/before-*, oldest first. */
struct aside_list {
    char **folders;
    size_t n;
};
struct aside_list aside_list(struct cli *c, const char *store);
