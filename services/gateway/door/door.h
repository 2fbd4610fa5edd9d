/* Who acts, and what becomes of what she asks: between requests (http/server) and the daemons (bus/calls.h). It opens
 * no socket and reads no clock, so that it runs on the bus in the daemon, and over engines on virtual time in tests.
 *
 *   request ─▶ is there such a procedure, in a form and from a page of ours?     (door.c: 404 405 415 400 403 501)
 *              by POST, or by GET what proto/options/safe.h names, with an ETag: 304 says that it is the same
 *           ─▶ who: a program by its token, or a session by its cookie and station     (who.c: 401)
 *                  intake says what opens: FindLogin, kept while nothing moved (logins.h)
 *           ─▶ as which of her memberships: Sippe-As                                   (who.c: 403)
 *           ─▶ the gateway's own (own.c), or on to the daemon, on behalf of it         (pass.c)
 *           ◀─ the daemon's reply, or its refusal word for word
 *
 * What a membership may do, and whose things are, the daemons decide, each message anew. */
#pragma once
#include "base/daemons.h"
#include "bus/calls.h"
#include "gateway/http/files/files.h"
#include "gateway/http/server/server.h"
#include "gateway/session/sessions.h"
#include "gateway/session/stations.h"

struct door;

/* A file that is made of the contract, given to whoever asks. */
struct door_paper {
    const char *path, *type;
    struct span body;
};

struct door_options {
    struct sessions *sessions;
    const struct files *files;
    const struct stations *stations; /* the secrets of what waits at stations */
    const char *origin;              /* as browsers say it: "https://sippe.exemple" */
    const char *territory, *release;
    int64_t idle_ms; /* as sessions_options has it */
    const struct door_paper *papers;
    size_t n_papers;
    struct calls *const *calls; /* by enum daemon_name */
    int64_t (*now_ms)(void *owner);
    void *owner;
};

struct door_counts {
    uint64_t asked, passed, refused, foreign, signed_out, sign_ins, codes_refused, throttled, away;
};

/* NULL: no memory. Everything in the options outlives it. */
struct door *door_new(const struct door_options *o);
/* No exchange may be open any more. */
void door_free(struct door *d);

/* The server's callbacks (server.h); the owner is the door. */
void door_opened(void *door, struct exchange *x);
void door_asked(void *door, struct exchange *x);
void door_over(void *door, struct exchange *x, bool answered);
void door_refuse(void *door, struct exchange *x, int status);

/* A daemon is connected, perhaps another release of it. */
void door_up(struct door *d, enum daemon_name daemon);
/* What is due: answers that were held back, what moved. Often enough that nothing waits a tenth of a second. */
void door_tick(struct door *d);
/* Before the server is closed: what was held back is answered now. */
void door_stop(struct door *d);
const struct door_counts *door_counts(const struct door *d);
