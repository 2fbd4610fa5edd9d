/* Sessions and what happens to a disk: kill -9, no room, another format, a damaged file, what stands in the clear. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include "opened.h"
#include "gateway/session/tries.h"

enum { T0 = 1000000000, KILLS = 12 };

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

static bool find(struct opened *w, const uint8_t *token) {
    struct session s;
    return session_find(w->all, token, id_nr(1), false, T0, &s);
}

/* Tells each token once it was given. */
__attribute__((noreturn)) static void child(struct opened *w, int tell) {
    uint8_t token[SESSION_TOKEN_LEN];
    if (opened_again(w)) _exit(1);
    for (;;) {
        if (begin_at(w, 1, id_nr(1), T0, NULL, token, NULL)) _exit(2);
        if (write(tell, token, sizeof token) != sizeof token) _exit(3);
    }
}

static void what_was_given_before_a_kill_is_there(void **state) {
    struct opened *w = *state;
    size_t n_told = 0;
    w->o.throwaway = false;
    sessions_close(w->all);
    w->all = NULL;
    for (int kill_nr = 0; kill_nr < KILLS; kill_nr++) {
        int ends[2];
        uint8_t told[64][SESSION_TOKEN_LEN];
        size_t n = 0;
        assert_int_equal(pipe(ends), 0);
        fflush(NULL);
        pid_t pid = fork();
        if (pid == 0) child(w, ends[1]);
        close(ends[1]);
        while (n < 3 + (size_t)kill_nr && read(ends[0], told[n], SESSION_TOKEN_LEN) == SESSION_TOKEN_LEN) n++;
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        while (n < 64 && read(ends[0], told[n], SESSION_TOKEN_LEN) == SESSION_TOKEN_LEN) n++;
        close(ends[0]);
        assert_in_range(n, 3, 64);
        assert_int_equal(opened_again(w), 0);
        assert_string_equal(sessions_emptied(w->all), "");
        for (size_t i = 0; i < n; i++) assert_true(find(w, told[i]));
        n_told += n;
        assert_in_range(session_count(w->all), n_told, n_told + 64 * (size_t)(kill_nr + 1));
        n_told = session_count(w->all);
        sessions_close(w->all);
        w->all = NULL;
    }
}

static void a_full_store_says_so_and_ends_what_it_has(void **state) {
    struct opened *w = *state;
    uint8_t first[SESSION_TOKEN_LEN], token[SESSION_TOKEN_LEN];
    int rc = 0;
    uint64_t n = 0;
    sessions_close(w->all);
    w->all = NULL;
    opened_end(w);
    opened_dir(w);
    w->o.map_bytes = 1 << 20;
    assert_int_equal(opened_again(w), 0);
    assert_int_equal(begin_at(w, 1, id_nr(1), T0, NULL, first, NULL), 0);
    while (rc == 0) rc = begin_at(w, ++n, id_nr(1), T0, NULL, token, NULL);
    assert_int_equal(rc, ERR_FULL);
    assert_in_range(n, 500, 3000);
    assert_true(find(w, first));
    struct tries_of of = {"a", ""};
    assert_true(tries_begin(w->all, &of, T0) > 0); /* nobody tries uncounted */
    assert_int_equal(session_end_all(w->all, id_nr(1)), 2);
    assert_false(find(w, first));
    for (int i = 0; i < 20; i++) sessions_sweep(w->all, T0 + HOUR);
    assert_int_equal(session_count(w->all), 0);
    assert_int_equal(begin_at(w, 1, id_nr(1), T0, NULL, token, NULL), 0);
}

/* The disk takes nothing more: no file may grow. */
static void an_unwritable_store_gives_no_token(void **state) {
    struct opened *w = *state;
    uint8_t first[SESSION_TOKEN_LEN];
    assert_int_equal(begin_at(w, 1, id_nr(1), T0, NULL, first, NULL), 0);
    fflush(NULL);
    sessions_close(w->all);
    w->all = NULL;
    pid_t pid = fork();
    if (pid == 0) {
        uint8_t token[SESSION_TOKEN_LEN] = {0};
        static const uint8_t none[SESSION_TOKEN_LEN];
        signal(SIGXFSZ, SIG_IGN);
        if (opened_again(w)) _exit(1);
        if (setrlimit(RLIMIT_FSIZE, &(struct rlimit){4096, 4096})) _exit(2);
        if (begin_at(w, 2, id_nr(1), T0, NULL, token, NULL) != ERR_IO) _exit(3);
        if (memcmp(token, none, sizeof token) != 0) _exit(4);
        struct tries_of of = {"a", ""};
        if (tries_begin(w->all, &of, T0) <= 0) _exit(5);
        _exit(0);
    }
    int status;
    waitpid(pid, &status, 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_int_equal(opened_again(w), 0);
    assert_true(find(w, first));
    assert_int_equal(session_count(w->all), 1);
}

/* ---- what another hand left there ---- */

static void path_of(const struct opened *w, char out[128]) { snprintf(out, 128, "%s/data.mdb", w->dir); }

static void filled(struct opened *w) {
    uint8_t token[SESSION_TOKEN_LEN];
    for (uint64_t i = 0; i < 300; i++) assert_int_equal(begin_at(w, i, id_nr(1), T0, NULL, token, NULL), 0);
    sessions_close(w->all);
    w->all = NULL;
}

/* The bytes that stand in the file, replaced wherever they do. */
static size_t replace(const char *path, const char *old, const char *now) {
    static uint8_t bytes[4 << 20];
    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    size_t len = fread(bytes, 1, sizeof bytes, f), n = 0;
    for (uint8_t *at = bytes; (at = memmem(at, len - (size_t)(at - bytes), old, strlen(old))); n++)
        memcpy(at, now, strlen(now));
    rewind(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    fclose(f);
    return n;
}

static void another_format_is_emptied(void **state) {
    struct opened *w = *state;
    char path[128];
    path_of(w, path);
    filled(w);
    assert_int_equal(opened_again(w), 0);
    assert_string_equal(sessions_emptied(w->all), "");
    sessions_close(w->all);
    w->all = NULL;
    assert_true(replace(path, "sippe sessions 3", "sippe sessions 0") > 0);
    assert_int_equal(opened_again(w), 0);
    assert_string_equal(sessions_emptied(w->all), "format");
    assert_int_equal(session_count(w->all), 0);
    assert_int_equal(opened_again(w), 0);
    assert_string_equal(sessions_emptied(w->all), "");
}

enum damage { ALL_NOISE, SHORT_MIDDLE, SHORT_PAGE, EMPTY, NOISE_BEHIND_META, ZEROS_BEHIND_META, A_PAGE, DAMAGES };

static void spoil(const char *path, enum damage how, unsigned int seed) {
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    size_t len = (size_t)st.st_size, from = how == ALL_NOISE ? 0 : 8192, to = len;
    srand(seed);
    if (how == A_PAGE) {
        from = 4096 * (2 + (size_t)rand() % (len / 4096 - 2));
        to = from + 4096;
    }
    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    fseek(f, (long)from, SEEK_SET);
    for (size_t i = from; i < to && how != EMPTY && how != SHORT_MIDDLE && how != SHORT_PAGE; i++)
        fputc(how == ZEROS_BEHIND_META ? 0 : rand() >> 7 & 0xff, f);
    fclose(f);
    if (how == EMPTY) assert_int_equal(truncate(path, 0), 0);
    if (how == SHORT_MIDDLE) assert_int_equal(truncate(path, (long)len / 2 + 100), 0);
    if (how == SHORT_PAGE) assert_int_equal(truncate(path, 3 * 4096), 0);
}

/* In a process of its own, as a daemon is: a page that is not there ends it, and the supervisor starts the next. */
static bool opens(struct opened *w) {
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        uint8_t token[SESSION_TOKEN_LEN];
        struct session s;
        int null = open("/dev/null", O_WRONLY);
        dup2(null, 2);
        for (int i = 0; i < 4; i++) signal((int[]){SIGBUS, SIGSEGV, SIGABRT, SIGFPE}[i], SIG_DFL); /* cmocka's */
        if (opened_again(w) || begin_at(w, 1, id_nr(1), T0, NULL, token, NULL)) _exit(1);
        _exit(session_find(w->all, token, id_nr(1), true, T0, &s) ? 0 : 2);
    }
    int status;
    waitpid(pid, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void a_damaged_file_is_a_sign_in_and_no_disaster(void **state) {
    struct opened *w = *state;
    char path[128];
    for (enum damage how = 0; how < DAMAGES; how++) {
        for (unsigned int seed = 0; seed < (how == A_PAGE ? 60 : 1); seed++) {
            opened_end(w);
            opened_dir(w);
            path_of(w, path);
            assert_int_equal(opened_again(w), 0);
            filled(w);
            spoil(path, how, seed);
            if (!opens(w) && !opens(w)) fail_msg("damage %d, %u: it does not open again", how, seed);
        }
    }
}

static void one_owner(void **state) {
    struct opened *w = *state;
    struct opened other = *w;
    other.all = NULL;
    assert_int_equal(opened_again(&other), ERR_BUSY);
    uint8_t token[SESSION_TOKEN_LEN];
    assert_int_equal(begin_at(w, 1, id_nr(1), T0, NULL, token, NULL), 0);
    assert_int_equal(opened_again(w), 0);
    assert_true(find(w, token)); /* the other one threw nothing away */
    snprintf(other.dir, sizeof other.dir, "/tmp/sippe-sessions-none");
    assert_int_equal(opened_again(&other), ERR_NOTFOUND);
}

/* ---- what stands there ---- */

static bool holds(const char *path, const void *bytes, size_t n) {
    static uint8_t all[4 << 20];
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    size_t len = fread(all, 1, sizeof all, f);
    fclose(f);
    return memmem(all, len, bytes, n) != NULL;
}

static void no_token_station_account_or_network_in_the_clear(void **state) {
    struct opened *w = *state;
    char path[128];
    uint8_t token[SESSION_TOKEN_LEN], cookie[SESSION_TOKEN_LEN];
    path_of(w, path);
    memset(cookie, 0x5a, sizeof cookie);
    struct id station = session_station(w->all, cookie);
    struct tries_of of = {"ABCDE", "203.0.113.77"};
    assert_int_equal(begin_at(w, 1, station, T0, NULL, token, NULL), 0);
    assert_int_equal(tries_begin(w->all, &of, T0), 0);
    sessions_close(w->all);
    w->all = NULL;
    assert_true(holds(path, station.bytes, ID_LEN)); /* this looks at the right file */
    assert_false(holds(path, token, 8));
    assert_false(holds(path, cookie, 8));
    assert_false(holds(path, "ABCDE", 5));
    assert_false(holds(path, "203.0.113", 9));
    assert_false(holds(path, "\xcb\x00\x71", 3));
    struct opened other;
    opened_dir(&other);
    assert_int_equal(opened_again(&other), 0);
    struct id elsewhere = session_station(other.all, cookie);
    assert_false(id_equal(elsewhere, station)); /* each store has a key of its own */
    opened_end(&other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_given_before_a_kill_is_there, opened, closed),
        cmocka_unit_test_setup_teardown(a_full_store_says_so_and_ends_what_it_has, opened, closed),
        cmocka_unit_test_setup_teardown(an_unwritable_store_gives_no_token, opened, closed),
        cmocka_unit_test_setup_teardown(another_format_is_emptied, opened, closed),
        cmocka_unit_test_setup_teardown(a_damaged_file_is_a_sign_in_and_no_disaster, opened, closed),
        cmocka_unit_test_setup_teardown(one_owner, opened, closed),
        cmocka_unit_test_setup_teardown(no_token_station_account_or_network_in_the_clear, opened, closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
