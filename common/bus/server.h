/* An endpoint that others connect to: a ROUTER with CURVE. A daemon has two, internal and public.
 *
 * A message is one frame, the routing id that libzmq puts before it not counted. Everything else is drained, refused
 * and counted: other numbers of frames, a routing id that is not libzmq's own form (5 bytes, the first 0), more than
 * the side's size, a message without the name that the guard gave. A route tells where a reply goes and is no identity:
 * its number can be taken by another once it is free. Keep state under (route, principal).
 *
 * What a connection may cost is bounded (bus/connections.h): who is past it is cut, comes again, and repeats.
 *
 * Nobody chooses a routing id here: with ids of their own, one who reconnects is not heard until the old connection is
 * noticed to be dead, and with ZMQ_ROUTER_HANDOVER whoever is admitted could take another's place by its name. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/span.h"
#include "bus/context.h"

/* Two endpoints, so that a firewall can part them, and each with its own largest message. Who may use which is the
 * engine's to say: both know all keys. */
enum bus_side { BUS_INTERNAL, BUS_PUBLIC };

struct bus_route {
    uint32_t peer; /* libzmq's number of the connection */
    uint8_t side;  /* enum bus_side */
};

static inline bool bus_route_equal(struct bus_route a, struct bus_route b) {
    return a.peer == b.peer && a.side == b.side;
}

/* Valid during the callback only: copy what must stay. */
struct bus_message {
    struct bus_route route;
    const char *principal; /* the name of the key that connected; whether it still may, the receiver asks */
    uint32_t *tag;         /* the receiver's own, of this connection; 0 at first */
    struct span payload;   /* a packed Envelope, unchecked */
};

struct bus_server_options {
    enum bus_side side;
    const char *endpoint; /* "tcp://0.0.0.0:20101"; port * for any free one */
    const struct key_pair *own;
    void (*received)(void *owner, const struct bus_message *m);
    /* How many connections this name may have; 0: none any more. Asked at a connection's first message and each second.
     * NULL: any number. */
    uint32_t (*allowed)(void *owner, const char *principal);
    /* A connection that said something is gone. NULL: nobody is told. */
    void (*closed)(void *owner, struct bus_route route);
    void *owner;
};

struct bus_server_counts {
    uint64_t received, sent;
    uint64_t refused_parts; /* not exactly one frame */
    uint64_t refused_route; /* a routing id that the peer chose */
    uint64_t refused_size;
    uint64_t refused_nameless;
    uint64_t refused_gone; /* of a connection that is gone, or that was cut */
    uint64_t dropped;      /* replies to somebody who is gone */
};

struct bus_server;

/* Copies what it needs. ERR_INVALID: no guard yet, or the endpoint's text; ERR_BUSY: the port is taken; ERR_DENIED: a
 * port under 1024; ERR_NOMEM, ERR_IO. */
int bus_server_open(struct bus *b, const struct bus_server_options *o, struct bus_server **out);
/* NULL is safe. What was sent and is not yet on its way is lost: its receivers ask again. */
void bus_server_close(struct bus_server *s);
/* 0; ERR_CLOSED: that connection is gone, or is cut as it does not read: dropped and counted (the client repeats its
 * request on its next one); ERR_INVALID: larger than the side allows, not sent. 0 does not say that it arrives: libzmq
 * took it. */
int bus_server_send(struct bus_server *s, struct bus_route to, struct span payload);
/* Has it left more than BUS_UNREAD_WAITS bytes unread? Then what it asks should wait. */
bool bus_server_stalled(struct bus_server *s, struct bus_route who);
/* As bound, with the port. */
const char *bus_server_endpoint(const struct bus_server *s);
const struct bus_server_counts *bus_server_counts(const struct bus_server *s);
