/* A row whose call is there already with other answers: a correction of it, and no other call. It is shown old → new
 * beside the command that makes it, because only a person knows whether it is one. */
#pragma once
#include "cli/cli.h"
#include "proto/intake.h"

/* Calls that a run looks up: of more a person reads no more than that they are there. */
enum { KNOWN_ASKED_MAX = 20 };

/* The row. */
struct known_row {
    const char *file;
    unsigned line; /* 0: not known */
    const intake__screening *answers;
};

/* The call that this row means, looked up by the desk's own number, as intake shows it; NULL: it could not be asked
 * for. That it was looked at is in the access journal. */
const intake__get_screening_reply *known_call(struct cli *c, struct arena *a, const intake__screening *answers);
/* Says what differs and how to correct it; how many answers do. 0: none does any more, and nothing is said. Under
 * --json it only counts. */
size_t known_say(struct cli *c, const struct known_row *row, const intake__get_screening_reply *call);
