#include "intake/domain/calls.h"

enum { OUTCOMES = CALL_OUTCOME_RETURNED + 1 };

static const struct call_rule to_her[OUTCOMES] = {
    [CALL_OUTCOME_COMPLETED] = {true, false, CALL_OVER, 0},
    [CALL_OUTCOME_PARTIAL] = {true, false, CALL_AGAIN, 0},
    [CALL_OUTCOME_NO_ANSWER] = {false, true, CALL_AGAIN, 0},
    [CALL_OUTCOME_CALL_BACK_AT] = {true, false, CALL_AGAIN, 0},
    [CALL_OUTCOME_WRONG_NUMBER] = {false, true, CALL_OTHERWISE, WORK_KIND_ASK_NUMBER},
    [CALL_OUTCOME_REFUSED] = {true, false, CALL_OVER, WORK_KIND_ASK_STOP},
    [CALL_OUTCOME_LEFT_MESSAGE] = {false, true, CALL_AGAIN, 0},
    [CALL_OUTCOME_RETURNED] = {false, false, CALL_OTHERWISE, WORK_KIND_ASK_NUMBER},
};
/* Her sister answered: one more try, whatever the sister said. */
static const struct call_rule to_another[OUTCOMES] = {
    [CALL_OUTCOME_COMPLETED] = {false, true, CALL_AGAIN, 0},
    [CALL_OUTCOME_PARTIAL] = {false, true, CALL_AGAIN, 0},
    [CALL_OUTCOME_NO_ANSWER] = {false, true, CALL_AGAIN, 0},
    [CALL_OUTCOME_CALL_BACK_AT] = {false, true, CALL_AGAIN, 0},
    [CALL_OUTCOME_WRONG_NUMBER] = {false, true, CALL_OTHERWISE, WORK_KIND_ASK_NUMBER},
    [CALL_OUTCOME_REFUSED] = {false, true, CALL_AGAIN, 0},
    [CALL_OUTCOME_LEFT_MESSAGE] = {false, true, CALL_AGAIN, 0},
};
static const struct call_rule by_her[OUTCOMES] = {
    [CALL_OUTCOME_COMPLETED] = {true, false, CALL_OVER, 0},
    [CALL_OUTCOME_PARTIAL] = {true, false, CALL_AGAIN, 0},
    [CALL_OUTCOME_CALL_BACK_AT] = {true, false, CALL_AGAIN, 0},
    [CALL_OUTCOME_REFUSED] = {true, false, CALL_OVER, WORK_KIND_ASK_STOP},
    [CALL_OUTCOME_LEFT_MESSAGE] = {true, false, CALL_TODAY, 0},
};
static const struct call_rule by_another[OUTCOMES] = {
    [CALL_OUTCOME_CALL_BACK_AT] = {false, false, CALL_AGAIN, 0},
    [CALL_OUTCOME_LEFT_MESSAGE] = {false, false, CALL_TODAY, 0},
};

/* An outcome that this release does not know leaves everything as it is. */
struct call_rule intake_call_rule(const intake__call_told *told, bool letter) {
    if (letter) return (struct call_rule){false, true, CALL_WAITS, WORK_KIND_LETTER};
    if ((int)told->outcome < 0 || (int)told->outcome >= OUTCOMES) return (struct call_rule){0};
    bool another = told->whom == CALL_WHOM_OTHER;
    if (told->direction == CALL_DIRECTION_INCOMING) return (another ? by_another : by_her)[told->outcome];
    return (another ? to_another : to_her)[told->outcome];
}

static bool is_sent(intake__call_way way) {
    return way == CALL_WAY_SMS || way == CALL_WAY_EMAIL || way == CALL_WAY_MAIL;
}

const char *intake_call_contradicts(const intake__call_told *told) {
    intake__call_outcome o = told->outcome;
    bool nobody = o == CALL_OUTCOME_NO_ANSWER || o == CALL_OUTCOME_RETURNED;
    if (told->direction == CALL_DIRECTION_INCOMING && (nobody || o == CALL_OUTCOME_WRONG_NUMBER)) return "outcome";
    if (o == CALL_OUTCOME_RETURNED && !is_sent(told->way)) return "outcome";
    if (nobody && told->whom != CALL_WHOM_UNSPECIFIED) return "whom";
    return told->call_back_on && told->call_back_at ? "call_back_on" : NULL;
}

bool intake_call_ends(struct call_rule now, bool returned, sippe__work_kind earlier) {
    if (earlier == WORK_KIND_CALL_BACK) return now.next != CALL_ASIDE;
    if (earlier == WORK_KIND_LETTER && (now.reached || returned)) return true;
    return earlier && now.asks == earlier;
}

bool intake_decision_ends(intake__route decided, sippe__work_kind earlier) {
    if (decided == ROUTE_DECLINED || decided == ROUTE_UNREACHABLE) return earlier != WORK_KIND_UNSPECIFIED;
    return earlier == WORK_KIND_ASK_STOP;
}

bool intake_call_proposes_unreachable(const sippe__territory *t, int32_t unanswered) {
    int32_t enough = t && t->attempts ? t->attempts->propose_unreachable : 0;
    return enough > 0 && unanswered >= enough;
}
