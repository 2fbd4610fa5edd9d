/* A family lives: births with their corrections, a pregnancy dated anew, people who come and go. */
#include "kin_world.h"

static void test_a_birth_is_corrected(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    assert_int_equal(birth(t, her, fixture_today() - 150, 0), REASON_FIELDS_INVALID); /* BIRTH_ODD, of its date */
    assert_int_equal(birth(t, her, fixture_today() - 4, 0), 0);
    assert_int_equal(birth(t, her, fixture_today() - 4, 0), REASON_BIRTH_KNOWN);
    intake__change_person_request *in = person(t, her, newest(t, her));
    assert_int_equal(change(t, in), REASON_KIN_SAME);
    in->who->birth_date = civil_date(&t->a, fixture_today() - 6);
    assert_int_equal(change(t, in), 0);
    assert_int_equal(change(t, in), REASON_VERSION_STALE);
    assert_int_equal(DAY(file(t, her)->child_birth_date), fixture_today() - 6);
    assert_int_equal(DAY(file(t, her)->due_date), DAY_NONE);
}

/* The birth was another family's: the pregnancy goes on, and nobody was born. */
static void test_a_birth_on_the_wrong_family(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    assert_int_equal(birth(t, her, fixture_today() - 4, 0), 0);
    intake__reopen_pregnancy_request *in = NEW(&t->a, intake__reopen_pregnancy_request);
    in->family_id = her;
    in->version = file(t, her)->kin_version;
    in->pregnancy_id = file(t, her)->kin->pregnancies[0]->pregnancy_id;
    assert_int_equal(ASK(t, "team", ReopenPregnancy, reopen_pregnancy, in, NULL), REASON_FIELDS_INVALID);
    in->reason = "autre famille";
    assert_int_equal(ASK(t, "team", ReopenPregnancy, reopen_pregnancy, in, NULL), 0);
    assert_int_equal(DAY(file(t, her)->due_date), fixture_today() + 20);
    assert_int_equal(DAY(file(t, her)->child_birth_date), DAY_NONE);
    in->version = file(t, her)->kin_version;
    assert_int_equal(ASK(t, "team", ReopenPregnancy, reopen_pregnancy, in, NULL), REASON_MOVE_ILLEGAL);
}

static void test_a_newborn_in_hospital(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    assert_int_equal(birth(t, her, fixture_today() - 1, CHILD_HOME_IN_HOSPITAL), 0);
    assert_non_null(work_of(worklist(t, "desk"), WORK_KIND_ASK_HOME));
    intake__change_person_request *in = person(t, her, newest(t, her));
    in->who->home = CHILD_HOME_SINCE;
    in->who->home_on = civil_date(&t->a, fixture_today());
    assert_int_equal(change(t, in), 0);
    assert_null(work_of(worklist(t, "desk"), WORK_KIND_ASK_HOME));
}

static void test_people(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    intake__change_person_request *in = person(t, her, NULL);
    in->who->kind = PERSON_KIND_ADULT;
    in->who->name = NEW(&t->a, sippe__person_name);
    in->who->name->given = "Paul";
    in->who->relation = "grand-père";
    in->holder = true;
    assert_int_equal(change(t, in), 0);
    assert_true(SAME_BYTES(file(t, her)->kin->holder_id, newest(t, her)->person_id));
    in = person(t, her, newest(t, her));
    in->in_error = true;
    assert_int_equal(change(t, in), REASON_HOLDER_STAYS); /* the file would be in nobody's name */
    in->who->person_id = file(t, her)->kin->people[0]->person_id;
    assert_int_equal(change(t, in), 0);
    assert_int_equal(file(t, her)->kin->n_people, 1);
}

/* Who is there no more holds no file, and said by mistake it is unsaid. */
static void test_who_has_gone_holds_no_file(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    intake__change_person_request *in = person(t, her, NULL);
    in->who->kind = PERSON_KIND_ADULT;
    in->who->relation = "père";
    in->who->left = PERSON_LEFT_ELSEWHERE;
    assert_int_equal(change(t, in), 0);
    in = person(t, her, newest(t, her));
    in->holder = true;
    assert_int_equal(change(t, in), REASON_HOLDER_GONE);
    in->who->left = PERSON_LEFT_UNSPECIFIED;
    assert_int_equal(change(t, in), 0);
}

static size_t n_found(struct desk *t, const char *name, const char *phone) {
    intake__find_family_request *in = NEW(&t->a, intake__find_family_request);
    intake__find_family_reply *out = NULL;
    in->name = name;
    in->phone = phone;
    assert_int_equal(ASK(t, "desk", FindFamily, find_family, in, &out), 0);
    return out->n_families;
}

/* A name that was mended, or another one's: the file is shown by it, stands by it in the list, and is found by it. */
static void test_the_name_that_holds(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t);
    intake__change_person_request *in = person(t, s->family_id, file(t, s->family_id)->kin->people[0]);
    in->who->name->family = "Roy-Gagné";
    assert_int_equal(n_found(t, "Roy-Gagné", ""), 0);
    assert_int_equal(change(t, in), 0);
    assert_string_equal(family(t, "desk", s->family_id)->name->family, "Roy-Gagné");
    assert_string_equal(worklist(t, "desk")->items[0]->name->family, "Roy-Gagné");
    assert_int_equal(n_found(t, "gagne", ""), 1);
    in = person(t, s->family_id, NULL);
    in->who->kind = PERSON_KIND_ADULT;
    in->who->name = NEW(&t->a, sippe__person_name);
    in->who->name->given = "Isidore";
    in->who->name->family = "Lafleur";
    in->holder = true;
    assert_int_equal(change(t, in), 0);
    assert_string_equal(family(t, "desk", s->family_id)->name->given, "Isidore");
    assert_int_equal(n_found(t, "Isidore Lafleur", ""), 1);
    assert_int_equal(n_found(t, "gagne", ""), 1); /* she may call as well */
    in = person(t, s->family_id, file(t, s->family_id)->kin->people[0]);
    in->who->left = PERSON_LEFT_ELSEWHERE;
    assert_int_equal(change(t, in), 0);
    assert_int_equal(n_found(t, "gagne", ""), 0);
    assert_int_equal(n_found(t, "Isidore", ""), 1);
}

/* A birth whose pregnancy nobody knew, of a family with a child: about the same day it is the one that is known. */
static void test_a_birth_before_its_pregnancy_was_known(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    assert_int_equal(birth(t, her, fixture_today() - 4, 0), 0);
    assert_int_equal(birth(t, her, fixture_today() - 4 - 22 * 7, 0), REASON_BIRTH_KNOWN);
    assert_int_equal(birth(t, her, fixture_today() - 700, 0), 0);
    assert_int_equal(file(t, her)->kin->n_pregnancies, 2);
}

static int dated(struct desk *t, ProtobufCBinaryData her, day due) {
    intake__date_pregnancy_request *in = NEW(&t->a, intake__date_pregnancy_request);
    in->family_id = her;
    in->version = file(t, her)->kin_version;
    in->due_date = civil_date(&t->a, due);
    in->source = DUE_SOURCE_STATED;
    return ASK(t, "desk", DatePregnancy, date_pregnancy, in, NULL);
}

static void test_one_pregnancy_is_added_once(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    assert_int_equal(dated(t, her, fixture_today() + 25), REASON_PREGNANCY_KNOWN);
    assert_int_equal(birth(t, her, fixture_today() - 4, 0), 0);
    assert_int_equal(dated(t, her, fixture_today() + 250), 0);
    assert_int_equal(dated(t, her, fixture_today() + 250), REASON_PREGNANCY_KNOWN);
}

/* Another pregnancy of a family that is known, without a call; then dated anew, by an ultrasound. */
static void test_another_pregnancy(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    assert_int_equal(birth(t, her, fixture_today() - 4, 0), 0);
    intake__date_pregnancy_request *in = NEW(&t->a, intake__date_pregnancy_request);
    intake__date_pregnancy_reply *out = NULL;
    in->family_id = her;
    in->version = file(t, her)->kin_version;
    in->due_date = civil_date(&t->a, fixture_today() + 250);
    in->source = DUE_SOURCE_STATED;
    assert_int_equal(ASK(t, "desk", DatePregnancy, date_pregnancy, in, &out), 0);
    assert_int_equal(DAY(file(t, her)->due_date), fixture_today() + 250);
    assert_int_equal(DAY(file(t, her)->child_birth_date), DAY_NONE);
    in->version = out->version;
    in->pregnancy_id = out->pregnancy_id;
    in->due_date = civil_date(&t->a, fixture_today() + 243);
    in->source = DUE_SOURCE_ULTRASOUND;
    assert_int_equal(ASK(t, "desk", DatePregnancy, date_pregnancy, in, &out), REASON_FIELDS_INVALID);
    in->reason = "échographie";
    assert_int_equal(ASK(t, "desk", DatePregnancy, date_pregnancy, in, &out), 0);
    assert_int_equal(DAY(file(t, her)->due_date), fixture_today() + 243);
    assert_int_equal(file(t, her)->kin->n_pregnancies, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_birth_is_corrected, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_birth_on_the_wrong_family, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_newborn_in_hospital, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_people, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_who_has_gone_holds_no_file, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_the_name_that_holds, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_birth_before_its_pregnancy_was_known, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_one_pregnancy_is_added_once, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_another_pregnancy, desk_adopted, desk_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
