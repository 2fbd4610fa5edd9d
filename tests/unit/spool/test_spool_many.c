/* Many lines, and large ones: what a push of 100,000 rows costs in calls of the system, and in memory. */
#include "spool_box.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include "cli/push/spool_file.h"
#include "../cli/peak.h"
#include "sys/file.h"

static size_t file_size(struct box *b) {
    struct stat st;
    assert_int_equal(stat(b->path, &st), 0);
    return (size_t)st.st_size;
}

static const char *name_of(char text[24], int i) {
    snprintf(text, 24, "call %d", i);
    return text;
}

/* As a run that is killed leaves it: only what was handed over. */
static size_t entries_in_file(struct box *b) {
    struct spool_state as_it_lies = {.arena = &b->arena, .key = spool_key(b->spool)};
    struct span file;
    assert_int_equal(file_read(&b->arena, b->path, 4 << 20, &file), 0);
    assert_int_equal(spool_read(&as_it_lies, file, NULL, NULL), 0);
    return as_it_lies.n;
}

/* A call of the system for each line is what a file of 100,000 rows would wait for. */
static void lines_are_handed_over_by_the_block(void **state) {
    struct box *b = *state;
    char text[24];
    size_t writes = 0, size = file_size(b);
    for (int i = 0; i < 2000; i++) {
        assert_int_equal(add(b, name_of(text, i)), 0);
        writes += file_size(b) != size;
        size = file_size(b);
    }
    assert_in_range(writes, 1, 2000 * (SPOOL_HEAD + seal_size(100)) / SPOOL_BLOCK + 1);
    assert_true(span_equal(request_of(b, "call 1999").body, span_text("call 1999"))); /* asked for, it is there */
    assert_int_equal(add(b, "one more"), 0);
    assert_int_equal(entries_in_file(b), 2000);
    assert_int_equal(spool_flush(b->spool), 0);
    assert_int_equal(entries_in_file(b), 2001);
    for (int i = 1999; i >= 0; i -= 7)
        assert_true(span_equal(request_of(b, name_of(text, i)).body, span_text(name_of(text, i))));
}

/* What does not fit a block goes its own way, in its place. */
static void a_large_line_stands_among_small_ones(void **state) {
    struct box *b = *state;
    static char large[SPOOL_BLOCK + 1000];
    memset(large, 'x', sizeof large - 1);
    assert_int_equal(add(b, "before"), 0);
    assert_int_equal(add(b, large), 0);
    assert_int_equal(add(b, "behind"), 0);
    assert_true(span_equal(request_of(b, large).body, span_text(large)));
    box_again(b, now);
    assert_int_equal(waiting(b), 3);
    assert_true(span_equal(request_of(b, large).body, span_text(large)));
    assert_true(span_equal(request_of(b, "behind").body, span_text("behind")));
}

/* The disk fills up in the middle of a block: that run is at its end, whatever it asks; what was handed over before
 * stays, whole to its last line, and goes on once there is room. */
static void a_disk_that_fills_up_ends_the_run(void **state) {
    struct box *b = *state;
    struct rlimit old, little = {.rlim_cur = 100000};
    struct spool_mended m = {0};
    char text[24];
    int rc = 0, n = 0;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    little.rlim_max = old.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    while (n < 5000 && (rc = add(b, name_of(text, n))) == 0) n++;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_true(rc < 0);
    assert_int_equal(add(b, "room again, but not for this run"), rc);
    assert_int_equal(spool_sync(b->spool), rc);
    spool_close(b->spool);
    b->spool = NULL;
    assert_int_equal(box_open(b, now, &m), 0);
    assert_int_equal(m.damage.cut + m.damage.bytes, 0);
    assert_in_range(waiting(b), 100, (size_t)n - 1);
    assert_int_equal(add(b, "now"), 0);
}

/* A spool is looked through where it lies: its pages are no memory of ours for longer than it takes. */
static void a_large_spool_is_let_go_as_it_is_read(void **state) {
    struct box *b = *state;
    static char large[200000];
    for (int i = 0; i < 240; i++) {
        memset(large, 'a' + i % 26, sizeof large - 1);
        snprintf(large, 16, "%d", i);
        assert_int_equal(spool_add(b->spool, &(struct spool_request){.id = numbered(large),
                                                                     .method = "intake.SubmitScreening",
                                                                     .body = span_of(large, sizeof large),
                                                                     .label = "large",
                                                                     .queued_ms = now}),
                         0);
    }
    assert_int_equal(spool_sync(b->spool), 0);
    spool_close(b->spool);
    b->spool = NULL;
    long before = peak_begin();
    assert_int_equal(box_open(b, now, NULL), 0);
    assert_int_equal(waiting(b), 240);
    if (peak_kb() > before + (16 << 10)) fail_msg("%ld KB for %zu", peak_kb() - before, file_size(b) >> 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(lines_are_handed_over_by_the_block),
        TEST(a_large_line_stands_among_small_ones),
        TEST(a_disk_that_fills_up_ends_the_run),
        TEST(a_large_spool_is_let_go_as_it_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
