/* The cadence over several anchors: the edge cases by name, and the faults that its first form had. */
#include "cadence_cases.h"

/* What a case does not say of a pregnancy or a child is nothing. */
#ifdef __clang__
#pragma clang diagnostic ignored "-Wmissing-field-initializers"
#endif

#define MADE   CADENCE_MADE
#define BOOKED CADENCE_BOOKED
#define MISSED CADENCE_MISSED_BY_FAMILY

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

/* clang-format off */
static const struct family cases[] = {
    {.what = "twins, one home on day 3 and one after three weeks", .enrolled = "2026-05-01",
     .children = {{"2026-10-01", "2026-10-04"}, {"2026-10-01", "2026-10-22"}},
     .today = "2026-10-02", .from = "2026-10-01", .until = "2026-12-20", .expected =
      "POSTNATAL 1 2026-10-04..10-06 COMING\n"
      "POSTNATAL 2 2026-10-09..10-13 COMING\n"
      "POSTNATAL 3 2026-10-16..10-20 COMING\n"
      "POSTNATAL 4 2026-10-23..10-27 COMING\n"
      "POSTNATAL 5 2026-10-30..11-03 COMING\n"
      "POSTNATAL 6 2026-11-06..11-10 COMING\n"
      "POSTNATAL' 4 2026-11-10..11-16 COMING\n"
      "POSTNATAL' 5 2026-11-17..11-23 COMING\n"
      "POSTNATAL' 6 2026-11-24..11-30 COMING\n"
      "INFANT 3 2026-12-06..12-14 COMING"},
    {.what = "twins on the same dates: one series, each visit meets both", .enrolled = "2026-05-01",
     .children = {{"2026-10-01", "2026-10-03"}, {"2026-10-01", "2026-10-03"}}, .visits = {{"2026-10-05", MADE}, {"2026-10-12", BOOKED}},
     .today = "2026-10-06", .from = "2026-10-01", .until = "2026-10-20", .served = true, .expected =
      "POSTNATAL 1 2026-10-03..10-05 MET by 1\n"
      "POSTNATAL' 1 2026-10-03..10-05 MET (served) by 1\n"
      "POSTNATAL 2 2026-10-08..10-13 BOOKED by 2\n"
      "POSTNATAL' 2 2026-10-08..10-13 BOOKED (served) by 2\n"
      "POSTNATAL 3 2026-10-15..10-19 COMING\n"
      "POSTNATAL' 3 2026-10-15..10-19 COMING (served)"},
    {.what = "a second pregnancy over a two-year-old", .enrolled = "2024-09-01", .pregnancies = {{"2027-02-01"}},
     .children = {{"2024-08-20", "2024-08-22"}},
     .today = "2026-11-01", .from = "2026-10-20", .until = "2027-01-10", .served = true, .expected =
      "PRENATAL 8 2026-10-22..10-30 LAPSED\n"
      "PRENATAL 9 2026-11-05..11-13 COMING\n"
      "CHILD 17 2026-11-04..11-23 COMING (served)\n"
      "PRENATAL 10 2026-11-19..11-27 COMING\n"
      "PRENATAL 11 2026-12-03..12-11 COMING\n"
      "CHILD 18 2026-12-02..12-21 COMING (served)\n"
      "PRENATAL 12 2026-12-17..12-28 COMING\n"
      "PRENATAL 13 2026-12-31..01-08 COMING\n"
      "CHILD 19 2026-12-30..01-18 COMING (served)"},
    {.what = "two fortnightly series seven days apart", .enrolled = "2026-01-10", .children = {{"2026-01-01", "2026-01-03"}, {"2026-01-08", "2026-01-10"}},
     .visits = {{"2026-04-23", MADE}},
     .today = "2026-05-01", .from = "2026-04-20", .until = "2026-05-30", .served = true, .expected =
      "INFANT 6 2026-04-19..04-27 MET by 1\n"
      "INFANT' 6 2026-04-26..05-04 MADE_LATE (served) by 1\n"
      "INFANT 7 2026-05-03..05-11 COMING\n"
      "INFANT' 7 2026-05-10..05-19 COMING (served)\n"
      "INFANT 8 2026-05-17..05-25 COMING\n"
      "INFANT' 8 2026-05-24..06-01 COMING (served)"},
    {.what = "a loss at 22 weeks, and a two-year-old stays", .enrolled = "2024-09-01", .pregnancies = {{"2027-02-01", "2026-09-29"}},
     .children = {{"2024-08-20", "2024-08-22"}},
     .today = "2026-09-29", .from = "2026-09-01", .until = "2026-12-20", .expected =
      "PRENATAL 5 2026-09-10..09-18 LAPSED\n"
      "PRENATAL 6 2026-09-24..09-28 NOT_OWED_ENDED\n"
      "CHILD 16 2026-10-07..10-26 COMING\n"
      "CHILD 17 2026-11-04..11-23 COMING\n"
      "CHILD 18 2026-12-02..12-21 COMING"},
    {.what = "a loss, and nobody else", .enrolled = "2026-06-01", .pregnancies = {{"2027-02-01", "2026-09-29"}},
     .today = "2026-09-29", .from = "2026-09-20", .until = "2027-12-31", .expected =
      "PRENATAL 6 2026-09-24..09-28 NOT_OWED_ENDED"},
    {.what = "home after three weeks: weekly from then, fortnightly from birth", .enrolled = "2026-05-01", .children = {{"2026-10-01", "2026-10-22"}},
     .today = "2026-10-02", .from = "2026-10-01", .until = "2026-12-31", .expected =
      "POSTNATAL 1 2026-10-22..10-26 COMING\n"
      "POSTNATAL 2 2026-10-27..11-02 COMING\n"
      "POSTNATAL 3 2026-11-03..11-09 COMING\n"
      "POSTNATAL 4 2026-11-10..11-16 COMING\n"
      "POSTNATAL 5 2026-11-17..11-23 COMING\n"
      "POSTNATAL 6 2026-11-24..11-30 COMING\n"
      "INFANT 3 2026-12-06..12-14 COMING\n"
      "INFANT 4 2026-12-20..12-28 COMING"},
    {.what = "not at home: nothing is counted from there", .enrolled = "2026-05-01", .children = {{"2026-10-01", ""}},
     .today = "2026-10-02", .from = "2026-10-01", .until = "2026-11-30", .expected =
      "INFANT 1 2026-11-12..11-16 COMING\n"
      "INFANT 2 2026-11-22..11-30 COMING"},
    {.what = "a pause of four months", .enrolled = "2026-05-01", .children = {{"2026-05-01", "2026-05-03"}}, .pauses = {{"2026-07-15", "2026-11-15"}},
     .today = "2026-07-20", .from = "2026-07-01", .until = "2026-12-12", .expected =
      "INFANT 3 2026-07-06..07-14 LAPSED\n"
      "INFANT 4 2026-07-20..07-28 EXCUSED\n"
      "INFANT 5 2026-08-03..08-11 EXCUSED\n"
      "INFANT 6 2026-08-17..08-25 EXCUSED\n"
      "INFANT 7 2026-08-31..09-08 EXCUSED\n"
      "INFANT 8 2026-09-14..09-22 EXCUSED\n"
      "INFANT 9 2026-09-28..10-06 EXCUSED\n"
      "INFANT 10 2026-10-12..10-20 EXCUSED\n"
      "INFANT 11 2026-10-26..11-03 EXCUSED\n"
      "INFANT 12 2026-11-09..11-17 EXCUSED\n"
      "INFANT 13 2026-11-23..12-01 COMING\n"
      "INFANT 14 2026-12-07..12-15 COMING"},
    {.what = "born 2021-10-05, until school", .enrolled = "2024-01-01", .children = {{"2021-10-05", "2021-10-07"}}, .ends = PROGRAMME_END_SCHOOL_ENTRY,
     .today = "2026-09-01", .from = "2027-07-01", .until = "2028-12-31", .expected =
      "CHILD 63 2027-06-30..07-19 COMING\n"
      "CHILD 64 2027-07-28..08-16 COMING"},
    {.what = "born 2021-10-05, until her fifth birthday", .enrolled = "2024-01-01", .children = {{"2021-10-05", "2021-10-07"}},
     .today = "2026-09-01", .from = "2026-08-01", .until = "2028-12-31", .expected =
      "CHILD 51 2026-07-29..08-17 LAPSED\n"
      "CHILD 52 2026-08-26..09-14 OPEN\n"
      "CHILD 53 2026-09-23..10-04 COMING"},
    {.what = "born on 29 February", .enrolled = "2024-03-05", .children = {{"2024-02-29", "2024-03-02"}},
     .today = "2029-02-01", .from = "2029-01-01", .until = "2029-12-31", .expected =
      "CHILD 52 2029-01-19..02-05 OPEN\n"
      "CHILD 53 2029-02-16..02-28 COMING"},
    {.what = "no date at all: the first visit alone", .enrolled = "2026-05-01",
     .today = "2026-05-04", .from = "2026-01-01", .until = "2027-12-31", .expected =
      "FIRST 1 2026-05-01..05-15 OPEN"},
    {.what = "over a year's end and its holidays", .enrolled = "2026-05-01", .children = {{"2026-11-16", "2026-11-18"}},
     .today = "2026-12-20", .from = "2026-12-15", .until = "2027-01-20", .expected =
      "POSTNATAL 5 2026-12-14..12-18 LAPSED\n"
      "POSTNATAL 6 2026-12-21..12-28 COMING\n"
      "INFANT 1 2026-12-28..01-04 COMING\n"
      "INFANT 2 2027-01-07..01-15 COMING"},
    {.what = "taken over: nothing before that day is owed", .enrolled = "2026-01-05", .taken_over = "2026-05-10", .pregnancies = {{"2026-08-01"}},
     .visits = {{"2026-01-05", MADE}, {"2026-04-25", MADE}},
     .today = "2026-05-12", .from = "2026-01-01", .until = "2026-05-30", .expected =
      "FIRST 1 2026-01-05..01-19 MET by 1\n"
      "PRENATAL 1 2026-01-17..01-21 NOT_OWED_BEFORE\n"
      "PRENATAL 2 2026-01-27..02-04 NOT_OWED_BEFORE\n"
      "PRENATAL 3 2026-02-10..02-18 NOT_OWED_BEFORE\n"
      "PRENATAL 4 2026-02-24..03-04 NOT_OWED_BEFORE\n"
      "PRENATAL 5 2026-03-10..03-18 NOT_OWED_BEFORE\n"
      "PRENATAL 6 2026-03-24..04-01 NOT_OWED_BEFORE\n"
      "PRENATAL 7 2026-04-07..04-15 NOT_OWED_BEFORE\n"
      "PRENATAL 8 2026-04-21..04-29 MET by 2\n"
      "PRENATAL 9 2026-05-05..05-13 OPEN\n"
      "PRENATAL 10 2026-05-19..05-27 COMING"},
    {.what = "a birth that was told late: what was over is not owed", .enrolled = "2026-05-01", .children = {{"2026-11-10", "2026-11-12", "", "2026-11-21"}},
     .today = "2026-11-22", .from = "2026-11-01", .until = "2026-12-01", .expected =
      "POSTNATAL 1 2026-11-12..11-16 NOT_OWED_UNKNOWN\n"
      "POSTNATAL 2 2026-11-17..11-23 OPEN\n"
      "POSTNATAL 3 2026-11-24..11-30 COMING"},
    {.what = "a child that left", .enrolled = "2026-05-01", .children = {{"2026-05-01", "2026-05-03", "2026-07-08"}},
     .today = "2026-07-10", .from = "2026-06-20", .until = "2026-12-12", .expected =
      "INFANT 2 2026-06-22..06-30 LAPSED"},
    {.what = "missed by us, to be made up for until the period ends", .enrolled = "2026-05-01", .children = {{"2026-05-01", "2026-05-03"}},
     .visits = {{"2026-07-09", CADENCE_MISSED_BY_US}, {"2026-07-12", MISSED}},
     .today = "2026-07-16", .from = "2026-07-05", .until = "2026-07-26", .expected =
      "INFANT 3 2026-07-06..07-14 MAKE_UP by 1\n"
      "INFANT 4 2026-07-20..07-28 COMING"},
    {.what = "and not after it", .enrolled = "2026-05-01", .children = {{"2026-05-01", "2026-05-03"}}, .visits = {{"2026-07-09", MISSED}},
     .today = "2026-07-17", .from = "2026-07-05", .until = "2026-07-26", .expected =
      "INFANT 3 2026-07-06..07-14 LAPSED by 1\n"
      "INFANT 4 2026-07-20..07-28 COMING"},
};

/* What the first form of the cadence did of the same, in the comment before each. */
static const struct family contradictions[] = {
    /* a visit two days after window 4 counted for it as if it lay there */
    {.what = "1: late for one window is said to be late", .enrolled = "2026-02-01", .pregnancies = {{"2026-10-01"}}, .visits = {{"2026-05-06", MADE}},
     .today = "2026-05-07", .from = "2026-04-20", .until = "2026-05-20", .expected =
      "PRENATAL 4 2026-04-26..05-04 MADE_LATE by 1\n"
      "PRENATAL 5 2026-05-10..05-19 COMING"},
    /* INFANT 1 vanished: its first day moved past its last */
    {.what = "2: a late visit takes no window away", .enrolled = "2026-05-01", .children = {{"2026-11-14", "2026-11-14"}}, .visits = {{"2026-12-24", BOOKED}},
     .today = "2026-12-01", .from = "2026-12-15", .until = "2027-01-02", .expected =
      "POSTNATAL 6 2026-12-17..12-21 BOOKED_OUTSIDE by 1\n"
      "INFANT 1 2026-12-26..12-30 COMING"},
    /* names shifted by one, and the first window was gone */
    {.what = "3: born on the 20th, five visits booked", .enrolled = "2026-05-01", .pregnancies = {{"2026-11-27", "2026-11-20"}},
     .children = {{"2026-11-20", "2026-11-22", "", "2026-11-21"}},
     .visits = {{"2026-11-23", BOOKED}, {"2026-11-30", BOOKED}, {"2026-12-07", BOOKED}, {"2026-12-14", BOOKED}, {"2026-12-21", BOOKED}},
     .today = "2026-11-22", .from = "2026-11-16", .until = "2027-01-02", .expected =
      "POSTNATAL 1 2026-11-22..11-24 BOOKED by 1\n"
      "POSTNATAL 2 2026-11-27..12-01 BOOKED by 2\n"
      "POSTNATAL 3 2026-12-04..12-08 BOOKED by 3\n"
      "POSTNATAL 4 2026-12-11..12-15 BOOKED by 4\n"
      "POSTNATAL 5 2026-12-18..12-22 BOOKED by 5\n"
      "POSTNATAL 6 2026-12-25..12-29 COMING\n"
      "INFANT 1 2027-01-01..01-05 COMING"},
    {.what = "3: corrected to the 16th", .enrolled = "2026-05-01", .pregnancies = {{"2026-11-27", "2026-11-16"}},
     .children = {{"2026-11-16", "2026-11-18", "", "2026-11-21"}},
     .visits = {{"2026-11-23", BOOKED}, {"2026-11-30", BOOKED}, {"2026-12-07", BOOKED}, {"2026-12-14", BOOKED}, {"2026-12-21", BOOKED}},
     .today = "2026-11-22", .from = "2026-11-10", .until = "2027-01-02", .expected =
      "PRENATAL 14 2026-11-09..11-15 NOT_OWED_ENDED\n"
      "POSTNATAL 1 2026-11-18..11-20 NOT_OWED_UNKNOWN\n"
      "POSTNATAL 2 2026-11-23..11-27 BOOKED by 1\n"
      "POSTNATAL 3 2026-11-30..12-04 BOOKED by 2\n"
      "POSTNATAL 4 2026-12-07..12-11 BOOKED by 3\n"
      "POSTNATAL 5 2026-12-14..12-18 BOOKED by 4\n"
      "POSTNATAL 6 2026-12-21..12-28 BOOKED by 5\n"
      "INFANT 1 2026-12-28..01-04 COMING"},
    {.what = "3: corrected to the 10th", .enrolled = "2026-05-01", .pregnancies = {{"2026-11-27", "2026-11-10"}},
     .children = {{"2026-11-10", "2026-11-12", "", "2026-11-21"}},
     .visits = {{"2026-11-23", BOOKED}, {"2026-11-30", BOOKED}, {"2026-12-07", BOOKED}, {"2026-12-14", BOOKED}, {"2026-12-21", BOOKED}},
     .today = "2026-11-22", .from = "2026-11-08", .until = "2027-01-02", .expected =
      "POSTNATAL 1 2026-11-12..11-16 NOT_OWED_UNKNOWN\n"
      "POSTNATAL 2 2026-11-17..11-23 BOOKED by 1\n"
      "POSTNATAL 3 2026-11-24..11-30 BOOKED by 2\n"
      "POSTNATAL 4 2026-12-01..12-07 BOOKED by 3\n"
      "POSTNATAL 5 2026-12-08..12-14 BOOKED by 4\n"
      "POSTNATAL 6 2026-12-15..12-21 BOOKED by 5\n"
      "INFANT 1 2026-12-22..12-28 COMING"},
    /* four of the five were in no window, without a mark */
    {.what = "4: the birth is withdrawn", .enrolled = "2026-05-01", .pregnancies = {{"2026-11-27"}},
     .visits = {{"2026-11-23", BOOKED}, {"2026-11-30", BOOKED}, {"2026-12-07", BOOKED}, {"2026-12-14", BOOKED}, {"2026-12-21", BOOKED}},
     .today = "2026-11-22", .from = "2026-11-08", .until = "2027-01-02", .expected =
      "PRENATAL 14 2026-11-09..11-17 LAPSED\n"
      "PRENATAL 15 2026-11-23..12-01 BOOKED by 1\n"
      "PRENATAL 16 2026-12-07..12-11 BOOKED by 3"},
    /* PRENATAL 51 was due in 2027 */
    {.what = "5: a loss at 22 weeks ends it", .enrolled = "2026-02-01", .pregnancies = {{"2026-08-01", "2026-03-28"}},
     .today = "2026-03-28", .from = "2026-03-01", .until = "2028-01-01", .expected =
      "PRENATAL 5 2026-03-10..03-18 LAPSED"},
    {.what = "5: and nothing said ends it at 42 weeks", .enrolled = "2026-02-01", .pregnancies = {{"2026-08-01"}},
     .today = "2026-09-28", .from = "2026-07-25", .until = "2028-01-01", .expected =
      "PRENATAL 15 2026-07-28..08-05 LAPSED\n"
      "PRENATAL 16 2026-08-11..08-15 LAPSED"},
};
/* clang-format on */

static void check(const struct family *list, size_t n) {
    const struct cadence_rules rules = {case_day("2020-01-01"), case_rules(&arena)};
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        struct case_lists l;
        struct cadence c = case_cadence(&list[i], &rules, 1, &l);
        const char *got = case_text(&arena, &list[i], &c);
        if (strcmp(got, list[i].expected) == 0) continue;
        print_error("%s\n%s\n", list[i].what, got);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void test_edge_cases(void **state) {
    (void)state;
    check(cases, sizeof cases / sizeof *cases);
}

static void test_contradictions(void **state) {
    (void)state;
    check(contradictions, sizeof contradictions / sizeof *contradictions);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_edge_cases, setup, teardown),
        cmocka_unit_test_setup_teardown(test_contradictions, setup, teardown),
    };
    return cmocka_run_group_tests_name("cadence cases", tests, NULL, NULL);
}
