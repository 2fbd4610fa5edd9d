/* The blocking client: the command line, tests, benchmarks. It has a thread to itself and may share the context of a
 * bus with others (bus_open without a guard). Never in a daemon: it waits.
 *
 *   bus_client_call, _fetch                  one at a time: until its answer or the deadline
 *   bus_client_connect, _send and _poll      many in flight (a desk's spool); what is sent again when is the caller's
 *
 * A request is repeated with its id on a new connection until the deadline: the daemon answers a repeat from memory.
 * A server whose key is being changed is known by two: after a closed handshake the other one is tried. When the other
 * end closes the handshake twice in a row (with two keys, twice by each) it is ERR_DENIED: this key is not entered
 * there, or the server's key is another, or it is no daemon of ours (libzmq does not tell which). A refusal takes the
 * server 2 s, so that is known after 4 s; a deadline under 5 s turns it into ERR_TIMEOUT, as when nobody listens or
 * answers.
 *
 *   0 s  TCP, handshake ──▶ done: send ──▶ answer                              0
 *          │                  └▶ lost: send again, same id                     (a repeat is answered from memory)
 *          ├▶ closed by the server after 2 s, again after 4 s                  ERR_DENIED
 *          └▶ nothing for attempt_ms: a new socket, unless a handshake is under way (a refusal may be about to come)
 *  15 s                                                                        ERR_TIMEOUT: it may have been done
 *          └▶ no address yet for the host's name (bus/lookup.h)                ERR_NAME: it was not
 *
 * After ERR_TIMEOUT the same request with the same id finds out; with another id it would be done twice. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/id.h"
#include "base/span.h"
#include "bus/context.h"
#include "bus/request.h"

enum {
    BUS_CLIENT_DEADLINE_MS = 15000, /* several attempts: a daemon that restarts in between is not noticed */
    BUS_CLIENT_ATTEMPT_MS = 4000,
    BUS_CLIENT_REFUSALS = 2, /* closed handshakes in a row that mean: denied */
};

struct bus_client_options {
    const char *endpoint;
    const uint8_t *server_key; /* KEY_LEN bytes */
    const uint8_t *next_key;   /* the key that the server may have by now instead; NULL: none */
    const struct key_pair *own;
    size_t send_max; /* 0: BUS_PUBLIC_MAX */
    int deadline_ms; /* of one call; 0: the one above */
    int attempt_ms;  /* without an answer so long, a new connection; 0: the one above */
    /* Replies and feeds that no call waits for: those of bus_client_send. The message lives during the call. NULL:
     * dropped. */
    void (*reply)(void *owner, const sippe__reply *r);
    void (*feed)(void *owner, const sippe__feed *f);
    void *owner;
};

struct bus_client_counts {
    uint64_t connected, refused, disconnected, resent, malformed;
};

struct bus_client;

/* Copies what it needs; returns before it is connected. ERR_INVALID: the endpoint's text; ERR_NOMEM, ERR_IO. */
int bus_client_open(struct bus *b, const struct bus_client_options *o, struct bus_client **out);
void bus_client_close(struct bus_client *c);
/* Waits for a connection. 0, ERR_DENIED, ERR_TIMEOUT, ERR_NAME, ERR_IO (no socket could be made). */
int bus_client_connect(struct bus_client *c, int timeout_ms);
/* One request and its reply, in the arena. 0 (the reply's status says how it ended), ERR_DENIED, ERR_TIMEOUT,
 * ERR_NAME, ERR_INVALID (too large), ERR_IO. */
int bus_client_call(struct bus_client *c, struct bus_request *r, struct arena *a, sippe__reply **out);
/* One fetch of a stream and its feed. */
int bus_client_fetch(struct bus_client *c, const sippe__fetch *f, struct arena *a, sippe__feed **out);
/* Many in flight: sends now and does not wait. 0, ERR_BUSY: not connected (see bus_client_connect), ERR_INVALID. What
 * has no reply after a while is sent again by the caller, same id. */
int bus_client_send(struct bus_client *c, struct bus_request *r);
/* Hands what came to the callbacks; waits at most so long when there is nothing. Gives how many, ERR_DENIED or
 * ERR_IO. */
int bus_client_poll(struct bus_client *c, int timeout_ms);
/* The name of its host has had no address so far: for whoever polls, and wants to say why nobody answered. */
bool bus_client_is_lost(const struct bus_client *c);
const struct bus_client_counts *bus_client_counts(const struct bus_client *c);
