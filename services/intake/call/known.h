/* Knowing a call again by the desk's own number of it, within its CLSC. */
#pragma once
#include "intake/rows.h"

/* The call of this number in this CLSC that is there for the caller, and its id: of several the one with these answers.
 * One that is not there for her is not known again: what she takes down is a call of its own. NULL: none, or no
 * number. */
const intake_rows__screening *intake_call_find(struct view *v, const struct principal *p,
                                               const intake__screening *answers, struct id *id);
/* Are these the answers that the call has now? Both in their normal form. */
bool intake_call_same(struct view *v, const intake_rows__screening *row, const intake__screening *answers);
