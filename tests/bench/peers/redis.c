/* bench-redis PORT CONNECTIONS IN-FLIGHT SECONDS: XADD of one request's bytes under a unique request id, so many
 * unanswered in all, spread over the connections (pipelined on each). The server is started with appendfsync always. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include "samples.h"
#include "work.h"

enum { OUT = 256 << 10 };

struct connection {
    int fd;
    int64_t *sent_us;
    size_t first, n, out_len;
    char out[OUT];
};

static struct work work;
static size_t depth, n_sent;
static struct samples samples;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void open_one(struct connection *c, uint16_t port) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int one = 1;
    c->fd = socket(AF_INET, SOCK_STREAM, 0);
    c->sent_us = calloc(depth, sizeof *c->sent_us);
    if (c->fd < 0 || !c->sent_us || connect(c->fd, (struct sockaddr *)&to, sizeof to)) fail("redis: connecting");
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

static void add_one(struct connection *c) {
    struct span body = work_body(&work, n_sent);
    char id[33];
    snprintf(id, sizeof id, "%016llx%016llx", (unsigned long long)samples_now_us(), (unsigned long long)n_sent++);
    int len =
        snprintf(c->out + c->out_len, OUT - c->out_len,
                 "*7\r\n$4\r\nXADD\r\n$9\r\nscreening\r\n$1\r\n*\r\n$2\r\nid\r\n$32\r\n%s\r\n$4\r\nbody\r\n$%zu\r\n",
                 id, body.len);
    c->out_len += (size_t)len;
    if (c->out_len + body.len + 2 > OUT) fail("redis: too many at once");
    memcpy(c->out + c->out_len, body.data, body.len);
    memcpy(c->out + c->out_len + body.len, "\r\n", 2);
    c->out_len += body.len + 2;
    c->sent_us[(c->first + c->n++) % depth] = samples_now_us();
}

static void flush_out(struct connection *c) {
    for (size_t at = 0; at < c->out_len;) {
        ssize_t n = write(c->fd, c->out + at, c->out_len - at);
        if (n <= 0) fail("redis: sending");
        at += (size_t)n;
    }
    c->out_len = 0;
}

/* An answer is "$18\r\n1700000000000-0\r\n": one '$' each; '-' at a line's start is an error. */
static void take(struct connection *c) {
    char in[16 << 10];
    ssize_t n = read(c->fd, in, sizeof in);
    if (n <= 0) fail("redis: receiving");
    for (ssize_t i = 0; i < n; i++) {
        if (in[i] == '-' && (i == 0 || in[i - 1] == '\n')) {
            fprintf(stderr, "redis: %.*s\n", (int)(n - i), in + i);
            exit(1);
        }
        if (in[i] != '$') continue;
        samples_add(&samples, samples_now_us() - c->sent_us[c->first]);
        c->first = (c->first + 1) % depth;
        c->n--;
    }
}

int main(int argc, char **argv) {
    if (argc != 5) return 2;
    size_t n = strtoul(argv[2], NULL, 10), in_flight = strtoul(argv[3], NULL, 10);
    depth = in_flight / n;
    struct connection *list = calloc(n, sizeof *list);
    struct pollfd *fds = calloc(n, sizeof *fds);
    if (!list || !fds || !depth) return 2;
    for (size_t i = 0; i < n; i++) open_one(&list[i], (uint16_t)strtoul(argv[1], NULL, 10));
    work_make(&work, 1, WORK_MAX, (day)(time(NULL) / 86400));
    int64_t began = samples_now_us(), until = began + (int64_t)(strtod(argv[4], NULL) * 1e6);
    while (samples_now_us() < until) {
        for (size_t i = 0; i < n; i++) {
            while (list[i].n < depth) add_one(&list[i]);
            flush_out(&list[i]);
            fds[i] = (struct pollfd){.fd = list[i].fd, .events = POLLIN};
        }
        if (poll(fds, n, 1000) < 0) fail("poll");
        for (size_t i = 0; i < n; i++)
            if (fds[i].revents & POLLIN) take(&list[i]);
    }
    samples_print(&samples, "redis", in_flight, (double)(samples_now_us() - began) / 1e6);
    return 0;
}
