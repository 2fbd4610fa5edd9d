/* The command that replaces a screening's answers; its row is in screening.c. */
#pragma once
#include "cli/cli.h"

int amend_run(struct cli *c);
