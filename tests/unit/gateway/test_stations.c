/* The secret of the stations: its file, and what is derived. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/err.h"
#include "gateway/session/stations.h"

static char folder[64], path[96];

static int opened(void **state) {
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/sippe-stations-XXXXXX");
    if (sodium_init() < 0 || !mkdtemp(folder)) return -1;
    snprintf(path, sizeof path, "%s/stations", folder);
    return 0;
}
static int closed(void **state) {
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static const struct id her = {{7}}, other = {{8}};
static uint8_t cookies[2][32] = {{1}, {2}};
static struct span cookie(size_t i) { return span_of(cookies[i], sizeof cookies[i]); }

static bool same(struct station_key a, struct station_key b) {
    return memcmp(a.key, b.key, STATION_KEY) == 0 && memcmp(a.id, b.id, STATION_KEY_ID) == 0;
}

static void content(const char *text, mode_t mode) {
    unlink(path);
    FILE *f = fopen(path, "w");
    if (!f) abort();
    fputs(text, f);
    fclose(f);
    chmod(path, mode);
}

static void the_first_start_makes_it_for_us_alone(void **state) {
    struct stations s, again;
    struct stat st;
    (void)state;
    assert_int_equal(stations_open(&s, path), 0);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(s.n, 1);
    assert_int_equal(stations_open(&again, path), 0);
    assert_true(same(station_key(&s, 0, her, cookie(0)), station_key(&again, 0, her, cookie(0))));
    stations_close(&again);
    stations_close(&s);
}

static void each_membership_and_station_has_its_own(void **state) {
    struct stations s;
    (void)state;
    assert_int_equal(stations_open(&s, path), 0);
    struct station_key key = station_key(&s, 0, her, cookie(0));
    const struct station_key others[] = {station_key(&s, 0, other, cookie(0)), station_key(&s, 0, her, cookie(1))};
    for (size_t i = 0; i < 2; i++) {
        assert_memory_not_equal(key.key, others[i].key, STATION_KEY);
        assert_memory_not_equal(key.id, others[i].id, STATION_KEY_ID);
    }
    assert_memory_not_equal(key.key, key.id, STATION_KEY_ID);
    assert_false(id_equal(station_name(cookie(0)), station_name(cookie(1))));
    assert_memory_not_equal(station_name(cookie(0)).bytes, cookies[0], ID_LEN);
    stations_close(&s);
}

/* A key may be kept in a backup's file for years: what it gives must not change with a release. */
static void what_is_derived_stays(void **state) {
    struct stations s;
    char hex[2 * STATION_KEY + 1];
    (void)state;
    content("sippe-stations-1 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n", 0600);
    assert_int_equal(stations_open(&s, path), 0);
    struct station_key key = station_key(&s, 0, her, cookie(0));
    sodium_bin2hex(hex, sizeof hex, key.key, STATION_KEY);
    assert_string_equal(hex, "4bff787ea8cb715c9677ccc8cf1ffc89be639f46e3ac7fbbd0ba624fa8a4b3e7");
    sodium_bin2hex(hex, sizeof hex, key.id, STATION_KEY_ID);
    assert_string_equal(hex, "8fab6c9a43915453");
    stations_close(&s);
}

static void another_one_stands_before_it_and_two_are_the_most(void **state) {
    struct stations first, second, third;
    (void)state;
    assert_int_equal(stations_renew(path), 0);
    assert_int_equal(stations_open(&first, path), 0);
    assert_int_equal(stations_renew(path), 0);
    assert_int_equal(stations_open(&second, path), 0);
    assert_int_equal(second.n, 2);
    assert_true(same(station_key(&second, 1, her, cookie(0)), station_key(&first, 0, her, cookie(0))));
    assert_false(same(station_key(&second, 0, her, cookie(0)), station_key(&first, 0, her, cookie(0))));
    assert_int_equal(stations_renew(path), 0);
    assert_int_equal(stations_open(&third, path), 0);
    assert_int_equal(third.n, 2);
    assert_true(same(station_key(&third, 1, her, cookie(0)), station_key(&second, 0, her, cookie(0))));
    stations_close(&first);
    stations_close(&second);
    stations_close(&third);
}

#define LINE "sippe-stations-1 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"

static void what_is_no_such_file_is_refused_and_left(void **state) {
    static const char *const wrong[] = {
        "",
        "\n",
        (LINE LINE LINE),
        (LINE "\n"),
        (" " LINE),
        "sippe-stations-1 00\n",
        "sippe-stations-2 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n",
        "sippe-stations-1 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1x\n"};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct stations s;
        struct stat st;
        content(wrong[i], 0600);
        if (stations_open(&s, path) != ERR_INVALID) fail_msg("row %zu", i);
        assert_null(s.secrets);
        assert_int_equal(stations_renew(path), ERR_INVALID);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_size, strlen(wrong[i]));
    }
}

static void others_may_not_read_it(void **state) {
    struct stations s;
    (void)state;
    content(LINE, 0644);
    assert_int_equal(stations_open(&s, path), ERR_DENIED);
}

/* A cookie that the browser lost opens by it what was sealed under it, here alone. */
static void a_ticket_is_the_cookie_for_us_alone(void **state) {
    struct stations first, second, other_one;
    uint8_t ticket[STATION_TICKET], again[STATION_TICKET], cookie_of[STATION_COOKIE];
    (void)state;
    assert_int_equal(stations_open(&first, path), 0);
    station_ticket(&first, cookies[0], ticket);
    station_ticket(&first, cookies[0], again);
    assert_memory_equal(ticket, again, sizeof ticket);
    assert_null(memmem(ticket, sizeof ticket, cookies[0], 4));
    assert_int_equal(stations_renew(path), 0);
    assert_int_equal(stations_open(&second, path), 0);
    assert_true(station_ticket_open(&second, span_of(ticket, sizeof ticket), cookie_of));
    assert_memory_equal(cookie_of, cookies[0], sizeof cookie_of);
    unlink(path);
    assert_int_equal(stations_open(&other_one, path), 0);
    assert_false(station_ticket_open(&other_one, span_of(ticket, sizeof ticket), cookie_of));
    assert_false(station_ticket_open(&first, span_of(ticket, sizeof ticket - 1), cookie_of));
    for (size_t i = 0; i < sizeof ticket; i++) {
        ticket[i] ^= 1;
        assert_false(station_ticket_open(&first, span_of(ticket, sizeof ticket), cookie_of));
        ticket[i] ^= 1;
    }
    stations_close(&first);
    stations_close(&second);
    stations_close(&other_one);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_first_start_makes_it_for_us_alone, opened, closed),
        cmocka_unit_test_setup_teardown(each_membership_and_station_has_its_own, opened, closed),
        cmocka_unit_test_setup_teardown(what_is_derived_stays, opened, closed),
        cmocka_unit_test_setup_teardown(another_one_stands_before_it_and_two_are_the_most, opened, closed),
        cmocka_unit_test_setup_teardown(a_ticket_is_the_cookie_for_us_alone, opened, closed),
        cmocka_unit_test_setup_teardown(what_is_no_such_file_is_refused_and_left, opened, closed),
        cmocka_unit_test_setup_teardown(others_may_not_read_it, opened, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
