/* What submitting, amending, previewing and deciding share: the checked answers, the proposal, and when the next step
 * is due. */
#pragma once
#include "engine/service.h"
#include "proto/intake.h"
#include "intake/intake_rows.h"

/* Notes what is wrong with the answers under "screening."; 0, or the Reason that refuses the whole. `s` is in normal
 * form. */
int intake_answers_check(struct decide *d, const intake__screening *s, const sippe__territory *t);
/* With the rules that it rests on; `on` is the day it speaks of. */
intake__proposal *intake_proposal_make(struct arena *a, const intake__screening *s, const sippe__territory *t,
                                       const struct rules_used *used, day on);
intake__rules_used *intake_rules_used(struct arena *a, const sippe__territory *t, const struct rules_used *used);
/* The territory's delay for the next step after this proposal; the start week's day when that is waited for. */
day intake_act_by(struct arena *a, const intake__proposal *p, const sippe__territory *t, day today);
/* Eight in the morning of the day on which the start week begins, at the desk; NULL when that is not waited for. */
sippe__instant *intake_recall_at(struct arena *a, const intake__proposal *p, const sippe__territory *t);
/* The day of the call; of answers without a start, that of `now_ms`. `t` may be NULL. */
day intake_call_day(const intake__screening *s, const sippe__territory *t, int64_t now_ms);
/* What is proposed for a kept call today: as it was recorded, but once the start week that was waited for has come, the
 * same answers with today's weeks and rules. NULL: the record is of another release, or erased. `t` may be NULL. */
const intake__proposal *intake_proposal_today(struct view *v, const intake_rows__screening *row,
                                              const sippe__territory *t, const struct rules_used *used, day today);
