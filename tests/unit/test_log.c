#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "base/err.h"
#include "sys/clock.h"
#include "sys/log.h"

static int64_t test_now_ms;
static int64_t now(void) { return test_now_ms; }

struct sink {
    int pipe[2];
    struct log log;
    char text[16384];
};

static int setup(void **state) {
    static struct sink s;
    s = (struct sink){.log = {.daemon = "intake", .level = LEVEL_INFO, .now_ms = now}};
    if (pipe2(s.pipe, O_NONBLOCK | O_CLOEXEC) != 0) return -1;
    s.log.fd = s.pipe[1];
    test_now_ms = 1795269780123; /* 2026-11-21T14:03:00.123Z */
    *state = &s;
    return 0;
}

static int teardown(void **state) {
    struct sink *s = *state;
    close(s->pipe[0]);
    close(s->pipe[1]);
    return 0;
}

static const char *written(struct sink *s) {
    ssize_t n = read(s->pipe[0], s->text, sizeof s->text - 1);
    s->text[n > 0 ? n : 0] = 0;
    return s->text;
}

static void line_of_each_kind(void **state) {
    struct sink *s = *state;
    struct id id = {{0xab, 1}};
    LOG(&s->log, LEVEL_WARN, "bus.refused", LOG_WORD("reason", "parts"), LOG_INT("count", -3), LOG_ID("request", id),
        LOG_BOOL("first", true), LOG_ERR("outcome", ERR_BUSY));
    assert_string_equal(
        written(s),
        "{\"ts\":\"2026-11-21T14:03:00.123Z\",\"level\":\"warn\",\"daemon\":\"intake\",\"event\":\"bus.refused\","
        "\"reason\":\"parts\",\"count\":-3,\"request\":\"ab010000000000000000000000000000\",\"first\":true,"
        "\"outcome\":\"in use by another process\"}\n");
    LOG(&s->log, LEVEL_INFO, "ready");
    assert_string_equal(
        written(s),
        "{\"ts\":\"2026-11-21T14:03:00.123Z\",\"level\":\"info\",\"daemon\":\"intake\",\"event\":\"ready\"}\n");
    LOG(&s->log, LEVEL_DEBUG, "detail");
    assert_string_equal(written(s), "");
}

/* What a person typed cannot get into a line, whole or in part. */
static void words_are_of_a_vocabulary(void **state) {
    struct sink *s = *state;
    char longest[130];
    memset(longest, 'a', sizeof longest);
    longest[129] = 0;
    static const char *const refused[] = {"Marie Tremblay", "x\"y", "x\ny", "a\\", "é", "", "{}"};
    for (size_t i = 0; i <= sizeof refused / sizeof *refused; i++) {
        const char *word = i < sizeof refused / sizeof *refused ? refused[i] : longest;
        LOG(&s->log, LEVEL_INFO, "x", LOG_WORD("word", word));
        assert_non_null(strstr(written(s), ",\"word\":\"?\"}"));
    }
    LOG(&s->log, LEVEL_INFO, "x", LOG_WORD("word", "tcp://[::1]:20101"));
    assert_non_null(strstr(written(s), "\"tcp://[::1]:20101\""));
}

static int lines_in(const char *text) {
    int n = 0;
    for (; *text; text++) n += *text == '\n';
    return n;
}

static void site_write(struct sink *s, int n) {
    for (int i = 0; i < n; i++) LOG(&s->log, LEVEL_INFO, "flood");
}

static void floods_are_cut_and_counted(void **state) {
    struct sink *s = *state;
    site_write(s, 100);
    assert_int_equal(lines_in(written(s)), LOG_PER_SECOND);
    LOG(&s->log, LEVEL_INFO, "other"); /* each site has its own */
    assert_int_equal(lines_in(written(s)), 1);
    test_now_ms += 1000;
    site_write(s, 2);
    const char *text = written(s);
    assert_int_equal(lines_in(text), 2);
    assert_non_null(strstr(text, "\"suppressed\":80}"));
    assert_null(strstr(strchr(text, '\n'), "suppressed"));
}

static void instants_as_text(void **state) {
    (void)state;
    static const struct {
        int64_t ms;
        const char *text;
    } cases[] = {
        {0, "1970-01-01T00:00:00.000Z"},
        {-1, "1969-12-31T23:59:59.999Z"},
        {951827696789, "2000-02-29T12:34:56.789Z"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[CLOCK_TEXT_LEN + 1];
        int64_t back = 1;
        clock_text(cases[i].ms, text);
        assert_string_equal(text, cases[i].text);
        assert_true(clock_parse(text, &back));
        assert_int_equal(back, cases[i].ms);
    }
    static const char *const refused[] = {"",
                                          "2026-11-21",
                                          "2026-11-21T24:00:00Z",
                                          "2026-11-21T14:60:00Z",
                                          "2026-11-21T14:00:00",
                                          "2026-11-21T14:00:00.12Z",
                                          "2026-11-21T14:00:00+00:00",
                                          "2026-02-29T14:00:00Z",
                                          "2026-11-21T-1:00:00Z"};
    int64_t ms;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) assert_false(clock_parse(refused[i], &ms));
    assert_true(clock_mono_us() <= clock_mono_us());
}

int main(void) {
#define SINK_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        SINK_TEST(line_of_each_kind),
        SINK_TEST(words_are_of_a_vocabulary),
        SINK_TEST(floods_are_cut_and_counted),
        cmocka_unit_test(instants_as_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
