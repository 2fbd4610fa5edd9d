/* An enrolment as scheduling tells of it. */
#pragma once
#include "intake/rows.h"

/* Of an apply: somebody has placed the visit that could not be booked as it was agreed. False: this is no enrolment. */
bool intake_visit_placed(struct apply *a, const struct record *r, struct id enrolment);
