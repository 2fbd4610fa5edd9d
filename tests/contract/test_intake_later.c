/* What happens to a call after its day: corrected after the start week, corrected after a year, waiting while another call
 * leads to an enrolment. */
#include "intake_world.h"

static int adopted(void **state) {
    struct desk *t = calloc(1, sizeof *t);
    desk_open(t);
    assert_int_equal(adopt(t, fixture_territory(&t->a)), 0);
    *state = t;
    return 0;
}

static int closed(void **state) {
    desk_close(*state);
    free(*state);
    return 0;
}

static int amend(struct desk *t, const intake__submit_screening_reply *s, intake__screening *answers,
                 intake__amend_screening_reply **out) {
    intake__amend_screening_request *in = NEW(&t->a, intake__amend_screening_request);
    in->screening_id = s->screening_id;
    in->version = screening(t, s->screening_id)->summary->version;
    in->screening = answers;
    return ASK(t, "desk", AmendScreening, amend_screening, in, out);
}

/* Ten weeks on the day of the call, twelve on that of the correction. */
static void test_a_correction_after_the_start_week(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    intake__amend_screening_reply *out = NULL;
    intake__screening *early = call_now(t);
    early->pregnancy->due_date = told_day(&t->a, fixture_today() + 280 - 7 * 10);
    assert_int_equal(submit(t, "desk", early, &s), 0);
    early->identity->phone = "514 555-0177";
    assert_int_equal(amend(t, s, early, &out), 0);
    assert_int_equal(out->state, SCREENING_STATE_PRE_REGISTERED); /* it still waits */
    leap(t, 15 * DAY_LONG);
    assert_int_equal(screening(t, s->screening_id)->summary->state, SCREENING_STATE_CALL_BACK);
    early->identity->phone = "514 555-0178";
    assert_int_equal(amend(t, s, early, &out), 0);
    assert_int_equal(out->proposed_route, ROUTE_SIPPE);
    assert_int_equal(out->state, SCREENING_STATE_TO_DECIDE);
    leap(t, DAY_LONG);
    assert_int_equal(screening(t, s->screening_id)->summary->state, SCREENING_STATE_TO_DECIDE);
}

static void test_an_old_call_is_corrected(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    intake__amend_screening_reply *out = NULL;
    intake__screening *answers = call_now(t);
    assert_int_equal(submit(t, "desk", answers, &s), 0);
    leap(t, 800 * DAY_LONG);
    answers->identity->phone = "514 555-0177";
    assert_int_equal(amend(t, s, answers, &out), 0);
    answers->call->started_at->ms -= 367 * DAY_LONG; /* a slip: a year before it was taken in */
    assert_int_equal(amend(t, s, answers, &out), REASON_FIELDS_INVALID);
    assert_int_equal(submit(t, "desk", answers, &s), REASON_FIELDS_INVALID); /* a new one is no older than a year */
}

static void test_a_waiting_list_ends_with_an_enrolment(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *first = NULL, *second = NULL;
    intake__decide_route_reply *decided = NULL;
    intake__enrol_family_reply *enrolled = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &first), 0);
    assert_int_equal(decide(t, "desk", first->screening_id, first->version, ROUTE_WAITLIST, &decided),
                     REASON_OVERRIDE_REASON_MISSING);
    intake__decide_route_request *wait = NEW(&t->a, intake__decide_route_request);
    wait->screening_id = first->screening_id;
    wait->version = first->version;
    wait->route = ROUTE_WAITLIST;
    wait->priority = 1;
    wait->override_reason = "complet";
    assert_int_equal(ASK(t, "desk", DecideRoute, decide_route, wait, &decided), 0);
    assert_non_null(work_of(worklist(t, "coord"), WORK_KIND_WAITLIST));
    intake__submit_screening_request *in = NEW(&t->a, intake__submit_screening_request);
    in->screening = call_now(t);
    in->family_id = first->family_id;
    assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, in, &second), 0);
    assert_int_equal(decide(t, "desk", second->screening_id, second->version, ROUTE_SIPPE, &decided), 0);
    assert_non_null(work_of(worklist(t, "coord"), WORK_KIND_WAITLIST));
    assert_int_equal(enrol(t, second, &enrolled), 0);
    assert_null(work_of(worklist(t, "coord"), WORK_KIND_WAITLIST));
}

/* Pre-registered by a correction: she is called at her start week all the same, and a match that it brings is asked. */
static void test_a_correction_that_waits(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *known = NULL, *s = NULL;
    intake__amend_screening_reply *out = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &known), 0);
    intake__screening *answers = call_now(t);
    answers->identity->phone = "514 555-0166";
    answers->identity->name->given = "Zoé";
    answers->identity->nam = "";
    assert_int_equal(submit(t, "desk", answers, &s), 0);
    assert_int_equal(s->n_matches, 0);
    answers->identity->phone = "514 555-0188"; /* the known family's */
    answers->pregnancy->due_date = told_day(&t->a, fixture_today() + 280 - 7 * 10);
    assert_int_equal(amend(t, s, answers, &out), 0);
    assert_int_equal(out->state, SCREENING_STATE_PRE_REGISTERED);
    assert_int_equal(screening(t, s->screening_id)->summary->n_matches, 1);
    const sippe__work_item *item = work_of(worklist(t, "desk"), WORK_KIND_SETTLE_MATCH);
    assert_non_null(item);
    assert_true(SAME_BYTES(item->thing, s->screening_id));
    leap(t, 15 * DAY_LONG);
    assert_int_equal(screening(t, s->screening_id)->summary->state, SCREENING_STATE_CALL_BACK);
    assert_int_equal(DAY(screening(t, s->screening_id)->summary->call_back_on), day_from(2026, 12, 9));
}

/* A day that was agreed is over once she is decided, or her answers are corrected. */
static void test_a_call_back_that_is_over(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    intake__decide_route_reply *decided = NULL;
    intake__record_attempt_reply *tried = NULL;
    intake__amend_screening_reply *amended = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    intake__record_attempt_request *in = NEW(&t->a, intake__record_attempt_request);
    in->screening_id = s->screening_id;
    in->version = s->version;
    in->outcome = CALL_OUTCOME_NO_ANSWER;
    in->call_back_on = date(&t->a, 2026, 12, 15);
    assert_int_equal(ASK(t, "team", RecordAttempt, record_attempt, in, &tried), 0);
    assert_int_equal(DAY(screening(t, s->screening_id)->summary->call_back_on), day_from(2026, 12, 15));
    assert_int_equal(amend(t, s, call_now(t), &amended), 0);
    assert_null(screening(t, s->screening_id)->summary->call_back_on);
    in->version = amended->version;
    assert_int_equal(ASK(t, "team", RecordAttempt, record_attempt, in, &tried), 0);
    assert_int_equal(decide(t, "desk", s->screening_id, tried->version, ROUTE_SIPPE, &decided), 0);
    assert_null(screening(t, s->screening_id)->summary->call_back_on);
    in->version = decided->version;
    in->call_back_on = NULL;
    in->at = instant(&t->a, world_now_ms(t->w) + DAY_LONG);
    assert_int_equal(ASK(t, "team", RecordAttempt, record_attempt, in, &tried), REASON_SCREENING_SETTLED);
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    in->screening_id = s->screening_id;
    in->version = s->version;
    assert_int_equal(ASK(t, "team", RecordAttempt, record_attempt, in, &tried), REASON_FIELDS_INVALID); /* tomorrow */
    in->at = NULL;
    in->call_back_at = instant(&t->a, -1);
    assert_int_equal(ASK(t, "team", RecordAttempt, record_attempt, in, &tried), REASON_FIELDS_INVALID);
}

/* Enrolled already, another pregnancy: her decision leads to no second enrolment. */
static void test_a_decision_of_an_enrolled_family(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *first = family_for_sippe(t), *second = NULL;
    intake__enrol_family_reply *enrolled = NULL;
    intake__decide_route_reply *decided = NULL;
    assert_int_equal(enrol(t, first, &enrolled), 0);
    intake__submit_screening_request *in = NEW(&t->a, intake__submit_screening_request);
    in->screening = call_now(t);
    in->family_id = first->family_id;
    assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, in, &second), 0);
    assert_int_equal(decide(t, "desk", second->screening_id, second->version, ROUTE_SIPPE, &decided), 0);
    assert_null(work_of(worklist(t, "desk"), WORK_KIND_ENROL));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_correction_after_the_start_week, adopted, closed),
        cmocka_unit_test_setup_teardown(test_an_old_call_is_corrected, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_waiting_list_ends_with_an_enrolment, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_correction_that_waits, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_call_back_that_is_over, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_decision_of_an_enrolled_family, adopted, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
