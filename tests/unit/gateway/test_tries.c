/* How often somebody guessed: by tables on virtual time, against a slow second statement of the same rules, and under a
 * flood. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include "opened.h"
#include "gateway/session/tries.h"
#include "prng.h"
#include "store/store.h"

#define SECOND  INT64_C(1000)
#define QUARTER (15 * MINUTE)
#define DAY     (24 * HOUR)
#define T0      (1000 * DAY)

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

static int64_t try(struct opened *w, const char *account, const char *network, int64_t now_ms) {
    return tries_begin(w->all, &(struct tries_of){account, network}, now_ms);
}
static void right(struct opened *w, const char *account, const char *network, int64_t now_ms) {
    tries_right(w->all, &(struct tries_of){account, network}, now_ms);
}

static const char *network_nr(uint32_t n) {
    static char text[32];
    snprintf(text, sizeof text, "10.%u.%u.1", n >> 8 & 0xff, n & 0xff);
    return text;
}

static void an_account_is_dead_for_a_day_after_five(void **state) {
    struct opened *w = *state;
    for (uint32_t i = 0; i < 5; i++) assert_int_equal(try(w, "ABCDE", network_nr(i), T0 + i * HOUR), 0);
    assert_int_equal(try(w, "ABCDE", "192.0.2.1", T0 + 4 * HOUR + 1), DAY - 1);
    assert_int_equal(try(w, "ABCDF", "192.0.2.1", T0 + 4 * HOUR + 1), 0); /* another one is not */
    assert_int_equal(opened_again(w), 0);
    assert_int_equal(try(w, "ABCDE", "192.0.2.1", T0 + 4 * HOUR + DAY - 1), 1);
    for (uint32_t i = 0; i < 5; i++) assert_int_equal(try(w, "ABCDE", network_nr(i), T0 + 4 * HOUR + DAY), 0);
    assert_int_equal(try(w, "ABCDE", "192.0.2.1", T0 + 4 * HOUR + DAY), DAY);
}

static void four_wrong_and_a_right_one_begin_anew(void **state) {
    struct opened *w = *state;
    for (int round = 0; round < 6; round++) {
        for (uint32_t i = 0; i < 5; i++) assert_int_equal(try(w, "ABCDE", network_nr(i), T0 + round * HOUR), 0);
        right(w, "ABCDE", network_nr(4), T0 + round * HOUR);
    }
}

static void a_network_waits_longer_and_longer(void **state) {
    struct opened *w = *state;
    static const int64_t waits[] = {1, 2, 4, 8, 16, 32, 60, 60, 60};
    char account[32];
    int64_t now = T0;
    for (int i = 0; i < 9; i++, now += MINUTE) {
        snprintf(account, sizeof account, "%d", i);
        assert_int_equal(try(w, account, "198.51.100.1", now), 0);
    }
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        snprintf(account, sizeof account, "w%zu", i);
        assert_int_equal(try(w, account, "198.51.100.200", now), 0); /* of the same /24 */
        assert_int_equal(try(w, account, "198.51.100.1", now), waits[i] * MINUTE);
        assert_int_equal(try(w, account, "198.51.101.1", now + MINUTE * waits[i] - 1), 0); /* the next one does not */
        now += waits[i] * MINUTE;
        assert_int_equal(try(w, account, "198.51.100.1", now - 1), 1);
    }
    now += QUARTER; /* peace */
    for (int i = 0; i < 10; i++) {
        snprintf(account, sizeof account, "p%d", i);
        assert_int_equal(try(w, account, "198.51.100.1", now), 0);
    }
    assert_int_equal(try(w, "q", "198.51.100.1", now), MINUTE);
}

static void networks_by_a_table(void **state) {
    struct opened *w = *state;
    static const char *const same[][2] = {
        {"203.0.113.1", "203.0.113.255"},
        {"203.0.113.9", "::ffff:203.0.113.10"},
        {"2001:db8:1:1::1", "2001:db8:1:ffff::2"},
        {"", "no address"},
        {"203.0.113.7:4711", "@"},
    };
    static const char *const other[][2] = {
        {"192.0.2.1", "192.0.3.1"},
        {"2001:db8:2::1", "2001:db8:3::1"},
        {"", "203.0.120.1"},
        {"203.0.121.1", "2001:db8:4::"},
    };
    char account[32];
    int64_t now = T0;
    for (size_t row = 0; row < 5 + 4; row++, now += DAY) {
        const char *const *pair = row < 5 ? same[row] : other[row - 5];
        for (int i = 0; i < 10; i++) {
            snprintf(account, sizeof account, "%zu.%d", row, i);
            assert_int_equal(try(w, account, pair[0], now), 0);
        }
        if ((try(w, "z", pair[1], now) > 0) != (row < 5)) fail_msg("row %zu", row);
        right(w, "z", "198.18.0.1", now);
    }
}

/* Forty people sign in from one address in the morning; that one of them guesses besides does not help him. */
static void right_ones_do_not_count_for_their_network(void **state) {
    struct opened *w = *state;
    char account[32];
    for (int i = 0; i < 40; i++) {
        snprintf(account, sizeof account, "%d", i);
        assert_int_equal(try(w, account, "203.0.113.1", T0 + i), 0);
        right(w, account, "203.0.113.1", T0 + i);
    }
    int64_t now = T0 + MINUTE;
    for (int i = 0; i < 10; i++) {
        snprintf(account, sizeof account, "wrong%d", i);
        assert_int_equal(try(w, account, "203.0.113.1", now), 0);
        if (i == 9) break;
        assert_int_equal(try(w, "own", "203.0.113.1", now), 0);
        right(w, "own", "203.0.113.1", now);
    }
    assert_int_equal(try(w, "own", "203.0.113.1", now), MINUTE); /* no way round the wait */
    assert_int_equal(try(w, "own", "203.0.113.1", now + MINUTE), 0);
    right(w, "own", "203.0.113.1", now + MINUTE);
    assert_int_equal(try(w, "wrong10", "203.0.113.1", now + MINUTE), 0);
    assert_int_equal(try(w, "wrong11", "203.0.113.1", now + MINUTE), 2 * MINUTE); /* and none of the doubling */
}

static void a_clock_set_back_locks_nobody_out_for_ever(void **state) {
    struct opened *w = *state;
    const int64_t year = 365 * DAY;
    for (uint32_t i = 0; i < 5; i++) assert_int_equal(try(w, "ABCDE", network_nr(i), T0 + year), 0);
    assert_int_equal(try(w, "ABCDE", "192.0.2.1", T0), DAY);
    char account[32];
    for (int i = 0; i < 10; i++) {
        snprintf(account, sizeof account, "%d", i);
        assert_int_equal(try(w, account, "198.51.100.1", T0 + year), 0);
    }
    assert_true(try(w, "x", "198.51.100.1", T0) <= HOUR);
    for (int64_t at = 0; at < 2 * DAY; at += HOUR) sessions_sweep(w->all, T0 + at);
    assert_int_equal(try(w, "ABCDE", "192.0.2.1", T0 + 2 * DAY), 0);
}

/* ---- the second statement: all that ever happened, read from its beginning each time ---- */

enum { EVENTS = 1500, ACCOUNTS = 5, NETWORKS = 3 };
struct event {
    int64_t at;
    int account, network;
    bool is_right;
};
static struct event events[EVENTS];
static int n_events;

static int64_t account_says(int account, int64_t now) {
    int wrong = 0;
    int64_t last = 0;
    for (int i = 0; i < n_events; i++) {
        if (events[i].account != account) continue;
        if (wrong && events[i].at - last >= DAY) wrong = 0;
        wrong = events[i].is_right ? 0 : wrong + 1;
        last = events[i].at;
    }
    return wrong >= 5 && now < last + DAY ? last + DAY - now : 0;
}

static int64_t network_says(int network, int64_t now) {
    int64_t first = 0, until = 0;
    int wrong = 0;
    for (int i = 0; i < n_events; i++) {
        if (events[i].network != network) continue;
        if (events[i].at - (wrong < 10 ? first : until) >= QUARTER) wrong = 0;
        if (wrong == 0) first = events[i].at;
        if (events[i].is_right) {
            until = events[i].at;
            continue;
        }
        wrong++;
        int64_t minutes = 1;
        for (int over = wrong; over > 10 && minutes < 60; over--) minutes *= 2;
        until = wrong < 10 ? events[i].at : events[i].at + (minutes < 60 ? minutes : 60) * MINUTE;
    }
    return now < until ? until - now : 0;
}

static int64_t overall_says(int64_t now) {
    int64_t first = 0, last = 0;
    int wrong = 0;
    for (int i = 0; i < n_events; i++) {
        if (wrong == 0 || events[i].at - first >= QUARTER) {
            wrong = 0;
            first = events[i].at;
        }
        if (!events[i].is_right) wrong++, last = events[i].at;
    }
    return wrong >= 100 && now - first < QUARTER && now < last + SECOND ? last + SECOND - now : 0;
}

static int64_t most(int64_t a, int64_t b) { return a > b ? a : b; }

/* One story: who guesses so often is told by its pace. */
static void story(struct opened *w, struct prng *p, int64_t *now, int64_t pace_ms, int n_accounts, int n_networks) {
    for (n_events = 0; n_events < EVENTS;) {
        *now += (int64_t)prng_below(p, (uint32_t)pace_ms);
        if (prng_below(p, 40) == 0) *now += (int64_t)prng_below(p, 40) * QUARTER;
        struct event e = {*now, (int)prng_below(p, (uint32_t)n_accounts), (int)prng_below(p, (uint32_t)n_networks),
                          prng_below(p, 4) == 0};
        char account[32];
        snprintf(account, sizeof account, "%d", e.account);
        int64_t expected = most(account_says(e.account, *now), most(network_says(e.network, *now), overall_says(*now)));
        int64_t wait = try(w, account, network_nr((uint32_t)e.network), *now);
        if (wait != expected) fail_msg("%d: waits %ld, not %ld", n_events, (long)wait, (long)expected);
        if (prng_below(p, 30) == 0) sessions_sweep(w->all, *now); /* what is forgotten shows nowhere */
        if (wait) *now += prng_below(p, 2) ? (int64_t)prng_below(p, (uint32_t)(wait < HOUR ? wait : HOUR)) : 0;
        if (wait) continue;
        if (e.is_right) right(w, account, network_nr((uint32_t)e.network), *now);
        events[n_events++] = e;
    }
    *now += 3 * DAY;
}

static void as_the_second_statement_says(void **state) {
    struct opened *w = *state;
    struct prng p;
    int64_t now = T0;
    prng_init(&p, 20261127);
    story(w, &p, &now, 20 * MINUTE, ACCOUNTS, NETWORKS);
    story(w, &p, &now, MINUTE, 2000, NETWORKS);
    story(w, &p, &now, 500, 100000, 250);
    story(w, &p, &now, 8 * HOUR, 2, 1);
}

/* ---- a flood ---- */

static uint64_t rows(struct opened *w) {
    static const char *const names[] = {"tries"};
    struct store *s;
    struct txn t;
    sessions_close(w->all);
    w->all = NULL;
    assert_int_equal(
        store_open(&s, &(struct store_options){.dir = w->dir, .map_bytes = 64 << 20, .tables = names, .n_tables = 1}),
        0);
    txn_begin(s, false, &t);
    uint64_t n = txn_count(&t, 0);
    txn_abort(&t);
    store_close(s);
    assert_int_equal(opened_again(w), 0);
    return n;
}

/* A hundred thousand networks, each with a code of its own, as fast as they come: 40 a second. */
static void a_flood_of_networks_is_bounded(void **state) {
    struct opened *w = *state;
    enum { FLOOD = 100000 };
    uint32_t n_let = 0;
    char account[32];
    for (uint32_t i = 0; i < FLOOD; i++) {
        int64_t now = T0 + i * 25;
        snprintf(account, sizeof account, "%u", i);
        n_let += try(w, account, network_nr(i), now) == 0;
        if (i % 40 == 0) sessions_sweep(w->all, now);
    }
    int64_t end = T0 + FLOOD * 25;
    uint64_t n = rows(w);
    print_message("%d networks in %d minutes: %u tries let through, %lu rows\n", FLOOD, FLOOD * 25 / 60000, n_let,
                  (unsigned long)n);
    assert_in_range(n_let, 2000, 3000); /* 100 at once, then one a second, each quarter of an hour */
    assert_in_range(n, 1, 2 * (uint64_t)n_let + 1);
    for (int i = 0; i < 40; i++) sessions_sweep(w->all, end + DAY);
    assert_int_equal(rows(w), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_account_is_dead_for_a_day_after_five, opened, closed),
        cmocka_unit_test_setup_teardown(four_wrong_and_a_right_one_begin_anew, opened, closed),
        cmocka_unit_test_setup_teardown(a_network_waits_longer_and_longer, opened, closed),
        cmocka_unit_test_setup_teardown(networks_by_a_table, opened, closed),
        cmocka_unit_test_setup_teardown(right_ones_do_not_count_for_their_network, opened, closed),
        cmocka_unit_test_setup_teardown(a_clock_set_back_locks_nobody_out_for_ever, opened, closed),
        cmocka_unit_test_setup_teardown(as_the_second_statement_says, opened, closed),
        cmocka_unit_test_setup_teardown(a_flood_of_networks_is_bounded, opened, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
