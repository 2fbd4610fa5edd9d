/* How a call is taken in, the first time and corrected: with the rules of today. */
#pragma once
#include "intake/domain/screening/draft.h"
#include "intake/rows.h"

/* What a call rests on: its answers in normal form, and the rules of today, by which they are checked and terms are
 * counted. By which rules it is judged, proposing.h says. */
struct call {
    intake__screening *answers;
    const sippe__territory *rules;
    struct rules_used used;
    day today;
    struct left_out left_out; /* of what somebody told who called for her */
};

/* 0, or the Reason that refuses it, which may be FIELDS_INVALID: what is wrong has been noted. `taken_ms`: when the
 * call was taken in, now or, of one that is corrected, then: how old it may be counts from there. */
int intake_call_take(struct decide *d, const intake__screening *given, int64_t taken_ms, struct call *c);
/* When the child is due, as these answers date it on the day of the call; NULL: undated, or it is born. */
sippe__date *intake_call_due(struct decide *d, const intake__screening *answers, const sippe__territory *rules);
/* What the machine proposes for it, with the weeks and the rules of the day on which it was made. */
intake__proposal *intake_call_propose(struct decide *d, const struct call *c);
