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
    wait->by = "Mme Gagnon";
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_correction_after_the_start_week, adopted, closed),
        cmocka_unit_test_setup_teardown(test_an_old_call_is_corrected, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_waiting_list_ends_with_an_enrolment, adopted, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
