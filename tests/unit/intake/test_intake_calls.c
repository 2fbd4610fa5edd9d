/* intake/calls: what follows each outcome, for each who spoke; what ends what; how many are enough. */
#include "fixture.h"
#include "intake/domain/calls.h"
#include "intake/domain/worklist.h"

enum { OUT = CALL_DIRECTION_OUTGOING, IN = CALL_DIRECTION_INCOMING, HER = CALL_WHOM_SELF, OTHER = CALL_WHOM_OTHER };

static const struct {
    int direction, whom, outcome;
    bool reached, tried;
    enum call_next next;
    int asks;
} rules[] = {
    {OUT, HER, CALL_OUTCOME_COMPLETED, true, false, CALL_OVER, 0},
    {OUT, 0, CALL_OUTCOME_COMPLETED, true, false, CALL_OVER, 0}, /* who is not said is she */
    {OUT, HER, CALL_OUTCOME_PARTIAL, true, false, CALL_AGAIN, 0},
    {OUT, HER, CALL_OUTCOME_CALL_BACK_AT, true, false, CALL_AGAIN, 0},
    {OUT, HER, CALL_OUTCOME_REFUSED, true, false, CALL_OVER, WORK_KIND_ASK_STOP},
    {OUT, 0, CALL_OUTCOME_NO_ANSWER, false, true, CALL_AGAIN, 0},
    {OUT, 0, CALL_OUTCOME_LEFT_MESSAGE, false, true, CALL_AGAIN, 0},
    {OUT, 0, CALL_OUTCOME_WRONG_NUMBER, false, true, CALL_OTHERWISE, WORK_KIND_ASK_NUMBER},
    {OUT, 0, CALL_OUTCOME_RETURNED, false, false, CALL_OTHERWISE, WORK_KIND_ASK_NUMBER},
    {OUT, OTHER, CALL_OUTCOME_COMPLETED, false, true, CALL_AGAIN, 0},
    {OUT, OTHER, CALL_OUTCOME_PARTIAL, false, true, CALL_AGAIN, 0},
    {OUT, OTHER, CALL_OUTCOME_CALL_BACK_AT, false, true, CALL_AGAIN, 0},
    {OUT, OTHER, CALL_OUTCOME_REFUSED, false, true, CALL_AGAIN, 0}, /* she has not */
    {OUT, OTHER, CALL_OUTCOME_LEFT_MESSAGE, false, true, CALL_AGAIN, 0},
    {OUT, OTHER, CALL_OUTCOME_WRONG_NUMBER, false, true, CALL_OTHERWISE, WORK_KIND_ASK_NUMBER},
    {IN, HER, CALL_OUTCOME_COMPLETED, true, false, CALL_OVER, 0},
    {IN, HER, CALL_OUTCOME_PARTIAL, true, false, CALL_AGAIN, 0},
    {IN, HER, CALL_OUTCOME_CALL_BACK_AT, true, false, CALL_AGAIN, 0},
    {IN, HER, CALL_OUTCOME_REFUSED, true, false, CALL_OVER, WORK_KIND_ASK_STOP},
    {IN, HER, CALL_OUTCOME_LEFT_MESSAGE, true, false, CALL_TODAY, 0},
    {IN, OTHER, CALL_OUTCOME_COMPLETED, false, false, CALL_ASIDE, 0},
    {IN, OTHER, CALL_OUTCOME_PARTIAL, false, false, CALL_ASIDE, 0},
    {IN, OTHER, CALL_OUTCOME_REFUSED, false, false, CALL_ASIDE, 0},
    {IN, OTHER, CALL_OUTCOME_CALL_BACK_AT, false, false, CALL_AGAIN, 0},
    {IN, OTHER, CALL_OUTCOME_LEFT_MESSAGE, false, false, CALL_TODAY, 0},
    {OUT, 0, 99, false, false, CALL_ASIDE, 0}, /* of a later release */
};

static void test_rules(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(rules); i++) {
        intake__call_told t = INTAKE__CALL_TOLD__INIT;
        t.direction = (intake__call_direction)rules[i].direction;
        t.whom = (intake__call_whom)rules[i].whom;
        t.outcome = (intake__call_outcome)rules[i].outcome;
        struct call_rule r = intake_call_rule(&t, false);
        if (r.reached != rules[i].reached || r.tried != rules[i].tried || r.next != rules[i].next ||
            (int)r.asks != rules[i].asks)
            fail_msg("row %zu", i);
        r = intake_call_rule(&t, true); /* a letter is a letter */
        assert_true(!r.reached && r.tried && r.next == CALL_WAITS && r.asks == WORK_KIND_LETTER);
    }
}

/* Each outcome, both ways: an incoming call is one that somebody made. */
static void test_contradictions(void **state) {
    (void)state;
    for (int o = CALL_OUTCOME_COMPLETED; o <= CALL_OUTCOME_RETURNED; o++)
        for (int way = CALL_WAY_PHONE; way <= CALL_WAY_IN_PERSON; way++) {
            intake__call_told t = INTAKE__CALL_TOLD__INIT;
            t.outcome = (intake__call_outcome)o;
            t.way = (intake__call_way)way;
            t.direction = CALL_DIRECTION_OUTGOING;
            bool sent = way == CALL_WAY_SMS || way == CALL_WAY_EMAIL || way == CALL_WAY_MAIL;
            assert_int_equal(intake_call_contradicts(&t) == NULL, o != CALL_OUTCOME_RETURNED || sent);
            t.direction = CALL_DIRECTION_INCOMING;
            bool nobodys = o == CALL_OUTCOME_NO_ANSWER || o == CALL_OUTCOME_WRONG_NUMBER || o == CALL_OUTCOME_RETURNED;
            assert_int_equal(intake_call_contradicts(&t) == NULL, !nobodys);
        }
    intake__call_told t = INTAKE__CALL_TOLD__INIT;
    sippe__date on = SIPPE__DATE__INIT;
    sippe__instant at = SIPPE__INSTANT__INIT;
    t.direction = CALL_DIRECTION_OUTGOING;
    t.outcome = CALL_OUTCOME_NO_ANSWER;
    t.whom = CALL_WHOM_SELF;
    assert_string_equal(intake_call_contradicts(&t), "whom");
    t.whom = CALL_WHOM_UNSPECIFIED;
    t.call_back_on = &on;
    assert_null(intake_call_contradicts(&t));
    t.call_back_at = &at;
    assert_string_equal(intake_call_contradicts(&t), "call_back_on");
}

static void test_what_ends_what(void **state) {
    (void)state;
    const struct call_rule completed = {true, false, CALL_OVER, 0}, tried = {false, true, CALL_AGAIN, 0},
                           wrong = {false, true, CALL_OTHERWISE, WORK_KIND_ASK_NUMBER},
                           refused = {true, false, CALL_OVER, WORK_KIND_ASK_STOP},
                           letter = {false, true, CALL_WAITS, WORK_KIND_LETTER}, aside = {0};
    const struct {
        struct call_rule now;
        bool returned;
        const char *ends; /* of CALL_BACK, ASK_NUMBER, ASK_STOP, LETTER */
    } table[] = {
        {completed, false, "y..y"}, {tried, false, "y..."},  {wrong, false, "yy.."}, {wrong, true, "yy.y"},
        {refused, false, "y.yy"},   {letter, false, "y..y"}, {aside, false, "...."},
    };
    const sippe__work_kind asked[] = {WORK_KIND_CALL_BACK, WORK_KIND_ASK_NUMBER, WORK_KIND_ASK_STOP, WORK_KIND_LETTER};
    for (size_t i = 0; i < COUNT(table); i++) {
        for (size_t k = 0; k < COUNT(asked); k++)
            if (intake_call_ends(table[i].now, table[i].returned, asked[k]) != (table[i].ends[k] == 'y'))
                fail_msg("row %zu, column %zu", i, k);
        assert_false(intake_call_ends(table[i].now, false, WORK_KIND_UNSPECIFIED));
    }
    for (size_t k = 0; k < COUNT(asked); k++) {
        assert_true(intake_decision_ends(ROUTE_DECLINED, asked[k]) &&
                    intake_decision_ends(ROUTE_UNREACHABLE, asked[k]));
        assert_int_equal(intake_decision_ends(ROUTE_SIPPE, asked[k]), asked[k] == WORK_KIND_ASK_STOP);
    }
}

static void test_enough(void **state) {
    (void)state;
    sippe__territory t = SIPPE__TERRITORY__INIT;
    sippe__attempts a = SIPPE__ATTEMPTS__INIT;
    assert_false(intake_call_proposes_unreachable(NULL, 99));
    assert_false(intake_call_proposes_unreachable(&t, 99));
    t.attempts = &a;
    assert_false(intake_call_proposes_unreachable(&t, 99)); /* 0: never */
    a.propose_unreachable = 3;
    assert_false(intake_call_proposes_unreachable(&t, 2));
    assert_true(intake_call_proposes_unreachable(&t, 3));
}

/* What a call asks is somebody's, with a term. */
static void test_work(void **state) {
    (void)state;
    enum { TODAY = 20000 };
    struct work w[WORK_PER_THING];
    assert_int_equal(intake_work_of_family_call(&(struct call_facts){.act_by = TODAY}, TODAY, w), 0);
    const sippe__work_kind asked[] = {WORK_KIND_CALL_BACK, WORK_KIND_ASK_NUMBER, WORK_KIND_ASK_STOP, WORK_KIND_LETTER};
    for (size_t k = 0; k < COUNT(asked); k++)
        for (int enrolled = 0; enrolled < 2; enrolled++)
            for (int off = -1; off <= 1; off++) {
                struct call_facts f = {.asks = asked[k], .act_by = TODAY + off, .family_enrolled = enrolled};
                assert_int_equal(intake_work_of_family_call(&f, TODAY, w), 1);
                assert_int_equal(w[0].kind, asked[k]);
                assert_int_equal(w[0].role, enrolled && asked[k] != WORK_KIND_ASK_NUMBER ? ROLE_TEAM : ROLE_DESK);
                assert_int_equal(w[0].overdue, off < 0);
                assert_int_equal(w[0].not_yet, off > 0 && asked[k] == WORK_KIND_LETTER);
            }
    struct call_facts letter = {.asks = WORK_KIND_LETTER, .act_by = TODAY + 1, .outdated = OUTDATED_BECAUSE_ADDRESS};
    assert_int_equal(intake_work_of_family_call(&letter, TODAY, w), 1);
    assert_false(w[0].not_yet); /* nobody waits for a reply to a letter that went elsewhere */
    assert_int_equal(w[0].role, ROLE_DESK);
    letter.outdated = OUTDATED_BECAUSE_LOSS;
    for (int has_key_worker = 0; has_key_worker < 2; has_key_worker++) {
        letter.has_key_worker = has_key_worker;
        assert_int_equal(intake_work_of_family_call(&letter, TODAY, w), 1);
        assert_int_equal(w[0].role, has_key_worker ? ROLE_TEAM : ROLE_COORDINATOR);
    }
    struct work list[] = {{.kind = WORK_KIND_SETTLE_MATCH}, {.kind = WORK_KIND_CALL_BACK, .due = TODAY}};
    intake_work_calls_are_over(list, 2);
    assert_int_equal(list[0].kind, WORK_KIND_SETTLE_MATCH);
    assert_int_equal(list[1].kind, WORK_KIND_DECIDE_ROUTE);
    assert_int_equal(list[1].due, TODAY);
    list[1] = (struct work){.kind = WORK_KIND_START_WEEK, .not_yet = true};
    intake_work_calls_are_over(list, 2);
    assert_int_equal(list[1].kind, WORK_KIND_START_WEEK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules),  cmocka_unit_test(test_contradictions), cmocka_unit_test(test_what_ends_what),
        cmocka_unit_test(test_enough), cmocka_unit_test(test_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
