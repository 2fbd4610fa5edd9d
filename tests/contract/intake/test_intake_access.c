/* From whom a family keeps its file, for them it is there in no list, count, match or answer; who does not follow her:
 * test_intake_opened.c. */
#include "access_world.h"

static void test_who_is_kept_out_finds_nothing(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "bea", "A-1");
    is_there(t, "anne", s, 1);
    restricted(t, s->family_id, "anne", SHOWS_NOTHING);
    is_there(t, "anne", s, 0);
    is_there(t, "bea", s, 1);
    is_there(t, "coord", s, 1);
    assert_int_equal(attempts(t, "anne", s), REASON_NOT_FOUND);
    assert_int_equal(decide(t, "anne", s->screening_id, s->version, ROUTE_SIPPE, NULL), REASON_NOT_FOUND);
    assert_int_equal(restricts(t, "anne", from(t, s->family_id, "bea")), REASON_NOT_FOUND);
}

/* A call of hers may be the same family: for who is kept out it is a call like any other. */
static void test_who_is_kept_out_matches_nothing(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = NULL, *known = NULL;
    intake__screening *call = call_now(t);
    call->local_reference = "A-1";
    assert_int_equal(submit(t, "bea", call, &s), 0);
    restricted(t, s->family_id, "anne", SHOWS_NOTHING);
    leap(t, 60000);
    intake__submit_screening_reply *again = called(t, "anne", "A-1");
    assert_int_equal(submit(t, "bea", call, &known), 0);
    assert_false(again->known);
    assert_true(known->known);
    assert_int_equal(again->n_matches, 0);
    intake__get_screening_reply *anne = NULL, *bea = NULL;
    assert_int_equal(screening_of(t, "anne", again->screening_id, &anne), 0);
    assert_int_equal(screening_of(t, "bea", again->screening_id, &bea), 0);
    assert_true(anne->n_matches == 0 && anne->summary->n_matches == 0);
    assert_true(bea->n_matches == 1 && bea->summary->n_matches == 1);
    assert_null(work_of(worklist(t, "anne"), WORK_KIND_SETTLE_MATCH));
    assert_int_equal(worklist(t, "anne")->total, 1); /* to decide */
    assert_non_null(work_of(worklist(t, "bea"), WORK_KIND_SETTLE_MATCH));
    intake__settle_match_request *same = NEW(&t->a, intake__settle_match_request);
    same->screening_id = again->screening_id;
    same->version = again->version;
    same->same_as_family_id = s->family_id;
    assert_int_equal(ASK(t, "anne", SettleMatch, settle_match, same, NULL), REASON_NOT_FOUND);
    intake__submit_screening_request *in = NEW(&t->a, intake__submit_screening_request);
    in->screening = call_now(t);
    in->family_id = s->family_id;
    assert_int_equal(ASK(t, "anne", SubmitScreening, submit_screening, in, NULL), REASON_NOT_FOUND);
}

/* What was said of either holds of the family that is left. */
static void test_a_merge_takes_nothing_back(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "bea", "A-1"), *made = called(t, "bea", "A-2");
    restricted(t, made->family_id, "anne", SHOWS_NOTHING);
    assert_int_equal(get(t, "anne", s->family_id, NULL), 0);
    intake__settle_match_request *in = NEW(&t->a, intake__settle_match_request);
    in->screening_id = made->screening_id;
    in->version = made->version;
    in->same_as_family_id = s->family_id;
    assert_int_equal(ASK(t, "bea", SettleMatch, settle_match, in, NULL), 0);
    assert_int_equal(get(t, "anne", s->family_id, NULL), REASON_NOT_FOUND);
    assert_int_equal(get(t, "anne", made->family_id, NULL), REASON_NOT_FOUND);
    assert_int_equal(found(t, "anne", "", "", made->family_number), 0);
}

/* ---- from a part of it ---- */

static void test_a_class_is_withheld(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "bea", "A-1");
    intake__get_family_reply *f = NULL;
    assert_int_equal(get(t, "anne", s->family_id, &f), 0);
    assert_true(f->n_withheld == 0 && f->contact->n_numbers && f->due_date);
    assert_non_null(f->kin->people[0]->name);
    restricted(t, s->family_id, "anne", SHOWS_CONTACT);
    assert_int_equal(get(t, "anne", s->family_id, &f), 0);
    assert_true(f->n_withheld == 1 && f->withheld[0] == SHOWS_CONTACT);
    assert_true(f->name && f->due_date && f->n_screenings == 1 && !f->contact && !f->contact_version.len);
    assert_string_equal(worklist(t, "anne")->items[0]->phone, "");
    const intake__screening *call = call_now(t);
    assert_int_equal(found(t, "anne", "", call->identity->phone, ""), 0);
    assert_int_equal(found(t, "anne", call->identity->name->family, "", ""), 1);
    assert_int_equal(screening_of(t, "anne", s->screening_id, NULL), REASON_CARE_TEAM_ONLY);
    assert_int_equal(attempts(t, "anne", s), REASON_CARE_TEAM_ONLY);
}

/* Her children and her pregnancies are answers; who they are is who she is. */
static void test_who_she_is_is_withheld(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "bea", "A-1");
    intake__get_family_reply *f = NULL;
    restricted(t, s->family_id, "anne", SHOWS_IDENTITY);
    assert_int_equal(get(t, "anne", s->family_id, &f), 0);
    assert_true(!f->name && !f->birth_date && f->due_date && f->kin->n_people > 0);
    for (size_t i = 0; i < f->kin->n_people; i++)
        assert_true(!f->kin->people[i]->name && !f->kin->people[i]->birth_date && !f->kin->people[i]->gender);
}

static size_t restrictions(struct desk *t, const char *by, ProtobufCBinaryData family_id,
                           intake__list_restrictions_reply **out) {
    intake__list_restrictions_request *in = NEW(&t->a, intake__list_restrictions_request);
    in->family_id = family_id;
    assert_int_equal(ASK(t, by, ListRestrictions, list_restrictions, in, out), 0);
    return (*out)->n_restrictions;
}

static int lift(struct desk *t, const char *by, const intake__restriction_shown *r) {
    intake__lift_restriction_request *in = NEW(&t->a, intake__lift_restriction_request);
    in->restriction_id = r->restriction_id;
    in->version = r->version;
    return ASK(t, by, LiftRestriction, lift_restriction, in, NULL);
}

/* Whom it names is not told of it, nor who asked. */
static void test_a_restriction_is_listed_and_lifted(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "bea", "A-1");
    intake__list_restrictions_reply *list = NULL;
    restricted(t, s->family_id, "anne", SHOWS_IDENTITY); /* so that she may change the file */
    assert_int_equal(restrictions(t, "anne", s->family_id, &list), 0);
    assert_int_equal(restrictions(t, "bea", s->family_id, &list), 1);
    const intake__restriction_shown *r = list->restrictions[0];
    assert_string_equal(r->member, "anne");
    assert_string_equal(r->recorded_by, "bea");
    assert_string_equal(r->reason, "Une voisine.");
    assert_true(r->n_shows == 1 && r->shows[0] == SHOWS_IDENTITY && !r->lifted);
    assert_int_equal(found(t, "anne", "", "", s->family_number), 0);
    assert_int_equal(lift(t, "anne", r), REASON_NOT_FOUND);
    assert_int_equal(lift(t, "bea", r), 0);
    assert_int_equal(lift(t, "bea", r), REASON_VERSION_STALE);
    assert_int_equal(restrictions(t, "bea", s->family_id, &list), 1);
    assert_true(list->restrictions[0]->lifted);
    assert_int_equal(lift(t, "bea", list->restrictions[0]), REASON_MOVE_ILLEGAL);
    is_there(t, "anne", s, 1);
}

static void test_a_role_of_a_clsc_is_kept_out(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "bea", "A-1");
    intake__restrict_access_request *in = from(t, s->family_id, "");
    in->role = ROLE_TEAM;
    in->organization = "99001";
    in->until = in->asked_on;
    assert_int_equal(restricts(t, "bea", in), 0);
    assert_int_equal(get(t, "inf-1", s->family_id, NULL), REASON_NOT_FOUND);
    assert_int_equal(get(t, "anne", s->family_id, NULL), 0);
    leap(t, DAY_LONG); /* its last day is over */
    assert_int_equal(get(t, "inf-1", s->family_id, NULL), 0);
}

static void test_what_cannot_be_restricted(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = called(t, "bea", "A-1");
    intake__restrict_access_request *in = from(t, s->family_id, "personne");
    assert_int_equal(restricts(t, "bea", in), REASON_FIELDS_INVALID); /* unknown */
    in->member = "";
    assert_int_equal(restricts(t, "bea", in), REASON_FIELDS_INVALID); /* nobody */
    in->role = ROLE_COORDINATOR;
    assert_int_equal(restricts(t, "bea", in), REASON_NOT_RESTRICTABLE);
    in->role = ROLE_DESK;
    assert_int_equal(restricts(t, "bea", in), REASON_FIELDS_INVALID); /* of which CLSC? */
    in->organization = "12345";
    assert_int_equal(restricts(t, "bea", in), REASON_FIELDS_INVALID);
    in = from(t, s->family_id, "anne");
    in->role = ROLE_DESK; /* somebody, or a role */
    assert_int_equal(restricts(t, "bea", in), REASON_FIELDS_INVALID);
    in = from(t, s->family_id, "anne");
    APPEND(&t->a, in, shows, SHOWS_NOTHING);
    assert_int_equal(restricts(t, "bea", in), REASON_FIELDS_INVALID);
    in = from(t, s->family_id, "anne");
    in->until = civil_date(&t->a, DAY(in->asked_on) - 1);
    assert_int_equal(restricts(t, "bea", in), REASON_FIELDS_INVALID);
    in->until = NULL;
    in->asked_on = civil_date(&t->a, DAY(in->asked_on) + 1);
    assert_int_equal(restricts(t, "bea", in), REASON_FIELDS_INVALID);
    in->asked_on = NULL;
    assert_int_equal(restricts(t, "bea", in), REASON_FIELDS_INVALID);
    assert_int_equal(restricts(t, "desk2", from(t, s->family_id, "anne")), REASON_NOT_FOUND);
    assert_int_equal(restricts(t, "privacy", from(t, s->family_id, "anne")), REASON_NOT_ALLOWED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_who_is_kept_out_finds_nothing, opened, closed),
        cmocka_unit_test_setup_teardown(test_who_is_kept_out_matches_nothing, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_merge_takes_nothing_back, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_class_is_withheld, opened, closed),
        cmocka_unit_test_setup_teardown(test_who_she_is_is_withheld, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_restriction_is_listed_and_lifted, opened, closed),
        cmocka_unit_test_setup_teardown(test_a_role_of_a_clsc_is_kept_out, opened, closed),
        cmocka_unit_test_setup_teardown(test_what_cannot_be_restricted, opened, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
