/* kill -9 at any moment, with real flushes: what a child told as committed is there, whole, and nothing is there by
 * half. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "prng.h"
#include "store/store.h"

static const char *const names[] = {"rows", "index", "meta"};
enum { ROWS, INDEX, META, N_TABLES };
enum { KILLS = 200, ROWS_EACH = 5 };

static int open_at(const char *dir, enum store_front front, struct store **out) {
    struct store_options o = {.dir = dir, .map_bytes = 64 << 20, .tables = names, .n_tables = N_TABLES, .front = front};
    return store_open(out, &o);
}

static uint64_t head_of(struct txn *t) {
    struct key name = KEY(KEY_TEXT("head"));
    struct span value;
    if (!txn_get(t, META, &name, &value)) return 0;
    struct key k = key_from(value);
    return key_u64_at(&k, 0);
}

/* Rows, their index, and the head in one transaction; old rows go, so that pages are used again. */
static int one_commit(struct store *s, uint64_t n) {
    static uint8_t pad[700];
    struct txn t;
    txn_begin(s, true, &t);
    for (uint64_t i = 0; i < ROWS_EACH; i++) {
        struct key row = KEY(KEY_U64(n), KEY_U64(i)), index = KEY(KEY_U64(i), KEY_U64(n));
        txn_put(&t, ROWS, &row, span_of(pad, (size_t)(n * 131 + i) % sizeof pad));
        txn_put(&t, INDEX, &index, (struct span){NULL, 0});
        if (n <= 50) continue;
        struct key old_row = KEY(KEY_U64(n - 50), KEY_U64(i)), old_index = KEY(KEY_U64(i), KEY_U64(n - 50));
        txn_delete(&t, ROWS, &old_row);
        txn_delete(&t, INDEX, &old_index);
    }
    struct key name = KEY(KEY_TEXT("head")), head = KEY(KEY_U64(n));
    txn_put(&t, META, &name, key_span(&head));
    return txn_commit(&t);
}

/* As if each commit took 20 ms, so that the log is handed over all the time. */
__attribute__((noreturn)) static void child(const char *dir, enum store_front front, int tell) {
    struct store *s;
    struct txn t;
    if (open_at(dir, front, &s)) _exit(1);
    txn_begin(s, false, &t);
    uint64_t n = head_of(&t);
    txn_abort(&t);
    for (;;) {
        if (one_commit(s, ++n)) _exit(2);
        if (write(tell, &n, sizeof n) != sizeof n) _exit(3);
        store_tick(s, (int64_t)n * 20);
    }
}

/* The last number that the child told before it died. */
static uint64_t run_and_kill(const char *dir, enum store_front front, int64_t after_us) {
    int ends[2];
    uint64_t n, told = 0;
    if (pipe(ends)) abort();
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        child(dir, front, ends[1]);
    }
    close(ends[1]);
    if (read(ends[0], &told, sizeof told) != sizeof told) told = 0; /* it has begun */
    nanosleep(&(struct timespec){.tv_nsec = after_us * 1000}, NULL);
    kill(pid, SIGKILL);
    int status;
    waitpid(pid, &status, 0);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    while (read(ends[0], &n, sizeof n) == sizeof n) told = n;
    close(ends[0]);
    return told;
}

static void whole_check(struct txn *t, uint64_t head) {
    uint64_t first = head > 50 ? head - 49 : 1;
    for (uint64_t n = first; n <= head; n++)
        for (uint64_t i = 0; i < ROWS_EACH; i++) {
            struct key row = KEY(KEY_U64(n), KEY_U64(i)), index = KEY(KEY_U64(i), KEY_U64(n));
            struct span value;
            assert_true(txn_get(t, ROWS, &row, &value));
            assert_int_equal(value.len, (n * 131 + i) % 700);
            assert_true(txn_get(t, INDEX, &index, &value));
        }
    assert_int_equal(txn_count(t, ROWS), (head - first + 1) * ROWS_EACH);
    assert_int_equal(txn_count(t, INDEX), (head - first + 1) * ROWS_EACH);
    assert_int_equal(t->err, 0);
}

static void killed_at_any_moment(enum store_front front) {
    char dir[64] = "/tmp/sippe-kill-XXXXXX", command[100];
    struct prng p;
    uint64_t told = 0;
    prng_init(&p, 11);
    assert_non_null(mkdtemp(dir));
    for (int i = 0; i < KILLS; i++) {
        struct store *s;
        struct txn t;
        uint64_t now = run_and_kill(dir, front, (int64_t)prng_below(&p, 6000));
        if (now > told) told = now;
        assert_int_equal(open_at(dir, front, &s), 0); /* the dead owner's lock is gone with it */
        assert_int_equal(txn_begin(s, false, &t), 0);
        uint64_t head = head_of(&t);
        assert_true(head == told || head == told + 1); /* committed, and died before it told */
        told = head;
        whole_check(&t, head);
        txn_abort(&t);
        store_close(s);
    }
    assert_true(told > KILLS);
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    assert_int_equal(system(command), 0);
}

static void lmdb_is_killed_at_any_moment(void **state) {
    (void)state;
    killed_at_any_moment(STORE_DIRECT);
}

static void a_log_is_killed_at_any_moment(void **state) {
    (void)state;
    killed_at_any_moment(STORE_LOGGED);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(lmdb_is_killed_at_any_moment),
                                       cmocka_unit_test(a_log_is_killed_at_any_moment)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
