/* The worklist as a table. */
#pragma once
#include "cli/cli.h"
#include "proto/intake.h"

void work_show(struct cli *c, intake__worklist_item *const *items, size_t n);
