/* How a family is reached: changed by a person, told by a later call, corrected with a call, found by, and read with
 * what stood there before. */
#include "../intake_world.h"

static intake__submit_screening_reply *called(struct desk *t) {
    intake__submit_screening_reply *s = NULL;
    intake__screening *call = call_now(t);
    call->identity->phone = "514 555-0142";
    assert_int_equal(submit(t, "desk", call, &s), 0);
    return s;
}

/* The request that changes nothing yet, of what she is reached by now. */
static intake__change_contact_request *changing(struct desk *t, ProtobufCBinaryData family_id) {
    const intake__get_family_reply *f = family(t, "desk", family_id);
    intake__change_contact_request *in = NEW(&t->a, intake__change_contact_request);
    in->family_id = family_id;
    in->version = f->contact_version;
    in->contact = message_copy(&t->a, &f->contact->base);
    in->reason = "elle l'a dit";
    return in;
}

static int change(struct desk *t, const intake__change_contact_request *in) {
    return ASK(t, "team", ChangeContact, change_contact, in, NULL);
}

static void phone_changed(struct desk *t, ProtobufCBinaryData family_id, const char *phone) {
    intake__change_contact_request *in = changing(t, family_id);
    in->contact->numbers[0]->number = phone;
    assert_int_equal(change(t, in), 0);
}

static const char *phone_of(struct desk *t, ProtobufCBinaryData family_id) {
    const intake__contact_details *c = family(t, "desk", family_id)->contact;
    return c->n_numbers ? c->numbers[0]->number : "";
}

static size_t found(struct desk *t, const char *name, const char *phone) {
    intake__find_family_request *in = NEW(&t->a, intake__find_family_request);
    intake__find_family_reply *out = NULL;
    in->name = name;
    in->phone = phone;
    assert_int_equal(ASK(t, "desk", FindFamily, find_family, in, &out), 0);
    return out->n_families;
}

static intake__list_contact_details_reply *said(struct desk *t, ProtobufCBinaryData family_id) {
    intake__list_contact_details_request *in = NEW(&t->a, intake__list_contact_details_request);
    intake__list_contact_details_reply *out = NULL;
    in->family_id = family_id;
    assert_int_equal(ASK(t, "team", ListContactDetails, list_contact_details, in, &out), 0);
    return out;
}

static void test_a_person_changes_it(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    assert_int_equal(said(t, her)->n_said, 1);
    intake__change_contact_request *in = changing(t, her);
    assert_int_equal(change(t, in), REASON_CONTACT_SAME);
    in->contact->numbers[0]->number = "438 555-0177 poste 4";
    in->reason = " ";
    assert_int_equal(change(t, in), REASON_FIELDS_INVALID);
    in->reason = "elle a changé de numéro";
    assert_int_equal(change(t, in), 0);
    in->contact->email = "maude@exemple.ca";
    assert_int_equal(change(t, in), REASON_VERSION_STALE); /* what somebody else saw has been overtaken */
    assert_string_equal(phone_of(t, her), "4385550177");
    assert_string_equal(worklist(t, "desk")->items[0]->phone, "4385550177");
    const intake__list_contact_details_reply *all = said(t, her);
    assert_int_equal(all->n_said, 2);
    assert_string_equal(all->said[0]->contact->numbers[0]->extension, "4");
    assert_string_equal(all->said[0]->reason, "elle a changé de numéro");
    assert_string_equal(all->said[0]->by, "team");
    assert_string_equal(all->said[1]->contact->numbers[0]->number, "5145550142");
}

/* By the new number, with her name too; by the old one still: she has told it once. */
static void test_she_is_found(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    assert_int_equal(found(t, "", "438 555-0177"), 0);
    phone_changed(t, her, "4385550177");
    assert_int_equal(found(t, "", "438 555-0177"), 1);
    assert_int_equal(found(t, call_now(t)->identity->name->family, "438 555-0177"), 1);
    assert_int_equal(found(t, "Personne", "438 555-0177"), 0);
    assert_int_equal(found(t, "", "514 555-0142"), 1);
    intake__submit_screening_reply *again = NULL; /* and her next call is known to be hers */
    intake__screening *call = call_now(t);
    call->identity->name->family = "Autre";
    call->identity->phone = "4385550177";
    assert_int_equal(submit(t, "desk", call, &again), 0);
    assert_int_equal(again->n_matches, 1);
}

/* A later call tells what it tells, and takes nothing away that a person has written down. */
static void test_a_later_call(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    intake__change_contact_request *in = changing(t, her);
    intake__contact_number *mother = NEW(&t->a, intake__contact_number);
    mother->number = "438 555-0199";
    mother->whose = "sa mère";
    mother->safe_to_leave_message = VOICE_MAIL_NO;
    APPEND(&t->a, in->contact, numbers, mother);
    assert_int_equal(change(t, in), 0);
    intake__submit_screening_request *later = NEW(&t->a, intake__submit_screening_request);
    later->screening = call_now(t);
    later->screening->identity->phone = "514 555-0143";
    later->family_id = her;
    assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, later, NULL), 0);
    const intake__contact_details *c = family(t, "desk", her)->contact;
    assert_int_equal(c->n_numbers, 2);
    assert_string_equal(c->numbers[0]->number, "5145550143");
    assert_string_equal(c->numbers[1]->whose, "sa mère");
    assert_int_equal(said(t, her)->n_said, 3);
    assert_string_equal(said(t, her)->said[0]->reason, "");
}

/* Until somebody changes it no record is kept of it; a call that tells no number leaves her the one that she has. */
static void test_a_later_call_without_a_number(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    intake__submit_screening_request *later = NEW(&t->a, intake__submit_screening_request);
    later->screening = call_now(t);
    later->screening->identity->phone = "";
    later->screening->identity->email = "maude@exemple.ca";
    later->family_id = her;
    assert_int_equal(ASK(t, "desk", SubmitScreening, submit_screening, later, NULL), 0);
    assert_string_equal(phone_of(t, her), "5145550142");
    assert_string_equal(family(t, "desk", her)->contact->email, "maude@exemple.ca");
}

static int amended(struct desk *t, const intake__submit_screening_reply *s, const char *phone) {
    intake__amend_screening_request *in = NEW(&t->a, intake__amend_screening_request);
    in->screening_id = s->screening_id;
    in->version = screening(t, s->screening_id)->summary->version;
    in->screening = call_now(t);
    in->screening->identity->phone = phone;
    in->reason = "mal noté";
    return ASK(t, "desk", AmendScreening, amend_screening, in, NULL);
}

/* A slip of the call is mended here too; not over what a person has written since. */
static void test_a_call_is_corrected(void **state) {
    struct desk *t = *state;
    const intake__submit_screening_reply *s = called(t);
    assert_int_equal(amended(t, s, "514 555-0144"), 0);
    assert_string_equal(phone_of(t, s->family_id), "5145550144");
    intake__change_contact_request *in = changing(t, s->family_id);
    in->contact->email = "maude@exemple.ca";
    assert_int_equal(change(t, in), 0);
    assert_int_equal(amended(t, s, "514 555-0145"), 0);
    assert_string_equal(phone_of(t, s->family_id), "5145550145");
    assert_string_equal(family(t, "desk", s->family_id)->contact->email, "maude@exemple.ca");
    phone_changed(t, s->family_id, "4385550177");
    assert_int_equal(amended(t, s, "514 555-0146"), 0);
    assert_string_equal(phone_of(t, s->family_id), "4385550177");
}

/* What asks for another number is over with one, whoever wrote it and where. */
static void test_a_number_that_was_asked_for(void **state) {
    struct desk *t = *state;
    const intake__submit_screening_reply *s = called(t);
    intake__record_family_call_request *call = call_to_her(t, s, CALL_OUTCOME_WRONG_NUMBER);
    assert_int_equal(ASK(t, "desk", RecordFamilyCall, record_family_call, call, NULL), 0);
    assert_non_null(work_of(worklist(t, "desk"), WORK_KIND_ASK_NUMBER));
    intake__change_contact_request *in = changing(t, s->family_id);
    in->contact->safe_contact_hours = "le soir";
    assert_int_equal(change(t, in), 0);
    assert_non_null(work_of(worklist(t, "desk"), WORK_KIND_ASK_NUMBER));
    phone_changed(t, s->family_id, "4385550177");
    assert_null(work_of(worklist(t, "desk"), WORK_KIND_ASK_NUMBER));
}

static intake__submit_screening_reply *called_by(struct desk *t, const char *given, const char *phone) {
    intake__submit_screening_reply *s = NULL;
    intake__screening *call = call_now(t);
    call->identity->name->given = given;
    call->identity->phone = phone;
    assert_int_equal(submit(t, "desk", call, &s), 0);
    return s;
}

/* Two files of one woman: the newer call's word, and what only the other one knew. */
static void test_two_become_one(void **state) {
    struct desk *t = *state;
    const intake__submit_screening_reply *first = called_by(t, "Rose", "514 555-0142");
    intake__change_contact_request *in = changing(t, first->family_id);
    in->contact->email = "rose@exemple.ca";
    assert_int_equal(change(t, in), 0);
    const intake__submit_screening_reply *second = called_by(t, "Rosa", "438 555-0177");
    phone_changed(t, second->family_id, "4385550178");
    intake__settle_match_request *same = NEW(&t->a, intake__settle_match_request);
    same->screening_id = second->screening_id;
    same->version = screening(t, second->screening_id)->summary->version;
    same->same_as_family_id = first->family_id;
    assert_int_equal(ASK(t, "desk", SettleMatch, settle_match, same, NULL), 0);
    assert_string_equal(phone_of(t, first->family_id), "4385550178");
    assert_string_equal(family(t, "desk", first->family_id)->contact->email, "rose@exemple.ca");
    assert_int_equal(found(t, "", "4385550178"), 1);
}

static void test_who_may(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    intake__change_contact_request *in = changing(t, her);
    in->contact->email = "maude@exemple.ca";
    assert_int_equal(ASK(t, "desk2", ChangeContact, change_contact, in, NULL), REASON_NOT_FOUND);
    assert_int_equal(ASK(t, "op", ChangeContact, change_contact, in, NULL), REASON_NOT_ALLOWED);
    in->contact->numbers[0]->number = "514-ALLO";
    assert_int_equal(change(t, in), REASON_FIELDS_INVALID);
    in->contact = NULL;
    assert_int_equal(change(t, in), REASON_FIELDS_INVALID);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_person_changes_it, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_she_is_found, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_later_call, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_later_call_without_a_number, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_call_is_corrected, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_number_that_was_asked_for, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_two_become_one, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_who_may, desk_adopted, desk_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
