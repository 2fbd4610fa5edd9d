/* Cases of the rules of work, and the day on which they are asked. */
#pragma once
#include "../fixture.h"
#include "actors.h"

#undef HOLDER
#define HOLDER __attribute__((unused)) static

enum { TODAY = 20000 };

#define PLACE_UNKNOWN(state_)                                                                                          \
    { .state = state_, .proposed = ROUTE_CALL_BACK, .act_by = TODAY + 2, .settle_by = TODAY, .place_unknown = true }
#define ENROLMENT(st, followed, by, over, ends, review, to_place, visit)                                               \
    {                                                                                                                  \
        .state = (st), .has_key_worker = (followed), .act_by = (by), .programme_over = (over),                         \
        .programme_end = (ends), .review_on = (review), .visit_to_place = (to_place), .visit_on = (visit)              \
    }
#define REFERRAL(state_, due, tell, gone, holder, enrolled)                                                            \
    {                                                                                                                  \
        .state = state_, .act_by = due, .tell_partner = tell, .replaced = gone, .tell_holder = holder,                 \
        .family_enrolled = enrolled, .tell_by = TODAY                                                                  \
    }
/* A call without an open match: its state, what is proposed and decided, whether she is enrolled, whether what was
 * decided is arranged, and when the next step is due. */
#define CALL(state_, proposed_, decided_, enrolled_, arranged_, due)                                                   \
    {                                                                                                                  \
        .state = SCREENING_STATE_##state_, .proposed = ROUTE_##proposed_, .decided = ROUTE_##decided_,                 \
        .enrolled = enrolled_, .act_by = due, .arranged = arranged_, .settle_by = TODAY                                \
    }
#define WORK(kind, role) 1, WORK_KIND_##kind, ROLE_##role
#define NO_WORK          0, 0, 0
