/* A child in a file of her own is followed on: what is asked, who is enrolled, what scheduling hears of either file; and she
 * comes back, or never ought to have gone. */
#include "child_world.h"

static size_t windows(struct desk *t, ProtobufCBinaryData id) { return follow_up(t, id)->n_windows; }

/* Nobody is lost between the two files: it is the team's until she is enrolled. */
static void test_what_comes_is_asked_until_she_is_enrolled(void **state) {
    struct desk *t = *state;
    intake__enrol_family_reply *e = NULL;
    ProtobufCBinaryData her = followed_with_twins(t)->family_id, own = separated(t, her, "Lou");
    const sippe__work_item *item = asked_of(t, own);
    assert_non_null(item);
    assert_int_equal(item->role, ROLE_TEAM);
    assert_true(DAY(item->due_on) > fixture_today());
    assert_string_equal(item->phone, "4385550177");
    assert_int_equal(family(t, "team", own)->n_next, 1);
    assert_null(asked_of(t, her));
    assert_int_equal(enrol_apart(t, own, &e), 0);
    assert_null(asked_of(t, own));
    assert_int_equal(family(t, "team", own)->enrolment->basis, ENROLMENT_BASIS_CHILD_FILE);
    assert_int_equal(enrol_apart(t, own, NULL), REASON_ALREADY_ENROLLED);
    assert_true(family(t, "team", own)->enrolment->programme_end_on != NULL);
    assert_true(windows(t, own) > 0);
}

/* Where she was not followed a desk asks; she is enrolled by a call of her own. */
static void test_who_was_not_followed_is_asked_by_the_desk(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = family_with_twins(t)->family_id, own = separated(t, her, "Lou");
    assert_int_equal(asked_of(t, own)->role, ROLE_DESK);
    assert_false(family(t, "team", own)->child_file->followed);
    assert_int_equal(enrol_apart(t, own, NULL), REASON_NOT_FOUND);
    assert_int_equal(enrol_apart(t, her, NULL), REASON_NOT_FOUND);
    intake__settle_work_request *in = NEW(&t->a, intake__settle_work_request);
    in->thing = asked_of(t, own)->thing;
    in->kind = WORK_KIND_CHILD_FILE;
    assert_int_equal(ASK(t, "desk", SettleWork, settle_work, in, NULL), REASON_FIELDS_INVALID);
    in->note = "suivie par un autre établissement";
    assert_int_equal(ASK(t, "desk", SettleWork, settle_work, in, NULL), 0);
    assert_null(asked_of(t, own));
}

/* What falls due of children no longer does where nobody is left, and does where they are; of one of two the other goes
 * on. */
static void test_scheduling_hears_of_both(void **state) {
    struct desk *t = *state;
    intake__enrol_family_reply *e = NULL;
    intake__separate_child_reply *out = NULL;
    ProtobufCBinaryData her = followed_with_twins(t)->family_id, first = separated(t, her, "Lou");
    size_t due = windows(t, her);
    assert_true(due > 1);
    assert_int_equal(enrol_apart(t, first, &e), 0);
    assert_true(windows(t, first) > 1);
    intake__separate_child_request *in = separation_of(t, her, "Zoé");
    in->none_of_known = YES_NO_YES;
    in->last = true;
    assert_int_equal(separate(t, in, &out), 0);
    assert_true(world_settle(t->w, 60000));
    assert_true(windows(t, her) < due);
    assert_int_equal(enrol_apart(t, out->child_family_id, &e), 0);
    assert_int_equal(windows(t, out->child_family_id), windows(t, first));
}

/* ---- back ---- */

static void test_she_is_back(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = followed_with_twins(t)->family_id, own = separated(t, her, "Lou");
    intake__return_child_request *in = return_of(t, her, "Lou");
    assert_int_equal(come_back(t, in), REASON_FIELDS_INVALID); /* since when? */
    in->on = civil_date(&t->a, fixture_today() - 2);
    assert_int_equal(come_back(t, in), REASON_FIELDS_INVALID); /* before she went */
    in->on = civil_date(&t->a, fixture_today());
    assert_int_equal(come_back(t, in), 0);
    assert_int_equal(child_of(kin_of(t, her), "Lou")->left, 0);
    assert_int_equal(child_of(kin_of(t, own), "Lou")->left, PERSON_LEFT_ELSEWHERE);
    assert_int_equal(DAY(child_of(kin_of(t, own), "Lou")->left_on), fixture_today());
    assert_null(asked_of(t, own));
    assert_int_equal(enrol_apart(t, own, NULL), REASON_NOT_FOUND);
    assert_non_null(separations(t, "team", her)->separations[0]->ended_at);
    assert_string_equal(separations(t, "team", her)->separations[0]->ended_reason, "sa mère est rentrée");
    assert_string_equal(separations(t, "team", own)->separations[0]->ended_reason, "");
    assert_int_equal(come_back(t, return_of(t, her, "Lou")), REASON_FIELDS_INVALID);
    in = return_of(t, her, "Zoé");
    in->on = civil_date(&t->a, fixture_today());
    assert_int_equal(come_back(t, in), REASON_NOT_SEPARATED);
}

/* And goes once more: another file, of which the first knows nothing. */
static void test_she_goes_once_more(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = followed_with_twins(t)->family_id, own = separated(t, her, "Lou");
    intake__return_child_request *in = return_of(t, her, "Lou");
    in->on = civil_date(&t->a, fixture_today());
    assert_int_equal(come_back(t, in), 0);
    intake__separate_child_request *again = separation_of(t, her, "Lou");
    intake__separate_child_reply *out = NULL;
    again->since = civil_date(&t->a, fixture_today());
    assert_int_equal(separate(t, again, &out), REASON_FAMILY_MAY_BE_KNOWN);
    again->none_of_known = YES_NO_YES;
    assert_int_equal(separate(t, again, &out), 0);
    assert_false(SAME_BYTES(out->child_family_id, own));
    in = return_of(t, her, "Lou");
    in->on = civil_date(&t->a, fixture_today());
    assert_int_equal(come_back(t, in), 0);
    assert_int_equal(child_of(kin_of(t, out->child_family_id), "Lou")->left, PERSON_LEFT_ELSEWHERE);
}

/* Of two who went one is back, and the other is where she is. */
static void test_one_of_two_is_back(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = followed_with_twins(t)->family_id;
    intake__separate_child_request *both = separation_of(t, her, "Lou");
    intake__separate_child_reply *out = NULL;
    APPEND(&t->a, both, children, child_of(kin_of(t, her), "Zoé")->person_id);
    both->last = true;
    assert_int_equal(separate(t, both, &out), 0);
    intake__return_child_request *in = return_of(t, her, "Lou");
    in->on = civil_date(&t->a, fixture_today());
    assert_int_equal(come_back(t, in), 0);
    assert_int_equal(child_of(kin_of(t, her), "Zoé")->left, PERSON_LEFT_OWN_FILE);
    assert_int_equal(child_of(kin_of(t, out->child_family_id), "Zoé")->left, 0);
    assert_null(separations(t, "team", her)->separations[0]->ended_at);
    assert_non_null(asked_of(t, out->child_family_id));
}

/* ---- in error ---- */

static void test_she_ought_not_to_have_gone(void **state) {
    struct desk *t = *state;
    intake__enrol_family_reply *e = NULL;
    ProtobufCBinaryData her = followed_with_twins(t)->family_id, own = separated(t, her, "Lou");
    assert_int_equal(enrol_apart(t, own, &e), 0);
    intake__return_child_request *in = return_of(t, her, "Lou");
    in->in_error = true;
    assert_int_equal(come_back(t, in), 0);
    assert_int_equal(child_of(kin_of(t, her), "Lou")->left, 0);
    const intake__get_family_reply *g = family(t, "coord", own);
    assert_int_equal(g->enrolment->end_reason, END_REASON_ERROR);
    assert_true(g->child_file->in_error);
    assert_int_equal(g->n_next, 0);
    intake__record_note_request *note = NEW(&t->a, intake__record_note_request);
    note->family_id = own;
    note->words = NEW(&t->a, intake__note_words);
    note->words->text = "rien";
    assert_int_equal(ASK(t, "team", RecordNote, record_note, note, NULL), REASON_FAMILY_UNDONE);
    intake__find_family_request *find = NEW(&t->a, intake__find_family_request);
    intake__find_family_reply *found = NULL;
    find->phone = "438 555-0177";
    assert_int_equal(ASK(t, "team", FindFamily, find_family, find, &found), 0);
    assert_int_equal(found->n_families, 0);
    assert_true(separations(t, "team", her)->separations[0]->in_error);
    assert_int_equal(separate(t, separation_of(t, her, "Lou"), NULL), 0); /* rightly, this time */
}

/* What a person wrote in the file of her own is not closed away. */
static void test_what_was_recorded_since_is_not_closed_away(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = followed_with_twins(t)->family_id, own = separated(t, her, "Lou");
    intake__record_note_request *note = NEW(&t->a, intake__record_note_request);
    note->family_id = own;
    note->words = NEW(&t->a, intake__note_words);
    note->words->text = "La grand-mère est inquiète.";
    assert_int_equal(ASK(t, "team", RecordNote, record_note, note, NULL), 0);
    intake__return_child_request *in = return_of(t, her, "Lou");
    in->in_error = true;
    assert_int_equal(come_back(t, in), REASON_SEPARATION_TOUCHED);
    in->on = civil_date(&t->a, fixture_today());
    assert_int_equal(come_back(t, in), REASON_FIELDS_INVALID); /* either, or */
    in->in_error = false;
    assert_int_equal(come_back(t, in), 0);
}

/* ---- a call of who looks after her ---- */

/* She calls for herself: it is the same file, and nothing of the child's is lost. */
static void test_who_looks_after_her_calls(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL;
    ProtobufCBinaryData her = followed_with_twins(t)->family_id, own = separated(t, her, "Lou");
    intake__screening *call = call_now(t);
    call->identity->name->given = "Ginette";
    call->identity->name->family = "Lavoie";
    call->identity->nam = "";
    call->identity->birth_date = date(&t->a, 1990, 3, 9);
    call->identity->phone = "438 555-0177";
    assert_int_equal(submit(t, "desk", call, &s), 0);
    intake__settle_match_request *same = NEW(&t->a, intake__settle_match_request);
    same->screening_id = s->screening_id;
    same->version = screening(t, s->screening_id)->summary->version;
    same->same_as_family_id = own;
    assert_int_equal(ASK(t, "desk", SettleMatch, settle_match, same, NULL), 0);
    assert_non_null(child_of(kin_of(t, own), "Lou"));
    assert_non_null(asked_of(t, own));
    intake__return_child_request *in = return_of(t, her, "Lou");
    in->on = civil_date(&t->a, fixture_today());
    assert_int_equal(come_back(t, in), 0);
    assert_int_equal(child_of(kin_of(t, own), "Lou")->left, PERSON_LEFT_ELSEWHERE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_comes_is_asked_until_she_is_enrolled, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_who_was_not_followed_is_asked_by_the_desk, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_scheduling_hears_of_both, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_she_is_back, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_she_goes_once_more, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_one_of_two_is_back, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_she_ought_not_to_have_gone, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_what_was_recorded_since_is_not_closed_away, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_who_looks_after_her_calls, follow_opened, follow_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
