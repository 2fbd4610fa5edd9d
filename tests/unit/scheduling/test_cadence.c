/* When visits are due: windows, what fills them, where one is proposed, versions of the rules, what a family weighs. */
#include "cadence_cases.h"

/* What a case does not say of a pregnancy or a child is nothing. */
#ifdef __clang__
#pragma clang diagnostic ignored "-Wmissing-field-initializers"
#endif

static struct arena arena;
static sippe__territory *t;
static struct cadence_rules rules;

static int setup(void **state) {
    (void)state;
    arena_init(&arena);
    t = rules_new(&arena);
    rules = (struct cadence_rules){case_day("2020-01-01"), t->visits};
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_close(&arena);
    return 0;
}

/* clang-format off */
/* Due 2026-08-01: the grid of PRENATAL is 01-17, 01-31, ... k = 6: 03-28, 7: 04-11, 8: 04-25, 14: 07-18, 15: 08-01. */
static const struct family cases[] = {
    {.what = "before the phase begins", .enrolled = "2026-01-10", .pregnancies = {{"2026-08-01"}},
     .today = "2026-01-10", .from = "2026-01-01", .until = "2026-02-07", .expected =
      "FIRST 1 2026-01-10..01-26 OPEN\n"
      "PRENATAL 1 2026-01-17..01-21 COMING\n"
      "PRENATAL 2 2026-01-27..02-04 COMING"},
    {.what = "enrolled in mid-phase: what was before is not owed", .enrolled = "2026-03-20", .pregnancies = {{"2026-08-01"}},
     .today = "2026-03-20", .from = "2026-03-01", .until = "2026-04-03", .expected =
      "PRENATAL 5 2026-03-10..03-18 NOT_OWED_BEFORE\n"
      "PRENATAL 6 2026-03-24..04-01 COMING"},
    {.what = "enrolled inside a window", .enrolled = "2026-03-25", .pregnancies = {{"2026-08-01"}},
     .today = "2026-03-25", .from = "2026-03-10", .until = "2026-04-01", .served = true, .expected =
      "PRENATAL 5 2026-03-10..03-18 NOT_OWED_BEFORE\n"
      "FIRST 1 2026-03-25..04-08 OPEN (served)\n"
      "PRENATAL 6 2026-03-24..04-01 OPEN"},
    {.what = "the last day of the tolerance", .enrolled = "2026-01-10", .pregnancies = {{"2026-08-01"}},
     .today = "2026-04-01", .from = "2026-03-20", .until = "2026-04-01", .expected =
      "PRENATAL 6 2026-03-24..04-01 OPEN"},
    {.what = "the day after: lapsed", .enrolled = "2026-01-10", .pregnancies = {{"2026-08-01"}},
     .today = "2026-04-02", .from = "2026-03-20", .until = "2026-04-02", .expected =
      "PRENATAL 6 2026-03-24..04-01 LAPSED"},
    {.what = "made on the first day of its window, and on the last day of the next", .enrolled = "2026-01-10", .pregnancies = {{"2026-08-01"}},
     .visits = {{"2026-03-24", CADENCE_MADE}, {"2026-04-15", CADENCE_MADE}},
     .today = "2026-04-16", .from = "2026-03-20", .until = "2026-04-30", .expected =
      "PRENATAL 6 2026-03-24..04-01 MET by 1\n"
      "PRENATAL 7 2026-04-07..04-15 MET by 2\n"
      "PRENATAL 8 2026-04-21..04-29 COMING"},
    {.what = "made between two windows: of the nearer one, late", .enrolled = "2026-01-10", .pregnancies = {{"2026-08-01"}},
     .visits = {{"2026-04-03", CADENCE_MADE}},
     .today = "2026-04-05", .from = "2026-03-20", .until = "2026-04-30", .expected =
      "PRENATAL 6 2026-03-24..04-01 MADE_LATE by 1\n"
      "PRENATAL 7 2026-04-07..04-15 COMING\n"
      "PRENATAL 8 2026-04-21..04-29 COMING"},
    {.what = "a day later it is the next one's", .enrolled = "2026-01-10", .pregnancies = {{"2026-08-01"}},
     .visits = {{"2026-04-04", CADENCE_MADE}},
     .today = "2026-04-05", .from = "2026-03-20", .until = "2026-04-30", .expected =
      "PRENATAL 6 2026-03-24..04-01 LAPSED\n"
      "PRENATAL 7 2026-04-07..04-15 MADE_LATE by 1\n"
      "PRENATAL 8 2026-04-21..04-29 COMING"},
    {.what = "a second one in a window fills the one whose period it is in, or none", .enrolled = "2026-01-10", .pregnancies = {{"2026-08-01"}},
     .visits = {{"2026-03-25", CADENCE_MADE}, {"2026-03-27", CADENCE_MADE}},
     .today = "2026-04-05", .from = "2026-03-10", .until = "2026-04-30", .expected =
      "PRENATAL 5 2026-03-10..03-18 LAPSED\n"
      "PRENATAL 6 2026-03-24..04-01 MET by 1\n"
      "PRENATAL 7 2026-04-07..04-15 COMING\n"
      "PRENATAL 8 2026-04-21..04-29 COMING"},
    {.what = "made goes before booked, whichever day", .enrolled = "2026-01-10", .pregnancies = {{"2026-08-01"}},
     .visits = {{"2026-03-25", CADENCE_BOOKED}, {"2026-03-27", CADENCE_MADE}},
     .today = "2026-03-28", .from = "2026-03-20", .until = "2026-04-01", .expected =
      "PRENATAL 6 2026-03-24..04-01 MET by 2"},
    {.what = "booked after its window", .enrolled = "2026-01-10", .pregnancies = {{"2026-08-01"}},
     .visits = {{"2026-04-17", CADENCE_BOOKED}},
     .today = "2026-04-16", .from = "2026-04-05", .until = "2026-04-17", .expected =
      "PRENATAL 7 2026-04-07..04-15 BOOKED_OUTSIDE by 1"},
    {.what = "missed and made up for", .enrolled = "2026-01-10", .pregnancies = {{"2026-08-01"}},
     .visits = {{"2026-04-10", CADENCE_MISSED_BY_FAMILY}, {"2026-04-17", CADENCE_MADE}},
     .today = "2026-04-18", .from = "2026-04-05", .until = "2026-04-28", .expected =
      "PRENATAL 7 2026-04-07..04-15 MADE_LATE by 2\n"
      "PRENATAL 8 2026-04-21..04-29 COMING"},
    {.what = "birth before term ends the pregnancy", .enrolled = "2026-01-10", .pregnancies = {{"2026-08-01", "2026-07-10"}},
     .children = {{"2026-07-10", ""}},
     .today = "2026-07-12", .from = "2026-07-01", .until = "2026-07-31", .expected =
      "PRENATAL 13 2026-06-30..07-08 LAPSED\n"
      "POSTNATAL 1 2026-07-10..07-13 OPEN\n"
      "POSTNATAL 2 2026-07-15..07-20 COMING\n"
      "POSTNATAL 3 2026-07-22..07-27 COMING\n"
      "POSTNATAL 4 2026-07-29..08-03 COMING"},
    {.what = "past term: windows to 42 weeks", .enrolled = "2026-01-10", .pregnancies = {{"2026-08-01"}},
     .today = "2026-08-10", .from = "2026-07-25", .until = "2027-08-10", .expected =
      "PRENATAL 15 2026-07-28..08-05 LAPSED\n"
      "PRENATAL 16 2026-08-11..08-15 COMING"},
    {.what = "born a day past 42 weeks: the last one was cut by the birth", .enrolled = "2026-01-10", .pregnancies = {{"2026-08-01", "2026-08-16"}},
     .today = "2026-08-20", .from = "2026-08-10", .until = "2027-08-10", .expected = "PRENATAL 16 2026-08-11..08-15 NOT_OWED_ENDED"},
    {.what = "born on a leap day", .enrolled = "2028-03-01", .children = {{"2028-02-29", ""}},
     .today = "2028-04-10", .from = "2028-04-04", .until = "2028-04-18", .expected =
      "POSTNATAL 6 2028-04-02..04-06 LAPSED\n"
      "INFANT 1 2028-04-11..04-17 COMING"},
    {.what = "monthly, over the end of February", .enrolled = "2027-01-15", .children = {{"2027-01-15", ""}},
     .today = "2028-02-28", .from = "2028-02-01", .until = "2028-03-31", .expected =
      "CHILD 2 2028-02-05..02-22 LAPSED\n"
      "CHILD 3 2028-03-04..03-21 COMING"},
    {.what = "over the change to summer time", .enrolled = "2026-01-05", .children = {{"2026-01-25", ""}}, .visits = {{"2026-03-08", CADENCE_MADE}},
     .today = "2026-03-09", .from = "2026-02-25", .until = "2026-03-25", .expected =
      "POSTNATAL 6 2026-02-27..03-03 LAPSED\n"
      "INFANT 1 2026-03-08..03-12 MET by 1\n"
      "INFANT 2 2026-03-18..03-26 COMING"},
    {.what = "after the programme nothing is due", .enrolled = "2026-01-10", .children = {{"2020-01-01", ""}},
     .today = "2026-02-10", .from = "2026-01-01", .until = "2027-01-10", .expected =
      "FIRST 1 2026-01-10..01-26 LAPSED"},
};
/* clang-format on */

static void test_cases(void **state) {
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct case_lists l;
        struct cadence c = case_cadence(&cases[i], &rules, 1, &l);
        const char *got = case_text(&arena, &cases[i], &c);
        if (strcmp(got, cases[i].expected) == 0) continue;
        print_error("%s\n%s\n", cases[i].what, got);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

/* Christmas 2026 is a Friday: a window that ends on it ends on Monday. One past the programme's end does not. */
static void test_holiday(void **state) {
    (void)state;
    sippe__visits *v = NEW(&arena, sippe__visits);
    rules_phase(&arena, v, "STRICT", CADENCE_ANCHOR_BIRTH, (int32_t[8]){0, 0, 7, 0, 0, 4, 60});
    const struct cadence_rules strict = {case_day("2020-01-01"), v};
    struct case_lists l;
    struct family f = {.enrolled = "2026-12-18",
                       .children = {{"2026-12-18", ""}},
                       .today = "2026-12-20",
                       .from = "2026-12-20",
                       .until = "2027-01-03"};
    struct cadence c = case_cadence(&f, &strict, 1, &l);
    assert_string_equal(case_text(&arena, &f, &c),
                        "STRICT 2 2026-12-25..12-28 COMING\nSTRICT 3 2027-01-01..01-04 COMING");
    v->cadence[0]->from_day = 5;
    f = (struct family){.enrolled = "2025-01-10",
                        .children = {{"2021-12-26", ""}},
                        .today = "2026-12-20",
                        .from = "2026-12-20",
                        .until = "2027-02-01"};
    c = case_cadence(&f, &strict, 1, &l);
    assert_string_equal(case_text(&arena, &f, &c), "STRICT 261 2026-12-25..12-25 COMING");
}

/* ---- where a visit is proposed ---- */

static const struct {
    const char *what;
    struct case_visit visits[2];
    const char *today, *expected; /* of windows 7 (04-07..04-15), 8 (04-21..04-29) */
} proposed[] = {
    {"in the window", {{0}}, "2026-04-01", "04-07..04-15, 04-21..04-29"},
    {"not before today", {{0}}, "2026-04-10", "04-10..04-15, 04-21..04-29"},
    {"a visit just before keeps its distance",
     {{"2026-04-03", CADENCE_MADE}},
     "2026-04-04",
     "04-11..04-15, 04-21..04-29"},
    {"and leaves the last day",
     {{"2026-04-01", CADENCE_MADE}, {"2026-04-12", CADENCE_MISSED_BY_US}},
     "2026-04-16",
     "04-16..04-17, 04-21..04-29"},
    {"booked for before the grid day", {{"2026-04-14", CADENCE_BOOKED}}, "2026-04-06", "-, 04-22..04-29"},
    {"booked for after it keeps nobody out", {{"2026-04-27", CADENCE_BOOKED}}, "2026-04-06", "04-07..04-15, -"},
    {"a window is never taken away",
     {{"2026-04-20", CADENCE_MADE}, {"2026-04-28", CADENCE_MADE}},
     "2026-04-15",
     "04-15..04-15, -"},
};

static void test_proposed(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof proposed / sizeof *proposed; i++) {
        struct family f = {.enrolled = "2026-01-10", .pregnancies = {{"2026-08-01"}}};
        memcpy(f.visits, proposed[i].visits, sizeof proposed[i].visits);
        struct case_lists l;
        struct cadence c = case_cadence(&f, &rules, 1, &l);
        struct cadence_window *w;
        size_t n = cadence_windows(&arena, &c, case_day(proposed[i].today), case_day("2026-04-22"), &w);
        const char *text = "";
        for (size_t k = 0; k < n; k++) {
            char from[11], to[11];
            if (w[k].kind != WINDOW_ANCHOR_PREGNANCY || w[k].k < 7) continue;
            const char *days = "-";
            if (w[k].propose_from != DAY_NONE) {
                day_text(w[k].propose_from, from);
                day_text(w[k].propose_to, to);
                days = arena_printf(&arena, "%s..%s", from + 5, to + 5);
            }
            text = arena_printf(&arena, "%s%s%s", text, *text ? ", " : "", days);
        }
        if (strcmp(text, proposed[i].expected) != 0)
            fail_msg("%s: %s, not %s", proposed[i].what, text, proposed[i].expected);
    }
}

/* ---- versions of the rules ---- */

static sippe__visits *with_interval(int every, int before, int after, const char *source) {
    sippe__visits *v = case_rules(&arena);
    v->cadence[1]->interval_days = every;
    v->cadence[1]->tolerance_before_days = before;
    v->cadence[1]->tolerance_after_days = after;
    v->cadence[1]->source = source;
    return v;
}

static const struct family changing = {
    .what = "14 days, then 21 from 2026-05-20 on",
    .enrolled = "2026-02-01",
    .pregnancies = {{"2026-10-01"}},
    .visits = {{"2026-04-16", CADENCE_MADE}, {"2026-04-30", CADENCE_MADE}, {"2026-06-11", CADENCE_BOOKED}},
    .today = "2026-05-20",
    .from = "2026-04-10",
    .until = "2026-07-10"};

static void test_numbers_change(void **state) {
    (void)state;
    const struct cadence_rules versions[] = {{case_day("2026-05-20"), with_interval(21, 5, 5, "new")},
                                             {case_day("2020-01-01"), with_interval(14, 4, 4, "old")}};
    struct case_lists l;
    struct cadence c = case_cadence(&changing, versions, 2, &l);
    assert_string_equal(case_text(&arena, &changing, &c), "PRENATAL 3 2026-04-12..04-20 MET by 1\n"
                                                          "PRENATAL 4 2026-04-26..05-04 MET by 2\n"
                                                          "PRENATAL 5 2026-05-10..05-19 LAPSED\n"
                                                          "PRENATAL 4 2026-05-16..05-26 OPEN\n"
                                                          "PRENATAL 5 2026-06-06..06-16 BOOKED by 3\n"
                                                          "PRENATAL 6 2026-06-27..07-07 COMING");
}

/* A label, a source and a phase that is another's change nothing of hers: each window has the name it had. */
static void test_the_same_numbers_rename_nothing(void **state) {
    (void)state;
    sippe__visits *other = with_interval(14, 4, 4, "another source");
    other->cadence[4]->minutes = 90;
    const struct cadence_rules versions[] = {{case_day("2020-01-01"), with_interval(14, 4, 4, "old")},
                                             {case_day("2026-05-20"), other}};
    struct case_lists l, l2;
    struct cadence one = case_cadence(&changing, versions, 1, &l), two = case_cadence(&changing, versions, 2, &l2);
    struct cadence_window *w, *x;
    size_t n = cadence_windows(&arena, &one, case_day("2026-05-20"), case_day("2026-09-20"), &w);
    assert_int_equal(cadence_windows(&arena, &two, case_day("2026-05-20"), case_day("2026-09-20"), &x), n);
    for (size_t i = 0; i < n; i++) {
        assert_true(w[i].digest == x[i].digest && w[i].k == x[i].k && w[i].grid == x[i].grid);
        assert_string_equal(case_line(&arena, &w[i]), case_line(&arena, &x[i]));
    }
}

/* Numbers that come back go on in the grid that they had. */
static void test_numbers_come_back(void **state) {
    (void)state;
    const struct cadence_rules versions[] = {{case_day("2020-01-01"), with_interval(14, 4, 4, "old")},
                                             {case_day("2026-05-20"), with_interval(21, 5, 5, "new")},
                                             {case_day("2026-06-20"), with_interval(14, 4, 4, "old")}};
    struct case_lists l;
    struct cadence c = case_cadence(&changing, versions, 3, &l);
    struct family f = changing;
    f.from = "2026-05-01";
    assert_string_equal(case_text(&arena, &f, &c), "PRENATAL 5 2026-05-10..05-19 LAPSED\n"
                                                   "PRENATAL 4 2026-05-16..05-26 OPEN\n"
                                                   "PRENATAL 5 2026-06-06..06-16 BOOKED by 3\n"
                                                   "PRENATAL 8 2026-06-21..06-29 COMING\n"
                                                   "PRENATAL 9 2026-07-05..07-13 COMING");
}

/* ---- what is asked of them ---- */

static void test_first_next_minutes(void **state) {
    (void)state;
    struct family f = {
        .enrolled = "2026-03-20", .pregnancies = {{"2026-08-01"}}, .visits = {{"2026-03-26", CADENCE_MADE}}};
    struct case_lists l;
    struct cadence c = case_cadence(&f, &rules, 1, &l);
    struct cadence_window *w;
    size_t n = cadence_windows(&arena, &c, case_day("2026-03-27"), case_day("2026-06-30"), &w);
    assert_string_equal(case_line(&arena, cadence_first(w, n)), "FIRST 1 2026-03-20..04-06 MET (served) by 1");
    assert_int_equal(cadence_next(w, n)->k, 7);
    t->visits->cadence[1]->minutes = 55;
    n = cadence_windows(&arena, &c, case_day("2026-03-27"), case_day("2026-06-30"), &w);
    assert_int_equal(cadence_minutes_on(w, n, case_day("2026-04-14")), 55);
    assert_int_equal(cadence_minutes_on(w, n, case_day("2026-04-17")), 55); /* between two windows */
    assert_int_equal(cadence_minutes_on(w, n, case_day("2027-01-01")), 0);
    assert_null(cadence_next(w, 0));
    assert_null(cadence_first(w, 0));
}

static void test_points(void **state) {
    (void)state;
    static const struct {
        const char *due, *birth, *on;
        int points;
    } rows[] = {
        {"2026-08-01", "", "2025-12-01", 10}, /* before the phase: as in it */
        {"2026-08-01", "", "2026-04-01", 10},
        {"2026-08-01", "", "2026-09-01", 10}, /* past term, birth not told */
        {"2026-08-01", "2026-07-30", "2026-07-30", 20},
        {"2026-08-01", "2026-07-30", "2026-09-09", 20},
        {"2026-08-01", "2026-07-30", "2026-09-10", 10},
        {"2026-08-01", "2026-07-30", "2027-07-29", 10},
        {"2026-08-01", "2026-07-30", "2027-07-30", 5},
        {"2026-08-01", "2026-07-30", "2033-01-01", 5},
        {"", "", "2026-04-01", 10}, /* erased */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct family f = {.enrolled = "2026-01-10"};
        if (*rows[i].due) f.pregnancies[0] = (struct case_pregnancy){rows[i].due, rows[i].birth};
        if (*rows[i].birth) f.children[0].born = rows[i].birth;
        struct case_lists l;
        struct cadence c = case_cadence(&f, &rules, 1, &l);
        if (cadence_points(&arena, &c, case_day(rows[i].on)) != rows[i].points) fail_msg("row %zu", i);
    }
}

/* The densest of all of hers: a newborn's over a two-year-old's. */
static void test_points_of_two_children(void **state) {
    (void)state;
    struct family f = {.enrolled = "2026-01-10", .children = {{"2024-06-01", ""}, {"2026-07-30", ""}}};
    struct case_lists l;
    struct cadence c = case_cadence(&f, &rules, 1, &l);
    assert_int_equal(cadence_points(&arena, &c, case_day("2026-07-29")), 5);
    assert_int_equal(cadence_points(&arena, &c, case_day("2026-08-01")), 20);
}

/* A family visited on a random day of each window that carries, for a whole pregnancy and the six weeks after birth:
 * each is met, and no two visits stand closer than the least gap. */
static void test_nothing_is_lost(void **state) {
    (void)state;
    uint64_t random = 88172645463325252u;
    for (int family = 0; family < 40; family++) {
        struct cadence_visit visits[64];
        struct cadence_anchor anchors[] = {case_anchor(1, WINDOW_ANCHOR_PREGNANCY),
                                           case_anchor(2, WINDOW_ANCHOR_CHILD)};
        struct calendar quebec = {.easter_monday = false};
        struct cadence c = {.calendar = &quebec,
                            .enrolled = day_parse("2026-01-10"),
                            .taken_over_on = DAY_NONE,
                            .rules = &rules,
                            .n_rules = 1,
                            .anchors = anchors,
                            .n_anchors = 1,
                            .visits = visits};
        day due = anchors[0].due = day_parse("2026-08-01") + family, birth = due - 20 + family, last = DAY_NONE;
        struct cadence_window *w;
        size_t n;
        for (day today = c.enrolled; today < birth + 38; today++) {
            if (today == birth) {
                anchors[0].ended = anchors[1].born = birth;
                c.n_anchors = 2;
            }
            n = cadence_windows(&arena, &c, today, today + 30, &w);
            const struct cadence_window *next = cadence_next(w, n);
            if (!next || next->propose_from > today) continue;
            random = random * 6364136223846793005u + 1442695040888963407u;
            if (next->propose_to != today && (random >> 33) % 4 != 0) continue;
            if (last != DAY_NONE && next->propose_to != today)
                assert_true(today - last >= (next->interval_days > 7 ? 8 : 4));
            visits[c.n_visits++] = (struct cadence_visit){{{(uint8_t)(c.n_visits + 1)}}, today, CADENCE_MADE};
            last = today;
        }
        n = cadence_windows(&arena, &c, birth + 38, birth + 38, &w);
        for (size_t i = 0; i < n; i++) {
            bool cut = w[i].state == WINDOW_STATE_NOT_OWED_ENDED;
            if (!cut && w[i].latest < birth + 38) assert_int_equal(w[i].state, WINDOW_STATE_MET);
        }
        assert_in_range(c.n_visits, (birth - (due - 196)) / 14 + 5, 40);
        arena_reset(&arena);
        t = rules_new(&arena);
        rules.visits = t->visits;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cases, setup, teardown),
        cmocka_unit_test_setup_teardown(test_holiday, setup, teardown),
        cmocka_unit_test_setup_teardown(test_proposed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_numbers_change, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_same_numbers_rename_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_numbers_come_back, setup, teardown),
        cmocka_unit_test_setup_teardown(test_first_next_minutes, setup, teardown),
        cmocka_unit_test_setup_teardown(test_points, setup, teardown),
        cmocka_unit_test_setup_teardown(test_points_of_two_children, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nothing_is_lost, setup, teardown),
    };
    return cmocka_run_group_tests_name("cadence", tests, NULL, NULL);
}
