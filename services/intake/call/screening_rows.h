/* How the row of a call is changed: in one place, so that its lists and its items of the worklist follow. */
#pragma once
#include "intake/rows.h"

/* Puts the changed row under the record's version, then refreshes its items. For a change of the call itself; rows.h
 * says what does not go through here. */
void intake_screening_put(struct apply *a, struct id screening, intake_rows__screening *row, const struct record *r);
