/* What must not be done, one step away from what may: another family's decision, a family that is no more, a name that
 * the configuration has, a birth that is known or cannot be. */
#include "intake_world.h"

static int adopted(void **state) {
    struct desk *t = calloc(1, sizeof *t);
    desk_open(t);
    assert_int_equal(adopt(t, fixture_territory(&t->a)), 0);
    *state = t;
    return 0;
}

static int closed(void **state) {
    desk_close(*state);
    free(*state);
    return 0;
}

static intake__submit_screening_reply *called(struct desk *t, intake__screening *s) {
    intake__submit_screening_reply *out = NULL;
    assert_int_equal(submit(t, "desk", s, &out), 0);
    return out;
}

static void test_another_familys_decision(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *decided = family_for_sippe(t), *other = called(t, call_now(t));
    intake__enrol_family_request *in = NEW(&t->a, intake__enrol_family_request);
    intake__enrol_family_reply *out = NULL;
    in->family_id = other->family_id;
    in->screening_id = decided->screening_id;
    assert_int_equal(ASK(t, "team", EnrolFamily, enrol_family, in, &out), REASON_NOT_FOUND);
    in->family_id = decided->family_id;
    assert_int_equal(ASK(t, "team", EnrolFamily, enrol_family, in, &out), 0);
}

static int born(struct desk *t, ProtobufCBinaryData family_id, sippe__date *on) {
    intake__record_birth_request *in = NEW(&t->a, intake__record_birth_request);
    in->sure = true;
    intake__record_birth_reply *out = NULL;
    in->family_id = family_id;
    in->birth_date = on;
    return ASK(t, "team", RecordBirth, record_birth, in, &out);
}

/* All that is asked for a family that became another one is refused: the other one is named by who reads her file. */
static void test_a_family_that_was_merged(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *gone = family_for_sippe(t), *left = called(t, call_now(t));
    intake__settle_match_request *settle = NEW(&t->a, intake__settle_match_request);
    intake__settle_match_reply *settled = NULL;
    settle->screening_id = gone->screening_id;
    settle->version = screening(t, gone->screening_id)->summary->version;
    settle->same_as_family_id = left->family_id;
    assert_int_equal(ASK(t, "desk", SettleMatch, settle_match, settle, &settled), 0);
    intake__enrol_family_reply *out = NULL;
    assert_int_equal(enrol(t, gone, &out), REASON_FAMILY_MERGED);
    assert_int_equal(born(t, gone->family_id, date(&t->a, 2026, 11, 19)), REASON_FAMILY_MERGED);
    intake__record_consent_request *consent = NEW(&t->a, intake__record_consent_request);
    intake__record_consent_reply *consented = NULL;
    consent->family_id = gone->family_id;
    assert_int_equal(ASK(t, "desk", RecordConsent, record_consent, consent, &consented), REASON_FAMILY_MERGED);
    assert_int_equal(born(t, left->family_id, date(&t->a, 2026, 11, 19)), 0);
}

static void test_births(void **state) {
    struct desk *t = *state;
    intake__screening *told = call_now(t);
    told->pregnancy->already_delivered = YES_NO_YES;
    told->pregnancy->child_birth_date = date(&t->a, 2026, 10, 1);
    intake__submit_screening_reply *known = called(t, told);
    assert_int_equal(born(t, known->family_id, date(&t->a, 2026, 10, 2)), REASON_BIRTH_KNOWN);
    intake__submit_screening_reply *s = called(t, call_now(t));
    assert_int_equal(born(t, s->family_id, date(&t->a, 2019, 1, 1)), REASON_FIELDS_INVALID);
    assert_int_equal(born(t, s->family_id, date(&t->a, 2021, 11, 30)), 0); /* told late */
}

static int consent(struct desk *t, ProtobufCBinaryData family_id, const char *text_version, int64_t given_ms,
                   sippe__status **status) {
    intake__record_consent_request *in = NEW(&t->a, intake__record_consent_request);
    intake__record_consent_reply *out = NULL;
    in->family_id = family_id;
    in->consent = NEW(&t->a, intake__consent);
    in->consent->purpose = CONSENT_PURPOSE_PARTNER_REFERRAL;
    in->consent->organization_id = family_id; /* any */
    APPEND(&t->a, in->consent, covers, SHARED_ITEM_PHONE);
    in->consent->given_by = CONSENT_GIVER_SELF;
    in->consent->mode = CONSENT_MODE_VERBAL;
    in->consent->given_at = instant(&t->a, given_ms);
    in->consent->text_version = text_version;
    return world_call(t->w, &t->a, "intake", "desk", "intake.RecordConsent", world_request_id(t->w), &in->base,
                      &intake__record_consent_reply__descriptor, &out, status);
}

/* What was read to her is one of the texts of the rules of that day, whatever was adopted since. */
static void test_words_that_the_day_does_not_have(void **state) {
    struct desk *t = *state;
    sippe__status *status = NULL;
    intake__submit_screening_reply *s = called(t, call_now(t));
    sippe__territory *rules = fixture_territory(&t->a);
    rules->label = "2026-12";
    rules->valid_from = date(&t->a, 2026, 12, 1);
    rules->consent_texts[0]->version = "C-2026-2";
    assert_int_equal(adopt(t, rules), 0);
    int64_t today = world_now_ms(t->w) - 60000;
    assert_int_equal(consent(t, s->family_id, "nimporte", today, &status), REASON_FIELDS_INVALID);
    assert_int_equal(status->n_violations, 1);
    assert_string_equal(status->violations[0]->path, "consent.text_version");
    assert_int_equal(status->violations[0]->reason, REASON_TEXT_VERSION_UNKNOWN);
    assert_int_equal(consent(t, s->family_id, "C-2026-2", today, &status), REASON_FIELDS_INVALID); /* not yet */
    assert_int_equal(consent(t, s->family_id, "C-2026-1", today, &status), 0);
    leap(t, 20 * DAY_LONG);
    assert_int_equal(consent(t, s->family_id, "C-2026-1", world_now_ms(t->w), &status), REASON_FIELDS_INVALID);
    assert_int_equal(consent(t, s->family_id, "C-2026-2", world_now_ms(t->w), &status), 0);
    assert_int_equal(consent(t, s->family_id, "C-2026-1", today, &status), 0); /* written down late */
    intake__get_family_reply *f = family(t, "desk", s->family_id);
    assert_int_equal(f->n_consents, 3);
    assert_string_equal(f->consents[1]->text_version, "C-2026-2");
}

/* ---- texts that are too long ---- */

/* The answer to a request whose text at this path has so many bytes; everything else of it is good. */
static int with_text(struct desk *t, const char *key, const char *method, ProtobufCMessage *in, const char *field,
                     size_t len, const ProtobufCMessageDescriptor *reply) {
    char *text = arena_alloc(&t->a, len + 1);
    void *out = NULL;
    memset(text, 'x', len);
    text[len] = '\0';
    const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(in->descriptor, field);
    memcpy((uint8_t *)in + f->offset, &text, sizeof text);
    sippe__status *status = NULL;
    int reason = world_call(t->w, &t->a, "intake", key, method, world_request_id(t->w), in, reply, &out, &status);
    if (reason == REASON_FIELDS_INVALID) {
        assert_string_equal(status->violations[0]->path, field);
        assert_int_equal(status->violations[0]->reason, REASON_TEXT_TOO_LONG);
    }
    return reason;
}

#define WITH_TEXT(key, Method, method, in, field, len)                                                                 \
    with_text(t, key, "intake." #Method, &(in)->base, field, len, &intake__##method##_reply__descriptor)

enum { TOO_LONG = CHECK_NOTE + 1 };

static void test_texts_that_are_too_long(void **state) {
    struct desk *t = *state;
    struct arena *a = &t->a;
    intake__submit_screening_reply *s = called(t, call_now(t));
    intake__amend_screening_request *amend = NEW(a, intake__amend_screening_request);
    amend->screening_id = s->screening_id;
    amend->version = s->version;
    amend->screening = call_now(t);
    assert_int_equal(WITH_TEXT("desk", AmendScreening, amend_screening, amend, "reason", TOO_LONG),
                     REASON_FIELDS_INVALID);
    intake__decide_route_request *decision = NEW(a, intake__decide_route_request);
    decision->screening_id = s->screening_id;
    decision->version = s->version;
    decision->route = ROUTE_DECLINED;
    assert_int_equal(WITH_TEXT("desk", DecideRoute, decide_route, decision, "override_reason", TOO_LONG),
                     REASON_FIELDS_INVALID);
    assert_int_equal(WITH_TEXT("desk", DecideRoute, decide_route, decision, "override_reason", TOO_LONG - 1), 0);
    intake__submit_screening_reply *sippe = family_for_sippe(t);
    intake__enrol_family_reply *e = NULL;
    assert_int_equal(enrol(t, sippe, &e), 0);
    intake__end_enrolment_request *end = NEW(a, intake__end_enrolment_request);
    end->enrolment_id = e->enrolment_id;
    end->version = e->version;
    end->reason = END_REASON_MOVED;
    assert_int_equal(WITH_TEXT("team", EndEnrolment, end_enrolment, end, "note", TOO_LONG), REASON_FIELDS_INVALID);
    intake__revoke_key_request *revoke = NEW(a, intake__revoke_key_request);
    revoke->member = "personne";
    assert_int_equal(WITH_TEXT("op", RevokeKey, revoke_key, revoke, "reason", TOO_LONG), REASON_FIELDS_INVALID);
    intake__withdraw_territory_request *rules = NEW(a, intake__withdraw_territory_request);
    rules->version = s->family_id; /* any */
    assert_int_equal(WITH_TEXT("op", WithdrawTerritory, withdraw_territory, rules, "reason", TOO_LONG),
                     REASON_FIELDS_INVALID);
}

static void test_a_name_of_the_configuration(void **state) {
    struct desk *t = *state;
    static const char *const taken[] = {"desk", "op", "coord", "intake", "notifications"};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        intake__add_member_request *in = member_request(t, taken[i], ROLE_DESK, "99001");
        assert_int_equal(member_add(t, in), REASON_FIELDS_INVALID);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_another_familys_decision, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_family_that_was_merged, adopted, closed),
        cmocka_unit_test_setup_teardown(test_births, adopted, closed),
        cmocka_unit_test_setup_teardown(test_words_that_the_day_does_not_have, adopted, closed),
        cmocka_unit_test_setup_teardown(test_texts_that_are_too_long, adopted, closed),
        cmocka_unit_test_setup_teardown(test_a_name_of_the_configuration, adopted, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
