/* intake/states: the tables have no fault, every pair of state and input does what is written here a second time, and
 * an answer that meets something else is never an error. */
#include "fixture.h"
#include "intake/domain/incident.h"
#include "intake/domain/states.h"
#include "proto/status.h"

/* One row per state, one letter per input: the first letter of the state that follows, '-' when it is refused. */
static void check_table(const struct sm *m, const char *letters, const char *const *rows) {
    const char *fault = sm_fault(m);
    if (fault) fail_msg("%s: %s", m->name, fault);
    for (unsigned s = 0; s < m->states->n_values; s++) {
        int state = m->states->values[s].value;
        assert_int_equal(strlen(rows[state]), m->n_inputs);
        for (size_t i = 0; i < m->n_inputs; i++) {
            int next = sm_next(m, state, (int)i);
            char got = next < 0 ? '-' : letters[next];
            if (got != rows[state][i])
                fail_msg("%s: %s on %s gives %c, not %c", m->name, m->states->values[s].name, m->inputs[i], got,
                         rows[state][i]);
        }
    }
}

static void test_screening(void **state) {
    (void)state;
    /* inputs: submit T C P, amend T C P agrees, decide, again, revise, start week */
    static const char *const rows[] = {"TCP--------", "---TCP-D---", "---TCP-D---", "---TCP-D--C", "---TCPD-DD-"};
    check_table(&intake_screening_states, "-TCPD", rows);
    const struct next_step ask = {ROUTE_CALL_BACK, true}, nobody = {ROUTE_CALL_BACK, false};
    const struct next_step wait = {ROUTE_PRE_REGISTER, false};
    assert_int_equal(intake_screening_submit_input(ask), SCREENING_SUBMIT_CALL_BACK);
    assert_int_equal(intake_screening_submit_input(nobody), SCREENING_SUBMIT_TO_DECIDE);
    assert_int_equal(intake_screening_submit_input(wait), SCREENING_SUBMIT_PRE_REGISTER);
    static const intake__route decidable[] = {ROUTE_SIPPE, ROUTE_OLO_ONLY, ROUTE_OTHER_SERVICE};
    for (size_t i = 0; i < COUNT(decidable); i++)
        assert_int_equal(intake_screening_submit_input((struct next_step){decidable[i], false}),
                         SCREENING_SUBMIT_TO_DECIDE);
    /* What is settled is settled, but for a waiting list. */
    for (int decided = 0; decided <= ROUTE_UNREACHABLE; decided++) {
        int input = (int)intake_screening_decide_input((intake__route)decided);
        int next = sm_next(&intake_screening_states, SCREENING_STATE_DECIDED, input);
        assert_int_equal(next, decided == ROUTE_WAITLIST ? SCREENING_STATE_DECIDED : -1);
    }
}

static void test_enrolment(void **state) {
    (void)state;
    /* inputs: enrol, key worker, seen, end, suspend, resume (followed), reopen (followed), struck, move */
    static const char *const rows[] = {"W----------", "-AWES----WW", "-AAES----WW", "-EE----WAEE", "-SSE-WA--SS"};
    check_table(&intake_enrolment_states, "-WAES", rows);
}

static void test_move(void **state) {
    (void)state;
    /* inputs: offer, accept, decline, withdraw */
    static const char *const rows[] = {"O---", "-ADW", "----", "---W", "----"};
    check_table(&intake_move_states, "-OADW", rows);
}

static void test_incident(void **state) {
    (void)state;
    /* inputs: open, change, close, reopen, strike */
    static const char *const rows[] = {"O----", "-OC-E", "---O-", "---O-"};
    check_table(&intake_incident_states, "-OCE", rows);
}

static void test_referral(void **state) {
    (void)state;
    /* inputs: send, acknowledge, accept, waitlist, decline, wrong partner, first contact, cancel,
     * withdraw */
    static const char *const rows[] = {
        "S--------", "-KAWDXFCC", "--AWDXFCC", "---WDXFCC", "--A-DXFCC",
        "--AW-XFCC", "--AWD-FCC", "--------C", "---------",
    };
    check_table(&intake_referral_states, "-SKAWDXFC", rows);
    assert_true(sm_is_final(&intake_referral_states, REFERRAL_STATE_CANCELLED));
    for (int s = 0; s <= REFERRAL_STATE_CANCELLED; s++) {
        intake__referral_state now = (intake__referral_state)s;
        assert_int_equal(intake_referral_is_open(now), s >= REFERRAL_STATE_SENT && s <= REFERRAL_STATE_WAITLISTED);
        assert_int_equal(intake_referral_can_cancel(now),
                         s >= REFERRAL_STATE_SENT && s <= REFERRAL_STATE_WRONG_PARTNER);
        assert_int_equal(intake_referral_can_withdraw(now),
                         s >= REFERRAL_STATE_SENT && s <= REFERRAL_STATE_FIRST_CONTACT);
    }
}

/* Rows: the state; columns: the answer (acknowledged, accepted, waitlisted, declined, wrong partner, first contact).
 * m moves, r repeated, o overtaken, c crossed and nobody to tell, T crossed and the partner must be told. */
static void test_crossings(void **state) {
    (void)state;
    static const char *const rows[] = {
        [REFERRAL_STATE_UNSPECIFIED] = "oooooo",   [REFERRAL_STATE_SENT] = "mmmmmm",
        [REFERRAL_STATE_ACKNOWLEDGED] = "rmmmmm",  [REFERRAL_STATE_ACCEPTED] = "ormmmm",
        [REFERRAL_STATE_WAITLISTED] = "omrmmm",    [REFERRAL_STATE_DECLINED] = "ommrmm",
        [REFERRAL_STATE_WRONG_PARTNER] = "ommmrm", [REFERRAL_STATE_FIRST_CONTACT] = "ooooor",
        [REFERRAL_STATE_CANCELLED] = "TTTccT",
    };
    for (int now = 0; now <= REFERRAL_STATE_CANCELLED; now++)
        for (int answer = REFERRAL_STATE_ACKNOWLEDGED; answer <= REFERRAL_STATE_FIRST_CONTACT; answer++) {
            struct referral_answered got =
                intake_referral_answer((intake__referral_state)now, (intake__referral_state)answer);
            char mark = got.meeting == REFERRAL_MOVES       ? 'm'
                        : got.meeting == REFERRAL_REPEATED  ? 'r'
                        : got.meeting == REFERRAL_OVERTAKEN ? 'o'
                        : got.tell_partner                  ? 'T'
                                                            : 'c';
            if (mark != rows[now][answer - REFERRAL_STATE_ACKNOWLEDGED])
                fail_msg("state %d, answer %d: %c", now, answer, mark);
            assert_int_equal((int)got.next, mark == 'm' ? answer : now);
            if (mark != 'T') assert_false(got.tell_partner);
        }
    static const int no_answers[] = {REFERRAL_STATE_UNSPECIFIED, REFERRAL_STATE_SENT, REFERRAL_STATE_CANCELLED, 99, -1};
    for (size_t i = 0; i < COUNT(no_answers); i++)
        assert_int_equal(intake_referral_answer(REFERRAL_STATE_SENT, (intake__referral_state)no_answers[i]).meeting,
                         REFERRAL_OVERTAKEN);
}

/* ---- the register of incidents: before one is closed, and how long it is kept ---- */

enum { COMMISSION = 1 << 1, MINISTER = 1 << 2, PERSON = 1 << 3, PUBLIC = 1 << 4, OTHER = 1 << 5 };

static void test_closing(void **state) {
    static const struct {
        struct incident_known known;
        int reason;
    } cases[] = {
        {{.described = false, .assessed = true}, REASON_INCIDENT_INCOMPLETE},
        {{.described = true}, REASON_INCIDENT_NOT_ASSESSED},
        {{.described = true, .assessed = true}, 0},
        {{true, true, true, 0}, REASON_INCIDENT_NOTICES_MISSING},
        {{true, true, true, COMMISSION | MINISTER | OTHER}, REASON_INCIDENT_NOTICES_MISSING},
        {{true, true, true, COMMISSION | PERSON}, REASON_INCIDENT_NOTICES_MISSING},
        {{true, true, true, MINISTER | PERSON}, REASON_INCIDENT_NOTICES_MISSING},
        {{true, true, true, COMMISSION | MINISTER | PERSON}, 0},
        {{true, true, true, COMMISSION | MINISTER | PUBLIC}, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(intake_incident_may_close(&cases[i].known), cases[i].reason);
}

static void test_who_was_told_is_a_set(void **state) {
    (void)state;
    assert_int_equal(intake_incident_notified_bit(INCIDENT_NOTIFIED_COMMISSION), COMMISSION);
    assert_int_equal(intake_incident_notified_bit(INCIDENT_NOTIFIED_OTHER), OTHER);
}

static void test_it_is_kept_for_five_years(void **state) {
    (void)state;
    assert_int_equal(intake_incident_kept_until(day_from(2026, 11, 28)), day_from(2031, 11, 28));
    assert_int_equal(intake_incident_kept_until(day_from(2028, 2, 29)), day_from(2033, 2, 28));
    assert_int_equal(intake_incident_kept_until(day_from(2199, 1, 1)), DAY_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screening),
        cmocka_unit_test(test_enrolment),
        cmocka_unit_test(test_move),
        cmocka_unit_test(test_incident),
        cmocka_unit_test(test_closing),
        cmocka_unit_test(test_who_was_told_is_a_set),
        cmocka_unit_test(test_it_is_kept_for_five_years),
        cmocka_unit_test(test_referral),
        cmocka_unit_test(test_crossings),
    };
    return cmocka_run_group_tests_name("intake states", tests, NULL, NULL);
}
