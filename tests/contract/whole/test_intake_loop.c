/* The loop of the main job with all four daemons: consent, referral, the partner's answer, and the follow-up. */
#include "../loop_world.h"

static void test_a_referral_comes_back_answered(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    notifications__list_notices_reply *list = notices(l);
    assert_int_equal(list->n_notices, 1);
    const notifications__notice *notice = list->notices[0];
    assert_string_equal(notice->content->given_name, "Maude");
    assert_string_equal(notice->content->family_name, ""); /* not consented to */
    assert_string_equal(notice->content->note, "");
    assert_int_equal(notice->need, NEED_FOOD_AID);
    notifications__acknowledge_notice_request *ack = NEW(&l->t.a, notifications__acknowledge_notice_request);
    notifications__acknowledge_notice_reply *acked = NULL;
    ack->notice_id = notice->notice_id;
    ack->version = notice->version;
    assert_int_equal(CALL(l->t.w, &l->t.a, "notifications", "maison", notifications, AcknowledgeNotice,
                          acknowledge_notice, ack, &acked),
                     0);
    settle_all(l);
    const intake__referral *now = referral_of(l, s);
    assert_int_equal(now->state, REFERRAL_STATE_ACKNOWLEDGED);
    assert_string_equal(now->answered_by, "maison"); /* whose key it was: nobody was named */
    assert_string_equal(now->service_name, "Dépannage alimentaire");
    notifications__report_first_contact_request *contact = NEW(&l->t.a, notifications__report_first_contact_request);
    notifications__report_first_contact_reply *reported = NULL;
    contact->notice_id = notice->notice_id;
    contact->version = acked->version;
    contact->told_by = "Mme Roy";
    contact->on = date(&l->t.a, 2026, 11, 20);
    assert_int_equal(CALL(l->t.w, &l->t.a, "notifications", "maison", notifications, ReportFirstContact,
                          report_first_contact, contact, &reported),
                     0);
    settle_all(l);
    now = referral_of(l, s);
    assert_int_equal(now->state, REFERRAL_STATE_FIRST_CONTACT);
    assert_string_equal(now->answered_by, "Mme Roy");
    assert_int_equal(DAY(now->first_contact_on), day_from(2026, 11, 20));
    assert_null(work_of(worklist(&l->t, "desk"), WORK_KIND_REFERRAL_OVERDUE));
}

static void test_referrals_that_are_refused(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    assert_int_equal(refer(l, s->family_id, numbered(&l->t.a, "nowhere"), &r), REASON_SERVICE_UNKNOWN);
    assert_int_equal(refer(l, s->family_id, l->service, &r), REASON_CONSENT_MISSING);
    intake__record_consent_request *in = consent_request(l, s->family_id);
    in->consent->organization_id = numbered(&l->t.a, "another");
    assert_int_equal(consent(l, in, &c), 0);
    assert_int_equal(refer(l, s->family_id, l->service, &r), REASON_CONSENT_MISSING);
    in = consent_request(l, s->family_id);
    in->consent->expires_on = date(&l->t.a, 2026, 11, 30);
    assert_int_equal(consent(l, in, &c), 0);
    assert_int_equal(refer(l, s->family_id, l->service, &r), 0);
    assert_int_equal(refer(l, s->family_id, l->service, &r), REASON_REFERRAL_OPEN);
    assert_int_equal(refer(l, s->family_id, numbered(&l->t.a, "second"), &r), 0);
    leap(&l->t, 11 * DAY_LONG);
    publish(l, false);
    assert_int_equal(refer(l, s->family_id, numbered(&l->t.a, "second"), &r), REASON_SERVICE_RETIRED);
    intake__cancel_referral_request *cancel = NEW(&l->t.a, intake__cancel_referral_request);
    intake__cancel_referral_reply *cancelled = NULL;
    intake__get_family_reply *f = family(&l->t, "desk", s->family_id);
    for (size_t i = 0; i < f->n_referrals; i++) {
        cancel->referral_id = f->referrals[i]->referral_id;
        cancel->version = f->referrals[i]->version;
        assert_int_equal(ASK(&l->t, "desk", CancelReferral, cancel_referral, cancel, &cancelled), 0);
    }
    assert_int_equal(refer(l, s->family_id, l->service, &r), REASON_CONSENT_EXPIRED);
    sippe__territory *rules = fixture_territory(&l->t.a);
    rules->partners->referrals = false;
    assert_int_equal(adopt(&l->t, rules), 0);
    assert_int_equal(refer(l, s->family_id, l->service, &r), REASON_REFERRALS_DISABLED);
}

static void test_a_child_of_thirteen_does_not_consent_alone(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = NULL;
    intake__record_consent_reply *c = NULL;
    intake__screening *call = call_now(&l->t);
    call->identity->birth_date = date(&l->t.a, 2013, 2, 1);
    assert_int_equal(submit(&l->t, "desk", call, &s), 0);
    intake__record_consent_request *in = consent_request(l, s->family_id);
    assert_int_equal(consent(l, in, &c), REASON_CONSENT_TOO_YOUNG);
    in->consent->given_by = CONSENT_GIVER_PARENT;
    in->consent->given_by_name = "Rita Gagnon";
    assert_int_equal(consent(l, in, &c), 0);
}

static void test_a_withdrawn_consent_cancels_what_rests_on_it(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__withdraw_consent_reply *out = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    assert_int_equal(withdraw(l, c, &out), 0);
    assert_int_equal(out->referrals_cancelled, 1);
    c->version = out->version;
    assert_int_equal(withdraw(l, c, &out), REASON_CONSENT_WITHDRAWN);
    settle_all(l);
    assert_int_equal(referral_of(l, s)->state, REFERRAL_STATE_CANCELLED);
    assert_int_equal(notices(l)->notices[0]->state, NOTICE_STATE_WITHDRAWN);
    assert_null(notices(l)->notices[0]->content);
    assert_int_equal(refer(l, s->family_id, l->service, &r), REASON_CONSENT_WITHDRAWN);
}

/* Given on one day, a second one that covers less: it speaks for what she wants now. */
static void test_the_last_consent_of_a_day_holds(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *first = NULL, *second = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    assert_int_equal(consent(l, consent_request(l, s->family_id), &first), 0);
    intake__record_consent_request *in = consent_request(l, s->family_id);
    in->consent->n_covers = 1; /* the given name alone */
    assert_int_equal(consent(l, in, &second), 0);
    assert_int_equal(refer(l, s->family_id, l->service, &r), 0);
    settle_all(l);
    assert_true(SAME_BYTES(referral_of(l, s)->consent_id, second->consent_id));
    assert_string_equal(notices(l)->notices[0]->content->phone, "");
}

/* Her reason stands once, in the withdrawal. */
static void test_a_reason_is_kept_once(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__withdraw_consent_reply *out = NULL;
    referred(l, &c, &r);
    static char reason[CHECK_NOTE + 1];
    memset(reason, 'r', CHECK_NOTE);
    intake__withdraw_consent_request *in = NEW(&l->t.a, intake__withdraw_consent_request);
    in->consent_id = c->consent_id;
    in->version = c->version;
    in->reason = reason;
    assert_int_equal(ASK(&l->t, "team", WithdrawConsent, withdraw_consent, in, &out), 0);
    assert_int_equal(out->referrals_cancelled, 1);
    struct view *v = world_view(l->t.w, "intake", &l->t.a);
    sippe__record *record;
    size_t large = 0;
    for (uint64_t seq = 1; (record = journal_read(v, seq)); seq++) large += record->sealed.len > CHECK_NOTE;
    assert_int_equal(large, 1);
}

static void test_what_had_not_left_never_leaves(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__withdraw_consent_reply *out = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    assert_int_equal(consent(l, consent_request(l, s->family_id), &c), 0);
    settle_all(l);
    world_stop(l->t.w, "notifications");
    assert_int_equal(refer(l, s->family_id, l->service, &r), 0);
    assert_int_equal(withdraw(l, c, &out), 0);
    assert_int_equal(world_start(l->t.w, "notifications"), 0);
    settle_all(l);
    assert_int_equal(notices(l)->n_notices, 0);
    assert_int_equal(referral_of(l, s)->state, REFERRAL_STATE_CANCELLED);
}

static void test_an_answer_that_meets_a_cancellation_is_noted(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    const notifications__notice *notice = notices(l)->notices[0];
    world_stop(l->t.w, "intake"); /* the answer is given while intake cannot hear it ... */
    notifications__accept_notice_request *accept = NEW(&l->t.a, notifications__accept_notice_request);
    notifications__accept_notice_reply *accepted = NULL;
    accept->notice_id = notice->notice_id;
    accept->version = notice->version;
    accept->told_by = "Mme Roy";
    assert_int_equal(
        CALL(l->t.w, &l->t.a, "notifications", "maison", notifications, AcceptNotice, accept_notice, accept, &accepted),
        0);
    world_stop(l->t.w, "notifications"); /* ... and the cancellation while notifications cannot tell it */
    assert_int_equal(world_start(l->t.w, "intake"), 0);
    intake__cancel_referral_request *cancel = NEW(&l->t.a, intake__cancel_referral_request);
    intake__cancel_referral_reply *cancelled = NULL;
    cancel->referral_id = r->referral_id;
    cancel->version = r->version;
    assert_int_equal(ASK(&l->t, "desk", CancelReferral, cancel_referral, cancel, &cancelled), 0);
    assert_int_equal(world_start(l->t.w, "notifications"), 0);
    settle_all(l);
    const intake__referral *now = referral_of(l, s);
    assert_int_equal(now->state, REFERRAL_STATE_CANCELLED);
    assert_int_equal(now->n_noted, 1);
    assert_non_null(strstr(now->noted[0], "ACCEPTED"));
    const sippe__work_item *item = work_of(worklist(&l->t, "desk"), WORK_KIND_ANSWER_AFTER_CANCEL);
    assert_non_null(item);
    intake__settle_work_request *in = NEW(&l->t.a, intake__settle_work_request);
    intake__settle_work_reply *settled = NULL;
    in->kind = item->kind;
    in->thing = item->thing;
    assert_int_equal(ASK(&l->t, "desk", SettleWork, settle_work, in, &settled), 0);
    assert_null(work_of(worklist(&l->t, "desk"), WORK_KIND_ANSWER_AFTER_CANCEL));
}

static void test_a_silent_partner_comes_back_on_the_list(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    assert_null(work_of(worklist(&l->t, "desk"), WORK_KIND_REFERRAL_OVERDUE));
    leap(&l->t, 8 * DAY_LONG);
    settle_all(l);
    const sippe__work_item *item = work_of(worklist(&l->t, "desk"), WORK_KIND_REFERRAL_OVERDUE);
    assert_non_null(item);
    assert_true(item->overdue);
    assert_true(referral_of(l, s)->overdue);
    const notifications__notice *notice = notices(l)->notices[0];
    notifications__decline_notice_request *in = NEW(&l->t.a, notifications__decline_notice_request);
    notifications__decline_notice_reply *out = NULL;
    in->notice_id = notice->notice_id;
    in->version = notice->version;
    in->told_by = "Mme Roy";
    in->reason = DECLINE_REASON_FULL;
    in->note = "trois mois d'attente";
    assert_int_equal(
        CALL(l->t.w, &l->t.a, "notifications", "maison", notifications, DeclineNotice, decline_notice, in, &out), 0);
    settle_all(l);
    assert_string_equal(referral_of(l, s)->answer_reason, "FULL: trois mois d'attente");
    assert_null(work_of(worklist(&l->t, "desk"), WORK_KIND_REFERRAL_OVERDUE));
    assert_non_null(work_of(worklist(&l->t, "desk"), WORK_KIND_REFERRAL_DECLINED));
    assert_int_equal(refer(l, s->family_id, numbered(&l->t.a, "second"), &r), 0); /* another door for the same need */
    assert_null(work_of(worklist(&l->t, "desk"), WORK_KIND_REFERRAL_DECLINED));
}

/* What is on the list of referrals, for whoever asks for these too on which the partner is to act first. */
static sippe__list_work_reply *referrals(struct loop *l, bool partners_turn) {
    sippe__list_work_request *in = NEW(&l->t.a, sippe__list_work_request);
    sippe__list_work_reply *out = NULL;
    APPEND(&l->t.a, in, kinds, WORK_KIND_REFERRAL_OVERDUE);
    APPEND(&l->t.a, in, kinds, WORK_KIND_REFERRAL_DECLINED);
    in->partners_turn = partners_turn;
    assert_int_equal(world_call(l->t.w, &l->t.a, "intake", "desk", "intake.ListWork", world_request_id(l->t.w),
                                &in->base, &sippe__list_work_reply__descriptor, &out, NULL),
                     0);
    return out;
}

static void test_a_partners_turn_is_seen_by_whoever_asks(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    referred(l, &c, &r);
    uint32_t all = worklist(&l->t, "desk")->total;
    assert_int_equal(referrals(l, false)->n_items, 0);
    sippe__list_work_reply *theirs = referrals(l, true);
    assert_int_equal(theirs->n_items, 1); /* and nothing of another kind */
    assert_true(theirs->items[0]->partners_turn);
    assert_false(theirs->items[0]->overdue);
    assert_true(SAME_BYTES(theirs->items[0]->thing, r->referral_id));
    assert_int_equal(theirs->total, all); /* what is not ours to do is not counted */
    leap(&l->t, 8 * DAY_LONG);
    settle_all(l);
    assert_int_equal(referrals(l, false)->n_items, 1);
    assert_false(referrals(l, true)->items[0]->partners_turn);
    assert_true(referrals(l, true)->items[0]->overdue);
}

static void answered(struct loop *l, bool accepts) {
    struct arena *a = &l->t.a;
    const notifications__notice *notice = NULL;
    notifications__list_notices_reply *list = notices(l);
    for (size_t i = 0; i < list->n_notices; i++)
        if (SAME_BYTES(list->notices[i]->service_id, l->service)) notice = list->notices[i];
    assert_non_null(notice);
    notifications__accept_notice_request *yes = NEW(a, notifications__accept_notice_request);
    notifications__decline_notice_request *no = NEW(a, notifications__decline_notice_request);
    notifications__accept_notice_reply *accepted = NULL;
    notifications__decline_notice_reply *declined = NULL;
    yes->notice_id = no->notice_id = notice->notice_id;
    yes->version = no->version = notice->version;
    yes->told_by = no->told_by = "Mme Roy";
    no->reason = DECLINE_REASON_FULL;
    int reason =
        accepts
            ? CALL(l->t.w, a, "notifications", "maison", notifications, AcceptNotice, accept_notice, yes, &accepted)
            : CALL(l->t.w, a, "notifications", "maison", notifications, DeclineNotice, decline_notice, no, &declined);
    assert_int_equal(reason, 0);
    settle_all(l);
}

/* Late at five of the last day; an answer ends that. What was said of another door was said of the answer before. */
static void test_each_answer_begins_anew(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    int64_t six = wall_instant(fixture_montreal, (struct wall){day_from(2026, 11, 27), 18 * 60});
    leap(&l->t, six - world_now_ms(l->t.w));
    settle_all(l);
    assert_int_equal(DAY(referral_of(l, s)->due_on), day_from(2026, 11, 27));
    assert_true(referral_of(l, s)->overdue);
    assert_non_null(work_of(worklist(&l->t, "desk"), WORK_KIND_REFERRAL_OVERDUE));
    answered(l, true);
    assert_false(referral_of(l, s)->overdue);
    answered(l, false);
    assert_non_null(work_of(worklist(&l->t, "desk"), WORK_KIND_REFERRAL_DECLINED));
    assert_int_equal(refer(l, s->family_id, numbered(&l->t.a, "second"), &r), 0);
    settle_all(l);
    assert_null(work_of(worklist(&l->t, "desk"), WORK_KIND_REFERRAL_DECLINED));
    answered(l, true);
    answered(l, false);
    assert_non_null(work_of(worklist(&l->t, "desk"), WORK_KIND_REFERRAL_DECLINED));
}

/* All four daemons go by the rules that stand: the others hear that some were taken back. */
static void test_rules_that_are_taken_back_everywhere(void **state) {
    struct loop *l = *state;
    struct arena *a = &l->t.a;
    sippe__territory *rules = fixture_territory(a);
    rules->label = "2027-01";
    rules->valid_from = date(a, 2027, 1, 1);
    assert_int_equal(adopt(&l->t, rules), 0);
    settle_all(l);
    intake__list_territories_reply *list = NULL;
    assert_int_equal(
        ASK(&l->t, "op", ListTerritories, list_territories, NEW(a, intake__list_territories_request), &list), 0);
    intake__withdraw_territory_request *in = NEW(a, intake__withdraw_territory_request);
    intake__withdraw_territory_reply *out = NULL;
    in->version = list->adopted[1]->version;
    in->reason = "adoptées trop tôt";
    for (size_t i = 0; i < DAEMONS; i++)
        assert_string_equal(rules_on(world_view(l->t.w, daemon_names[i], a), day_from(2027, 2, 1), NULL)->label,
                            "2027-01");
    assert_int_equal(ASK(&l->t, "op", WithdrawTerritory, withdraw_territory, in, &out), 0);
    settle_all(l);
    for (size_t i = 0; i < DAEMONS; i++) {
        struct view *v = world_view(l->t.w, daemon_names[i], a);
        assert_string_equal(rules_on(v, day_from(2027, 2, 1), NULL)->label, "2026-11");
        assert_string_equal(rules_version(v, id_of(in->version), NULL)->label, "2027-01"); /* for who names them */
        world_crash(l->t.w, daemon_names[i]);
    }
    settle_all(l);
    assert_string_equal(rules_on(world_view(l->t.w, "scheduling", a), day_from(2027, 2, 1), NULL)->label, "2026-11");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_referral_comes_back_answered, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_referrals_that_are_refused, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_child_of_thirteen_does_not_consent_alone, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_withdrawn_consent_cancels_what_rests_on_it, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_the_last_consent_of_a_day_holds, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_reason_is_kept_once, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_what_had_not_left_never_leaves, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_an_answer_that_meets_a_cancellation_is_noted, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_silent_partner_comes_back_on_the_list, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_partners_turn_is_seen_by_whoever_asks, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_rules_that_are_taken_back_everywhere, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_each_answer_begins_anew, loop_opened, loop_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
