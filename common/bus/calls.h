/* Many calls in flight over one link, for an event loop: whoever asks is called back, once, with the answer or with why
 * there is none. The gateway's way to a daemon. It knows no socket and no clock: what comes is put in, what is to leave
 * goes out by `send`, and the time is told; so it runs over a link (bus/link.h), or in a test without one.
 *
 *   calls_send ─▶ send ─▶            ◀─ calls_received: the reply with its tag      done(0, reply)
 *      │  not connected: it waits for calls_up, as long as there was a connection within 4 s
 *      ├▶ calls_up: a new connection. All that is unanswered is sent (again), in its order, with the same ids
 *      ├▶ 4 s without an answer: sent again, once, as a frame may be lost by a window
 *      ├▶ 4 s without a connection, or its time is up, and it was never sent: nothing was done   done(ERR_BUSY, NULL)
 *      └▶ its time is up (15 s at most): whether it was done is not known           done(ERR_TIMEOUT, NULL)
 *
 * Answers are told apart by a tag that is chosen here (Request.tag), so two may ask under one id, and the same id may
 * be in flight twice. Nothing is asked again but as above: what is refused with a hint when to try again is an answer,
 * and the asker's to judge. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "bus/request.h"

enum {
    CALLS_IN_FLIGHT = 512, /* as many as a daemon lets wait of one carrier (engine/engine.h), with as many bytes */
    CALLS_BYTES = 8 << 20,
    CALLS_WAIT_MS = 15000,
    CALLS_SILENCE_MS = 4000,
};

/* 0 and the reply, which lives during the call; else NULL and ERR_TIMEOUT, ERR_BUSY (it was never sent), or ERR_CLOSED
 * (calls_free). It may send others, but not where it is told ERR_CLOSED. */
typedef void calls_done_fn(void *owner, int err, const sippe__reply *reply);

/* What it speaks over. */
struct calls_wire {
    int (*send)(void *owner, struct span frame); /* 0, ERR_BUSY: not connected; ERR_INVALID: too large */
    /* Something came from the far end within the silence allowed (bus_link_is_up). Asked only where nothing could be
     * sent: is it worth waiting for the connection? */
    bool (*is_up)(void *owner);
    void *owner;
};

struct call {
    struct bus_request *request; /* only during calls_send, but for the id, which may be drawn */
    int wait_ms;                 /* until it is given up, at most CALLS_WAIT_MS; 0: that */
    calls_done_fn *done;
    void *owner;
};

struct calls_counts {
    uint64_t asked, answered, repeated, timed_out;
    uint64_t full, unavailable; /* refused here: ERR_FULL, ERR_BUSY (at once, or for want of a connection) */
    uint64_t strays;            /* what came that nobody waits for: late, twice, or no reply */
};

struct calls;

/* NULL: no memory. The wire is copied; its owner lives longer. */
struct calls *calls_new(const struct calls_wire *wire, int64_t now_ms);
/* Whoever waits is told ERR_CLOSED. NULL is safe. */
void calls_free(struct calls *c);
/* 0: it is told by `done`, never within this; whoever asked and left meanwhile is told all the same, as a command is to
 * be finished. Else nothing was sent and nobody is told: ERR_BUSY: the far end is not there, or was not for 4 s, say
 * so; ERR_FULL: too much is in flight already; ERR_INVALID: too large. */
int calls_send(struct calls *c, const struct call *call);
/* A frame came: `received` of a link. */
void calls_received(struct calls *c, struct span frame);
/* There is a new connection: `up` of a link. */
void calls_up(struct calls *c);
/* Each tenth of a second or so, with a clock that never goes back; a call's time counts from the tick before it. */
void calls_tick(struct calls *c, int64_t now_ms);
/* Calls that are not answered. */
size_t calls_in_flight(const struct calls *c);
const struct calls_counts *calls_counts(const struct calls *c);
