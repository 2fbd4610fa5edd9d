/* The facts of a screening as the admission rules see them, each criterion with the rule that it rests on. proposal.h
 * says which route follows from them, and what is public about each.
 *
 * Each is judged by itself, whatever the others say, so that a person who decides otherwise sees all six. Under rules
 * that passed their check, TO_VERIFY always names what is missing, YES and NO always what was used. Rules without
 * admission give TO_VERIFY for means and schooling, never NO: nobody is sent away for a gap in a file. */
#pragma once
#include "intake/domain/proposal/area.h"
#include "intake/domain/screening/pregnancy.h"
#include "intake/domain/proposal/proposal.h"

struct proposal_case {
    struct arena *arena;
    const intake__screening *s;
    const sippe__territory *t;
    day call_day, on; /* weeks that were told are counted from the first; weeks reached and ages from the second */
    struct pregnancy pregnancy;
    struct area area;
    const sippe__source_rule *source; /* NULL: the territory does not list it */
};

struct proposal_case intake_proposal_case(struct arena *a, const intake__screening *s, const sippe__territory *t,
                                          day call_day, day on);
/* One criterion each, in the arena. */
/* YES without a fixed address, whatever the postal code: none says where she is. */
intake__criterion *intake_criterion_in_territory(const struct proposal_case *c);
/* NO only for a door that the territory's file closes. */
intake__criterion *intake_criterion_source(const struct proposal_case *c);
/* YES for a child that is born: nothing is left to date. */
intake__criterion *intake_criterion_dated(const struct proposal_case *c);
intake__criterion *intake_criterion_start_week(const struct proposal_case *c);
/* The persons counted and the threshold in cents come out when the household's size is known; else 0 and -1. Beyond the
 * table's last size each person adds the same amount, as in the public tables. An income that equals the threshold is
 * low: in doubt for the family. */
intake__criterion *intake_criterion_low_income(const struct proposal_case *c, int32_t *counted,
                                               int64_t *threshold_cents);
/* MET_YES: she has none. Years of school abroad speak even where the diploma was not told, and then nothing is
 * missing. */
intake__criterion *intake_criterion_no_diploma(const struct proposal_case *c);

/* Appends those that are raised. Of FLAG_UNDER_20 the age is the territory's (flag_under_age), whatever its name
 * says. */
void intake_flags_raise(const struct proposal_case *c, intake__proposal *p);
