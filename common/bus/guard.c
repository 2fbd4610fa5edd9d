/* The ZAP handler (ZeroMQ RFC 27). A question: version, request id, domain, address, routing id, mechanism, key. An
 * answer: version, request id, code, text, user id, metadata. The io thread parks only the handshake that asked.
 *
 *   client                    io thread of libzmq                      loop
 *   HELLO, INITIATE ────────▶ proved its key; parked ──question──▶     known? under which name?
 *   (READY) ◀──────────────── "User-Id" = name  ◀──────── 200 ──────── yes
 *   lies until HANDSHAKE_IVL, then closed, comes again ◀─ 300 ──────── no
 *
 * So a loop that is busy delays those who connect, and nobody else. */
#include <stdlib.h>
#include "bus/internal.h"
#include "sys/clock.h"
#include "sys/random.h"

#define ZAP_ENDPOINT "inproc://zeromq.zap.01" /* libzmq asserts that a REP or ROUTER is bound there */

/* No part of RFC 27 is longer: an address is an IP, a routing id has 255 bytes, a key 32. */
enum { ZAP_PARTS = 7, ZAP_PART_MAX = 256, TEST_MS = 3000 };
enum { AT_VERSION, AT_REQUEST, AT_DOMAIN, AT_ADDRESS, AT_ROUTING, AT_MECHANISM, AT_KEY };

struct bus_guard {
    struct bus_socket socket;
    bus_known_fn known;
    void *owner;
    struct bus_guard_counts counts;
};

struct question {
    uint8_t bytes[ZAP_PARTS][ZAP_PART_MAX];
    size_t len[ZAP_PARTS];
    size_t n; /* ZAP_PARTS + 1: too many, or one too long */
};

static void part_take(struct question *q, zmq_msg_t *frame) {
    size_t len = zmq_msg_size(frame);
    if (q->n >= ZAP_PARTS || len > ZAP_PART_MAX) {
        q->n = ZAP_PARTS + 1;
        return;
    }
    memcpy(q->bytes[q->n], zmq_msg_data(frame), len);
    q->len[q->n++] = len;
}

/* All parts are taken, also of a question that is no good: it must be answered, see below. */
static bool question_receive(void *handle, struct question *q) {
    q->n = 0;
    memset(q->len, 0, sizeof q->len);
    bool more = true;
    while (more) {
        zmq_msg_t frame;
        zmq_msg_init(&frame);
        int n = frame_receive(handle, &frame, &more);
        if (n >= 0) part_take(q, &frame);
        zmq_msg_close(&frame);
        if (n < 0) return false;
    }
    return true;
}

static bool part_is(const struct question *q, size_t at, const char *text) {
    return span_equal(span_of(q->bytes[at], q->len[at]), span_text(text));
}

static bool question_is_valid(const struct question *q) {
    return q->n == ZAP_PARTS && part_is(q, AT_VERSION, "1.0") && part_is(q, AT_MECHANISM, "CURVE") &&
           q->len[AT_KEY] == KEY_LEN;
}

/* Does not wait: there is no water mark, and an answer to who is gone is dropped. */
static void part_send(void *handle, struct span part, int flags) {
    (void)zmq_send(handle, part.data, part.len, flags | ZMQ_DONTWAIT);
}

/* 300 also to what is malformed: 400 and 500 end a client's reconnecting for ever. And always something: a REP receives
 * nothing more until it has answered, so one question without an answer would shut the door for everybody. */
static void answer_send(void *handle, const struct question *q, const char *name) {
    struct span request = q->n > AT_REQUEST ? span_of(q->bytes[AT_REQUEST], q->len[AT_REQUEST]) : span_of("", 0);
    part_send(handle, span_text("1.0"), ZMQ_SNDMORE);
    part_send(handle, request, ZMQ_SNDMORE);
    part_send(handle, span_text(name ? "200" : "300"), ZMQ_SNDMORE);
    part_send(handle, span_text(name ? "OK" : "unknown key"), ZMQ_SNDMORE);
    part_send(handle, span_text(name ? name : ""), ZMQ_SNDMORE);
    part_send(handle, span_text(""), 0);
}

/* The name goes out with every message of that connection; one that could not be a key's admits nobody. */
static void question_answer(struct bus_guard *g, const struct question *q) {
    char name[KEY_NAME_MAX + 1] = "";
    bool valid = question_is_valid(q);
    bool known = valid && g->known(g->owner, q->bytes[AT_KEY], name) && key_name_is_valid(name);
    g->counts.malformed += !valid;
    g->counts.admitted += known;
    g->counts.denied += valid && !known;
    answer_send(g->socket.handle, q, known ? name : NULL);
}

static size_t guard_receive(struct bus_socket *s, size_t max) {
    struct bus_guard *g = (struct bus_guard *)s; /* its first member */
    struct question q;
    size_t n = 0;
    while (n < max && question_receive(s->handle, &q)) {
        question_answer(g, &q);
        n++;
    }
    return n;
}

/* By inproc, so that nobody but this process can ask it or answer for it. */
int guard_open(struct bus *b, bus_known_fn known, void *owner, struct bus_guard **out) {
    struct bus_guard *g = calloc(1, sizeof *g);
    if (!g) return ERR_NOMEM;
    g->known = known;
    g->owner = owner;
    g->socket.receive = guard_receive;
    int zero = 0;
    void *handle = zmq_socket(b->context, ZMQ_REP);
    int rc = !handle || zmq_setsockopt(handle, ZMQ_LINGER, &zero, sizeof zero) < 0 ||
                     zmq_setsockopt(handle, ZMQ_RCVHWM, &zero, sizeof zero) < 0 ||
                     zmq_setsockopt(handle, ZMQ_SNDHWM, &zero, sizeof zero) < 0
                 ? ERR_IO
                 : plan_bind(handle, ZAP_ENDPOINT);
    if (rc == 0) rc = socket_enlist(b, &g->socket, handle, RANK_DOOR);
    if (rc != 0) {
        if (handle) zmq_close(handle);
        free(g);
        return rc;
    }
    *out = g;
    return 0;
}

void guard_close(struct bus_guard *g) {
    if (!g) return;
    socket_delist(&g->socket);
    free(g);
}

const struct bus_guard_counts *guard_counts(const struct bus_guard *g) { return &g->counts; }

/* A server and a stranger on loopback, as the daemon's own will be: by plan_socket, so that what is tried are the
 * options that will be used. What it protects from: a libzmq that takes option 93 and does not heed it, or a key table
 * that says yes to everybody. Either would open the daemon without a sign. */
struct trial {
    struct key_pair server_key, stranger_key;
    void *server, *stranger;
    struct monitor monitor;
};

static int trial_open(struct bus *b, struct trial *t) {
    char endpoint[128];
    size_t len = sizeof endpoint;
    key_pair_new(&t->server_key);
    key_pair_new(&t->stranger_key);
    t->server = plan_socket(b, &(struct socket_plan){.type = ZMQ_ROUTER,
                                                     .own = &t->server_key,
                                                     .domain = "self-test",
                                                     .receive_max = BUS_PUBLIC_MAX,
                                                     .endpoint = "tcp://127.0.0.1:*"});
    if (!t->server || monitor_open(b, &t->monitor, t->server, MONITOR_HANDSHAKES) != 0 ||
        plan_bind(t->server, "tcp://127.0.0.1:*") != 0 ||
        zmq_getsockopt(t->server, ZMQ_LAST_ENDPOINT, endpoint, &len) < 0)
        return ERR_IO;
    t->stranger = plan_socket(b, &(struct socket_plan){.type = ZMQ_DEALER,
                                                       .own = &t->stranger_key,
                                                       .server_key = t->server_key.public_key,
                                                       .receive_max = BUS_PUBLIC_MAX,
                                                       .endpoint = endpoint});
    return t->stranger ? plan_connect(t->stranger, endpoint) : ERR_IO;
}

static void trial_close(struct trial *t) {
    if (t->stranger) zmq_close(t->stranger);
    monitor_close(&t->monitor);
    if (t->server) zmq_close(t->server);
}

/* No loop runs yet, so the guard's own socket is worked by hand, whether or not its descriptor woke. A handshake that
 * is done is a stranger who was admitted; one that was refused counts only if it was the guard that did. */
static int trial_run(struct bus_guard *g, struct trial *t) {
    int64_t until = clock_mono_ms() + TEST_MS;
    while (clock_mono_ms() < until) {
        enum monitor_event event = monitor_next(&t->monitor, NULL);
        if (event == MONITOR_READY) return ERR_DENIED;
        if (event == MONITOR_REFUSED) return g->counts.denied > 0 ? 0 : ERR_IO;
        zmq_pollitem_t items[] = {{.socket = g->socket.handle, .events = ZMQ_POLLIN},
                                  {.socket = t->monitor.pair, .events = ZMQ_POLLIN}};
        (void)zmq_poll(items, 2, 50);
        guard_receive(&g->socket, 16);
    }
    return ERR_TIMEOUT;
}

int guard_test(struct bus *b, struct bus_guard *g) {
    struct trial t = {.server = NULL};
    int rc = trial_open(b, &t);
    if (rc == 0) rc = trial_run(g, &t);
    trial_close(&t);
    g->counts = (struct bus_guard_counts){.admitted = 0};
    return rc;
}
