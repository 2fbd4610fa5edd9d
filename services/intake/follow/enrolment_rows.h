/* What applies do to the row of an enrolment. */
#pragma once
#include "intake/rows.h"

/* Puts the changed row and its items. Its version stays: a day that was counted has overtaken nobody who
 * looks at it. */
void intake_enrolment_put(struct apply *a, const struct record *r, struct id enrolment, intake_rows__enrolment *row);
