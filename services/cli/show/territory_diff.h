/* What differs between two versions of the rules, by path. */
#pragma once
#include "cli/cli.h"
#include "proto/territory.h"

/* A line each, at most DIFFERENCES_MAX and then how many more; how many in all. */
enum { DIFFERENCES_MAX = 40 };
size_t territory_diff(struct cli *c, const sippe__territory *before, const sippe__territory *after);
