#include "run.h"
#include "base/daemons.h"
#include <fcntl.h>
#include <ftw.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Four folders with a store and a copy of it, as the daemons leave them. */
struct territory {
    char folder[64];
};

static void text_write(const char *path, const char *text) {
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static size_t text_read(const char *path, char out[500]) {
    FILE *f = fopen(path, "re");
    size_t n = f ? fread(out, 1, 499, f) : 0;
    out[n] = 0;
    if (f) fclose(f);
    return n;
}

static char *at(const struct territory *t, const char *daemon, const char *name) {
    static char path[200];
    snprintf(path, sizeof path, "%s/%s/%s", t->folder, daemon, name);
    return path;
}

static int setup(void **state) {
    struct territory *t = calloc(1, sizeof *t);
    memcpy(t->folder, "/tmp/sippe-restore-XXXXXX", sizeof "/tmp/sippe-restore-XXXXXX");
    assert_non_null(mkdtemp(t->folder));
    for (int i = 0; i < DAEMONS; i++) {
        mkdir(at(t, daemon_names[i], ""), 0700);
        mkdir(at(t, daemon_names[i], "backup"), 0700);
        mkdir(at(t, daemon_names[i], "backup/c1"), 0700);
        text_write(at(t, daemon_names[i], "data.mdb"), "live");
        text_write(at(t, daemon_names[i], "lock.mdb"), "readers");
        text_write(at(t, daemon_names[i], "backup/c1/data.mdb"), daemon_names[i]);
    }
    *state = t;
    return 0;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *where) {
    (void)st, (void)type, (void)where;
    return remove(path);
}

static int teardown(void **state) {
    struct territory *t = *state;
    nftw(t->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(t);
    return 0;
}

static struct run restore(const struct territory *t, const char *cut) {
    char line[300];
    snprintf(line, sizeof line, "restore --cut %s --from %s --to %s", cut, t->folder, t->folder);
    return run_line(line);
}

static void assert_untouched(const struct territory *t) {
    char text[500];
    for (int i = 0; i < DAEMONS; i++) {
        text_read(at(t, daemon_names[i], "data.mdb"), text);
        assert_string_equal(text, "live");
        assert_int_not_equal(access(at(t, daemon_names[i], "restored"), F_OK), 0);
    }
}

static void all_four_stores_are_put_back_with_one_new_epoch(void **state) {
    struct territory *t = *state;
    char text[500], first[33] = "";
    struct run r = restore(t, "c1");
    assert_int_equal(r.exit, CLI_DONE);
    assert_non_null(strstr(r.out, "before-c1-"));
    run_free(&r);
    for (int i = 0; i < DAEMONS; i++) {
        text_read(at(t, daemon_names[i], "data.mdb"), text);
        assert_string_equal(text, daemon_names[i]);
        assert_int_not_equal(access(at(t, daemon_names[i], "lock.mdb"), F_OK), 0);
        text_read(at(t, daemon_names[i], "restored"), text);
        assert_string_equal(text + 32, "\nc1\nintake\nscheduling\ndirectory\nnotifications\n");
        assert_int_equal(strspn(text, "0123456789abcdef"), 32);
        if (i == 0) memcpy(first, text, 32);
        assert_memory_equal(first, text, 32);
    }
    r = restore(t, "c1");
    assert_int_equal(r.exit, CLI_DONE);
    text_read(at(t, "intake", "restored"), text);
    assert_memory_not_equal(first, text, 32);
    run_free(&r);
}

static void nothing_is_touched_while_a_daemon_runs(void **state) {
    struct territory *t = *state;
    int fd = open(at(t, "notifications", "owner.lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
    struct run r = restore(t, "c1");
    assert_int_equal(r.exit, CLI_REFUSED);
    assert_non_null(strstr(r.err, "notifications"));
    assert_untouched(t);
    run_free(&r);
    close(fd);
}

static void nothing_is_touched_when_a_copy_is_missing(void **state) {
    struct territory *t = *state;
    unlink(at(t, "directory", "backup/c1/data.mdb"));
    static const char *const cuts[] = {"c1", "c2", "../c1"};
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
        struct run r = restore(t, cuts[i]);
        assert_int_equal(r.exit, CLI_USAGE);
        assert_untouched(t);
        run_free(&r);
    }
}

/* Operations restore as root; each daemon runs as somebody else. */
static void what_root_restores_is_its_daemons(void **state) {
    struct territory *t = *state;
    static const char *const files[] = {"data.mdb", "restored", "owner.lock"};
    struct stat st;
    if (geteuid() != 0) skip();
    for (int i = 0; i < DAEMONS; i++) assert_int_equal(chown(at(t, daemon_names[i], ""), 12345, 12346), 0);
    struct run r = restore(t, "c1");
    assert_int_equal(r.exit, CLI_DONE);
    run_free(&r);
    for (int i = 0; i < DAEMONS; i++)
        for (size_t f = 0; f < sizeof files / sizeof files[0]; f++) {
            assert_int_equal(stat(at(t, daemon_names[i], files[f]), &st), 0);
            assert_int_equal(st.st_uid, 12345);
            assert_int_equal(st.st_gid, 12346);
            assert_int_equal(st.st_mode & 0777, 0600);
        }
}

static void a_folder_that_is_not_there_is_told(void **state) {
    struct territory *t = *state;
    char line[300];
    snprintf(line, sizeof line, "restore --cut c1 --from %s --to %s/nowhere", t->folder, t->folder);
    struct run r = run_line(line);
    assert_int_equal(r.exit, CLI_USAGE);
    assert_non_null(strstr(r.err, "n'existe pas"));
    run_free(&r);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void) {
    setenv("LC_ALL", "C", 1);
    const struct CMUnitTest tests[] = {
        TEST(all_four_stores_are_put_back_with_one_new_epoch),
        TEST(nothing_is_touched_while_a_daemon_runs),
        TEST(nothing_is_touched_when_a_copy_is_missing),
        TEST(what_root_restores_is_its_daemons),
        TEST(a_folder_that_is_not_there_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
