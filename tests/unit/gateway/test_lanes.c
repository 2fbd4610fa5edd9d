/* How much one session may have under way, and what becomes of the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "gateway/door/visit.h"

enum { MANY = 3 * LANE_MAX };

static struct visit visits[MANY], other;

static int begun(struct lanes *l, uint64_t lane) {
    int n = 0;
    for (int i = 0; i < MANY; i++) {
        visits[i] = (struct visit){.lane = lane, .began_ms = 1000 + i, .wait_ms = WAIT_MOST_MS};
        n += lanes_enter(l, &visits[i]);
    }
    return n;
}

/* What begins when this one is over; alone, as all of them began long ago. */
static struct visit *left(struct lanes *l, struct visit *v) {
    lanes_leave(l, v);
    return lanes_next(l, v->lane, 100000);
}

static void one_session_has_so_many_and_no_more(void **state) {
    (void)state;
    struct lanes l = {.n = 0};
    assert_int_equal(begun(&l, 7), LANE_MAX);
    other = (struct visit){.lane = 8};
    assert_true(lanes_enter(&l, &other)); /* whatever the first one does */
    assert_null(left(&l, &other));
    assert_int_equal(l.n, 1);
    lanes_close(&l);
}

static int begun_next(struct lanes *l, int64_t now_ms) {
    int n = 0;
    while (lanes_next(l, 7, now_ms)) n++;
    return n;
}

/* What is under way already goes on; of what waits no more begins than may be beside another, until she has been away
 * for a second. */
static void beside_another_it_has_less(void **state) {
    (void)state;
    struct lanes l = {.n = 0};
    int64_t now = 5000;
    assert_int_equal(begun(&l, 7), LANE_MAX);
    other = (struct visit){.lane = 8, .began_ms = now};
    assert_true(lanes_enter(&l, &other));
    lanes_leave(&l, &other);
    for (int i = 0; i < LANE_MAX - LANE_SHARED; i++) {
        lanes_leave(&l, &visits[i]);
        assert_null(lanes_next(&l, 7, now));
    }
    lanes_leave(&l, &visits[LANE_MAX - LANE_SHARED]);
    assert_ptr_equal(lanes_next(&l, 7, now), &visits[LANE_MAX]);
    assert_null(lanes_next(&l, 7, now));
    assert_int_equal(begun_next(&l, now + LANE_ALONE_MS - 1), 0);
    assert_int_equal(begun_next(&l, now + LANE_ALONE_MS), LANE_MAX - LANE_SHARED);
    assert_int_equal(begun_next(&l, now - 1), 0); /* all are under way */
    lanes_close(&l);
}

/* Two of them, each with as many as may wait: neither has more than the other, and none is forgotten. */
static void two_share(void **state) {
    (void)state;
    struct lanes l = {.n = 0};
    int n[2] = {0};
    for (int i = 0; i < MANY; i++) {
        visits[i] = (struct visit){.lane = 7 + (uint64_t)i % 2, .began_ms = 1000, .wait_ms = WAIT_MOST_MS};
        n[i % 2] += lanes_enter(&l, &visits[i]);
    }
    assert_in_range(n[0], LANE_SHARED, LANE_SHARED + 1); /* the first of all was alone */
    assert_int_equal(n[1], LANE_SHARED);
    for (int i = 0; i < MANY; i++) {
        lanes_leave(&l, &visits[i]);
        while (lanes_next(&l, visits[i].lane, 1000)) n[i % 2]++;
    }
    assert_int_equal(n[0] + n[1], MANY);
    assert_int_equal(l.n, 0);
    lanes_close(&l);
}

static void the_rest_begins_in_its_order(void **state) {
    (void)state;
    struct lanes l = {.n = 0};
    begun(&l, 7);
    for (int i = 0; i < MANY; i++) {
        struct visit *next = left(&l, &visits[i]);
        assert_ptr_equal(next, i + LANE_MAX < MANY ? &visits[i + LANE_MAX] : NULL);
    }
    assert_int_equal(l.n, 0); /* nothing is kept of whoever has nothing under way */
    assert_null(left(&l, &visits[0]));
    lanes_close(&l);
}

static void who_shows_nothing_is_in_none(void **state) {
    (void)state;
    struct lanes l = {.n = 0};
    assert_int_equal(begun(&l, 0), MANY);
    for (int i = 0; i < MANY; i++) assert_null(left(&l, &visits[i]));
    assert_int_equal(l.n, 0);
    lanes_close(&l);
}

static void who_waits_too_long_is_told(void **state) {
    (void)state;
    struct lanes l = {.n = 0};
    begun(&l, 7);
    visits[LANE_MAX + 5].wait_ms = 500;
    assert_null(lanes_late(&l, 1200));
    assert_ptr_equal(lanes_late(&l, 1000 + LANE_MAX + 5 + 500), &visits[LANE_MAX + 5]);
    assert_null(lanes_late(&l, 1000 + LANE_MAX + 5 + 500));
    int64_t last = 1000 + MANY - 1 + CALLS_WAIT_MS; /* the longest that any call is waited for */
    for (int i = LANE_MAX; i < MANY; i++)
        if (i != LANE_MAX + 5) assert_ptr_equal(lanes_late(&l, last), &visits[i]);
    assert_null(lanes_late(&l, last));
    other = (struct visit){.lane = 7, .began_ms = last, .wait_ms = WAIT_MOST_MS};
    assert_false(lanes_enter(&l, &other)); /* behind nobody, and still with all under way */
    assert_ptr_equal(left(&l, &visits[0]), &other);
    lanes_close(&l);
}

/* A clock that was set back makes nobody wait for it to come again. */
static void a_clock_set_back_ends_the_waiting(void **state) {
    (void)state;
    struct lanes l = {.n = 0};
    begun(&l, 7);
    assert_ptr_equal(lanes_late(&l, 10), &visits[LANE_MAX]);
    lanes_close(&l);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_session_has_so_many_and_no_more),
                                       cmocka_unit_test(beside_another_it_has_less),
                                       cmocka_unit_test(two_share),
                                       cmocka_unit_test(the_rest_begins_in_its_order),
                                       cmocka_unit_test(who_shows_nothing_is_in_none),
                                       cmocka_unit_test(who_waits_too_long_is_told),
                                       cmocka_unit_test(a_clock_set_back_ends_the_waiting)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
