/* What an operator may read of a notice: that there is one, where it stands and when; not to whom, for what, nor what
 * was answered. */
#include "clear.h"
#include "notifications/domain/code.h"
#include "notifications_world.h"

enum { CANCELLED = 0x52, UNSAID = 0x53 };

static const char *code_of(struct world *w, struct arena *a) {
    notifications__get_sheet_reply *s;
    char code[CODE_LEN + 1];
    assert_int_equal(sheet(w, a, "desk", REFERRAL, &s), 0);
    assert_true(notifications_code_read(s->answer_code, code));
    return arena_text(a, code);
}

static void contact(struct world *w, struct arena *a) {
    notifications__report_first_contact_request *in = NEW(a, notifications__report_first_contact_request);
    const notifications__notice *n = notice(w, a);
    in->notice_id = n->notice_id;
    in->version = n->version;
    in->told_by = "Nadège";
    in->on = NEW(a, sippe__date);
    *in->on = (sippe__date){.base = in->on->base, .year = 2026, .month = 11, .day = 20};
    assert_int_equal(
        CALL(w, a, "notifications", "partner", notifications, ReportFirstContact, report_first_contact, in, NULL), 0);
}

/* Declined, taken after all by phone, met; another one withdrawn, a third cancelled before its notice. */
static void told_of(struct world *w, struct arena *a) {
    furnish(w, a);
    refer(w, a, REFERRAL);
    assert_int_equal(decline(w, a, notice(w, a), DECLINE_REASON_FULL), 0);
    assert_int_equal(by_code(w, a, "desk", code_of(w, a), NOTICE_STATE_ACCEPTED, NULL), 0);
    contact(w, a);
    refer(w, a, CANCELLED);
    cancel(w, a, CANCELLED);
    cancel(w, a, UNSAID);
}

static void test_nothing_of_a_referral_is_in_the_clear(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    told_of(w, &a);
    const struct clear_value values[] = {
        CLEAR_TEXT("Wideline"),
        CLEAR_TEXT("514-555-0199"),
        CLEAR_TEXT("Halte-répit"),
        CLEAR_TEXT("Nadège"),
        CLEAR_TEXT("complet jusqu’en mars"),
        CLEAR_TEXT(code_of(w, &a)),
        CLEAR_ID(numbered(ORGANIZATION)),
        CLEAR_ID(numbered(SERVICE_ID)),
        CLEAR_DAY(day_parse("2026-11-20")),
        CLEAR_CHOICE(sippe__need, NEED_RESPITE),
        CLEAR_CHOICE(notifications__decline_reason, DECLINE_REASON_FULL),
        CLEAR_CHOICE(notifications__notice_state, NOTICE_STATE_DECLINED),
        CLEAR_CHOICE(notifications__notice_state, NOTICE_STATE_ACCEPTED),
        CLEAR_CHOICE(notifications__notice_state, NOTICE_STATE_FIRST_CONTACT),
        CLEAR_CHOICE(notifications__notice_state, NOTICE_STATE_WITHDRAWN),
    };
    clear_check(w, &a, "notifications", values, sizeof values / sizeof *values);
    world_close(w, &a);
}

/* A choice of two is found by no value: these say why a notice was withdrawn. */
static void test_why_it_was_withdrawn_is_personal(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    notifications__notice_withdrawn *withdrawn;
    notifications__cancellation_noted *noted;
    told_of(w, &a);
    assert_int_equal(feeder_records(w, &a, "notifications", &notifications__notice_withdrawn__descriptor, &withdrawn),
                     1);
    assert_int_equal(feeder_records(w, &a, "notifications", &notifications__cancellation_noted__descriptor, &noted), 1);
    assert_true(withdrawn->personal->consent_withdrawn);
    assert_true(noted->personal->consent_withdrawn);
    world_close(w, &a);
}

static const notifications_rows__notice *row_of(struct world *w, struct arena *a, uint8_t referral) {
    const notifications_rows__notice *row;
    struct row_scan *s = row_scan(world_view(w, "notifications", a), &notifications_notices, KEY_EMPTY, NULL);
    while (row_next(s, NULL, &row))
        if (id_equal(id_of(row->referral_id), numbered(referral))) break;
    row_scan_end(s);
    return row;
}

/* The state is personal; that it is over is not, by which the lists of what is to be done are kept. */
static void test_a_notice_is_pending_or_not(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    struct id referral = numbered(REFERRAL);
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    assert_true(row_of(w, &a, REFERRAL)->pending);
    assert_true(span_equal(span_pb(row_of(w, &a, REFERRAL)->sealed_for), id_span(&referral)));
    assert_int_equal(decline(w, &a, notice(w, &a), DECLINE_REASON_FULL), 0);
    assert_false(row_of(w, &a, REFERRAL)->pending);
    assert_int_equal(list(w, &a, "partner", true)->n_notices, 0);
    assert_int_equal(by_code(w, &a, "desk", code_of(w, &a), NOTICE_STATE_ACCEPTED, NULL), 0);
    assert_true(row_of(w, &a, REFERRAL)->pending);
    assert_int_equal(list(w, &a, "partner", true)->n_notices, 1);
    cancel(w, &a, REFERRAL);
    assert_false(row_of(w, &a, REFERRAL)->pending);
    world_close(w, &a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_of_a_referral_is_in_the_clear),
        cmocka_unit_test(test_why_it_was_withdrawn_is_personal),
        cmocka_unit_test(test_a_notice_is_pending_or_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
