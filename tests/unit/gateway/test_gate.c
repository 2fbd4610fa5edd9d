/* Who comes by the gate: handed on untouched, or answered and closed. */
#include "gate_stage.h"

/* ---- who is handed on ---- */

static void a_whole_head_is_handed_on_untouched(void **state) {
    struct world *w = *state;
    char got[128];
    open_with(w, "127.0.0.1:0", NULL);
    int fd = dial(w);
    for (size_t n = 0; n < strlen(GOOD); n += 10) {
        assert_int_equal(w->n_taken, 0);
        say(fd, &GOOD[n], strlen(GOOD) - n < 10 ? strlen(GOOD) - n : 10);
        rounds(w, 120);
    }
    assert_int_equal(w->n_taken, 1);
    assert_string_equal(w->taken[0]->text, "127.0.0.1");
    assert_false(w->taken[0]->is_front);
    assert_int_equal(recv(w->taken[0]->fd, got, sizeof got, MSG_DONTWAIT), strlen(GOOD));
    assert_memory_equal(got, GOOD, strlen(GOOD));
    int low = 0;
    socklen_t len = sizeof low;
    getsockopt(w->taken[0]->fd, SOL_SOCKET, SO_RCVLOWAT, &low, &len);
    assert_int_equal(low, 1);
    assert_int_equal(all(w), 1);
    assert_int_equal(waiting(w), 0);
    leave_all(w);
    assert_int_equal(all(w), 0);
    assert_int_equal(gate_counts(w->gate)->handed, 1);
    close(fd);
}

static void byte_by_byte_it_is_handed_on_too(void **state) {
    struct world *w = *state;
    open_with(w, "127.0.0.1:0", NULL);
    int fd = dial(w);
    char text[3000];
    size_t n = (size_t)snprintf(text, sizeof text, "GET / HTTP/1.1\r\nHost: a\r\nX: %02500d\r\n\r\n", 0), paced = 300;
    for (size_t i = 0; i < n; i++) {
        say(fd, text + i, 1);
        if (i < paced) rounds(w, 1);
    }
    rounds(w, 300);
    assert_int_equal(w->n_taken, 1);
    assert_in_range(gate_counts(w->gate)->looks, 2, paced / 3); /* not one a byte */
    close(fd);
}

/* ---- who is refused ---- */

static void what_is_wrong_is_answered(void **state) {
    struct world *w = *state;
    static const struct {
        const char *head, *status, *code, *word;
    } rows[] = {
        {"GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 400 Bad Request\r\n", "invalid_argument", "(host)"},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx", "HTTP/1.1 400 ",
         "invalid_argument", "(two-lengths)"},
        {"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 405 Method Not Allowed\r\n", "unimplemented", "(method)"},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", "HTTP/1.1 501 Not Implemented\r\n",
         "unimplemented", "(coding)"},
        {"GET / HTTP/1.0\r\n\r\n", "HTTP/1.1 505 ", "unimplemented", "(version)"},
        {"\x16\x03\x01 TLS", "HTTP/1.1 400 ", "invalid_argument", "(start)"},
    };
    open_with(w, "127.0.0.1:0", NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[2048], length[64];
        int fd = dial(w);
        say(fd, rows[i].head, strlen(rows[i].head));
        ssize_t n = hear(w, fd, got, sizeof got);
        if (n <= 0) fail_msg("row %zu: no answer", i);
        const char *body = strstr(got, "\r\n\r\n");
        assert_non_null(body);
        assert_memory_equal(got, rows[i].status, strlen(rows[i].status));
        snprintf(length, sizeof length, "\r\nContent-Length: %zu\r\n", strlen(body + 4));
        assert_non_null(strstr(got, length));
        assert_non_null(strstr(got, "\r\nConnection: close\r\n"));
        assert_int_equal(strstr(got, "\r\nAllow: GET, HEAD, POST\r\n") != NULL, strstr(got, " 405 ") != NULL);
        assert_non_null(strstr(body, rows[i].word));
        snprintf(length, sizeof length, "{\"code\":\"%s\",\"message\":\"", rows[i].code);
        assert_memory_equal(body + 4, length, strlen(length));
        close(fd);
    }
    assert_int_equal(w->n_taken, 0);
    assert_int_equal(gate_counts(w->gate)->refused[HEAD_FAULT_TWO_LENGTHS], 1);
    rounds(w, 50);
    assert_int_equal(all(w), 0);
}

/* Who goes on sending hears it all the same: the socket is not closed over what was not read. */
static void who_still_sends_hears_the_answer(void **state) {
    struct world *w = *state;
    static char more[64 << 10];
    char got[2048];
    open_with(w, "127.0.0.1:0", NULL);
    for (int i = 0; i < 20; i++) {
        int fd = dial(w);
        say(fd, "GET / HTTP/1.1\n", 15);
        say(fd, more, sizeof more);
        rounds(w, 5);
        (void)!send(fd, more, sizeof more, MSG_NOSIGNAL | MSG_DONTWAIT);
        assert_true(hear(w, fd, got, sizeof got) > 0);
        close(fd);
    }
}

static void who_lingers_for_ever_is_cut(void **state) {
    struct world *w = *state;
    open_with(w, "127.0.0.1:0", NULL);
    int fd = dial(w);
    say(fd, "GET / HTTP/1.1\n", 15);
    rounds(w, 300);
    assert_int_equal(all(w), 1);
    rounds(w, 2200);
    assert_int_equal(all(w), 0);
    close(fd);
}

static void half_a_head_and_gone(void **state) {
    struct world *w = *state;
    char got[64];
    open_with(w, "127.0.0.1:0", NULL);
    int closed = dial(w), half = dial(w), silent = dial(w);
    say(closed, GOOD, 20);
    say(half, GOOD, 20);
    rounds(w, 50);
    assert_int_equal(waiting(w), 3);
    close(closed);
    shutdown(half, SHUT_WR);
    shutdown(silent, SHUT_WR);
    assert_true(hear(w, half, got, sizeof got) <= 0);
    rounds(w, 50);
    assert_int_equal(all(w), 0);
    assert_int_equal(gate_counts(w->gate)->left, 3);
    close(half);
    close(silent);
    int whole = dial(w); /* a whole one, and then its last word */
    say(whole, GOOD, strlen(GOOD));
    shutdown(whole, SHUT_WR);
    rounds(w, 50);
    assert_int_equal(w->n_taken, 1);
    close(whole);
}

/* ---- the end ---- */

static void closed_with_some_of_each(void **state) {
    struct world *w = *state;
    int fds[60];
    open_with(w, "127.0.0.1:0", NULL);
    w->leaves_late = true;
    for (int i = 0; i < 60; i++) {
        fds[i] = dial(w);
        if (i % 3 == 0) say(fds[i], GOOD, strlen(GOOD));
        if (i % 3 == 1) say(fds[i], "BAD", 3);
    }
    rounds(w, 50);
    assert_int_equal(w->n_taken, 20);
    assert_int_equal(waiting(w), 20);
    assert_int_equal(all(w), 60);
    for (int i = 0; i < 60; i += 2) close(fds[i]);
    gate_close(w->gate); /* and what was closed just now is still in the loop */
    w->gate = NULL;
    rounds(w, 50);
    for (int i = 1; i < 60; i += 2) close(fds[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {STAGE_TEST(a_whole_head_is_handed_on_untouched),
                                       STAGE_TEST(byte_by_byte_it_is_handed_on_too),
                                       STAGE_TEST(what_is_wrong_is_answered),
                                       STAGE_TEST(who_still_sends_hears_the_answer),
                                       STAGE_TEST(who_lingers_for_ever_is_cut),
                                       STAGE_TEST(half_a_head_and_gone),
                                       STAGE_TEST(closed_with_some_of_each)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
