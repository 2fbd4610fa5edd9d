/* The four copies that a restore is to put in place: found, and proved to be one cut before anything is touched. */
#pragma once
#include "cli/cut/cut.h"
#include "engine/copy.h"

struct copies {
    const char *folders[DAEMONS];
    struct copy *open[DAEMONS];
    node__manifest_part *parts[DAEMONS]; /* what the copies themselves say */
    uint64_t last_slots[DAEMONS];        /* of the vault: the last that the store names */
    bool have_vault[DAEMONS];
    struct id digest; /* of the manifest: which cut, when two have one name */
};

/* 0, or the exit code after saying what is wrong: a copy is missing, has no manifest, is of another cut, another daemon
 * or another territory, is not the file that was made, is damaged, contradicts another, or has no
 * key for what it holds. To be closed in any case. */
int copies_open(struct cli *c, const char *cut, const char *from, struct copies *out);
void copies_close(struct copies *s);
