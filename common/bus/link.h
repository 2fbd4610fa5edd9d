/* A lasting connection to a daemon, for a loop: to a peer's internal endpoint, over which a daemon sends Fetch and
 * receives Feed; or, as a client, to its public one, over which a gateway sends the requests of many (bus/calls.h).
 *
 * A link never queues: while there is no connection, bus_link_send gives ERR_BUSY. When a connection stands it says so
 * (`up`), so that its owner sends at once again what was not answered: what was under way on the one before is lost.
 * The link pings; when nothing at all came from the peer for BUS_LINK_SILENCE_MS it closes its socket and makes a new
 * one, as some faults (a refusal, an answer that is not ZMTP) end libzmq's own reconnecting for ever. Pongs stay
 * inside.
 *
 *   tick  0 s     handshake: up, ping ─▶          ◀─ pong, feeds: heard
 *         5 s                    ping ─▶          nothing comes any more
 *        10, 15                  ping ─▶          (a connection that is cut: libzmq tries by itself, each 0.1 to 0.3 s,
 *                                                  and it is up again when the peer is)
 *        20 s     down; the socket is closed and a new one made, which again has 20 s
 *
 * A peer whose key is being changed is known by two. Then a socket on which nothing was heard yet has a tenth of that
 * silence, one that was heard two fifths, and each new one tries the other key, until something is heard. libzmq does
 * not tell a wrong key from a peer that is away.
 *
 * Nothing is lost with a socket: what was not answered is asked for again, from the cursor in the store or by its id.
 *
 * A host's name is looked up beside the loop (bus/lookup.h): before the first connection, and again after half of that
 * silence; when it has another address by then, the next tick connects there. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/span.h"
#include "bus/context.h"

/* Four pings of silence, so that a peer that its disk holds up for some seconds is not given up. */
enum { BUS_LINK_PING_MS = 5000, BUS_LINK_SILENCE_MS = 20000 };

struct bus_link_options {
    const char *endpoint;
    const uint8_t *server_key; /* KEY_LEN bytes */
    const uint8_t *next_key;   /* the key that the peer may have by now instead; NULL: none */
    const struct key_pair *own;
    int ping_ms, silence_ms; /* 0: the ones above */
    size_t send_max;         /* 0: BUS_INTERNAL_MAX; to a public endpoint BUS_PUBLIC_MAX, past which it would cut us */
    /* Each frame but pongs; the payload (a packed Envelope, unchecked) is valid during the call. */
    void (*received)(void *owner, struct span payload);
    /* A connection stands: the first, or another one, of which nothing was heard yet. In bus_work, before anything that
     * comes over it, and never within bus_link_send. The owner may send here; it may not open, close or tick. NULL:
     * nobody is told. */
    void (*up)(void *owner);
    void *owner;
};

struct bus_link_counts {
    uint64_t received, sent, pings;
    uint64_t refused; /* more than one frame, or too large */
    uint64_t remade;  /* sockets closed for silence */
    uint64_t connected;
};

struct bus_link;

/* Copies what it needs; returns before it is connected. ERR_INVALID: the endpoint's text; ERR_NOMEM, ERR_IO. */
int bus_link_open(struct bus *b, const struct bus_link_options *o, struct bus_link **out);
/* NULL is safe. */
void bus_link_close(struct bus_link *l);
/* Each second or so, with a clock that never goes back. Pings, and makes the socket anew after silence. 0 or ERR_IO (no
 * socket could be made; tried again at the next tick). Not from a callback of the bus: its list of sockets changes. */
int bus_link_tick(struct bus_link *l, int64_t now_ms);
/* 0, ERR_BUSY: not connected, nothing was queued; ERR_INVALID: too large. */
int bus_link_send(struct bus_link *l, struct span payload);
/* Something came from the peer within the silence allowed, as of the last tick. */
bool bus_link_is_up(const struct bus_link *l);
/* The last look-up of the peer's name found no address. An address that was found before is still tried. */
bool bus_link_is_lost(const struct bus_link *l);
/* Nobody listens at its endpoint: a try beside the link, of some milliseconds; at a name, or where a firewall swallows
 * it, that is not known, and false. For the start only: it waits. */
bool bus_link_is_refused(const struct bus_link *l);
const struct bus_link_counts *bus_link_counts(const struct bus_link *l);
