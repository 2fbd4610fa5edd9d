/* What a referral and a follow-up leave behind in intake, record by record and row by row: all four daemons speak. */
#include "loop_world.h"
#include "told.h"

struct story {
    struct loop l;
    struct told *told;
};

static int opened(void **state) {
    struct story *s = calloc(1, sizeof *s);
    loop_open(&s->l);
    s->told = told_begin(s->l.t.w, &s->l.t.a, "intake");
    *state = s;
    return 0;
}

static int closed(void **state) {
    struct story *s = *state;
    settle_all(&s->l);
    told_leave(s->told);
    desk_close(&s->l.t);
    free(s);
    return 0;
}

static void happened(struct story *s, const char *what) {
    settle_all(&s->l);
    told_records(s->told, what);
}

static void shown(struct story *s, ProtobufCBinaryData family_id) {
    told_answer(s->told, "the family is asked for", &family(&s->l.t, "desk", family_id)->base);
    told_answer(s->told, "the worklist is asked for", &worklist(&s->l.t, "coord")->base);
}

/* ---- referrals ---- */

static void cancelled(struct story *s, const intake__referral *r) {
    intake__cancel_referral_request *in = NEW(&s->l.t.a, intake__cancel_referral_request);
    intake__cancel_referral_reply *out = NULL;
    in->referral_id = r->referral_id;
    in->version = r->version;
    in->reason = "elle a trouvé elle-même";
    assert_int_equal(ASK(&s->l.t, "desk", CancelReferral, cancel_referral, in, &out), 0);
    happened(s, "the referral is cancelled");
}

static void declined(struct story *s, const notifications__notice *notice) {
    notifications__decline_notice_request *in = NEW(&s->l.t.a, notifications__decline_notice_request);
    notifications__decline_notice_reply *out = NULL;
    in->notice_id = notice->notice_id;
    in->version = notice->version;
    in->told_by = "Mme Roy";
    in->reason = DECLINE_REASON_FULL;
    in->note = "trois mois d'attente";
    assert_int_equal(
        CALL(s->l.t.w, &s->l.t.a, "notifications", "maison", notifications, DeclineNotice, decline_notice, in, &out),
        0);
    happened(s, "the partner declines");
}

static void settled(struct story *s, sippe__work_kind kind) {
    intake__settle_work_request *in = NEW(&s->l.t.a, intake__settle_work_request);
    intake__settle_work_reply *out = NULL;
    const sippe__work_item *item = work_of(worklist(&s->l.t, "desk"), kind);
    assert_non_null(item);
    in->kind = kind;
    in->thing = item->thing;
    in->note = "rappelée";
    assert_int_equal(ASK(&s->l.t, "desk", SettleWork, settle_work, in, &out), 0);
    happened(s, "somebody has looked at it");
}

static const intake__referral *referral_to(struct story *s, ProtobufCBinaryData family_id,
                                           ProtobufCBinaryData service) {
    intake__get_family_reply *f = family(&s->l.t, "desk", family_id);
    for (size_t i = 0; i < f->n_referrals; i++)
        if (SAME_BYTES(f->referrals[i]->service_id, service)) return f->referrals[i];
    fail_msg("no such referral");
    return NULL;
}

/* All that may leave is consented to; a partner is silent, then declines; another door; one that is cancelled; and all
 * is taken back. */
static void test_referrals_are_told(void **state) {
    struct story *s = *state;
    struct loop *l = &s->l;
    struct arena *a = &l->t.a;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__withdraw_consent_reply *out = NULL;
    intake__submit_screening_reply *call = family_for_sippe(&l->t);
    told_records(s->told, "a call, decided");
    intake__record_consent_request *in = consent_request(l, call->family_id);
    APPEND(a, in->consent, covers, SHARED_ITEM_DUE_DATE);
    APPEND(a, in->consent, covers, SHARED_ITEM_NOTE);
    assert_int_equal(consent(l, in, &c), 0);
    happened(s, "a consent");
    assert_int_equal(refer(l, call->family_id, l->service, &r), 0);
    happened(s, "a referral");
    told_answer(s->told, "its answer", &r->base);
    leap(&l->t, 8 * DAY_LONG);
    happened(s, "eight days of silence");
    shown(s, call->family_id);
    declined(s, notices(l)->notices[0]);
    shown(s, call->family_id);
    settled(s, WORK_KIND_REFERRAL_DECLINED);
    assert_int_equal(refer(l, call->family_id, numbered(a, "second"), &r), 0);
    happened(s, "another door");
    cancelled(s, referral_to(s, call->family_id, numbered(a, "second")));
    assert_int_equal(withdraw(l, c, &out), 0);
    happened(s, "the consent is taken back");
    told_answer(s->told, "its answer", &out->base);
    shown(s, call->family_id);
    told_rows(s->told);
    told_end(s->told, "intake_referral");
}

/* Born since the call: no due date leaves any more. */
static void test_a_birth_before_a_referral(void **state) {
    struct story *s = *state;
    struct loop *l = &s->l;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *call = family_for_sippe(&l->t);
    intake__record_consent_request *in = consent_request(l, call->family_id);
    APPEND(&l->t.a, in->consent, covers, SHARED_ITEM_DUE_DATE);
    assert_int_equal(consent(l, in, &c), 0);
    intake__record_birth_request *birth = NEW(&l->t.a, intake__record_birth_request);
    birth->sure = true;
    intake__record_birth_reply *born = NULL;
    birth->family_id = call->family_id;
    birth->birth_date = date(&l->t.a, 2026, 11, 19);
    assert_int_equal(ASK(&l->t, "team", RecordBirth, record_birth, birth, &born), 0);
    settle_all(l);
    told_leave(s->told);
    s->told = told_begin(l->t.w, &l->t.a, "intake");
    assert_int_equal(refer(l, call->family_id, l->service, &r), 0);
    happened(s, "a referral after the birth");
    told_end(s->told, "intake_referral_after_birth");
}

/* A family that is merged with a referral under way, which the partner answers afterwards. */
static void test_a_referral_goes_along(void **state) {
    struct story *s = *state;
    struct loop *l = &s->l;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *known = NULL, *call = NULL;
    assert_int_equal(submit(&l->t, "desk", call_now(&l->t), &known), 0);
    call = referred(l, &c, &r);
    intake__settle_match_request *in = NEW(&l->t.a, intake__settle_match_request);
    intake__settle_match_reply *out = NULL;
    in->screening_id = call->screening_id;
    in->version = screening(&l->t, call->screening_id)->summary->version;
    in->same_as_family_id = known->family_id;
    told_leave(s->told);
    s->told = told_begin(l->t.w, &l->t.a, "intake");
    assert_int_equal(ASK(&l->t, "desk", SettleMatch, settle_match, in, &out), 0);
    happened(s, "one family");
    declined(s, notices(l)->notices[0]);
    shown(s, known->family_id);
    told_rows(s->told);
    told_end(s->told, "intake_referral_merged");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_referrals_are_told, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_birth_before_a_referral, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_referral_goes_along, opened, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
