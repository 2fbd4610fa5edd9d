/* A notice as its reader sees it, and the commands that share it. */
#pragma once
#include "cli/cli.h"
#include "proto/notifications.h"

void notice_show(struct cli *c, const notifications__notice *n);
void notice_content_show(struct cli *c, const notifications__notice_content *k);
/* notice_watch.c, notice_sheet.c */
int notice_watch_run(struct cli *c);
int notice_print_run(struct cli *c);
/* The sheet on paper: 72 columns, French, then English when the family's language is not French. */
void notice_sheet(struct cli *c, const notifications__get_sheet_reply *s);
