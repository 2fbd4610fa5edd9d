/* A ZeroMQ socket and how a loop waits for it.
 *
 * The descriptor of a socket (ZMQ_FD) is not readable when there is a message: it is signalled when libzmq has sent the
 * socket a command while it slept, and every zmq_send, zmq_recv and even the look at ZMQ_EVENTS consumes that signal. A
 * loop that receives "when the descriptor is readable" loses messages (measured: 1 of 1,000 arrived). So the descriptor
 * only wakes the loop, and readiness is read again in each turn:
 *
 *   poll     bus_socket_fd() for reading; the callback receives nothing: it notes that it woke (bus_socket_woke)
 *   prepare  bus_ready(bus)? start an idle handle: there is work, do not block
 *   check    stop the idle handle; bus_work(bus, at most n): receive and call back
 *
 * A link that had nothing at its last look is not asked again until it was used or woke: nearly all of them, nearly
 * always (bus_socket_ready). What listens is asked each time, as what tells of its connections comes before what they
 * say.
 *
 * As prepare runs after all other callbacks of a turn, anything may send in any of them. It fails by time: zmq_send
 * takes commands in once a millisecond only, so a loop that is wrong passes its tests and hangs later. Descriptors come
 * and go with their sockets (a link is made anew): a loop hears of both by struct bus_watch (bus/context.h).
 *
 * All sockets of a bus belong to one thread. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct bus;

/* Embedded in its owner (a server, a link, the guard) as its first member; every field but watcher is the bus's own. */
struct bus_socket {
    struct bus *bus;
    void *handle; /* NULL while closed */
    int fd;
    int rank;     /* its place in the order in which a turn receives */
    bool rests;   /* its owner notes each use of the handle (socket_used), so that it need not be asked in vain */
    bool resting; /* nothing was there when it was looked at, and neither was it used nor woke its descriptor since */
    size_t (*receive)(struct bus_socket *s, size_t max);
    struct bus_socket *next;
    void *watcher; /* for the loop: what it has to stop in `closing` */
};

/* Its descriptor was readable: from the poll's callback, by a loop that says so of itself (bus_watch.tells). */
void bus_socket_woke(struct bus_socket *s);
/* -1 while closed. libzmq's: it is polled, never read or closed. */
int bus_socket_fd(const struct bus_socket *s);
/* A message is there. Reads ZMQ_EVENTS again, which is a system call, but of a socket that rests. */
bool bus_socket_ready(struct bus_socket *s);
/* Receives at most max messages, or what fits a turn (bus_work), without waiting, and hands each to the owner's
 * callback; gives how many. What is left over shows in the next bus_socket_ready. */
size_t bus_socket_work(struct bus_socket *s, size_t max);
