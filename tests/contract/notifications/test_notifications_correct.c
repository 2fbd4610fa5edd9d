/* What was noted of a partner's answer was wrong: what is said in its place, and what follows for who waits for one. */
#include "notifications_world.h"

static notifications__get_receipt_reply *receipt(struct world *w, struct arena *a) {
    notifications__get_receipt_request *in = NEW(a, notifications__get_receipt_request);
    notifications__get_receipt_reply *out = NULL;
    in->referral_id = id_field(a, numbered(REFERRAL));
    assert_int_equal(CALL(w, a, "notifications", "desk", notifications, GetReceipt, get_receipt, in, &out), 0);
    return out;
}

static notifications__correct_answer_request *correction(struct world *w, struct arena *a,
                                                         notifications__notice_state answer) {
    notifications__correct_answer_request *in = NEW(a, notifications__correct_answer_request);
    in->referral_id = id_field(a, numbered(REFERRAL));
    in->version = receipt(w, a)->version;
    in->answer = answer;
    in->reason = "c'était une autre famille";
    return in;
}

static int correct(struct world *w, struct arena *a, const char *key, const notifications__correct_answer_request *in) {
    return CALL(w, a, "notifications", key, notifications, CorrectAnswer, correct_answer, in, NULL);
}

static sippe__date *november(struct arena *a, int dom) {
    sippe__date *d = NEW(a, sippe__date);
    d->year = 2026, d->month = 11, d->day = dom;
    return d;
}

static int contact_said(struct world *w, struct arena *a, int dom) {
    notifications__report_first_contact_request *in = NEW(a, notifications__report_first_contact_request);
    const notifications__notice *n = notice(w, a);
    in->notice_id = n->notice_id;
    in->version = n->version;
    in->on = november(a, dom);
    return CALL(w, a, "notifications", "partner", notifications, ReportFirstContact, report_first_contact, in, NULL);
}

static size_t overdue_said(struct world *w, struct arena *a) {
    return feeder_records(w, a, "notifications", &notifications__notice_overdue__descriptor, NULL);
}

/* Each step of a day and of an answer that was taken for another family's. */
static void test_another_day_another_answer_none(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    assert_int_equal(correct(w, &a, "desk", correction(w, &a, NOTICE_STATE_ACCEPTED)), REASON_NOT_ANSWERED);
    world_pass(w, 72 * HOUR);
    world_run(w, 2000);
    assert_int_equal(contact_said(w, &a, 22), 0);
    notifications__correct_answer_request *in = correction(w, &a, NOTICE_STATE_FIRST_CONTACT);
    in->first_contact_on = november(&a, 21);
    assert_int_equal(correct(w, &a, "desk", in), 0);
    assert_int_equal(notice(w, &a)->first_contact_on->day, 21);
    in = correction(w, &a, NOTICE_STATE_FIRST_CONTACT);
    in->first_contact_on = november(&a, 21);
    assert_int_equal(correct(w, &a, "desk", in), REASON_ANSWER_SAME);
    assert_int_equal(correct(w, &a, "team", correction(w, &a, NOTICE_STATE_ACCEPTED)), 0);
    assert_null(notice(w, &a)->first_contact_on);
    assert_int_equal(notice(w, &a)->state, NOTICE_STATE_ACCEPTED);
    assert_int_equal(correct(w, &a, "coordinator", correction(w, &a, NOTICE_STATE_ISSUED)), 0);
    assert_int_equal(notice(w, &a)->state, NOTICE_STATE_ISSUED);
    assert_null(notice(w, &a)->answered_at);
    assert_int_equal(list(w, &a, "partner", true)->n_notices, 1);
    assert_int_equal(receipt(w, &a)->state, NOTICE_STATE_ISSUED);
    assert_int_equal(accept(w, &a, "partner", notice(w, &a), "", NULL), 0);
    world_close(w, &a);
}

/* Whoever waits is told that nobody has answered: on the day that it had, or at once where that has passed. */
static void test_one_that_was_no_answer_is_waited_for(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    assert_int_equal(acknowledge(w, &a, "partner", notice(w, &a), "Nadège"), 0);
    assert_int_equal(correct(w, &a, "desk", correction(w, &a, NOTICE_STATE_ISSUED)), 0);
    world_run(w, 2000);
    assert_int_equal(overdue_said(w, &a), 0);
    world_pass(w, 240 * HOUR);
    world_run(w, 2000);
    size_t late = overdue_said(w, &a);
    assert_true(late > 0);
    assert_int_equal(acknowledge(w, &a, "partner", notice(w, &a), "Nadège"), 0);
    assert_int_equal(correct(w, &a, "desk", correction(w, &a, NOTICE_STATE_ISSUED)), 0);
    world_run(w, 2000);
    assert_int_equal(overdue_said(w, &a), late + 1);
    world_close(w, &a);
}

static void test_refused(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    assert_int_equal(accept(w, &a, "partner", notice(w, &a), "", NULL), 0);
    notifications__correct_answer_request *in = correction(w, &a, NOTICE_STATE_DECLINED);
    assert_int_equal(correct(w, &a, "desk", in), REASON_FIELDS_INVALID); /* why it declines */
    in->decline_reason = DECLINE_REASON_FULL;
    in->reason = "";
    assert_int_equal(correct(w, &a, "desk", in), REASON_FIELDS_INVALID);
    in->reason = "mal entendu";
    assert_int_equal(correct(w, &a, "desk2", in), REASON_NOT_FOUND);
    assert_int_equal(correct(w, &a, "partner", in), REASON_NOT_ALLOWED);
    in->answer = NOTICE_STATE_WITHDRAWN;
    assert_int_equal(correct(w, &a, "desk", in), REASON_FIELDS_INVALID);
    in->answer = NOTICE_STATE_DECLINED;
    in->version = id_field(&a, numbered(3));
    assert_int_equal(correct(w, &a, "desk", in), REASON_VERSION_STALE);
    cancel(w, &a, REFERRAL);
    assert_int_equal(correct(w, &a, "desk", in), REASON_NOTICE_WITHDRAWN);
    world_close(w, &a);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_another_day_another_answer_none),
                                       cmocka_unit_test(test_one_that_was_no_answer_is_waited_for),
                                       cmocka_unit_test(test_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
