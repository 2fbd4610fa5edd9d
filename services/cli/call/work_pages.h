/* Work as one list: intake's and scheduling's, each asked for its pages and merged in the order that both keep. A
 * daemon that is away takes nothing from the other's: it is said, and the list goes on.
 *
 *   scheduling ─ all of its pages: what it lists is as long as the families that are followed ─┐
 *   intake ───── up to --limit, or --all ────────────────────────────────────────────────────┴▶ by day, press, role ...
 *
 * The code of a next page holds where intake goes on, and the place of the last item that was shown. */
#pragma once
#include "cli/cli.h"
#include "proto/work.h"

/* NULL: neither daemon gave anything, said, or one is away and a program reads (--json). `next`, `total` and the rest
 * are those of both together. What the program exits with is c->exit when one is away. */
sippe__list_work_reply *work_pages(struct cli *c, sippe__list_work_request *r);
