/* When visits are due: both clocks, births, redatings, slips, misses, holidays. */
#include "rules.h"
#include "scheduling/domain/cadence.h"

static struct arena arena;
static sippe__territory *t;
static const struct calendar quebec;

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

/* "PRENATAL 6 2026-03-24..2026-04-01", a line each; " *": booked. */
static char *windows_text(const struct cadence *c, day today, int days) {
    struct cadence_window *w;
    size_t n = cadence_windows(&arena, c, today, today + days, &w);
    char *text = arena_text(&arena, "");
    for (size_t i = 0; i < n; i++) {
        char from[11], to[11];
        day_text(w[i].earliest, from);
        day_text(w[i].latest, to);
        text = arena_printf(&arena, "%s%s%s %d %s..%s%s", text, i ? "\n" : "", w[i].phase, w[i].k, from, to,
                            w[i].booked ? " *" : "");
    }
    return text;
}

struct visit_row {
    const char *on;
    enum cadence_fate fate;
    const char *phase;
    int k;
};

/* clang-format off */
/* Due 2026-08-01: the grid of PRENATAL is 01-17, 01-31, ... k = 6: 03-28, 7: 04-11, 8: 04-25, 14: 07-18, 15: 08-01. */
static const struct {
    const char *what, *due, *birth, *enrolled;
    struct visit_row visits[3];
    const char *today;
    int days;
    const char *expected;
} cases[] = {
    {"before the phase begins", "2026-08-01", "", "2026-01-10", {{0}}, "2026-01-10", 28,
     "PRENATAL 1 2026-01-17..2026-01-21\nPRENATAL 2 2026-01-27..2026-02-04"},
    {"enrolled in mid-phase: what was before is not owed", "2026-08-01", "", "2026-03-20", {{0}}, "2026-03-20", 14,
     "PRENATAL 6 2026-03-24..2026-04-01"},
    {"enrolled inside a window", "2026-08-01", "", "2026-03-25", {{0}}, "2026-03-25", 7, "PRENATAL 6 2026-03-25..2026-04-01"},
    {"the last day of the tolerance", "2026-08-01", "", "2026-01-10", {{0}}, "2026-04-01", 0, "PRENATAL 6 2026-03-24..2026-04-01"},
    {"the day after: lapsed", "2026-08-01", "", "2026-01-10", {{0}}, "2026-04-02", 0, ""},
    {"a visit made closes its window", "2026-08-01", "", "2026-01-10", {{"2026-03-26", CADENCE_MADE, "PRENATAL", 6}},
     "2026-03-27", 14, "PRENATAL 7 2026-04-07..2026-04-15"},
    {"a late visit pushes the next one, and no further", "2026-08-01", "", "2026-01-10",
     {{"2026-04-04", CADENCE_MADE, "PRENATAL", 6}}, "2026-04-05", 20,
     "PRENATAL 7 2026-04-12..2026-04-15\nPRENATAL 8 2026-04-21..2026-04-29"},
    {"a visit that nobody booked fills the window of its day", "2026-08-01", "", "2026-01-10",
     {{"2026-03-26", CADENCE_MADE, "", 0}}, "2026-03-27", 14, "PRENATAL 7 2026-04-07..2026-04-15"},
    {"booked: shown with its visit, and it spaces the next", "2026-08-01", "", "2026-01-10",
     {{"2026-04-15", CADENCE_BOOKED, "PRENATAL", 7}}, "2026-04-06", 18,
     "PRENATAL 7 2026-04-07..2026-04-15 *\nPRENATAL 8 2026-04-23..2026-04-29"},
    {"booked on a later day than its window, and not over", "2026-08-01", "", "2026-01-10",
     {{"2026-04-17", CADENCE_BOOKED, "PRENATAL", 7}}, "2026-04-16", 1, "PRENATAL 7 2026-04-07..2026-04-15 *"},
    {"missed: the window stays half an interval", "2026-08-01", "", "2026-01-10",
     {{"2026-04-10", CADENCE_MISSED, "PRENATAL", 7}}, "2026-04-18", 2, "PRENATAL 7 2026-04-07..2026-04-18"},
    {"missed, and then it lapses", "2026-08-01", "", "2026-01-10", {{"2026-04-10", CADENCE_MISSED, "PRENATAL", 7}},
     "2026-04-19", 1, ""},
    {"missed and made up", "2026-08-01", "", "2026-01-10",
     {{"2026-04-10", CADENCE_MISSED, "PRENATAL", 7}, {"2026-04-17", CADENCE_MADE, "PRENATAL", 7}}, "2026-04-18", 10,
     "PRENATAL 8 2026-04-25..2026-04-29"},
    {"birth before term ends the pregnancy", "2026-08-01", "2026-07-10", "2026-01-10", {{0}}, "2026-07-12", 19,
     "POSTNATAL 1 2026-07-10..2026-07-12\nPOSTNATAL 2 2026-07-15..2026-07-19\nPOSTNATAL 3 2026-07-22..2026-07-26\n"
     "POSTNATAL 4 2026-07-29..2026-08-02"},
    {"no windows of the child before the birth is known", "2026-08-01", "", "2026-01-10", {{0}}, "2026-07-25", 56,
     "PRENATAL 15 2026-07-28..2026-08-05"},
    {"past term: one window ahead until the birth is told", "2026-08-01", "", "2026-01-10", {{0}}, "2026-08-10", 56,
     "PRENATAL 16 2026-08-11..2026-08-19"},
    {"birth after term", "2026-08-01", "2026-08-12", "2026-01-10", {{"2026-08-11", CADENCE_MADE, "PRENATAL", 16}},
     "2026-08-13", 7, "POSTNATAL 1 2026-08-12..2026-08-14\nPOSTNATAL 2 2026-08-17..2026-08-21"},
    {"a prenatal visit that is still booked after the birth takes the place of a postnatal one", "2026-08-01", "2026-07-10",
     "2026-01-10", {{"2026-07-16", CADENCE_BOOKED, "PRENATAL", 14}}, "2026-07-13", 4, "POSTNATAL 2 2026-07-15..2026-07-19 *"},
    {"a slip of four days leaves two for the next", "2026-08-01", "2026-08-03", "2026-01-10",
     {{"2026-08-03", CADENCE_MADE, "POSTNATAL", 1}, {"2026-08-14", CADENCE_MADE, "POSTNATAL", 2}}, "2026-08-15", 8,
     "POSTNATAL 3 2026-08-18..2026-08-19\nPOSTNATAL 4 2026-08-22..2026-08-26"},
    {"two slips: one lapses rather than two side by side", "2026-08-01", "2026-08-03", "2026-01-10",
     {{"2026-08-03", CADENCE_MADE, "POSTNATAL", 1}, {"2026-08-16", CADENCE_MADE, "POSTNATAL", 2}}, "2026-08-17", 8,
     "POSTNATAL 4 2026-08-22..2026-08-26"},
    {"from weekly to fortnightly", "2026-08-01", "2026-08-03", "2026-01-10",
     {{"2026-09-09", CADENCE_MADE, "POSTNATAL", 6}}, "2026-09-10", 16,
     "INFANT 1 2026-09-17..2026-09-18\nINFANT 2 2026-09-24..2026-10-02"},
    {"redated by three weeks: the day speaks, not the old number", "2026-08-22", "", "2026-01-10",
     {{"2026-03-28", CADENCE_MADE, "PRENATAL", 6}}, "2026-03-30", 20,
     "PRENATAL 5 2026-04-05..2026-04-08\nPRENATAL 6 2026-04-14..2026-04-22"},
    {"redated by three days: the number holds", "2026-08-04", "", "2026-01-10",
     {{"2026-03-28", CADENCE_MADE, "PRENATAL", 6}}, "2026-03-30", 14, "PRENATAL 7 2026-04-10..2026-04-18"},
    {"born on a leap day", "", "2028-02-29", "2028-03-01", {{0}}, "2028-04-10", 8,
     "INFANT 1 2028-04-11..2028-04-15"},
    {"monthly, over the end of February", "", "2027-01-15", "2027-01-15", {{0}}, "2028-02-28", 15,
     "CHILD 3 2028-03-04..2028-03-21"},
    {"after the last phase nothing is due", "", "2020-01-01", "2026-01-10", {{0}}, "2026-01-10", 56, ""},
    {"no dates, no windows", "", "", "2026-01-10", {{0}}, "2026-01-10", 56, ""},
};
/* clang-format on */

static day parse(const char *text) { return text[0] ? day_parse(text) : DAY_NONE; }

static void test_cases(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct cadence_visit visits[3];
        struct cadence c = {
            t->visits, &quebec, parse(cases[i].due),      parse(cases[i].birth), parse(cases[i].enrolled),
            visits,    0,       PROGRAMME_END_UNSPECIFIED};
        for (; c.n_visits < 3 && cases[i].visits[c.n_visits].on; c.n_visits++) {
            const struct visit_row *v = &cases[i].visits[c.n_visits];
            visits[c.n_visits] =
                (struct cadence_visit){.on = parse(v->on), .fate = v->fate, .phase = v->phase, .k = v->k};
        }
        const char *got = windows_text(&c, parse(cases[i].today), cases[i].days);
        if (strcmp(got, cases[i].expected) != 0) print_error("%s\n", cases[i].what);
        assert_string_equal(got, cases[i].expected);
    }
}

/* Christmas 2026 is a Friday: a window of that day alone is prolonged to Monday. */
static void test_holiday(void **state) {
    (void)state;
    sippe__visits *v = NEW(&arena, sippe__visits);
    rules_phase(&arena, v, "STRICT", CADENCE_ANCHOR_BIRTH, (int32_t[8]){0, 0, 7, 0, 0, 4, 60});
    struct cadence c = {
        v, &quebec, DAY_NONE, parse("2026-12-18"), parse("2026-12-18"), NULL, 0, PROGRAMME_END_UNSPECIFIED};
    assert_string_equal(windows_text(&c, parse("2026-12-20"), 14),
                        "STRICT 2 2026-12-25..2026-12-28\nSTRICT 3 2027-01-01..2027-01-04");
}

static void test_window_for(void **state) {
    (void)state;
    struct cadence_visit booked = {.on = parse("2026-04-15"), .fate = CADENCE_BOOKED, .phase = "PRENATAL", .k = 7};
    struct cadence c = {t->visits, &quebec, parse("2026-08-01"),      DAY_NONE, parse("2026-01-10"),
                        &booked,   1,       PROGRAMME_END_UNSPECIFIED};
    struct cadence_window *w;
    size_t n = cadence_windows(&arena, &c, parse("2026-04-06"), parse("2026-06-30"), &w);
    assert_int_equal(cadence_window_for(w, n, parse("2026-04-23"))->k, 8);
    assert_int_equal(cadence_window_for(w, n, parse("2026-04-16"))->k, 8); /* 7 is taken */
    assert_int_equal(cadence_window_for(w, n, parse("2026-05-01"))->k, 8);
    assert_int_equal(cadence_window_for(w, n, parse("2026-05-03"))->k, 9);
    assert_null(cadence_window_for(w, n, parse("2027-01-01")));
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
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct cadence c = {t->visits, &quebec, parse(rows[i].due),       parse(rows[i].birth), parse("2026-01-10"),
                            NULL,      0,       PROGRAMME_END_UNSPECIFIED};
        if (cadence_points(&c, parse(rows[i].on)) != rows[i].points) print_error("row %zu\n", i);
        assert_int_equal(cadence_points(&c, parse(rows[i].on)), rows[i].points);
    }
}

/* A family visited once in every window on a random day of it, for a whole pregnancy and the six weeks after birth:
 * every number of the grid is made once, none lapses, and no two visits stand closer than the least gap. */
static void test_nothing_is_lost(void **state) {
    (void)state;
    uint64_t random = 88172645463325252u;
    for (int family = 0; family < 40; family++) {
        struct cadence_visit visits[64];
        struct cadence c = {t->visits, &quebec, parse("2026-08-01") + family, DAY_NONE, parse("2026-01-10"),
                            visits,    0,       PROGRAMME_END_UNSPECIFIED};
        day birth = c.due_date - 20 + family;
        bool seen[2][40] = {{false}};
        int most[2] = {0, 0};
        day next = DAY_NONE;
        for (day today = c.enrolled; today < birth + 38; today++) {
            if (today == birth) c.birth = birth;
            struct cadence_window *w;
            if (cadence_windows(&arena, &c, today, today, &w) == 0 || w[0].earliest > today) continue;
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            if (w[0].latest != today && random % 4 != 0) continue;
            bool born = strcmp(w[0].phase, "POSTNATAL") == 0;
            assert_false(seen[born][w[0].k]);
            assert_int_equal(w[0].k, most[born] + 1);
            if (next != DAY_NONE && !(born && w[0].k == 1)) assert_true(today >= next);
            seen[born][w[0].k] = true;
            most[born] = w[0].k;
            next = today + (born ? 4 : 8);
            visits[c.n_visits++] =
                (struct cadence_visit){.on = today, .fate = CADENCE_MADE, .phase = w[0].phase, .k = w[0].k};
        }
        assert_int_equal(most[1], 6);
        assert_in_range(most[0], (birth - (c.due_date - 196)) / 14 - 1, 20);
        arena_reset(&arena);
        t = rules_new(&arena);
    }
}

/* Whatever the last phase says, nothing is due from the day on which the child leaves the programme. */
static void test_the_programme_ends(void **state) {
    (void)state;
    static const struct {
        sippe__programme_end ends;
        const char *birth, *last;
    } rows[] = {
        {PROGRAMME_END_FIFTH_BIRTHDAY, "2021-10-05", "2026-10-04"},
        {PROGRAMME_END_SCHOOL_ENTRY, "2021-10-05", "2027-08-30"},
        {PROGRAMME_END_SCHOOL_ENTRY, "2021-08-05", "2026-08-30"},
    };
    sippe__visits *v = NEW(&arena, sippe__visits);
    rules_phase(&arena, v, "CHILD", CADENCE_ANCHOR_BIRTH, (int32_t[8]){0, 4000, 7, 3, 3, 4, 60});
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        day birth = parse(rows[i].birth), today = parse("2026-06-01"), last = parse(rows[i].last), latest = 0;
        struct cadence c = {v, &quebec, DAY_NONE, birth, birth, NULL, 0, rows[i].ends};
        struct cadence_window *w;
        size_t n = cadence_windows(&arena, &c, today, today + 1500, &w);
        assert_true(n > 0);
        for (size_t k = 0; k < n; k++) latest = w[k].latest > latest ? w[k].latest : latest;
        assert_in_range(latest, last - 7, last);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cases, setup, teardown),
        cmocka_unit_test_setup_teardown(test_holiday, setup, teardown),
        cmocka_unit_test_setup_teardown(test_window_for, setup, teardown),
        cmocka_unit_test_setup_teardown(test_points, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nothing_is_lost, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_programme_ends, setup, teardown),
    };
    return cmocka_run_group_tests_name("cadence", tests, NULL, NULL);
}
