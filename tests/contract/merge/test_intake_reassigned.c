/* What was recorded of one of two families while they were taken for one is the other's: recorded of her, struck out
 * where it stood, and sealed for her alone. */
#include "merge_world.h"

struct two {
    struct loop *l;
    struct desk *t;
    intake__submit_screening_reply *one, *other;
    intake__undo_match_reply *undone;
};

static void noted(struct desk *t, ProtobufCBinaryData family_id) {
    intake__record_note_request *in = NEW(&t->a, intake__record_note_request);
    in->family_id = family_id;
    in->words = NEW(&t->a, intake__note_words);
    in->words->text = "Elle attend des jumeaux.";
    assert_int_equal(ASK(t, "desk", RecordNote, record_note, in, NULL), 0);
}

static void called(struct desk *t, const intake__submit_screening_reply *s) {
    intake__record_family_call_request *in = call_to_her(t, s, CALL_OUTCOME_WRONG_NUMBER);
    in->screening_id = (ProtobufCBinaryData){0};
    in->version = (ProtobufCBinaryData){0};
    in->told->note = "Ce numéro n'est plus le sien.";
    assert_int_equal(ASK(t, "desk", RecordFamilyCall, record_family_call, in, NULL), 0);
}

static int disclosed(struct loop *l, ProtobufCBinaryData family_id) {
    intake__disclose_request *in = NEW(&l->t.a, intake__disclose_request);
    in->family_id = family_id;
    in->organization_id = l->organization;
    in->purpose = CONSENT_PURPOSE_PARTNER_REFERRAL;
    return ASK(&l->t, "desk", Disclose, disclose, in, NULL);
}

static int held(struct desk *t, ProtobufCBinaryData family_id) {
    intake__put_hold_request *in = NEW(&t->a, intake__put_hold_request);
    in->family_id = family_id;
    in->kind = HOLD_KIND_COMPLAINT;
    in->reason = "plainte en cours";
    return ASK(t, "privacy", PutHold, put_hold, in, NULL);
}

static int restricted(struct desk *t, ProtobufCBinaryData family_id) {
    intake__restrict_access_request *in = NEW(&t->a, intake__restrict_access_request);
    in->family_id = family_id;
    in->role = ROLE_TEAM;
    in->organization = "99001";
    in->asked_on = civil_date(&t->a, day_at(civil_zone(fixture_territory(&t->a)), world_now_ms(t->w)));
    return ASK(t, "coord", RestrictAccess, restrict_access, in, NULL);
}

/* One of each kind in between. */
static struct two parted(void **state) {
    struct loop *l = *state;
    struct two w = {.l = l, .t = &l->t};
    intake__decide_route_reply *out = NULL;
    intake__refer_to_partner_reply *r = NULL;
    w.one = calls_as(w.t, "Rose", "514 555-0142");
    assert_int_equal(decide(w.t, "desk", w.one->screening_id, w.one->version, ROUTE_SIPPE, &out), 0);
    w.other = calls_as(w.t, "Annie", "514 555-0142");
    assert_int_equal(decide(w.t, "desk", w.other->screening_id, w.other->version, ROUTE_SIPPE, &out), 0);
    merge_into(w.t, w.other, w.one->family_id);
    assert_int_equal(consent(l, consent_request(l, w.one->family_id), NULL), 0);
    noted(w.t, w.one->family_id);
    called(w.t, w.one);
    assert_int_equal(disclosed(l, w.one->family_id), 0);
    assert_int_equal(held(w.t, w.one->family_id), 0);
    assert_int_equal(restricted(w.t, w.one->family_id), 0);
    assert_int_equal(refer(l, w.one->family_id, l->service, &r), 0);
    settle_all(l);
    w.undone = undone(w.t, w.other->family_id);
    settle_all(l);
    return w;
}

static const intake__recorded_since *of(const struct two *w, intake__recorded_kind kind) {
    const intake__recorded_since *s = since_of(w->undone, kind);
    assert_non_null(s);
    return s;
}

static intake__reassign_thing_reply *over(struct two *w, intake__recorded_kind kind) {
    intake__reassign_thing_reply *out = NULL;
    assert_int_equal(reassign(w->t, of(w, kind), w->other->family_id, &out), 0);
    return out;
}

static void test_a_note(void **state) {
    struct two w = parted(state);
    over(&w, RECORDED_KIND_NOTE);
    assert_int_equal(family(w.t, "coord", w.one->family_id)->n_notes, 0);
    assert_int_equal(family(w.t, "coord", w.other->family_id)->n_notes, 1);
}

/* What it asks of a person is asked about her from now on. */
static void test_a_call(void **state) {
    struct two w = parted(state);
    over(&w, RECORDED_KIND_CALL);
    intake__get_family_reply *f = family(w.t, "coord", w.one->family_id), *g = family(w.t, "coord", w.other->family_id);
    assert_true(f->calls[0]->in_error);
    assert_int_equal(g->n_calls, 1);
    assert_int_equal(g->calls[0]->outcome, CALL_OUTCOME_WRONG_NUMBER);
    const sippe__work_item *item = work_of(worklist(w.t, "desk"), WORK_KIND_ASK_NUMBER);
    assert_non_null(item);
    assert_true(SAME_BYTES(item->family_id, w.other->family_id));
}

/* It covers nothing before she has confirmed it, and then what it says; of the one it was recorded of, nothing. */
static void test_a_consent(void **state) {
    struct two w = parted(state);
    intake__refer_to_partner_reply *r = NULL;
    intake__reassign_thing_reply *c = over(&w, RECORDED_KIND_CONSENT);
    assert_true(family(w.t, "coord", w.one->family_id)->consents[0]->in_error);
    assert_true(family(w.t, "coord", w.other->family_id)->consents[0]->to_confirm);
    assert_int_equal(disclosed(w.l, w.one->family_id), REASON_CONSENT_MISSING);
    assert_int_equal(disclosed(w.l, w.other->family_id), REASON_CONSENT_UNCONFIRMED);
    assert_int_equal(refer(w.l, w.other->family_id, w.l->service, &r), REASON_CONSENT_UNCONFIRMED);
    const sippe__work_item *item = work_of(worklist(w.t, "desk"), WORK_KIND_CONFIRM_CONSENT);
    assert_non_null(item);
    assert_non_null(item->due_on);
    assert_true(SAME_BYTES(item->thing, c->thing));
    intake__settle_work_request *in = NEW(&w.t->a, intake__settle_work_request);
    in->thing = c->thing;
    in->kind = WORK_KIND_CONFIRM_CONSENT;
    assert_int_equal(ASK(w.t, "desk", SettleWork, settle_work, in, NULL), REASON_FIELDS_INVALID);
    in->note = "Confirmé au téléphone.";
    assert_int_equal(ASK(w.t, "desk", SettleWork, settle_work, in, NULL), 0);
    assert_null(work_of(worklist(w.t, "desk"), WORK_KIND_CONFIRM_CONSENT));
    assert_int_equal(disclosed(w.l, w.other->family_id), 0);
}

/* The referral rests on the consent that was struck out: it stays until a person cancels it, and a withdrawal reaches
 * it whoever's the consent is by now. */
static void test_what_rests_on_it(void **state) {
    struct two w = parted(state);
    over(&w, RECORDED_KIND_CONSENT);
    intake__get_family_reply *f = family(w.t, "coord", w.one->family_id);
    assert_int_equal(f->referrals[0]->state, REFERRAL_STATE_SENT);
    intake__withdraw_consent_request *in = NEW(&w.t->a, intake__withdraw_consent_request);
    intake__withdraw_consent_reply *out = NULL;
    in->consent_id = f->consents[0]->consent_id;
    in->version = f->consents[0]->version;
    assert_int_equal(ASK(w.t, "desk", WithdrawConsent, withdraw_consent, in, &out), 0);
    assert_int_equal(out->referrals_cancelled, 1);
    settle_all(w.l);
}

static void test_a_disclosure(void **state) {
    struct two w = parted(state);
    over(&w, RECORDED_KIND_DISCLOSURE);
    intake__list_disclosures_request *in = NEW(&w.t->a, intake__list_disclosures_request);
    intake__list_disclosures_reply *out = NULL;
    in->family_id = w.other->family_id;
    assert_int_equal(ASK(w.t, "coord", ListDisclosures, list_disclosures, in, &out), 0);
    assert_int_equal(out->n_disclosures, 1);
    assert_false(out->disclosures[0]->in_error);
    in->family_id = w.one->family_id;
    assert_int_equal(ASK(w.t, "coord", ListDisclosures, list_disclosures, in, &out), 0);
    for (size_t i = 0; i < out->n_disclosures; i++)
        assert_int_equal(out->disclosures[i]->in_error, !out->disclosures[i]->referral_id.len);
}

static void test_a_hold(void **state) {
    struct two w = parted(state);
    over(&w, RECORDED_KIND_HOLD);
    assert_int_equal(family(w.t, "coord", w.one->family_id)->n_holds, 0);
    const intake__get_family_reply *f = family(w.t, "coord", w.other->family_id);
    assert_int_equal(f->n_holds, 1);
    assert_int_equal(f->holds[0]->kind, HOLD_KIND_COMPLAINT);
    assert_string_equal(f->holds[0]->reason, "plainte en cours");
}

static intake__list_restrictions_reply *restrictions(struct two *w, ProtobufCBinaryData family_id) {
    intake__list_restrictions_request *in = NEW(&w->t->a, intake__list_restrictions_request);
    intake__list_restrictions_reply *out = NULL;
    in->family_id = family_id;
    assert_int_equal(ASK(w->t, "coord", ListRestrictions, list_restrictions, in, &out), 0);
    return out;
}

/* Whom it keeps out finds the other file closed, and this one open. */
static void test_a_restriction(void **state) {
    struct two w = parted(state);
    intake__get_family_request *in = NEW(&w.t->a, intake__get_family_request);
    in->family_id = w.one->family_id;
    assert_int_equal(ASK(w.t, "team", GetFamily, get_family, in, NULL), REASON_NOT_FOUND);
    over(&w, RECORDED_KIND_RESTRICTION);
    settle_all(w.l);
    assert_int_equal(ASK(w.t, "team", GetFamily, get_family, in, NULL), 0);
    in->family_id = w.other->family_id;
    assert_int_equal(ASK(w.t, "team", GetFamily, get_family, in, NULL), REASON_NOT_FOUND);
    assert_true(restrictions(&w, w.one->family_id)->restrictions[0]->lifted);
    assert_false(restrictions(&w, w.other->family_id)->restrictions[0]->lifted);
}

static void test_refused(void **state) {
    struct two w = parted(state);
    intake__reassign_thing_reply *out = NULL;
    const intake__recorded_since *note = of(&w, RECORDED_KIND_NOTE);
    assert_false(of(&w, RECORDED_KIND_REFERRAL)->can_reassign);
    assert_int_equal(reassign(w.t, of(&w, RECORDED_KIND_REFERRAL), w.other->family_id, &out), REASON_NOT_REASSIGNABLE);
    assert_int_equal(reassign(w.t, note, w.one->family_id, &out), REASON_NOT_RECORDED_SINCE);
    intake__recorded_since stale = *note;
    stale.version = w.one->version;
    assert_int_equal(reassign(w.t, &stale, w.other->family_id, &out), REASON_VERSION_STALE);
    over(&w, RECORDED_KIND_NOTE);
    assert_int_equal(reassign(w.t, note, w.other->family_id, &out), REASON_REASSIGNED_ALREADY);
    intake__submit_screening_reply *third = calls_as(w.t, "Claire", "514 555-0177");
    assert_int_equal(reassign(w.t, of(&w, RECORDED_KIND_CALL), third->family_id, &out), REASON_NOT_RECORDED_SINCE);
    merge_into(w.t, w.other, w.one->family_id);
    assert_int_equal(reassign(w.t, of(&w, RECORDED_KIND_CALL), w.other->family_id, &out), REASON_FAMILY_MERGED);
}

/* One that is hers by now is no more to be looked at; once all are, nobody need look. */
static void test_what_is_left_to_look_at(void **state) {
    struct two w = parted(state);
    intake__merge *m = merges_of(w.t, w.one->family_id)->merges[0];
    assert_int_equal(m->n_since, w.undone->n_since);
    intake__reassign_thing_reply *note = over(&w, RECORDED_KIND_NOTE);
    m = merges_of(w.t, w.one->family_id)->merges[0];
    for (size_t i = 0; i < m->n_since; i++)
        if (m->since[i]->kind == RECORDED_KIND_NOTE) assert_true(SAME_BYTES(m->since[i]->reassigned_as, note->thing));
    assert_true(m->to_review);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_note, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_call, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_consent, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_what_rests_on_it, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_disclosure, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_hold, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_restriction, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_refused, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_what_is_left_to_look_at, loop_opened, loop_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
