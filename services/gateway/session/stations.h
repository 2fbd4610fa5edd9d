/* The keys under which stations keep what was done there until it is answered. The gateway keeps none of them: each is
 * derived from a secret in a file, the membership that acts and the station's cookie, so that it is the same after any
 * sign-in of that person there, and after the loss of the gateway's store.
 *
 *   sippe-stations-1 <64 hexadecimal digits>     one line; two while it is being changed, the newest first
 *
 * Whoever has the file, a station's cookie and its disk reads what waits there; whoever loses the file can open nothing
 * that waits anywhere. No log has it. */
#pragma once
#include <stdbool.h>
#include "base/id.h"
#include "base/span.h"

enum {
    STATIONS_MAX = 2,
    STATION_SECRET = 32,
    STATION_KEY = 32,
    STATION_KEY_ID = 8,
    STATION_COOKIE = 32,
    STATION_TICKET = 72
};

/* In memory that is locked and left out of dumps (sodium_malloc). */
struct stations {
    size_t n;
    uint8_t (*secrets)[STATION_SECRET]; /* newest first */
};

/* Of a gateway that begins: makes the file (0600) where there is none. 0; ERR_INVALID: it is not such a file;
 * ERR_DENIED: others may read it, or we may neither read nor make it; ERR_IO, ERR_FULL, ERR_NOMEM. */
int stations_open(struct stations *s, const char *path);
void stations_close(struct stations *s);
/* A new secret before the newest; one that was older is dropped, and opens nothing from then on. Where there is no
 * file, the first. Outcomes as of stations_open. */
int stations_renew(const char *path);

/* Names the station to its browser: of a cookie of 32 random bytes it tells nothing. */
struct id station_name(struct span cookie);
struct station_key {
    uint8_t id[STATION_KEY_ID], key[STATION_KEY];
};
/* By the secret `which`. */
struct station_key station_key(const struct stations *s, size_t which, struct id member, struct span cookie);

/* The cookie, as the station may keep it beside what it has sealed: opaque, and the same each time. */
void station_ticket(const struct stations *s, const uint8_t cookie[STATION_COOKIE], uint8_t out[STATION_TICKET]);
/* False: it was made by none of our secrets, or is not whole. */
bool station_ticket_open(const struct stations *s, struct span ticket, uint8_t cookie[STATION_COOKIE]);
