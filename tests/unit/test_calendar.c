/* base/calendar: Québec's eight statutory holidays, and no others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "civil/calendar.h"

static const struct calendar friday = {0}, monday = {.easter_monday = true};

static void test_easter(void **state) {
    (void)state;
    static const char *const sundays[] = {"1954-04-18", "1961-04-02", "1981-04-19", "2008-03-23", "2011-04-24",
                                          "2019-04-21", "2024-03-31", "2026-04-05", "2027-03-28", "2028-04-16",
                                          "2029-04-01", "2038-04-25", "2049-04-18", "2076-04-19"};
    for (size_t i = 0; i < sizeof sundays / sizeof *sundays; i++) {
        int year, month, dom;
        day_parts(day_parse(sundays[i]), &year, &month, &dom);
        assert_int_equal(easter_sunday(year), day_parse(sundays[i]));
    }
    for (int year = 1900; year < 2200; year++) assert_int_equal(day_weekday(easter_sunday(year)), SUNDAY);
}

/* The days off of a year, as the vectors of four years give them. */
static const struct {
    const char *good_friday, *easter_monday, *rest[7];
} years[] = {
    {"2026-04-03",
     "2026-04-06",
     {"2026-01-01", "2026-05-18", "2026-06-24", "2026-07-01", "2026-09-07", "2026-10-12", "2026-12-25"}},
    {"2027-03-26",
     "2027-03-29",
     {"2027-01-01", "2027-05-24", "2027-06-24", "2027-07-01", "2027-09-06", "2027-10-11", "2027-12-25"}},
    {"2028-04-14",
     "2028-04-17",
     {"2028-01-01", "2028-05-22", "2028-06-24", "2028-07-01", "2028-09-04", "2028-10-09", "2028-12-25"}},
    {"2029-03-30",
     "2029-04-02",
     {"2029-01-01", "2029-05-21", "2029-06-25", "2029-07-02", "2029-09-03", "2029-10-08", "2029-12-25"}},
};

static int n_holidays(const struct calendar *c, int year) {
    int n = 0;
    for (day d = day_from(year, 1, 1); d <= day_from(year, 12, 31); d++) n += calendar_is_holiday(c, d);
    return n;
}

static void test_years(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        assert_true(calendar_is_holiday(&friday, day_parse(years[i].good_friday)));
        assert_false(calendar_is_holiday(&friday, day_parse(years[i].easter_monday)));
        assert_true(calendar_is_holiday(&monday, day_parse(years[i].easter_monday)));
        assert_false(calendar_is_holiday(&monday, day_parse(years[i].good_friday)));
        for (size_t k = 0; k < 7; k++) {
            assert_true(calendar_is_holiday(&friday, day_parse(years[i].rest[k])));
            assert_true(calendar_is_holiday(&monday, day_parse(years[i].rest[k])));
        }
        assert_int_equal(n_holidays(&friday, 2026 + (int)i), 8);
        assert_int_equal(n_holidays(&monday, 2026 + (int)i), 8);
    }
}

/* What libraries get wrong: days that are no holiday here. */
static void test_not_holidays(void **state) {
    (void)state;
    static const char *const days[] = {"2026-09-30", "2026-11-11", "2026-12-26", "2026-01-02",
                                       "2026-04-05", "2026-02-16", "2026-08-03", "2029-07-01",
                                       "2029-06-24", "2026-05-25", "2026-12-24", "2026-12-31"};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        assert_false(calendar_is_holiday(&friday, day_parse(days[i])));
        assert_false(calendar_is_holiday(&monday, day_parse(days[i])));
    }
}

static void test_own_days(void **state) {
    (void)state;
    const day extra[] = {day_parse("2026-12-31"), day_parse("2026-12-24")}, worked[] = {day_parse("2026-06-24")};
    const struct calendar c = {.extra = extra, .n_extra = 2, .worked = worked, .n_worked = 1};
    assert_true(calendar_is_holiday(&c, extra[1]));
    assert_false(calendar_is_working(&c, extra[0]));
    assert_true(calendar_is_working(&c, worked[0]));
    assert_int_equal(n_holidays(&c, 2026), 8 + 2 - 1);
}

static void test_working(void **state) {
    (void)state;
    static const struct {
        const char *from;
        int n;
        const char *to;
    } moves[] = {
        {"2026-11-20", 0, "2026-11-20"}, /* a Friday */
        {"2026-11-20", 1, "2026-11-23"}, {"2026-11-21", 0, "2026-11-23"},  {"2026-11-21", 1, "2026-11-24"},
        {"2026-04-02", 1, "2026-04-06"}, /* over Good Friday */
        {"2026-12-24", 1, "2026-12-28"}, {"2026-12-25", 0, "2026-12-28"},  {"2026-12-31", 1, "2027-01-04"},
        {"2026-11-02", 5, "2026-11-09"}, {"2026-11-02", 10, "2026-11-16"}, {"2029-06-29", 1, "2029-07-03"},
    };
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        assert_int_equal(calendar_add_working(&friday, day_parse(moves[i].from), moves[i].n), day_parse(moves[i].to));
    assert_int_equal(calendar_add_working(&monday, day_parse("2026-04-03"), 1), day_parse("2026-04-07"));
    assert_false(calendar_is_working(&friday, day_parse("2026-11-22")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_easter),   cmocka_unit_test(test_years),   cmocka_unit_test(test_not_holidays),
        cmocka_unit_test(test_own_days), cmocka_unit_test(test_working),
    };
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
