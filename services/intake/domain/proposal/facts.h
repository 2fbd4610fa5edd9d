/* What a screening tells of the facts that a route rests on: each as the set of its values that are still possible, and
 * how one more could be learned.
 *
 * A fact that was told is one value; one that was not is all of its values, a number or a day from the least to the
 * greatest. What was told in contradiction is the hull of what was said: all that lies between, until a person knows
 * better. Sets of truth are two bits, so that bounds.c joins them without a branch.
 *
 *   household       told; else adults and children listed to the territory's household_max. Fewer told than are listed:
 *                   from the one to the other. Children are at most listed, and one adult at least is there: she
 *   income          told, or within the ends of a range that was, or from nothing up without an end. A source of the
 *                   territory's list (low_income_sources) says that it is low, unless what was told lies above the
 *                   threshold. A range within which no threshold lies, for whoever may be counted, is as good as an
 *                   amount; with one it is asked again
 *   pregnancy       the due date, else the last period, else the weeks; all of them where they are apart by more than 7
 *                   days. Dated beyond 42 weeks and not delivered: perhaps born, perhaps of any week
 *   delivered       as told; not asked, and dated within 42 weeks: not. A child's birth date without it: perhaps
 *   years abroad    as told; any number where a diploma is foreign or not told, where she could not say, or arrived
 *                   from elsewhere and was not asked; else none */
#pragma once
#include "base/arena.h"
#include "intake/domain/proposal/area.h"
#include "intake/domain/screening/pregnancy.h"
#include "proto/intake.h"

/* A set of truth values. */
enum { SET_NO = 1, SET_YES = 2, SET_EITHER = 3 };

enum fact { /* in the order in which they are asked, among those that weigh alike */
            FACT_PLACE,
            FACT_SOURCE,
            FACT_BORN,
            FACT_DUE,
            FACT_BIRTH,
            FACT_INCOME,
            FACT_HOUSEHOLD,
            FACT_UNBORN,
            FACT_DIPLOMA,
            FACT_YEARS,
            FACTS
};

enum fact_known {
    FACT_TOLD,     /* or nothing hangs on it, whatever it is */
    FACT_ASK_HER,  /* not asked, not known by her, or told in contradiction */
    FACT_ASK_US,   /* she has said what she can: we look it up */
    FACT_DECLINED, /* she would rather not say */
};

struct facts {
    unsigned inside;            /* she lives in the area of a CLSC of the territory */
    unsigned accepted;          /* who sent her */
    unsigned born;              /* the child: else a pregnancy goes on */
    day due_from, due_to;       /* while it goes on */
    day birth_from, birth_to;   /* once it is born */
    int unborn_from, unborn_to; /* 1 or 2: twins or more count as two, since how many is not asked */
    int household_from, household_to;
    int64_t income_from, income_to; /* cents; INT64_MAX: no end */
    bool low_by_source;
    unsigned listed_diploma; /* the highest one counts as a diploma by itself */
    int years_from, years_to;
    struct {
        const char *path;
        enum fact_known known;
    } of[FACTS];
    unsigned contradictions; /* set of 1 << ContradictionKind; INCOME_SOURCE is not among them (bounds.h) */
};

/* For the answers of that call, judged for the day `on`. `p` and `area` are of the same screening. */
struct facts intake_facts_of(const intake__screening *s, const sippe__territory *t, const struct pregnancy *p,
                             struct area area, day call_day, day on);
/* A word of the territory's file for this value ("WORK" of INCOME_SOURCE_WORK)? */
bool intake_word_names(const char *word, const ProtobufCEnumDescriptor *type, const char *prefix, int value);
/* NULL: the territory does not list it, and so accepts it. */
const sippe__source_rule *intake_source_rule(const sippe__territory *t, intake__referral_source source);
/* Of 1 to 25: the greatest household without the unborn. */
int intake_household_max(const sippe__territory *t);
