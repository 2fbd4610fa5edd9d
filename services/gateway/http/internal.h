/* Inside the library only.
 *
 *   listener   an address: is it one of ours to listen on? bound and listening
 *   answer     what is said to who is refused
 *   guest      one connection, from its accept to its end
 *   gate       who is let in, and all of them
 *
 * A guest is in the list of its state. Whatever libuv still has of the gate, and each guest, is one of n_refs: the
 * memory goes with the last. */
#pragma once
#include <bsd/sys/queue.h>
#include "gateway/http/gate.h"

/* listener.c */
struct listener {
    int fd;
    int port; /* 0: a Unix socket */
    bool is_unix;
    char path[108]; /* of a Unix socket, to be removed */
};
/* On what is no loopback address only with `is_behind`. */
int listener_open(struct listener *out, const char *listen, bool is_behind, struct gate_fault *fault);
void listener_close(struct listener *l);
/* As text, without the port: "" of a Unix socket; an IPv4 address that came as IPv6 is IPv4. */
void address_text(const struct sockaddr_storage *address, char out[ADDRESS_MAX + 1]);
/* Two ways to write one address are one; false: it is none. */
bool address_normal(const char *text, char out[ADDRESS_MAX + 1]);

/* answer.c. The bytes of an answer; `word` is one of the program's. */
enum { ANSWER_MAX = 1024 };
size_t answer_write(char out[ANSWER_MAX], int status, const char *word);

enum guest_state { GUEST_WAITS, GUEST_LINGERS, GUEST_TAKEN, GUEST_STATES };

/* libuv's handle lives a round longer than the guest. */
struct watch {
    uv_poll_t poll;
    struct gate *gate;
};

struct guest {
    struct gate_guest told; /* first: gate_left is given this */
    struct gate *gate;
    struct watch *watch; /* NULL: taken */
    enum guest_state state;
    TAILQ_ENTRY(guest) in;
    uint64_t until_ms; /* by the loop's clock */
    size_t seen;       /* bytes, of a head that waits for more, or that were thrown away */
    int n_looks;
    bool is_paused;
};
TAILQ_HEAD(guests, guest);

struct gate {
    struct gate_options o;
    char behind[ADDRESS_MAX + 1];
    struct listener listeners[GATE_LISTEN_MAX];
    struct watch *doors[GATE_LISTEN_MAX]; /* NULL: closed */
    bool is_full;                         /* no descriptor left: the doors are tried again at the next tick */
    uv_timer_t tick;
    uv_timer_cb on_tick;
    struct guests lists[GUEST_STATES];
    size_t n, n_refs;
    bool is_closing;
    struct gate_counts counts;
    uint8_t peeked[HEAD_MAX];
};

/* guest.c */
void gate_release(struct gate *g);
/* NULL: no memory, or no poll; the descriptor is closed. */
struct watch *watch_new(struct gate *g, int fd, void *of);
void watch_end(struct watch *w);
/* A timer that ticks while somebody waits for something. */
void tick_need(struct gate *g);
/* Takes the descriptor. */
void guest_new(struct gate *g, int fd, const struct sockaddr_storage *address, socklen_t len, bool is_front);
/* Answered and closed. */
void guest_refuse(struct guest *guest, int status, const char *word);
void guest_drop(struct guest *guest);
/* Who is late, who lingered long enough, who paused. */
void guests_tick(struct gate *g);
