/* What became of each row of a push. Read from the spool and not from what happened in this run: a row that was sent
 * yesterday is told as sent before, a second run of a file tells all of it again. */
#pragma once
#include "cli/push/push.h"

/* One line (or one line of JSON) per row that says something; the counts, those that could not be read or sent
 * included. */
struct push_counts push_report(struct cli *c, const struct push_rows *rows, struct spool *spool);
/* The line of JSON of a row that never came into the spool. */
void push_row_json(struct cli *c, struct arena *a, const struct push_reading *row, const char *outcome,
                   const struct text_errors *faults);
