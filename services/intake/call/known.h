/* Knowing a call again by the desk's own number of it, within its CLSC. */
#pragma once
#include "intake/rows.h"

/* The call of this number in this CLSC, and its id; NULL: none, or no number. */
const intake_rows__screening *intake_call_find(struct view *v, const intake__screening *answers, struct id *id);
/* Is it there for this caller? One that is not is not known again: what she takes down is a call of its own. */
bool intake_call_is_seen(struct view *v, const struct principal *p, const intake_rows__screening *row);
/* Are these the answers that the call has now? Both in their normal form. */
bool intake_call_same(struct view *v, const intake_rows__screening *row, const intake__screening *answers);
