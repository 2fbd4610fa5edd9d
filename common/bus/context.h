/* The bus of a process: one ZeroMQ context, the guard at its door, the list of its sockets.
 *
 *   bus_open → bus_watch → bus_guard → bus_server_open, bus_link_open ... → close those → bus_close
 *
 * The guard is the ZAP handler (ZeroMQ RFC 27): libzmq asks it about the key of everyone who connects. libzmq admits
 * strangers while none is bound, so no server can be opened before it, and bus_guard fails unless a random key is
 * really refused. Strangers get 300: 400 and 500 would end their reconnecting for ever, also once their key is entered.
 * Callbacks of servers, links and the guard may send; they may not open, close or tick.
 *
 * One context a process, and nothing forks once it is open. All but clients (bus/client.h) is used from one thread. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "bus/connections.h"
#include "bus/socket.h"
#include "keys/key.h"

/* Checked when a message is made and when it is received: past libzmq's own limit the connection would be cut, and good
 * messages behind it with it. */
enum {
    BUS_INTERNAL_MAX = 1 << 20,                        /* bytes of one message between daemons */
    BUS_PUBLIC_MAX = 256 << 10,                        /* bytes of one message from a desk, partner or gateway */
    BUS_PUBLIC_SEND_MAX = BUS_PUBLIC_MAX + (16 << 10), /* and to one: a full Feed and what is around it */
};

/* Whose is this key? True and its name, or false. Called when somebody connects, not for each message: a key that is
 * struck off later goes on delivering on its open connection under its name, so the receiver of a message looks the
 * name up again. */
typedef bool (*bus_known_fn)(void *owner, const uint8_t public_key[KEY_LEN], char name[KEY_NAME_MAX + 1]);

/* Since bus_guard; its own test does not count. */
struct bus_guard_counts {
    uint64_t admitted, denied;
    uint64_t malformed; /* questions that were not ZAP 1.0 CURVE: a fault of libzmq */
};

/* A loop's interest in descriptors. */
struct bus_watch {
    void (*opened)(void *owner, struct bus_socket *s);
    /* The descriptor is closed right after: the loop must have stopped polling it (uv_poll_stop does so at once) before
     * this returns; its handle may be freed later. */
    void (*closing)(void *owner, struct bus_socket *s);
    void *owner;
    bool tells; /* it calls bus_socket_woke each time that one is readable: a link is then asked only when it woke */
};

/* ERR_NOMEM. */
int bus_open(struct bus **out);
/* All sockets and clients of it must be closed, or it waits for them for ever; NULL is safe. */
void bus_close(struct bus *b);
/* Before anything is opened; without it nobody is told. */
void bus_watch(struct bus *b, const struct bus_watch *w);
/* Binds the guard and tests it, a few milliseconds on loopback. ERR_DENIED: a key drawn at random was admitted;
 * ERR_TIMEOUT: the test had no answer; ERR_IO. The daemon must not go on after any of them. Once a bus. */
int bus_guard(struct bus *b, bus_known_fn known, void *owner);
/* NULL before bus_guard. */
const struct bus_guard_counts *bus_guard_counts(const struct bus *b);

/* Over all sockets: is one ready? */
bool bus_ready(struct bus *b);
/* Receives from each socket, links first, then the internal and the public endpoint: until it is empty, or at most max
 * messages, 8 MiB or 2 ms; gives how many messages in all. What is left waits in libzmq. */
enum { BUS_WORK_BYTES = 8 << 20, BUS_WORK_US = 2000 };
size_t bus_work(struct bus *b, size_t max);
/* Each second, with a clock that never goes back: connections that have outstayed their bounds are cut. Not from a
 * callback of the bus. */
void bus_tick(struct bus *b, int64_t now_ms);
const struct bus_connection_counts *bus_connection_counts(const struct bus *b);
