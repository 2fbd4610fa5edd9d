#include "bus/link.h"

#include <assert.h>
#include <stdlib.h>
#include "bus/internal.h"
#include "bus/lookup.h"
#include "proto/envelope.h"

/* RECONNECT_MS: a peer that comes back is found within some 300 ms. A try costs a SYN; a client may give up longer. */
enum { PING_MAX = 32, RECONNECT_MS = 200 };
enum { PONG_TAG = SIPPE__ENVELOPE__CONTENT_PONG << 3 | 2, NONCE_TAG = 1 << 3 };

/* The link's ear at libzmq: it says when a connection stands, and when it is gone. */
struct link_door {
    struct bus_socket socket; /* of the monitor */
    struct monitor monitor;
    struct bus_link *link;
};

struct bus_link {
    struct bus_socket socket;
    struct link_door door;
    struct bus *bus;
    struct place place;
    struct server_keys keys;
    struct key_pair own;
    int64_t ping_ms, silence_ms;
    int64_t now_ms, pinged_ms, heard_ms; /* of the last tick; 0: not yet */
    uint64_t nonce;
    bool heard_since_tick, is_up;
    bool heard_here; /* on this socket */
    bool connected;  /* the handshake is done, and libzmq has told us so */
    size_t send_max;
    void (*received)(void *owner, struct span payload);
    void (*up)(void *owner);
    void *owner;
    struct bus_link_counts counts;
};

/* A packed Envelope that holds a Pong and nothing else; told by its bytes, as the owner unpacks the others itself.
 * Anything else that looks like one is at worst a frame that the owner does not see, from a peer whose key we know. */
static bool is_pong(struct span p) {
    return p.len >= 2 && p.len <= PING_MAX && p.data[0] == PONG_TAG && p.data[1] == p.len - 2 &&
           (p.len == 2 || p.data[2] == NONCE_TAG);
}

/* The time is that of the next tick: a link has no clock. */
static void frame_take(struct bus_link *l, struct span payload) {
    l->heard_since_tick = true;
    l->counts.received++;
    if (!is_pong(payload)) l->received(l->owner, payload);
}

/* Also what is refused counts as taken: a step that gave 0 would say that nothing is left. */
static bool frame_next(struct bus_link *l, zmq_msg_t *frame) {
    bool more = false;
    if (frame_receive(l->socket.handle, frame, &more) < 0) return false;
    if (more || zmq_msg_size(frame) > BUS_INTERNAL_MAX) {
        l->counts.refused++;
        if (more) frames_drain(l->socket.handle);
    } else
        frame_take(l, span_of(zmq_msg_data(frame), zmq_msg_size(frame)));
    return true;
}

static size_t link_receive(struct bus_socket *socket, size_t max) {
    struct bus_link *l = (struct bus_link *)socket; /* its first member */
    struct receiving r = receiving_begin(max);
    size_t n = 0;
    for (bool on = true; on;) {
        zmq_msg_t frame;
        zmq_msg_init(&frame);
        bool got = frame_next(l, &frame);
        n += got;
        on = got && receiving_goes_on(&r, zmq_msg_size(&frame));
        zmq_msg_close(&frame);
    }
    return n;
}

/* With IMMEDIATE there is nothing to queue to before a handshake is done, so zmq_send says EAGAIN. It could send a
 * little before we hear of the handshake: that is held back, or the owner would send it again when told so. */
int bus_link_send(struct bus_link *l, struct span payload) {
    if (payload.len > l->send_max) return ERR_INVALID;
    socket_used(&l->socket);
    if (!l->connected || zmq_send(l->socket.handle, payload.data, payload.len, ZMQ_DONTWAIT) < 0) return ERR_BUSY;
    l->counts.sent++;
    return 0;
}

/* Built on the stack, because a link has no arena. One that could not be sent is not waited for; the silence counts. */
static void ping_send(struct bus_link *l) {
    uint8_t packed[PING_MAX];
    sippe__ping ping = SIPPE__PING__INIT;
    sippe__envelope envelope = SIPPE__ENVELOPE__INIT;
    ping.nonce = l->nonce + 1;
    envelope.content_case = SIPPE__ENVELOPE__CONTENT_PING;
    envelope.ping = &ping;
    assert(protobuf_c_message_get_packed_size(&envelope.base) <= sizeof packed);
    if (bus_link_send(l, span_of(packed, protobuf_c_message_pack(&envelope.base, packed))) != 0) return;
    l->nonce++;
    l->pinged_ms = l->now_ms;
    l->counts.pings++;
}

/* ---- the door ---- */

/* The ping is for silence to be counted from; what the owner sends need not wait for its answer. To look at the events
 * takes the new connection in: zmq_send by itself does so once a millisecond. */
static void connected(struct bus_link *l) {
    l->connected = true;
    socket_used(&l->socket);
    (void)handle_events(l->socket.handle);
    ping_send(l);
    l->counts.connected++;
    if (l->up) l->up(l->owner);
}

static size_t door_receive(struct bus_socket *socket, size_t max) {
    struct link_door *d = (struct link_door *)socket; /* its first member */
    size_t n = 0;
    for (enum monitor_event e; n < max && (e = monitor_next(&d->monitor, NULL)) != MONITOR_NOTHING; n++) {
        if (e == MONITOR_CLOSED) d->link->connected = false;
        if (e == MONITOR_READY) connected(d->link);
    }
    return n;
}

static int link_door_open(struct bus_link *l, void *watched) {
    struct link_door *d = &l->door;
    int rc = monitor_open(l->bus, &d->monitor, watched, MONITOR_UP);
    if (rc) return rc;
    d->link = l;
    d->socket.receive = door_receive;
    d->socket.rests = true;
    rc = socket_enlist(l->bus, &d->socket, d->monitor.pair, RANK_DOOR);
    if (rc) monitor_close(&d->monitor);
    return rc;
}

/* The pair is the list's to close, and libzmq ends its side first. */
static void socket_drop(struct bus_link *l) {
    if (l->door.socket.handle) zmq_socket_monitor(l->door.monitor.watched, NULL, 0);
    socket_delist(&l->door.socket);
    socket_delist(&l->socket);
    l->connected = false;
}

/* Connecting goes on in the io thread; this fails only for the endpoint's text or for want of descriptors. A name that
 * has no address yet is asked for again by the next tick. */
static int link_connect(struct bus_link *l) {
    const char *address = place_address(&l->place);
    if (!address) return 0;
    void *handle = plan_socket(l->bus, &(struct socket_plan){.type = ZMQ_DEALER,
                                                             .own = &l->own,
                                                             .server_key = l->keys.first,
                                                             .receive_max = BUS_INTERNAL_MAX,
                                                             .reconnect_ms = RECONNECT_MS,
                                                             .endpoint = address});
    if (!handle) return ERR_IO;
    int rc = socket_enlist(l->bus, &l->socket, handle, RANK_LINK);
    if (rc != 0) zmq_close(handle);
    if (rc == 0) rc = link_door_open(l, handle);
    if (rc == 0) rc = plan_connect(handle, address);
    if (rc != 0) socket_drop(l);
    return rc;
}

int bus_link_open(struct bus *b, const struct bus_link_options *o, struct bus_link **out) {
    struct bus_link *l = calloc(1, sizeof *l);
    if (!l) return ERR_NOMEM;
    l->bus = b;
    l->own = *o->own;
    l->ping_ms = o->ping_ms ? o->ping_ms : BUS_LINK_PING_MS;
    l->silence_ms = o->silence_ms ? o->silence_ms : BUS_LINK_SILENCE_MS;
    l->send_max = o->send_max ? o->send_max : BUS_INTERNAL_MAX;
    l->received = o->received;
    l->up = o->up;
    l->owner = o->owner;
    l->socket.receive = link_receive;
    l->socket.rests = true;
    server_keys_set(&l->keys, o->server_key, o->next_key);
    int rc = place_open(&l->place, o->endpoint);
    if (rc == 0) rc = link_connect(l);
    if (rc != 0) {
        bus_link_close(l);
        return rc;
    }
    *out = l;
    return 0;
}

void bus_link_close(struct bus_link *l) {
    if (!l) return;
    socket_drop(l);
    place_close(&l->place);
    key_wipe(&l->own);
    free(l);
}

/* The silence allowed begins anew, or a slow handshake would be cut by the next tick; and a ping goes out at once. */
static int link_remake(struct bus_link *l) {
    l->counts.remade += l->socket.handle != NULL;
    socket_drop(l);
    l->heard_ms = l->now_ms;
    l->heard_here = false;
    l->pinged_ms = 0;
    return link_connect(l);
}

/* With two keys a wrong one costs no more than it takes to be sure: a handshake is some milliseconds, a pong missing is
 * more than a ping's time. */
static int64_t silence_allowed(const struct bus_link *l) {
    if (!l->keys.has_other) return l->silence_ms;
    return l->heard_here ? 2 * l->silence_ms / 5 : l->silence_ms / 10;
}

/* What came since the last tick counts from now, not from when it came: a silence is noticed up to a tick too late, and
 * never too early. */
int bus_link_tick(struct bus_link *l, int64_t now_ms) {
    if (l->heard_ms == 0) l->heard_ms = now_ms; /* the silence allowed begins with the first tick */
    l->now_ms = now_ms;
    if (l->heard_since_tick) {
        l->heard_ms = now_ms;
        l->heard_since_tick = false;
        l->heard_here = true;
        l->is_up = true;
    }
    int64_t silent_ms = now_ms - l->heard_ms;
    if (silent_ms >= l->silence_ms / 2) place_renew(&l->place); /* a peer that moved is found before it is given up */
    bool is_silent = silent_ms >= silence_allowed(l);
    if (is_silent || !l->socket.handle || place_moved(&l->place)) {
        l->is_up = false;
        if (is_silent) server_keys_turn(&l->keys);
        return link_remake(l);
    }
    if (l->pinged_ms == 0 || now_ms - l->pinged_ms >= l->ping_ms) ping_send(l);
    return 0;
}

bool bus_link_is_up(const struct bus_link *l) { return l->is_up; }
bool bus_link_is_refused(const struct bus_link *l) { return place_is_refused(&l->place); }
bool bus_link_is_lost(const struct bus_link *l) { return l->place.lost; }
const struct bus_link_counts *bus_link_counts(const struct bus_link *l) { return &l->counts; }
