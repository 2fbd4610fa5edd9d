/* What the team must do next, from visits, dates and rules: never nobody's turn, and nothing that has passed drops out
 * of sight. */
#include "cadence_cases.h"
#include "scheduling/domain/work.h"

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

static const char *const names[] = {"due",   "first", "confirm", "record",   "left",
                                    "birth", "loss",  "review",  "uncovered"};

/* "due 2026-04-01 late", "birth 2026-08-17": one after the other. */
static const char *text_of(const struct work_due *w, size_t n, day today) {
    const char *text = "";
    for (size_t i = 0; i < n; i++) {
        char on[11];
        day_text(w[i].due, on);
        text = arena_printf(&arena, "%s%s%s %s%s%s", text, i ? ", " : "", names[w[i].kind - WORK_KIND_VISIT_DUE], on,
                            w[i].due < today ? " late" : "", w[i].not_yet ? " coming" : "");
        bool coordinates = w[i].kind == WORK_KIND_KEY_WORKER_LEFT || w[i].kind == WORK_KIND_VISIT_UNCOVERED;
        assert_int_equal(w[i].role, coordinates ? ROLE_COORDINATOR : ROLE_TEAM);
        assert_true(w[i].due != DAY_NONE);
    }
    return text;
}

struct made {
    const char *on;
    enum cadence_fate fate; /* BOOKED: open */
    bool proposed;
};

/* clang-format off */
/* Due 2026-08-01: windows of PRENATAL 6: 03-24..04-01, 7: 04-07..04-15, 8: 04-21..04-29. */
static const struct {
    const char *what, *due, *birth, *enrolled, *left;
    struct made visits[3];
    const char *today, *expected;
} cases[] = {
    {"no first visit: by the end of its window, moved from Good Friday", "2026-08-01", "", "2026-03-20", "", {{0}}, "2026-03-20", "first 2026-04-06"},
    {"and it stays", "2026-08-01", "", "2026-03-20", "", {{0}}, "2026-06-20", "first 2026-04-06 late"},
    {"one that was missed is to be made up for", "2026-08-01", "", "2026-03-20", "", {{"2026-03-25", CADENCE_MISSED_BY_FAMILY, false}}, "2026-03-26", "first 2026-04-06"},
    {"proposed: two working days before", "2026-08-01", "", "2026-03-20", "", {{"2026-03-27", CADENCE_BOOKED, true}}, "2026-03-20", "confirm 2026-03-25 coming"},
    {"proposed, and the day is there", "2026-08-01", "", "2026-03-20", "", {{"2026-03-27", CADENCE_BOOKED, true}}, "2026-03-25", "confirm 2026-03-25"},
    {"proposed for a Monday: the Thursday before", "2026-08-01", "", "2026-03-20", "", {{"2026-03-30", CADENCE_BOOKED, true}}, "2026-03-27", "confirm 2026-03-26 late"},
    {"confirmed, to come: hers whose visit it is", "2026-08-01", "", "2026-03-20", "", {{"2026-03-27", CADENCE_BOOKED, false}}, "2026-03-20", ""},
    {"over, and nothing written", "2026-08-01", "", "2026-03-20", "", {{"2026-03-27", CADENCE_BOOKED, false}}, "2026-03-31", "record 2026-03-31, due 2026-04-15 coming"},
    {"after 60 days too, and the windows that passed", "2026-08-01", "", "2026-03-20", "", {{"2026-03-27", CADENCE_BOOKED, false}}, "2026-05-30", "record 2026-03-31 late, due 2026-04-15 late"},
    {"made: the next window", "2026-08-01", "", "2026-01-10", "", {{"2026-03-26", CADENCE_MADE, false}}, "2026-03-30", "due 2026-04-15 coming"},
    {"made: the next window is open", "2026-08-01", "", "2026-01-10", "", {{"2026-03-26", CADENCE_MADE, false}}, "2026-04-08", "due 2026-04-15"},
    {"its window has passed", "2026-08-01", "", "2026-01-10", "", {{"2026-03-26", CADENCE_MADE, false}}, "2026-04-16", "due 2026-04-15 late"},
    {"and another one after it", "2026-08-01", "", "2026-01-10", "", {{"2026-03-26", CADENCE_MADE, false}}, "2026-05-20", "due 2026-04-15 late"},
    {"seen since: those before are nobody's", "2026-08-01", "", "2026-01-10", "", {{"2026-03-26", CADENCE_MADE, false}, {"2026-05-08", CADENCE_MADE, false}}, "2026-05-10", "due 2026-05-27 coming"},
    {"booked ahead", "2026-08-01", "", "2026-01-10", "", {{"2026-03-26", CADENCE_MADE, false}, {"2026-06-01", CADENCE_BOOKED, false}}, "2026-05-20", ""},
    {"booked for after the next two windows: they are nobody's without an item", "2026-08-01", "", "2026-01-10", "", {{"2026-03-26", CADENCE_MADE, false}, {"2026-06-01", CADENCE_BOOKED, false}}, "2026-04-01", "due 2026-04-15 coming"},
    {"a first visit that is weeks away", "2026-08-01", "", "2026-03-20", "", {{"2026-06-01", CADENCE_BOOKED, false}}, "2026-03-20", "due 2026-04-01 coming"},
    {"booked ahead, past the last window of all", "2026-08-01", "", "2026-01-10", "", {{"2026-07-30", CADENCE_MADE, false}, {"2027-01-11", CADENCE_BOOKED, false}}, "2026-12-20", "birth 2026-08-18 late"},
    {"42 weeks are not over", "2026-08-01", "", "2026-01-10", "", {{"2026-07-30", CADENCE_MADE, false}}, "2026-08-15", "due 2026-08-15"},
    {"they are: the birth is asked for", "2026-08-01", "", "2026-01-10", "", {{"2026-08-14", CADENCE_MADE, false}}, "2026-08-16", "birth 2026-08-18"},
    {"a year later too, and no window after 42 weeks but the last", "2026-08-01", "", "2026-01-10", "", {{"2026-07-30", CADENCE_MADE, false}}, "2027-09-01", "birth 2026-08-18 late, due 2026-08-15 late"},
    {"born: no question", "2026-08-01", "2026-07-28", "2026-01-10", "", {{"2026-07-30", CADENCE_MADE, false}}, "2026-08-16", "due 2026-08-06 late"},
    {"no date at all: no window, and somebody asks", "", "", "2026-03-20", "", {{"2026-03-25", CADENCE_MADE, false}}, "2026-03-26", "birth 2026-03-23 late"},
    {"her key worker is gone", "2026-08-01", "", "2026-01-10", "2026-03-26", {{"2026-03-26", CADENCE_BOOKED, false}}, "2026-03-26", "left 2026-04-02"},
};
/* clang-format on */

static struct family family_of(size_t i) {
    struct family f = {.enrolled = cases[i].enrolled};
    if (*cases[i].due) f.pregnancies[0] = (struct case_pregnancy){cases[i].due, cases[i].birth};
    if (*cases[i].birth) f.children[0].born = cases[i].birth;
    for (size_t k = 0; k < 3; k++) f.visits[k] = (struct case_visit){cases[i].visits[k].on, cases[i].visits[k].fate};
    return f;
}

static const char *work_on(size_t i, day today) {
    struct work_visit open[3] = {0};
    struct family family = family_of(i);
    struct case_lists lists;
    const struct cadence_rules rules = {day_parse("2020-01-01"), t->visits};
    struct cadence c = case_cadence(&family, &rules, 1, &lists);
    struct cadence_window *windows;
    struct work_due *out;
    struct work_facts f = {.open = open,
                           .key_worker_left = day_parse(cases[i].left),
                           .awaits_first = true,
                           .enrolled = c.enrolled,
                           .dates = {.expecting = *cases[i].due && !*cases[i].birth,
                                     .due = *cases[i].birth ? DAY_NONE : day_parse(cases[i].due),
                                     .birth = day_parse(cases[i].birth),
                                     .lost = DAY_NONE},
                           .last_made = DAY_NONE};
    f.n_windows = cadence_windows(&arena, &c, today, today + WORK_AHEAD, &windows);
    f.windows = windows;
    for (size_t k = 0; k < 3 && cases[i].visits[k].on; k++) {
        const struct made *m = &cases[i].visits[k];
        day on = day_parse(m->on);
        if (m->fate == CADENCE_MADE && on > f.last_made) f.last_made = on;
        if (m->fate == CADENCE_MADE || m->fate == CADENCE_BOOKED) f.awaits_first = false;
        if (m->fate == CADENCE_BOOKED)
            open[f.n_open++] = (struct work_visit){.on = on, .over = on < today, .proposed = m->proposed};
    }
    const struct work_terms terms = {&quebec, 5, 2, 2};
    size_t n = work_of_follow_up(&arena, &f, &terms, today, &out);
    return text_of(out, n, today);
}

static void test_cases(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = work_on(i, day_parse(cases[i].today));
        if (strcmp(got, cases[i].expected) != 0) fail_msg("%s: %s, not %s", cases[i].what, got, cases[i].expected);
    }
}

/* No window is left that would bring anybody to her: the item does, until something is booked; nobody asks for a birth. */
static void test_after_a_loss(void **state) {
    (void)state;
    const struct work_terms terms = {&quebec, 5, 2, 2};
    const day today = day_parse("2026-03-31");
    struct work_visit ahead = {.on = today + 7};
    struct work_due *out;
    struct work_facts f = {.key_worker_left = DAY_NONE,
                           .enrolled = day_parse("2026-01-09"),
                           .dates = {false, DAY_NONE, DAY_NONE, day_parse("2026-03-30")},
                           .last_made = day_parse("2026-03-26")};
    size_t n = work_of_follow_up(&arena, &f, &terms, today, &out);
    assert_string_equal(text_of(out, n, today), "loss 2026-04-07");
    f.open = &ahead;
    f.n_open = 1;
    assert_int_equal(work_of_follow_up(&arena, &f, &terms, today, &out), 0);
    f.n_open = 0;
    f.dates.lost = DAY_NONE;
    n = work_of_follow_up(&arena, &f, &terms, today, &out);
    assert_string_equal(text_of(out, n, today), "birth 2026-01-12 late");
}

/* A second pregnancy is asked for too, though an elder child is there. While it is suspended no visit is. */
static void test_second_pregnancy_and_pause(void **state) {
    (void)state;
    const struct work_terms terms = {&quebec, 5, 2, 2};
    const day today = day_parse("2026-03-31");
    struct work_due *out;
    struct work_facts f = {.key_worker_left = DAY_NONE,
                           .awaits_first = true,
                           .enrolled = day_parse("2026-03-27"),
                           .dates = {true, day_parse("2026-03-10"), day_parse("2024-02-01"), DAY_NONE},
                           .last_made = DAY_NONE};
    size_t n = work_of_follow_up(&arena, &f, &terms, today, &out);
    assert_string_equal(text_of(out, n, today), "birth 2026-03-26 late, first 2026-03-27 late");
    f.paused = true;
    n = work_of_follow_up(&arena, &f, &terms, today, &out);
    assert_string_equal(text_of(out, n, today), "birth 2026-03-26 late");
    f.dates.expecting = false;
    assert_int_equal(work_of_follow_up(&arena, &f, &terms, today, &out), 0);
}

/* Visits that a change left where none is due: one item of a family, the earliest's. Visits to which nobody would come:
 * one each, and the coordination's. Neither of what is over. */
static void test_visits_to_look_at(void **state) {
    (void)state;
    const struct work_terms terms = {&quebec, 5, 2, 2};
    const day today = day_parse("2026-04-15"); /* a Wednesday */
    struct work_visit open[] = {
        {.id = {{1}}, .on = day_parse("2026-04-29"), .left_outside = true},
        {.id = {{2}}, .on = day_parse("2026-04-27"), .left_outside = true}, /* a Monday */
        {.id = {{3}}, .on = day_parse("2026-04-22"), .uncovered = true},
        {.id = {{4}}, .on = day_parse("2026-04-28"), .uncovered = true, .proposed = true},
        {.id = {{5}}, .on = day_parse("2026-04-14"), .uncovered = true, .left_outside = true, .over = true},
    };
    struct work_due *out;
    struct work_facts f = {.key_worker_left = DAY_NONE,
                           .enrolled = day_parse("2026-01-09"),
                           .dates = {true, day_parse("2026-08-01"), DAY_NONE, DAY_NONE},
                           .last_made = day_parse("2026-04-01"),
                           .open = open,
                           .n_open = 5};
    size_t n = work_of_follow_up(&arena, &f, &terms, today, &out);
    assert_string_equal(text_of(out, n, today), "confirm 2026-04-24 coming, record 2026-04-16, uncovered 2026-04-21, "
                                                "uncovered 2026-04-27, review 2026-04-24");
    static const uint8_t things[] = {4, 5, 3, 4, 2};
    for (size_t i = 0; i < n; i++) assert_int_equal(out[i].thing.bytes[0], things[i]);
    f.open = &open[4];
    f.n_open = 1;
    n = work_of_follow_up(&arena, &f, &terms, today, &out);
    assert_string_equal(text_of(out, n, today), "record 2026-04-16");
    struct work_visit all[4]; /* as much as there can be, of each */
    for (size_t i = 0; i < 4; i++)
        all[i] = (struct work_visit){.on = today + 7, .proposed = true, .uncovered = true, .left_outside = i == 0};
    f.open = all;
    f.n_open = 4;
    assert_int_equal(work_of_follow_up(&arena, &f, &terms, today, &out), 8);
    f.n_open = 1; /* to be looked at, and not to be confirmed as if it stood */
    all[0].uncovered = false;
    n = work_of_follow_up(&arena, &f, &terms, today, &out);
    assert_string_equal(text_of(out, n, today), "review 2026-04-21");
}

/* The key worker knows her; where she has left, a coordinator tells her. */
static void test_an_end_is_told(void **state) {
    (void)state;
    struct work_due *out;
    struct work_facts f = {
        .enrolment = {{7}}, .key_worker_left = DAY_NONE, .to_tell = true, .to_tell_since = day_parse("2026-03-30")};
    for (int left = 0; left < 2; left++) {
        assert_int_equal(work_of_end(&arena, &f, &out), 1);
        assert_int_equal(out->kind, WORK_KIND_TELL_FAMILY);
        assert_int_equal(out->role, left ? ROLE_COORDINATOR : ROLE_TEAM);
        assert_int_equal(out->due, day_parse("2026-03-30"));
        assert_int_equal(out->thing.bytes[0], 7);
        assert_false(out->not_yet);
        f.key_worker_left = day_parse("2026-03-28");
    }
    const struct work_terms terms = {&quebec, 5, 2, 2}; /* and where the end was taken back, beside the rest */
    f.key_worker_left = DAY_NONE;
    f.dates = (struct follow_up_dates){false, DAY_NONE, day_parse("2026-03-01"), DAY_NONE};
    size_t n = work_of_follow_up(&arena, &f, &terms, day_parse("2026-03-31"), &out);
    assert_int_equal(n, 1);
    assert_int_equal(out->kind, WORK_KIND_TELL_FAMILY);
}

/* On whatever day it is asked there is a visit ahead or something to do, as long as a phase lies ahead. */
static void test_somebody_acts_on_every_day(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        day first = day_parse(cases[i].today);
        for (day today = first; today < first + 300; today++) {
            bool ahead = false;
            for (size_t k = 0; k < 3 && cases[i].visits[k].on; k++)
                ahead |= cases[i].visits[k].fate == CADENCE_BOOKED && day_parse(cases[i].visits[k].on) >= today;
            if (!ahead && !*work_on(i, today)) fail_msg("%s: nobody on day %d", cases[i].what, today - first);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases),
                                       cmocka_unit_test(test_after_a_loss),
                                       cmocka_unit_test(test_an_end_is_told),
                                       cmocka_unit_test(test_second_pregnancy_and_pause),
                                       cmocka_unit_test(test_visits_to_look_at),
                                       cmocka_unit_test(test_somebody_acts_on_every_day)};
    return cmocka_run_group_tests_name("scheduling work", tests, setup, teardown);
}
