/* A withdrawal reaches whoever holds something, in every state, and by whatever way it is told. */
#include "consent_world.h"

static intake__withdraw_all_consents_reply *withdraw_all(struct loop *l, ProtobufCBinaryData family_id, int expected) {
    intake__withdraw_all_consents_request *in = NEW(&l->t.a, intake__withdraw_all_consents_request);
    intake__withdraw_all_consents_reply *out = NULL;
    in->family_id = family_id;
    in->reason = "elle a changé d'idée";
    assert_int_equal(ASK(&l->t, "desk", WithdrawAllConsents, withdraw_all_consents, in, &out), expected);
    settle_all(l);
    return out;
}

static intake__preview_withdrawal_reply *preview(struct loop *l, ProtobufCBinaryData family_id,
                                                 ProtobufCBinaryData consent_id, int expected) {
    intake__preview_withdrawal_request *in = NEW(&l->t.a, intake__preview_withdrawal_request);
    intake__preview_withdrawal_reply *out = NULL;
    in->family_id = family_id;
    in->consent_id = consent_id;
    assert_int_equal(ASK(&l->t, "desk", PreviewWithdrawal, preview_withdrawal, in, &out), expected);
    return out;
}

/* The partner holds more of her after the first contact than before, and learns of it. */
static void test_after_the_first_contact(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__withdraw_consent_reply *out = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    contacted(l);
    assert_int_equal(referral_of(l, s)->state, REFERRAL_STATE_FIRST_CONTACT);
    assert_int_equal(withdraw(l, c, &out), 0);
    assert_int_equal(out->referrals_cancelled, 1);
    settle_all(l);
    assert_int_equal(referral_of(l, s)->state, REFERRAL_STATE_CANCELLED);
    const notifications__notice *n = notices(l)->notices[0];
    assert_int_equal(n->state, NOTICE_STATE_WITHDRAWN);
    assert_true(!n->content && !n->need && !n->first_contact_on);
    assert_non_null(to_tell(l));
}

/* Of one referral that is over a desk may no longer say that it is cancelled: nothing was taken back. */
static void test_a_contact_is_not_cancelled(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    contacted(l);
    intake__cancel_referral_request *in = NEW(&l->t.a, intake__cancel_referral_request);
    intake__cancel_referral_reply *out = NULL;
    in->referral_id = r->referral_id;
    in->version = referral_of(l, s)->version;
    assert_int_equal(ASK(&l->t, "desk", CancelReferral, cancel_referral, in, &out), REASON_REFERRAL_CLOSED);
}

static void test_a_partner_on_paper_is_called(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__withdraw_consent_reply *out = NULL;
    intake__record_holder_told_reply *told = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    assert_int_equal(tell(l, r->referral_id, "Mme Roy", &told), REASON_NOBODY_TO_TELL);
    assert_int_equal(withdraw(l, c, &out), 0);
    settle_all(l);
    const sippe__work_item *item = to_tell(l);
    assert_non_null(item);
    assert_true(SAME_BYTES(item->thing, r->referral_id));
    assert_non_null(item->due_on); /* a working day: delays.tell */
    intake__settle_work_request *tick = NEW(&l->t.a, intake__settle_work_request);
    intake__settle_work_reply *ticked = NULL;
    tick->kind = WORK_KIND_TELL_HOLDER;
    tick->thing = item->thing;
    assert_int_equal(ASK(&l->t, "desk", SettleWork, settle_work, tick, &ticked), REASON_MOVE_ILLEGAL);
    assert_int_equal(tell(l, r->referral_id, " ", &told), REASON_FIELDS_INVALID);
    assert_int_equal(tell(l, r->referral_id, "Mme Roy", &told), 0);
    assert_null(to_tell(l));
    assert_string_equal(referral_of(l, s)->holder_told, "Mme Roy");
    assert_in_range(referral_of(l, s)->holder_told_at->ms, 1, world_now_ms(l->t.w));
    assert_int_equal(tell(l, r->referral_id, "Mme Roy", &told), REASON_NOBODY_TO_TELL);
}

/* A cancelled referral lies on paper with its partner as a withdrawn one does. */
static void test_a_cancelled_one_is_called_about_too(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__cancel_referral_request *in = NEW(&l->t.a, intake__cancel_referral_request);
    intake__cancel_referral_reply *out = NULL;
    referred(l, &c, &r);
    in->referral_id = r->referral_id;
    in->version = r->version;
    assert_int_equal(ASK(&l->t, "desk", CancelReferral, cancel_referral, in, &out), 0);
    settle_all(l);
    assert_non_null(to_tell(l));
}

static void test_a_program_that_reads_needs_no_call(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__withdraw_consent_reply *out = NULL;
    referred(l, &c, &r);
    maison_reads(l);
    assert_int_equal(withdraw(l, c, &out), 0);
    settle_all(l);
    assert_null(to_tell(l));
    maison_reads(l);
    leap(&l->t, 5 * DAY_LONG);
    settle_all(l);
    assert_null(to_tell(l));
}

static void test_a_program_that_stops_reading_does(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__withdraw_consent_reply *out = NULL;
    referred(l, &c, &r);
    maison_reads(l);
    assert_int_equal(withdraw(l, c, &out), 0);
    settle_all(l);
    leap(&l->t, 5 * DAY_LONG);
    settle_all(l);
    assert_non_null(to_tell(l));
}

/* The partner means to act on what was cancelled meanwhile, and is called for that: once, about all of it. */
static void test_who_was_called_is_not_called_again(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__withdraw_consent_reply *out = NULL;
    intake__record_holder_told_reply *told = NULL;
    referred(l, &c, &r);
    maison_reads(l);
    const notifications__notice *notice = notices(l)->notices[0];
    world_stop(l->t.w, "intake");
    notifications__accept_notice_request *accept = NEW(&l->t.a, notifications__accept_notice_request);
    accept->notice_id = notice->notice_id;
    accept->version = notice->version;
    assert_int_equal(
        CALL(l->t.w, &l->t.a, "notifications", "maison", notifications, AcceptNotice, accept_notice, accept, NULL), 0);
    world_stop(l->t.w, "notifications");
    assert_int_equal(world_start(l->t.w, "intake"), 0);
    assert_int_equal(withdraw(l, c, &out), 0);
    assert_int_equal(world_start(l->t.w, "notifications"), 0);
    settle_all(l);
    assert_non_null(work_of(worklist(&l->t, "desk"), WORK_KIND_ANSWER_AFTER_CANCEL));
    assert_int_equal(tell(l, r->referral_id, "Mme Roy", &told), 0);
    leap(&l->t, 5 * DAY_LONG); /* and its program has not read it */
    settle_all(l);
    assert_null(work_of(worklist(&l->t, "desk"), WORK_KIND_ANSWER_AFTER_CANCEL));
    assert_null(to_tell(l));
}

static void test_what_a_person_told_is_taken_back_by_one(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__withdraw_consent_reply *out = NULL;
    intake__disclose_reply *d = NULL;
    intake__record_holder_told_reply *told = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    assert_int_equal(consent_to_interpret(l, s->family_id, &c), 0);
    assert_int_equal(disclose(l, s->family_id, &d), 0);
    assert_null(to_tell(l));
    assert_int_equal(withdraw(l, c, &out), 0);
    assert_int_equal(out->to_tell, 1);
    assert_true(SAME_BYTES(to_tell(l)->thing, d->disclosure_id));
    assert_true(registered(l, s->family_id)->disclosures[0]->to_tell);
    assert_int_equal(tell(l, d->disclosure_id, "Amal Idrissi", &told), 0);
    assert_null(to_tell(l));
    const intake__disclosure *shown = registered(l, s->family_id)->disclosures[0];
    assert_false(shown->to_tell);
    assert_string_equal(shown->told_person, "Amal Idrissi");
    assert_string_equal(shown->told_note, "la feuille est détruite");
    assert_string_equal(shown->told_by, "desk");
    assert_non_null(shown->recalled_at);
}

static void test_all_at_once(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL, *first = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__disclose_reply *d = NULL;
    ProtobufCBinaryData none = {0};
    intake__submit_screening_reply *s = referred(l, &first, &r);
    contacted(l);
    assert_int_equal(refer(l, s->family_id, numbered(&l->t.a, "second"), &r), 0);
    assert_int_equal(consent_to_interpret(l, s->family_id, &c), 0);
    assert_int_equal(disclose(l, s->family_id, &d), 0);
    settle_all(l);
    const intake__preview_withdrawal_reply *p = preview(l, s->family_id, none, 0);
    assert_int_equal(p->n_consents, 2);
    assert_int_equal(p->n_referrals, 2);
    assert_int_equal(p->n_told, 1);
    p = preview(l, s->family_id, c->consent_id, 0);
    assert_true(p->n_consents == 1 && p->n_referrals == 0 && p->n_told == 1);
    preview(l, s->family_id, s->family_id, REASON_NOT_FOUND);
    assert_int_equal(family(&l->t, "desk", s->family_id)->referrals[0]->state,
                     REFERRAL_STATE_SENT); /* changed nothing */
    const intake__withdraw_all_consents_reply *out = withdraw_all(l, s->family_id, 0);
    assert_int_equal(out->consents_withdrawn, 2);
    assert_int_equal(out->referrals_cancelled, 2);
    assert_int_equal(out->to_tell, 1);
    intake__get_family_reply *f = family(&l->t, "desk", s->family_id);
    for (size_t i = 0; i < f->n_referrals; i++) assert_int_equal(f->referrals[i]->state, REFERRAL_STATE_CANCELLED);
    for (size_t i = 0; i < f->n_consents; i++) assert_non_null(f->consents[i]->withdrawn_at);
    for (size_t i = 0; i < 2; i++) assert_int_equal(notices(l)->notices[i]->state, NOTICE_STATE_WITHDRAWN);
    assert_int_equal(preview(l, s->family_id, none, 0)->n_consents, 0);
    withdraw_all(l, s->family_id, REASON_CONSENT_WITHDRAWN);
    withdraw_all(l, family_for_sippe(&l->t)->family_id, REASON_CONSENT_MISSING);
}

/* Another CLSC's family is nobody's here. */
static void test_of_ones_own_families_alone(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__withdraw_consent_reply *out = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    intake__withdraw_all_consents_request *all = NEW(&l->t.a, intake__withdraw_all_consents_request);
    intake__list_disclosures_request *list = NEW(&l->t.a, intake__list_disclosures_request);
    intake__record_holder_told_request *told = NEW(&l->t.a, intake__record_holder_told_request);
    all->family_id = list->family_id = s->family_id;
    told->thing = r->referral_id;
    told->told_person = "Mme Roy";
    assert_int_equal(withdraw(l, c, &out), 0);
    settle_all(l);
    assert_int_equal(ASK(&l->t, "desk2", WithdrawAllConsents, withdraw_all_consents, all, NULL), REASON_NOT_FOUND);
    assert_int_equal(ASK(&l->t, "desk2", ListDisclosures, list_disclosures, list, NULL), REASON_NOT_FOUND);
    assert_int_equal(ASK(&l->t, "desk2", RecordHolderTold, record_holder_told, told, NULL), REASON_NOT_FOUND);
    assert_int_equal(ASK(&l->t, "op", ListDisclosures, list_disclosures, list, NULL), REASON_NOT_ALLOWED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_after_the_first_contact, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_contact_is_not_cancelled, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_partner_on_paper_is_called, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_cancelled_one_is_called_about_too, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_program_that_reads_needs_no_call, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_program_that_stops_reading_does, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_who_was_called_is_not_called_again, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_what_a_person_told_is_taken_back_by_one, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_all_at_once, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_of_ones_own_families_alone, loop_opened, loop_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
