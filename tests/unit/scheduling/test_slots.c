/* Travel, free slots and bookings. */
#include "rules.h"
#include "civil/postal.h"
#include "scheduling/domain/booking.h"
#include "scheduling/domain/travel.h"
#include "proto/status.h"

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

static int64_t at(const char *on, int hour, int minute) {
    return wall_instant(rules_montreal(), (struct wall){day_parse(on), (int16_t)(hour * 60 + minute)});
}

static const char *said(int64_t ms) {
    struct wall w = wall_at(rules_montreal(), ms);
    char text[11];
    day_text(w.day, text);
    return arena_printf(&arena, "%s %02d:%02d", text, w.minute / 60, w.minute % 60);
}

/* Great-circle distances by the haversine formula in floating point, computed apart from this code. */
static void test_distance(void **state) {
    (void)state;
    static const struct {
        int32_t lat_a, lon_a, lat_b, lon_b, metres;
    } rows[] = {
        {455500, -736500, 456000, -736500, 5560},   {455500, -736500, 455500, -735500, 7787},
        {455500, -736500, 456500, -736000, 11780},  {456587, -735236, 455017, -735673, 17786},
        {468139, -712080, 455017, -735673, 233029}, {455500, -736500, 455500, -736500, 0},
        {588000, -685000, 589000, -680000, 30834},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        sippe__territory *two = NEW(&arena, sippe__territory);
        rules_area(&arena, two, "A", rows[i].lat_a, rows[i].lon_a);
        rules_area(&arena, two, "B", rows[i].lat_b, rows[i].lon_b);
        int32_t got = travel_metres(two, "A1A1A1", "B2B"), expected = rows[i].metres;
        assert_true(got >= expected - expected / 200 && got <= expected + expected / 200);
        assert_int_equal(got, travel_metres(two, "B2B", "A"));
    }
    assert_int_equal(travel_metres(t, "H2M1Y4", "H4X"), DISTANCE_UNKNOWN);
    assert_int_equal(travel_metres(t, "", "H2M"), DISTANCE_UNKNOWN);
    assert_string_equal(postal_area_of(t, "H1G2T3")->prefix, "H1G"); /* the longest that fits */
    assert_string_equal(postal_area_of(t, "H1T2T3")->prefix, "H1");
}

static void test_travel(void **state) {
    (void)state;
    assert_int_equal(travel_minutes(t->visits, 0), 5);
    assert_int_equal(travel_minutes(t->visits, 1), 6); /* rounded up */
    assert_int_equal(travel_minutes(t->visits, 5560), 17);
    assert_int_equal(travel_minutes(t->visits, DISTANCE_UNKNOWN), 15);
}

static scheduling__hours *stretch(int weekday, int from, int to) {
    scheduling__hours *h = NEW(&arena, scheduling__hours);
    h->weekday = weekday;
    h->from_minute = from;
    h->to_minute = to;
    return h;
}

/* Monday to Friday, 8:30 to 12:00 and 13:00 to 16:30, from H2M. */
static struct slots_worker office(const char *code) {
    scheduling__hours **hours = arena_alloc(&arena, 10 * sizeof *hours);
    for (int i = 0; i < 5; i++) {
        hours[2 * i] = stretch(i + 1, 510, 720);
        hours[2 * i + 1] = stretch(i + 1, 780, 990);
    }
    return (struct slots_worker){.code = code, .hours = hours, .n_hours = 10, .start_area = "H2M"};
}

static struct slots_worker one_stretch(int weekday, int from, int to) {
    scheduling__hours **hours = arena_alloc(&arena, sizeof *hours);
    hours[0] = stretch(weekday, from, to);
    return (struct slots_worker){.code = "w", .hours = hours, .n_hours = 1, .start_area = "H2M"};
}

static struct slots_search search(const char *from, const char *last, int minutes) {
    return (struct slots_search){.place = {t, &quebec, rules_montreal(), "H2M1Y4"},
                                 .minutes = minutes,
                                 .not_before_ms = at(from, 0, 0),
                                 .last_day = day_parse(last)};
}

static const char *first(const struct slots_search *s, const struct slots_worker *w, size_t n) {
    int64_t start;
    return slots_find(s, w, n, &start, 1) ? said(start) : "none";
}

/* 2026-03-02 is a Monday. */
static void test_first_slot(void **state) {
    (void)state;
    struct slots_worker w = office("a");
    struct slots_search s = search("2026-03-02", "2026-03-06", 90);
    assert_string_equal(first(&s, &w, 1), "2026-03-02 08:45"); /* five minutes of way, then the quarter hour */
    struct slots_taken taken[] = {{at("2026-03-02", 8, 45), at("2026-03-02", 10, 15), "H2M", {{1}}}};
    w.taken = taken;
    w.n_taken = 1;
    assert_string_equal(first(&s, &w, 1), "2026-03-02 10:30"); /* 10:15 + 5, ends 12:00, back during lunch */
    taken[0].postal_code = "H1G"; /* 5.6 km: 17 minutes, too late for a visit before noon */
    assert_string_equal(first(&s, &w, 1), "2026-03-02 13:00");
    taken[0] = (struct slots_taken){at("2026-03-02", 14, 30), at("2026-03-02", 15, 30), "H1G", {{1}}};
    s.not_before_ms = at("2026-03-02", 11, 15);
    assert_string_equal(first(&s, &w, 1), "2026-03-03 08:45"); /* 13:00 would end at 14:30 where the next begins */
    s.minutes = 60;
    assert_string_equal(first(&s, &w, 1), "2026-03-02 13:00");
    s.place.postal_code = "H1G"; /* the family lives where she is at 14:30 */
    s.minutes = 75;
    assert_string_equal(first(&s, &w, 1), "2026-03-02 13:00");
}

static void test_limits(void **state) {
    (void)state;
    struct slots_worker w = office("a");
    struct slots_search s = search("2026-03-02", "2026-03-06", 300);
    assert_string_equal(first(&s, &w, 1), "none"); /* no visit spans lunch */
    s = search("2026-03-07", "2026-03-08", 60);
    assert_string_equal(first(&s, &w, 1), "none"); /* a weekend */
    s = search("2026-12-25", "2026-12-28", 60);
    assert_string_equal(first(&s, &w, 1), "2026-12-28 08:45"); /* Christmas is a Friday */
    s = search("2026-03-06", "2026-03-06", 60);
    s.not_before_ms = at("2026-03-06", 15, 16);
    assert_string_equal(first(&s, &w, 1), "none"); /* 15:30 would leave no way back */
    s.not_before_ms = at("2026-03-06", 15, 15);
    assert_string_equal(first(&s, &w, 1), "2026-03-06 15:15");
    assert_string_equal(first(&s, &w, 0), "none");
    w.n_hours = 0;
    assert_string_equal(first(&s, &w, 1), "none");
    struct slots_worker exact = one_stretch(1, 600, 665); /* way 5 + visit 55 + way 5: it fits exactly */
    t->visits->slot_minutes = 5;
    s = search("2026-03-02", "2026-03-02", 55);
    assert_string_equal(first(&s, &exact, 1), "2026-03-02 10:05");
    s.minutes = 56;
    assert_string_equal(first(&s, &exact, 1), "none");
}

static void test_joint(void **state) {
    (void)state;
    struct slots_worker w[2] = {office("a"), one_stretch(3, 780, 960)};
    struct slots_search s = search("2026-03-02", "2026-03-06", 60);
    assert_string_equal(first(&s, w, 2), "2026-03-04 13:15");
    struct slots_taken taken = {at("2026-03-04", 13, 0), at("2026-03-04", 14, 0), "H1", {{1}}};
    w[0].taken = &taken;
    w[0].n_taken = 1;
    assert_string_equal(first(&s, w, 2), "2026-03-04 14:30"); /* 11.8 km: 29 minutes */
    w[1] = one_stretch(6, 780, 960);
    assert_string_equal(first(&s, w, 2), "none"); /* no day in common */
    w[1] = office("b");
    struct slots_taken home = {at("2026-03-02", 8, 0), at("2026-03-02", 12, 0), "", {{2}}};
    s.family = &home;
    s.n_family = 1;
    assert_string_equal(first(&s, w, 2), "2026-03-02 13:00"); /* the family has somebody all morning */
}

/* The same 9:30 before and after the clock changes; in the night of the change no time is named that does not exist. */
static void test_clock_change(void **state) {
    (void)state;
    struct slots_worker w = one_stretch(1, 570, 700);
    struct slots_search s = search("2026-03-02", "2026-03-09", 60);
    t->visits->travel_minutes_base = 0;
    int64_t starts[16];
    size_t n = slots_find(&s, &w, 1, starts, 16);
    assert_int_equal(n, 10);
    assert_string_equal(said(starts[0]), "2026-03-02 09:30");
    assert_string_equal(said(starts[5]), "2026-03-09 09:30");
    assert_true(starts[5] - starts[0] == INT64_C(7 * 86400000) - 3600000);

    struct slots_worker night = one_stretch(7, 60, 300);
    s = search("2026-03-08", "2026-03-08", 60);
    t->visits->slot_minutes = 30;
    n = slots_find(&s, &night, 1, starts, 16);
    static const char *const spring[] = {"01:00", "01:30", "03:00", "03:30", "04:00"};
    assert_int_equal(n, 5);
    for (size_t i = 0; i < n; i++) assert_string_equal(said(starts[i]) + 11, spring[i]);
    s = search("2026-11-01", "2026-11-01", 120);
    n = slots_find(&s, &night, 1, starts, 16);
    assert_string_equal(said(starts[0]), "2026-11-01 01:00"); /* the first of the two, two hours later it is 2:00 */
    assert_true(starts[0] + INT64_C(2 * 3600000) == at("2026-11-01", 2, 0));
}

/* On random days, overlaps among them: the slots given are exactly the grid times that a plain look at all visits
 * admits. */
static void test_soundness(void **state) {
    (void)state;
    uint64_t random = 42;
    for (int run = 0; run < 60; run++) {
        struct slots_worker w = office("a");
        struct slots_taken taken[6];
        for (size_t i = 0; i < 6; i++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            int day_of = (int)(random >> 33) % 3, start = 510 + (int)(random >> 40) % 420;
            int64_t from = at("2026-03-02", 0, 0) + day_of * INT64_C(86400000) + start * INT64_C(60000);
            taken[i] = (struct slots_taken){
                from, from + INT64_C(3600000), (random >> 60) & 1 ? "H2M" : "H1G", {{(uint8_t)(i + 1)}}};
        }
        w.taken = taken;
        w.n_taken = 6;
        struct slots_search s = search("2026-03-02", "2026-03-04", 60);
        int64_t starts[200];
        size_t n = slots_find(&s, &w, 1, starts, 200), k = 0;
        for (int64_t start = s.not_before_ms; start < at("2026-03-05", 0, 0); start += 15 * 60000) {
            struct booking b = {.zone = rules_montreal(), .calendar = &quebec, .start_ms = start, .minutes = 60};
            bool fits = booking_check(&b, &w, 1, NULL, 0) == 0;
            struct wall wall = wall_at(rules_montreal(), start);
            fits = fits && wall.minute >= 515 && wall.minute + 60 + 5 <= 990;
            for (size_t i = 0; i < 6; i++) {
                int64_t way = INT64_C(60000) * (taken[i].postal_code[1] == '2' ? 5 : 17);
                if (taken[i].to_ms + way > start && taken[i].from_ms < start + 3600000 + way) fits = false;
            }
            bool given = k < n && starts[k] == start;
            if (given) k++;
            assert_int_equal(given, fits);
        }
        assert_int_equal(k, n);
    }
}

static void test_booking(void **state) {
    (void)state;
    struct slots_worker w = office("a");
    struct slots_taken taken = {at("2026-03-03", 9, 0), at("2026-03-03", 10, 0), "H2M", {{7}}};
    w.taken = &taken;
    w.n_taken = 1;
    static const struct {
        const char *what, *on;
        int hour, minute, minutes, visit, reason;
    } rows[] = {
        {"free", "2026-03-03", 10, 0, 60, 0, 0},
        {"touches", "2026-03-03", 8, 30, 30, 0, 0},
        {"overlaps by a minute", "2026-03-03", 8, 30, 31, 0, REASON_BOOKED_TWICE},
        {"inside", "2026-03-03", 9, 15, 15, 0, REASON_BOOKED_TWICE},
        {"around", "2026-03-03", 8, 45, 120, 0, REASON_BOOKED_TWICE},
        {"itself, moved", "2026-03-03", 9, 15, 60, 7, 0},
        {"before hours", "2026-03-03", 8, 15, 60, 0, REASON_OUTSIDE_HOURS},
        {"over lunch", "2026-03-03", 11, 30, 60, 0, REASON_OUTSIDE_HOURS},
        {"until the last minute", "2026-03-03", 15, 30, 60, 0, 0},
        {"a minute too long", "2026-03-03", 15, 30, 61, 0, REASON_OUTSIDE_HOURS},
        {"a weekend", "2026-03-07", 10, 0, 60, 0, REASON_OUTSIDE_HOURS},
        {"Good Friday", "2026-04-03", 10, 0, 60, 0, REASON_HOLIDAY},
        {"Easter Monday is worked here", "2026-04-06", 10, 0, 60, 0, 0},
        {"yesterday", "2026-03-01", 10, 0, 60, 0, REASON_IN_THE_PAST},
        {"the family is taken", "2026-03-04", 10, 0, 60, 0, REASON_BOOKED_TWICE},
    };
    struct slots_taken family = {at("2026-03-04", 10, 30), at("2026-03-04", 11, 30), "", {{8}}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct booking b = {.zone = rules_montreal(),
                            .calendar = &quebec,
                            .now_ms = at("2026-03-02", 8, 0),
                            .start_ms = at(rows[i].on, rows[i].hour, rows[i].minute),
                            .minutes = rows[i].minutes,
                            .visit = {{(uint8_t)rows[i].visit}}};
        int got = booking_check(&b, &w, 1, &family, 1);
        if (got != rows[i].reason) print_error("%s: %d\n", rows[i].what, got);
        assert_int_equal(got, rows[i].reason);
        b.outside_hours = true; /* hours are all that a person may go past */
        int past = booking_check(&b, &w, 1, &family, 1);
        if (rows[i].reason != REASON_OUTSIDE_HOURS) assert_int_equal(past, rows[i].reason);
        if (rows[i].reason == REASON_OUTSIDE_HOURS) assert_true(past == 0 || past == REASON_BOOKED_TWICE);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_distance, setup, teardown),
        cmocka_unit_test_setup_teardown(test_travel, setup, teardown),
        cmocka_unit_test_setup_teardown(test_first_slot, setup, teardown),
        cmocka_unit_test_setup_teardown(test_limits, setup, teardown),
        cmocka_unit_test_setup_teardown(test_joint, setup, teardown),
        cmocka_unit_test_setup_teardown(test_clock_change, setup, teardown),
        cmocka_unit_test_setup_teardown(test_soundness, setup, teardown),
        cmocka_unit_test_setup_teardown(test_booking, setup, teardown),
    };
    return cmocka_run_group_tests_name("slots", tests, NULL, NULL);
}
