/* The visits that are due to a family, as a table: which, when, and what became of each. */
#pragma once
#include "cli/cli.h"
#include "proto/scheduling.h"

void windows_show(struct cli *c, const scheduling__family_visits_reply *v);
