/* An outcome in a file that is not as it was written: named, and never read. */
#include "works.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static void flip(const char *path, off_t at) {
    uint8_t byte;
    int fd = open(path, O_RDWR | O_CLOEXEC);
    assert_int_equal(pread(fd, &byte, 1, at), 1);
    byte ^= 0x10;
    assert_int_equal(pwrite(fd, &byte, 1, at), 1);
    close(fd);
}

static void cut(const char *path, off_t len) { assert_int_equal(truncate(path, len), 0); }

static void damage_is_named_and_never_read(void **state) {
    (void)state;
    static const struct {
        void (*spoil)(const char *path, off_t at);
        off_t at;
    } cases[] = {{flip, 0}, {flip, 1000}, {flip, WORKS_LARGE},    {flip, WORKS_LARGE + 20}, {cut, WORKS_LARGE},
                 {cut, 31}, {cut, 0},     {cut, (64 << 20) + 200}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        RIG(r);
        char name[64], path[300];
        struct engine_job *job = works_begun(&r);
        job->run(job);
        assert_int_equal(works_files(&r, name, path), 1);
        cases[i].spoil(path, cases[i].at);
        assert_int_equal(rig_reopen(&r), 0);
        assert_int_equal(works_pass(&r, 0), 1);
        node__job_ended e = works_last_end(&r, 1);
        assert_int_equal(e.how, JOB_END_UNKNOWN);
        assert_int_equal(e.reason, REASON_OUTCOME_DAMAGED);
        assert_int_equal(e.outcome.len, 0);
        assert_int_equal(works_says.told, JOB_END_UNKNOWN);
        assert_int_equal(works_says.given, 0);
        assert_int_equal(works_only(&r)->reason, REASON_OUTCOME_DAMAGED);
        works_no_files(&r);
        works_pass(&r, 2000);
        assert_int_equal(works_last_end(&r, 2).how, JOB_END_DONE);
        assert_int_equal(works_says.ran, 2);
        works_gone(&r);
        rig_close(&r);
    }
}

/* Whole as it is, and under the name of the attempt that came after it. */
static void of_another_attempt(void **state) {
    (void)state;
    RIG(r);
    char name[64], path[300], kept[320];
    struct engine_job *job = works_begun(&r);
    job->run(job);
    assert_int_equal(works_files(&r, name, path), 1);
    snprintf(kept, sizeof kept, "%s/kept", r.root);
    assert_int_equal(rename(path, kept), 0);
    assert_int_equal(rig_reopen(&r), 0);
    rig_turn(&r, 0);
    assert_non_null(works_take(&r));
    path[strlen(path) - 1] = '2';
    assert_int_equal(rename(kept, path), 0);
    assert_int_equal(rig_reopen(&r), 0);
    works_pass(&r, 0);
    node__job_ended e = works_last_end(&r, 1);
    assert_int_equal(e.attempt, 2);
    assert_int_equal(e.reason, REASON_OUTCOME_DAMAGED);
    works_no_files(&r);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damage_is_named_and_never_read),
        cmocka_unit_test(of_another_attempt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
