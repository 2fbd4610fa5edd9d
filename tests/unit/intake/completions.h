/* An oracle for proposals that knows nothing of the code: facts as small numbers, each with the values that it may still
 * have, and all completions gone through one by one. The outcome is constant between the points that are given, so that
 * they stand for all dollars and days: nothing, each threshold and a cent more, a top; the first and last day of each
 * week and age that a rule names. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum axis {
    AXIS_PLACE,   /* 0 elsewhere, 1 here */
    AXIS_SOURCE,  /* 0 refused, 1 accepted */
    AXIS_BORN,    /* 0, 1 */
    AXIS_AGE,     /* days of pregnancy on the day of the call */
    AXIS_BIRTH,   /* days since the birth */
    AXIS_INCOME,  /* cents */
    AXIS_SIZE,    /* persons */
    AXIS_UNBORN,  /* 1 or 2 */
    AXIS_DIPLOMA, /* 1: one that is listed */
    AXIS_YEARS,   /* abroad */
    AXES
};

enum ending {
    END_SIPPE,
    END_OLO,
    END_SIPPE_LATER,
    END_OLO_LATER,
    END_INCOME,
    END_CHILD,
    END_OLO_CHILD,
    END_PLACE,
    END_SOURCE
};

enum { POINTS_MAX = 64, COMPLETIONS_MAX = 40000 };

/* Rules as numbers. Ages of a child are days since its birth on the day of the test, which is always the same one. */
struct oracle_rules {
    int start_week, olo_start_week, enough_years, household_max;
    bool unborn_counts;
    int programme_days, olo_days; /* a child so many days old is outside */
};

struct oracle {
    struct oracle_rules rules;
    bool low_source;
    int64_t income_above; /* she said that she earns more than so many cents; -1: nothing of the kind */
    bool income_declined; /* it stays unknown, whatever else is told: what is compared is all that it can lead to */
    size_t n[AXES];
    int64_t points[AXES][POINTS_MAX];
    /* ---- what came of it ---- */
    size_t completions;
    unsigned endings;      /* set of 1 << enum ending */
    bool decides[AXES];    /* some completion of the others with which it leads to two outcomes */
    bool ends_alone[AXES]; /* one of its values leaves one outcome */
    int wait_days;         /* until the first that begins later; INT32_MAX: none does */
};

/* In cents; of the fixture's table. */
int64_t oracle_threshold(int persons);
void oracle_one(struct oracle *o, enum axis a, int64_t value);
void oracle_point(struct oracle *o, enum axis a, int64_t value);
size_t oracle_size(const struct oracle *o);
/* At most COMPLETIONS_MAX of them. */
void oracle_run(struct oracle *o);
/* A bit an outcome: what begins later is one of its own, other services of ours are one. */
unsigned oracle_kind(enum ending e);
