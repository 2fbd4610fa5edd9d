/* The facts of a screening as the admission rules see them, each criterion with the rule that it rests on; see
 * proposal.h. */
#pragma once
#include "intake/domain/proposal/area.h"
#include "intake/domain/screening/pregnancy.h"
#include "intake/domain/proposal/proposal.h"

struct proposal_case {
    struct arena *arena;
    const intake__screening *s;
    const sippe__territory *t;
    day call_day, on;
    struct pregnancy pregnancy;
    struct area area;
    const sippe__source_rule *source; /* NULL: the territory does not list it */
};

struct proposal_case intake_proposal_case(struct arena *a, const intake__screening *s, const sippe__territory *t,
                                          day call_day, day on);
/* One criterion each, in the arena. */
intake__criterion *intake_criterion_in_territory(const struct proposal_case *c);
intake__criterion *intake_criterion_source(const struct proposal_case *c);
intake__criterion *intake_criterion_dated(const struct proposal_case *c);
intake__criterion *intake_criterion_start_week(const struct proposal_case *c);
/* The persons counted and the threshold in cents come out when the household's size is known; else 0 and -1. */
intake__criterion *intake_criterion_low_income(const struct proposal_case *c, int32_t *counted,
                                               int64_t *threshold_cents);
intake__criterion *intake_criterion_no_diploma(const struct proposal_case *c);

/* Appends those that are raised. */
void intake_flags_raise(const struct proposal_case *c, intake__proposal *p);
