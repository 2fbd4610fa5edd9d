/* Sessions on virtual time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <time.h>
#include "opened.h"

enum { T0 = 1000000000 };

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

static struct id station(struct opened *w, uint8_t n) {
    uint8_t cookie[SESSION_TOKEN_LEN] = {n};
    return session_station(w->all, cookie);
}

static bool find(struct opened *w, const uint8_t *token, uint8_t at, bool use, int64_t now_ms) {
    struct session s;
    return session_find(w->all, token, station(w, at), use, now_ms, &s);
}

static void what_was_begun_is_found(void **state) {
    struct opened *w = *state;
    uint8_t token[SESSION_TOKEN_LEN];
    struct session begun, found;
    assert_int_equal(begin_at(w, 7, station(w, 1), T0, NULL, token, &begun), 0);
    assert_false(id_is_zero(begun.id));
    assert_int_equal(begun.begun_ms, T0);
    assert_int_equal(begun.ends_ms, T0 + 12 * HOUR);
    assert_true(session_find(w->all, token, station(w, 1), true, T0 + 5, &found));
    assert_true(id_equal(found.id, begun.id) && id_equal(found.login, id_nr(7)));
    assert_int_equal(found.n_members, 1);
    assert_true(id_equal(found.members[0], id_nr(1007)));
    assert_string_equal(found.place, "Edge 130, Windows");
    assert_int_equal(session_count(w->all), 1);
}

/* Uses at these minutes; then asked, without a use, at the last. */
static void times_by_a_table(void **state) {
    struct opened *w = *state;
    static const struct {
        int64_t uses[16]; /* minutes after the beginning, 0 ends */
        int64_t asked_ms;
        bool is_open;
    } rows[] = {
        {{0}, 0, true},
        {{0}, 30 * MINUTE - 1, true},
        {{0}, 30 * MINUTE, false},
        {{29}, 59 * MINUTE - 1, true},
        {{29}, 59 * MINUTE, false},
        {{29, 58, 87}, 117 * MINUTE - 1, true},
        {{29, 58, 87}, 117 * MINUTE, false},
        {{31}, 32 * MINUTE, false}, /* no use opens it again */
        /* at most twelve hours, however busy */
        {{29, 58, 87, 116, 145, 174, 203, 232, 261, 290, 319, 348, 377, 406, 435}, 464 * MINUTE, true},
        /* the clock is set back: as old as nothing */
        {{0}, -MINUTE, true},
        {{0}, -100 * HOUR, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t token[SESSION_TOKEN_LEN];
        assert_int_equal(begin_at(w, i, station(w, 1), T0, NULL, token, NULL), 0);
        for (size_t u = 0; u < 15 && rows[i].uses[u]; u++) find(w, token, 1, true, T0 + rows[i].uses[u] * MINUTE);
        if (find(w, token, 1, false, T0 + rows[i].asked_ms) != rows[i].is_open) fail_msg("row %zu", i);
    }
}

static void twelve_hours_are_the_end(void **state) {
    struct opened *w = *state;
    uint8_t token[SESSION_TOKEN_LEN];
    assert_int_equal(begin_at(w, 1, station(w, 1), T0, NULL, token, NULL), 0);
    int64_t at = 0;
    for (; at < 12 * HOUR; at += 10 * MINUTE) assert_true(find(w, token, 1, true, T0 + at));
    assert_true(find(w, token, 1, true, T0 + 12 * HOUR - 1));
    assert_false(find(w, token, 1, true, T0 + 12 * HOUR));
}

static void asking_without_use_keeps_nothing_open(void **state) {
    struct opened *w = *state;
    uint8_t token[SESSION_TOKEN_LEN];
    assert_int_equal(begin_at(w, 1, station(w, 1), T0, NULL, token, NULL), 0);
    for (int64_t at = 0; at < 30; at++) assert_true(find(w, token, 1, false, T0 + at * MINUTE));
    assert_false(find(w, token, 1, false, T0 + 30 * MINUTE));
}

/* What is told as the last use is what is written, and by that it ends: nobody is promised more. */
static void a_use_is_written_once_a_minute(void **state) {
    struct opened *w = *state;
    uint8_t token[SESSION_TOKEN_LEN];
    struct session s;
    assert_int_equal(begin_at(w, 1, station(w, 1), T0, NULL, token, NULL), 0);
    assert_true(session_find(w->all, token, station(w, 1), true, T0 + SESSION_TOUCH_MS - 1, &s));
    assert_int_equal(s.used_ms, T0);
    assert_true(session_find(w->all, token, station(w, 1), true, T0 + SESSION_TOUCH_MS, &s));
    assert_int_equal(s.used_ms, T0 + SESSION_TOUCH_MS);
    assert_int_equal(opened_again(w), 0);
    assert_true(session_find(w->all, token, station(w, 1), false, T0 + SESSION_TOUCH_MS, &s));
    assert_int_equal(s.used_ms, T0 + SESSION_TOUCH_MS);
    assert_false(find(w, token, 1, true, T0 + SESSION_TOUCH_MS + 30 * MINUTE));
}

/* A clock that is a year ahead for a minute makes no session of a year, whether it is used or swept by. */
static void a_clock_set_back_makes_no_long_session(void **state) {
    struct opened *w = *state;
    const int64_t year = 365 * 24 * HOUR;
    for (int swept = 0; swept < 2; swept++) {
        uint8_t token[SESSION_TOKEN_LEN];
        assert_int_equal(begin_at(w, 1, station(w, 1), T0 + year, NULL, token, NULL), 0);
        if (swept)
            sessions_sweep(w->all, T0);
        else
            assert_true(find(w, token, 1, true, T0));
        assert_true(find(w, token, 1, false, T0 + 30 * MINUTE - 1));
        assert_false(find(w, token, 1, false, T0 + 30 * MINUTE));
        assert_int_equal(session_end_all(w->all, id_nr(1)), 1);
    }
    uint8_t token[SESSION_TOKEN_LEN];
    assert_int_equal(begin_at(w, 1, station(w, 1), T0 + year, NULL, token, NULL), 0);
    for (int64_t at = 0; at < 12 * HOUR; at += 20 * MINUTE) assert_true(find(w, token, 1, true, T0 + at));
    assert_false(find(w, token, 1, true, T0 + 12 * HOUR));
}

static void of_another_station_it_is_none(void **state) {
    struct opened *w = *state;
    uint8_t token[SESSION_TOKEN_LEN], other[SESSION_TOKEN_LEN];
    struct session s;
    assert_int_equal(begin_at(w, 1, station(w, 1), T0, NULL, token, NULL), 0);
    assert_false(find(w, token, 2, true, T0));
    assert_false(session_find(w->all, token, (struct id){{0}}, true, T0, &s));
    assert_true(find(w, token, 1, true, T0)); /* and is still there */
    for (int bit = 0; bit < 8 * SESSION_TOKEN_LEN; bit++) {
        memcpy(other, token, sizeof other);
        other[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_false(find(w, other, 1, true, T0));
    }
    memset(other, 0, sizeof other);
    assert_false(find(w, other, 1, true, T0));
    assert_false(session_find(w->all, other, (struct id){{0}}, true, T0, &s));
}

/* Whoever had planted his own token before she signed in has nothing. */
static void a_sign_in_ends_the_token_of_before(void **state) {
    struct opened *w = *state;
    uint8_t planted[SESSION_TOKEN_LEN], token[SESSION_TOKEN_LEN], unknown[SESSION_TOKEN_LEN] = {9};
    assert_int_equal(begin_at(w, 1, station(w, 1), T0, NULL, planted, NULL), 0);
    assert_int_equal(begin_at(w, 2, station(w, 1), T0 + 1, planted, token, NULL), 0);
    assert_memory_not_equal(planted, token, sizeof token);
    assert_false(find(w, planted, 1, true, T0 + 2));
    assert_true(find(w, token, 1, true, T0 + 2));
    assert_int_equal(begin_at(w, 3, station(w, 1), T0 + 3, unknown, token, NULL), 0);
    assert_false(find(w, unknown, 1, true, T0 + 3));
    assert_int_equal(session_count(w->all), 2);
}

static void ended_is_ended(void **state) {
    struct opened *w = *state;
    uint8_t tokens[4][SESSION_TOKEN_LEN];
    struct session s[4];
    for (uint8_t i = 0; i < 4; i++)
        assert_int_equal(begin_at(w, i < 3 ? 1 : 2, station(w, i), T0 + i, NULL, tokens[i], &s[i]), 0);
    assert_true(session_end(w->all, s[1].id));
    assert_false(session_end(w->all, s[1].id));
    assert_false(session_end(w->all, id_nr(77)));
    assert_false(session_end(w->all, (struct id){{0}}));
    assert_false(find(w, tokens[1], 1, true, T0 + 9));
    assert_true(find(w, tokens[0], 0, true, T0 + 9));
    assert_int_equal(session_end_all(w->all, id_nr(1)), 2);
    assert_int_equal(session_end_all(w->all, id_nr(1)), 0);
    assert_false(find(w, tokens[0], 0, true, T0 + 9));
    assert_false(find(w, tokens[2], 2, true, T0 + 9));
    assert_true(find(w, tokens[3], 3, true, T0 + 9));
    assert_int_equal(session_count(w->all), 1);
}

static void what_intake_says_of_members_holds_at_once(void **state) {
    struct opened *w = *state;
    uint8_t tokens[3][SESSION_TOKEN_LEN];
    struct id members[SESSION_MEMBERS_MAX + 1] = {id_nr(5), id_nr(6)};
    struct session s;
    for (uint8_t i = 0; i < 3; i++)
        assert_int_equal(begin_at(w, i < 2 ? 1 : 2, station(w, 1), T0, NULL, tokens[i], NULL), 0);
    assert_int_equal(session_members_set(w->all, id_nr(1), members, 2), 0);
    for (int i = 0; i < 2; i++) {
        assert_true(session_find(w->all, tokens[i], station(w, 1), true, T0, &s));
        assert_int_equal(s.n_members, 2);
        assert_true(id_equal(s.members[1], id_nr(6)));
    }
    assert_true(session_find(w->all, tokens[2], station(w, 1), true, T0, &s));
    assert_int_equal(s.n_members, 1);
    assert_int_equal(session_members_set(w->all, id_nr(1), members, SESSION_MEMBERS_MAX + 1), ERR_INVALID);
    s.n_members = SESSION_MEMBERS_MAX + 1;
    assert_int_equal(session_begin(w->all, &s, NULL, T0, tokens[2]), ERR_INVALID);
    assert_int_equal(session_members_set(w->all, id_nr(1), NULL, 0), 0);
    assert_false(find(w, tokens[0], 1, true, T0));
    assert_false(find(w, tokens[1], 1, true, T0));
    assert_int_equal(session_count(w->all), 1);
}

static void listed_newest_first(void **state) {
    struct opened *w = *state;
    struct arena a;
    size_t n;
    uint8_t token[SESSION_TOKEN_LEN];
    const struct id hers = id_nr(1001), another = id_nr(1009);
    arena_init(&a);
    for (int i = 0; i < 40; i++)
        assert_int_equal(begin_at(w, 1, station(w, 1), T0 + i * 17 % 40 * MINUTE, NULL, token, NULL), 0);
    assert_int_equal(begin_at(w, 2, station(w, 1), T0 + 40 * MINUTE, NULL, token, NULL), 0);
    const struct session *list = session_list(w->all, &a, &hers, 1, T0 + 40 * MINUTE, &n);
    assert_int_equal(n, 29); /* those of the last half hour */
    for (size_t i = 0; i < n; i++) assert_int_equal(list[i].begun_ms, T0 + (39 - (int64_t)i) * MINUTE);
    session_list(w->all, &a, &another, 1, T0, &n);
    assert_int_equal(n, 0);
    arena_close(&a);
}

/* Three ways in: two hold one membership of hers, the third another; what intake takes away is no longer listed by. */
static void a_person_is_her_memberships(void **state) {
    struct opened *w = *state;
    struct arena a;
    size_t n;
    uint8_t tokens[4][SESSION_TOKEN_LEN];
    const struct id hers[] = {id_nr(5), id_nr(6)}, others = id_nr(1004);
    arena_init(&a);
    for (uint8_t i = 0; i < 4; i++)
        assert_int_equal(begin_at(w, i + 1, station(w, i), T0 + i, NULL, tokens[i], NULL), 0);
    assert_int_equal(session_members_set(w->all, id_nr(1), hers, 2), 0);
    assert_int_equal(session_members_set(w->all, id_nr(2), hers, 1), 0);
    assert_int_equal(session_members_set(w->all, id_nr(3), hers + 1, 1), 0);
    session_list(w->all, &a, hers, 2, T0 + 9, &n);
    assert_int_equal(n, 3);
    session_list(w->all, &a, hers, 1, T0 + 9, &n);
    assert_int_equal(n, 2);
    assert_int_equal(session_members_set(w->all, id_nr(2), &others, 1), 0);
    assert_int_equal(session_end_hers(w->all, hers, 2), 2);
    assert_int_equal(session_end_hers(w->all, hers, 2), 0);
    assert_true(find(w, tokens[1], 1, true, T0 + 9));
    assert_int_equal(session_end_hers(w->all, &others, 1), 2);
    assert_int_equal(session_count(w->all), 0);
    arena_close(&a);
}

static void ten_thousand_and_a_sweep(void **state) {
    struct opened *w = *state;
    enum { MANY = 10000, ROUNDS = MANY / 256 + 2 };
    static uint8_t tokens[MANY][SESSION_TOKEN_LEN];
    for (int i = 0; i < MANY; i++)
        assert_int_equal(
            begin_at(w, (uint64_t)i / 3, station(w, 1), T0 + (i % 2 ? 20 * MINUTE : 0), NULL, tokens[i], NULL), 0);
    assert_int_equal(session_count(w->all), MANY);
    size_t before = session_count(w->all);
    sessions_sweep(w->all, T0 + 40 * MINUTE);
    assert_in_range(before - session_count(w->all), 1, 256); /* a piece */
    for (int i = 0; i < ROUNDS; i++) sessions_sweep(w->all, T0 + 40 * MINUTE);
    assert_int_equal(session_count(w->all), MANY / 2);
    for (int i = 0; i < MANY; i++)
        if (find(w, tokens[i], 1, false, T0 + 40 * MINUTE) != (i % 2 == 1)) fail_msg("%d", i);
    for (int i = 0; i < 2 * ROUNDS; i++) sessions_sweep(w->all, T0 + 13 * HOUR);
    assert_int_equal(session_count(w->all), 0);
    assert_int_equal(session_end_all(w->all, id_nr(1)), 0); /* of the other tables too */
}

/* ---- how long it takes ---- */

enum { ASKED = 4001 };

static int by_size(const void *a, const void *b) {
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

/* The median of asking for one of a thousand sessions, each time another one; `spoil` makes a token of none. */
static double median_us(struct opened *w, uint8_t tokens[][SESSION_TOKEN_LEN], bool spoil, uint8_t at) {
    static int64_t took[ASKED];
    struct session s;
    struct id here = station(w, at);
    for (int i = 0; i < ASKED; i++) {
        uint8_t token[SESSION_TOKEN_LEN];
        memcpy(token, tokens[i * 7 % 1000], sizeof token);
        if (spoil) token[i % SESSION_TOKEN_LEN] ^= 1;
        int64_t begun = now_ns();
        session_find(w->all, token, here, true, T0, &s);
        took[i] = now_ns() - begun;
    }
    qsort(took, ASKED, sizeof *took, by_size);
    return (double)took[ASKED / 2] / 1000;
}

/* Known, unknown and another station's: nobody learns by the clock which it was. */
static void each_answer_takes_as_long(void **state) {
    struct opened *w = *state;
    static uint8_t tokens[1000][SESSION_TOKEN_LEN];
    for (uint64_t i = 0; i < 1000; i++) assert_int_equal(begin_at(w, i, station(w, 1), T0, NULL, tokens[i], NULL), 0);
    double known = median_us(w, tokens, false, 1), unknown = median_us(w, tokens, true, 1);
    double elsewhere = median_us(w, tokens, false, 2);
    print_message("find: known %.2f us, unknown %.2f us, another station's %.2f us\n", known, unknown, elsewhere);
    assert_true(unknown > known / 2 && unknown < known * 2);
    assert_true(elsewhere > known / 2 && elsewhere < known * 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_begun_is_found, opened, closed),
        cmocka_unit_test_setup_teardown(times_by_a_table, opened, closed),
        cmocka_unit_test_setup_teardown(twelve_hours_are_the_end, opened, closed),
        cmocka_unit_test_setup_teardown(asking_without_use_keeps_nothing_open, opened, closed),
        cmocka_unit_test_setup_teardown(a_use_is_written_once_a_minute, opened, closed),
        cmocka_unit_test_setup_teardown(a_clock_set_back_makes_no_long_session, opened, closed),
        cmocka_unit_test_setup_teardown(of_another_station_it_is_none, opened, closed),
        cmocka_unit_test_setup_teardown(a_sign_in_ends_the_token_of_before, opened, closed),
        cmocka_unit_test_setup_teardown(ended_is_ended, opened, closed),
        cmocka_unit_test_setup_teardown(what_intake_says_of_members_holds_at_once, opened, closed),
        cmocka_unit_test_setup_teardown(listed_newest_first, opened, closed),
        cmocka_unit_test_setup_teardown(a_person_is_her_memberships, opened, closed),
        cmocka_unit_test_setup_teardown(ten_thousand_and_a_sweep, opened, closed),
        cmocka_unit_test_setup_teardown(each_answer_takes_as_long, opened, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
