/* How intensely a family is visited. Two figures, because they answer two questions and neither can stand for the
 * other.
 *
 *   official   home visits of a pregnancy ÷ 29 weeks, held against 0.50: what the ministry publishes (MSSS 2004, cadre
 *              de référence; tout-petits.org, services_visites_12_semaines: 0.26 in 2012-13, 0.36 in 2016-17).
 *              The weeks are those of a birth at 40 weeks and do not move: a family that was enrolled in the 30th week
 *              cannot reach it, and a team is not told that it could have.
 *   fair       due visits that were made, in time or late, ÷ those that were owed (domain/cadence/cadence.h). Nothing
 *              is owed before the enrolment, in a pause, or after an end. Of each child and pregnancy; and of the
 *              family, by the windows that carry: one visit serves all her children, and owes no more than one.
 *
 *                week 12                            birth
 *   official     ├───────────── home visits ──────────┤                     ÷ 29
 *   fair                    enrolled ├─ ▪ ─ ▪ ─ ▫ ─ ▪ ┼ ▪ ▪ ▫ ▪ ─ today     ▪ ÷ (▪ + ▫)
 *
 * Where there is nothing to reckon with (dates not known, or erased) no figure is made: none is not 0. Pure. */
#pragma once
#include "scheduling/domain/cadence/cadence.h"

struct intensity_terms {
    int from_week, weeks, per_week_hundredths;
};
/* Of the territory's rules, with what the ministry's figure is where they say nothing. */
struct intensity_terms intensity_terms(const sippe__visits *rules);

enum intensity_way {
    INTENSITY_AT_HOME,
    INTENSITY_ELSEWHERE, /* in person, not at home or nobody said where */
    INTENSITY_CONTACT,   /* not in person */
};
/* What took place; neither what was missed nor what was struck out. */
struct intensity_encounter {
    day on;
    enum intensity_way way;
};

struct intensity_official {
    struct id pregnancy;
    day from, until; /* that count, both included */
    bool goes_on;
    int encounters[INTENSITY_CONTACT + 1]; /* by their way */
    int per_week_hundredths;               /* those at home, rounded to the nearest */
};
/* False: none of its days counts yet, or it ended before the first that would. */
bool intensity_official(const struct intensity_terms *t, const struct cadence_anchor *pregnancy,
                        const struct intensity_encounter *encounters, size_t n, day today,
                        struct intensity_official *out);

/* Which due visits are counted: by their grid days, both included. */
struct intensity_days {
    day from, until; /* DAY_NONE: since the first; `until` is never past today */
    day ended;       /* the first day on which she is not followed any more: what was not over by then is not owed;
                        DAY_NONE: she is */
    day today;
};
struct intensity_fair {
    struct id anchor; /* zero, with kind unspecified: of the family */
    scheduling__window_anchor kind;
    int owed, met, made_late, excused, unrecorded;
    int percent; /* to the nearest; INTENSITY_NONE */
};
enum { INTENSITY_NONE = -1 }; /* nothing was owed */

/* By the windows that carry. */
struct intensity_fair intensity_of_family(const struct cadence_window *windows, size_t n,
                                          const struct intensity_days *days);
/* By all windows of each anchor that has one in those days, in the order in which they first come; how many. */
size_t intensity_of_anchors(struct arena *a, const struct cadence_window *windows, size_t n,
                            const struct intensity_days *days, struct intensity_fair **out);
