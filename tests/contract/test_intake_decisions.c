/* After the call: decided, waited for, tried again, corrected. */
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

static void test_a_waiting_family_is_decided_again(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    intake__decide_route_request *in = NEW(&t->a, intake__decide_route_request);
    intake__decide_route_reply *out = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    in->screening_id = s->screening_id;
    in->version = s->version;
    in->route = ROUTE_WAITLIST;
    in->override_reason = "Plus de place avant janvier";
    in->priority = 5;
    assert_int_equal(ASK(t, "desk", DecideRoute, decide_route, in, &out), REASON_FIELDS_INVALID);
    in->priority = 2;
    assert_int_equal(ASK(t, "desk", DecideRoute, decide_route, in, &out), 0);
    const sippe__work_item *item = work_of(worklist(t, "coord"), WORK_KIND_WAITLIST);
    assert_non_null(item);
    assert_int_equal(item->role, ROLE_COORDINATOR);
    assert_true(item->not_yet);
    assert_true(screening(t, s->screening_id)->decision->override);
    assert_int_equal(decide(t, "coord", s->screening_id, out->version, ROUTE_SIPPE, &out), 0);
    assert_null(work_of(worklist(t, "coord"), WORK_KIND_WAITLIST));
    assert_non_null(work_of(worklist(t, "desk"), WORK_KIND_ENROL));
}

static void test_a_person_decides(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    intake__decide_route_reply *out = NULL;
    assert_int_equal(submit(t, "desk", call_now(t), &s), 0);
    assert_int_equal(decide(t, "desk2", s->screening_id, s->version, ROUTE_SIPPE, &out), REASON_NOT_FOUND);
    assert_int_equal(decide(t, "desk", s->screening_id, s->family_id, ROUTE_SIPPE, &out), REASON_VERSION_STALE);
    assert_int_equal(decide(t, "desk", s->screening_id, s->version, ROUTE_CALL_BACK, &out), REASON_ROUTE_NOT_DECIDABLE);
    assert_int_equal(decide(t, "desk", s->screening_id, s->version, ROUTE_OLO_ONLY, &out),
                     REASON_OVERRIDE_REASON_MISSING);
    assert_int_equal(decide(t, "team", s->screening_id, s->version, ROUTE_SIPPE, &out), 0);
    intake__get_screening_reply *now = screening(t, s->screening_id);
    assert_int_equal(now->summary->state, SCREENING_STATE_DECIDED);
    assert_int_equal(now->decision->route, ROUTE_SIPPE);
    assert_string_equal(now->decision->by, "team");
    assert_true(SAME_BYTES(now->summary->version, out->version));
    assert_int_equal(decide(t, "desk", s->screening_id, out->version, ROUTE_SIPPE, &out), REASON_SCREENING_SETTLED);
    const sippe__work_item *item = work_of(worklist(t, "desk"), WORK_KIND_ENROL);
    assert_non_null(item);
    assert_int_equal(DAY(item->due_on), day_from(2026, 11, 27));
}

static intake__submit_screening_reply *early_call(struct desk *t) {
    intake__submit_screening_reply *s = NULL;
    intake__screening *early = call_now(t);
    early->pregnancy->due_date = told_day(&t->a, fixture_today() + 280 - 7 * 10); /* ten weeks: two too early */
    assert_int_equal(submit(t, "desk", early, &s), 0);
    assert_int_equal(s->proposed_route, ROUTE_PRE_REGISTER);
    return s;
}

static void test_an_early_caller_is_called_at_the_start_week(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = early_call(t);
    const sippe__work_item *item = work_of(worklist(t, "desk"), WORK_KIND_START_WEEK);
    assert_non_null(item);
    assert_true(item->not_yet);
    assert_int_equal(DAY(item->due_on), fixture_today() + 14);
    int64_t eight = wall_instant(fixture_montreal, (struct wall){fixture_today() + 14, 8 * 60});
    leap(t, eight - world_now_ms(t->w) - 60000);
    assert_int_equal(screening(t, s->screening_id)->summary->state, SCREENING_STATE_PRE_REGISTERED);
    leap(t, 60000);
    intake__get_screening_reply *now = screening(t, s->screening_id);
    assert_int_equal(now->summary->state, SCREENING_STATE_CALL_BACK);
    assert_int_equal(now->proposal->route, ROUTE_SIPPE); /* the same answers, today's weeks */
    item = work_of(worklist(t, "desk"), WORK_KIND_START_WEEK);
    assert_non_null(item);
    assert_false(item->not_yet);
    intake__decide_route_reply *out = NULL;
    assert_int_equal(decide(t, "desk", s->screening_id, now->summary->version, ROUTE_SIPPE, &out), 0);
    assert_false(screening(t, s->screening_id)->decision->override);
}

static void test_a_decision_ends_the_wait(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = early_call(t);
    intake__decide_route_reply *out = NULL;
    assert_int_equal(decide(t, "desk", s->screening_id, s->version, ROUTE_DECLINED, &out), 0);
    leap(t, 20 * DAY_LONG);
    assert_int_equal(screening(t, s->screening_id)->summary->state, SCREENING_STATE_DECIDED);
    const sippe__list_work_reply *list = worklist(t, "coord");
    assert_int_equal(list->total, 1); /* nobody calls her at the start week; at thirty weeks she is asked once more */
    assert_int_equal(list->items[0]->kind, WORK_KIND_SECOND_OFFER);
    assert_true(list->items[0]->not_yet);
}

static int attempt(struct desk *t, const intake__submit_screening_reply *s, ProtobufCBinaryData version,
                   sippe__date *call_back_on, intake__record_family_call_reply **out) {
    intake__record_family_call_request *in = call_to_her(t, s, CALL_OUTCOME_NO_ANSWER);
    in->version = version;
    in->told->at = instant(&t->a, world_now_ms(t->w));
    in->told->call_back_on = call_back_on;
    return ASK(t, "team", RecordFamilyCall, record_family_call, in, out);
}

static void test_calls_that_were_tried(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    intake__record_family_call_reply *out = NULL;
    intake__screening *unknown = call_now(t);
    unknown->income->annual = money_declined(&t->a);
    unknown->income->annual->not_known = NOT_KNOWN_UNKNOWN;
    assert_int_equal(submit(t, "desk", unknown, &s), 0);
    assert_int_equal(s->proposed_route, ROUTE_CALL_BACK);
    assert_non_null(work_of(worklist(t, "desk"), WORK_KIND_CALL_BACK));
    assert_int_equal(attempt(t, s, s->version, date(&t->a, 2026, 11, 1), &out), REASON_FIELDS_INVALID);
    assert_int_equal(attempt(t, s, s->version, NULL, &out), 0);
    assert_int_equal(out->attempts, 1);
    assert_int_equal(DAY(out->call_back_on), day_from(2026, 11, 24));
    assert_int_equal(attempt(t, s, s->version, NULL, &out), REASON_VERSION_STALE);
    assert_int_equal(attempt(t, s, out->version, date(&t->a, 2026, 12, 15), &out), 0);
    assert_int_equal(out->attempts, 2);
    assert_int_equal(DAY(work_of(worklist(t, "desk"), WORK_KIND_CALL_BACK)->due_on), day_from(2026, 12, 15));
    intake__decide_route_reply *decided = NULL;
    assert_int_equal(decide(t, "desk", s->screening_id, out->version, ROUTE_UNREACHABLE, &decided), 0);
    assert_int_equal(attempt(t, s, decided->version, NULL, &out), 0); /* a call is noted at any time */
    assert_int_equal(out->attempts, 3);
}

static int amend(struct desk *t, ProtobufCBinaryData id, ProtobufCBinaryData version, intake__screening *s,
                 intake__amend_screening_reply **out) {
    intake__amend_screening_request *in = NEW(&t->a, intake__amend_screening_request);
    in->screening_id = id;
    in->version = version;
    in->screening = s;
    return ASK(t, "desk", AmendScreening, amend_screening, in, out);
}

static void test_a_correction_proposes_anew(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = family_for_sippe(t);
    intake__amend_screening_reply *out = NULL;
    ProtobufCBinaryData version = screening(t, s->screening_id)->summary->version;
    intake__screening *corrected = call_now(t);
    corrected->identity->phone = "438 555-0199";
    assert_int_equal(amend(t, s->screening_id, version, corrected, &out), 0);
    assert_int_equal(out->state, SCREENING_STATE_DECIDED); /* it still agrees */
    corrected = call_now(t);
    corrected->schooling->highest_diploma = DIPLOMA_DEC;
    assert_int_equal(amend(t, s->screening_id, out->version, corrected, &out), 0);
    assert_int_equal(out->state, SCREENING_STATE_TO_DECIDE);
    assert_int_equal(out->proposed_route, ROUTE_OLO_ONLY);
    assert_int_equal(screening(t, s->screening_id)->summary->decided_route, ROUTE_UNSPECIFIED);
    corrected->call->clsc_code = "99002";
    assert_int_equal(amend(t, s->screening_id, out->version, corrected, &out), REASON_CLSC_NOT_YOURS);
}

static void test_a_correction_after_the_enrolment_asks_a_person(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = family_for_sippe(t);
    intake__enrol_family_reply *enrolled = NULL;
    intake__amend_screening_reply *out = NULL;
    assert_int_equal(enrol(t, s, &enrolled), 0);
    intake__screening *corrected = call_now(t);
    corrected->schooling->highest_diploma = DIPLOMA_DEC;
    ProtobufCBinaryData version = screening(t, s->screening_id)->summary->version;
    assert_int_equal(amend(t, s->screening_id, version, corrected, &out), 0);
    assert_int_equal(out->state, SCREENING_STATE_DECIDED);
    const sippe__work_item *item = work_of(worklist(t, "desk"), WORK_KIND_DECIDE_ROUTE);
    assert_non_null(item);
    intake__settle_work_request *in = NEW(&t->a, intake__settle_work_request);
    intake__settle_work_reply *settled = NULL;
    in->kind = WORK_KIND_KEY_WORKER;
    in->thing = enrolled->enrolment_id;
    assert_int_equal(ASK(t, "desk", SettleWork, settle_work, in, &settled), REASON_MOVE_ILLEGAL);
    in->kind = WORK_KIND_DECIDE_ROUTE;
    in->thing = s->screening_id;
    assert_int_equal(ASK(t, "desk2", SettleWork, settle_work, in, &settled), REASON_NOT_FOUND);
    assert_int_equal(ASK(t, "desk", SettleWork, settle_work, in, &settled), 0);
    assert_null(work_of(worklist(t, "desk"), WORK_KIND_DECIDE_ROUTE));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_waiting_family_is_decided_again, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_person_decides, adopted, closed),
        cmocka_unit_test_setup_teardown(test_an_early_caller_is_called_at_the_start_week, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_decision_ends_the_wait, adopted, closed),
        cmocka_unit_test_setup_teardown(test_calls_that_were_tried, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_correction_proposes_anew, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_correction_after_the_enrolment_asks_a_person, adopted, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
