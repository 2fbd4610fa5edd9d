/* What became of each row of a push. */
#pragma once
#include "cli/push/push.h"

struct push_counts {
    size_t accepted, known, refused, unreadable, waiting, repeated;
};

/* One line (or one line of JSON) per row that says something; the counts. spool may be NULL: nothing was sent. */
struct push_counts push_report(struct cli *c, const struct push_rows *rows, struct spool *spool);
/* The status of a refusal, its fields named by their columns. */
void push_refusal(struct cli *c, const struct push_row *row, const sippe__status *s);
