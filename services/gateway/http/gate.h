/* What stands before libmicrohttpd: it owns the listening sockets, sees the head of each stranger's request whole
 * before anybody reads it (http/head), and hands on what is good.
 *
 *   connect ─▶ accepted ─┬─ the front's ────────────────────────────────────▶ taken(): the owner's socket
 *                        └─ a stranger's: waits, its bytes are looked at ─┬─▶ taken(), untouched
 *                             and left where they are (MSG_PEEK)          ├─▶ refused, with a word
 *                                                                         └─▶ 10 s: 408
 *
 * Front: nginx or Caddy, by the Unix socket or from the address `behind`. It has checked its heads itself, keeps its
 * connections open and uses them again. All others are to be closed by the owner after one request, so that each head
 * of a stranger comes by here. (What is behind the head, chunks with their extensions and trailers, is the owner's.)
 * People do not come in by plain HTTP from another machine: what is neither a loopback
 * address nor a Unix socket is refused, unless `behind` says who alone is let in there (a container network).
 *
 * An answer of ours is short: Connect's error in JSON, `Connection: close`; then what still comes is thrown away for a
 * moment, as a socket that is closed with bytes unread takes its answer back (RFC 9112, 9.6).
 *
 * In the loop of its owner, one thread. */
#pragma once
#include <stdint.h>
#include <sys/socket.h>
#include <uv.h>
#include "base/err.h"
#include "gateway/http/head/fields.h"
#include "gateway/http/head/head.h"

enum {
    GATE_LISTEN_MAX = 4,
    GATE_CONNECTIONS_MAX = 1024, /* all of them, those that were taken too: past it 503 */
    GATE_OF_ADDRESS_MAX = 256,   /* of one address, but for the front's */
    GATE_HEAD_MS = 10 * 1000,    /* until its head is there */
};

struct gate;

/* A connection that was taken. The gate's memory until gate_left; the descriptor is the owner's, to read, write and
 * close, and does not block. */
struct gate_guest {
    int fd;
    bool is_front;
    struct sockaddr_storage address;
    socklen_t address_len;
    char text[ADDRESS_MAX + 1]; /* of the peer; "" by a Unix socket */
};

struct gate_options {
    uv_loop_t *loop;
    const char *listen[GATE_LISTEN_MAX]; /* "127.0.0.1:8080", "[::1]:8080", "/run/sippe/gateway.sock" (mode 0660) */
    size_t n_listen;
    const char *behind; /* the front's address, without a port: all others are refused; NULL: none */
    void (*taken)(void *owner, const struct gate_guest *guest); /* may call gate_left at once */
    void *owner;
};

/* Why it does not open: constants. `listen` is which of the options. */
struct gate_fault {
    const char *listen;
    const char *fr, *en;
};

struct gate_counts {
    uint64_t accepted, handed;
    uint64_t refused[HEAD_FAULT_KINDS]; /* by enum head_fault */
    uint64_t late;                      /* 408 */
    uint64_t many;                      /* 503: in all, or of one address */
    uint64_t foreign;                   /* 403: not the front */
    uint64_t left;                      /* gone before their head was whole */
    uint64_t looks;                     /* how often a head was read: several times one that comes in pieces */
};

/* 0; ERR_INVALID (an address that it may not listen on, or none), ERR_BUSY (somebody listens there), ERR_DENIED,
 * ERR_IO, ERR_NOMEM: then *out is NULL, the fault says what to do, and the loop must run once more, as after
 * gate_close. The texts need not live on. */
int gate_open(struct gate **out, const struct gate_options *o, struct gate_fault *fault);
/* Nobody is let in any more, who waits is cut. The loop must run once more; what was taken may be left after it. */
void gate_close(struct gate *g);
/* The owner has closed the connection; once for each that was taken. */
void gate_left(const struct gate_guest *guest);

const struct gate_counts *gate_counts(const struct gate *g);
/* Those that there are now, and of them those whose head is waited for. */
size_t gate_connections(const struct gate *g, size_t *n_waiting);
/* The port of a listening address; 0: a Unix socket. */
int gate_port(const struct gate *g, size_t listen);
