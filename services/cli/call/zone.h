/* The territory's clock: remembered in the profile, else asked of intake once, else Montréal's. A desk and its
 * territory share a clock, but a server, a traveller or a container may have any: the machine's own is never used. */
#pragma once
#include "civil/date.h"
#include "cli/cli.h"

/* Asks only in a run that speaks to daemons already: a table or a dry look at a file must not wait for a network. */
struct zone zone_of(struct cli *c);
/* What an answer of intake has told; it is remembered for the runs after. A zone that the territory changes is learned
 * when its rules are shown or adopted here. */
void zone_learn(struct cli *c, struct zone z);
