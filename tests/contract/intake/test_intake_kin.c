/* A family lives: births with their corrections, a pregnancy dated anew, a loss told with tact, people who come and go. */
#include "../intake_world.h"

/* Twenty days from her term. */
static intake__submit_screening_reply *called(struct desk *t) {
    intake__submit_screening_reply *s = NULL;
    intake__screening *call = call_now(t);
    call->pregnancy->due_date = told_day(&t->a, fixture_today() + 20);
    assert_int_equal(submit(t, "desk", call, &s), 0);
    return s;
}

static const intake__get_family_reply *file(struct desk *t, ProtobufCBinaryData id) { return family(t, "team", id); }

static int birth(struct desk *t, ProtobufCBinaryData her, day on, intake__child_home home) {
    intake__record_birth_request *in = NEW(&t->a, intake__record_birth_request);
    in->family_id = her;
    in->birth_date = civil_date(&t->a, on);
    in->home = home;
    return ASK(t, "team", RecordBirth, record_birth, in, NULL);
}

static intake__change_person_request *person(struct desk *t, ProtobufCBinaryData her, const intake__person *was) {
    intake__change_person_request *in = NEW(&t->a, intake__change_person_request);
    in->family_id = her;
    in->version = file(t, her)->kin_version;
    in->who = was ? message_copy(&t->a, &was->base) : NEW(&t->a, intake__person);
    in->reason = "mal noté";
    return in;
}

static int change(struct desk *t, const intake__change_person_request *in) {
    return ASK(t, "team", ChangePerson, change_person, in, NULL);
}

static const intake__person *newest(struct desk *t, ProtobufCBinaryData her) {
    const intake__kin *k = file(t, her)->kin;
    return k->people[k->n_people - 1];
}

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

static intake__record_loss_request *loss(struct desk *t, ProtobufCBinaryData her) {
    intake__record_loss_request *in = NEW(&t->a, intake__record_loss_request);
    in->family_id = her;
    in->version = file(t, her)->kin_version;
    in->on = civil_date(&t->a, fixture_today() - 1);
    in->told_by = "l'hôpital";
    in->kind = LOSS_KIND_STILLBIRTH;
    return in;
}

/* Until somebody has spoken with her it is the coordinator's work of today, and no list says how it ended. */
static void test_a_loss(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    intake__record_loss_request *in = loss(t, her);
    in->wish = LOSS_WISH_CALL;
    assert_int_equal(ASK(t, "team", RecordLoss, record_loss, in, NULL),
                     REASON_FIELDS_INVALID); /* nobody asked her yet */
    in->wish = 0;
    assert_int_equal(ASK(t, "team", RecordLoss, record_loss, in, NULL), 0);
    const sippe__work_item *item = work_of(worklist(t, "coord"), WORK_KIND_LOSS);
    assert_non_null(item);
    assert_int_equal(item->role, ROLE_COORDINATOR);
    assert_int_equal(DAY(item->due_on), fixture_today());
    assert_int_equal(file(t, her)->next[0]->kind, WORK_KIND_LOSS); /* before what is due later, in her file too */
    assert_int_equal(DAY(file(t, her)->due_date), DAY_NONE);
    in = loss(t, her);
    in->pregnancy_id = file(t, her)->kin->pregnancies[0]->pregnancy_id;
    in->spoken_to = YES_NO_YES;
    in->wish = LOSS_WISH_PAUSE;
    assert_int_equal(ASK(t, "team", RecordLoss, record_loss, in, NULL), 0);
    assert_null(work_of(worklist(t, "coord"), WORK_KIND_LOSS));
    assert_int_equal(file(t, her)->kin->pregnancies[0]->wish, LOSS_WISH_PAUSE);
    assert_int_equal(birth(t, her, fixture_today() - 1, 0), 0); /* of another one, that was in no file */
}

/* What is asked keeps its day, whatever else is corrected meanwhile. */
static void test_nobody_becomes_later(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    assert_int_equal(ASK(t, "team", RecordLoss, record_loss, loss(t, her), NULL), 0);
    leap(t, 2 * DAY_LONG);
    intake__change_person_request *in = person(t, her, file(t, her)->kin->people[0]);
    in->who->relation = "mère";
    assert_int_equal(change(t, in), 0);
    const sippe__work_item *item = work_of(worklist(t, "coord"), WORK_KIND_LOSS);
    assert_int_equal(DAY(item->due_on), fixture_today());
    assert_int_equal(item->days_late, 2);
}

/* Written on the wrong family: it is said so where it stands. */
static void test_a_loss_that_was_none(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    assert_int_equal(ASK(t, "team", RecordLoss, record_loss, loss(t, her), NULL), 0);
    intake__reopen_pregnancy_request *in = NEW(&t->a, intake__reopen_pregnancy_request);
    in->family_id = her;
    in->version = file(t, her)->kin_version;
    in->pregnancy_id = file(t, her)->kin->pregnancies[0]->pregnancy_id;
    in->reason = "autre famille";
    assert_int_equal(ASK(t, "team", ReopenPregnancy, reopen_pregnancy, in, NULL), 0);
    assert_null(work_of(worklist(t, "coord"), WORK_KIND_LOSS));
    intake__get_losses_request *ask = NEW(&t->a, intake__get_losses_request);
    intake__get_losses_reply *out = NULL;
    ask->family_id = her;
    assert_int_equal(ASK(t, "team", GetLosses, get_losses, ask, &out), 0);
    assert_true(out->losses[0]->in_error);
}

static void test_how_it_ended_is_kept_apart(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    assert_int_equal(ASK(t, "team", RecordLoss, record_loss, loss(t, her), NULL), 0);
    assert_false(message_mentions(&file(t, her)->base, "hôpital"));
    intake__get_losses_request *in = NEW(&t->a, intake__get_losses_request);
    intake__get_losses_reply *out = NULL;
    in->family_id = her;
    assert_int_equal(ASK(t, "desk", GetLosses, get_losses, in, &out), REASON_NOT_ALLOWED);
    assert_int_equal(ASK(t, "team", GetLosses, get_losses, in, &out), 0);
    assert_int_equal(out->n_losses, 1);
    assert_int_equal(out->losses[0]->kind, LOSS_KIND_STILLBIRTH);
    assert_string_equal(out->losses[0]->told_by, "l'hôpital");
    assert_false(out->losses[0]->in_error);
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

static void twins(struct desk *t, ProtobufCBinaryData her, bool died) {
    intake__record_birth_request *in = NEW(&t->a, intake__record_birth_request);
    in->family_id = her;
    in->birth_date = civil_date(&t->a, fixture_today() - 3);
    in->home = CHILD_HOME_IN_HOSPITAL;
    for (int i = 0; i < 2; i++) APPEND(&t->a, in, born, NEW(&t->a, intake__born_child));
    in->born[1]->died = died;
    assert_int_equal(ASK(t, "team", RecordBirth, record_birth, in, NULL), 0);
}

/* Of each is asked, whichever of them is home. */
static void test_one_twin_is_home(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    twins(t, her, false);
    for (int i = 1; i <= 2; i++) {
        assert_non_null(work_of(worklist(t, "desk"), WORK_KIND_ASK_HOME));
        intake__change_person_request *in = person(t, her, file(t, her)->kin->people[i]);
        in->who->home = CHILD_HOME_SINCE;
        in->who->home_on = civil_date(&t->a, fixture_today());
        assert_int_equal(change(t, in), 0);
    }
    assert_null(work_of(worklist(t, "desk"), WORK_KIND_ASK_HOME));
}

/* As after any loss: at birth or later, of one of two or of the last, somebody speaks with the family first. */
static void test_a_child_dies(void **state) {
    struct desk *t = *state;
    for (int at_birth = 0; at_birth < 2; at_birth++) {
        ProtobufCBinaryData her = called(t)->family_id;
        twins(t, her, at_birth);
        intake__change_person_request *in = person(t, her, newest(t, her));
        in->who->left = PERSON_LEFT_DIED;
        in->who->spoken_to = YES_NO_NO;
        in->who->home = CHILD_HOME_UNSPECIFIED;
        assert_int_equal(change(t, in), 0);
        const sippe__work_item *item = work_of(worklist(t, "coord"), WORK_KIND_LOSS);
        assert_non_null(item);
        assert_int_equal(DAY(item->due_on), fixture_today());
        in = person(t, her, newest(t, her));
        in->who->wish = LOSS_WISH_CALL;
        assert_int_equal(change(t, in), REASON_FIELDS_INVALID); /* nobody asked yet */
        in->who->spoken_to = YES_NO_YES;
        assert_int_equal(change(t, in), 0);
        assert_null(work_of(worklist(t, "coord"), WORK_KIND_LOSS));
        assert_int_equal(file(t, her)->kin->pregnancies[0]->state, PREGNANCY_STATE_BORN); /* the other is followed */
    }
}

/* What is not said again stays; unnamed, it is the one of which nobody has spoken; and the day lies in it. */
static void test_a_loss_said_again(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    intake__record_loss_request *in = loss(t, her);
    in->on = civil_date(&t->a, fixture_today() - 261); /* she was not expecting yet */
    assert_int_equal(ASK(t, "team", RecordLoss, record_loss, in, NULL), REASON_FIELDS_INVALID);
    assert_int_equal(ASK(t, "team", RecordLoss, record_loss, loss(t, her), NULL), 0);
    in = loss(t, her);
    in->spoken_to = YES_NO_YES;
    in->wish = LOSS_WISH_VISIT;
    assert_int_equal(ASK(t, "team", RecordLoss, record_loss, in, NULL), 0);
    in = loss(t, her);
    assert_int_equal(ASK(t, "team", RecordLoss, record_loss, in, NULL), REASON_PREGNANCY_OVER);
    in->pregnancy_id = file(t, her)->kin->pregnancies[0]->pregnancy_id;
    in->on = civil_date(&t->a, fixture_today() - 2);
    assert_int_equal(ASK(t, "team", RecordLoss, record_loss, in, NULL), 0);
    const intake__family_pregnancy *p = file(t, her)->kin->pregnancies[0];
    assert_int_equal(DAY(p->ended_on), fixture_today() - 2);
    assert_int_equal(p->spoken_to, YES_NO_YES);
    assert_int_equal(p->wish, LOSS_WISH_VISIT);
    assert_null(work_of(worklist(t, "coord"), WORK_KIND_LOSS));
}

/* Taken away as a person it was no birth of hers: she is expecting, and is not taken for one who has lost a child. */
static void test_the_last_child_is_taken_away(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = called(t)->family_id;
    twins(t, her, false);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(file(t, her)->kin->pregnancies[0]->state, PREGNANCY_STATE_BORN);
        intake__change_person_request *in = person(t, her, newest(t, her));
        in->in_error = true;
        assert_int_equal(change(t, in), 0);
    }
    assert_int_equal(DAY(file(t, her)->due_date), fixture_today() + 20);
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
        cmocka_unit_test_setup_teardown(test_a_loss, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_nobody_becomes_later, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_loss_that_was_none, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_how_it_ended_is_kept_apart, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_newborn_in_hospital, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_people, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_another_pregnancy, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_who_has_gone_holds_no_file, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_the_name_that_holds, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_one_twin_is_home, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_child_dies, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_loss_said_again, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_the_last_child_is_taken_away, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_birth_before_its_pregnancy_was_known, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_one_pregnancy_is_added_once, desk_adopted, desk_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
