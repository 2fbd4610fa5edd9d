/* What happened on a day, counted: a file a morning, for whoever reports on the programme. Numbers by CLSC, no family.
 *
 *   TerritoryAdopted ─▶ the morning's deadline ─▶ DaysEnded: each day since the last one, 31 at most ─▶ its job
 *     prepare: the day's records counted, a few thousand a turn ─▶ run: the file ─▶ FiguresEnded */
#pragma once
#include "intake/rows.h"

/* Of an adoption: from the first one on there are mornings. */
void intake_days_begin(struct apply *a, const struct record *r, const sippe__territory *t);
/* Counts one record in. */
void intake_figure_add(struct view *v, const struct record *r, intake_jobs__figures_input *in);
