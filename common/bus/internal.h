/* Inside the bus only: what its files share. The only header that includes zmq.h.
 *
 *   context   the list of sockets, and work over all of them
 *   socket    one of them in a loop; frames
 *   options   every option of every socket, and why
 *   guard     who may connect; its test at the start
 *   server, link, client     what a daemon binds, how it follows, how everybody else asks
 *   lookup    names of hosts, for link and client (a header of its own)
 *   monitor   what became of handshakes, for the client and the guard's test */
#pragma once
#include <string.h>
#include <zmq.h>
#include "base/span.h"
#include "bus/context.h"

struct bus_guard; /* guard.c */

struct bus {
    void *context;
    struct bus_socket *sockets;
    struct bus_watch watch;
    struct bus_guard *guard;
};

/* Which side of CURVE a socket is, and what it takes. There is no plan without CURVE, for loopback and tests
 * neither. */
struct socket_plan {
    int type; /* ZMQ_ROUTER, ZMQ_DEALER */
    const struct key_pair *own;
    const uint8_t *server_key; /* NULL: we are the server */
    const char *domain;        /* of a server, for the guard: with none, libzmq asks no guard (ZMQ_ZAP_DOMAIN) */
    size_t receive_max;
    int handshake_ms;     /* 0: 2000 */
    const char *endpoint; /* only looked at for brackets: IPv6 is on where it is written */
};

/* libzmq's default is 30 s, during which a bare TCP connection holds a descriptor. */
enum { HANDSHAKE_MS = 2000 };
enum { FRAME_OVERHEAD = 256 }; /* CURVE's box and header count against MAXMSGSIZE, which is checked before decryption */

/* A socket with every option of the plan, not yet bound or connected; NULL when one was refused. */
void *plan_socket(struct bus *b, const struct socket_plan *p);
/* 0, ERR_BUSY (address in use), ERR_INVALID (not an endpoint), ERR_IO. */
int plan_bind(void *handle, const char *endpoint);
int plan_connect(void *handle, const char *endpoint);

/* Into the bus's list; asks for its descriptor and tells the loop. After it the socket is the bus's to close. */
int socket_enlist(struct bus *b, struct bus_socket *s, void *handle);
/* Out of it; tells the loop, then closes: a descriptor that is closed while it is polled may be another's by then. NULL
 * handle is safe. */
void socket_delist(struct bus_socket *s);

/* Bits of ZMQ_EVENTS. To look takes in what libzmq has told the socket meanwhile. */
int handle_events(void *handle);
/* The next frame without waiting: its size and *more; -1 and errno. Retries EINTR. */
int frame_receive(void *handle, zmq_msg_t *frame, bool *more);
/* Throws away the rest of a message of too many frames. */
void frames_drain(void *handle);

int guard_open(struct bus *b, bus_known_fn known, void *owner, struct bus_guard **out);
void guard_close(struct bus_guard *g);
int guard_test(struct bus *b, struct bus_guard *g);
const struct bus_guard_counts *guard_counts(const struct bus_guard *g);

/* Handshakes as a monitor tells them: TCP connected, handshake done, handshake refused, connection gone. */
struct monitor {
    void *watched, *pair;
};
enum monitor_event { MONITOR_NOTHING, MONITOR_CONNECTED, MONITOR_READY, MONITOR_REFUSED, MONITOR_CLOSED };
int monitor_open(struct bus *b, struct monitor *m, void *watched);
void monitor_close(struct monitor *m);
enum monitor_event monitor_next(struct monitor *m);
