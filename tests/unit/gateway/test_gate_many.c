/* Who is too many, too slow, or comes when there are no descriptors left, and costs nobody anything. */
#include "gate_stage.h"

/* ---- who is too many ---- */

static void past_the_bounds_503(void **state) {
    struct world *w = *state;
    static int fds[GATE_CONNECTIONS_MAX];
    char got[2048], from[32];
    open_with(w, "127.0.0.1:0", NULL);
    for (int i = 0; i < GATE_OF_ADDRESS_MAX; i++) fds[i] = dial(w);
    rounds(w, 50);
    int over = dial(w);
    assert_true(hear(w, over, got, sizeof got) > 0);
    assert_non_null(strstr(got, "503 Service Unavailable"));
    assert_non_null(strstr(got, "(many-of-one-address)"));
    close(over);
    for (int i = GATE_OF_ADDRESS_MAX; i < GATE_CONNECTIONS_MAX; i++) {
        snprintf(from, sizeof from, "127.0.0.%d", 2 + i / 200);
        fds[i] = dial_from(w, from);
        if (i % 100 == 0) rounds(w, 5);
    }
    rounds(w, 100);
    assert_int_equal(all(w), GATE_CONNECTIONS_MAX);
    over = dial_from(w, "127.0.0.99");
    assert_true(hear(w, over, got, sizeof got) > 0);
    assert_non_null(strstr(got, "(many)"));
    close(over);
    assert_int_equal(gate_counts(w->gate)->many, 2);
    close(fds[0]);
    rounds(w, 50);
    w->answers = true;
    over = dial_from(w, "127.0.0.99");
    say(over, GOOD, strlen(GOOD));
    assert_true(hear(w, over, got, sizeof got) > 0);
    assert_non_null(strstr(got, "204"));
    close(over);
    for (int i = 1; i < GATE_CONNECTIONS_MAX; i++) close(fds[i]);
}

static double cpu_ms(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000 +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1000;
}

static int by_size(const void *a, const void *b) {
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* A thousand that send a byte each five seconds are gone after ten, and meanwhile another's request takes no longer. */
static void slow_drips_are_gone_after_ten_seconds(void **state) {
    struct world *w = *state;
    enum { DRIPS = 1000, ASKED = 400 };
    static int fds[DRIPS];
    static uint64_t took[ASKED];
    char got[2048], from[32];
    int n_asked = 0;
    open_with(w, "127.0.0.1:0", NULL);
    w->answers = true;
    for (int i = 0; i < DRIPS; i++) {
        snprintf(from, sizeof from, "127.0.0.%d", 2 + i / 250);
        fds[i] = dial_from(w, from);
        if (i % 100 == 0) rounds(w, 5);
    }
    rounds(w, 50);
    assert_int_equal(waiting(w), DRIPS);
    uint64_t begun = uv_hrtime();
    double cpu = cpu_ms();
    for (int sent = 0; uv_hrtime() - begun < 9 * UINT64_C(1000000000) && n_asked < ASKED; n_asked++) {
        if ((uv_hrtime() - begun) / UINT64_C(5000000000) >= (uint64_t)sent) {
            for (int i = 0; i < DRIPS; i++) say(fds[i], &GOOD[sent], 1);
            sent++;
        }
        uint64_t at = uv_hrtime();
        int fd = dial(w);
        say(fd, GOOD, strlen(GOOD));
        while (recv(fd, got, sizeof got, MSG_DONTWAIT) <= 0) uv_run(&w->loop, UV_RUN_NOWAIT);
        took[n_asked] = uv_hrtime() - at;
        close(fd);
        rounds(w, 18);
    }
    cpu = cpu_ms() - cpu;
    double seconds = (double)(uv_hrtime() - begun) / 1e9;
    while (all(w) && uv_hrtime() - begun < 14 * UINT64_C(1000000000)) {
        for (int i = 0; i < DRIPS; i++)
            if (recv(fds[i], got, sizeof got, MSG_DONTWAIT) > 0 && strstr(got, " 408 ")) shutdown(fds[i], SHUT_WR);
        rounds(w, 20);
    }
    double gone = (double)(uv_hrtime() - begun) / 1e9;
    qsort(took, (size_t)n_asked, sizeof *took, by_size);
    print_message("%d drips: gone after %.1f s; beside them %d requests in %.1f s, median %.2f ms, p99 %.2f ms, "
                  "%.0f ms of processor\n",
                  DRIPS, gone, n_asked, seconds, (double)took[n_asked / 2] / 1e6,
                  (double)took[n_asked * 99 / 100] / 1e6, cpu);
    assert_int_equal(all(w), 0);
    assert_int_equal(gate_counts(w->gate)->late, DRIPS);
    assert_true(gone > 9.5 && gone < 13);
    assert_true((double)took[n_asked / 2] / 1e6 < 50);
    for (int i = 0; i < DRIPS; i++) close(fds[i]);
}

static void without_descriptors_it_waits(void **state) {
    struct world *w = *state;
    struct rlimit was, low;
    int fds[8];
    open_with(w, "127.0.0.1:0", NULL);
    int probe = dup(0);
    close(probe);
    for (int i = 0; i < 8; i++) fds[i] = dial(w);
    getrlimit(RLIMIT_NOFILE, &was);
    low = (struct rlimit){(rlim_t)fds[7] + 1, was.rlim_max};
    setrlimit(RLIMIT_NOFILE, &low);
    int n = rounds(w, 500);
    assert_int_equal(gate_counts(w->gate)->accepted, 0);
    assert_in_range(n, 1, 30); /* at each tick, and no more */
    setrlimit(RLIMIT_NOFILE, &was);
    rounds(w, 300);
    assert_int_equal(gate_counts(w->gate)->accepted, 8);
    for (int i = 0; i < 8; i++) close(fds[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {STAGE_TEST(past_the_bounds_503),
                                       STAGE_TEST(slow_drips_are_gone_after_ten_seconds),
                                       STAGE_TEST(without_descriptors_it_waits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
