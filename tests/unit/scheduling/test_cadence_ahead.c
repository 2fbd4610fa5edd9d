/* What is to come of a family by her dates: what she will weigh, births expected; and whether a visit may be due on a
 * day. */
#include "cadence_cases.h"

static struct arena arena;
static sippe__visits *visits;

static int setup(void **state) {
    (void)state;
    arena_init(&arena);
    visits = case_rules(&arena);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_close(&arena);
    return 0;
}

enum { DAYS = 300 };

/* "10 until 2026-08-01, 20 until ..." */
static const char *ahead_text(const struct family *f, bool expecting) {
    static int32_t points[DAYS];
    struct case_lists lists;
    const struct cadence_rules rules = {day_parse("2020-01-01"), visits};
    struct cadence c = case_cadence(f, &rules, 1, &lists);
    day today = day_parse(f->today);
    const char *text = "";
    memset(points, 0, sizeof points);
    if (expecting) c = cadence_expecting(&arena, &c, 3, today);
    cadence_points_ahead(&arena, &c, today, DAYS, points);
    for (int i = 0; i < DAYS; i++) {
        char on[11];
        day_text(today + i, on);
        assert_int_equal(points[i], cadence_points(&arena, &c, today + i)); /* one by one it is the same */
        if (i + 1 < DAYS && points[i] == points[i + 1]) continue;
        text = arena_printf(&arena, "%s%s%d until %s", text, *text ? ", " : "", points[i], on);
    }
    return text;
}

/* clang-format off */
static const struct family families[] = {
    {"pregnant: from the day at home weekly, then fortnightly", .enrolled = "2026-04-01", .pregnancies = {{"2026-07-01", ""}}, .today = "2026-05-01",
     .expected = "10 until 2026-07-01, 20 until 2026-08-14, 10 until 2027-02-24"},
    {"born already: nothing more is expected", .enrolled = "2026-04-01", .pregnancies = {{"2026-07-01", "2026-06-20"}}, .children = {{.born = "2026-06-20", .home = "2026-06-22"}}, .today = "2026-07-01",
     .expected = "20 until 2026-08-02, 10 until 2027-04-26"},
    {"past the due date: today, as far as anybody knows", .enrolled = "2026-04-01", .pregnancies = {{"2026-07-01", ""}}, .today = "2026-07-10",
     .expected = "10 until 2026-07-10, 20 until 2026-08-23, 10 until 2027-05-05"},
    {"a two-year-old, and another one expected: it weighs as the younger, once home", .enrolled = "2024-04-01", .pregnancies = {{"2026-07-01", ""}}, .children = {{.born = "2024-03-01", .home = "2024-03-03"}}, .today = "2026-05-01",
     .expected = "10 until 2026-06-30, 5 until 2026-07-03, 20 until 2026-08-14, 10 until 2027-02-24"},
    {"a child of two months, and nobody expected", .enrolled = "2026-04-01", .children = {{.born = "2026-03-01", .home = "2026-03-03"}}, .today = "2026-05-01",
     .expected = "10 until 2027-02-24"},
};
/* clang-format on */

static void test_births_that_are_expected(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        const char *got = ahead_text(&families[i], true);
        if (strcmp(got, families[i].expected) != 0)
            fail_msg("%s: %s, not %s", families[i].what, got, families[i].expected);
    }
    assert_string_equal(ahead_text(&families[0], false), "10 until 2027-02-24"); /* without them she stays as she is */
}

/* What is there stays there, and sums are added to. */
static void test_expecting_changes_nothing_else(void **state) {
    (void)state;
    struct case_lists lists;
    const struct cadence_rules rules = {day_parse("2020-01-01"), visits};
    const day today = day_parse("2026-05-01");
    const struct family family = {.enrolled = "2026-04-01",
                                  .pregnancies = {{"2026-07-01", ""}, {"2025-01-01", "2024-12-20"}}};
    struct cadence c = case_cadence(&family, &rules, 1, &lists), expecting = cadence_expecting(&arena, &c, 3, today);
    assert_int_equal(c.n_anchors, 3);
    assert_int_equal(c.anchors[1].ended, DAY_NONE);
    assert_int_equal(expecting.n_anchors, 4);
    assert_int_equal(expecting.anchors[1].ended, day_parse("2026-07-01"));
    assert_int_equal(expecting.anchors[2].ended, day_parse("2024-12-20"));
    assert_int_equal(expecting.anchors[3].born, day_parse("2026-07-01"));
    assert_int_equal(expecting.anchors[3].home, day_parse("2026-07-04"));
    int32_t points[2] = {5, 7};
    cadence_points_ahead(&arena, &c, today, 2, points);
    assert_int_equal(points[0], 15);
    assert_int_equal(points[1], 17);
}

/* Due 2026-08-01: PRENATAL 6: 03-24..04-01, 7: 04-07..04-15. */
static void test_is_a_visit_due_on_that_day(void **state) {
    (void)state;
    struct case_lists lists;
    struct cadence_window *w;
    const struct cadence_rules rules = {day_parse("2020-01-01"), visits};
    const day today = day_parse("2026-03-20");
    struct family family = {.enrolled = "2026-01-10", .pregnancies = {{"2026-08-01", ""}}};
    struct cadence c = case_cadence(&family, &rules, 1, &lists);
    size_t n = cadence_windows(&arena, &c, today, today + 60, &w);
    static const struct {
        const char *on;
        bool due;
    } days[] = {{"2026-03-23", false}, {"2026-03-24", true},  {"2026-04-01", true},
                {"2026-04-02", false}, {"2026-04-06", false}, {"2026-04-07", true}};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        assert_int_equal(cadence_holds(w, n, day_parse(days[i].on)), days[i].due);
    assert_true(cadence_holds(w, 0, today)); /* nothing is known: nothing is outside */
    family.pregnancies[0].due = NULL;
    c = case_cadence(&family, &rules, 1, &lists);
    n = cadence_windows(&arena, &c, today, today + 60, &w);
    assert_true(n > 0); /* the first visit's alone: it is no rhythm */
    assert_true(cadence_holds(w, n, today + 30));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_births_that_are_expected, setup, teardown),
        cmocka_unit_test_setup_teardown(test_expecting_changes_nothing_else, setup, teardown),
        cmocka_unit_test_setup_teardown(test_is_a_visit_due_on_that_day, setup, teardown),
    };
    return cmocka_run_group_tests_name("cadence ahead", tests, NULL, NULL);
}
