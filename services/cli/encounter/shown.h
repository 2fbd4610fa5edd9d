/* What took place with a family, as a table: when, who went, what came of it, and below each in which way. */
#pragma once
#include "cli/cli.h"
#include "proto/scheduling.h"

void encounters_show(struct cli *c, scheduling__encounter *const *list, size_t n);
