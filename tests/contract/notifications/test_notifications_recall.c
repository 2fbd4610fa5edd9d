/* What has left, whether it was received, and how it is taken back from whoever holds it. */
#include "notifications_world.h"

static size_t unheard(struct world *w, struct arena *a) {
    return feeder_records(w, a, "notifications", &notifications__recall_unheard__descriptor, NULL);
}

static notifications__get_receipt_reply *receipt(struct world *w, struct arena *a) {
    notifications__get_receipt_request *in = NEW(a, notifications__get_receipt_request);
    notifications__get_receipt_reply *out = NULL;
    in->referral_id = id_field(a, numbered(REFERRAL));
    assert_int_equal(CALL(w, a, "notifications", "desk", notifications, GetReceipt, get_receipt, in, &out), 0);
    return out;
}

/* All of its stream, and then on from there: it has read. */
static void partner_reads(struct world *w, struct arena *a) {
    sippe__feed *all = feeder_fetch(w, a, "notifications", "partner", STREAM);
    feeder_fetch_on(w, a, "notifications", "partner", STREAM, all->next);
}

static struct world *begun(struct arena *a) {
    struct world *w = world_open(a);
    furnish(w, a);
    refer(w, a, REFERRAL);
    return w;
}

/* To the evening of the next working day, a Monday. */
static void over_the_weekend(struct world *w) {
    w->now_ms += 3 * 24 * HOUR + 8 * HOUR;
    world_run(w, 5000);
}

static void test_received_is_a_fact(void **state) {
    (void)state;
    struct arena a;
    struct world *w = begun(&a);
    assert_null(receipt(w, &a)->received_at);
    assert_false(receipt(w, &a)->reads_stream);
    feeder_fetch(w, &a, "notifications", "partner", STREAM); /* given, and perhaps lost on its way */
    assert_null(receipt(w, &a)->received_at);
    partner_reads(w, &a);
    assert_int_equal(receipt(w, &a)->received_at->ms, world_now_ms(w));
    assert_true(receipt(w, &a)->reads_stream);
    cancel(w, &a, REFERRAL);
    assert_non_null(receipt(w, &a)->withdrawn_at);
    assert_non_null(receipt(w, &a)->received_at);
    assert_null(receipt(w, &a)->recall_received_at);
    partner_reads(w, &a);
    assert_non_null(receipt(w, &a)->recall_received_at);
    world_close(w, &a);
}

/* Passed over as withheld is not received. */
static void test_what_was_recalled_before_was_not_received(void **state) {
    (void)state;
    struct arena a;
    struct world *w = begun(&a);
    cancel(w, &a, REFERRAL);
    partner_reads(w, &a);
    assert_non_null(receipt(w, &a)->recall_received_at);
    assert_null(receipt(w, &a)->received_at);
    world_close(w, &a);
}

static void test_who_answers_by_its_key_has_received(void **state) {
    (void)state;
    struct arena a;
    struct world *w = begun(&a);
    assert_int_equal(acknowledge(w, &a, "partner", notice(w, &a), "Nadège"), 0);
    assert_non_null(receipt(w, &a)->received_at);
    assert_false(receipt(w, &a)->reads_stream);
    world_close(w, &a);
}

static void test_a_sheet_is_printed_before_it_is_shown(void **state) {
    (void)state;
    struct arena a;
    struct world *w = begun(&a);
    notifications__get_sheet_reply *s = NULL;
    notifications__notice_shared *said = NULL;
    assert_int_equal(get_sheet(w, &a, "desk", REFERRAL, &s), REASON_SHEET_NOT_PRINTED);
    assert_int_equal(print_sheet(w, &a, "desk2", REFERRAL), REASON_NOT_FOUND);
    assert_int_equal(print_sheet(w, &a, "partner", REFERRAL), REASON_NOT_ALLOWED);
    assert_null(receipt(w, &a)->printed_at);
    assert_int_equal(print_sheet(w, &a, "desk", REFERRAL), 0);
    assert_int_equal(get_sheet(w, &a, "desk", REFERRAL, &s), 0);
    assert_string_equal(s->notice->content->given_name, "Wideline");
    assert_int_equal(get_sheet(w, &a, "team", REFERRAL, &s), REASON_SHEET_NOT_PRINTED); /* it was not for this one */
    assert_non_null(receipt(w, &a)->printed_at);
    assert_int_equal(feeder_records(w, &a, "notifications", &notifications__notice_shared__descriptor, (void *)&said),
                     2);
    assert_true(said->on_paper);
    world_close(w, &a);
}

/* Of one that was withdrawn, in whatever state it was, there is nothing to read but that, and nothing to print. */
static void test_a_withdrawn_sheet_says_only_that(void **state) {
    (void)state;
    struct arena a;
    struct world *w = begun(&a);
    notifications__get_sheet_reply *s = NULL;
    assert_int_equal(print_sheet(w, &a, "desk", REFERRAL), 0);
    assert_int_equal(decline(w, &a, notice(w, &a), DECLINE_REASON_FULL), 0);
    cancel(w, &a, REFERRAL);
    assert_int_equal(print_sheet(w, &a, "desk", REFERRAL), REASON_NOTICE_WITHDRAWN);
    assert_int_equal(get_sheet(w, &a, "desk", REFERRAL, &s), 0);
    assert_int_equal(get_sheet(w, &a, "team", REFERRAL, &s), 0);
    const notifications__notice *n = s->notice;
    assert_int_equal(n->state, NOTICE_STATE_WITHDRAWN);
    assert_true(!n->content && !n->need && !n->service_name[0] && !n->service_id.len && !n->acknowledge_by);
    assert_true(!n->answered_by[0] && !n->note[0] && !n->decline_reason && !n->answered_at);
    assert_string_equal(s->text_fr, "");
    assert_string_equal(s->organization_name, "Maison des familles");
    n = notice(w, &a); /* and so does what its partner is shown */
    assert_true(!n->content && !n->need && !n->answered_by[0] && !n->note[0]);
    world_close(w, &a);
}

static int first_contact(struct world *w, struct arena *a, const notifications__notice *n) {
    notifications__report_first_contact_request *in = NEW(a, notifications__report_first_contact_request);
    in->notice_id = n->notice_id;
    in->version = n->version;
    in->on = NEW(a, sippe__date);
    *in->on = (sippe__date){.base = in->on->base, .year = 2026, .month = 11, .day = 20};
    return CALL(w, a, "notifications", "partner", notifications, ReportFirstContact, report_first_contact, in, NULL);
}

static void test_who_reads_nothing_is_called_at_once(void **state) {
    (void)state;
    struct arena a;
    struct world *w = begun(&a);
    assert_int_equal(first_contact(w, &a, notice(w, &a)), 0);
    cancel(w, &a, REFERRAL);
    assert_int_equal(unheard(w, &a), 1);
    assert_int_equal(notice(w, &a)->state, NOTICE_STATE_WITHDRAWN);
    cancel(w, &a, REFERRAL); /* told twice */
    over_the_weekend(w);
    assert_int_equal(unheard(w, &a), 1);
    world_close(w, &a);
}

static void test_who_reads_is_given_time(void **state) {
    (void)state;
    struct arena a;
    struct world *w = begun(&a);
    partner_reads(w, &a);
    cancel(w, &a, REFERRAL);
    assert_int_equal(unheard(w, &a), 0);
    feeder_fetch(w, &a, "notifications", "partner", STREAM); /* given it is not read */
    w->now_ms += 24 * HOUR;
    world_run(w, 5000);
    assert_int_equal(unheard(w, &a), 0); /* Saturday is no working day */
    over_the_weekend(w);
    assert_int_equal(unheard(w, &a), 1);
    world_close(w, &a);
}

static void test_who_has_read_the_recall_is_left_alone(void **state) {
    (void)state;
    struct arena a;
    struct world *w = begun(&a);
    partner_reads(w, &a);
    cancel(w, &a, REFERRAL);
    partner_reads(w, &a);
    world_run(w, 61000); /* what was read is kept by then */
    world_crash(w, "notifications");
    over_the_weekend(w);
    assert_int_equal(unheard(w, &a), 0);
    world_close(w, &a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_received_is_a_fact),
        cmocka_unit_test(test_what_was_recalled_before_was_not_received),
        cmocka_unit_test(test_who_answers_by_its_key_has_received),
        cmocka_unit_test(test_a_sheet_is_printed_before_it_is_shown),
        cmocka_unit_test(test_a_withdrawn_sheet_says_only_that),
        cmocka_unit_test(test_who_reads_nothing_is_called_at_once),
        cmocka_unit_test(test_who_reads_is_given_time),
        cmocka_unit_test(test_who_has_read_the_recall_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
