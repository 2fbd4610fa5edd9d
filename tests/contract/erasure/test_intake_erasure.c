/* A family is erased by two persons, after a delay, and nothing of her can be recorded or shown again. */
#include "erasure_world.h"

static ProtobufCBinaryData family_of(struct loop *l) { return family_for_sippe(&l->t)->family_id; }

static intake__preview_erasure_reply *preview(struct loop *l, ProtobufCBinaryData family_id, const char *rule) {
    intake__preview_erasure_request *in = NEW(&l->t.a, intake__preview_erasure_request);
    intake__preview_erasure_reply *out = NULL;
    in->family_id = family_id;
    in->rule = rule;
    assert_int_equal(ASK(&l->t, "coord", PreviewErasure, preview_erasure, in, &out), 0);
    return out;
}

/* ---- the proposal ---- */

static void test_it_is_proposed_by_a_rule(void **state) {
    struct loop *l = *state;
    intake__propose_erasure_reply *out = NULL;
    intake__propose_erasure_request *in = proposal(l, family_of(l));
    in->rule = "CURIOSITY";
    assert_int_equal(propose_as(l, in, &out), REASON_ERASURE_RULE_UNKNOWN);
    in->rule = "RETENTION_OVER";
    assert_int_equal(propose_as(l, in, &out), REASON_ERASURE_TOO_EARLY);
    in->rule = "ON_REQUEST";
    in->reason = " ";
    assert_int_equal(propose_as(l, in, &out), REASON_FIELDS_INVALID);
    in->reason = "demande";
    assert_int_equal(ASK(&l->t, "desk", ProposeErasure, propose_erasure, in, NULL), REASON_NOT_ALLOWED);
    assert_int_equal(propose_as(l, in, &out), 0);
    assert_int_equal(DAY(out->confirm_from),
                     day_at(civil_zone(fixture_territory(&l->t.a)), world_now_ms(l->t.w)) + DELAY_DAYS);
    assert_int_equal(propose_as(l, in, &out), REASON_ERASURE_PROPOSED);
    in->family_id = numbered(&l->t.a, "nobody");
    assert_int_equal(propose_as(l, in, &out), REASON_NOT_FOUND);
}

static void test_without_rules_nothing_is(void **state) {
    struct loop *l = *state;
    intake__propose_erasure_reply *out = NULL;
    sippe__territory *t = fixture_territory(&l->t.a);
    t->label = "sans destruction";
    assert_int_equal(adopt(&l->t, t), 0);
    assert_int_equal(propose_as(l, proposal(l, family_of(l)), &out), REASON_ERASURE_RULE_UNKNOWN);
}

static void test_the_time_of_the_rule_passes(void **state) {
    struct loop *l = *state;
    intake__propose_erasure_reply *out = NULL;
    intake__propose_erasure_request *in = proposal(l, family_of(l));
    in->rule = "RETENTION_OVER";
    const intake__preview_erasure_reply *p = preview(l, in->family_id, in->rule);
    assert_int_equal(p->n_in_the_way, 1);
    assert_int_equal(p->in_the_way[0], REASON_ERASURE_TOO_EARLY);
    assert_int_equal(DAY(p->propose_from), day_add_months(DAY(p->last_on), RETENTION_MONTHS));
    leap(&l->t, 370 * DAY_LONG);
    assert_int_equal(preview(l, in->family_id, in->rule)->n_in_the_way, 0);
    assert_int_equal(propose_as(l, in, &out), 0);
}

static void test_who_is_followed_is_not_erased(void **state) {
    struct loop *l = *state;
    intake__enrol_family_reply *enrolled = NULL;
    intake__propose_erasure_reply *out = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    ProtobufCBinaryData id = proposed(l, s->family_id)->erasure_id;
    assert_int_equal(enrol(&l->t, s, &enrolled), 0);
    settle_all(l);
    delay_passes(l);
    assert_int_equal(confirm_as(l, "coord2", id), REASON_ERASURE_OUTDATED);
    intake__withdraw_erasure_request *w = NEW(&l->t.a, intake__withdraw_erasure_request);
    w->erasure_id = id;
    w->version = erasure(l, id)->version;
    assert_int_equal(ASK(&l->t, "coord", WithdrawErasure, withdraw_erasure, w, NULL), 0);
    assert_int_equal(propose_as(l, proposal(l, s->family_id), &out), REASON_ERASURE_ENROLLED);
}

/* Who holds something learns of it before all is gone. */
static void test_a_proposal_takes_back_what_left(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    const intake__preview_erasure_reply *p = preview(l, s->family_id, "ON_REQUEST");
    assert_true(p->screenings == 1 && p->consents == 1 && p->referrals == 1);
    assert_int_equal(p->n_to_cancel, 1);
    assert_int_equal(referral_of(l, s)->state, REFERRAL_STATE_SENT); /* changed nothing */
    intake__propose_erasure_reply *out = proposed(l, s->family_id);
    assert_true(out->consents_withdrawn == 1 && out->referrals_cancelled == 1);
    assert_int_equal(referral_of(l, s)->state, REFERRAL_STATE_CANCELLED);
    assert_non_null(work_of(worklist(&l->t, "desk"), WORK_KIND_TELL_HOLDER));
    assert_null(work_of(worklist(&l->t, "desk"), WORK_KIND_CONFIRM_ERASURE));
    assert_non_null(work_of(worklist(&l->t, "coord"), WORK_KIND_CONFIRM_ERASURE));
    assert_non_null(family(&l->t, "desk", s->family_id)->erasure);
}

static void test_it_is_taken_back_and_what_was_withdrawn_stays(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    intake__withdraw_erasure_request *in = NEW(&l->t.a, intake__withdraw_erasure_request);
    in->erasure_id = proposed(l, s->family_id)->erasure_id;
    assert_int_equal(ASK(&l->t, "coord2", WithdrawErasure, withdraw_erasure, in, NULL), REASON_VERSION_STALE);
    in->version = erasure(l, in->erasure_id)->version;
    assert_int_equal(ASK(&l->t, "coord2", WithdrawErasure, withdraw_erasure, in, NULL), 0);
    assert_null(work_of(worklist(&l->t, "coord"), WORK_KIND_CONFIRM_ERASURE));
    assert_null(family(&l->t, "desk", s->family_id)->erasure);
    assert_non_null(family(&l->t, "desk", s->family_id)->consents[0]->withdrawn_at);
    in->version = erasure(l, in->erasure_id)->version;
    assert_int_equal(ASK(&l->t, "coord2", WithdrawErasure, withdraw_erasure, in, NULL), REASON_MOVE_ILLEGAL);
    delay_passes(l);
    assert_int_equal(confirm_as(l, "coord2", in->erasure_id), REASON_MOVE_ILLEGAL);
    proposed(l, s->family_id);
}

/* ---- the confirmation ---- */

static void test_another_person_after_the_delay(void **state) {
    struct loop *l = *state;
    ProtobufCBinaryData id = proposed(l, family_of(l))->erasure_id;
    assert_int_equal(confirm_as(l, "coord2", id), REASON_ERASURE_DELAY);
    delay_passes(l);
    assert_int_equal(confirm_as(l, "coord", id), REASON_ERASURE_SAME_PERSON);
    assert_int_equal(confirm_as(l, "coord2", id), 0);
    assert_int_equal(confirm_as(l, "coord2", id), REASON_MOVE_ILLEGAL);
}

static void test_what_happens_since_needs_another_look(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    ProtobufCBinaryData id = proposed(l, s->family_id)->erasure_id;
    delay_passes(l);
    assert_int_equal(consent(l, consent_request(l, s->family_id), &c), 0);
    assert_int_equal(confirm_as(l, "coord2", id), REASON_ERASURE_OUTDATED);
}

static void test_a_hold_keeps_her(void **state) {
    struct loop *l = *state;
    intake__put_hold_reply *h = NULL, *mine = NULL;
    ProtobufCBinaryData who = family_of(l), id = proposed(l, who)->erasure_id;
    assert_int_equal(hold(l, "desk", who, &h), REASON_NOT_ALLOWED);
    assert_int_equal(hold(l, "privacy", who, &h), 0);
    assert_int_equal(hold(l, "coord", who, &mine), 0);
    assert_int_equal(family(&l->t, "coord", who)->n_holds, 2);
    assert_int_equal(family(&l->t, "desk", who)->n_holds, 0);
    intake__list_holds_request *all = NEW(&l->t.a, intake__list_holds_request);
    intake__list_holds_reply *list = NULL;
    assert_int_equal(ASK(&l->t, "privacy", ListHolds, list_holds, all, &list), 0);
    assert_int_equal(list->n_holds, 2);
    assert_string_equal(list->holds[0]->reason, "plainte en cours");
    delay_passes(l);
    assert_int_equal(confirm_as(l, "coord2", id), REASON_ERASURE_ON_HOLD);
    assert_int_equal(lift(l, "coord", h), 0);
    assert_int_equal(lift(l, "coord", h), REASON_NOT_FOUND);
    assert_int_equal(confirm_as(l, "coord2", id), REASON_ERASURE_ON_HOLD);
    assert_int_equal(lift(l, "privacy", mine), 0);
    assert_int_equal(confirm_as(l, "coord2", id), 0);
}

static void test_who_holds_something_is_told_first(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    ProtobufCBinaryData id = proposed(l, s->family_id)->erasure_id;
    delay_passes(l);
    assert_int_equal(confirm_as(l, "coord2", id), REASON_HOLDERS_TO_TELL);
    assert_int_equal(give_up(l, r->referral_id, ""), REASON_FIELDS_INVALID);
    assert_int_equal(give_up(l, r->referral_id, "l'organisme est fermé"), 0);
    assert_int_equal(give_up(l, r->referral_id, "encore"), REASON_NOBODY_TO_TELL);
    assert_int_equal(confirm_as(l, "coord2", id), 0);
    const intake__erasure *e = erasure(l, id);
    assert_int_equal(e->n_holders, 1);
    assert_string_equal(e->holders[0]->organization_name, "Maison des familles");
    assert_true(e->holders[0]->given_up && !e->holders[0]->told_on);
}

/* A record about this subject stands held at intake, or no longer. */
static void held(struct loop *l, ProtobufCBinaryData subject, bool is) {
    struct engine *e = world_engine(l->t.w, "intake");
    struct key key = KEY(KEY_ID(id_of(subject)), KEY_TEXT("scheduling"), KEY_U64(1));
    struct txn t;
    assert_int_equal(txn_begin(e->store, true, &t), 0);
    if (is)
        txn_put(&t, TABLE_HELD_SUBJECT, &key, (struct span){NULL, 0});
    else
        txn_delete(&t, TABLE_HELD_SUBJECT, &key);
    assert_int_equal(txn_commit(&t), 0);
}

/* What was not read yet may say that a partner holds more of her, or that she has called. */
static void test_what_is_unread_is_read_first(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    ProtobufCBinaryData id = proposed(l, s->family_id)->erasure_id, subjects[] = {s->family_id, r->referral_id};
    assert_int_equal(give_up(l, r->referral_id, "fermé"), 0);
    delay_passes(l);
    for (size_t i = 0; i < 2; i++) {
        held(l, subjects[i], true);
        assert_int_equal(confirm_as(l, "coord2", id), REASON_HELD);
        held(l, subjects[i], false);
    }
    assert_int_equal(confirm_as(l, "coord2", id), 0);
}

/* Among what a restore has lost may be a hold. */
static void test_a_restore_is_reviewed_first(void **state) {
    struct loop *l = *state;
    node__backup_reply *done[DAEMONS];
    ProtobufCBinaryData id = proposed(l, family_of(l))->erasure_id;
    delay_passes(l);
    world_backup(l->t.w, &l->t.a, "op", "c1", done);
    world_cut_keep(l->t.w, "c1");
    world_restore(l->t.w, 1009);
    settle_all(l);
    assert_int_equal(confirm_as(l, "coord2", id), REASON_RESTORE_UNREVIEWED);
}

/* Two memberships, one worker: one person. */
static void test_a_person_has_one_voice(void **state) {
    struct loop *l = *state;
    static const char *const names[] = {"roy", "roy-soir"};
    intake__propose_erasure_reply *out = NULL;
    for (size_t i = 0; i < 2; i++) {
        intake__add_member_request *in = member_request(&l->t, names[i], ROLE_COORDINATOR, "");
        in->member->worker = "ts-7";
        assert_int_equal(member_add(&l->t, in), 0);
    }
    intake__propose_erasure_request *in = proposal(l, family_of(l));
    assert_int_equal(ASK(&l->t, "roy", ProposeErasure, propose_erasure, in, &out), 0);
    delay_passes(l);
    assert_int_equal(confirm_as(l, "roy-soir", out->erasure_id), REASON_ERASURE_SAME_PERSON);
    assert_int_equal(confirm_as(l, "coord2", out->erasure_id), 0);
}

/* ---- afterwards ---- */

static void test_her_number_leads_to_the_certificate(void **state) {
    struct loop *l = *state;
    intake__get_family_reply *f = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t), *next = NULL;
    const intake__erasure *e = erased(l, s->family_id);
    assert_true(answered_all(e));
    assert_int_equal(e->state, ERASURE_STATE_PROVISIONAL);
    assert_string_equal(e->number, s->family_number);
    assert_string_equal(e->reason, "");
    assert_string_equal(e->proposed_by, "coord");
    assert_string_equal(e->confirmed_by, "coord2");
    assert_int_equal(get_by_number(l, "desk", s->family_number, &f), REASON_NOT_FOUND);
    assert_int_equal(get_by_number(l, "coord", s->family_number, &f), 0);
    assert_true(SAME_BYTES(f->erasure->erasure_id, e->erasure_id));
    assert_true(!f->name && !f->family_id.len && !f->n_screenings);
    intake__find_family_request *in = NEW(&l->t.a, intake__find_family_request);
    intake__find_family_reply *found = NULL;
    in->number = s->family_number;
    assert_int_equal(ASK(&l->t, "desk", FindFamily, find_family, in, &found), 0);
    assert_int_equal(found->n_families, 0);
    assert_int_equal(ASK(&l->t, "coord", FindFamily, find_family, in, &found), 0);
    assert_int_equal(found->n_families, 1);
    assert_true(SAME_BYTES(found->families[0]->erasure_id, e->erasure_id));
    assert_non_null(found->families[0]->erased_at);
    assert_int_equal(submit(&l->t, "desk", call_now(&l->t), &next), 0);
    assert_string_not_equal(next->family_number, s->family_number);
    assert_int_equal(next->n_matches, 0);
}

static void test_nothing_is_recorded_of_her(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__get_family_reply *f = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    erased(l, s->family_id);
    assert_int_equal(consent(l, consent_request(l, s->family_id), &c), REASON_NOT_FOUND);
    intake__get_family_request *in = NEW(&l->t.a, intake__get_family_request);
    in->family_id = s->family_id;
    assert_int_equal(ASK(&l->t, "desk", GetFamily, get_family, in, &f), REASON_NOT_FOUND);
    assert_int_equal(ASK(&l->t, "coord", GetFamily, get_family, in, &f), 0);
    assert_non_null(f->erasure);
    assert_int_equal(worklist(&l->t, "coord")->n_items, 0);
}

/* She whom another family was merged into takes her along, with all that was hers. */
static void test_whoever_became_her_goes_too(void **state) {
    struct loop *l = *state;
    intake__get_family_reply *f = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t), *other = NULL;
    assert_int_equal(submit(&l->t, "desk", call_now(&l->t), &other), 0);
    intake__settle_match_request *in = NEW(&l->t.a, intake__settle_match_request);
    in->screening_id = other->screening_id;
    in->version = other->version;
    in->same_as_family_id = s->family_id;
    intake__put_hold_reply *h = NULL;
    assert_int_equal(hold(l, "coord", other->family_id, &h), 0);
    assert_int_equal(ASK(&l->t, "desk", SettleMatch, settle_match, in, NULL), 0);
    assert_int_equal(preview(l, s->family_id, "ON_REQUEST")->n_merged_numbers, 1);
    ProtobufCBinaryData id = proposed(l, s->family_id)->erasure_id;
    delay_passes(l);
    assert_int_equal(confirm_as(l, "coord2", id), REASON_ERASURE_ON_HOLD); /* put before they were one */
    assert_int_equal(lift(l, "coord", h), 0);
    assert_int_equal(confirm_as(l, "coord2", id), 0);
    assert_int_equal(get_by_number(l, "coord", other->family_number, &f), 0);
    assert_true(SAME_BYTES(f->erasure->erasure_id, id));
    assert_int_equal(erasure(l, id)->n_merged_numbers, 1);
}

/* The register of a year outlives her, and so do the numbers of others. */
static void test_a_rebuild_gives_what_is_left(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r), *again = NULL;
    intake__submit_screening_request *in = NEW(&l->t.a, intake__submit_screening_request);
    in->screening = call_now(&l->t);
    in->family_id = s->family_id;
    assert_int_equal(ASK(&l->t, "desk", SubmitScreening, submit_screening, in, &again), 0);
    ProtobufCBinaryData id = proposed(l, s->family_id)->erasure_id;
    assert_int_equal(give_up(l, r->referral_id, "fermé"), 0);
    delay_passes(l);
    assert_int_equal(confirm_as(l, "coord2", id), 0);
    assert_null(world_verify(l->t.w));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_it_is_proposed_by_a_rule, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_without_rules_nothing_is, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_the_time_of_the_rule_passes, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_who_is_followed_is_not_erased, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_proposal_takes_back_what_left, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_it_is_taken_back_and_what_was_withdrawn_stays, erasure_opened,
                                        loop_closed),
        cmocka_unit_test_setup_teardown(test_another_person_after_the_delay, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_what_happens_since_needs_another_look, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_hold_keeps_her, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_who_holds_something_is_told_first, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_what_is_unread_is_read_first, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_restore_is_reviewed_first, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_person_has_one_voice, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_her_number_leads_to_the_certificate, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_nothing_is_recorded_of_her, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_whoever_became_her_goes_too, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_rebuild_gives_what_is_left, erasure_opened, loop_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
