#include "bus/server.h"

#include <errno.h>
#include <stdlib.h>
#include "bus/internal.h"

enum { ROUTING_LEN = 5, ENDPOINT_MAX = 256 };

struct bus_server {
    struct bus_socket socket;
    struct bus *bus;
    enum bus_side side;
    struct key_pair own;
    char endpoint[ENDPOINT_MAX]; /* after the first bind: with the port */
    void (*received)(void *owner, const struct bus_message *m);
    void *owner;
    struct bus_server_counts counts;
};

static size_t receive_max(const struct bus_server *s) {
    return s->side == BUS_INTERNAL ? BUS_INTERNAL_MAX : BUS_PUBLIC_MAX;
}
static size_t send_max(const struct bus_server *s) {
    return s->side == BUS_INTERNAL ? BUS_INTERNAL_MAX : BUS_PUBLIC_SEND_MAX;
}

/* libzmq's own form: a zero and its number of the connection, big-endian. Who chose an id gets no further, unless it is
 * one of this form that was free: hence a route says where an answer goes, and not who asked. */
static bool route_of(zmq_msg_t *frame, uint32_t *peer) {
    const uint8_t *bytes = zmq_msg_data(frame);
    if (zmq_msg_size(frame) != ROUTING_LEN || bytes[0] != 0) return false;
    *peer = (uint32_t)bytes[1] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 8 | bytes[4];
    return true;
}

static void route_bytes(struct bus_route r, uint8_t out[ROUTING_LEN]) {
    out[0] = 0;
    for (int i = 0; i < 4; i++) out[1 + i] = (uint8_t)(r.peer >> (24 - 8 * i));
}

/* The size again: libzmq's limit is wider (FRAME_OVERHEAD). A message without a name cannot come from a guarded socket,
 * and is refused all the same: everything behind rests on the name. */
static void message_take(struct bus_server *s, zmq_msg_t *routing, zmq_msg_t *payload) {
    struct bus_route route = {.side = (uint8_t)s->side};
    /* on the routing frame the name is NULL once ZMQ_EVENTS was read */
    const char *principal = zmq_msg_gets(payload, "User-Id");
    size_t len = zmq_msg_size(payload);
    if (!route_of(routing, &route.peer))
        s->counts.refused_route++;
    else if (len > receive_max(s))
        s->counts.refused_size++;
    else if (!principal || !key_name_is_valid(principal))
        s->counts.refused_nameless++;
    else {
        s->counts.received++;
        s->received(s->owner, &(struct bus_message){route, principal, span_of(zmq_msg_data(payload), len)});
    }
}

/* One whole message; false when there is none. Its frames are drained here, or the next message would begin with the
 * rest of this one. */
static bool message_receive(struct bus_server *s, zmq_msg_t *routing, zmq_msg_t *payload) {
    bool more = false;
    if (frame_receive(s->socket.handle, routing, &more) < 0) return false;
    if (more && frame_receive(s->socket.handle, payload, &more) >= 0 && !more) {
        message_take(s, routing, payload);
        return true;
    }
    s->counts.refused_parts++;
    if (more) frames_drain(s->socket.handle);
    return true;
}

static size_t server_receive(struct bus_socket *socket, size_t max) {
    struct bus_server *s = (struct bus_server *)socket; /* its first member */
    size_t n = 0;
    bool got = true;
    while (got && n < max) {
        zmq_msg_t routing, payload;
        zmq_msg_init(&routing);
        zmq_msg_init(&payload);
        got = message_receive(s, &routing, &payload);
        n += got;
        zmq_msg_close(&payload);
        zmq_msg_close(&routing);
    }
    return n;
}

static int endpoint_read(struct bus_server *s, void *handle) {
    size_t len = sizeof s->endpoint;
    return zmq_getsockopt(handle, ZMQ_LAST_ENDPOINT, s->endpoint, &len) < 0 ? ERR_IO : 0;
}

/* The endpoint that it was bound to is read back: with port *, it has the port from then on. Enlisted last, so that a
 * socket that failed was never the loop's. */
static int server_bind(struct bus_server *s) {
    void *handle = plan_socket(s->bus, &(struct socket_plan){.type = ZMQ_ROUTER,
                                                             .own = &s->own,
                                                             .domain = s->side == BUS_INTERNAL ? "internal" : "public",
                                                             .receive_max = receive_max(s),
                                                             .endpoint = s->endpoint});
    if (!handle) return ERR_IO;
    int rc = plan_bind(handle, s->endpoint);
    if (rc == 0) rc = endpoint_read(s, handle);
    if (rc == 0) rc = socket_enlist(s->bus, &s->socket, handle);
    if (rc != 0) zmq_close(handle);
    return rc;
}

int bus_server_open(struct bus *b, const struct bus_server_options *o, struct bus_server **out) {
    size_t len = strlen(o->endpoint);
    if (!b->guard || len >= ENDPOINT_MAX) return ERR_INVALID;
    struct bus_server *s = calloc(1, sizeof *s);
    if (!s) return ERR_NOMEM;
    s->bus = b;
    s->side = o->side;
    s->own = *o->own;
    s->received = o->received;
    s->owner = o->owner;
    s->socket.receive = server_receive;
    memcpy(s->endpoint, o->endpoint, len + 1);
    int rc = server_bind(s);
    if (rc != 0) {
        bus_server_close(s);
        return rc;
    }
    *out = s;
    return 0;
}

void bus_server_close(struct bus_server *s) {
    if (!s) return;
    socket_delist(&s->socket);
    key_wipe(&s->own);
    free(s);
}

/* Never waits, and keeps nothing: a reply is remembered by the engine, a feed stands in the journal, and whoever misses
 * one asks again. */
int bus_server_send(struct bus_server *s, struct bus_route to, struct span payload) {
    uint8_t routing[ROUTING_LEN];
    if (payload.len > send_max(s)) return ERR_INVALID;
    route_bytes(to, routing);
    bool reachable = s->socket.handle && to.side == (uint8_t)s->side;
    /* ROUTER_MANDATORY: the routing frame fails with EHOSTUNREACH or EAGAIN; when it is taken, so is the payload */
    if (!reachable || zmq_send(s->socket.handle, routing, ROUTING_LEN, ZMQ_SNDMORE | ZMQ_DONTWAIT) < 0 ||
        zmq_send(s->socket.handle, payload.data, payload.len, ZMQ_DONTWAIT) < 0) {
        s->counts.dropped++;
        return ERR_CLOSED;
    }
    s->counts.sent++;
    return 0;
}

const char *bus_server_endpoint(const struct bus_server *s) { return s->endpoint; }
const struct bus_server_counts *bus_server_counts(const struct bus_server *s) { return &s->counts; }
