/* Requests as a whole: libmicrohttpd behind a small face, and the one place that knows it. A connection is handed over
 * with its first head checked (gate.h); a request is told when its body has come, and is answered then or whenever its
 * answer is there. The connection waits meanwhile, and holds nothing up.
 *
 *   server_take ─▶ head ─▶ opened ──answered at once (404, 401, 415 ...)──▶ out
 *                            │
 *                            ├─▶ body, at most BODY_MAX, whole within 30 s ─▶ asked ─▶ exchange_answer ─▶ out
 *                            │                                                  └─▶ left: nobody reads it
 *                            └─▶ too large: 413 before it is read
 *
 * libmicrohttpd is driven from our loop: its one descriptor is watched by the owner, and server_run does what is due.
 * One thread. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "gateway/http/files/files.h"
#include "gateway/http/gate.h"
#include "gateway/http/head/fields.h"

enum {
    BODY_MAX = 200 << 10,   /* of one request; past it 413 */
    BODIES_MAX = 32 << 20,  /* of all that are held; past it 503 */
    BODY_WAIT_MS = 30000,   /* until the whole of one has come; then it is cut */
    READER_WAIT_MS = 30000, /* of whoever takes nothing of the answer, or says nothing on a connection that is kept */
    CONNECTION_BYTES = 24 << 10, /* of each: a head of HEAD_MAX, its fields, and the head of the answer */
};

struct server;
struct exchange;

/* As it came; views that last until it is answered and gone. */
struct asked {
    struct span method; /* "GET", "HEAD", "POST": no other passes the gate */
    struct span path, query;
    struct fields fields;
    bool gzip; /* the browser takes it */
    bool from_front;
    char peer[ADDRESS_MAX + 1]; /* of the connection: the front's own, when it is the front's */
    struct span body;           /* from `asked` until exchange_body_done */
};

struct answer {
    int status;
    const struct file_header *headers; /* copied; may be NULL */
    size_t n_headers;
    struct span body; /* not copied: of the exchange's arena, or for ever there. Of a HEAD its length alone is told */
};

struct server_options {
    /* The head has come: it may be answered here, and then its body is not read. */
    void (*opened)(void *owner, struct exchange *x);
    /* All of it has come, and `opened` did not answer. */
    void (*asked)(void *owner, struct exchange *x);
    /* It is over: answered, or whoever asked has left. The last that is told of it; exactly once after `opened`. */
    void (*over)(void *owner, struct exchange *x, bool answered);
    /* The server itself refuses (413, 503): answers so, at once. `opened` may not have been called. */
    void (*refuse)(void *owner, struct exchange *x, int status);
    void *owner;
};

struct server_counts {
    uint64_t requests, left, late_bodies, large_bodies,
        crowded;          /* crowded: refused, as too many bodies were being read */
    uint64_t connections; /* open now */
    uint64_t reading;     /* bytes of bodies now */
};

/* ERR_NOMEM, ERR_IO. */
int server_open(struct server **out, const struct server_options *o);
/* What is open is answered 503, and everything is closed. NULL is safe. */
void server_close(struct server *s);
/* A connection whose first head waits in it, whole; the gate is told when it is closed (gate_left). False: too many; it
 * is closed already. The front asks again on its own; others are closed behind their first answer. */
bool server_take(struct server *s, const struct gate_guest *guest);
/* For the loop: when it is readable there is something to do. */
int server_descriptor(const struct server *s);
/* Is there something to do though nothing came? */
bool server_pending(const struct server *s);
/* What is due. */
void server_run(struct server *s);
/* In how many ms there will be something; READER_WAIT_MS at the latest. */
int64_t server_wake_ms(const struct server *s);
/* Each second: bodies that take too long. */
void server_tick(struct server *s, int64_t mono_ms);
const struct server_counts *server_counts(const struct server *s);

const struct asked *exchange_asked(const struct exchange *x);
/* Memory that lives as long as it. */
struct arena *exchange_arena(struct exchange *x);
/* The owner's own of it; NULL at first. */
void **exchange_slot(struct exchange *x);
/* Its body is needed no more, and makes room. */
void exchange_body_done(struct exchange *x);
/* Once. */
void exchange_answer(struct exchange *x, const struct answer *a);
