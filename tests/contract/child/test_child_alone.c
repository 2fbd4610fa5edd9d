/* Of the two files each is alone: erased, one leaves the other whole; what was shown of one is noted of that one; and what
 * a record of one says stands in its own rows. */
#include "child_world.h"
#include "../without_words.h"

static ProtobufCBinaryData gone(struct loop *l, ProtobufCBinaryData which) {
    intake__get_family_request *ask = NEW(&l->t.a, intake__get_family_request);
    erased(l, which);
    ask->family_id = which;
    assert_int_equal(ASK(&l->t, "team", GetFamily, get_family, ask, NULL), REASON_NOT_FOUND);
    return which;
}

static void test_she_is_erased_and_her_child_is_not(void **state) {
    struct loop *l = *state;
    struct desk *t = &l->t;
    ProtobufCBinaryData her = family_with_twins(t)->family_id, own = separated(t, her, "Lou");
    gone(l, her);
    const intake__get_family_reply *g = family(t, "team", own);
    assert_string_equal(g->name->given, "Ginette");
    assert_non_null(child_of(g->kin, "Lou"));
    assert_non_null(asked_of(t, own));
    const intake__list_separations_reply *list = separations(t, "coord", own);
    assert_int_equal(list->n_separations, 1);
    assert_int_equal(list->separations[0]->other_family_id.len, 0);
    assert_string_equal(list->separations[0]->other_number, "");
}

static void test_the_child_is_erased_and_her_mother_is_not(void **state) {
    struct loop *l = *state;
    struct desk *t = &l->t;
    ProtobufCBinaryData her = family_with_twins(t)->family_id, own = separated(t, her, "Lou");
    gone(l, own);
    assert_int_equal(child_of(kin_of(t, her), "Lou")->left, PERSON_LEFT_OWN_FILE);
    assert_string_equal(separations(t, "coord", her)->separations[0]->other_number, "");
    intake__return_child_request *in = return_of(t, her, "Lou");
    in->in_error = true;
    assert_int_equal(come_back(t, in), REASON_SEPARATION_TOUCHED);
    in->in_error = false;
    in->on = civil_date(&t->a, fixture_today());
    assert_int_equal(come_back(t, in), 0);
    assert_int_equal(child_of(kin_of(t, her), "Lou")->left, 0);
}

/* Followed, then both ended and erased: scheduling has nothing of either. */
static void test_words_of_each_are_in_its_own_rows(void **state) {
    struct loop *l = *state;
    struct desk *t = &l->t;
    ProtobufCBinaryData her = followed_with_twins(t)->family_id, own = separated(t, her, "Lou");
    intake__return_child_request *back = return_of(t, her, "Lou");
    back->on = civil_date(&t->a, fixture_today());
    assert_int_equal(enrol_apart(t, own, NULL), 0);
    assert_int_equal(come_back(t, back), 0);
    const ProtobufCBinaryData both[] = {her, own};
    for (int i = 0; i < TWO; i++) {
        struct id family = id_of(both[i]);
        struct engine *other = rebuilt_without(t->w, "intake", &t->a, family);
        struct view without = view_make(other, &other->snapshot);
        assert_true(others_rows_are_the_same(world_view(t->w, "intake", &t->a), &without, family) > 5);
        const intake_rows__family *row = row_get(&without, &intake_families, KEY(KEY_ID(family)));
        assert_string_equal(row->personal->number, "");
        without_close(other);
    }
}

/* ---- what was shown ---- */

/* The first look of each member on each day is told. */
static size_t looks_at(struct desk *t, ProtobufCBinaryData id, const char *method) {
    node__list_access_request *in = NEW(&t->a, node__list_access_request);
    node__list_access_reply *out = NULL;
    in->subject = id;
    in->limit = 200;
    world_run(t->w, 120000); /* what is the same again is counted each minute */
    assert_int_equal(world_call(t->w, &t->a, "intake", "privacy", "node.ListAccess", world_request_id(t->w), &in->base,
                                &node__list_access_reply__descriptor, &out, NULL),
                     0);
    size_t n = 0;
    for (size_t i = 0; i < out->n_entries; i++) n += strcmp(out->entries[i]->method, method) == 0;
    return n;
}

/* Who looks at one is noted of that one; who is shown the other's number, of both. */
static void test_a_look_at_one_is_none_at_the_other(void **state) {
    struct loop *l = *state;
    struct desk *t = &l->t;
    ProtobufCBinaryData her = family_with_twins(t)->family_id, own = separated(t, her, "Lou");
    size_t before = looks_at(t, own, "intake.GetFamily");
    family(t, "team", her);
    assert_int_equal(looks_at(t, own, "intake.GetFamily"), before);
    assert_int_equal(looks_at(t, own, "intake.SeparateChild"), 0);
    assert_int_equal(looks_at(t, own, "intake.ListSeparations"), 0);
    separations(t, "team", her);
    assert_int_equal(looks_at(t, own, "intake.ListSeparations"), 1);
    intake__list_disclosures_request *in = NEW(&t->a, intake__list_disclosures_request);
    intake__list_disclosures_reply *out = NULL;
    in->family_id = her;
    assert_int_equal(ASK(t, "team", ListDisclosures, list_disclosures, in, &out), 0);
    assert_int_equal(out->n_disclosures, 0);
}

/* Of two files of two CLSC, whoever sees one is told no number of the other. */
static void test_who_sees_one_is_told_of_that_one(void **state) {
    struct loop *l = *state;
    struct desk *t = &l->t;
    ProtobufCBinaryData her = family_with_twins(t)->family_id, own = separated(t, her, "Lou");
    intake__offer_move_request *offer = NEW(&t->a, intake__offer_move_request);
    intake__offer_move_reply *offered = NULL;
    intake__accept_move_request *accept = NEW(&t->a, intake__accept_move_request);
    offer->family_id = own;
    offer->version = family(t, "coord", own)->version;
    offer->to_clsc_code = "99002";
    offer->reason = MOVE_REASON_ADDRESS;
    assert_int_equal(ASK(t, "coord", OfferMove, offer_move, offer, &offered), 0);
    accept->move_id = family(t, "coord", own)->moves[0]->move_id;
    accept->version = family(t, "coord", own)->moves[0]->version;
    assert_int_equal(ASK(t, "coord", AcceptMove, accept_move, accept, NULL), 0);
    settle_all(l);
    assert_string_equal(separations(t, "team", her)->separations[0]->other_number, "");
    assert_string_equal(separations(t, "team2", own)->separations[0]->other_number, "");
    assert_int_equal(asked_of(t, own)->clsc_code[4], '2');
    intake__return_child_request *in = return_of(t, her, "Lou");
    in->in_error = true;
    assert_int_equal(come_back(t, in), REASON_NOT_FOUND); /* what is not hers to close */
    in->in_error = false;
    in->on = civil_date(&t->a, fixture_today());
    assert_int_equal(come_back(t, in), 0);
    assert_int_equal(child_of(kin_of(t, own), "Lou")->left, PERSON_LEFT_ELSEWHERE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_she_is_erased_and_her_child_is_not, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_the_child_is_erased_and_her_mother_is_not, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_words_of_each_are_in_its_own_rows, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_look_at_one_is_none_at_the_other, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_who_sees_one_is_told_of_that_one, erasure_opened, loop_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
