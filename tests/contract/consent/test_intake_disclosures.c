/* The register of what has left, and that nothing leaves for a purpose that was not agreed to. */
#include "consent_world.h"

/* Who asks for a referral's organisation, asks for that and for nothing else. */
static void test_a_purpose_is_for_itself(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__disclose_reply *d = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    assert_int_equal(disclose(l, s->family_id, &d), REASON_CONSENT_MISSING);
    assert_int_equal(consent_to_interpret(l, s->family_id, &c), 0);
    static const struct {
        intake__consent_purpose purpose;
        bool to_partner;
        int reason;
    } asks[] = {{CONSENT_PURPOSE_INTERPRETER, false, 0},
                {CONSENT_PURPOSE_INTERPRETER, true, REASON_CONSENT_MISSING},
                {CONSENT_PURPOSE_INSTITUTION, false, REASON_CONSENT_MISSING},
                {CONSENT_PURPOSE_PARTNER_REFERRAL, false, REASON_CONSENT_MISSING},
                {CONSENT_PURPOSE_UNSPECIFIED, false, REASON_FIELDS_INVALID}};
    for (size_t i = 0; i < COUNT(asks); i++) {
        ProtobufCBinaryData to = asks[i].to_partner ? l->organization : interpreters(l);
        int reason = disclose_items(l, s->family_id, to, asks[i].purpose, 0, &d);
        if (reason != asks[i].reason) fail_msg("row %zu: %d", i, reason);
    }
    assert_int_equal(refer(l, s->family_id, l->service, &r), REASON_CONSENT_MISSING);
}

static void test_only_what_is_covered(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__disclose_reply *d = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    assert_int_equal(consent_to_interpret(l, s->family_id, &c), 0);
    intake__consent_purpose purpose = CONSENT_PURPOSE_INTERPRETER;
    assert_int_equal(disclose_items(l, s->family_id, interpreters(l), purpose, SHARED_ITEM_POSTAL_AREA, &d),
                     REASON_ITEM_NOT_COVERED);
    assert_int_equal(disclose_items(l, s->family_id, interpreters(l), purpose, SHARED_ITEM_PHONE, &d), 0);
    assert_int_equal(d->n_items, 1);
    assert_int_equal(disclose(l, s->family_id, &d), 0);
    assert_int_equal(d->n_items, 3);
    assert_int_equal(registered(l, s->family_id)->n_disclosures, 2);
}

static void test_nothing_after_a_withdrawal_or_an_end(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__withdraw_consent_reply *out = NULL;
    intake__disclose_reply *d = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    assert_int_equal(consent_to_interpret(l, s->family_id, &c), 0);
    assert_int_equal(withdraw(l, c, &out), 0);
    assert_int_equal(disclose(l, s->family_id, &d), REASON_CONSENT_WITHDRAWN);
    s = family_for_sippe(&l->t);
    assert_int_equal(consent_to_interpret(l, s->family_id, &c), 0);
    leap(&l->t, 400 * DAY_LONG);
    assert_int_equal(disclose(l, s->family_id, &d), REASON_CONSENT_EXPIRED);
    assert_int_equal(registered(l, s->family_id)->n_disclosures, 0);
}

/* A notice, a sheet and a word: each is an entry, with what left and who let it leave. */
static void test_each_way_is_an_entry(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__disclose_reply *d = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    assert_int_equal(print_sheet(l, r->referral_id), 0);
    settle_all(l);
    assert_int_equal(consent_to_interpret(l, s->family_id, &c), 0);
    assert_int_equal(disclose(l, s->family_id, &d), 0);
    const intake__list_disclosures_reply *list = registered(l, s->family_id);
    static const struct {
        intake__disclosure_way way;
        const char *by, *organization;
        size_t n_items;
    } rows[] = {{DISCLOSURE_WAY_PERSON, "desk", "", 3},
                {DISCLOSURE_WAY_SHEET, "team", "Maison des familles", 3},
                {DISCLOSURE_WAY_NOTICE, "desk", "Maison des familles", 3}};
    assert_int_equal(list->n_disclosures, COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++) {
        const intake__disclosure *e = list->disclosures[i];
        assert_int_equal(e->way, rows[i].way);
        assert_string_equal(e->disclosed_by, rows[i].by);
        assert_string_equal(e->organization_name, rows[i].organization);
        assert_int_equal(e->n_items, rows[i].n_items); /* the note and the language were not covered */
        assert_int_equal(e->referral_id.len, i ? ID_LEN : 0);
        assert_int_equal(e->consent_id.len, ID_LEN);
        assert_null(e->recalled_at);
        assert_int_equal(DAY(e->keep_until), day_add_months(day_at(civil_zone(NULL), world_now_ms(l->t.w)), 120));
    }
    assert_int_equal(list->disclosures[2]->items[2], SHARED_ITEM_NEED);
}

/* What was sent and never arrived left nothing. */
static void test_what_never_left_is_no_entry(void **state) {
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
    assert_int_equal(registered(l, s->family_id)->n_disclosures, 0);
    assert_null(to_tell(l));
}

/* It ends by itself, and not with the family. */
static void test_the_register_has_an_end_of_its_own(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__withdraw_consent_reply *out = NULL;
    intake__disclose_reply *d = NULL;
    intake__submit_screening_reply *s = family_for_sippe(&l->t);
    assert_int_equal(consent_to_interpret(l, s->family_id, &c), 0);
    assert_int_equal(disclose(l, s->family_id, &d), 0);
    assert_int_equal(withdraw(l, c, &out), 0);
    leap(&l->t, 3648 * DAY_LONG);
    assert_int_equal(registered(l, s->family_id)->n_disclosures, 1);
    leap(&l->t, 10 * DAY_LONG);
    assert_int_equal(registered(l, s->family_id)->n_disclosures, 0);
    assert_null(to_tell(l));
    assert_int_equal(family(&l->t, "desk", s->family_id)->n_consents, 1);
}

/* A merge takes the register along, and a withdrawal still reaches what was told before it. */
static void test_a_merge_takes_it_along(void **state) {
    struct loop *l = *state;
    intake__submit_screening_reply *known = NULL, *call = NULL;
    intake__record_consent_reply *c = NULL;
    intake__withdraw_consent_reply *out = NULL;
    intake__disclose_reply *d = NULL;
    assert_int_equal(submit(&l->t, "desk", call_now(&l->t), &known), 0);
    call = family_for_sippe(&l->t);
    assert_int_equal(consent_to_interpret(l, call->family_id, &c), 0);
    assert_int_equal(disclose(l, call->family_id, &d), 0);
    intake__settle_match_request *in = NEW(&l->t.a, intake__settle_match_request);
    intake__settle_match_reply *merged = NULL;
    in->screening_id = call->screening_id;
    in->version = screening(&l->t, call->screening_id)->summary->version;
    in->same_as_family_id = known->family_id;
    assert_int_equal(ASK(&l->t, "desk", SettleMatch, settle_match, in, &merged), 0);
    assert_int_equal(disclose(l, call->family_id, &d), REASON_FAMILY_MERGED);
    assert_int_equal(registered(l, known->family_id)->n_disclosures, 1);
    assert_int_equal(withdraw(l, c, &out), 0);
    assert_true(SAME_BYTES(to_tell(l)->family_id, known->family_id));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_purpose_is_for_itself, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_only_what_is_covered, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_nothing_after_a_withdrawal_or_an_end, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_each_way_is_an_entry, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_what_never_left_is_no_entry, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_the_register_has_an_end_of_its_own, loop_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_merge_takes_it_along, loop_opened, loop_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
