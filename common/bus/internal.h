/* Inside the bus only: what its files share. The only header that includes zmq.h.
 *
 *   context   the list of sockets, and work over all of them
 *   socket    one of them in a loop; frames
 *   options   every option of every socket, and why
 *   guard     who may connect; its test at the start
 *   server, link, client     what a daemon binds, how it follows, how everybody else asks
 *   request, calls           what a client sends; many of them in flight over a link (headers of their own)
 *   connections, unread      who is connected to a server; what they have not read
 *   lookup    names of hosts, for link and client (a header of its own)
 *   monitor   what libzmq tells of connections */
#pragma once
#include <string.h>
#include <zmq.h>
#include "base/span.h"
#include "bus/context.h"
#include "bus/server.h"

struct bus_guard;   /* guard.c */
struct connections; /* connections.c */

struct bus {
    void *context;
    struct bus_socket *sockets;
    struct bus_watch watch;
    struct bus_guard *guard;
    struct connections *connections; /* of all servers: a descriptor is one of the process */
};

/* Which side of CURVE a socket is, and what it takes. There is no plan without CURVE, for loopback and tests
 * neither. */
/* The key by which the far end is known, and the one that it may have in its place while it is changed. What answered
 * last stays the first. */
struct server_keys {
    uint8_t first[KEY_LEN], other[KEY_LEN];
    bool has_other;
};
void server_keys_set(struct server_keys *k, const uint8_t *key, const uint8_t *next);
/* The other one, where there is one. */
void server_keys_turn(struct server_keys *k);

struct socket_plan {
    int type; /* ZMQ_ROUTER, ZMQ_DEALER */
    const struct key_pair *own;
    const uint8_t *server_key; /* NULL: we are the server */
    const char *domain;        /* of a server, for the guard: with none, libzmq asks no guard (ZMQ_ZAP_DOMAIN) */
    size_t receive_max;
    int send_queue;       /* messages that wait for one peer to read; 0: without end */
    int handshake_ms;     /* 0: 2000 */
    int reconnect_ms;     /* of a client: at most so long between two tries; 0: 5000 */
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

/* Into the bus's list, by rank: the order in which a turn receives. What tells of connections comes before what they
 * say; daemons before people. */
enum socket_rank { RANK_DOOR, RANK_LINK, RANK_INTERNAL, RANK_PUBLIC };
/* Asks for its descriptor and tells the loop. After it the socket is the bus's to close. */
int socket_enlist(struct bus *b, struct bus_socket *s, void *handle, enum socket_rank rank);
/* Out of it; tells the loop, then closes: a descriptor that is closed while it is polled may be another's by then. NULL
 * handle is safe. */
void socket_delist(struct bus_socket *s);

/* Its handle is sent over, or looked at, elsewhere than in bus_socket_ready: that may take the descriptor's signal. */
void socket_used(struct bus_socket *s);

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

/* How much of a receiving is enough for one turn: an attacker can send as fast as we receive, and "until it is empty"
 * would never end. */
struct receiving {
    size_t messages, bytes;
    int64_t until_us;
};
struct receiving receiving_begin(size_t most);
/* One message more; false: that was enough. */
bool receiving_goes_on(struct receiving *r, size_t bytes);

/* What a monitor tells: TCP connected or accepted, handshake done or refused, connection gone. */
struct monitor {
    void *watched, *pair;
};
enum monitor_event {
    MONITOR_NOTHING,
    MONITOR_CONNECTED,
    MONITOR_ACCEPTED,
    MONITOR_READY,
    MONITOR_REFUSED,
    MONITOR_CLOSED,
    MONITOR_OTHER
};
enum {
    MONITOR_HANDSHAKES = ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL |
                         ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH | ZMQ_EVENT_CONNECTED |
                         ZMQ_EVENT_DISCONNECTED,
    MONITOR_PEERS = ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_DISCONNECTED,
    MONITOR_UP = ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_DISCONNECTED
};
int monitor_open(struct bus *b, struct monitor *m, void *watched, int events);
void monitor_close(struct monitor *m);
/* Its descriptor in *fd (NULL: not asked), where it has one. */
enum monitor_event monitor_next(struct monitor *m, int *fd);

/* ---- connections.c ---- */

struct connection {
    struct connection *next; /* of the same bucket, once it is named */
    struct connection_door *door;
    int fd; /* libzmq's: it may be closed, and another's, before we hear of it */
    bool named, cut;
    uint32_t peer; /* libzmq's number of it */
    char principal[KEY_NAME_MAX + 1];
    uint32_t tag; /* the receiver's */
    int64_t since_ms;
    uint64_t sent, acked;   /* bytes given to libzmq; those acknowledged, less what was not ours (unread.c) */
    uint64_t unread;        /* bytes not read, at most; in the sum of all */
    int64_t too_much_since; /* BUS_UNREAD_MAX is passed; 0: it is not */
};

/* Of a server, for the table: enough to ask and tell its owner. */
struct connection_door {
    struct bus_socket socket; /* of the monitor */
    struct monitor monitor;
    enum bus_side side;
    uint32_t (*allowed)(void *owner, const char *principal);
    void (*closed)(void *owner, struct bus_route route);
    void *owner;
};
int door_open(struct bus *b, struct connection_door *d, void *watched);
/* The watched socket must still be open; forgets its connections, tells nobody. */
void door_close(struct connection_door *d);

struct connections *connections_new(void);
void connections_free(struct connections *t);
/* The one that this message came over: named by it, when it is its first. NULL: the message must not be taken, as its
 * connection is gone, or is to be. */
struct connection *connection_of(struct bus *b, struct connection_door *d, uint32_t peer, zmq_msg_t *m,
                                 const char *principal);
/* NULL: it is gone, or was cut. */
struct connection *connection_find(struct connections *t, const struct connection_door *d, uint32_t peer);
void connection_cut(struct connections *t, struct connection *c, enum bus_cut why);
/* So many bytes were given to libzmq for it; the bound of all is kept. */
void connection_given(struct connections *t, struct connection *c, size_t bytes);

/* ---- unread.c ---- */
/* So many bytes were given to libzmq for it. True: all together may have too much, and should be looked at. */
bool unread_add(struct connections *t, struct connection *c, size_t bytes);
/* Asks the kernel; gives what is unread now. */
uint64_t unread_look(struct connections *t, struct connection *c);
/* Each second: who has left too much for too long? */
bool unread_too_long(struct connections *t, struct connection *c, int64_t now_ms);
/* Bytes that came over a descriptor, for a connection that has no name yet. */
uint64_t bytes_received(int fd);
