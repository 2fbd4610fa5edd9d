/* What follows from rows, kept in memory from one message to the next, for lists that would lay out anew at each look
 * what has not changed since the last one.
 *
 *   memo_read ─▶ kept, nothing that it was made of was written since, its time is not up ─▶ the same bytes
 *             └▶ else make(): each row and each scan that it reads is noted ─▶ kept
 *
 * Nobody says what becomes of it when something changes, so nobody can forget to: what was read is noted by whoever
 * reads rows, and what is written by whoever writes them. All are forgotten when rules are adopted or withdrawn, and
 * when somebody is erased. Nothing of it stands in the store; after a start each is made at the first look. */
#pragma once
#include "engine/service.h"

struct memo {
    const char *name; /* for people */
    /* Bytes in the arena, the same at each making, so that structs in them are cleared before they are filled. It reads
     * rows, our own records and the rules, and nothing else: neither who acts nor whom a file is for. `given` must
     * follow from the rules and now_ms. *until_ms, at first INT64_MAX: from then on it may be otherwise though no row
     * is; another memo that it reads shortens it by itself. */
    struct span (*make)(struct view *v, struct id of, const void *given, int64_t now_ms, int64_t *until_ms);
};
/* The caller's own copy, in the arena and aligned for any struct. Not for applies. */
struct span memo_read(struct view *v, const struct memo *memo, struct id of, const void *given, int64_t now_ms);
