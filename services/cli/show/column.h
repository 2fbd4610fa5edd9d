/* The answers of a screening by the names of their columns, which a desk knows from its table: a daemon refuses
 * "pregnancy.due_date", a person looks for date_prevue. */
#pragma once
#include "cli/cli.h"

/* The header of the column that holds this answer ("screening.pregnancy.due_date", with or without "screening."):
 * "date_prevue", "enfant2_naissance". NULL: no column does. */
const char *column_of(struct cli *c, const char *path);
