/* The gate, over real sockets on the loopback: who is handed on, who is answered, who costs nobody anything. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include "gateway/http/gate.h"

#define GOOD "GET / HTTP/1.1\r\nHost: sippe.exemple\r\n\r\n"
enum { MANY = 2000, WAIT_MS = 4000 };

struct world {
    uv_loop_t loop;
    struct gate *gate;
    const struct gate_guest *taken[MANY];
    size_t n_taken;
    bool answers;     /* and closes */
    bool leaves_late; /* only after the gate is gone */
    char socket[64];
};

static void on_taken(void *owner, const struct gate_guest *guest) {
    struct world *w = owner;
    static const char answer[] = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
    char request[4096];
    if (!w->answers) {
        w->taken[w->n_taken++] = guest;
        return;
    }
    w->n_taken++;
    (void)!recv(guest->fd, request, sizeof request, MSG_DONTWAIT);
    (void)!send(guest->fd, answer, sizeof answer - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
    close(guest->fd);
    gate_left(guest);
}

static int begin(void **state) {
    static struct world w;
    memset(&w, 0, sizeof w);
    snprintf(w.socket, sizeof w.socket, "/tmp/sippe-gate-%d.sock", (int)getpid());
    *state = &w;
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    return uv_loop_init(&w.loop);
}

static void leave_all(struct world *w) {
    for (size_t i = 0; !w->answers && i < w->n_taken; i++) {
        close(w->taken[i]->fd);
        gate_left(w->taken[i]);
    }
    w->n_taken = 0;
}

static int end(void **state) {
    struct world *w = *state;
    if (!w->leaves_late) leave_all(w);
    gate_close(w->gate);
    uv_run(&w->loop, UV_RUN_DEFAULT);
    if (w->leaves_late) leave_all(w);
    unlink(w->socket);
    return uv_loop_close(&w->loop);
}

static void open_with(struct world *w, const char *listen, const char *behind) {
    struct gate_fault fault;
    struct gate_options o = {
        .loop = &w->loop, .listen = {listen}, .n_listen = 1, .behind = behind, .taken = on_taken, .owner = w};
    if (gate_open(&w->gate, &o, &fault)) fail_msg("%s: %s", listen, fault.en);
}

/* ---- clients: in the same thread, so the loop runs between what they do ---- */

static void on_timer(uv_timer_t *timer) { *(bool *)timer->data = true; }

/* How often the loop woke. */
static int rounds(struct world *w, uint64_t ms) {
    int n = 0;
    bool is_over = false;
    uv_timer_t timer = {.data = &is_over};
    uv_timer_init(&w->loop, &timer);
    timer.data = &is_over;
    uv_update_time(&w->loop);
    uv_timer_start(&timer, on_timer, ms, 0);
    while (!is_over) {
        uv_run(&w->loop, UV_RUN_ONCE);
        n++;
    }
    uv_close((uv_handle_t *)&timer, NULL);
    uv_run(&w->loop, UV_RUN_NOWAIT);
    return n;
}

static int dial_from(struct world *w, const char *from) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)gate_port(w->gate, 0))};
    struct sockaddr_in own = {.sin_family = AF_INET};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
    inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
    inet_pton(AF_INET, from, &own.sin_addr);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (fd < 0 || bind(fd, (void *)&own, sizeof own) || connect(fd, (void *)&to, sizeof to))
        fail_msg("dial: %s", strerror(errno));
    return fd;
}
static int dial(struct world *w) { return dial_from(w, "127.0.0.1"); }

static int dial_unix(struct world *w) {
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    memcpy(to.sun_path, w->socket, strlen(w->socket));
    assert_int_equal(connect(fd, (void *)&to, sizeof to), 0);
    return fd;
}

static void say(int fd, const char *text, size_t len) {
    assert_int_equal(send(fd, text, len, MSG_NOSIGNAL), (ssize_t)len);
}

/* Until the other side ends it; -1: it does not, or cuts it. */
static ssize_t hear(struct world *w, int fd, char *out, size_t size) {
    size_t n = 0;
    for (int ms = 0; ms < WAIT_MS; ms += 5) {
        rounds(w, 5);
        ssize_t got;
        while (n + 1 < size && (got = recv(fd, out + n, size - 1 - n, MSG_DONTWAIT)) >= 0) {
            n += (size_t)got;
            out[n] = 0;
            if (got == 0) return (ssize_t)n;
        }
        if (errno != EAGAIN) return -1;
    }
    return -1;
}

static size_t waiting(struct world *w) {
    size_t n;
    gate_connections(w->gate, &n);
    return n;
}
static size_t all(struct world *w) {
    size_t n;
    return gate_connections(w->gate, &n);
}

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

/* ---- the front ---- */

static void the_front_is_handed_on_at_once(void **state) {
    struct world *w = *state;
    struct stat st;
    open_with(w, w->socket, NULL);
    assert_int_equal(stat(w->socket, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0660);
    assert_int_equal(gate_port(w->gate, 0), 0);
    int fd = dial_unix(w);
    rounds(w, 50);
    assert_int_equal(w->n_taken, 1);
    assert_true(w->taken[0]->is_front);
    assert_string_equal(w->taken[0]->text, "");
    close(fd);
    leave_all(w);
    gate_close(w->gate);
    w->gate = NULL;
    assert_int_equal(stat(w->socket, &st), -1);
}

static void a_front_has_more_than_an_address_may(void **state) {
    struct world *w = *state;
    int fds[GATE_OF_ADDRESS_MAX + 10];
    open_with(w, w->socket, NULL);
    for (size_t i = 0; i < sizeof fds / sizeof *fds; i++) {
        fds[i] = dial_unix(w);
        if (i % 100 == 0) rounds(w, 5);
    }
    rounds(w, 50);
    assert_int_equal(w->n_taken, sizeof fds / sizeof *fds);
    for (size_t i = 0; i < sizeof fds / sizeof *fds; i++) close(fds[i]);
}

static void behind_a_front_nobody_else_comes_in(void **state) {
    struct world *w = *state;
    char got[2048];
    open_with(w, "0.0.0.0:0", "127.0.0.7");
    int fd = dial_from(w, "127.0.0.7"), other = dial_from(w, "127.0.0.8");
    say(other, GOOD, strlen(GOOD));
    assert_true(hear(w, other, got, sizeof got) > 0);
    assert_non_null(strstr(got, "403 Forbidden"));
    assert_non_null(strstr(got, "permission_denied"));
    assert_int_equal(w->n_taken, 1);
    assert_true(w->taken[0]->is_front);
    assert_string_equal(w->taken[0]->text, "127.0.0.7");
    assert_int_equal(gate_counts(w->gate)->foreign, 1);
    close(fd);
    close(other);
}

static void a_front_by_ipv6_is_the_same_address(void **state) {
    struct world *w = *state;
    open_with(w, "[::]:0", "::ffff:127.0.0.7"); /* its connections come as mapped addresses */
    int fd = dial_from(w, "127.0.0.7");
    rounds(w, 50);
    assert_int_equal(w->n_taken, 1);
    assert_string_equal(w->taken[0]->text, "127.0.0.7");
    close(fd);
}

/* ---- where it listens ---- */

static void addresses_by_a_table(void **state) {
    struct world *w = *state;
    static const struct {
        const char *listen, *behind;
        int rc;
    } rows[] = {
        {"127.0.0.1:0", NULL, 0},
        {"127.1.2.3:0", NULL, 0},
        {"[::1]:0", NULL, 0},
        {"[::ffff:127.0.0.1]:0", NULL, 0},
        {"0.0.0.0:0", "172.18.0.2", 0},
        {"0.0.0.0:0", NULL, ERR_INVALID},
        {"[::]:0", NULL, ERR_INVALID},
        {"192.0.2.1:8080", NULL, ERR_INVALID},
        {"[2001:db8::1]:8080", NULL, ERR_INVALID},
        {"[::ffff:192.0.2.1]:8080", NULL, ERR_INVALID},
        {"128.0.0.1:8080", NULL, ERR_INVALID},
        {"localhost:8080", NULL, ERR_INVALID},
        {"127.0.0.1", NULL, ERR_INVALID},
        {"127.0.0.1:", NULL, ERR_INVALID},
        {"127.0.0.1:http", NULL, ERR_INVALID},
        {"127.0.0.1:65536", NULL, ERR_INVALID},
        {"127.0.0.1:-1", NULL, ERR_INVALID},
        {"::1:8080", NULL, ERR_INVALID},
        {"[127.0.0.1]:8080", NULL, ERR_INVALID},
        {"[::1]8080", NULL, ERR_INVALID},
        {"[::1", NULL, ERR_INVALID},
        {":8080", NULL, ERR_INVALID},
        {"8080", NULL, ERR_INVALID},
        {"", NULL, ERR_INVALID},
        {"192.0.2.1:8080", "172.18.0.2", ERR_IO}, /* none of this machine */
        {"127.0.0.1:0", "nginx", ERR_INVALID},
        {"127.0.0.1:0", "172.18.0.2:80", ERR_INVALID},
        {"/tmp/sippe-gate-none/a.sock", NULL, ERR_IO},
        {"/tmp", NULL, ERR_BUSY},
        {"/tmp/"
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
         NULL, ERR_INVALID},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct gate *g;
        struct gate_fault fault;
        struct gate_options o = {.loop = &w->loop,
                                 .listen = {"127.0.0.1:0", rows[i].listen},
                                 .n_listen = 2,
                                 .behind = rows[i].behind,
                                 .taken = on_taken,
                                 .owner = w};
        int rc = gate_open(&g, &o, &fault);
        if (rc != rows[i].rc) fail_msg("%s: %d", rows[i].listen, rc);
        assert_int_equal(g != NULL, rc == 0);
        if (rc)
            assert_true(strlen(fault.fr) > 20 && strlen(fault.en) > 20);
        else
            assert_true(gate_port(g, 0) > 0 && gate_port(g, 1) > 0 && gate_port(g, 0) != gate_port(g, 1));
        gate_close(g);
        uv_run(&w->loop, UV_RUN_DEFAULT);
    }
    struct gate *g;
    struct gate_fault fault;
    assert_int_equal(gate_open(&g, &(struct gate_options){.loop = &w->loop, .taken = on_taken}, &fault), ERR_INVALID);
}

static void a_socket_left_behind_is_replaced_a_living_one_not(void **state) {
    struct world *w = *state;
    struct gate *other;
    struct gate_fault fault;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, w->socket, strlen(w->socket));
    int left = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(left, (void *)&address, sizeof address), 0);
    close(left);
    open_with(w, w->socket, NULL);
    struct gate_options o = {.loop = &w->loop, .listen = {w->socket}, .n_listen = 1, .taken = on_taken, .owner = w};
    assert_int_equal(gate_open(&other, &o, &fault), ERR_BUSY);
    int fd = dial_unix(w); /* it was not taken away */
    rounds(w, 30);
    assert_int_equal(w->n_taken, 2); /* the other one looked whether somebody is there */
    close(fd);
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
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_whole_head_is_handed_on_untouched, begin, end),
        cmocka_unit_test_setup_teardown(byte_by_byte_it_is_handed_on_too, begin, end),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_answered, begin, end),
        cmocka_unit_test_setup_teardown(who_still_sends_hears_the_answer, begin, end),
        cmocka_unit_test_setup_teardown(who_lingers_for_ever_is_cut, begin, end),
        cmocka_unit_test_setup_teardown(half_a_head_and_gone, begin, end),
        cmocka_unit_test_setup_teardown(past_the_bounds_503, begin, end),
        cmocka_unit_test_setup_teardown(slow_drips_are_gone_after_ten_seconds, begin, end),
        cmocka_unit_test_setup_teardown(without_descriptors_it_waits, begin, end),
        cmocka_unit_test_setup_teardown(the_front_is_handed_on_at_once, begin, end),
        cmocka_unit_test_setup_teardown(a_front_has_more_than_an_address_may, begin, end),
        cmocka_unit_test_setup_teardown(behind_a_front_nobody_else_comes_in, begin, end),
        cmocka_unit_test_setup_teardown(a_front_by_ipv6_is_the_same_address, begin, end),
        cmocka_unit_test_setup_teardown(addresses_by_a_table, begin, end),
        cmocka_unit_test_setup_teardown(a_socket_left_behind_is_replaced_a_living_one_not, begin, end),
        cmocka_unit_test_setup_teardown(closed_with_some_of_each, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
