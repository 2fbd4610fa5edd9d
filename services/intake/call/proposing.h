/* What submitting, amending, previewing and deciding share: the checked answers, the proposal, and when the next step
 * is due.
 *
 * Three days are told apart here. The day of the call is what weeks that were told, and ages, are counted from; it
 * stays with the answers. `on` is the day that a proposal speaks of: the day of the call, or today once a start week
 * that was waited for has come. It chooses the rules as well: a call that a desk sends days later is judged by what was
 * in force when she called, and where today's rules lead elsewhere both are shown. Today's rules check the answers, and
 * delays are counted from today. */
#pragma once
#include "engine/service.h"
#include "proto/intake.h"
#include "intake/intake_rows.h"

/* Notes what is wrong with the answers under "screening."; 0, or the Reason that refuses the whole. `s` is in normal
 * form. After 0 every required part is there and need not be looked for again: s->call is not NULL. */
int intake_answers_check(struct decide *d, const intake__screening *s, const sippe__territory *t, int64_t taken_ms);
/* With the rules that it rests on; `on` is the day it speaks of. */
intake__proposal *intake_proposal_make(struct arena *a, const intake__screening *s, const sippe__territory *t,
                                       const struct rules_used *used, day on);
/* Today's, as the caller has asked for them. */
struct rules_of_day {
    const sippe__territory *t;
    const struct rules_used *used;
};
/* For a call of that day, by the rules in force on it; where the territory had none, by today's, and it says so. */
intake__proposal *intake_proposal_of_call(struct view *v, const intake__screening *s, const struct rules_of_day *today,
                                          day call_day);
/* By today's rules, with the weeks of the day of the call: NULL when it ends as `p` does. */
intake__proposal *intake_proposal_otherwise(struct arena *a, const intake__screening *s, const intake__proposal *p,
                                            const struct rules_of_day *today, day call_day);
/* As a record names them: every proposal, decision and enrolment says under which rules it was made. */
intake__rules_used *intake_rules_used(struct arena *a, const sippe__territory *t, const struct rules_used *used);
/* The territory's delay for the next step after this proposal; the start week's day when that is waited for. */
day intake_act_by(struct arena *a, const intake__proposal *p, const sippe__territory *t, day today);
/* Eight in the morning of the day on which the start week begins, at the desk; NULL when that is not waited for.
 * Computed here and put into the event, because an apply, which sets the deadline, has neither rules nor a time zone.
 * The day may be a Sunday: what a person must do by then is counted from when it fires, in working days. */
sippe__instant *intake_recall_at(struct arena *a, const intake__proposal *p, const sippe__territory *t);
/* The day of the call; of answers without a start, that of `now_ms`. For answers that passed the check; before that,
 * intake_screening_call_day (domain/screening) bears a start far ahead too. `t` may be NULL: UTC. */
day intake_call_day(const intake__screening *s, const sippe__territory *t, int64_t now_ms);
/* What is proposed for a kept call today: as it was recorded, but once the start week that was waited for has come, the
 * same answers with today's weeks and rules. What is decided is decided against this one: whoever takes the recorded
 * one asks a reason for an override of PRE_REGISTER from a person who agrees with the machine. NULL: the record is of
 * another release, or erased. `t` may be NULL. */
const intake__proposal *intake_proposal_today(struct view *v, const intake_rows__screening *row,
                                              const sippe__territory *t, const struct rules_used *used, day today);
