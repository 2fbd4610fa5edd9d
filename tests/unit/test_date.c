/* base/date: the civil calendar and the two nights a year on which the clock moves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "civil/date.h"

static const struct zone montreal = {-300, true}, regina = {-360, false};

static int64_t utc_ms(int year, int month, int dom, int hour, int minute) {
    return ((int64_t)day_from(year, month, dom) * 1440 + hour * 60 + minute) * 60000;
}

static void test_known_days(void **state) {
    (void)state;
    static const struct {
        int year, month, dom;
        day day;
        enum weekday weekday;
    } days[] = {
        {1970, 1, 1, 0, THURSDAY},      {1969, 12, 31, -1, WEDNESDAY},   {2000, 2, 29, 11016, TUESDAY},
        {1900, 1, 1, -25567, MONDAY},   {2026, 11, 21, 20778, SATURDAY}, {2100, 3, 1, 47541, MONDAY},
        {2199, 12, 31, 84005, TUESDAY},
    };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        assert_int_equal(day_from(days[i].year, days[i].month, days[i].dom), days[i].day);
        assert_int_equal(day_weekday(days[i].day), days[i].weekday);
    }
}

static void test_impossible(void **state) {
    (void)state;
    static const int dates[][3] = {{2026, 2, 29},  {2100, 2, 29}, {1900, 2, 29}, {2026, 4, 31},
                                   {2026, 0, 1},   {2026, 13, 1}, {2026, 1, 0},  {2026, 1, 32},
                                   {1899, 12, 31}, {2200, 1, 1},  {-1, -1, -1},  {INT32_MAX, 1, 1}};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        assert_int_equal(day_from(dates[i][0], dates[i][1], dates[i][2]), DAY_NONE);
    static const char *const texts[] = {"",           "2026-11-2",  "2026-11-211", "2026/11/21",
                                        "2026-1a-21", "26-11-21",   " 2026-11-21", "2026-11-21 ",
                                        "+026-11-21", "2026-02-29", "2026-11",     "2026-11-2é"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) assert_int_equal(day_parse(texts[i]), DAY_NONE);
}

static void test_slips(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum day_slip slip;
    } slips[] = {
        {"2026-02-29", DAY_SLIP_NO_SUCH_DAY}, {"2026-13-01", DAY_SLIP_NO_SUCH_DAY}, {"1899-12-31", DAY_SLIP_YEAR},
        {"2200-01-01", DAY_SLIP_YEAR},        {"0206-11-21", DAY_SLIP_YEAR},        {"2026-1a-21", DAY_SLIP_FORM},
        {"21-11-2026", DAY_SLIP_FORM},        {"2026-11-2", DAY_SLIP_FORM},         {"", DAY_SLIP_FORM},
        {"+026-11-21", DAY_SLIP_FORM}};
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) assert_int_equal(day_slip(slips[i].text), slips[i].slip);
}

/* Every day of three centuries: parts, text and weekday go round, and each follows the one before. */
static void test_every_day(void **state) {
    (void)state;
    int year = 1900, month = 1, dom = 1;
    for (day d = day_from(1900, 1, 1); d <= day_from(2199, 12, 31); d++) {
        int y, m, k;
        char text[11];
        day_parts(d, &y, &m, &k);
        if (m != month || y != year) { /* a new month begins with its first day */
            assert_int_equal(k, 1);
            assert_int_equal(m, month % 12 + 1);
            assert_int_equal(y, year + (month == 12));
            assert_in_range(dom, 29, 32);
            year = y, month = m, dom = 1;
        }
        assert_int_equal(k, dom++);
        day_text(d, text);
        assert_int_equal(day_parse(text), d);
        assert_int_equal(day_from(y, m, k), d);
        assert_int_equal((day_weekday(d) + 1) % 7, day_weekday(d + 1));
    }
}

static void test_months_and_ages(void **state) {
    (void)state;
    static const struct {
        const char *from;
        int months;
        const char *to;
    } moves[] = {
        {"2026-01-31", 1, "2026-02-28"},  {"2024-01-31", 1, "2024-02-29"},   {"2026-12-15", 1, "2027-01-15"},
        {"2026-03-31", -1, "2026-02-28"}, {"2026-01-15", -13, "2024-12-15"}, {"2026-05-31", 0, "2026-05-31"},
        {"2024-02-29", 12, "2025-02-28"},
    };
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        assert_int_equal(day_add_months(day_parse(moves[i].from), moves[i].months), day_parse(moves[i].to));
    assert_int_equal(day_add_months(day_parse("2199-12-01"), 1), DAY_NONE);
    static const struct {
        const char *birth, *on;
        int years;
    } ages[] = {
        {"2010-11-21", "2026-11-20", 15}, {"2010-11-21", "2026-11-21", 16}, {"2008-02-29", "2026-02-28", 17},
        {"2008-02-29", "2026-03-01", 18}, {"2026-11-21", "2026-11-21", 0},  {"2026-11-21", "2026-11-20", -1},
    };
    for (size_t i = 0; i < sizeof ages / sizeof *ages; i++)
        assert_int_equal(day_age(day_parse(ages[i].birth), day_parse(ages[i].on)), ages[i].years);
}

/* In 2026 Montréal's clock jumps from 2:00 to 3:00 on March 8 and back from 2:00 to 1:00 on November 1. */
static void test_wall(void **state) {
    (void)state;
    static const struct {
        int month, dom, hour, minute; /* UTC, in 2026 */
        const char *day;
        int wall_minute;
        int offset;
    } walls[] = {
        {1, 1, 4, 59, "2025-12-31", 23 * 60 + 59, -300}, {1, 1, 5, 0, "2026-01-01", 0, -300},
        {3, 8, 6, 59, "2026-03-08", 119, -300},          {3, 8, 7, 0, "2026-03-08", 180, -240},
        {7, 1, 3, 59, "2026-06-30", 23 * 60 + 59, -240}, {11, 1, 5, 59, "2026-11-01", 119, -240},
        {11, 1, 6, 0, "2026-11-01", 60, -300},           {11, 1, 6, 59, "2026-11-01", 119, -300},
        {11, 1, 7, 0, "2026-11-01", 120, -300},
    };
    for (size_t i = 0; i < sizeof walls / sizeof *walls; i++) {
        int64_t at = utc_ms(2026, walls[i].month, walls[i].dom, walls[i].hour, walls[i].minute);
        struct wall w = wall_at(montreal, at + 59999);
        assert_int_equal(zone_offset_min(montreal, at), walls[i].offset);
        assert_int_equal(w.day, day_parse(walls[i].day));
        assert_int_equal(w.minute, walls[i].wall_minute);
        assert_int_equal(zone_offset_min(regina, at), -360);
    }
}

static void test_wall_edges(void **state) {
    (void)state;
    day spring = day_from(2026, 3, 8), autumn = day_from(2026, 11, 1);
    static const struct {
        int minute, hour, utc_minute;
    } skipped[] = {{119, 6, 59}, {120, 7, 0}, {150, 7, 30}, {179, 7, 59}, {180, 7, 0}, {181, 7, 1}};
    for (size_t i = 0; i < sizeof skipped / sizeof *skipped; i++)
        assert_int_equal(wall_instant(montreal, (struct wall){spring, (int16_t)skipped[i].minute}),
                         utc_ms(2026, 3, 8, skipped[i].hour, skipped[i].utc_minute));
    static const struct {
        int minute, hour, utc_minute;
    } repeated[] = {{59, 4, 59}, {60, 5, 0}, {90, 5, 30}, {119, 5, 59}, {120, 7, 0}, {121, 7, 1}};
    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++)
        assert_int_equal(wall_instant(montreal, (struct wall){autumn, (int16_t)repeated[i].minute}),
                         utc_ms(2026, 11, 1, repeated[i].hour, repeated[i].utc_minute));
    assert_int_equal(day_start_ms(montreal, spring + 1) - day_start_ms(montreal, spring), 23 * 3600000);
    assert_int_equal(day_start_ms(montreal, autumn + 1) - day_start_ms(montreal, autumn), 25 * 3600000);
}

/* Every hour of ten years: a wall time that is neither skipped nor repeated names its instant. */
static void test_wall_round_trip(void **state) {
    (void)state;
    static const int changes[][2] = {{14, 7}, {13, 6}, {12, 5}, {10, 3}, {9, 2},
                                     {8, 1},  {14, 7}, {12, 5}, {11, 4}, {10, 3}};
    int odd = 0;
    for (int y = 0; y < 10; y++) { /* 2021 to 2030 */
        assert_int_equal(zone_offset_min(montreal, utc_ms(2021 + y, 3, changes[y][0], 6, 59)), -300);
        assert_int_equal(zone_offset_min(montreal, utc_ms(2021 + y, 3, changes[y][0], 7, 0)), -240);
        assert_int_equal(zone_offset_min(montreal, utc_ms(2021 + y, 11, changes[y][1], 5, 59)), -240);
        assert_int_equal(zone_offset_min(montreal, utc_ms(2021 + y, 11, changes[y][1], 6, 0)), -300);
    }
    for (int64_t at = utc_ms(2021, 1, 1, 0, 30); at < utc_ms(2031, 1, 1, 0, 0); at += 3600000) {
        int64_t back = wall_instant(montreal, wall_at(montreal, at));
        odd += back != at;
        if (back != at) assert_int_equal(at - back, 3600000); /* the second 1:30 of an autumn night */
    }
    assert_int_equal(odd, 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_days), cmocka_unit_test(test_impossible),      cmocka_unit_test(test_slips),
        cmocka_unit_test(test_every_day),  cmocka_unit_test(test_months_and_ages), cmocka_unit_test(test_wall),
        cmocka_unit_test(test_wall_edges), cmocka_unit_test(test_wall_round_trip),
    };
    return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
