/* A loss and a death are told with tact, of one of twins too, and taken back. */
#include "kin_world.h"

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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_loss, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_nobody_becomes_later, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_loss_that_was_none, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_how_it_ended_is_kept_apart, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_one_twin_is_home, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_child_dies, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_a_loss_said_again, desk_adopted, desk_ended),
        cmocka_unit_test_setup_teardown(test_the_last_child_is_taken_away, desk_adopted, desk_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
