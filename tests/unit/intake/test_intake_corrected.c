#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "base/message.h"
#include "intake/domain/screening/corrected.h"

static struct arena arena;

static int setup(void **state) {
    (void)state;
    arena_init(&arena);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_close(&arena);
    return 0;
}

static intake__screening *answers(void) {
    intake__screening *s = NEW(&arena, intake__screening);
    s->local_reference = "N-0001";
    s->identity = NEW(&arena, intake__identity);
    s->identity->name = NEW(&arena, sippe__person_name);
    s->identity->name->family = "Côté";
    s->identity->name->given = "Maude";
    s->identity->phone = "5145550142";
    s->income = NEW(&arena, intake__income);
    s->income->annual = NEW(&arena, sippe__money_answer);
    s->income->annual->answer_case = SIPPE__MONEY_ANSWER__ANSWER_NOT_KNOWN;
    s->income->annual->not_known = NOT_KNOWN_UNKNOWN;
    s->urgent = NEW(&arena, intake__urgent_needs);
    APPEND(&arena, s->urgent, needs, NEED_HOUSING);
    s->urgent->food_today = YES_NO_YES;
    return s;
}

/* One change each, and the paths that tell it. */
static void due_date(intake__screening *s) {
    s->pregnancy = NEW(&arena, intake__pregnancy);
    s->pregnancy->weeks_stated = NEW(&arena, sippe__int_answer);
    s->pregnancy->weeks_stated->answer_case = SIPPE__INT_ANSWER__ANSWER_VALUE;
}
static void name(intake__screening *s) { s->identity->name->given = "Maud"; }
static void income(intake__screening *s) {
    s->income->annual->answer_case = SIPPE__MONEY_ANSWER__ANSWER_VALUE;
    s->income->annual->value = NEW(&arena, sippe__money);
    s->income->annual->value->cents = 0;
}
static void income_range(intake__screening *s) {
    s->income->annual->answer_case = SIPPE__MONEY_ANSWER__ANSWER_RANGE;
    s->income->annual->range = NEW(&arena, sippe__money_range);
    s->income->annual->range->at_most = NEW(&arena, sippe__money);
}
static void one_need_more(intake__screening *s) { APPEND(&arena, s->urgent, needs, NEED_FOOD_AID); }
static void no_needs(intake__screening *s) { s->urgent = NULL; }
static void reference(intake__screening *s) { s->local_reference = ""; }
static void nothing(intake__screening *s) { s->support = NEW(&arena, intake__support); }
static void name_and_income(intake__screening *s) {
    name(s);
    income(s);
}

static const struct {
    void (*change)(intake__screening *s);
    const char *paths;
} cases[] = {
    {due_date, "pregnancy.weeks_stated"},
    {name, "identity.name.given"},
    {income, "income.annual"},
    {income_range, "income.annual"},
    {one_need_more, "urgent.needs"},
    {no_needs, "urgent.needs urgent.food_today"},
    {reference, "local_reference"},
    {nothing, ""},
    {name_and_income, "identity.name.given income.annual"},
};

static void what_differs_is_told_by_its_path(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        intake__screening *before = answers(), *after = answers();
        const char *paths = "";
        cases[i].change(after);
        struct corrected there = intake_screening_corrected(&arena, before, after);
        struct corrected back = intake_screening_corrected(&arena, after, before);
        for (size_t k = 0; k < there.n_paths; k++)
            paths = arena_printf(&arena, "%s%s%s", paths, k ? " " : "", there.paths[k]);
        assert_string_equal(paths, cases[i].paths);
        assert_true(span_equal(message_pack(&arena, &there.before->base), message_pack(&arena, &back.after->base)));
        assert_true(span_equal(message_pack(&arena, &there.after->base), message_pack(&arena, &back.before->base)));
    }
}

/* What is the same is in neither side: it is shown to nobody by the way. */
static void nothing_else_is_kept(void **state) {
    (void)state;
    intake__screening *after = answers();
    one_need_more(after);
    struct corrected c = intake_screening_corrected(&arena, answers(), after);
    assert_null(c.before->identity);
    assert_null(c.after->income);
    assert_string_equal(c.after->local_reference, "");
    assert_int_equal(c.before->urgent->n_needs, 1);
    assert_int_equal(c.after->urgent->n_needs, 2);
    assert_int_equal(c.after->urgent->food_today, 0);
    assert_false(message_mentions(&c.after->base, "Maude"));
}

/* Answers that were erased: all that is there now counts. */
static void of_nothing_all_is_new(void **state) {
    (void)state;
    struct corrected c = intake_screening_corrected(&arena, NULL, answers());
    assert_int_equal(c.n_paths, 7);
    assert_int_equal(message_pack(&arena, &c.before->base).len, 0);
    assert_int_equal(intake_screening_corrected(&arena, NULL, NULL).n_paths, 0);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {TEST(what_differs_is_told_by_its_path), TEST(nothing_else_is_kept),
                                       TEST(of_nothing_all_is_new)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
