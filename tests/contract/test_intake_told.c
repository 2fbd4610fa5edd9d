/* What the calls and families of a few weeks leave behind, record by record and row by row. */
#include "intake_world.h"
#include "told.h"

struct story {
    struct desk t;
    struct told *told;
};

static int opened(void **state) {
    struct story *s = calloc(1, sizeof *s);
    desk_open(&s->t);
    assert_int_equal(adopt(&s->t, fixture_territory(&s->t.a)), 0);
    s->told = told_begin(s->t.w, &s->t.a, "intake");
    *state = s;
    return 0;
}

static int closed(void **state) {
    struct story *s = *state;
    desk_close(&s->t);
    free(s);
    return 0;
}

/* Twins, a concern for somebody's safety, an interpreter: all that a call may tell beside what everybody tells. */
static intake__screening *full_call(struct desk *t) {
    intake__screening *s = call_now(t);
    s->local_reference = "RJ-1";
    s->call->interpreter_needed = YES_NO_YES;
    s->call->attempt = 2;
    s->identity->alt_phone = "514 555-0189";
    s->identity->name->preferred = "Mo";
    s->pregnancy->multiple_pregnancy = YES_NO_YES;
    s->schooling->highest_diploma = DIPLOMA_DEC;
    s->urgent->safety_concern = YES_NO_YES;
    return s;
}

static ProtobufCBinaryData version_of(struct desk *t, ProtobufCBinaryData id) {
    return screening(t, id)->summary->version;
}

static intake__submit_screening_reply *called(struct story *s, intake__screening *answers, const char *done) {
    intake__submit_screening_reply *out = NULL;
    assert_int_equal(submit(&s->t, "desk", answers, &out), 0);
    told_records(s->told, done);
    return out;
}

static void tried(struct story *s, ProtobufCBinaryData id, intake__call_outcome outcome, int64_t back_ms) {
    const intake__screening_summary *sum = screening(&s->t, id)->summary;
    intake__submit_screening_reply about = {.screening_id = id, .version = sum->version, .family_id = sum->family_id};
    intake__record_family_call_request *in = call_to_her(&s->t, &about, outcome);
    intake__record_family_call_reply *out = NULL;
    in->told->at = back_ms ? NULL : instant(&s->t.a, world_now_ms(s->t.w) - 3600000);
    if (back_ms) in->told->call_back_at = instant(&s->t.a, world_now_ms(s->t.w) + back_ms);
    assert_int_equal(ASK(&s->t, "team", RecordFamilyCall, record_family_call, in, &out), 0);
    told_records(s->told, "a call was tried");
    told_answer(s->told, "its answer", &out->base);
}

static void amended(struct story *s, ProtobufCBinaryData id, intake__screening *answers) {
    intake__amend_screening_request *in = NEW(&s->t.a, intake__amend_screening_request);
    intake__amend_screening_reply *out = NULL;
    in->screening_id = id;
    in->version = version_of(&s->t, id);
    in->screening = answers;
    in->reason = "mal entendu";
    assert_int_equal(ASK(&s->t, "desk", AmendScreening, amend_screening, in, &out), 0);
    told_records(s->told, "corrected");
    told_answer(s->told, "its answer", &out->base);
}

static void decided(struct story *s, ProtobufCBinaryData id, intake__route route, const char *why) {
    intake__decide_route_request *in = NEW(&s->t.a, intake__decide_route_request);
    intake__decide_route_reply *out = NULL;
    in->screening_id = id;
    in->version = version_of(&s->t, id);
    in->route = route;
    in->override_reason = why;
    in->priority = 2;
    assert_int_equal(ASK(&s->t, "desk", DecideRoute, decide_route, in, &out), 0);
    told_records(s->told, "decided");
}

static void shown(struct story *s, ProtobufCBinaryData screening_id, ProtobufCBinaryData family_id) {
    told_answer(s->told, "the call is asked for", &screening(&s->t, screening_id)->base);
    told_answer(s->told, "the family is asked for", &family(&s->t, "desk", family_id)->base);
    told_answer(s->told, "the worklist is asked for", &worklist(&s->t, "coord")->base);
}

static void test_a_call_is_told(void **state) {
    struct story *s = *state;
    struct desk *t = &s->t;
    intake__submit_screening_reply *first = called(s, call_now(t), "a call");
    intake__screening *told = full_call(t);
    intake__submit_screening_reply *call = called(s, told, "a call that may be the same family's");
    told_answer(s->told, "its answer", &call->base);
    told_answer(s->told, "told once more", &called(s, told, "the same call")->base);
    shown(s, call->screening_id, call->family_id);
    intake__screening *unknown = full_call(t);
    unknown->income->annual = money_declined(&t->a);
    unknown->income->annual->not_known = NOT_KNOWN_UNKNOWN;
    amended(s, call->screening_id, unknown);
    tried(s, call->screening_id, CALL_OUTCOME_NO_ANSWER, 0);
    tried(s, call->screening_id, CALL_OUTCOME_CALL_BACK_AT, 3 * DAY_LONG);
    shown(s, call->screening_id, call->family_id);
    amended(s, call->screening_id, full_call(t));
    decided(s, call->screening_id, ROUTE_WAITLIST, "Plus de place avant janvier");
    shown(s, call->screening_id, call->family_id);
    unknown = full_call(t);
    unknown->schooling->highest_diploma = DIPLOMA_NONE;
    unknown->urgent->safety_concern = YES_NO_NO;
    amended(s, call->screening_id, unknown); /* the decision no longer agrees */
    shown(s, first->screening_id, first->family_id);
    told_rows(s->told);
    told_end(s->told, "intake_call");
}

static void test_a_start_week_is_told(void **state) {
    struct story *s = *state;
    struct desk *t = &s->t;
    intake__screening *early = call_now(t);
    early->pregnancy->due_date = told_day(&t->a, fixture_today() + 280 - 7 * 10);
    intake__submit_screening_reply *call = called(s, early, "a call in the tenth week");
    leap(t, 15 * DAY_LONG);
    told_records(s->told, "two weeks later");
    shown(s, call->screening_id, call->family_id);
    told_rows(s->told);
    told_end(s->told, "intake_start_week");
}

/* ---- families ---- */

static void born(struct story *s, ProtobufCBinaryData family_id, int children) {
    intake__record_birth_request *in = NEW(&s->t.a, intake__record_birth_request);
    in->sure = true;
    intake__record_birth_reply *out = NULL;
    in->family_id = family_id;
    in->birth_date = date(&s->t.a, 2026, 11, 19);
    in->children = children;
    assert_int_equal(ASK(&s->t, "team", RecordBirth, record_birth, in, &out), 0);
    told_records(s->told, "a birth");
}

static intake__enrol_family_reply *enrolled(struct story *s, const intake__submit_screening_reply *call) {
    intake__enrol_family_reply *out = NULL;
    assert_int_equal(enrol(&s->t, call, &out), 0);
    told_records(s->told, "enrolled");
    return out;
}

static void ended(struct story *s, const intake__enrol_family_reply *e) {
    intake__end_enrolment_request *in = NEW(&s->t.a, intake__end_enrolment_request);
    intake__end_enrolment_reply *out = NULL;
    in->enrolment_id = e->enrolment_id;
    in->version = e->version;
    in->reason = END_REASON_MOVED;
    in->note = "partie à Laval";
    assert_int_equal(ASK(&s->t, "team", EndEnrolment, end_enrolment, in, &out), 0);
    told_records(s->told, "the enrolment ends");
}

static void test_dates_are_told(void **state) {
    struct story *s = *state;
    struct desk *t = &s->t;
    intake__submit_screening_reply *call = called(s, full_call(t), "a call");
    decided(s, call->screening_id, ROUTE_SIPPE, "jumeaux");
    intake__enrol_family_reply *e = enrolled(s, call);
    intake__screening *redated = full_call(t);
    redated->pregnancy->due_date = told_day(&t->a, fixture_today() + 280 - 7 * 30);
    amended(s, call->screening_id, redated);
    redated->pregnancy->multiple_pregnancy = YES_NO_NO;
    redated->pregnancy->due_date = told_day(&t->a, fixture_today() + 280 - 7 * 31);
    amended(s, call->screening_id, redated);
    born(s, call->family_id, 2);
    shown(s, call->screening_id, call->family_id);
    redated->pregnancy->due_date = told_day(&t->a, fixture_today() + 280 - 7 * 32);
    amended(s, call->screening_id, redated); /* the birth that was recorded stands */
    ended(s, e);
    shown(s, call->screening_id, call->family_id);
    told_rows(s->told);
    told_end(s->told, "intake_dates");
}

static void consented(struct story *s, ProtobufCBinaryData family_id) {
    intake__record_consent_request *in = NEW(&s->t.a, intake__record_consent_request);
    intake__record_consent_reply *out = NULL;
    in->family_id = family_id;
    in->consent = NEW(&s->t.a, intake__consent);
    in->consent->purpose = CONSENT_PURPOSE_PARTNER_REFERRAL;
    in->consent->organization_id = family_id; /* any */
    APPEND(&s->t.a, in->consent, covers, SHARED_ITEM_PHONE);
    in->consent->given_by = CONSENT_GIVER_SELF;
    in->consent->mode = CONSENT_MODE_VERBAL;
    in->consent->given_at = instant(&s->t.a, world_now_ms(s->t.w) - 60000);
    in->consent->text_version = "C-2026-1";
    assert_int_equal(ASK(&s->t, "desk", RecordConsent, record_consent, in, &out), 0);
    told_records(s->told, "a consent");
}

static void merged(struct story *s, const intake__submit_screening_reply *call, ProtobufCBinaryData into) {
    intake__settle_match_request *in = NEW(&s->t.a, intake__settle_match_request);
    intake__settle_match_reply *out = NULL;
    in->screening_id = call->screening_id;
    in->version = version_of(&s->t, call->screening_id);
    in->same_as_family_id = into;
    assert_int_equal(ASK(&s->t, "coord", SettleMatch, settle_match, in, &out), 0);
    told_records(s->told, "settled");
    told_answer(s->told, "its answer", &out->base);
}

/* Of two CLSCs: all that the one had, an ended enrolment and a birth among it, is the other's now. */
static void test_families_become_one(void **state) {
    struct story *s = *state;
    struct desk *t = &s->t;
    intake__screening *there = call_now(t);
    intake__submit_screening_reply *known = NULL;
    there->call->clsc_code = "99002";
    there->identity->address->postal_code->code = "H1G 2A2";
    assert_int_equal(submit(t, "desk2", there, &known), 0);
    intake__submit_screening_reply *call = called(s, full_call(t), "a call");
    decided(s, call->screening_id, ROUTE_SIPPE, "jumeaux");
    ended(s, enrolled(s, call));
    born(s, call->family_id, 1);
    consented(s, call->family_id);
    merged(s, call, known->family_id);
    told_answer(s->told, "the family is asked for", &family(t, "coord", known->family_id)->base);
    told_answer(s->told, "the other is asked for", &family(t, "coord", call->family_id)->base);
    told_rows(s->told);
    told_end(s->told, "intake_merging");
}

/* An enrolled family, and a call of hers that was decided apart: nobody is asked to enrol her again. */
static void test_a_decision_joins_an_enrolment(void **state) {
    struct story *s = *state;
    struct desk *t = &s->t;
    intake__submit_screening_reply *known = called(s, call_now(t), "a call");
    decided(s, known->screening_id, ROUTE_SIPPE, "");
    enrolled(s, known);
    intake__submit_screening_reply *again = called(s, call_now(t), "another call of the same woman");
    decided(s, again->screening_id, ROUTE_SIPPE, "");
    merged(s, again, known->family_id);
    told_answer(s->told, "the worklist is asked for", &worklist(t, "coord")->base);
    told_rows(s->told);
    told_end(s->told, "intake_joined");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_call_is_told, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_start_week_is_told, opened, closed),
        cmocka_unit_test_setup_teardown(test_dates_are_told, opened, closed),
        cmocka_unit_test_setup_teardown(test_families_become_one, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_decision_joins_an_enrolment, opened, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
