/* The worklist as a table: for `sippe worklist`, and for what a family's file says is to be done next. */
#pragma once
#include "cli/cli.h"
#include "proto/intake.h"

void work_show(struct cli *c, sippe__work_item *const *items, size_t n);
