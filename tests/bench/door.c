/* What tests/bench/door says to a gateway, and to the daemon behind it, by the same measure.
 *   bench-door bus ENDPOINT FOLDER KEY METHOD BODIES IN-FLIGHT SECONDS    over CURVE, by FOLDER/KEY.key
 *   bench-door http WHERE HEAD PATH BODIES IN-FLIGHT SECONDS              WHERE: a Unix socket, whose connections are kept
 *                                                    as a front keeps them; or a port, a connection for each request
 * BODIES: each behind its length (32 bits, little endian); where the last was said, it ends, or, of one, never. */
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include "base/message.h"
#include "bus/client.h"
#include "keys/key.h"
#include "samples.h"
#include "sys/file.h"
#include "sys/random.h"

enum { IN_FLIGHT_MAX = 512, ANSWER_MAX = 1 << 20, HEAD_MAX = 8192, SILENCE_US = 15000000 };

static void fail(const char *what, int err) {
    fprintf(stderr, "bench-door: %s (%d)\n", what, err);
    exit(1);
}

/* ---- what is said ---- */

struct script {
    struct span all;
    size_t at, n_said;
    bool again; /* one alone is said again and again */
    size_t in_flight;
    int64_t began_us, until_us;
    struct samples samples;
    size_t refused;
};

static uint32_t length_at(struct span all, size_t at) {
    const uint8_t *p = all.data + at;
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static void script_read(struct script *s, struct arena *a, char **argv) {
    if (file_read(a, argv[0], 1 << 30, &s->all)) fail(argv[0], 0);
    s->again = s->all.len == 4 + length_at(s->all, 0);
    s->in_flight = strtoul(argv[1], NULL, 10);
    if (s->in_flight == 0 || s->in_flight > IN_FLIGHT_MAX) fail("in flight", 0);
    s->began_us = samples_now_us();
    s->until_us = s->began_us + (int64_t)(strtod(argv[2], NULL) * 1e6);
}

static bool script_next(struct script *s, struct span *body) {
    if (samples_now_us() >= s->until_us) return false;
    if (s->at >= s->all.len) {
        if (!s->again) return false;
        s->at = 0;
    }
    *body = span_of(s->all.data + s->at + 4, length_at(s->all, s->at));
    s->at += 4 + body->len;
    s->n_said++;
    return true;
}

static int script_end(struct script *s, const char *what) {
    samples_print(&s->samples, what, s->in_flight, (double)(samples_now_us() - s->began_us) / 1e6);
    if (s->refused) fprintf(stderr, "bench-door: %zu of %zu refused\n", s->refused, s->samples.n);
    bool good = s->samples.n > 0 && s->refused == 0;
    samples_close(&s->samples);
    return !good;
}

/* ---- the bus ---- */

struct flight {
    struct id id;
    int64_t sent_us;
};

struct talk {
    struct script script;
    struct flight flights[IN_FLIGHT_MAX];
    size_t n;
};

static void replied(void *owner, const sippe__reply *r) {
    struct talk *t = owner;
    for (size_t i = 0; i < t->n; i++) {
        if (!span_equal(span_pb(r->request_id), id_span(&t->flights[i].id))) continue;
        samples_add(&t->script.samples, samples_now_us() - t->flights[i].sent_us);
        t->flights[i] = t->flights[--t->n];
        if (r->status->code != CODE_OK && t->script.refused++ == 0) fprintf(stderr, "%s\n", r->status->message_en);
        return;
    }
}

static struct key_file key_of(const char *folder, const char *name) {
    struct key_file k;
    struct line_fault fault;
    char path[600];
    snprintf(path, sizeof path, "%s/%s.key", folder, name);
    int err = key_secret_load(path, &k, &fault);
    if (err) fail(path, err);
    return k;
}

static int over_bus(char **argv) {
    static struct talk t;
    struct key_file server = key_of(argv[1], "intake"), own = key_of(argv[1], argv[2]);
    struct bus_client_options o = {
        .endpoint = argv[0], .server_key = server.pair.public_key, .own = &own.pair, .reply = replied, .owner = &t};
    struct bus *bus;
    struct bus_client *client;
    struct arena a;
    struct span body;
    arena_init(&a);
    int err = bus_open(&bus);
    if (!err) err = bus_client_open(bus, &o, &client);
    if (!err) err = bus_client_connect(client, 6000);
    if (err) fail(argv[0], err);
    script_read(&t.script, &a, argv + 4);
    for (bool more = true; more || t.n;) {
        while (t.n < t.script.in_flight && (more = script_next(&t.script, &body))) {
            struct bus_request r = {.method = argv[3], .body = body, .id = random_id()};
            t.flights[t.n++] = (struct flight){r.id, samples_now_us()};
            if (bus_client_send(client, &r)) fail("send", 0);
        }
        if (bus_client_poll(client, 100) < 0) fail("denied", 0);
        if (samples_now_us() > t.script.until_us + SILENCE_US) fail("no answer", (int)t.n);
    }
    bus_client_close(client);
    bus_close(bus);
    arena_close(&a);
    return script_end(&t.script, "bus");
}

/* ---- HTTP ---- */

struct connection {
    int fd; /* -1: none */
    int64_t sent_us;
    size_t n;
    char *got;
};

struct caller {
    struct script script;
    const char *where, *path;
    struct span head;
    bool kept;
    struct connection connections[IN_FLIGHT_MAX];
    struct pollfd polls[IN_FLIGHT_MAX];
    size_t busy;
};

static int connection_open(const struct caller *c) {
    struct sockaddr_un by_path = {.sun_family = AF_UNIX};
    struct sockaddr_in by_port = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(c->where)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    snprintf(by_path.sun_path, sizeof by_path.sun_path, "%s", c->where);
    int fd = socket(c->kept ? AF_UNIX : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const struct sockaddr *to = c->kept ? (struct sockaddr *)&by_path : (struct sockaddr *)&by_port;
    if (fd < 0 || connect(fd, to, c->kept ? sizeof by_path : sizeof by_port)) fail(c->where, fd);
    return fd;
}

static void connection_say(struct caller *c, size_t i, struct span body) {
    struct connection *one = &c->connections[i];
    static char text[HEAD_MAX + (256 << 10)];
    int n = snprintf(text, HEAD_MAX, "POST %s HTTP/1.1\r\n%.*sContent-Length: %zu\r\n\r\n", c->path, (int)c->head.len,
                     (const char *)c->head.data, body.len);
    memcpy(text + n, body.data, body.len);
    one->sent_us = samples_now_us();
    if (one->fd < 0) one->fd = connection_open(c);
    size_t len = (size_t)n + body.len;
    if (send(one->fd, text, len, MSG_NOSIGNAL) != (ssize_t)len) fail("send", (int)i);
    one->n = 0;
    c->polls[i] = (struct pollfd){.fd = one->fd, .events = POLLIN};
    c->busy++;
}

/* All of it is there, by its own length. */
static bool is_whole(struct connection *one) {
    one->got[one->n] = 0;
    const char *end = strstr(one->got, "\r\n\r\n"), *length = strcasestr(one->got, "\r\nContent-Length:");
    if (!end || !length || length > end) return false;
    return one->n >= (size_t)(end + 4 - one->got) + strtoul(length + 17, NULL, 10);
}

static void connection_hear(struct caller *c, size_t i) {
    struct connection *one = &c->connections[i];
    ssize_t n = recv(one->fd, one->got + one->n, ANSWER_MAX - 1 - one->n, 0);
    if (n <= 0) fail("no whole answer", (int)one->n);
    one->n += (size_t)n;
    if (!is_whole(one)) return;
    samples_add(&c->script.samples, samples_now_us() - one->sent_us);
    if (strncmp(one->got, "HTTP/1.1 200 ", 13) != 0 && c->script.refused++ == 0) fprintf(stderr, "%s\n", one->got);
    c->polls[i].fd = -1;
    c->busy--;
    if (c->kept) return;
    close(one->fd);
    one->fd = -1;
}

static void connections_fill(struct caller *c, bool *more) {
    struct span body;
    for (size_t i = 0; *more && i < c->script.in_flight; i++)
        if (c->polls[i].fd < 0 && (*more = script_next(&c->script, &body))) connection_say(c, i, body);
}

static int over_http(char **argv) {
    static struct caller c;
    struct arena a;
    arena_init(&a);
    c.where = argv[0];
    c.kept = argv[0][0] == '/';
    c.path = argv[2];
    if (file_read(&a, argv[1], HEAD_MAX / 2, &c.head)) fail(argv[1], 0);
    script_read(&c.script, &a, argv + 3);
    for (size_t i = 0; i < c.script.in_flight; i++) {
        c.polls[i].fd = c.connections[i].fd = -1;
        c.connections[i].got = malloc(ANSWER_MAX);
        if (!c.connections[i].got) fail("memory", 0);
    }
    for (bool more = true; more || c.busy;) {
        connections_fill(&c, &more);
        if (c.busy && poll(c.polls, c.script.in_flight, 20000) <= 0) fail("no answer", (int)c.busy);
        for (size_t i = 0; i < c.script.in_flight; i++)
            if (c.polls[i].fd >= 0 && c.polls[i].revents) connection_hear(&c, i);
    }
    for (size_t i = 0; i < c.script.in_flight; i++) {
        if (c.connections[i].fd >= 0) close(c.connections[i].fd);
        free(c.connections[i].got);
    }
    arena_close(&a);
    return script_end(&c.script, c.kept ? "http, kept" : "http, one each");
}

int main(int argc, char **argv) {
    if (argc == 9 && strcmp(argv[1], "bus") == 0) return over_bus(argv + 2);
    if (argc == 8 && strcmp(argv[1], "http") == 0) return over_http(argv + 2);
    fprintf(stderr, "bench-door bus | http: see the source\n");
    return 2;
}
