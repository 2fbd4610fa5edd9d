/* Taking the four stores of a territory back to one backup, while their daemons are stopped (refused otherwise). Files
 * only: nobody is asked, so it works when nothing else does. What was replaced stays beside each store. */
#pragma once
#include "cli/cli.h"

int restore_run(struct cli *c);
