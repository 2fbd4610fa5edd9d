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
    struct connection_door door;
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

/* Twice the widest window and its pings: libzmq gives room back by halves, so that a queue may be full with half of it
 * under way (pipe.cpp, compute_lwm; with 1,024 a peer that read all the while lost answers at 600, seen under load). It
 * counts messages, large ones too, so that what they weigh is bounded beside it (unread.c). */
static int send_queue(const struct bus_server *s) {
    enum { SEND_QUEUE_INTERNAL = 2048, SEND_QUEUE_PUBLIC = 1200 };
    return s->side == BUS_INTERNAL ? SEND_QUEUE_INTERNAL : SEND_QUEUE_PUBLIC;
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
    struct connection *c = NULL;
    /* on the routing frame the name is NULL once ZMQ_EVENTS was read */
    const char *principal = zmq_msg_gets(payload, "User-Id");
    size_t len = zmq_msg_size(payload);
    if (!route_of(routing, &route.peer))
        s->counts.refused_route++;
    else if (len > receive_max(s))
        s->counts.refused_size++;
    else if (!principal || !key_name_is_valid(principal))
        s->counts.refused_nameless++;
    else if (!(c = connection_of(s->bus, &s->door, route.peer, payload, principal)))
        s->counts.refused_gone++;
    else {
        s->counts.received++;
        s->received(s->owner, &(struct bus_message){route, principal, &c->tag, span_of(zmq_msg_data(payload), len)});
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
    struct receiving r = receiving_begin(max);
    size_t n = 0;
    for (bool on = true; on;) {
        zmq_msg_t routing, payload;
        zmq_msg_init(&routing);
        zmq_msg_init(&payload);
        bool got = message_receive(s, &routing, &payload);
        n += got;
        on = got && receiving_goes_on(&r, zmq_msg_size(&payload));
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
                                                             .send_queue = send_queue(s),
                                                             .endpoint = s->endpoint});
    if (!handle) return ERR_IO;
    int rc = door_open(s->bus, &s->door, handle); /* before anybody can connect */
    if (rc == 0) rc = plan_bind(handle, s->endpoint);
    if (rc == 0) rc = endpoint_read(s, handle);
    if (rc == 0) rc = socket_enlist(s->bus, &s->socket, handle, s->side == BUS_INTERNAL ? RANK_INTERNAL : RANK_PUBLIC);
    if (rc != 0) {
        door_close(&s->door);
        zmq_close(handle);
    }
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
    s->door.side = o->side;
    s->door.allowed = o->allowed;
    s->door.closed = o->closed;
    s->door.owner = o->owner;
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
    door_close(&s->door);
    socket_delist(&s->socket);
    key_wipe(&s->own);
    free(s);
}

static bool route_send(struct bus_server *s, const uint8_t routing[ROUTING_LEN]) {
    return zmq_send(s->socket.handle, routing, ROUTING_LEN, ZMQ_SNDMORE | ZMQ_DONTWAIT) >= 0;
}

/* ROUTER_MANDATORY: the routing frame fails, with EHOSTUNREACH for who is gone, with EAGAIN for who has not read
 * hundreds of messages. The latter is asked again when libzmq has taken in what it was told meanwhile, as zmq_send does
 * so once a millisecond only; then it is cut, or its answers would be lost one by one. When the routing frame is taken,
 * so is the payload. */
static bool send_both(struct bus_server *s, struct bus_route to, struct connection *c, struct span payload) {
    uint8_t routing[ROUTING_LEN];
    route_bytes(to, routing);
    bool taken = route_send(s, routing);
    if (!taken && errno == EAGAIN) {
        (void)handle_events(s->socket.handle);
        taken = route_send(s, routing);
    }
    if (!taken && errno == EAGAIN) connection_cut(s->bus->connections, c, BUS_CUT_UNREAD);
    return taken && zmq_send(s->socket.handle, payload.data, payload.len, ZMQ_DONTWAIT) >= 0;
}

/* Never waits, and keeps nothing: a reply is remembered by the engine, a feed stands in the journal, and whoever misses
 * one asks again. */
int bus_server_send(struct bus_server *s, struct bus_route to, struct span payload) {
    if (payload.len > send_max(s)) return ERR_INVALID;
    bool ours = s->socket.handle && to.side == (uint8_t)s->side;
    struct connection *c = ours ? connection_find(s->bus->connections, &s->door, to.peer) : NULL;
    if (!c || !send_both(s, to, c, payload)) {
        s->counts.dropped++;
        return ERR_CLOSED;
    }
    connection_given(s->bus->connections, c, payload.len);
    s->counts.sent++;
    return 0;
}

/* The sum may be too high, and is asked of the kernel only when it matters. */
bool bus_server_stalled(struct bus_server *s, struct bus_route who) {
    struct connection *c = connection_find(s->bus->connections, &s->door, who.peer);
    return c && c->unread > BUS_UNREAD_WAITS && unread_look(s->bus->connections, c) > BUS_UNREAD_WAITS;
}

const char *bus_server_endpoint(const struct bus_server *s) { return s->endpoint; }
const struct bus_server_counts *bus_server_counts(const struct bus_server *s) { return &s->counts; }
