/* Inside the bus: names of hosts become addresses here and nowhere else.
 *
 * libzmq would look a name up in its one io thread, at each attempt to connect, and while a name server does not answer
 * every connection of the process stands still. So it is only given addresses; a name is looked up in a thread of its
 * own, which nobody waits for: neither the loop, nor the end of the process, nor the jobs of a pool.
 *
 *   place_open ─▶ place_address: the endpoint itself, when its host is an address
 *                      │ a name
 *                      ▼
 *                 NULL while the first look-up is under way (place_wait), then the address found
 *                      ▲
 *   place_renew ───────┘ when nobody answered there: looked up again; of several addresses the next one.
 *                        Until then, and when nothing was found, the last address stays.
 *
 * IPv4 before IPv6, because daemons listen on IPv4 unless their endpoint has brackets. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

/* LOOKUP_AGAIN_MS: between two look-ups of one place; REFUSED_WAIT_MS: a refusal comes at once, or never. */
enum { ENDPOINT_MAX = 256, LOOKUP_AGAIN_MS = 2000, REFUSED_WAIT_MS = 200 };

struct lookup; /* lookup.c: shared with its thread */

struct place {
    char endpoint[ENDPOINT_MAX]; /* as it was given */
    char address[ENDPOINT_MAX];  /* "" until one was found */
    struct lookup *lookup;       /* under way, or NULL */
    int64_t looked_ms;           /* when the last one began */
    unsigned turn;               /* which of several */
    bool named, lost;            /* lost: the last look-up found nothing */
};

/* ERR_INVALID: too long, or not tcp://HOST:PORT with a name or an address. */
int place_open(struct place *p, const char *endpoint);
/* NULL-safe inside; a look-up that is under way ends by itself. */
void place_close(struct place *p);
/* Where to connect, or NULL: not known yet. Valid until the next call. Takes a look-up that has ended, begins the first
 * one. */
const char *place_address(struct place *p);
/* At most so long, until a look-up that is under way has ended; false: there is none, or it has not. */
bool place_wait(struct place *p, int timeout_ms);
/* Begins another look-up, unless one is under way or has just been. */
void place_renew(struct place *p);
/* A connection there is refused right away: nobody listens. False for a name, whose address may not be known. Waits
 * REFUSED_WAIT_MS at most. */
bool place_is_refused(const struct place *p);
/* A look-up has ended since, and gave another address than the one in use. */
bool place_moved(struct place *p);
