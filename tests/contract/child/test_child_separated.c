/* A child goes to her grandmother, and has a file of her own: what either file says, what is refused, what comes of it. */
#include "child_world.h"

static bool says(const ProtobufCMessage *m, const char *text, struct arena *a) {
    struct span bytes = message_pack(a, m);
    size_t n = strlen(text);
    for (size_t i = 0; i + n <= bytes.len; i++)
        if (memcmp(bytes.data + i, text, n) == 0) return true;
    return false;
}

static void test_a_child_has_a_file_of_her_own(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = followed_with_twins(t)->family_id, own = separated(t, her, "Lou");
    const intake__get_family_reply *f = family(t, "team", her), *g = family(t, "team", own);
    assert_int_equal(child_of(f->kin, "Lou")->left, PERSON_LEFT_OWN_FILE);
    assert_int_equal(DAY(child_of(f->kin, "Lou")->left_on), fixture_today() - 1);
    assert_int_equal(child_of(f->kin, "Zoé")->left, 0);
    assert_string_equal(g->name->given, "Ginette");
    assert_true(strcmp(f->number, g->number) != 0);
    assert_int_equal(g->kin->n_people, 2);
    assert_int_equal(g->kin->people[0]->kind, PERSON_KIND_ADULT);
    assert_string_equal(g->kin->people[0]->relation, "grand-mère");
    assert_true(SAME_BYTES(g->kin->holder_id, g->kin->people[0]->person_id));
    assert_int_equal(child_of(g->kin, "Lou")->left, 0);
    assert_int_equal(DAY(g->child_birth_date), fixture_today() - 4);
    assert_int_equal(g->child_file->decides, CONSENT_GIVER_TUTOR);
    assert_true(g->child_file->followed);
}

/* Neither file, nor its history, has a word of the other's. */
static void test_neither_file_tells_of_the_other(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = followed_with_twins(t)->family_id, own = separated(t, her, "Lou");
    const intake__get_family_reply *f = family(t, "team", her), *g = family(t, "team", own);
    static const char *const hers[] = {"Tremblay", "hospitalisation", "Zoé"}, *const theirs[] = {"Ginette", "Lavoie",
                                                                                                 "0177"};
    intake__list_history_request *in = NEW(&t->a, intake__list_history_request);
    intake__list_history_reply *of_her = NULL, *of_own = NULL;
    in->words = true;
    in->family_id = her;
    assert_int_equal(ASK(t, "team", ListHistory, list_history, in, &of_her), 0);
    in->family_id = own;
    assert_int_equal(ASK(t, "team", ListHistory, list_history, in, &of_own), 0);
    for (size_t i = 0; i < 3; i++) {
        assert_false(says(&f->base, theirs[i], &t->a));
        assert_false(says(&of_her->base, theirs[i], &t->a));
        assert_false(says(&g->base, hers[i], &t->a));
        assert_false(says(&of_own->base, hers[i], &t->a));
    }
    assert_false(says(&f->base, g->number, &t->a));
    assert_false(says(&g->base, f->number, &t->a));
    assert_int_equal(of_own->entries[0]->kin_change, KIN_CHANGE_SEPARATED);
    assert_int_equal(of_her->entries[0]->kin_change, KIN_CHANGE_SEPARATED);
    assert_string_equal(of_her->entries[0]->why_answers, "placée après l'hospitalisation de sa mère");
}

static void test_who_sees_both_may_follow(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = followed_with_twins(t)->family_id, own = separated(t, her, "Lou");
    const intake__list_separations_reply *there = separations(t, "team", her), *here = separations(t, "team", own);
    assert_int_equal(there->n_separations, 1);
    assert_int_equal(here->n_separations, 1);
    assert_false(there->separations[0]->came);
    assert_true(here->separations[0]->came);
    assert_true(SAME_BYTES(there->separations[0]->other_family_id, own));
    assert_true(SAME_BYTES(here->separations[0]->other_family_id, her));
    assert_string_equal(there->separations[0]->other_number, family(t, "team", own)->number);
    assert_string_equal(there->separations[0]->reason, "placée après l'hospitalisation de sa mère");
    assert_string_equal(here->separations[0]->reason, "");
}

/* She is found by who looks after her, and her mother's number leads to her mother alone. */
static void test_she_is_found_by_who_looks_after_her(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = followed_with_twins(t)->family_id, own = separated(t, her, "Lou");
    intake__find_family_request *in = NEW(&t->a, intake__find_family_request);
    intake__find_family_reply *out = NULL;
    in->phone = "438 555-0177";
    assert_int_equal(ASK(t, "team", FindFamily, find_family, in, &out), 0);
    assert_int_equal(out->n_families, 1);
    assert_true(SAME_BYTES(out->families[0]->family_id, own));
    in->phone = family(t, "team", her)->contact->numbers[0]->number;
    assert_int_equal(ASK(t, "team", FindFamily, find_family, in, &out), 0);
    assert_int_equal(out->n_families, 1);
    assert_true(SAME_BYTES(out->families[0]->family_id, her));
}

/* Twins who go together go to one file. */
static void test_two_go_together(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = followed_with_twins(t)->family_id;
    intake__separate_child_request *in = separation_of(t, her, "Lou");
    intake__separate_child_reply *out = NULL;
    APPEND(&t->a, in, children, child_of(kin_of(t, her), "Zoé")->person_id);
    assert_int_equal(separate(t, in, &out), REASON_LAST_CHILD);
    in->last = true;
    assert_int_equal(separate(t, in, &out), 0);
    const intake__kin *k = kin_of(t, out->child_family_id);
    assert_int_equal(k->n_people, 3);
    assert_int_equal(k->n_pregnancies, 1);
    assert_true(SAME_BYTES(child_of(k, "Lou")->pregnancy_id, k->pregnancies[0]->pregnancy_id));
    assert_true(SAME_BYTES(child_of(k, "Zoé")->pregnancy_id, k->pregnancies[0]->pregnancy_id));
    assert_null(k->pregnancies[0]->due_date);
    assert_int_equal(k->pregnancies[0]->person_id.len, 0);
}

/* ---- refused ---- */

static int refused(struct desk *t, const intake__separate_child_request *in) { return separate(t, in, NULL); }

static void test_what_is_not_said_is_asked_for(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = family_with_twins(t)->family_id;
    intake__separate_child_request *in = separation_of(t, her, "Lou");
#define WITHOUT(field, nothing)                                                                                        \
    do {                                                                                                               \
        intake__separate_child_request *less = separation_of(t, her, "Lou");                                           \
        less->field = nothing;                                                                                         \
        assert_int_equal(refused(t, less), REASON_FIELDS_INVALID);                                                     \
    } while (0)
    WITHOUT(n_children, 0);
    WITHOUT(since, NULL);
    WITHOUT(since, civil_date(&t->a, fixture_today() + 1));
    WITHOUT(since, civil_date(&t->a, fixture_today() - 5)); /* not born yet */
    WITHOUT(holder, NULL);
    WITHOUT(holder->name->given, "  ");
    WITHOUT(holder->name->family, "");
    WITHOUT(holder->phone, "555-01");
    WITHOUT(holder->birth_date, civil_date(&t->a, fixture_today() + 1));
    WITHOUT(relation, " ");
    WITHOUT(language, NULL);
    WITHOUT(reason, "\n");
    WITHOUT(decides, CONSENT_GIVER_SELF);
    APPEND(&t->a, in, children, in->children[0]);
    assert_int_equal(refused(t, in), REASON_FIELDS_INVALID); /* named twice */
    assert_int_equal(refused(t, separation_of(t, her, "Lou")), 0);
}

static void test_who_may_not_go(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = family_with_twins(t)->family_id;
    intake__separate_child_request *in = separation_of(t, her, "Lou"), *late = separation_of(t, her, "Zoé");
    in->children[0] = kin_of(t, her)->holder_id;
    assert_int_equal(refused(t, in), REASON_NOT_FOUND); /* no child */
    in->children[0] = her;
    assert_int_equal(refused(t, in), REASON_NOT_FOUND);
    separated(t, her, "Lou");
    assert_int_equal(refused(t, late), REASON_VERSION_STALE);
    assert_int_equal(refused(t, separation_of(t, her, "Lou")), REASON_CHILD_OWN_FILE);
    intake__change_person_request *died = NEW(&t->a, intake__change_person_request);
    died->family_id = her;
    died->version = family(t, "coord", her)->kin_version;
    died->who = message_copy(&t->a, &child_of(kin_of(t, her), "Zoé")->base);
    died->who->left = PERSON_LEFT_DIED;
    died->reason = "dit par l'hôpital";
    assert_int_equal(ASK(t, "team", ChangePerson, change_person, died, NULL), 0);
    assert_int_equal(refused(t, separation_of(t, her, "Zoé")), REASON_CHILD_GONE);
}

/* A child who was noted as placed before goes on that day. */
static void test_who_was_placed_before_may_go(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = family_with_twins(t)->family_id;
    intake__change_person_request *placed = NEW(&t->a, intake__change_person_request);
    placed->family_id = her;
    placed->version = family(t, "coord", her)->kin_version;
    placed->who = message_copy(&t->a, &child_of(kin_of(t, her), "Lou")->base);
    placed->who->left = PERSON_LEFT_IN_CARE;
    placed->who->left_on = civil_date(&t->a, fixture_today() - 2);
    placed->reason = "la DPJ";
    assert_int_equal(ASK(t, "team", ChangePerson, change_person, placed, NULL), 0);
    separated(t, her, "Lou");
    assert_int_equal(DAY(child_of(kin_of(t, her), "Lou")->left_on), fixture_today() - 2);
    intake__return_child_request *in = return_of(t, her, "Lou");
    in->in_error = true;
    assert_int_equal(come_back(t, in), 0);
    assert_int_equal(child_of(kin_of(t, her), "Lou")->left, PERSON_LEFT_IN_CARE);
    assert_int_equal(DAY(child_of(kin_of(t, her), "Lou")->left_on), fixture_today() - 2);
}

/* That she is back is said of both files, not of one; what is known of her may be corrected in either. */
static void test_the_file_that_she_left_does_not_say_that_she_is_back(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = family_with_twins(t)->family_id;
    separated(t, her, "Lou");
    intake__change_person_request *in = NEW(&t->a, intake__change_person_request);
    in->family_id = her;
    in->version = family(t, "coord", her)->kin_version;
    in->who = message_copy(&t->a, &child_of(kin_of(t, her), "Lou")->base);
    in->reason = "mal noté";
    in->who->left = 0;
    in->who->left_on = NULL;
    assert_int_equal(ASK(t, "team", ChangePerson, change_person, in, NULL), REASON_CHILD_OWN_FILE);
    in->in_error = true;
    assert_int_equal(ASK(t, "team", ChangePerson, change_person, in, NULL), REASON_CHILD_OWN_FILE);
    intake__reopen_pregnancy_request *open = NEW(&t->a, intake__reopen_pregnancy_request);
    open->family_id = her;
    open->version = in->version;
    open->pregnancy_id = child_of(kin_of(t, her), "Lou")->pregnancy_id;
    open->reason = "autre famille";
    assert_int_equal(ASK(t, "team", ReopenPregnancy, reopen_pregnancy, open, NULL), REASON_CHILD_OWN_FILE);
    in->in_error = false;
    in->who = message_copy(&t->a, &child_of(kin_of(t, her), "Zoé")->base);
    in->who->left = PERSON_LEFT_OWN_FILE;
    assert_int_equal(ASK(t, "team", ChangePerson, change_person, in, NULL), REASON_MOVE_ILLEGAL);
    in->who = message_copy(&t->a, &child_of(kin_of(t, her), "Lou")->base);
    in->who->name->given = "Loup";
    assert_int_equal(ASK(t, "team", ChangePerson, change_person, in, NULL), 0);
    assert_int_equal(child_of(kin_of(t, her), "Loup")->left, PERSON_LEFT_OWN_FILE);
}

/* The grandmother may be a family that is known; the one that the child leaves is not asked about. */
static void test_who_looks_after_her_may_be_known(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *grandmother = NULL;
    ProtobufCBinaryData her = family_with_twins(t)->family_id;
    intake__screening *call = call_now(t);
    call->identity->name->given = "Ginette";
    call->identity->name->family = "Lavoie";
    call->identity->nam = "";
    call->identity->birth_date = date(&t->a, 1990, 1, 2);
    call->identity->phone = "438 555-0177";
    assert_int_equal(submit(t, "desk", call, &grandmother), 0);
    intake__separate_child_request *in = separation_of(t, her, "Lou");
    assert_int_equal(refused(t, in), REASON_FAMILY_MAY_BE_KNOWN);
    in->none_of_known = YES_NO_YES;
    assert_int_equal(refused(t, in), 0);
    in = separation_of(t, her, "Zoé");
    in->holder->name->given = "Paul";
    in->holder->birth_date = NULL;
    in->holder->phone = family(t, "team", her)->contact->numbers[0]->number; /* her own: the father's too */
    assert_int_equal(refused(t, in), 0);
}

/* Sent again under the same request id nothing is made twice. */
static void test_once(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = family_with_twins(t)->family_id;
    const intake__separate_child_request *in = separation_of(t, her, "Lou");
    struct id request = world_request_id(t->w);
    intake__separate_child_reply *first = NULL, *second = NULL;
    for (int i = 0; i < 2; i++)
        assert_int_equal(world_call(t->w, &t->a, "intake", "team", "intake.SeparateChild", request, &in->base,
                                    &intake__separate_child_reply__descriptor, i ? (void *)&second : (void *)&first,
                                    NULL),
                         0);
    assert_true(SAME_BYTES(first->child_family_id, second->child_family_id));
    assert_int_equal(separations(t, "team", her)->n_separations, 1);
}

/* Whom the family keeps from its file is kept from the child's, until somebody lifts it there. */
static void test_restrictions_hold_for_hers_too(void **state) {
    struct desk *t = *state;
    ProtobufCBinaryData her = family_with_twins(t)->family_id;
    intake__restrict_access_request *in = NEW(&t->a, intake__restrict_access_request);
    in->family_id = her;
    in->role = ROLE_DESK;
    in->organization = "99001";
    in->asked_on = civil_date(&t->a, fixture_today());
    in->reason = "sa cousine travaille à l'accueil";
    assert_int_equal(ASK(t, "coord", RestrictAccess, restrict_access, in, NULL), 0);
    ProtobufCBinaryData own = separated(t, her, "Lou");
    intake__get_family_request *ask = NEW(&t->a, intake__get_family_request);
    intake__list_restrictions_request *which = NEW(&t->a, intake__list_restrictions_request);
    intake__list_restrictions_reply *list = NULL;
    ask->family_id = which->family_id = own;
    assert_int_equal(ASK(t, "desk", GetFamily, get_family, ask, NULL), REASON_NOT_FOUND);
    assert_int_equal(ASK(t, "coord", ListRestrictions, list_restrictions, which, &list), 0);
    assert_int_equal(list->n_restrictions, 1);
    assert_string_equal(list->restrictions[0]->reason, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_child_has_a_file_of_her_own, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_neither_file_tells_of_the_other, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_who_sees_both_may_follow, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_she_is_found_by_who_looks_after_her, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_two_go_together, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_what_is_not_said_is_asked_for, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_who_may_not_go, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_who_was_placed_before_may_go, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_the_file_that_she_left_does_not_say_that_she_is_back, follow_opened,
                                        follow_closed),
        cmocka_unit_test_setup_teardown(test_who_looks_after_her_may_be_known, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_once, follow_opened, follow_closed),
        cmocka_unit_test_setup_teardown(test_restrictions_hold_for_hers_too, follow_opened, follow_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
