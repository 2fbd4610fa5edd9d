/* What follows where something that intake tells meets what was agreed here before it was heard: the one table of it.
 * The reactions ask it (follow_up.c, crossed/), and so does the list of work, for what is derived whenever it is read
 * (work/derived.c); README.md prints it, and the simulator takes its cells with the link between the two cut.
 *
 *   derived from what was told  windows, points, lists: made anew, without a trace
 *   promised to the family      a visit that was confirmed: no machine moves it; a person is asked
 *   proposed, told to nobody    withdrawn
 *   happened                    an encounter, a visit that is over: to be written down, by whoever's it was
 *
 * What scheduling says and an enrolment meets is intake's state table (intake/domain/states.h): it is noted in each. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "proto/scheduling.h"

enum crossing_told {
    CROSSING_ENDED,
    CROSSING_ENDED_IN_ERROR, /* she ought not to have been enrolled: nothing was lost to her */
    CROSSING_SUSPENDED,
    CROSSING_REOPENED,
    CROSSING_MOVED, /* to another CLSC */
    CROSSING_LOSS,
    CROSSING_DATES,       /* a birth, a corrected date */
    CROSSING_CONTACT,     /* another telephone, another address */
    CROSSING_HOLDER,      /* the file is in somebody else's name */
    CROSSING_INTERPRETER, /* she needs one, and did not */
    CROSSING_RULES,       /* others are in force */
    CROSSING_ERASED,
    CROSSING_TOLD,
};
enum crossing_meets {
    CROSSING_VISIT_PROPOSED,
    CROSSING_VISIT_CONFIRMED,
    CROSSING_VISIT_OVER,      /* it has begun, and nothing is written */
    CROSSING_VISIT_CANCELLED, /* by the end before */
    CROSSING_KEY_WORKER,
    CROSSING_NO_KEY_WORKER, /* somebody is expected */
    CROSSING_WINDOW,        /* of days on which nobody is to come */
    CROSSING_MEETS,
};
enum crossing_follows {
    CROSSING_NOT_MET, /* the two have nothing to do with each other */
    CROSSING_STAYS,
    CROSSING_WITHDRAWN, /* cancelled: nobody counts on it */
    CROSSING_CANCELLED, /* and somebody tells her: TELL_FAMILY */
    CROSSING_REVIEW,    /* stays, and where it is no longer due a person looks at it: VISIT_REVIEW */
    CROSSING_MARKED,    /* stays, and whoever goes reads what has changed: the week of a worker, her visits */
    CROSSING_HAND_OVER, /* stays, of the CLSC under which it was agreed: both say whether it takes place */
    CROSSING_TERM_ENDS, /* of who kept the bond */
    CROSSING_EXPECTED,  /* a key worker, by a new day */
    CROSSING_EXCUSED,   /* not owed */
    CROSSING_GONE,      /* with her */
    CROSSING_FOLLOWS,
};

extern const char *const crossing_told_names[CROSSING_TOLD], *const crossing_meets_names[CROSSING_MEETS],
                                                                 *const crossing_follows_names[CROSSING_FOLLOWS];
enum crossing_follows crossing(enum crossing_told told, enum crossing_meets meets);

/* What a visit is to what is told at this time. One that is neither agreed nor over is met by nothing but a reopening:
 * CROSSING_MEETS. */
enum crossing_meets crossing_visit(scheduling__visit_state state, int64_t start_ms, int64_t now_ms);
/* Of such a visit; NOT_MET for CROSSING_MEETS. */
enum crossing_follows crossing_of_visit(enum crossing_told told, scheduling__visit_state state, int64_t start_ms,
                                        int64_t now_ms);
