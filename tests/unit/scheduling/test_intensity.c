/* How intensely a family is visited: the official figure and the fair one, on families that were thought of; on random
 * ones: test_intensity_random.c. */
#include "cadence_cases.h"
#include "intensity_text.h"

static struct arena arena;
static sippe__territory *t;
static const struct intensity_terms usual = {12, 29, 50};

static int setup(void **state) {
    (void)state;
    arena_init(&arena);
    t = rules_new(&arena);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_close(&arena);
    return 0;
}

static const char *day_of(day on) {
    char text[11];
    day_text(on, text);
    return arena_printf(&arena, "%s", text);
}

/* ---- the official one ---- */

/* 12 weeks of the first are 2026-01-17, 42 weeks 2026-08-15. Encounters: "date way", h at home, e elsewhere, c a
 * contact. */
static const struct {
    const char *what, *due, *ended, *today, *encounters[6], *expected;
} officials[] = {
    {"nothing took place", "2026-08-01", "2026-07-28", "2026-09-01", {0}, "2026-01-17..2026-07-27 0/0/0 0"},
    {"at home alone counts",
     "2026-08-01",
     "2026-07-28",
     "2026-09-01",
     {"2026-02-02 h", "2026-03-02 h", "2026-04-02 e", "2026-04-03 c", "2026-04-04 c"},
     "2026-01-17..2026-07-27 2/1/2 7"},
    {"from the first day of the 12th week on",
     "2026-08-01",
     "2026-07-28",
     "2026-09-01",
     {"2026-01-16 h", "2026-01-17 h"},
     "2026-01-17..2026-07-27 1/0/0 3"},
    {"until the day before the birth",
     "2026-08-01",
     "2026-07-28",
     "2026-09-01",
     {"2026-07-27 h", "2026-07-28 h", "2026-07-30 h"},
     "2026-01-17..2026-07-27 1/0/0 3"},
    {"it goes on: what has been so far, by all of its weeks",
     "2026-08-01",
     "",
     "2026-03-01",
     {"2026-02-02 h", "2026-03-01 h"},
     "2026-01-17..2026-03-01 goes on 2/0/0 7"},
    {"an end that is not there yet",
     "2026-08-01",
     "2026-07-28",
     "2026-07-27",
     {0},
     "2026-01-17..2026-07-27 goes on 0/0/0 0"},
    {"past 42 weeks nobody has told of a birth",
     "2026-08-01",
     "",
     "2026-10-01",
     {"2026-08-15 h", "2026-08-16 h"},
     "2026-01-17..2026-08-15 goes on 1/0/0 3"},
    {"before the 12th week", "2026-08-01", "", "2026-01-16", {0}, "none"},
    {"on its first day", "2026-08-01", "", "2026-01-17", {"2026-01-17 h"}, "2026-01-17..2026-01-17 goes on 1/0/0 3"},
    {"ended before the 12th week", "2026-08-01", "2026-01-17", "2026-09-01", {"2026-01-10 h"}, "none"},
    {"no due date", "", "", "2026-09-01", {"2026-02-02 h"}, "none"},
};

static size_t encounters_read(const char *const list[6], struct intensity_encounter *out) {
    size_t n = 0;
    for (; n < 6 && list[n]; n++) {
        char on[11] = {0};
        memcpy(on, list[n], 10);
        out[n] = (struct intensity_encounter){day_parse(on), list[n][11] == 'h'   ? INTENSITY_AT_HOME
                                                             : list[n][11] == 'e' ? INTENSITY_ELSEWHERE
                                                                                  : INTENSITY_CONTACT};
    }
    return n;
}

static void test_official(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof officials / sizeof *officials; i++) {
        struct intensity_encounter encounters[6];
        struct intensity_official o;
        struct cadence_anchor p = case_anchor(7, WINDOW_ANCHOR_PREGNANCY);
        p.due = case_day(officials[i].due);
        p.ended = case_day(officials[i].ended);
        size_t n = encounters_read(officials[i].encounters, encounters);
        const char *got = "none";
        if (intensity_official(&usual, &p, encounters, n, day_parse(officials[i].today), &o)) {
            assert_true(id_equal(o.pregnancy, p.id));
            got = arena_printf(&arena, "%s..%s%s %d/%d/%d %d", day_of(o.from), day_of(o.until),
                               o.goes_on ? " goes on" : "", o.encounters[0], o.encounters[1], o.encounters[2],
                               o.per_week_hundredths);
        }
        if (strcmp(got, officials[i].expected) != 0)
            fail_msg("%s: %s, not %s", officials[i].what, got, officials[i].expected);
    }
}

/* Fifteen in 29 weeks are just past 0.50, fourteen just below: what the ministry prescribes is no whole number. */
static void test_official_is_to_the_nearest(void **state) {
    (void)state;
    static const int expected[] = {[0] = 0, [1] = 3, [7] = 24, [10] = 34, [14] = 48, [15] = 52, [29] = 100, [30] = 103};
    struct intensity_encounter encounters[30];
    struct intensity_official o;
    struct cadence_anchor p = case_anchor(7, WINDOW_ANCHOR_PREGNANCY);
    p.due = day_parse("2026-08-01");
    for (int i = 0; i < 30; i++)
        encounters[i] = (struct intensity_encounter){day_parse("2026-02-01") + i, INTENSITY_AT_HOME};
    for (size_t n = 0; n < sizeof expected / sizeof *expected; n++) {
        if (n && !expected[n]) continue;
        assert_true(intensity_official(&usual, &p, encounters, n, day_parse("2026-07-01"), &o));
        assert_int_equal(o.per_week_hundredths, expected[n]);
    }
    p.kind = WINDOW_ANCHOR_CHILD; /* a child has none */
    assert_false(intensity_official(&usual, &p, encounters, 1, day_parse("2026-07-01"), &o));
}

static void test_terms(void **state) {
    (void)state;
    sippe__prescribed_intensity *p = NEW(&arena, sippe__prescribed_intensity);
    struct intensity_terms got = intensity_terms(t->visits);
    assert_memory_equal(&got, &usual, sizeof got);
    t->visits->intensity = p;
    got = intensity_terms(t->visits); /* each that is not told is the ministry's */
    assert_memory_equal(&got, &usual, sizeof got);
    p->from_week = 16;
    p->weeks = 25;
    p->per_week_hundredths = 40;
    got = intensity_terms(t->visits);
    assert_memory_equal(&got, &((struct intensity_terms){16, 25, 40}), sizeof got);
    struct intensity_official o;
    struct cadence_anchor pregnancy = case_anchor(7, WINDOW_ANCHOR_PREGNANCY);
    const struct intensity_encounter e = {day_parse("2026-02-14"), INTENSITY_AT_HOME};
    pregnancy.due = day_parse("2026-08-01");
    assert_true(intensity_official(&got, &pregnancy, &e, 1, day_parse("2026-07-01"), &o));
    assert_int_equal(o.from, day_parse("2026-02-14"));
    assert_int_equal(o.per_week_hundredths, 4); /* 1 of 25 */
}

/* ---- the fair one ---- */

/* Due 2026-08-01: PRENATAL 6: 03-24..04-01, 7: 04-07..04-15, 8: 04-21..04-29, 9: 05-05..05-13; grid days 03-28, 04-11,
 * 04-25, 05-09. Enrolled 2026-03-20, its first window is over on 04-06. */
static const struct {
    const char *what;
    struct family family;
    const char *from, *until, *ended, *expected;
} fairs[] = {
    {"the day after the enrolment",
     {.enrolled = "2026-03-20", .pregnancies = {{"2026-08-01", ""}}, .today = "2026-03-21"},
     "",
     "",
     "",
     "0+0 of 0 (-1%)"},
    {"a window is open: nothing is owed of it yet",
     {.enrolled = "2026-03-20", .pregnancies = {{"2026-08-01", ""}}, .today = "2026-04-01"},
     "",
     "",
     "",
     "0+0 of 0 (-1%)"},
    {"it is over",
     {.enrolled = "2026-03-20", .pregnancies = {{"2026-08-01", ""}}, .today = "2026-04-02"},
     "",
     "",
     "",
     "0+0 of 1 (0%)"},
    {"enrolled in the 30th week she owes what came after",
     {.enrolled = "2026-05-01",
      .pregnancies = {{"2026-08-01", ""}},
      .visits = {{"2026-05-09", CADENCE_MADE}},
      .today = "2026-05-20"},
     "",
     "",
     "",
     "1+0 of 1 (100%)"},
    {"in time, beside it, not at all",
     {.enrolled = "2026-03-20",
      .pregnancies = {{"2026-08-01", ""}},
      .visits = {{"2026-03-28", CADENCE_MADE}, {"2026-04-17", CADENCE_MADE}},
      .today = "2026-05-14"},
     "",
     "",
     "",
     "1+1 of 4 (50%)"},
    {"twice in a window is once",
     {.enrolled = "2026-03-20",
      .pregnancies = {{"2026-08-01", ""}},
      .visits = {{"2026-04-08", CADENCE_MADE}, {"2026-04-09", CADENCE_MADE}},
      .today = "2026-04-16"},
     "",
     "",
     "",
     "1+0 of 2 (50%)"},
    {"missed by the family: owed, once it cannot be made up for",
     {.enrolled = "2026-03-20",
      .pregnancies = {{"2026-08-01", ""}},
      .visits = {{"2026-03-28", CADENCE_MADE}, {"2026-04-10", CADENCE_MISSED_BY_FAMILY}},
      .today = "2026-04-16"},
     "",
     "",
     "",
     "1+0 of 1 (100%)"},
    {"and then it is",
     {.enrolled = "2026-03-20",
      .pregnancies = {{"2026-08-01", ""}},
      .visits = {{"2026-03-28", CADENCE_MADE}, {"2026-04-10", CADENCE_MISSED_BY_FAMILY}},
      .today = "2026-04-20"},
     "",
     "",
     "",
     "1+0 of 2 (50%)"},
    {"over, and nobody has said what it was",
     {.enrolled = "2026-03-20",
      .pregnancies = {{"2026-08-01", ""}},
      .visits = {{"2026-03-28", CADENCE_MADE}, {"2026-04-10", CADENCE_BOOKED}},
      .today = "2026-04-30"},
     "",
     "",
     "",
     "1+0 of 2 (50%) unrecorded 1"},
    {"today's visit is not over",
     {.enrolled = "2026-03-20",
      .pregnancies = {{"2026-08-01", ""}},
      .visits = {{"2026-03-28", CADENCE_MADE}, {"2026-04-11", CADENCE_BOOKED}},
      .today = "2026-04-11"},
     "",
     "",
     "",
     "1+0 of 1 (100%)"},
    {"a pause owes nothing",
     {.enrolled = "2026-03-20",
      .pregnancies = {{"2026-08-01", ""}},
      .visits = {{"2026-03-28", CADENCE_MADE}},
      .pauses = {{"2026-04-05", "2026-05-01"}},
      .today = "2026-05-14"},
     "",
     "",
     "",
     "1+0 of 2 (50%) excused 2"},
    {"by grid days from one on",
     {.enrolled = "2026-03-20",
      .pregnancies = {{"2026-08-01", ""}},
      .visits = {{"2026-03-28", CADENCE_MADE}},
      .today = "2026-05-14"},
     "2026-04-11",
     "",
     "",
     "0+0 of 3 (0%)"},
    {"up to one, that day too",
     {.enrolled = "2026-03-20",
      .pregnancies = {{"2026-08-01", ""}},
      .visits = {{"2026-03-28", CADENCE_MADE}},
      .today = "2026-05-14"},
     "",
     "2026-04-11",
     "",
     "1+0 of 2 (50%)"},
    {"to come is not counted, whatever is asked",
     {.enrolled = "2026-03-20",
      .pregnancies = {{"2026-08-01", ""}},
      .visits = {{"2026-03-28", CADENCE_MADE}},
      .today = "2026-04-02"},
     "",
     "2026-12-31",
     "",
     "1+0 of 1 (100%)"},
    {"she is not followed any more: what was not over then is not owed",
     {.enrolled = "2026-03-20",
      .pregnancies = {{"2026-08-01", ""}},
      .visits = {{"2026-03-28", CADENCE_MADE}},
      .today = "2026-09-01"},
     "",
     "",
     "2026-04-15",
     "1+0 of 1 (100%)"},
    {"a day later it was",
     {.enrolled = "2026-03-20",
      .pregnancies = {{"2026-08-01", ""}},
      .visits = {{"2026-03-28", CADENCE_MADE}},
      .today = "2026-09-01"},
     "",
     "",
     "2026-04-16",
     "1+0 of 2 (50%)"},
    {"two thirds are 67",
     {.enrolled = "2026-03-20",
      .pregnancies = {{"2026-08-01", ""}},
      .visits = {{"2026-03-28", CADENCE_MADE}, {"2026-04-11", CADENCE_MADE}},
      .today = "2026-04-30"},
     "",
     "",
     "",
     "2+0 of 3 (67%)"},
};

static struct intensity_days days_of(size_t i) {
    return (struct intensity_days){case_day(fairs[i].from), case_day(fairs[i].until), case_day(fairs[i].ended),
                                   day_parse(fairs[i].family.today)};
}

static void test_fair(void **state) {
    (void)state;
    const struct cadence_rules rules = {day_parse("2020-01-01"), t->visits};
    for (size_t i = 0; i < sizeof fairs / sizeof *fairs; i++) {
        struct case_lists lists;
        struct cadence_window *windows;
        struct intensity_days days = days_of(i);
        struct cadence c = case_cadence(&fairs[i].family, &rules, 1, &lists);
        size_t n = cadence_windows(&arena, &c, days.today, days.today, &windows);
        struct intensity_fair f = intensity_of_family(windows, n, &days);
        const char *got = fair_text(&arena, &f);
        if (strcmp(got, fairs[i].expected) != 0) fail_msg("%s: %s, not %s", fairs[i].what, got, fairs[i].expected);
    }
}

/* A second pregnancy over a two-year-old: one visit serves both, and the family owes no more than one. */
static void test_of_each_child(void **state) {
    (void)state;
    const struct cadence_rules rules = {day_parse("2020-01-01"), t->visits};
    const struct family family = {.enrolled = "2026-02-01",
                                  .pregnancies = {{"2026-08-01", ""}},
                                  .children = {{.born = "2024-01-10"}},
                                  .visits = {{"2026-02-14", CADENCE_MADE}, {"2026-03-14", CADENCE_MADE}}};
    const struct intensity_days days = {DAY_NONE, DAY_NONE, DAY_NONE, day_parse("2026-04-20")};
    struct case_lists lists;
    struct cadence_window *windows;
    struct intensity_fair *anchors;
    struct cadence c = case_cadence(&family, &rules, 1, &lists);
    size_t n = cadence_windows(&arena, &c, days.today, days.today, &windows);
    struct intensity_fair whole = intensity_of_family(windows, n, &days);
    assert_int_equal(intensity_of_anchors(&arena, windows, n, &days, &anchors), 3);
    int owed = 0, pregnancy_owed = 0, child_owed = 0;
    for (size_t i = 0; i < 3; i++) {
        owed += anchors[i].owed;
        if (anchors[i].kind == WINDOW_ANCHOR_PREGNANCY) pregnancy_owed = anchors[i].owed;
        if (anchors[i].kind == WINDOW_ANCHOR_CHILD) child_owed = anchors[i].owed;
        assert_true(anchors[i].kind == WINDOW_ANCHOR_CHILD || anchors[i].met >= 1 || anchors[i].made_late >= 1);
    }
    assert_true(child_owed > 0 && pregnancy_owed > child_owed);
    assert_true(whole.owed < owed);
    assert_true(id_is_zero(whole.anchor));
    assert_int_equal(whole.kind, WINDOW_ANCHOR_UNSPECIFIED);
}

/* A pregnancy and the child that was born of it are two, though they have one id. */
static void test_one_id_two_kinds(void **state) {
    (void)state;
    const struct cadence_window windows[] = {
        {.anchor = {{1}}, .kind = WINDOW_ANCHOR_PREGNANCY, .grid = 10, .latest = 12, .state = WINDOW_STATE_LAPSED},
        {.anchor = {{1}}, .kind = WINDOW_ANCHOR_CHILD, .grid = 20, .latest = 22, .state = WINDOW_STATE_MET},
        {.anchor = {{1}}, .kind = WINDOW_ANCHOR_PREGNANCY, .grid = 30, .latest = 32, .state = WINDOW_STATE_MET},
        {.anchor = {{2}}, .kind = WINDOW_ANCHOR_CHILD, .grid = 40, .latest = 42, .state = WINDOW_STATE_MET},
    };
    const struct intensity_days days = {DAY_NONE, DAY_NONE, DAY_NONE, 100};
    struct intensity_fair *anchors;
    assert_int_equal(intensity_of_anchors(&arena, windows, 4, &days, &anchors), 3);
    assert_string_equal(fair_text(&arena, &anchors[0]), "1+0 of 2 (50%)");
    assert_string_equal(fair_text(&arena, &anchors[1]), "1+0 of 1 (100%)");
    assert_string_equal(fair_text(&arena, &anchors[2]), "1+0 of 1 (100%)");
    struct intensity_fair none = intensity_of_family(windows, 4, &days); /* nothing of it carries */
    assert_string_equal(fair_text(&arena, &none), "0+0 of 0 (-1%)");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_official, setup, teardown),
        cmocka_unit_test_setup_teardown(test_official_is_to_the_nearest, setup, teardown),
        cmocka_unit_test_setup_teardown(test_terms, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fair, setup, teardown),
        cmocka_unit_test_setup_teardown(test_of_each_child, setup, teardown),
        cmocka_unit_test_setup_teardown(test_one_id_two_kinds, setup, teardown),
    };
    return cmocka_run_group_tests_name("intensity", tests, NULL, NULL);
}
