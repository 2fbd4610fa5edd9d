#include "bus/client.h"

#include <assert.h>
#include <stdlib.h>
#include "base/message.h"
#include "bus/internal.h"
#include "bus/lookup.h"
#include "sys/clock.h"

enum { FRAMES_MAX = 1024 };
/* After a ZAP 300 libzmq's server lets the handshake lie until its own time for it has passed (HANDSHAKE_MS), and then
 * closes. The client waits longer, so that a close within REFUSAL_MS is known to be the other end's. */
enum { CLIENT_HANDSHAKE_MS = 2 * HANDSHAKE_MS, REFUSAL_MS = CLIENT_HANDSHAKE_MS - 500 };

/* The one answer that a call waits for; its kind is what is not NULL. */
struct waiting {
    const struct id *request;
    const char *stream;
    struct arena *arena;
    sippe__reply *reply;
    sippe__feed *feed;
    bool done;
};

struct bus_client {
    struct bus *bus;
    struct bus_client_options options;
    struct place place;
    struct server_keys keys;
    struct key_pair own;
    void *handle;
    struct monitor monitor;
    struct waiting *waiting;
    int64_t connected_ms; /* TCP; 0: not */
    int refusals;         /* in a row */
    bool connected;       /* the handshake is done */
    bool lost;            /* what was sent may be gone */
    bool turns;           /* the other key is to be tried */
    struct arena in, out; /* apart: a callback that holds a reply may send */
    struct bus_client_counts counts;
};

static void client_disconnect(struct bus_client *c) {
    monitor_close(&c->monitor);
    if (c->handle) zmq_close(c->handle);
    c->handle = NULL;
    c->connected = false;
    c->connected_ms = 0;
    c->lost = true;
}

/* Without a handle, and still 0, while the name of the host has no address (client_place). */
static int client_reconnect(struct bus_client *c) {
    client_disconnect(c);
    place_renew(&c->place);
    const char *address = place_address(&c->place);
    if (!address) return 0;
    c->handle = plan_socket(c->bus, &(struct socket_plan){.type = ZMQ_DEALER,
                                                          .own = &c->own,
                                                          .server_key = c->keys.first,
                                                          .receive_max = BUS_INTERNAL_MAX,
                                                          .handshake_ms = CLIENT_HANDSHAKE_MS,
                                                          .endpoint = address});
    if (!c->handle) return ERR_IO;
    int rc = monitor_open(c->bus, &c->monitor, c->handle, MONITOR_HANDSHAKES);
    return rc ? rc : plan_connect(c->handle, address);
}

static int or_default(int value, int otherwise) { return value ? value : otherwise; }

int bus_client_open(struct bus *b, const struct bus_client_options *o, struct bus_client **out) {
    struct bus_client *c = calloc(1, sizeof *c);
    if (!c) return ERR_NOMEM;
    c->bus = b;
    c->options = *o;
    c->options.send_max = o->send_max ? o->send_max : BUS_PUBLIC_MAX;
    c->options.deadline_ms = or_default(o->deadline_ms, BUS_CLIENT_DEADLINE_MS);
    c->options.attempt_ms = or_default(o->attempt_ms, BUS_CLIENT_ATTEMPT_MS);
    c->own = *o->own;
    server_keys_set(&c->keys, o->server_key, o->next_key);
    arena_init(&c->in);
    arena_init(&c->out);
    int rc = place_open(&c->place, o->endpoint);
    if (rc == 0) rc = client_reconnect(c);
    if (rc != 0) {
        bus_client_close(c);
        return rc;
    }
    *out = c;
    return 0;
}

void bus_client_close(struct bus_client *c) {
    if (!c) return;
    client_disconnect(c);
    place_close(&c->place);
    arena_close(&c->in);
    arena_close(&c->out);
    key_wipe(&c->own);
    free(c);
}

const struct bus_client_counts *bus_client_counts(const struct bus_client *c) { return &c->counts; }
bool bus_client_is_lost(const struct bus_client *c) { return !c->handle; }

/* What arrives */

static void reply_take(struct bus_client *c, const sippe__reply *r) {
    struct waiting *w = c->waiting;
    if (w && w->request && span_equal(span_pb(r->request_id), id_span(w->request))) {
        w->reply = (sippe__reply *)message_copy(w->arena, &r->base);
        w->done = true;
    } else if (c->options.reply)
        c->options.reply(c->options.owner, r);
}

static void feed_take(struct bus_client *c, const sippe__feed *f) {
    struct waiting *w = c->waiting;
    if (w && w->stream && strcmp(w->stream, f->stream) == 0) {
        w->feed = (sippe__feed *)message_copy(w->arena, &f->base);
        w->done = true;
    } else if (c->options.feed)
        c->options.feed(c->options.owner, f);
}

static void frame_take(struct bus_client *c, struct span payload) {
    arena_reset(&c->in); /* what a call waited for was copied into the caller's arena */
    sippe__envelope *e = UNPACK(&c->in, sippe__envelope, payload, MESSAGE_OPEN);
    switch (e ? e->content_case : SIPPE__ENVELOPE__CONTENT__NOT_SET) {
    case SIPPE__ENVELOPE__CONTENT_REPLY: reply_take(c, e->reply); return;
    case SIPPE__ENVELOPE__CONTENT_FEED: feed_take(c, e->feed); return;
    case SIPPE__ENVELOPE__CONTENT_PONG: return;
    case SIPPE__ENVELOPE__CONTENT__NOT_SET:
    case SIPPE__ENVELOPE__CONTENT_REQUEST:
    case SIPPE__ENVELOPE__CONTENT_FETCH:
    case SIPPE__ENVELOPE__CONTENT_PING: break;
    }
    c->counts.malformed++;
}

/* At most so many: what comes faster than it is taken must not keep the deadline waiting. */
static int frames_take(struct bus_client *c) {
    int n = 0;
    bool got = true;
    while (got && n < FRAMES_MAX) {
        zmq_msg_t frame;
        bool more = false;
        zmq_msg_init(&frame);
        got = frame_receive(c->handle, &frame, &more) >= 0;
        if (got && more) {
            frames_drain(c->handle);
            c->counts.malformed++;
        } else if (got)
            frame_take(c, span_of(zmq_msg_data(&frame), zmq_msg_size(&frame)));
        n += got;
        zmq_msg_close(&frame);
    }
    return n;
}

static void refusal_take(struct bus_client *c) {
    c->counts.refused++;
    if (clock_mono_ms() - c->connected_ms < REFUSAL_MS) c->refusals++; /* later: it was our own time that ended it */
    c->turns = c->keys.has_other;
}

static void events_take(struct bus_client *c) {
    enum monitor_event event;
    while ((event = monitor_next(&c->monitor, NULL)) != MONITOR_NOTHING) switch (event) {
        case MONITOR_NOTHING:
        case MONITOR_ACCEPTED:
        case MONITOR_OTHER: break;
        case MONITOR_CONNECTED: c->connected_ms = clock_mono_ms(); break;
        case MONITOR_READY:
            c->counts.connected++;
            c->refusals = 0;
            c->connected = true;
            break;
        case MONITOR_REFUSED: refusal_take(c); break;
        case MONITOR_CLOSED:
            c->counts.disconnected += c->connected;
            c->lost |= c->connected; /* a handshake that ended had carried nothing */
            c->connected = false;
            c->connected_ms = 0;
            break;
        }
}

static int refusals_allowed(const struct bus_client *c) {
    return c->keys.has_other ? 2 * BUS_CLIENT_REFUSALS : BUS_CLIENT_REFUSALS;
}

/* Not while events are taken: the monitor goes with the socket. */
static void key_turn(struct bus_client *c) {
    c->turns = false;
    server_keys_turn(&c->keys);
    (void)client_reconnect(c); /* without a socket it is tried again */
}

/* Until the name of the host has an address, at most so long; then there is a socket. A look-up that found nothing is
 * begun again a while later. */
static void client_place(struct bus_client *c, int64_t timeout_ms) {
    place_renew(&c->place);
    if (!c->place.lookup) zmq_poll(NULL, 0, timeout_ms < LOOKUP_AGAIN_MS ? (long)timeout_ms : LOOKUP_AGAIN_MS);
    if (place_wait(&c->place, (int)timeout_ms)) (void)client_reconnect(c);
}

/* Waits for anything, then takes all of it; the number of messages. */
static int client_step(struct bus_client *c, bool to_send, int64_t timeout_ms) {
    if (!c->handle) {
        client_place(c, timeout_ms > 0 ? timeout_ms : 0);
        return 0;
    }
    zmq_pollitem_t items[] = {
        {.socket = c->handle, .events = (short)(ZMQ_POLLIN | (to_send && c->connected ? ZMQ_POLLOUT : 0))},
        {.socket = c->monitor.pair, .events = ZMQ_POLLIN}};
    (void)zmq_poll(items, 2, timeout_ms > 0 ? (long)timeout_ms : 0);
    events_take(c);
    if (c->turns) key_turn(c);
    return c->handle ? frames_take(c) : 0;
}

/* One message until its answer */

/* libzmq tells of a connection's end before it takes its queue away: what is sent in between goes into that queue, and
 * is gone with it. zmq_send looks for a new connection once a millisecond at most; a look at ZMQ_EVENTS always does. */
static bool may_send(struct bus_client *c) {
    return c->handle && c->connected && handle_events(c->handle) & ZMQ_POLLOUT;
}

static bool packed_send(struct bus_client *c, struct span packed) {
    return may_send(c) && zmq_send(c->handle, packed.data, packed.len, ZMQ_DONTWAIT) >= 0;
}

static int64_t earlier(int64_t a, int64_t b) { return a < b ? a : b; }

/* A socket that is made anew now would never see the refusal that the server is about to give. */
static bool handshake_is_under_way(const struct bus_client *c, int64_t now) {
    return !c->connected && c->connected_ms != 0 && now < c->connected_ms + CLIENT_HANDSHAKE_MS;
}

static int exchange_run(struct bus_client *c, struct span packed, struct waiting *w, int64_t until) {
    int64_t now = clock_mono_ms(), attempt = now + c->options.attempt_ms;
    bool sent = false, sent_before = false;
    for (c->lost = false; !w->done; now = clock_mono_ms()) {
        if (now >= until) return c->handle ? ERR_TIMEOUT : ERR_NAME;
        if (now >= attempt && !handshake_is_under_way(c, now)) { /* libzmq may have given up for ever: a new socket */
            int rc = client_reconnect(c);
            if (rc != 0) return rc;
            attempt = now + c->options.attempt_ms;
        }
        if (c->lost) sent = c->lost = false; /* whether it was taken in is not known; the daemon knows its id */
        if (!sent && packed_send(c, packed)) {
            c->counts.resent += sent_before;
            sent = sent_before = true;
            attempt = now + c->options.attempt_ms;
        }
        int64_t pause = earlier(until, attempt) - now;
        client_step(c, !sent, pause > 0 ? pause : earlier(until - now, HANDSHAKE_MS / 10));
        if (c->refusals >= refusals_allowed(c)) return ERR_DENIED;
    }
    return 0;
}

static int exchange(struct bus_client *c, struct span packed, struct waiting *w, int deadline_ms) {
    if (packed.len > c->options.send_max) return ERR_INVALID;
    if (!c->handle) { /* a reconnect that failed left none */
        int rc = client_reconnect(c);
        if (rc != 0) return rc;
    }
    c->waiting = w;
    c->refusals = 0;
    int rc = exchange_run(c, packed, w, clock_mono_ms() + deadline_ms);
    c->waiting = NULL;
    return rc;
}

static struct span request_pack(struct bus_client *c, struct bus_request *r) {
    arena_reset(&c->out);
    return bus_request_pack(&c->out, r, 0);
}

int bus_client_call(struct bus_client *c, struct bus_request *r, struct arena *a, sippe__reply **out) {
    struct waiting w = {.request = &r->id, .arena = a};
    int rc = exchange(c, request_pack(c, r), &w, c->options.deadline_ms);
    *out = w.reply;
    return rc;
}

int bus_client_fetch(struct bus_client *c, const sippe__fetch *f, struct arena *a, sippe__feed **out) {
    arena_reset(&c->out);
    sippe__envelope *e = NEW(&c->out, sippe__envelope);
    e->content_case = SIPPE__ENVELOPE__CONTENT_FETCH;
    e->fetch = (sippe__fetch *)(uintptr_t)f; /* only read */
    struct waiting w = {.stream = f->stream, .arena = a};
    int rc = exchange(c, message_pack(&c->out, &e->base), &w, c->options.deadline_ms);
    *out = w.feed;
    return rc;
}

/* Many in flight */

int bus_client_connect(struct bus_client *c, int timeout_ms) {
    int64_t until = clock_mono_ms() + timeout_ms;
    if (!c->handle && client_reconnect(c) != 0) return ERR_IO;
    c->refusals = 0;
    while (!may_send(c)) {
        int64_t now = clock_mono_ms();
        if (now >= until) return c->handle ? ERR_TIMEOUT : ERR_NAME;
        client_step(c, true, until - now);
        if (c->refusals >= refusals_allowed(c)) return ERR_DENIED;
    }
    return 0;
}

int bus_client_send(struct bus_client *c, struct bus_request *r) {
    struct span packed = request_pack(c, r);
    if (packed.len > c->options.send_max) return ERR_INVALID;
    return packed_send(c, packed) ? 0 : ERR_BUSY;
}

int bus_client_poll(struct bus_client *c, int timeout_ms) {
    if (!c->handle && client_reconnect(c) != 0) return ERR_IO;
    int n = client_step(c, false, timeout_ms);
    return c->refusals >= refusals_allowed(c) ? ERR_DENIED : n;
}
