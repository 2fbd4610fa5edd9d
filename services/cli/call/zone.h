/* The territory's clock: remembered in the profile, else asked of intake once, else Montréal's. */
#pragma once
#include "civil/date.h"
#include "cli/cli.h"

struct zone zone_of(struct cli *c);
/* What an answer of intake has told; it is remembered. */
void zone_learn(struct cli *c, struct zone z);
