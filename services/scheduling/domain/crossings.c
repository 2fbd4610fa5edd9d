#include "scheduling/domain/crossings.h"

#include "scheduling/domain/states.h"

const char *const crossing_told_names[CROSSING_TOLD] = {
    [CROSSING_ENDED] = "ENDED",         [CROSSING_ENDED_IN_ERROR] = "ENDED_IN_ERROR",
    [CROSSING_SUSPENDED] = "SUSPENDED", [CROSSING_REOPENED] = "REOPENED",
    [CROSSING_MOVED] = "MOVED",         [CROSSING_LOSS] = "LOSS",
    [CROSSING_DATES] = "DATES",         [CROSSING_CONTACT] = "CONTACT",
    [CROSSING_HOLDER] = "HOLDER",       [CROSSING_INTERPRETER] = "INTERPRETER",
    [CROSSING_RULES] = "RULES",         [CROSSING_ERASED] = "ERASED",
};
const char *const crossing_meets_names[CROSSING_MEETS] = {
    [CROSSING_VISIT_PROPOSED] = "VISIT_PROPOSED",
    [CROSSING_VISIT_CONFIRMED] = "VISIT_CONFIRMED",
    [CROSSING_VISIT_OVER] = "VISIT_OVER",
    [CROSSING_VISIT_CANCELLED] = "VISIT_CANCELLED",
    [CROSSING_KEY_WORKER] = "KEY_WORKER",
    [CROSSING_NO_KEY_WORKER] = "NO_KEY_WORKER",
    [CROSSING_WINDOW] = "WINDOW",
};
const char *const crossing_follows_names[CROSSING_FOLLOWS] = {
    [CROSSING_NOT_MET] = "·",
    [CROSSING_STAYS] = "stays",
    [CROSSING_WITHDRAWN] = "withdrawn",
    [CROSSING_CANCELLED] = "TELL_FAMILY",
    [CROSSING_REVIEW] = "VISIT_REVIEW",
    [CROSSING_HAND_OVER] = "HAND_OVER",
    [CROSSING_MARKED] = "marked",
    [CROSSING_TERM_ENDS] = "ends",
    [CROSSING_EXPECTED] = "expected anew",
    [CROSSING_EXCUSED] = "excused",
    [CROSSING_GONE] = "gone",
};

/* A visit of one who was entered in error was agreed with her elsewhere. A loss withdraws what was only proposed, as
 * nobody knocks unasked; what was confirmed is a person's, who calls before she goes. A first visit counts from the
 * enrolment, and it alone is proposed: no date moves its window, other rules do. */
static const enum crossing_follows table[CROSSING_TOLD][CROSSING_MEETS] = {
    [CROSSING_ENDED] = {[CROSSING_VISIT_PROPOSED] = CROSSING_WITHDRAWN,
                        [CROSSING_VISIT_CONFIRMED] = CROSSING_CANCELLED,
                        [CROSSING_VISIT_OVER] = CROSSING_STAYS,
                        [CROSSING_KEY_WORKER] = CROSSING_STAYS},
    [CROSSING_ENDED_IN_ERROR] = {[CROSSING_VISIT_PROPOSED] = CROSSING_WITHDRAWN,
                                 [CROSSING_VISIT_CONFIRMED] = CROSSING_WITHDRAWN,
                                 [CROSSING_VISIT_OVER] = CROSSING_STAYS},
    [CROSSING_SUSPENDED] = {[CROSSING_VISIT_PROPOSED] = CROSSING_REVIEW,
                            [CROSSING_VISIT_CONFIRMED] = CROSSING_REVIEW,
                            [CROSSING_VISIT_OVER] = CROSSING_STAYS,
                            [CROSSING_KEY_WORKER] = CROSSING_STAYS,
                            [CROSSING_NO_KEY_WORKER] = CROSSING_STAYS,
                            [CROSSING_WINDOW] = CROSSING_EXCUSED},
    [CROSSING_REOPENED] = {[CROSSING_VISIT_CANCELLED] = CROSSING_STAYS,
                           [CROSSING_KEY_WORKER] = CROSSING_STAYS,
                           [CROSSING_NO_KEY_WORKER] = CROSSING_EXPECTED},
    [CROSSING_MOVED] = {[CROSSING_VISIT_PROPOSED] = CROSSING_WITHDRAWN,
                        [CROSSING_VISIT_CONFIRMED] = CROSSING_HAND_OVER,
                        [CROSSING_VISIT_OVER] = CROSSING_STAYS,
                        [CROSSING_KEY_WORKER] = CROSSING_TERM_ENDS,
                        [CROSSING_NO_KEY_WORKER] = CROSSING_EXPECTED},
    [CROSSING_LOSS] = {[CROSSING_VISIT_PROPOSED] = CROSSING_WITHDRAWN, [CROSSING_VISIT_CONFIRMED] = CROSSING_REVIEW},
    [CROSSING_DATES] = {[CROSSING_VISIT_PROPOSED] = CROSSING_STAYS, [CROSSING_VISIT_CONFIRMED] = CROSSING_REVIEW},
    [CROSSING_CONTACT] = {[CROSSING_VISIT_PROPOSED] = CROSSING_MARKED, [CROSSING_VISIT_CONFIRMED] = CROSSING_MARKED},
    [CROSSING_HOLDER] = {[CROSSING_VISIT_PROPOSED] = CROSSING_MARKED, [CROSSING_VISIT_CONFIRMED] = CROSSING_MARKED},
    [CROSSING_INTERPRETER] =
        {[CROSSING_VISIT_PROPOSED] = CROSSING_MARKED, [CROSSING_VISIT_CONFIRMED] = CROSSING_MARKED},
    [CROSSING_RULES] = {[CROSSING_VISIT_PROPOSED] = CROSSING_REVIEW, [CROSSING_VISIT_CONFIRMED] = CROSSING_REVIEW},
    [CROSSING_ERASED] = {[CROSSING_VISIT_PROPOSED] = CROSSING_GONE,
                         [CROSSING_VISIT_CONFIRMED] = CROSSING_GONE,
                         [CROSSING_VISIT_OVER] = CROSSING_GONE,
                         [CROSSING_KEY_WORKER] = CROSSING_GONE},
};

enum crossing_follows crossing(enum crossing_told told, enum crossing_meets meets) { return table[told][meets]; }

enum crossing_meets crossing_visit(scheduling__visit_state state, int64_t start_ms, int64_t now_ms) {
    if (state == VISIT_STATE_CANCELLED) return CROSSING_VISIT_CANCELLED;
    if (!visit_is_open(state)) return CROSSING_MEETS;
    if (start_ms < now_ms) return CROSSING_VISIT_OVER;
    return state == VISIT_STATE_PROPOSED ? CROSSING_VISIT_PROPOSED : CROSSING_VISIT_CONFIRMED;
}

enum crossing_follows crossing_of_visit(enum crossing_told told, scheduling__visit_state state, int64_t start_ms,
                                        int64_t now_ms) {
    enum crossing_meets meets = crossing_visit(state, start_ms, now_ms);
    return meets == CROSSING_MEETS ? CROSSING_NOT_MET : crossing(told, meets);
}
