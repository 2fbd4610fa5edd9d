/* A notice as its reader sees it, and the commands that share it. Under --json notice_show and notice_content_show
 * print nothing; notice_sheet would draw its rules, but its handler has printed the reply and left by then. */
#pragma once
#include "cli/cli.h"
#include "proto/notifications.h"

/* The whole of it, with what was answered and whom to call. Withdrawn: that, and no content. */
void notice_show(struct cli *c, const notifications__notice *n);
void notice_content_show(struct cli *c, const notifications__notice_content *k);
/* notice_watch.c, notice_sheet.c */
int notice_watch_run(struct cli *c);
int notice_print_run(struct cli *c);
/* The sheet on paper: 72 columns, French, then English when the family's language is not French (French first, another
 * language beside it: Charter of the French language, C-11). It leaves the run's language as it was. */
void notice_sheet(struct cli *c, const notifications__get_sheet_reply *s);
