/* Telling whoever started us: systemd's protocol (sd_notify(3), by hand: one datagram to NOTIFY_SOCKET) and a
 * descriptor that a test or a script waits on.
 *
 *   ready_open ─▶ working, working ... ─▶ tell: READY ─▶ alive, alive ... ─▶ stopping ─▶ ready_close
 *                 (rows made anew)        (serves)      (watchdog)
 *
 * Without a supervisor all of it does nothing. By hand, because it is one datagram, and libsystemd a library. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct ready {
    int socket;      /* -1: nobody listens */
    int fd;          /* -1: none */
    int64_t feed_us; /* half of WATCHDOG_USEC; 0: no watchdog */
    int64_t fed_us;
    bool told;
};

/* Takes NOTIFY_SOCKET and WATCHDOG_USEC out of the environment. */
void ready_open(struct ready *r, int fd);
void ready_close(struct ready *r);
/* Still at work before READY: two minutes more are asked for. */
void ready_working(struct ready *r);
/* READY=1; closes the descriptor. The watchdog is fed from then on. */
void ready_tell(struct ready *r);
void ready_stopping(struct ready *r);
/* Often, from the loop: feeds the watchdog when it is due. From nowhere else: a loop that stands still must starve
 * it. */
void ready_alive(struct ready *r, int64_t mono_us);
