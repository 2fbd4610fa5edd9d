/* Notifications: what partners see and answer, what is withdrawn, what silence becomes. */
#include "notifications_world.h"

static size_t overdue_said(struct world *w, struct arena *a, notifications__notice_overdue **last) {
    return feeder_records(w, a, "notifications", &notifications__notice_overdue__descriptor, last);
}

static size_t found(struct world *w, struct arena *a, const char *key, const char *digits) {
    notifications__find_notice_request *in = NEW(a, notifications__find_notice_request);
    notifications__find_notice_reply *out = NULL;
    in->digits = digits;
    assert_int_equal(CALL(w, a, "notifications", key, notifications, FindNotice, find_notice, in, &out), 0);
    return out->n_notices;
}

static void test_a_notice_by_its_first_digits(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    const char *id = id_text(&a, id_of(notice(w, &a)->notice_id));
    for (int n = 6; n <= 32; n++) assert_int_equal(found(w, &a, "partner", arena_printf(&a, "%.*s", n, id)), 1);
    char *other = arena_printf(&a, "%.7s", id);
    assert_int_equal(found(w, &a, "coordinator", other), 1);
    assert_int_equal(found(w, &a, "partner2", other), 0);
    other[6] = other[6] == '0' ? '1' : '0';
    assert_int_equal(found(w, &a, "partner", other), 0);
    world_close(w, &a);
}

static void test_a_referral_becomes_a_notice(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    notifications__get_notice_reply *got;
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    notifications__notice *n = notice(w, &a);
    assert_string_equal(n->service_name, "Halte-répit");
    assert_string_equal(n->content->given_name, "Wideline");
    assert_string_equal(n->content->family_name, "");
    assert_string_equal(n->clsc_phone, "514-555-0111");
    assert_int_equal(n->need, NEED_RESPITE);
    assert_int_equal(n->state, NOTICE_STATE_ISSUED);
    assert_false(n->overdue);
    assert_int_equal(get(w, &a, "partner", n, &got), 0);
    assert_int_equal(get(w, &a, "coordinator", n, &got), 0);
    assert_int_equal(get(w, &a, "partner2", n, &got), REASON_NOT_FOUND);
    assert_int_equal(get(w, &a, "operator", n, &got), REASON_NOT_ALLOWED);
    assert_int_equal(list(w, &a, "partner2", false)->n_notices, 0);
    assert_int_equal(list(w, &a, "coordinator", true)->n_notices, 1);
    world_close(w, &a);
}

static void test_the_sheet(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    notifications__get_sheet_reply *s;
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    assert_int_equal(sheet(w, &a, "desk", REFERRAL, &s), 0);
    assert_string_equal(s->organization_name, "Maison des familles");
    assert_string_equal(s->organization_phone, "514-555-0100");
    assert_string_equal(s->text_fr, "Merci de répondre.");
    assert_string_equal(s->text_en, "Please answer.");
    assert_string_equal(s->notice->content->given_name, "Wideline");
    assert_int_equal(strlen(s->answer_code), 8);
    assert_int_equal(sheet(w, &a, "coordinator", REFERRAL, &s), 0);
    assert_int_equal(sheet(w, &a, "desk2", REFERRAL, &s), REASON_NOT_FOUND); /* another CLSC's */
    assert_int_equal(sheet(w, &a, "desk", REFERRAL + 1, &s), REASON_NOT_FOUND);
    assert_int_equal(sheet(w, &a, "partner", REFERRAL, &s), REASON_NOT_ALLOWED);
    world_close(w, &a);
}

static void test_the_partners_stream_names_nobody_else(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    sippe__feed *f = feeder_fetch(w, &a, "notifications", "partner", STREAM);
    assert_int_equal(f->n_records, 1);
    const sippe__feed_record *r = f->records[0];
    assert_string_equal(r->type, "sippe.notifications.NoticeIssued");
    assert_int_equal(r->n_subjects, 0);
    struct id referral = numbered(REFERRAL);
    assert_null(memmem(r->open.data, r->open.len, referral.bytes, ID_LEN));
    assert_null(memmem(r->open.data, r->open.len, "Wideline", 8));
    assert_non_null(memmem(r->sealed.data, r->sealed.len, "Wideline", 8));
    /* a program may answer with what the stream gave it */
    assert_true(span_equal(span_pb(r->id), span_pb(notice(w, &a)->version)));
    f = feeder_fetch(w, &a, "notifications", "partner2", STREAM);
    assert_int_equal(f->n_records, 0);
    assert_int_equal(f->status->reason, REASON_STREAM_FORBIDDEN);
    world_close(w, &a);
}

static void test_a_withdrawal_takes_the_content_back(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    notifications__get_sheet_reply *s;
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    cancel(w, &a, REFERRAL);
    cancel(w, &a, REFERRAL); /* told twice */
    notifications__notice *n = notice(w, &a);
    assert_int_equal(n->state, NOTICE_STATE_WITHDRAWN);
    assert_null(n->content);
    assert_int_equal(accept(w, &a, "partner", n, "Nadège", NULL), REASON_NOTICE_WITHDRAWN);
    assert_int_equal(list(w, &a, "partner", true)->n_notices, 0);
    assert_int_equal(sheet(w, &a, "desk", REFERRAL, &s), 0);
    assert_null(s->notice->content);
    sippe__feed *f = feeder_fetch(w, &a, "notifications", "partner", STREAM);
    assert_int_equal(f->n_records, 2);
    assert_true(f->records[0]->withheld);
    assert_int_equal(f->records[0]->open.len + f->records[0]->sealed.len, 0);
    assert_string_equal(f->records[1]->type, "sippe.notifications.NoticeRecalled");
    assert_null(memmem(f->records[1]->open.data, f->records[1]->open.len, numbered(REFERRAL).bytes, ID_LEN));
    world_close(w, &a);
}

static void test_a_cancellation_overtakes_what_waits(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    refer(w, &a, REFERRAL); /* the directory has said nothing yet: it waits */
    refer(w, &a, REFERRAL + 1);
    assert_int_equal(list(w, &a, "coordinator", false)->n_notices, 0);
    cancel(w, &a, REFERRAL);
    furnish(w, &a);
    world_run(w, 70000);
    notifications__list_notices_reply *l = list(w, &a, "coordinator", false);
    assert_int_equal(l->n_notices, 1);
    notifications__get_sheet_reply *s;
    assert_int_equal(sheet(w, &a, "desk", REFERRAL, &s), REASON_NOT_FOUND);
    assert_int_equal(sheet(w, &a, "desk", REFERRAL + 1, &s), 0);
    node__list_parked_reply *parked;
    assert_int_equal(world_call(w, &a, "notifications", "operator", "node.ListParked", world_request_id(w),
                                &NEW(&a, node__list_parked_request)->base, &node__list_parked_reply__descriptor,
                                &parked, NULL),
                     0);
    assert_int_equal(parked->n_parked, 0);
    world_close(w, &a);
}

/* Due Wednesday the 25th at 17:00; then 2 working days (Friday the 27th), then 3 (Wednesday, December the 2nd). */
static void test_silence_is_told_rung_by_rung(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    notifications__notice_overdue *said;
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    w->now_ms = 1795186800000 + (5 * 24 + 6) * HOUR + HOUR / 2; /* the 25th, 16:30 */
    world_run(w, 5000);
    assert_int_equal(overdue_said(w, &a, NULL), 0);
    w->now_ms += HOUR;
    world_run(w, 5000);
    assert_int_equal(overdue_said(w, &a, &said), 1);
    assert_int_equal(said->rung, 0);
    assert_int_equal(said->next_ms, 1795186800000 + (7 * 24 + 7) * HOUR);
    notifications__notice *n = notice(w, &a);
    assert_true(n->overdue);
    w->now_ms = said->next_ms;
    world_crash(w, "notifications");
    world_run(w, 5000);
    assert_int_equal(overdue_said(w, &a, &said), 2);
    assert_int_equal(said->rung, 1);
    assert_int_equal(said->next_ms, 1795186800000 + (12 * 24 + 7) * HOUR);
    w->now_ms = said->next_ms;
    world_run(w, 5000);
    assert_int_equal(overdue_said(w, &a, &said), 3);
    assert_int_equal(said->rung, 2);
    assert_int_equal(said->next_ms, 0);
    w->now_ms += 30 * 24 * HOUR;
    world_run(w, 5000);
    assert_int_equal(overdue_said(w, &a, NULL), 3);
    assert_int_equal(accept(w, &a, "partner", n, "Nadège", NULL), 0); /* late, with the version of the first day */
    assert_false(notice(w, &a)->overdue);
    world_close(w, &a);
}

static void test_an_answer_or_a_withdrawal_ends_the_ladder(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    assert_int_equal(acknowledge(w, &a, "partner", notice(w, &a), "Nadège"), 0);
    refer(w, &a, REFERRAL + 1);
    cancel(w, &a, REFERRAL + 1);
    w->now_ms += 30 * 24 * HOUR;
    world_run(w, 5000);
    assert_int_equal(overdue_said(w, &a, NULL), 0);
    assert_int_equal(feeder_records(w, &a, "notifications", &node__deadline_fired__descriptor, NULL), 0);
    world_close(w, &a);
}

static void test_lists_are_paged_newest_first(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    notifications__list_notices_request *in = NEW(&a, notifications__list_notices_request);
    notifications__list_notices_reply *out;
    int64_t before = INT64_MAX;
    size_t seen = 0;
    furnish(w, &a);
    for (uint8_t i = 0; i < 5; i++) refer(w, &a, (uint8_t)(REFERRAL + i));
    in->limit = 2;
    do {
        assert_int_equal(CALL(w, &a, "notifications", "partner", notifications, ListNotices, list_notices, in, &out),
                         0);
        for (size_t i = 0; i < out->n_notices; i++, seen++) {
            assert_true(out->notices[i]->issued_at->ms < before);
            before = out->notices[i]->issued_at->ms;
        }
        in->after = out->next;
    } while (out->next.len && seen < 10);
    assert_int_equal(seen, 5);
    in->limit = 201;
    assert_int_equal(CALL(w, &a, "notifications", "partner", notifications, ListNotices, list_notices, in, &out),
                     REASON_NUMBER_OUT_OF_RANGE);
    world_close(w, &a);
}

/* A page's place of another organisation leads nowhere. */
static void test_a_partner_cannot_page_into_anothers_list(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    notifications__list_notices_request *in = NEW(&a, notifications__list_notices_request);
    notifications__list_notices_reply *out;
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    refer(w, &a, REFERRAL + 1);
    in->limit = 1;
    assert_int_equal(CALL(w, &a, "notifications", "partner", notifications, ListNotices, list_notices, in, &out), 0);
    in->after = out->next;
    in->organization_id = id_field(&a, numbered(ORGANIZATION));
    assert_int_equal(CALL(w, &a, "notifications", "partner2", notifications, ListNotices, list_notices, in, &out), 0);
    assert_int_equal(out->n_notices, 0);
    world_close(w, &a);
}

/* Lost, repeated and late frames, daemons that die before and after their commits: each referral has one notice, each
 * code is its own, and those that were cancelled are withdrawn or were never issued. */
static void test_nothing_is_lost_or_told_twice(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    world_faults_set(
        w, (struct world_faults){
               .drop = 800, .duplicate = 800, .delay = 2000, .crash_before_commit = 150, .crash_after_commit = 150});
    for (uint8_t i = 0; i < 12; i++) {
        say_sent(w, &a, (uint8_t)(REFERRAL + i));
        if (i == 6) furnish_quietly(w, &a);
        if (i % 3 == 0) say_cancelled(w, &a, (uint8_t)(REFERRAL + i));
    }
    world_faults_set(w, (struct world_faults){0});
    world_run(w, 90000);
    assert_true(world_settle(w, 120000));
    size_t notices = 0;
    for (uint8_t i = 0; i < 12; i++) {
        notifications__get_sheet_reply *s;
        int reason = sheet(w, &a, "desk", (uint8_t)(REFERRAL + i), &s);
        if (i % 3 == 0 && reason == REASON_NOT_FOUND) continue;
        assert_int_equal(reason, 0);
        assert_int_equal(s->notice->state, i % 3 ? NOTICE_STATE_ISSUED : NOTICE_STATE_WITHDRAWN);
        notices++;
    }
    assert_int_equal(list(w, &a, "coordinator", false)->n_notices, notices);
    assert_int_equal(list(w, &a, "coordinator", true)->n_notices, 8);
    assert_int_equal(feeder_records(w, &a, "notifications", &notifications__notice_issued__descriptor, NULL), notices);
    world_close(w, &a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_referral_becomes_a_notice),
        cmocka_unit_test(test_a_notice_by_its_first_digits),
        cmocka_unit_test(test_the_sheet),
        cmocka_unit_test(test_the_partners_stream_names_nobody_else),
        cmocka_unit_test(test_a_withdrawal_takes_the_content_back),
        cmocka_unit_test(test_a_cancellation_overtakes_what_waits),
        cmocka_unit_test(test_silence_is_told_rung_by_rung),
        cmocka_unit_test(test_an_answer_or_a_withdrawal_ends_the_ladder),
        cmocka_unit_test(test_lists_are_paged_newest_first),
        cmocka_unit_test(test_a_partner_cannot_page_into_anothers_list),
        cmocka_unit_test(test_nothing_is_lost_or_told_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
