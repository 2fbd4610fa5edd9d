/* Who a family is: told by a call, by a later one, corrected; and what is done to it. */
#include "../intake/fixture.h"
#include "base/message.h"
#include "civil/civil.h"
#include "intake/domain/kin/kin.h"
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

static struct id next(void *owner, size_t n) {
    struct id id = {{0}};
    id.bytes[0] = (uint8_t) * (int *)owner;
    id.bytes[1] = (uint8_t)(n + 1);
    return id;
}

/* As call `which` tells it: with a due date, or the day of a birth. */
static intake__kin *told(int which, day due, day birth) {
    static int owner[8];
    owner[which] = which;
    intake__screening *s = fixture_screening(&a);
    s->household->n_children = 0;
    s->pregnancy = NEW(&a, intake__pregnancy);
    s->pregnancy->already_delivered = birth == DAY_NONE ? YES_NO_NO : YES_NO_YES;
    s->pregnancy->child_birth_date = civil_date(&a, birth);
    if (due != DAY_NONE) s->pregnancy->due_date = told_day(&a, due);
    struct kin_ids ids = {next, &owner[which], 0};
    return intake_kin_told(&a, s, fixture_today(), &ids);
}

static const char *text_of(const intake__kin *k) {
    const char *text = "";
    for (size_t i = 0; i < k->n_pregnancies; i++)
        text = arena_printf(&a, "%s%d%+d ", text, (int)k->pregnancies[i]->state,
                            k->pregnancies[i]->due_date ? civil_day(k->pregnancies[i]->due_date) - fixture_today() : 0);
    for (size_t i = 0; i < k->n_people; i++)
        if (k->people[i]->kind == PERSON_KIND_CHILD)
            text = arena_printf(&a, "%schild%+d ", text, civil_day(k->people[i]->birth_date) - fixture_today());
    return text;
}

enum { OPEN = PREGNANCY_STATE_OPEN, NO = -9999 };
static day on(int days) { return days == NO ? DAY_NONE : fixture_today() + days; }

static void test_what_a_call_tells(void **state) {
    (void)state;
    intake__kin *k = told(1, on(100), DAY_NONE);
    assert_string_equal(text_of(k), "1+100 ");
    assert_int_equal(intake_kin_due(k), on(100));
    assert_int_equal(intake_kin_birth(k), DAY_NONE);
    assert_string_equal(intake_kin_person(k, k->holder_id)->name->given, "Maude");
    k = told(1, DAY_NONE, on(-10));
    assert_string_equal(text_of(k), "2+0 child-10 ");
    assert_int_equal(intake_kin_due(k), DAY_NONE);
    assert_int_equal(intake_kin_youngest(k), on(-10));
    assert_null(intake_kin_told(&a, NULL, fixture_today(), NULL));
}

static void test_a_later_call(void **state) {
    (void)state;
    static const struct {
        int due, birth, then_due, then_birth;
        const char *text;
    } cases[] = {
        {100, NO, 107, NO, "1+107 "},                     /* dated anew */
        {100, NO, NO, NO, "1+100 "},                      /* nothing told takes nothing away */
        {NO, NO, 107, NO, "1+107 "},                      /* dated now */
        {10, NO, NO, -5, "2+10 child-5 "},                /* it is born */
        {10, -5, 12, NO, "2+10 child-5 "},                /* a form that is behind */
        {-300, -305, 150, NO, "2-300 1+150 child-305 "},  /* another pregnancy */
        {NO, -400, NO, -3, "2+0 2+0 child-400 child-3 "}, /* and another child */
        {NO, -400, NO, -400, "2+0 child-400 "},           /* the same one again */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        intake__kin *was = told(1, on(cases[i].due), on(cases[i].birth));
        intake__kin *now = intake_kin_later(&a, was, told(2, on(cases[i].then_due), on(cases[i].then_birth)));
        if (strcmp(text_of(now), cases[i].text) != 0) fail_msg("case %zu: %s", i, text_of(now));
    }
    assert_true(intake_kin_same(&a, told(1, on(5), DAY_NONE), told(2, on(5), DAY_NONE)));
    assert_false(intake_kin_same(&a, told(1, on(5), DAY_NONE), told(1, on(6), DAY_NONE)));
}

/* A slip is mended; what a person has written since stands. */
static void test_a_correction(void **state) {
    (void)state;
    intake__kin *before = told(1, on(100), DAY_NONE), *after = told(1, on(107), DAY_NONE);
    assert_string_equal(text_of(intake_kin_corrected(&a, before, before, after)), "1+107 ");
    intake__kin *dated = intake_kin_later(&a, before, told(2, on(95), DAY_NONE));
    assert_string_equal(text_of(intake_kin_corrected(&a, dated, before, after)), "1+95 ");
    before = told(1, DAY_NONE, on(-10)), after = told(1, DAY_NONE, on(-11));
    assert_string_equal(text_of(intake_kin_corrected(&a, before, before, after)), "2+0 child-11 ");
}

static intake__kin *born(intake__kin *was, int count, bool died) {
    static int owner = 7;
    intake__born_child *list[2] = {NEW(&a, intake__born_child), NEW(&a, intake__born_child)};
    list[0]->given_name = "Rose";
    list[1]->died = died;
    const intake__family_pregnancy *open = intake_kin_open(was);
    struct kin_birth b = {.pregnancy_id = open ? open->pregnancy_id : (ProtobufCBinaryData){0},
                          .born = (const intake__born_child *const *)list,
                          .n_born = (size_t)count,
                          .on = on(-2)};
    struct kin_ids ids = {next, &owner, 0};
    return intake_kin_with_birth(&a, was, &b, &ids);
}

static void test_births(void **state) {
    (void)state;
    intake__kin *k = born(told(1, on(10), DAY_NONE), 2, false);
    assert_string_equal(text_of(k), "2+10 child-2 child-2 ");
    assert_int_equal(k->pregnancies[0]->expected, 2);
    k = born(told(1, on(10), DAY_NONE), 2, true); /* one of twins died: the other one is followed */
    assert_int_equal(intake_kin_birth(k), on(-2));
    assert_string_equal(intake_kin_newborn(k)->name->given, "Rose");
    assert_int_equal(k->people[2]->left, PERSON_LEFT_DIED);
    k = intake_kin_reopened(&a, k, k->pregnancies[0]->pregnancy_id);
    assert_string_equal(text_of(k), "1+10 ");        /* it was another family's birth */
    k = born(told(1, DAY_NONE, on(-700)), 1, false); /* of a pregnancy that was in no file */
    assert_string_equal(text_of(k), "2+0 2+0 child-700 child-2 ");
}

static void test_a_birth_that_can_hardly_be(void **state) {
    (void)state;
    assert_false(intake_kin_birth_is_odd(on(0), on(-140)) || intake_kin_birth_is_odd(on(0), on(21)));
    assert_true(intake_kin_birth_is_odd(on(0), on(-141)) && intake_kin_birth_is_odd(on(0), on(22)));
    assert_false(intake_kin_birth_is_odd(DAY_NONE, on(0)));
}

static void test_a_loss_that_can_hardly_be(void **state) {
    (void)state;
    assert_false(intake_kin_loss_is_odd(on(100), on(-180)) || intake_kin_loss_is_odd(on(-21), on(0)));
    assert_true(intake_kin_loss_is_odd(on(100), on(-181)) && intake_kin_loss_is_odd(on(-22), on(0)));
    assert_false(intake_kin_loss_is_odd(DAY_NONE, on(-300)));
}

/* Her own of before, the file while they were one, and what was done to that: what is hers by then. */
static void test_what_was_done_while_two_were_one(void **state) {
    (void)state;
    intake__kin *own = told(1, on(10), DAY_NONE), *others = told(2, on(8), DAY_NONE);
    others->people[0]->name = message_copy(&a, &others->people[0]->name->base);
    others->people[0]->name->given = "Annie";
    for (int older = 0; older < 2; older++) { /* in the file stand the ids of whoever called first */
        intake__kin *file = older ? intake_kin_later(&a, others, own) : intake_kin_later(&a, own, others);
        intake__kin *k = intake_kin_since(&a, own, file, born(file, 2, false));
        assert_string_equal(text_of(k), "2+10 child-2 child-2 ");
        assert_true(span_equal(span_pb(k->people[1]->pregnancy_id), span_pb(k->pregnancies[0]->pregnancy_id)));
        assert_string_equal(k->people[0]->name->given, "Maude");
        assert_true(span_equal(span_pb(k->holder_id), span_pb(own->holder_id)));
        k = intake_kin_since(&a, own, file, file);
        assert_true(intake_kin_same(&a, k, own)); /* nothing was done, and nothing is taken over */
    }
    own = born(own, 1, false);
    intake__kin *file = intake_kin_later(&a, own, others);
    intake__kin *k = intake_kin_since(&a, own, file, intake_kin_without_person(&a, file, file->people[1]->person_id));
    assert_string_equal(text_of(k), "1+10 ");
    assert_null(intake_kin_since(&a, NULL, NULL, NULL));
}

/* The father holds the file by now; she calls, and he is not renamed. */
static void test_another_one_calls(void **state) {
    (void)state;
    static int owner = 6;
    intake__kin *k = told(1, on(10), DAY_NONE);
    intake__person *father = NEW(&a, intake__person);
    father->person_id = id_field(&a, next(&owner, 0));
    father->kind = PERSON_KIND_ADULT;
    father->name = NEW(&a, sippe__person_name);
    father->name->given = "Jean";
    k = intake_kin_with_person(&a, k, father);
    k->holder_id = father->person_id;
    intake__kin *call = told(2, on(10), DAY_NONE);
    call->people[0]->gender = GENDER_F;
    k = intake_kin_later(&a, k, call);
    assert_int_equal(k->n_people, 2);
    assert_string_equal(intake_kin_person(k, k->holder_id)->name->given, "Jean");
    assert_int_equal(k->people[0]->gender, GENDER_F);
}

static void test_who_is_asked_about(void **state) {
    (void)state;
    intake__kin *k = born(told(1, on(10), DAY_NONE), 2, false);
    assert_false(intake_kin_asks_home(k) || intake_kin_asks_loss(k));
    k->people[2]->home = CHILD_HOME_UNKNOWN; /* the other one of two */
    assert_true(intake_kin_asks_home(k));
    intake__kin *after = message_copy(&a, &k->base);
    after->people[2]->left = PERSON_LEFT_DIED;
    assert_true(intake_kin_asks_loss(after) && !intake_kin_asks_home(after));
    assert_true(intake_kin_is_lost(k, after) && !intake_kin_is_lost(after, k) && !intake_kin_is_lost(after, after));
    after->people[2]->spoken_to = YES_NO_YES;
    assert_false(intake_kin_asks_loss(after));
    k = born(told(1, on(10), DAY_NONE), 2, true);
    k->people[1]->left = PERSON_LEFT_DIED;
    k->pregnancies[0]->state = PREGNANCY_STATE_ENDED; /* both, at birth: asked once, of the pregnancy */
    assert_true(intake_kin_asks_loss(k));
    k->pregnancies[0]->spoken_to = YES_NO_YES;
    assert_false(intake_kin_asks_loss(k));
    assert_false(intake_kin_asks_loss(NULL) || intake_kin_asks_home(NULL) || intake_kin_is_lost(NULL, NULL));
}

static void test_a_person_is_checked(void **state) {
    (void)state;
    static const struct {
        int kind, birth, home_state, home, left, left_on;
        const char *path;
        int reason;
    } cases[] = {
        {2, -10, 0, NO, 0, NO, "", 0},
        {1, NO, 0, NO, 0, NO, "", 0}, /* of an adult the birth date need not be known */
        {0, -10, 0, NO, 0, NO, "kind", REASON_FIELD_REQUIRED},
        {2, NO, 0, NO, 0, NO, "birth_date", REASON_FIELD_REQUIRED},
        {2, 1, 0, NO, 0, NO, "birth_date", REASON_DATE_IN_FUTURE},
        {2, -10, CHILD_HOME_SINCE, -11, 0, NO, "home_on", REASON_CONTRADICTION},
        {2, -10, CHILD_HOME_SINCE, NO, 0, NO, "home_on", REASON_CONTRADICTION},
        {2, -10, CHILD_HOME_UNKNOWN, -5, 0, NO, "home_on", REASON_CONTRADICTION},
        {2, -10, 0, NO, 0, -5, "left_on", REASON_CONTRADICTION},
        {2, -10, 0, NO, PERSON_LEFT_DIED, -5, "", 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        intake__person *p = NEW(&a, intake__person);
        p->kind = (intake__person_kind)cases[i].kind;
        p->birth_date = civil_date(&a, on(cases[i].birth));
        p->home = (intake__child_home)cases[i].home_state;
        p->home_on = civil_date(&a, on(cases[i].home));
        p->left = (intake__person_left)cases[i].left;
        p->left_on = civil_date(&a, on(cases[i].left_on));
        struct findings f = findings_in(&a);
        intake_kin_check_person(p, fixture_today(), &f);
        if (f.n != (cases[i].reason != 0) || (f.n && finding_of(&f, cases[i].path) != cases[i].reason))
            fail_msg("case %zu: %zu findings, %s %d", i, f.n, f.n ? f.list[0].path : "", f.n ? f.list[0].reason : 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_call_tells),
        cmocka_unit_test(test_a_later_call),
        cmocka_unit_test(test_a_correction),
        cmocka_unit_test(test_births),
        cmocka_unit_test(test_a_birth_that_can_hardly_be),
        cmocka_unit_test(test_a_loss_that_can_hardly_be),
        cmocka_unit_test(test_what_was_done_while_two_were_one),
        cmocka_unit_test(test_another_one_calls),
        cmocka_unit_test(test_who_is_asked_about),
        cmocka_unit_test(test_a_person_is_checked),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
