/* A partner's answers, by program and by telephone. */
#include "notifications_world.h"

static void test_answers(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    notifications__accept_notice_reply *accepted;
    notifications__notice_answered *said;
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    notifications__notice *first = notice(w, &a);
    assert_int_equal(accept(w, &a, "partner2", first, "Ana", NULL), REASON_NOT_FOUND);
    assert_int_equal(accept(w, &a, "desk", first, "Ana", NULL), REASON_NOT_ALLOWED);
    assert_int_equal(accept(w, &a, "partner", first, "Nadège", &accepted), 0);
    assert_int_equal(accepted->state, NOTICE_STATE_ACCEPTED);
    assert_int_equal(answers_said(w, &a, &said), 1);
    assert_int_equal(said->personal->answer, NOTICE_STATE_ACCEPTED);
    assert_false(said->by_phone);
    assert_string_equal(said->personal->told_by, "Nadège");

    assert_int_equal(decline(w, &a, first, DECLINE_REASON_FULL), REASON_VERSION_STALE);
    notifications__notice *now = notice(w, &a);
    assert_true(span_equal(span_pb(now->version), span_pb(accepted->version)));
    assert_string_equal(now->answered_by, "Nadège");
    assert_int_equal(acknowledge(w, &a, "partner", now, "Nadège"), REASON_MOVE_ILLEGAL);
    assert_int_equal(decline(w, &a, now, DECLINE_REASON_UNSPECIFIED), REASON_FIELDS_INVALID);
    assert_int_equal(decline(w, &a, now, DECLINE_REASON_FULL), 0);
    now = notice(w, &a);
    assert_int_equal(now->state, NOTICE_STATE_DECLINED);
    assert_int_equal(now->decline_reason, DECLINE_REASON_FULL);
    assert_string_equal(now->note, "complet jusqu’en mars");
    assert_int_equal(list(w, &a, "partner", true)->n_notices, 0);
    assert_int_equal(accept(w, &a, "partner", now, "Nadège", &accepted), 0); /* a place is free after all */
    assert_int_equal(list(w, &a, "partner", true)->n_notices, 1);
    world_crash(w, "notifications");
    assert_int_equal(notice(w, &a)->state, NOTICE_STATE_ACCEPTED);
    assert_int_equal(answers_said(w, &a, &said), 3);
    world_close(w, &a);
}

static void test_first_contact_closes_it(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    notifications__report_first_contact_request *in = NEW(&a, notifications__report_first_contact_request);
    notifications__notice *n = notice(w, &a);
    in->notice_id = n->notice_id;
    in->version = n->version;
    in->told_by = "Nadège";
    in->on = NEW(&a, sippe__date);
    *in->on = (sippe__date){.base = in->on->base, .year = 2026, .month = 11, .day = 21};
    assert_int_equal(
        CALL(w, &a, "notifications", "partner", notifications, ReportFirstContact, report_first_contact, in, NULL),
        REASON_FIELDS_INVALID); /* tomorrow */
    in->on->day = 20;
    assert_int_equal(
        CALL(w, &a, "notifications", "partner", notifications, ReportFirstContact, report_first_contact, in, NULL), 0);
    n = notice(w, &a);
    assert_int_equal(n->state, NOTICE_STATE_FIRST_CONTACT);
    assert_int_equal(n->first_contact_on->day, 20);
    assert_int_equal(list(w, &a, "partner", true)->n_notices, 0);
    world_close(w, &a);
}

static void test_an_answer_by_phone(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    notifications__get_sheet_reply *s;
    notifications__answer_by_code_reply *answered;
    notifications__notice_answered *said;
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    assert_int_equal(sheet(w, &a, "desk", REFERRAL, &s), 0);
    char *typed = arena_printf(&a, " %s ", s->answer_code);
    for (char *c = typed; *c; c++) *c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c == '-' ? ' ' : *c);
    assert_int_equal(by_code(w, &a, "desk", "K7M-4TX", NOTICE_STATE_ACCEPTED, NULL), REASON_CODE_UNKNOWN);
    assert_int_equal(by_code(w, &a, "desk", "2222222", NOTICE_STATE_ACCEPTED, NULL),
                     REASON_CODE_UNKNOWN); /* whole, nobody's */
    assert_int_equal(by_code(w, &a, "desk", typed, NOTICE_STATE_WITHDRAWN, NULL), REASON_FIELDS_INVALID);
    assert_int_equal(by_code(w, &a, "desk", typed, NOTICE_STATE_WAITLISTED, &answered), 0);
    assert_true(span_equal(span_pb(answered->notice_id), span_pb(s->notice->notice_id)));
    assert_int_equal(answered->state, NOTICE_STATE_WAITLISTED);
    assert_int_equal(answers_said(w, &a, &said), 1);
    assert_true(said->by_phone);
    assert_int_equal(by_code(w, &a, "desk", typed, NOTICE_STATE_WAITLISTED, NULL), REASON_MOVE_ILLEGAL);
    cancel(w, &a, REFERRAL);
    assert_int_equal(by_code(w, &a, "desk", typed, NOTICE_STATE_ACCEPTED, NULL), REASON_NOTICE_WITHDRAWN);
    world_close(w, &a);
}

/* A member of the partner answers, and is shown; a name that it gives with the answer is shown in its place, and is
 * asked of whoever answers for the partner by phone. */
static void test_who_answered(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    assert_int_equal(acknowledge(w, &a, "partner", notice(w, &a), "  "), 0);
    assert_string_equal(notice(w, &a)->answered_by, "partner");
    assert_int_equal(accept(w, &a, "partner", notice(w, &a), "Nadège", NULL), 0);
    assert_string_equal(notice(w, &a)->answered_by, "Nadège");
    notifications__get_sheet_reply *paper;
    assert_int_equal(sheet(w, &a, "desk", REFERRAL, &paper), 0);
    notifications__answer_by_code_request *in = NEW(&a, notifications__answer_by_code_request);
    in->code = paper->answer_code;
    in->answer = NOTICE_STATE_WAITLISTED;
    in->told_by = " ";
    sippe__status *status = NULL;
    assert_int_equal(world_call(w, &a, "notifications", "desk", "notifications.AnswerByCode", world_request_id(w),
                                &in->base, &notifications__answer_by_code_reply__descriptor, NULL, &status),
                     REASON_FIELDS_INVALID);
    assert_int_equal(status->n_violations, 1);
    assert_string_equal(status->violations[0]->path, "told_by");
    assert_int_equal(status->violations[0]->reason, REASON_FIELD_REQUIRED);
    world_close(w, &a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_who_answered),
        cmocka_unit_test(test_first_contact_closes_it),
        cmocka_unit_test(test_an_answer_by_phone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
