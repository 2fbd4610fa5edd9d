#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "metrics/names.h"

static const double bounds[] = {.1, 1, INFINITY};
static const struct metric_family requests = {"requests_total", "Requests.", "side", METRIC_COUNTER, NULL};
static const struct metric_family room = {"room_bytes", "Room.", "", METRIC_GAUGE, NULL};
static const struct metric_family took = {"took_seconds", "Time.", "kind", METRIC_HISTOGRAM, bounds};

static void assert_rendered(const struct metrics *m, const char *expected) {
    struct arena a;
    arena_init(&a);
    struct span text = metrics_text(m, &a);
    assert_int_equal(text.len, strlen(expected));
    assert_memory_equal(text.data, expected, text.len);
    arena_close(&a);
}

static void text_of_each_kind(void **state) {
    (void)state;
    struct metrics *m = metrics_new(NULL);
    assert_rendered(m, "");
    struct metric *a = metrics_series(m, &requests, LABELS({"side", "public"}));
    struct metric *r = metrics_series(m, &room, NULL);
    struct metric *h = metrics_series(m, &took, LABELS({"kind", "command"}));
    struct metric *b = metrics_series(m, &requests, LABELS({"side", "a\\b\"c\nd"}));
    metric_count_to(a, 3);
    metric_count_to(b, UINT64_C(18446744073709551615));
    metric_set(r, 1.5);
    metric_observe(h, .1); /* a bound belongs to its bucket */
    metric_observe(h, .5);
    metric_observe(h, 7);
    assert_rendered(
        m, "# HELP requests_total Requests.\n# TYPE requests_total counter\n"
           "requests_total{side=\"public\"} 3\nrequests_total{side=\"a\\\\b\\\"c\\nd\"} 18446744073709551615\n"
           "# HELP room_bytes Room.\n# TYPE room_bytes gauge\nroom_bytes 1.5\n"
           "# HELP took_seconds Time.\n# TYPE took_seconds histogram\n"
           "took_seconds_bucket{kind=\"command\",le=\"0.1\"} 1\ntook_seconds_bucket{kind=\"command\",le=\"1\"} 2\n"
           "took_seconds_bucket{kind=\"command\",le=\"+Inf\"} 3\ntook_seconds_sum{kind=\"command\"} 7.6\n"
           "took_seconds_count{kind=\"command\"} 3\n");
    metrics_free(m);
}

static void same_labels_same_series(void **state) {
    (void)state;
    struct metrics *m = metrics_new(NULL);
    struct metric *a = metrics_series(m, &requests, LABELS({"side", "public"}));
    assert_ptr_equal(metrics_series(m, &requests, LABELS({"side", "public"})), a);
    assert_ptr_not_equal(metrics_series(m, &requests, LABELS({"side", "internal"})), a);
    metrics_free(m);
    metrics_free(NULL);
}

static void counter_never_goes_back(void **state) {
    (void)state;
    struct metrics *m = metrics_new(NULL);
    struct metric *a = metrics_series(m, &requests, LABELS({"side", "public"}));
    metric_count_to(a, 7);
    metric_count_to(a, 5);
    assert_rendered(
        m, "# HELP requests_total Requests.\n# TYPE requests_total counter\nrequests_total{side=\"public\"} 7\n");
    metrics_free(m);
}

static void common_labels_come_first(void **state) {
    (void)state;
    struct metrics *m = metrics_new(LABELS({"territory", "nord"}, {"daemon", "intake"}));
    metric_set(metrics_series(m, &room, NULL), 1);
    metric_count_to(metrics_series(m, &requests, LABELS({"side", "public"})), 2);
    assert_rendered(m, "# HELP room_bytes Room.\n# TYPE room_bytes gauge\n"
                       "room_bytes{territory=\"nord\",daemon=\"intake\"} 1\n"
                       "# HELP requests_total Requests.\n# TYPE requests_total counter\n"
                       "requests_total{territory=\"nord\",daemon=\"intake\",side=\"public\"} 2\n");
    metrics_free(m);
}

static void numbers_that_are_none(void **state) {
    (void)state;
    struct metrics *m = metrics_new(NULL);
    struct metric *r = metrics_series(m, &room, NULL);
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {INFINITY, "+Inf"}, {-INFINITY, "-Inf"}, {NAN, "NaN"}, {0, "0"}, {68719476736., "68719476736"},
        {-2.25, "-2.25"},   {1e300, "1e+300"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char expected[128] = "# HELP room_bytes Room.\n# TYPE room_bytes gauge\nroom_bytes ";
        size_t at = strlen(expected), len = strlen(cases[i].text);
        memcpy(expected + at, cases[i].text, len);
        memcpy(expected + at + len, "\n", 2);
        metric_set(r, cases[i].value);
        assert_rendered(m, expected);
    }
    metrics_free(m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_of_each_kind),       cmocka_unit_test(same_labels_same_series),
        cmocka_unit_test(counter_never_goes_back), cmocka_unit_test(common_labels_come_first),
        cmocka_unit_test(numbers_that_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
