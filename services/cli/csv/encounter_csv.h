/* Encounters as a table that leaves for a statistic: one row each, French headers, `;` between cells, UTF-8 with a
 * mark that makes a spreadsheet read it as such. The columns are the fields that CLSCs keep of an intervention (S-4.2,
 * r. 23, annex I), as far as they are known: who goes is said by code and by category of job, the family by her number,
 * and nobody by name. Nothing that was noted freely is in it: a note may name anybody.
 *
 * Several in one cell stand apart by `|`, as in the team's table. A cell that is not told is empty. */
#pragma once
#include "base/arena.h"
#include "civil/date.h"
#include "proto/scheduling.h"

/* Of the file: the mark, and the headers. */
char *encounter_csv_head(struct arena *a);
/* By the clock of the zone; of one of which only the day is known, no hour. */
char *encounter_csv_row(struct arena *a, struct zone zone, const scheduling__listed_encounter *e);
