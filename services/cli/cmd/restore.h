/* Taking the four stores of a territory back to one backup, while their daemons are stopped. */
#pragma once
#include "cli/cli.h"

int restore_run(struct cli *c);
