/* What became of each row of a push. Read from the spool and not from what happened in this run: a row that was sent
 * yesterday is told as sent before, a second run of a file tells all of it again. */
#pragma once
#include "cli/push/push.h"

/* Each row counts once. known: answered by an earlier run; waiting: on this machine still. */
struct push_counts {
    size_t accepted, known, refused, unreadable, waiting, repeated;
};

/* One line (or one line of JSON) per row that says something; the counts. spool may be NULL: nothing was sent. */
struct push_counts push_report(struct cli *c, const struct push_rows *rows, struct spool *spool);
/* The status of a refusal, its fields named by their columns. */
void push_refusal(struct cli *c, const struct push_row *row, const sippe__status *s);
