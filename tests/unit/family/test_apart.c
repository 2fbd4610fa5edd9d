/* Children who go to a file of their own: who may, what is left here, what stands there, and how they come back. */
#include "../intake/fixture.h"
#include "civil/civil.h"
#include "intake/domain/kin/apart.h"
#include <string.h>

static struct arena a;
static int begin(void **state) {
    (void)state;
    arena_init(&a);
    return 0;
}
static int end(void **state) {
    (void)state;
    arena_close(&a);
    return 0;
}

static struct id drawn(void *owner, size_t n) {
    (void)owner;
    return (struct id){{(uint8_t)(100 + n)}};
}
static ProtobufCBinaryData numbered(int n) { return id_field(&a, (struct id){{(uint8_t)n}}); }
static day on(int days) { return fixture_today() + days; }

enum { MOTHER = 1, LOU, ZOE, TOM, LOST, NONE, FIRST = 11, SECOND, THIRD };

static intake__person *person(intake__kin *k, int n, intake__person_kind kind, int born, int of) {
    intake__person *p = NEW(&a, intake__person);
    p->person_id = numbered(n);
    p->kind = kind;
    p->birth_date = civil_date(&a, on(born));
    p->relation = "un mot d'ici";
    if (of) p->pregnancy_id = numbered(of);
    APPEND(&a, k, people, p);
    return p;
}

static void pregnancy(intake__kin *k, int n, intake__pregnancy_state state, int due) {
    intake__family_pregnancy *p = NEW(&a, intake__family_pregnancy);
    p->pregnancy_id = numbered(n);
    p->person_id = numbered(MOTHER);
    p->state = state;
    p->due_date = civil_date(&a, on(due));
    p->source = DUE_SOURCE_ULTRASOUND;
    p->expected = 2;
    APPEND(&a, k, pregnancies, p);
}

/* Tom of two years; Lou and Zoé, twins of forty days; one who died. */
static intake__kin *family(void) {
    intake__kin *k = NEW(&a, intake__kin);
    person(k, MOTHER, PERSON_KIND_ADULT, -9000, 0);
    k->holder_id = numbered(MOTHER);
    person(k, TOM, PERSON_KIND_CHILD, -700, FIRST);
    person(k, LOU, PERSON_KIND_CHILD, -40, SECOND);
    person(k, ZOE, PERSON_KIND_CHILD, -40, SECOND);
    person(k, LOST, PERSON_KIND_CHILD, -300, THIRD)->left = PERSON_LEFT_DIED;
    pregnancy(k, FIRST, PREGNANCY_STATE_BORN, -690);
    pregnancy(k, SECOND, PREGNANCY_STATE_BORN, -20);
    return k;
}

static void test_who_may_go(void **state) {
    (void)state;
    static const struct {
        int who;
        intake__person_left left;
        int reason;
    } cases[] = {
        {LOU, 0, 0},
        {LOU, PERSON_LEFT_IN_CARE, 0},
        {LOU, PERSON_LEFT_ELSEWHERE, 0},
        {LOU, PERSON_LEFT_OWN_FILE, REASON_CHILD_OWN_FILE},
        {LOU, PERSON_LEFT_DIED, REASON_CHILD_GONE},
        {MOTHER, 0, REASON_NOT_FOUND},
        {NONE, 0, REASON_NOT_FOUND},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        intake__kin *k = family();
        intake__person *p = intake_kin_person(k, numbered(cases[i].who));
        if (p) p->left = cases[i].left;
        assert_int_equal(intake_kin_may_go(k, numbered(cases[i].who)), cases[i].reason);
    }
    assert_int_equal(intake_kin_may_go(NULL, numbered(LOU)), REASON_NOT_FOUND);
}

static void test_what_is_left_here(void **state) {
    (void)state;
    intake__kin *was = family();
    intake_kin_person(was, numbered(ZOE))->left = PERSON_LEFT_IN_CARE;
    intake_kin_person(was, numbered(ZOE))->left_on = civil_date(&a, on(-9));
    const ProtobufCBinaryData both[] = {numbered(LOU), numbered(ZOE)};
    const intake__kin *k = intake_kin_separated(&a, was, both, 2, on(-5));
    assert_int_equal(k->n_people, was->n_people);
    assert_int_equal(intake_kin_person(k, numbered(LOU))->left, PERSON_LEFT_OWN_FILE);
    assert_int_equal(civil_day(intake_kin_person(k, numbered(LOU))->left_on), on(-5));
    assert_int_equal(civil_day(intake_kin_person(k, numbered(ZOE))->left_on), on(-9)); /* she was gone before */
    assert_int_equal(intake_kin_person(k, numbered(TOM))->left, 0);
    assert_int_equal(intake_kin_person(was, numbered(LOU))->left, 0); /* what it was given stays */
    k = intake_kin_separated(&a, was, both, 2, on(-20));
    assert_int_equal(civil_day(intake_kin_person(k, numbered(ZOE))->left_on), on(-20));
}

static void test_when_nobody_is_left(void **state) {
    (void)state;
    const ProtobufCBinaryData all[] = {numbered(LOU), numbered(ZOE), numbered(TOM)};
    intake__kin *was = family();
    assert_false(intake_kin_is_left_alone(was, intake_kin_separated(&a, was, all, 2, on(-5))));
    const intake__kin *alone = intake_kin_separated(&a, was, all, 3, on(-5));
    assert_true(intake_kin_is_left_alone(was, alone));
    assert_false(intake_kin_is_left_alone(alone, alone)); /* nobody was there before */
    pregnancy(was, THIRD, PREGNANCY_STATE_OPEN, 100);
    assert_false(intake_kin_is_left_alone(was, intake_kin_separated(&a, was, all, 3, on(-5))));
}

/* One birth of both twins, another of their brother; nothing of hers who bore them. */
static void test_what_stands_there(void **state) {
    (void)state;
    const ProtobufCBinaryData three[] = {numbered(ZOE), numbered(LOU), numbered(TOM)};
    struct kin_ids ids = {drawn, NULL, 0};
    intake__person holder = INTAKE__PERSON__INIT;
    holder.kind = PERSON_KIND_ADULT;
    holder.relation = "grand-mère";
    const intake__kin *k = intake_kin_of_children(&a, family(), three, 3, &holder, &ids);
    assert_int_equal(k->n_people, 4);
    assert_string_equal(k->people[0]->relation, "grand-mère");
    assert_true(span_equal(span_pb(k->holder_id), span_pb(k->people[0]->person_id)));
    assert_int_equal(k->n_pregnancies, 2);
    for (size_t i = 0; i < k->n_pregnancies; i++) {
        const intake__family_pregnancy *p = k->pregnancies[i];
        assert_int_equal(p->state, PREGNANCY_STATE_BORN);
        assert_null(p->due_date);
        assert_int_equal(p->source, 0);
        assert_int_equal(p->expected, 0);
        assert_int_equal(p->person_id.len, 0);
        assert_null(intake_kin_pregnancy(family(), p->pregnancy_id)); /* an id of its own */
    }
    assert_true(span_equal(span_pb(intake_kin_person(k, numbered(LOU))->pregnancy_id),
                           span_pb(intake_kin_person(k, numbered(ZOE))->pregnancy_id)));
    assert_string_equal(intake_kin_person(k, numbered(LOU))->relation, "");
    assert_int_equal(intake_kin_birth(k), on(-40));
    assert_null(intake_kin_person(k, numbered(MOTHER)));
}

static void test_back(void **state) {
    (void)state;
    const ProtobufCBinaryData both[] = {numbered(LOU), numbered(ZOE)};
    intake__kin *was = family();
    intake_kin_person(was, numbered(ZOE))->left = PERSON_LEFT_IN_CARE;
    intake__person *were[] = {intake_kin_person(was, numbered(LOU)), intake_kin_person(was, numbered(ZOE))};
    const intake__kin *gone = intake_kin_separated(&a, was, both, 2, on(-5));
    assert_true(intake_kin_any_apart(gone, were, 2));
    assert_true(intake_kin_born_apart(gone, numbered(SECOND)));
    assert_false(intake_kin_born_apart(gone, numbered(FIRST)));
    const intake__kin *one = intake_kin_returned(&a, gone, numbered(LOU));
    assert_int_equal(intake_kin_person(one, numbered(LOU))->left, 0);
    assert_null(intake_kin_person(one, numbered(LOU))->left_on);
    assert_int_equal(intake_kin_person(one, numbered(ZOE))->left, PERSON_LEFT_OWN_FILE);
    assert_true(intake_kin_any_apart(one, were, 2));
    const intake__kin *never = intake_kin_never_left(&a, gone, were, 2);
    assert_int_equal(intake_kin_person(never, numbered(LOU))->left, 0);
    assert_int_equal(intake_kin_person(never, numbered(ZOE))->left, PERSON_LEFT_IN_CARE);
    assert_false(intake_kin_any_apart(never, were, 2));
    never = intake_kin_never_left(&a, one, were, 2); /* who is back already stays so */
    assert_int_equal(intake_kin_person(never, numbered(LOU))->left, 0);
}

static void test_she_left_the_file_of_her_own(void **state) {
    (void)state;
    const intake__kin *gone = intake_kin_went_back(&a, family(), intake_kin_person(family(), numbered(LOU)), on(-1));
    assert_int_equal(intake_kin_person(gone, numbered(LOU))->left, PERSON_LEFT_ELSEWHERE);
    assert_int_equal(civil_day(intake_kin_person(gone, numbered(LOU))->left_on), on(-1));
    assert_null(intake_kin_went_back(&a, family(), intake_kin_person(family(), numbered(LOST)), on(-1)));
    intake__person nobody = INTAKE__PERSON__INIT;
    nobody.kind = PERSON_KIND_CHILD;
    nobody.birth_date = civil_date(&a, on(-77));
    assert_null(intake_kin_went_back(&a, family(), &nobody, on(-1)));
}

/* Two files become one, and one of them knows that she is not there: whichever is newer, that stands, and who she was is
 * found under whatever id. */
static void test_two_files_become_one(void **state) {
    (void)state;
    const ProtobufCBinaryData tom[] = {numbered(TOM)};
    intake__kin *other = NEW(&a, intake__kin);
    person(other, THIRD + 1, PERSON_KIND_ADULT, -9000, 0);
    other->holder_id = numbered(THIRD + 1);
    person(other, THIRD + 2, PERSON_KIND_CHILD, -700, 0);
    intake__person *was = intake_kin_person(family(), numbered(TOM));
    const intake__kin *gone = intake_kin_separated(&a, family(), tom, 1, on(-5));
    const intake__kin *joined[] = {intake_kin_later(&a, gone, other), intake_kin_later(&a, other, gone)};
    for (int i = 0; i < 2; i++) {
        assert_true(intake_kin_any_apart(joined[i], &was, 1));
        assert_int_equal(civil_day(intake_kin_who_went(joined[i], was)->left_on), on(-5));
        const intake__kin *back = intake_kin_never_left(&a, joined[i], &was, 1);
        assert_int_equal(intake_kin_who_went(back, was)->left, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_who_may_go, begin, end),
        cmocka_unit_test_setup_teardown(test_what_is_left_here, begin, end),
        cmocka_unit_test_setup_teardown(test_when_nobody_is_left, begin, end),
        cmocka_unit_test_setup_teardown(test_what_stands_there, begin, end),
        cmocka_unit_test_setup_teardown(test_back, begin, end),
        cmocka_unit_test_setup_teardown(test_she_left_the_file_of_her_own, begin, end),
        cmocka_unit_test_setup_teardown(test_two_files_become_one, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
