/* What work gave, when it is too large for a turn: a file beside the store, whole or not there, whatever dies when. */
#include "works.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LARGE = 700 << 10 };

/* ---- libc's, as the engine calls it ---- */

static int steps_left;     /* 0: the process goes on; else it dies before the step so many steps from now */
static bool disk_is_short; /* as statvfs tells it */

static void step(void) {
    if (steps_left && --steps_left == 0) _exit(9);
}

#define REAL(type, name) ((type)dlsym(RTLD_NEXT, name))

int fsync(int fd) {
    step();
    return REAL(int (*)(int), "fsync")(fd);
}

int rename(const char *from, const char *to) {
    step();
    return REAL(int (*)(const char *, const char *), "rename")(from, to);
}

ssize_t write(int fd, const void *data, size_t len) {
    step();
    return REAL(ssize_t(*)(int, const void *, size_t), "write")(fd, data, len);
}

int statvfs(const char *path, struct statvfs *out) {
    int rc = REAL(int (*)(const char *, struct statvfs *), "statvfs")(path, out);
    if (disk_is_short) out->f_bavail = out->f_blocks / 10;
    return rc;
}

/* ---- */

static struct engine_job *begun(struct rig *r) {
    works_says.pad = LARGE;
    works_set(r, "x", WORKS_SET, 0);
    rig_turn(r, 0);
    struct engine_job *job = works_take(r);
    assert_non_null(job);
    return job;
}

/* Whoever removes them has been about. */
static void no_files(struct rig *r) {
    char name[64], path[300];
    works_do(r, works_take(r));
    assert_int_equal(works_files(r, name, path), 0);
}

static node__job_ended last_end(struct rig *r, int of) {
    node__job_ended e = {.how = 0};
    assert_int_equal(works_records(r, "JobEnded", &e), of);
    return e;
}

static void a_file_until_its_end_is_recorded(void **state) {
    (void)state;
    RIG(r);
    char name[64], path[300];
    struct stat st;
    struct engine_job *job = begun(&r);
    job->run(job);
    assert_int_equal(works_files(&r, name, path), 1);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_true(st.st_size > LARGE);
    assert_int_equal(strncmp(name, id_text(&r.arena, works_says.last.job), 32), 0);
    assert_string_equal(name + 32, "-1");
    *strrchr(path, '/') = 0;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    engine_job_done(r.engine, job, r.now_ms);
    rig_turn(&r, 0);
    node__job_ended e = last_end(&r, 1);
    assert_int_equal(e.how, JOB_END_DONE);
    assert_int_equal(e.outcome.len, 32);
    assert_true(e.outcome_bytes > LARGE && e.outcome_bytes < LARGE + 100);
    assert_int_equal(works_says.given, LARGE);
    assert_int_equal(works_records(&r, "Reminded", NULL), 1);
    no_files(&r);
    works_gone(&r);
    rig_close(&r);
}

/* A small one is none. */
static void a_small_one_is_no_file(void **state) {
    (void)state;
    RIG(r);
    works_says.pad = 255 << 10;
    works_set(&r, "x", WORKS_SET, 0);
    assert_int_equal(works_pass(&r, 0), 1);
    node__job_ended e = last_end(&r, 1);
    assert_int_equal(e.outcome.len + e.outcome_bytes, 0);
    char folder[300];
    snprintf(folder, sizeof folder, "%s/jobs", r.dir);
    assert_int_not_equal(access(folder, F_OK), 0);
    rig_close(&r);
}

/* The process dies before each of the steps of writing. What is whole is not made again; what is not is made again. Each
 * attempt ends once. */
static void killed_at_each_step(void **state) {
    (void)state;
    int whole = 0, again = 0, at = 1;
    for (bool died = true; died; at++) {
        RIG(r);
        int status;
        struct engine_job *job = begun(&r);
        pid_t child = fork();
        if (child == 0) {
            steps_left = at;
            job->run(job);
            _exit(0);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        died = WEXITSTATUS(status) == 9;
        assert_int_equal(rig_reopen(&r), 0);
        works_pass(&r, 0);
        node__job_ended e = last_end(&r, 1);
        assert_int_equal(e.how, JOB_END_DONE);
        assert_int_equal(e.attempt, 1 + works_says.ran);
        whole += works_says.ran == 0;
        again += works_says.ran == 1;
        assert_int_equal(works_says.given, LARGE);
        assert_int_equal(works_records(&r, "Reminded", NULL), 1);
        no_files(&r);
        works_gone(&r);
        rig_close(&r);
    }
    assert_true(again >= 4);    /* before its content, its digest, its flush, its name */
    assert_int_equal(whole, 3); /* before the flush of either folder; and when nothing died */
}

/* The commit of its end fails, or the process dies behind it and before the file is gone. */
static void killed_around_its_record(void **state) {
    (void)state;
    RIG(r);
    char name[64], path[300];
    works_do(&r, begun(&r));
    r.commit_fails = 1;
    assert_int_not_equal(engine_turn(r.engine, r.now_ms, rig_boot_ms(&r)), 0);
    assert_int_equal(works_files(&r, name, path), 1);
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(works_records(&r, "JobEnded", NULL), 0);
    rig_turn(&r, 0);
    works_do(&r, works_take(&r));
    rig_turn(&r, 0);
    assert_int_equal(last_end(&r, 1).attempt, 1);
    assert_int_equal(works_says.ran, 1);
    assert_int_equal(works_files(&r, name, path), 1);
    assert_int_equal(rig_reopen(&r), 0); /* before it was removed */
    assert_int_equal(works_files(&r, name, path), 0);
    assert_int_equal(works_pass(&r, HOUR_MS), 0);
    assert_int_equal(works_records(&r, "Reminded", NULL), 1);
    rig_close(&r);
}

/* ---- damage ---- */

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
    } cases[] = {{flip, 0},    {flip, 1000}, {flip, LARGE}, {flip, LARGE + 20},
                 {cut, LARGE}, {cut, 31},    {cut, 0},      {cut, (64 << 20) + 33}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        RIG(r);
        char name[64], path[300];
        struct engine_job *job = begun(&r);
        job->run(job);
        assert_int_equal(works_files(&r, name, path), 1);
        cases[i].spoil(path, cases[i].at);
        assert_int_equal(rig_reopen(&r), 0);
        assert_int_equal(works_pass(&r, 0), 1);
        node__job_ended e = last_end(&r, 1);
        assert_int_equal(e.how, JOB_END_UNKNOWN);
        assert_int_equal(e.reason, REASON_OUTCOME_DAMAGED);
        assert_int_equal(e.outcome.len, 0);
        assert_int_equal(works_says.told, JOB_END_UNKNOWN);
        assert_int_equal(works_says.given, 0);
        assert_int_equal(works_only(&r)->reason, REASON_OUTCOME_DAMAGED);
        no_files(&r);
        works_pass(&r, 2000);
        assert_int_equal(last_end(&r, 2).how, JOB_END_DONE);
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
    struct engine_job *job = begun(&r);
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
    node__job_ended e = last_end(&r, 1);
    assert_int_equal(e.attempt, 2);
    assert_int_equal(e.reason, REASON_OUTCOME_DAMAGED);
    no_files(&r);
    rig_close(&r);
}

/* ---- no room, and too much ---- */

static void unwritten(struct rig *r) {
    node__job_ended e = last_end(r, 1);
    assert_int_equal(e.how, JOB_END_UNKNOWN);
    assert_int_equal(e.reason, REASON_OUTCOME_UNWRITABLE);
    no_files(r);
}

static void made_again(struct rig *r) {
    works_pass(r, 2000);
    assert_int_equal(last_end(r, 2).how, JOB_END_DONE);
    works_gone(r);
    no_files(r);
    rig_close(r);
}

static void a_file_may_not_grow(void **state) {
    (void)state;
    RIG(r);
    struct rlimit was, less;
    struct engine_job *job = begun(&r);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &was);
    less = was;
    less.rlim_cur = LARGE / 2;
    setrlimit(RLIMIT_FSIZE, &less);
    job->run(job);
    setrlimit(RLIMIT_FSIZE, &was);
    engine_job_done(r.engine, job, r.now_ms);
    rig_turn(&r, 0);
    unwritten(&r);
    made_again(&r);
}

/* A tenth of it is the daemon's own. */
static void a_disk_without_room(void **state) {
    (void)state;
    RIG(r);
    struct engine_job *job = begun(&r);
    disk_is_short = true;
    job->run(job);
    disk_is_short = false;
    engine_job_done(r.engine, job, r.now_ms);
    rig_turn(&r, 0);
    unwritten(&r);
    made_again(&r);
}

static void a_folder_that_cannot_be(void **state) {
    (void)state;
    RIG(r);
    char folder[300];
    snprintf(folder, sizeof folder, "%s/jobs", r.dir);
    close(open(folder, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
    works_do(&r, begun(&r));
    rig_turn(&r, 0);
    unwritten(&r);
    unlink(folder);
    made_again(&r);
}

static void too_much(void **state) {
    (void)state;
    RIG(r);
    works_says.pad = JOB_OUTCOME_MAX;
    works_set(&r, "x", WORKS_SET, 0);
    assert_int_equal(works_pass(&r, 0), 1);
    node__job_ended e = last_end(&r, 1);
    assert_int_equal(e.how, JOB_END_TOO_LARGE);
    assert_int_equal(e.reason, REASON_TOO_LARGE);
    assert_int_equal(works_only(&r)->state, JOB_STATE_GIVEN_UP);
    no_files(&r);
    rig_close(&r);
}

/* ---- a life that finds one ---- */

/* Deaths before it was whole do not count, nor openings in which nothing ran; the third death in reading or settling it
 * is the last. */
static void deaths_count_from_the_file(void **state) {
    (void)state;
    RIG(r);
    struct engine_job *job = begun(&r);
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
    assert_int_equal(last_end(&r, 1).how, JOB_END_CRASHED);
    assert_int_equal(works_says.ran, 1);
    no_files(&r);
    rig_close(&r);
}

/* The turn that takes it up again fails: it is taken up by the next. */
static void taken_up_again(void **state) {
    (void)state;
    RIG(r);
    struct engine_job *job = begun(&r);
    job->run(job);
    assert_int_equal(rig_reopen(&r), 0);
    r.commit_fails = 1;
    assert_int_not_equal(engine_turn(r.engine, r.now_ms, rig_boot_ms(&r)), 0);
    r.commit_fails = 0;
    assert_null(works_take(&r));
    assert_int_equal(works_pass(&r, 0), 1);
    assert_int_equal(last_end(&r, 1).how, JOB_END_DONE);
    assert_int_equal(works_says.ran, 1);
    rig_close(&r);
}

/* Nobody wants it any more; that it was done is recorded all the same, and the service told. */
static void cleared_meanwhile(void **state) {
    (void)state;
    RIG(r);
    struct engine_job *job = begun(&r);
    job->run(job);
    works_set(&r, "x", WORKS_CLEAR, 0);
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(works_pass(&r, 0), 1);
    assert_int_equal(last_end(&r, 1).how, JOB_END_DONE);
    assert_int_equal(works_says.given, LARGE);
    works_gone(&r);
    no_files(&r);
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
        cmocka_unit_test(a_file_until_its_end_is_recorded),
        cmocka_unit_test(a_small_one_is_no_file),
        cmocka_unit_test(killed_at_each_step),
        cmocka_unit_test(killed_around_its_record),
        cmocka_unit_test(damage_is_named_and_never_read),
        cmocka_unit_test(of_another_attempt),
        cmocka_unit_test(a_file_may_not_grow),
        cmocka_unit_test(a_disk_without_room),
        cmocka_unit_test(a_folder_that_cannot_be),
        cmocka_unit_test(too_much),
        cmocka_unit_test(deaths_count_from_the_file),
        cmocka_unit_test(taken_up_again),
        cmocka_unit_test(cleared_meanwhile),
        cmocka_unit_test(what_is_not_ours_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
