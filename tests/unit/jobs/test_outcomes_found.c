/* An outcome that a life left in a file, as the next one finds it. */
#include "works.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Deaths before it was whole do not count, nor openings in which nothing ran; the third death in reading or settling it
 * is the last. */
static void deaths_count_from_the_file(void **state) {
    (void)state;
    RIG(r);
    struct engine_job *job = works_begun(&r);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(rig_reopen(&r), 0);
        rig_turn(&r, 0);
        job = works_take(&r);
    }
    job->run(job);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(rig_reopen(&r), 0);
        assert_int_equal(rig_reopen(&r), 0);
        rig_turn(&r, 0);
        assert_non_null(works_take(&r));
        assert_int_equal(works_only(&r)->attempt, 3);
    }
    assert_int_equal(rig_reopen(&r), 0);
    rig_turn(&r, 0);
    assert_int_equal(works_last_end(&r, 1).how, JOB_END_CRASHED);
    assert_int_equal(works_says.ran, 1);
    works_no_files(&r);
    rig_close(&r);
}

/* The turn that takes it up again fails: it is taken up by the next. */
static void taken_up_again(void **state) {
    (void)state;
    RIG(r);
    struct engine_job *job = works_begun(&r);
    job->run(job);
    assert_int_equal(rig_reopen(&r), 0);
    r.commit_fails = 1;
    assert_int_not_equal(engine_turn(r.engine, r.now_ms, rig_boot_ms(&r)), 0);
    r.commit_fails = 0;
    assert_null(works_take(&r));
    assert_int_equal(works_pass(&r, 0), 1);
    assert_int_equal(works_last_end(&r, 1).how, JOB_END_DONE);
    assert_int_equal(works_says.ran, 1);
    rig_close(&r);
}

/* Nobody wants it any more; that it was done is recorded all the same, and the service told. */
static void cleared_meanwhile(void **state) {
    (void)state;
    RIG(r);
    struct engine_job *job = works_begun(&r);
    job->run(job);
    works_set(&r, "x", WORKS_CLEAR, 0);
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(works_pass(&r, 0), 1);
    assert_int_equal(works_last_end(&r, 1).how, JOB_END_DONE);
    assert_int_equal(works_says.given, WORKS_LARGE);
    works_gone(&r);
    works_no_files(&r);
    rig_close(&r);
}

/* Whose it is was erased meanwhile: it does not open any more, and who made it is told that it may have been done. */
static void of_an_erased_subject(void **state) {
    (void)state;
    RIG(r);
    struct engine_job *job = works_begun(&r);
    job->run(job);
    struct id subject = works_says.last.thing;
    struct vault *v = r.engine->vault;
    assert_int_equal(vault_erase(v, vault_find(v, subject), subject), 0);
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(works_pass(&r, 0), 1);
    node__job_ended e = works_last_end(&r, 1);
    assert_int_equal(e.how, JOB_END_UNKNOWN);
    assert_int_equal(e.reason, REASON_SUBJECT_ERASED);
    assert_int_equal(works_says.given, 0);
    works_no_files(&r);
    rig_close(&r);
}

static void what_is_not_ours_stays(void **state) {
    (void)state;
    static const struct {
        const char *name;
        bool stays;
    } cases[] = {{"LISEZ-MOI", true},
                 {"0123456789abcdef0123456789abcdef-7", false},
                 {"0123456789abcdef0123456789abcdef-7.part", false},
                 {"0123456789abcdef0123456789abcdef-7.csv", true},
                 {"0123456789abcdef0123456789abcdef-", true},
                 {"0123456789abcdef0123456789abcde-7", true}};
    RIG(r);
    char path[400];
    snprintf(path, sizeof path, "%s/jobs", r.dir);
    mkdir(path, 0700);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(path, sizeof path, "%s/jobs/%s", r.dir, cases[i].name);
        close(open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
    }
    assert_int_equal(rig_reopen(&r), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(path, sizeof path, "%s/jobs/%s", r.dir, cases[i].name);
        assert_int_equal(access(path, F_OK) == 0, cases[i].stays);
    }
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deaths_count_from_the_file), cmocka_unit_test(taken_up_again),
        cmocka_unit_test(cleared_meanwhile),          cmocka_unit_test(of_an_erased_subject),
        cmocka_unit_test(what_is_not_ours_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
