/* What is wrong with a territory, in sentences: what each daemon says of itself, and what none of them sees alone. */
#pragma once
#include <stddef.h>
#include "base/daemons.h"
#include "cli/cli.h"
#include "proto/node.h"

/* A daemon's answer, or why there is none. */
struct told {
    const char *why; /* NULL: it answered */
    int exit;        /* of that why */
    node__get_status_reply *status;
};

/* Says each thing that a person should look at; how many there were. */
size_t wrong_say(struct cli *c, const struct told told[DAEMONS]);
