/* What work gave, when it is too large for a turn: a file beside the store, whole or not there, whatever dies when. */
#include "works.h"

#include "engine/job/job.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

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

static void a_file_until_its_end_is_recorded(void **state) {
    (void)state;
    RIG(r);
    char name[64], path[300];
    struct stat st;
    struct engine_job *job = works_begun(&r);
    job->run(job);
    assert_int_equal(works_files(&r, name, path), 1);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_true(st.st_size > WORKS_LARGE);
    assert_int_equal(strncmp(name, id_text(&r.arena, works_says.last.job), 32), 0);
    assert_string_equal(name + 32, "-1");
    *strrchr(path, '/') = 0;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    engine_job_done(r.engine, job, r.now_ms);
    rig_turn(&r, 0);
    node__job_ended e = works_last_end(&r, 1);
    assert_int_equal(e.how, JOB_END_DONE);
    assert_int_equal(e.outcome.len, 32);
    assert_true(e.outcome_bytes > WORKS_LARGE && e.outcome_bytes < WORKS_LARGE + 100);
    assert_int_equal(works_says.given, WORKS_LARGE);
    assert_int_equal(works_records(&r, "Reminded", NULL), 1);
    works_no_files(&r);
    works_gone(&r);
    rig_close(&r);
}

static struct span file_of(struct rig *r, const char *path) {
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    assert_int_equal(fstat(fd, &st), 0);
    uint8_t *data = arena_alloc(&r->arena, (size_t)st.st_size);
    assert_int_equal(read(fd, data, (size_t)st.st_size), st.st_size);
    close(fd);
    return span_of(data, (size_t)st.st_size);
}

/* By value: nothing of what the work gave stands in the file, nor is its digest one of that. The keys are copied for the
 * thread, and gone behind the work. */
static void the_file_is_sealed(void **state) {
    (void)state;
    RIG(r);
    char name[64], path[300];
    uint8_t given[64], zero[sizeof(struct seal_keys)] = {0};
    struct engine_job *job = works_begun(&r);
    struct job_run *run = (struct job_run *)job;
    assert_true(id_equal(run->sealed_for, run->ref.thing));
    assert_memory_not_equal(&run->keys, zero, sizeof zero);
    job->run(job);
    assert_memory_equal(&run->keys, zero, sizeof zero);
    assert_int_equal(works_files(&r, name, path), 1);
    struct span file = file_of(&r, path);
    for (size_t at = 0; at < 251; at++) {
        for (size_t i = 0; i < sizeof given; i++) given[i] = (uint8_t)((at + i) % 251 + 1);
        assert_null(memmem(file.data, file.len, given, sizeof given));
    }
    assert_memory_equal(file.data + file.len - sizeof run->digest, run->digest, sizeof run->digest);
    assert_int_equal((file.len - sizeof run->digest - SEAL_NONCE_LEN - SEAL_TAG_LEN) % SEAL_PAD, 0);
    engine_job_done(r.engine, job, r.now_ms);
    rig_turn(&r, 0);
    assert_int_equal(works_says.given, WORKS_LARGE);
    works_no_files(&r);
    rig_close(&r);
}

/* A small one is none. */
static void a_small_one_is_no_file(void **state) {
    (void)state;
    RIG(r);
    works_says.pad = 255 << 10;
    works_set(&r, "x", WORKS_SET, 0);
    assert_int_equal(works_pass(&r, 0), 1);
    node__job_ended e = works_last_end(&r, 1);
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
        struct engine_job *job = works_begun(&r);
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
        node__job_ended e = works_last_end(&r, 1);
        assert_int_equal(e.how, JOB_END_DONE);
        assert_int_equal(e.attempt, 1 + works_says.ran);
        whole += works_says.ran == 0;
        again += works_says.ran == 1;
        assert_int_equal(works_says.given, WORKS_LARGE);
        assert_int_equal(works_records(&r, "Reminded", NULL), 1);
        works_no_files(&r);
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
    works_do(&r, works_begun(&r));
    r.commit_fails = 1;
    assert_int_not_equal(engine_turn(r.engine, r.now_ms, rig_boot_ms(&r)), 0);
    assert_int_equal(works_files(&r, name, path), 1);
    assert_int_equal(rig_reopen(&r), 0);
    assert_int_equal(works_records(&r, "JobEnded", NULL), 0);
    rig_turn(&r, 0);
    works_do(&r, works_take(&r));
    rig_turn(&r, 0);
    assert_int_equal(works_last_end(&r, 1).attempt, 1);
    assert_int_equal(works_says.ran, 1);
    assert_int_equal(works_files(&r, name, path), 1);
    assert_int_equal(rig_reopen(&r), 0); /* before it was removed */
    assert_int_equal(works_files(&r, name, path), 0);
    assert_int_equal(works_pass(&r, HOUR_MS), 0);
    assert_int_equal(works_records(&r, "Reminded", NULL), 1);
    rig_close(&r);
}

/* ---- no room, and too much ---- */

static void unwritten(struct rig *r) {
    node__job_ended e = works_last_end(r, 1);
    assert_int_equal(e.how, JOB_END_UNKNOWN);
    assert_int_equal(e.reason, REASON_OUTCOME_UNWRITABLE);
    works_no_files(r);
}

static void made_again(struct rig *r) {
    works_pass(r, 2000);
    assert_int_equal(works_last_end(r, 2).how, JOB_END_DONE);
    works_gone(r);
    works_no_files(r);
    rig_close(r);
}

static void a_file_may_not_grow(void **state) {
    (void)state;
    RIG(r);
    struct rlimit was, less;
    struct engine_job *job = works_begun(&r);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &was);
    less = was;
    less.rlim_cur = WORKS_LARGE / 2;
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
    struct engine_job *job = works_begun(&r);
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
    works_do(&r, works_begun(&r));
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
    node__job_ended e = works_last_end(&r, 1);
    assert_int_equal(e.how, JOB_END_TOO_LARGE);
    assert_int_equal(e.reason, REASON_TOO_LARGE);
    assert_int_equal(works_only(&r)->state, JOB_STATE_GIVEN_UP);
    works_no_files(&r);
    rig_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_until_its_end_is_recorded),
        cmocka_unit_test(the_file_is_sealed),
        cmocka_unit_test(a_small_one_is_no_file),
        cmocka_unit_test(killed_at_each_step),
        cmocka_unit_test(killed_around_its_record),
        cmocka_unit_test(a_file_may_not_grow),
        cmocka_unit_test(a_disk_without_room),
        cmocka_unit_test(a_folder_that_cannot_be),
        cmocka_unit_test(too_much),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
