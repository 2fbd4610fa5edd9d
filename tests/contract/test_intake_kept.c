/* What must not leave, what must not be shown, and what must not stay behind, with all four daemons. */
#include "loop_world.h"

/* ---- referrals ---- */

/* To the due date, not to the telephone. */
static ProtobufCBinaryData consented(struct loop *l, ProtobufCBinaryData family_id) {
    intake__record_consent_request *in = consent_request(l, family_id);
    intake__record_consent_reply *out = NULL;
    in->consent->covers[1] = SHARED_ITEM_DUE_DATE;
    assert_int_equal(consent(l, in, &out), 0);
    return out->consent_id;
}

static int refer_her(struct loop *l, ProtobufCBinaryData family_id) {
    intake__refer_to_partner_reply *out = NULL;
    return refer(l, family_id, l->service, &out);
}

static const notifications__notice *only_notice(struct loop *l) {
    settle_all(l);
    const notifications__list_notices_reply *list = notices(l);
    assert_int_equal(list->n_notices, 1);
    return list->notices[0];
}

static void born(struct loop *l, ProtobufCBinaryData family_id) {
    intake__record_birth_request *in = NEW(&l->t.a, intake__record_birth_request);
    in->sure = true;
    intake__record_birth_reply *out = NULL;
    in->family_id = family_id;
    in->birth_date = date(&l->t.a, 2026, 11, 19);
    assert_int_equal(ASK(&l->t, "team", RecordBirth, record_birth, in, &out), 0);
}

/* She consented to the due date being told; a child that is there has none. */
static void test_a_due_date_leaves_before_the_birth_alone(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    consented(l, s->family_id);
    assert_int_equal(refer_her(l, s->family_id), 0);
    assert_non_null(only_notice(l)->content->due_date);
}

static void test_no_due_date_leaves_after_the_birth(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    consented(l, s->family_id);
    born(l, s->family_id);
    assert_int_equal(refer_her(l, s->family_id), 0);
    assert_null(only_notice(l)->content->due_date);
    assert_string_equal(only_notice(l)->content->given_name, "Maude");
}

/* A record about this subject stands held at intake, or no longer. */
static void hold(struct loop *l, ProtobufCBinaryData subject, bool held) {
    struct engine *e = world_engine(l->t.w, "intake");
    struct key key = KEY(KEY_ID(id_of(subject)), KEY_TEXT("scheduling"), KEY_U64(1));
    struct txn t;
    assert_int_equal(txn_begin(e->store, true, &t), 0);
    if (held)
        txn_put(&t, TABLE_HELD_SUBJECT, &key, (struct span){NULL, 0});
    else
        txn_delete(&t, TABLE_HELD_SUBJECT, &key);
    assert_int_equal(txn_commit(&t), 0);
}

/* What was not read yet may say that nothing must leave: about her, her consent, the service or who gives it. */
static void test_nothing_leaves_while_something_is_unread(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    ProtobufCBinaryData subjects[] = {s->family_id, consented(l, s->family_id), l->service, l->organization};
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        hold(l, subjects[i], true);
        assert_int_equal(refer_her(l, s->family_id), REASON_HELD);
        hold(l, subjects[i], false);
    }
    assert_int_equal(refer_her(l, s->family_id), 0);
}

/* ---- what is refused ---- */

static int cancel(struct loop *l, const intake__referral *r, ProtobufCBinaryData version) {
    intake__cancel_referral_request *in = NEW(&l->t.a, intake__cancel_referral_request);
    intake__cancel_referral_reply *out = NULL;
    in->referral_id = r->referral_id;
    in->version = version;
    in->reason = "Erreur";
    return ASK(&l->t, "desk", CancelReferral, cancel_referral, in, &out);
}

static void test_a_referral_is_cancelled_as_it_is_seen(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    consented(l, s->family_id);
    assert_int_equal(refer_her(l, s->family_id), 0);
    const intake__referral *r = family(&l->t, "desk", s->family_id)->referrals[0];
    assert_false(r->overdue); /* its day is still to come */
    assert_int_equal(cancel(l, r, s->family_id), REASON_VERSION_STALE);
    assert_int_equal(cancel(l, r, (ProtobufCBinaryData){0, NULL}), REASON_VERSION_STALE);
    assert_int_equal(cancel(l, r, r->version), 0);
}

static void test_a_key_that_is_left_out_is_a_fault_of_the_request(void **state) {
    struct loop *l = *state;
    intake__allow_key_request *in = NEW(&l->t.a, intake__allow_key_request);
    assert_int_equal(ASK(&l->t, "op", AllowKey, allow_key, in, NULL), REASON_FIELDS_INVALID);
    intake__add_member_request *add = NEW(&l->t.a, intake__add_member_request);
    assert_int_equal(ASK(&l->t, "op", AddMember, add_member, add, NULL), REASON_FIELDS_INVALID);
}

/* ---- merging ---- */

static void merge(struct desk *t, const intake__submit_screening_reply *call, ProtobufCBinaryData into) {
    intake__settle_match_request *in = NEW(&t->a, intake__settle_match_request);
    intake__settle_match_reply *out = NULL;
    in->screening_id = call->screening_id;
    in->version = screening(t, call->screening_id)->summary->version;
    in->same_as_family_id = into;
    assert_int_equal(ASK(t, "desk", SettleMatch, settle_match, in, &out), 0);
}

/* Where she is now, and taken back with the consent that it rests on, which came along too. */
static void test_a_referral_comes_along(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *known = NULL, *again = family_for_sippe(&l->t);
    intake__screening *call = call_now(&l->t);
    call->identity->name->given = "Berthe";
    call->identity->nam = "";
    assert_int_equal(submit(&l->t, "desk", call, &known), 0);
    consented(l, again->family_id);
    assert_int_equal(refer_her(l, again->family_id), 0);
    merge(&l->t, again, known->family_id);
    intake__get_family_reply *f = family(&l->t, "desk", known->family_id);
    assert_int_equal(f->n_referrals, 1);
    assert_true(SAME_BYTES(f->referrals[0]->family_id, known->family_id));
    assert_int_equal(refer_her(l, known->family_id), REASON_REFERRAL_OPEN);
    intake__withdraw_consent_request *in = NEW(&l->t.a, intake__withdraw_consent_request);
    intake__withdraw_consent_reply *out = NULL;
    in->consent_id = f->consents[0]->consent_id;
    in->version = f->consents[0]->version;
    assert_int_equal(ASK(&l->t, "desk", WithdrawConsent, withdraw_consent, in, &out), 0);
    assert_int_equal(out->referrals_cancelled, 1);
}

/* ---- a worker of the whole territory ---- */

#define SCHEDULE(l, key, Method, method, request, reply)                                                               \
    CALL((l)->t.w, &(l)->t.a, "scheduling", key, scheduling, Method, method, request, reply)

static void put_worker(struct loop *l, const char *code, scheduling__discipline discipline) {
    struct arena *a = &l->t.a;
    scheduling__put_worker_request *in = NEW(a, scheduling__put_worker_request);
    scheduling__put_worker_reply *out = NULL;
    scheduling__worker *w = in->worker = NEW(a, scheduling__worker);
    w->code = code;
    w->name = "Mme Roy";
    w->discipline = discipline;
    APPEND(a, w, languages, language(a, "fr"));
    for (int weekday = 1; weekday <= 5; weekday++) {
        scheduling__hours *h = NEW(a, scheduling__hours);
        h->weekday = weekday;
        h->from_minute = 8 * 60 + 30;
        h->to_minute = 16 * 60 + 30;
        APPEND(a, w, hours, h);
    }
    w->start_area = NEW(a, sippe__postal_code);
    w->start_area->code = "H2M";
    assert_int_equal(SCHEDULE(l, "coord", PutWorker, put_worker, in, &out), 0);
}

static void confirm(struct loop *l, ProtobufCBinaryData enrolment) {
    scheduling__list_candidates_request *ask = NEW(&l->t.a, scheduling__list_candidates_request);
    scheduling__list_candidates_reply *list = NULL;
    scheduling__confirm_key_worker_request *in = NEW(&l->t.a, scheduling__confirm_key_worker_request);
    scheduling__confirm_key_worker_reply *out = NULL;
    ask->enrolment_id = enrolment;
    assert_int_equal(SCHEDULE(l, "coord", ListCandidates, list_candidates, ask, &list), 0);
    in->enrolment_id = enrolment;
    in->enrolment_version = list->enrolment_version;
    in->worker = "ts-1";
    assert_int_equal(SCHEDULE(l, "coord", ConfirmKeyWorker, confirm_key_worker, in, &out), 0);
    assert_non_null(out->start);
}

/* The week in which her first visit is, as this key sees it. */
static const scheduling__visit *first_of_week(struct loop *l, const char *key) {
    for (int weeks = 0; weeks < 4; weeks++) {
        scheduling__worker_week_request *in = NEW(&l->t.a, scheduling__worker_week_request);
        scheduling__worker_week_reply *out = NULL;
        in->worker = "ts-1";
        in->monday = civil_date(&l->t.a, day_at(fixture_montreal, world_now_ms(l->t.w)) + 7 * weeks);
        assert_int_equal(SCHEDULE(l, key, WorkerWeek, worker_week, in, &out), 0);
        if (out->n_visits) return out->visits[0];
    }
    fail_msg("no visit");
    return NULL;
}

/* Another CLSC's team sees that her time is taken, and not by whom. */
static void test_another_clsc_sees_only_that_time_is_taken(void **state) {
    struct loop *l = *state;
    intake__enrol_family_reply *enrolled = NULL;
    put_worker(l, "ts-1", DISCIPLINE_SOCIAL_WORKER);
    put_worker(l, "inf-1", DISCIPLINE_NURSE);
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    assert_int_equal(enrol(&l->t, s, &enrolled), 0);
    settle_all(l);
    confirm(l, enrolled->enrolment_id);
    const scheduling__visit *own = first_of_week(l, "team"), *others = first_of_week(l, "team2");
    assert_true(SAME_BYTES(own->family_id, s->family_id));
    assert_string_equal(own->family_number, s->family_number);
    assert_int_equal(others->start->ms, own->start->ms);
    assert_int_equal(others->family_id.len + others->visit_id.len + others->n_workers, 0);
    assert_string_equal(others->family_number, "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, loop_opened, loop_closed)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_a_due_date_leaves_before_the_birth_alone),
        TEST(test_no_due_date_leaves_after_the_birth),
        TEST(test_nothing_leaves_while_something_is_unread),
        TEST(test_a_referral_comes_along),
        TEST(test_a_referral_is_cancelled_as_it_is_seen),
        TEST(test_a_key_that_is_left_out_is_a_fault_of_the_request),
        TEST(test_another_clsc_sees_only_that_time_is_taken),
    };
    return cmocka_run_group_tests_name("intake: kept", tests, NULL, NULL);
}
