/* The facts of a screening as the admission rules see them, each criterion with the rule that it rests on. proposal.h
 * says which route follows from them, and what is public about each.
 *
 * Each is judged by itself, whatever the others say, so that a person who decides otherwise sees all of them: YES or NO
 * when all that is still possible agrees, else TO_VERIFY. TO_VERIFY names what is missing, YES and NO name what was
 * used. Rules without admission give TO_VERIFY for means and schooling, never NO: nobody is sent away for a gap in a
 * file; a person completes the file, so nothing is missing. */
#pragma once
#include "intake/domain/proposal/bounds.h"
#include "intake/domain/proposal/proposal.h"

struct proposal_case {
    struct arena *arena;
    const intake__screening *s;
    struct judged by;
    day call_day; /* weeks that were told are counted from it; weeks reached and ages from by.on */
    struct pregnancy pregnancy;
    struct area area;
    const sippe__source_rule *source; /* NULL: the territory does not list it */
    struct facts facts;
    struct bounds bounds;
};

struct proposal_case intake_proposal_case(struct arena *a, const intake__screening *s, const sippe__territory *t,
                                          day call_day, day on);
/* All of them, in the order of CriterionKind. IN_TERRITORY is YES without a fixed address, whatever the postal code,
 * and to be verified for a code that is no CLSC's and behind no door; PREGNANCY_DATED is YES for a child that is born:
 * nothing is left to date. */
void intake_criteria_list(const struct proposal_case *c, intake__proposal *p);

/* Appends those that are raised. Of FLAG_UNDER_20 the age is the territory's (flag_under_age), whatever its name
 * says. */
void intake_flags_raise(const struct proposal_case *c, intake__proposal *p);
