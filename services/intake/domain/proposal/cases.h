/* What bounds.c and asking.c share: one of the two cases that are taken apart, born or not, and what each criterion can
 * be within it. */
#pragma once
#include "intake/domain/proposal/bounds.h"

struct route_case {
    bool born;
    unsigned low_income, diploma; /* sets of truth values */
    int persons_from, persons_to;
    int stage_from, stage_to; /* 0 to 2: how far a pregnancy or a child is (bounds.c) */
};

/* One completion of it. */
struct one_case {
    bool born;
    int stage;
    bool low_income, diploma;
};

struct route_case intake_case_of(const struct facts *f, const struct judged *by, bool born);
unsigned intake_case_outcomes(const struct route_case *c, const struct judged *by);
enum outcome intake_case_outcome(const struct judged *by, const struct one_case *o);
/* As intake_persons_parting_income (bounds.h), of those who are counted in this case. */
int intake_case_parting_income(const struct facts *f, const struct judged *by, const struct route_case *c);
/* How many unborn are counted. */
int intake_case_unborn(const struct judged *by, bool born, int unborn);
unsigned intake_low_income(const struct facts *f, const struct judged *by, int persons_from, int persons_to);
