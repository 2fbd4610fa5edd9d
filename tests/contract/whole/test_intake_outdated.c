/* What a partner was told is no longer so: nothing goes out by itself, and somebody is asked what becomes of it. */
#include "base/message.h"
#include "feeder.h"
#include "../loop_world.h"

static intake__submit_screening_reply *referred_for(struct loop *l, sippe__need need, intake__shared_item more) {
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    intake__record_consent_request *agreed = consent_request(l, s->family_id);
    if (more) APPEND(&l->t.a, agreed->consent, covers, more);
    assert_int_equal(consent(l, agreed, NULL), 0);
    intake__refer_to_partner_request *in = NEW(&l->t.a, intake__refer_to_partner_request);
    in->family_id = s->family_id;
    in->service_id = l->service;
    in->need = need;
    assert_int_equal(ASK(&l->t, "desk", ReferToPartner, refer_to_partner, in, NULL), 0);
    settle_all(l);
    return s;
}

static const sippe__work_item *asked(struct loop *l, const char *key) {
    return work_of(worklist(&l->t, key), WORK_KIND_REFERRAL_OUTDATED);
}

static intake__contact_details *contact_of(struct loop *l, const intake__submit_screening_reply *s) {
    return message_copy(&l->t.a, &family(&l->t, "desk", s->family_id)->contact->base);
}
static void change(struct loop *l, const intake__submit_screening_reply *s, intake__contact_details *to) {
    intake__change_contact_request *in = NEW(&l->t.a, intake__change_contact_request);
    in->family_id = s->family_id;
    in->version = family(&l->t, "desk", s->family_id)->contact_version;
    in->contact = to;
    in->reason = "elle l'a dit";
    assert_int_equal(ASK(&l->t, "desk", ChangeContact, change_contact, in, NULL), 0);
}

static int looked_at(struct loop *l, const char *key, const char *note) {
    intake__settle_work_request *in = NEW(&l->t.a, intake__settle_work_request);
    in->kind = WORK_KIND_REFERRAL_OUTDATED;
    in->thing = asked(l, key)->thing;
    in->note = note;
    return ASK(&l->t, key, SettleWork, settle_work, in, NULL);
}

static size_t comparisons(struct loop *l) {
    return feeder_records(l->t.w, &l->t.a, "intake", &intake__referral_outdated__descriptor, NULL);
}

static day today(struct loop *l) { return day_at(fixture_montreal, world_now_ms(l->t.w)); }

/* The number that the partner holds is not hers any more; until somebody says so, or it is hers again. */
static void test_another_number(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = referred_for(l, NEED_FOOD_AID, 0);
    intake__contact_details *was = contact_of(l, s), *now = contact_of(l, s);
    now->numbers[0]->number = "4385550177";
    change(l, s, now);
    const sippe__work_item *item = asked(l, "desk");
    assert_non_null(item);
    assert_int_equal(item->role, ROLE_DESK);
    assert_true(DAY(item->due_on) > today(l));
    assert_int_equal(referral_of(l, s)->outdated, OUTDATED_BECAUSE_FACTS);
    assert_int_equal(referral_of(l, s)->n_differs, 1);
    assert_int_equal(referral_of(l, s)->differs[0], SHARED_ITEM_PHONE);
    assert_string_not_equal(notices(l)->notices[0]->content->phone, "4385550177");
    change(l, s, was);
    assert_null(asked(l, "desk"));
    assert_int_equal(referral_of(l, s)->outdated, 0);
    change(l, s, now);
    assert_int_equal(looked_at(l, "desk", " "), REASON_FIELDS_INVALID);
    assert_int_equal(looked_at(l, "desk", "Mme Roy a noté le nouveau numéro."), 0);
    assert_null(asked(l, "desk"));
    size_t said = comparisons(l);
    now->email = "maude@exemple.ca"; /* she did not agree to tell it */
    change(l, s, now);
    assert_null(asked(l, "desk"));
    assert_int_equal(comparisons(l), said);
    now->numbers[0]->number = "4385550178";
    change(l, s, now);
    assert_non_null(asked(l, "desk"));
    now->numbers[0]->number = "4385550177"; /* which Mme Roy has */
    change(l, s, now);
    assert_null(asked(l, "desk"));
}

static void lose(struct loop *l, const intake__submit_screening_reply *s) {
    intake__record_loss_request *in = NEW(&l->t.a, intake__record_loss_request);
    in->family_id = s->family_id;
    in->version = family(&l->t, "team", s->family_id)->kin_version;
    in->on = civil_date(&l->t.a, today(l) - 1);
    in->told_by = "l'hôpital";
    in->kind = LOSS_KIND_STILLBIRTH;
    assert_int_equal(ASK(&l->t, "team", RecordLoss, record_loss, in, NULL), 0);
}

/* Whoever is still to call her is stopped by a person, the same day; who is not close to her has not the work. */
static void test_after_a_loss(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = referred_for(l, NEED_FOOD_AID, 0);
    lose(l, s);
    const sippe__work_item *item = asked(l, "coord");
    assert_non_null(item);
    assert_int_equal(item->role, ROLE_COORDINATOR);
    assert_int_equal(DAY(item->due_on), today(l));
    assert_int_equal(referral_of(l, s)->outdated, OUTDATED_BECAUSE_LOSS);
    assert_int_equal(referral_of(l, s)->state, REFERRAL_STATE_SENT);
    intake__reopen_pregnancy_request *back = NEW(&l->t.a, intake__reopen_pregnancy_request);
    const intake__get_family_reply *f = family(&l->t, "team", s->family_id);
    back->family_id = s->family_id;
    back->version = f->kin_version;
    back->pregnancy_id = f->kin->pregnancies[0]->pregnancy_id;
    back->reason = "autre famille";
    assert_int_equal(ASK(&l->t, "team", ReopenPregnancy, reopen_pregnancy, back, NULL), 0);
    assert_null(asked(l, "coord"));
    lose(l, s);
    intake__cancel_referral_request *in = NEW(&l->t.a, intake__cancel_referral_request);
    in->referral_id = referral_of(l, s)->referral_id;
    in->version = referral_of(l, s)->version;
    assert_int_equal(ASK(&l->t, "desk", CancelReferral, cancel_referral, in, NULL), 0);
    assert_null(asked(l, "coord"));
}

static void met(struct loop *l) {
    const notifications__notice *notice = notices(l)->notices[0];
    notifications__report_first_contact_request *in = NEW(&l->t.a, notifications__report_first_contact_request);
    in->notice_id = notice->notice_id;
    in->version = notice->version;
    in->on = civil_date(&l->t.a, today(l));
    assert_int_equal(CALL(l->t.w, &l->t.a, "notifications", "maison", notifications, ReportFirstContact,
                          report_first_contact, in, NULL),
                     0);
    settle_all(l);
}

/* Who has met her goes on, but for what she no longer needs: a cradle, or the day on which it was to come. */
static void test_after_a_loss_who_has_met_her(void **state) {
    static const struct {
        sippe__need need;
        intake__shared_item more;
        bool asks;
    } each[] = {{NEED_FOOD_AID, 0, false}, {NEED_BABY_EQUIPMENT, 0, true}, {NEED_FOOD_AID, SHARED_ITEM_DUE_DATE, true}};
    (void)state;
    for (size_t i = 0; i < sizeof each / sizeof *each; i++) {
        struct loop *l = NULL;
        assert_int_equal(loop_opened((void **)&l), 0);
        intake__submit_screening_reply *s = referred_for(l, each[i].need, each[i].more);
        met(l);
        lose(l, s);
        assert_int_equal(asked(l, "coord") != NULL, each[i].asks);
        assert_int_equal(loop_closed((void **)&l), 0);
    }
}

/* A week more or less is no news; a month is. */
static void test_another_due_date(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = referred_for(l, NEED_BABY_EQUIPMENT, SHARED_ITEM_DUE_DATE);
    const intake__get_family_reply *f = family(&l->t, "team", s->family_id);
    static const int shifts[] = {10, -13, 30, 0};
    for (size_t i = 0; i < sizeof shifts / sizeof *shifts; i++) {
        intake__date_pregnancy_request *in = NEW(&l->t.a, intake__date_pregnancy_request);
        in->family_id = s->family_id;
        in->pregnancy_id = f->kin->pregnancies[0]->pregnancy_id;
        in->version = family(&l->t, "team", s->family_id)->kin_version;
        in->due_date = civil_date(&l->t.a, DAY(f->due_date) + shifts[i]);
        in->source = DUE_SOURCE_ULTRASOUND;
        in->reason = "échographie";
        assert_int_equal(ASK(&l->t, "team", DatePregnancy, date_pregnancy, in, NULL), 0);
        assert_int_equal(asked(l, "desk") != NULL, shifts[i] == 30);
    }
}

static void end(struct loop *l, const intake__submit_screening_reply *s, intake__end_reason why) {
    const intake__enrolment *e = family(&l->t, "team", s->family_id)->enrolment;
    intake__end_enrolment_request *in = NEW(&l->t.a, intake__end_enrolment_request);
    in->enrolment_id = e->enrolment_id;
    in->version = e->version;
    in->reason = why;
    assert_int_equal(ASK(&l->t, "team", EndEnrolment, end_enrolment, in, NULL), 0);
    settle_all(l);
}

static void taken_back(struct loop *l, const intake__submit_screening_reply *s) {
    const intake__enrolment *e = family(&l->t, "team", s->family_id)->enrolment;
    intake__reopen_enrolment_request *in = NEW(&l->t.a, intake__reopen_enrolment_request);
    in->enrolment_id = e->enrolment_id;
    in->version = e->version;
    in->reason = "close par erreur";
    assert_int_equal(ASK(&l->t, "team", ReopenEnrolment, reopen_enrolment, in, NULL), 0);
}

/* Nobody of ours follows her any more, and a partner may still call: somebody says whether it is to. */
static void test_after_the_follow_up(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *s = referred_for(l, NEED_FOOD_AID, 0);
    assert_int_equal(enrol(&l->t, s, NULL), 0);
    settle_all(l);
    end(l, s, END_REASON_FAMILY_WISH);
    assert_non_null(asked(l, "desk"));
    assert_int_equal(referral_of(l, s)->outdated, OUTDATED_BECAUSE_FOLLOW_UP_ENDED);
    taken_back(l, s);
    assert_null(asked(l, "team"));
    end(l, s, END_REASON_PREGNANCY_ENDED);
    assert_non_null(asked(l, "coord"));
    assert_int_equal(referral_of(l, s)->outdated, OUTDATED_BECAUSE_LOSS);
    taken_back(l, s);
    assert_null(asked(l, "coord"));
    lose(l, s);
    end(l, s, END_REASON_PREGNANCY_ENDED);
    taken_back(l, s); /* the end, and not what had happened */
    assert_non_null(asked(l, "coord"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, loop_opened, loop_closed)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_another_number),
        TEST(test_after_a_loss),
        cmocka_unit_test(test_after_a_loss_who_has_met_her),
        TEST(test_another_due_date),
        TEST(test_after_the_follow_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
