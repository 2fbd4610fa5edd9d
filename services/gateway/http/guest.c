#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "gateway/http/internal.h"

/* Whoever sends a byte at a time is looked at a few times at once, then once a tick: each look reads the head from its
 * beginning. */
enum { TICK_MS = 100, LINGER_MS = 2000, LINGER_BYTES = 256 << 10, LOOKS_AT_ONCE = 8 };

/* ---- libuv's handles ---- */

void gate_release(struct gate *g) {
    if (--g->n_refs == 0) free(g);
}

static void watch_closed(uv_handle_t *handle) {
    struct watch *w = (struct watch *)(void *)handle; /* its first member */
    gate_release(w->gate);
    free(w);
}

struct watch *watch_new(struct gate *g, int fd, void *of) {
    struct watch *w = calloc(1, sizeof *w);
    if (!w || uv_poll_init_socket(g->o.loop, &w->poll, fd)) {
        free(w);
        close(fd);
        return NULL;
    }
    w->poll.data = of;
    w->gate = g;
    g->n_refs++;
    return w;
}

/* Before the descriptor is closed or another's: libuv must not touch it any more. */
void watch_end(struct watch *w) {
    if (!w) return;
    uv_poll_stop(&w->poll);
    uv_close((uv_handle_t *)&w->poll, watch_closed);
}

void tick_need(struct gate *g) {
    if (!g->is_closing && !uv_is_active((uv_handle_t *)&g->tick))
        uv_timer_start(&g->tick, g->on_tick, TICK_MS, TICK_MS);
}

/* ---- the end of a guest ---- */

static void guest_free(struct guest *guest) {
    struct gate *g = guest->gate;
    TAILQ_REMOVE(&g->lists[guest->state], guest, in);
    g->n--;
    free(guest);
    gate_release(g);
}

void guest_drop(struct guest *guest) {
    watch_end(guest->watch);
    close(guest->told.fd);
    guest_free(guest);
}

void gate_left(const struct gate_guest *told) { guest_free((struct guest *)(uintptr_t)told); }

static void guest_move(struct guest *guest, enum guest_state state) {
    TAILQ_REMOVE(&guest->gate->lists[guest->state], guest, in);
    guest->state = state;
    TAILQ_INSERT_TAIL(&guest->gate->lists[state], guest, in);
}

/* ---- what becomes of it ---- */

/* A kernel that does not know it wakes us for each byte; the looks are counted then. */
static void wake_at(const struct guest *guest, size_t n) {
    int low = (int)n;
    (void)setsockopt(guest->told.fd, SOL_SOCKET, SO_RCVLOWAT, &low, sizeof low);
}

static void guest_take(struct guest *guest) {
    struct gate *g = guest->gate;
    watch_end(guest->watch);
    guest->watch = NULL;
    wake_at(guest, 1);
    guest_move(guest, GUEST_TAKEN);
    g->counts.handed++;
    g->o.taken(g->o.owner, &guest->told); /* it may be gone when this returns */
}

static void on_event(uv_poll_t *poll, int status, int events);

/* An answer fits into what the kernel holds for an unused socket; whoever arranged that it does not gets none. */
void guest_refuse(struct guest *guest, int status, const char *word) {
    char text[ANSWER_MAX];
    size_t n = answer_write(text, status, word);
    (void)!send(guest->told.fd, text, n, MSG_DONTWAIT | MSG_NOSIGNAL);
    shutdown(guest->told.fd, SHUT_WR);
    guest_move(guest, GUEST_LINGERS);
    guest->seen = 0;
    guest->until_ms = uv_now(guest->gate->o.loop) + LINGER_MS;
    wake_at(guest, 1);
    uv_poll_start(&guest->watch->poll, UV_READABLE, on_event);
    tick_need(guest->gate);
}

/* What came is thrown away, until there is nothing more. */
static void guest_linger(struct guest *guest) {
    ssize_t n = recv(guest->told.fd, guest->gate->peeked, HEAD_MAX, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n > 0) guest->seen += (size_t)n;
    if (n <= 0 || guest->seen > LINGER_BYTES) guest_drop(guest);
}

/* It waits for more. A peer that has said its last word will not send it. */
static void guest_wait(struct guest *guest, size_t n, bool is_over) {
    if (is_over) {
        guest->gate->counts.left++;
        guest_drop(guest);
        return;
    }
    guest->seen = n;
    wake_at(guest, n + 1);
    if (++guest->n_looks < LOOKS_AT_ONCE) return;
    uv_poll_stop(&guest->watch->poll);
    guest->is_paused = true;
}

static void guest_look(struct guest *guest, int events) {
    struct gate *g = guest->gate;
    struct head head;
    ssize_t n = recv(guest->told.fd, g->peeked, HEAD_MAX, MSG_PEEK | MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    g->counts.looks++;
    enum head_outcome rc = n > 0 ? head_check(span_of(g->peeked, (size_t)n), &head) : HEAD_MORE;
    switch (rc) {
    case HEAD_GOOD: guest_take(guest); return;
    case HEAD_MORE: guest_wait(guest, n > 0 ? (size_t)n : 0, n <= 0 || (events & UV_DISCONNECT)); return;
    case HEAD_BAD:
        g->counts.refused[head.kind]++;
        guest_refuse(guest, head.status, head.fault);
        return;
    }
}

static void on_event(uv_poll_t *poll, int status, int events) {
    struct guest *guest = poll->data;
    if (guest->state == GUEST_LINGERS)
        guest_linger(guest);
    else
        guest_look(guest, status < 0 ? events | UV_DISCONNECT : events);
}

/* ---- who comes ---- */

static struct guest *guest_make(struct gate *g, int fd, const struct sockaddr_storage *address, socklen_t len) {
    struct guest *guest = calloc(1, sizeof *guest);
    if (!guest) {
        close(fd);
        return NULL;
    }
    guest->told = (struct gate_guest){.fd = fd, .address = *address, .address_len = len};
    address_text(address, guest->told.text);
    guest->gate = g;
    guest->state = GUEST_WAITS;
    guest->until_ms = uv_now(g->o.loop) + GATE_HEAD_MS;
    TAILQ_INSERT_TAIL(&g->lists[GUEST_WAITS], guest, in);
    g->n++;
    g->n_refs++;
    return guest;
}

static bool is_one_too_many(const struct gate *g, const char *text) {
    const struct guest *other;
    size_t n = 0;
    for (int state = 0; state < GUEST_STATES; state++) TAILQ_FOREACH(other, &g->lists[state], in)
    n += !other->told.is_front && strcmp(other->told.text, text) == 0;
    return n > GATE_OF_ADDRESS_MAX;
}

/* Strangers have a poll from here on; the front's are the owner's at once. */
void guest_new(struct gate *g, int fd, const struct sockaddr_storage *address, socklen_t len, bool is_front) {
    struct guest *guest = guest_make(g, fd, address, len);
    if (!guest) return;
    guest->told.is_front = is_front || (g->behind[0] && strcmp(g->behind, guest->told.text) == 0);
    if (guest->told.is_front) {
        guest_take(guest);
        return;
    }
    guest->watch = watch_new(g, fd, guest);
    if (!guest->watch) {
        guest_free(guest);
    } else if (g->behind[0]) {
        g->counts.foreign++;
        guest_refuse(guest, 403, "not-the-front");
    } else if (is_one_too_many(g, guest->told.text)) {
        g->counts.many++;
        guest_refuse(guest, 503, "many-of-one-address");
    } else {
        uv_poll_start(&guest->watch->poll, UV_READABLE | UV_DISCONNECT, on_event);
        tick_need(g);
    }
}

/* In each list those that came first are those whose time is first over. */
void guests_tick(struct gate *g) {
    struct guest *guest, *next;
    uint64_t now = uv_now(g->o.loop);
    while ((guest = TAILQ_FIRST(&g->lists[GUEST_WAITS])) && guest->until_ms <= now) {
        g->counts.late++;
        guest_refuse(guest, 408, "late");
    }
    while ((guest = TAILQ_FIRST(&g->lists[GUEST_LINGERS])) && guest->until_ms <= now) guest_drop(guest);
    TAILQ_FOREACH_SAFE(guest, &g->lists[GUEST_WAITS], in, next) {
        if (!guest->is_paused) continue;
        guest->is_paused = false;
        uv_poll_start(&guest->watch->poll, UV_READABLE | UV_DISCONNECT, on_event);
    }
}
