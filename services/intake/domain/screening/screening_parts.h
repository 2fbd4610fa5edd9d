/* The three parts of the check of a screening; see screening_check.h. Each adds what it finds; none relies on what
 * another has found, and so each bears what another refuses. */
#pragma once
#include "intake/domain/screening/screening_check.h"

struct screening_case {
    const intake__screening *s;
    const sippe__territory *t;
    day today, call_day; /* dates told are not after the first; ages and weeks are those of the second */
    int64_t now_ms, taken_ms;
    struct findings *wrong;
};

/* Every date, instant, text, language and postal code, wherever it stands: a field that is added to the contract is
 * checked here without a line of code. */
void intake_screening_check_forms(const struct screening_case *c);
/* Numbers and dates against the call and against each other. */
void intake_screening_check_values(const struct screening_case *c);
/* "Refuse without it". */
void intake_screening_check_required(const struct screening_case *c);
/* "Keep and mark", and warnings: the number of paths. */
size_t intake_screening_marks(struct arena *a, const struct screening_case *c, const char ***marked);
