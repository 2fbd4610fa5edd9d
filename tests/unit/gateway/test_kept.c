/* What stations say waits there: noted, listed, forgotten. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "gateway/session/kept.h"
#include "opened.h"

enum { T0 = 1000000000 };
#define DAY (24 * HOUR)

static int opened(void **state) {
    static struct opened w;
    opened_dir(&w);
    *state = &w;
    return opened_again(&w);
}
static int closed(void **state) {
    opened_end(*state);
    return 0;
}

static struct session at(uint8_t station) {
    struct session s = {.station = {{station}}};
    snprintf(s.place, sizeof s.place, "Poste %u", (unsigned)station);
    return s;
}

static void note(struct opened *w, uint8_t station, uint64_t member, uint32_t count, int64_t since_ms) {
    struct session s = at(station);
    struct kept k = {.member = id_nr(member), .count = count, .since_ms = since_ms, .told_ms = since_ms};
    assert_int_equal(kept_note(w->all, &s, &k), 0);
}

static size_t listed(struct opened *w, struct kept *out, size_t max) {
    struct arena a;
    size_t n;
    arena_init(&a);
    const struct kept *all = kept_list(w->all, &a, &n);
    for (size_t i = 0; i < n && i < max; i++) out[i] = all[i];
    arena_close(&a);
    return n;
}

static void the_oldest_stands_first(void **state) {
    struct opened *w = *state;
    struct kept all[4];
    note(w, 1, 7, 2, T0 + HOUR);
    note(w, 1, 8, 1, T0);
    note(w, 2, 7, 3, T0 + 2 * HOUR);
    assert_int_equal(listed(w, all, 4), 3);
    assert_true(id_equal(all[0].member, id_nr(8)));
    assert_int_equal(all[0].count, 1);
    assert_int_equal(all[0].since_ms, T0);
    assert_string_equal(all[1].place, "Poste 1");
    assert_string_equal(all[2].place, "Poste 2");
}

static void the_last_word_of_a_station_holds(void **state) {
    struct opened *w = *state;
    struct kept all[4];
    note(w, 1, 7, 2, T0);
    note(w, 1, 7, 5, T0 + 1);
    assert_int_equal(listed(w, all, 4), 1);
    assert_int_equal(all[0].count, 5);
    note(w, 2, 7, 0, T0 + 2);
    assert_int_equal(listed(w, all, 4), 1);
    note(w, 1, 7, 0, T0 + 2);
    assert_int_equal(listed(w, all, 4), 0);
}

static void it_outlasts_a_restart_and_hours(void **state) {
    struct opened *w = *state;
    struct kept all[4];
    note(w, 1, 7, 2, T0);
    assert_int_equal(opened_again(w), 0);
    assert_string_equal(sessions_emptied(w->all), "");
    sessions_sweep(w->all, T0 + 90 * DAY);
    assert_int_equal(listed(w, all, 4), 1);
}

/* Behind it the browser has forgotten the station's cookie, and nobody opens what was there. */
static void it_goes_when_the_station_is_known_no_more(void **state) {
    struct opened *w = *state;
    struct kept all[4];
    note(w, 1, 7, 2, T0);
    sessions_sweep(w->all, T0 - HOUR); /* the clock was set back */
    sessions_sweep(w->all, T0 + KEPT_FOR_MS - 1);
    assert_int_equal(listed(w, all, 4), 1);
    sessions_sweep(w->all, T0 + KEPT_FOR_MS);
    assert_int_equal(listed(w, all, 4), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_oldest_stands_first, opened, closed),
        cmocka_unit_test_setup_teardown(the_last_word_of_a_station_holds, opened, closed),
        cmocka_unit_test_setup_teardown(it_outlasts_a_restart_and_hours, opened, closed),
        cmocka_unit_test_setup_teardown(it_goes_when_the_station_is_known_no_more, opened, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
