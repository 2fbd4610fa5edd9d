/* The gate in a test: real sockets on the loopback, clients in the same thread. */
#pragma once
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

/* Not each test uses all of it. */
#define HOLDER __attribute__((unused)) static

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

HOLDER void on_taken(void *owner, const struct gate_guest *guest) {
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

HOLDER int begin(void **state) {
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

HOLDER void leave_all(struct world *w) {
    for (size_t i = 0; !w->answers && i < w->n_taken; i++) {
        close(w->taken[i]->fd);
        gate_left(w->taken[i]);
    }
    w->n_taken = 0;
}

HOLDER int end(void **state) {
    struct world *w = *state;
    if (!w->leaves_late) leave_all(w);
    gate_close(w->gate);
    uv_run(&w->loop, UV_RUN_DEFAULT);
    if (w->leaves_late) leave_all(w);
    unlink(w->socket);
    return uv_loop_close(&w->loop);
}

HOLDER void open_with(struct world *w, const char *listen, const char *behind) {
    struct gate_fault fault;
    struct gate_options o = {
        .loop = &w->loop, .listen = {listen}, .n_listen = 1, .behind = behind, .taken = on_taken, .owner = w};
    if (gate_open(&w->gate, &o, &fault)) fail_msg("%s: %s", listen, fault.en);
}

/* ---- clients: in the same thread, so the loop runs between what they do ---- */

HOLDER void on_timer(uv_timer_t *timer) { *(bool *)timer->data = true; }

/* How often the loop woke. */
HOLDER int rounds(struct world *w, uint64_t ms) {
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

HOLDER int dial_from(struct world *w, const char *from) {
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
HOLDER int dial(struct world *w) { return dial_from(w, "127.0.0.1"); }

HOLDER int dial_unix(struct world *w) {
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    memcpy(to.sun_path, w->socket, strlen(w->socket));
    assert_int_equal(connect(fd, (void *)&to, sizeof to), 0);
    return fd;
}

HOLDER void say(int fd, const char *text, size_t len) {
    assert_int_equal(send(fd, text, len, MSG_NOSIGNAL), (ssize_t)len);
}

/* Until the other side ends it; -1: it does not, or cuts it. */
HOLDER ssize_t hear(struct world *w, int fd, char *out, size_t size) {
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

HOLDER size_t waiting(struct world *w) {
    size_t n;
    gate_connections(w->gate, &n);
    return n;
}
HOLDER size_t all(struct world *w) {
    size_t n;
    return gate_connections(w->gate, &n);
}

#define STAGE_TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
