/* The worklist as a table, and what stands behind some of it: for `sippe worklist`, and for what a family's file says
 * is to be done next. */
#pragma once
#include "cli/cli.h"
#include "proto/intake.h"

/* What was raised as urgent, dealt with or not; and the delays of access. Nothing when there is none. */
void urgents_show(struct cli *c, intake__urgent_need *const *list, size_t n);
void clocks_show(struct cli *c, intake__access_clock *const *list, size_t n);
void work_show(struct cli *c, sippe__work_item *const *items, size_t n);
