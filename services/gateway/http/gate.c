#include "gateway/http/gate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "gateway/http/internal.h"

enum { ACCEPTS_AT_ONCE = 64 };

/* ---- who is let in ---- */

/* Past the bound there is no place to linger in: what was sent is read once, so that most get their answer. */
static void turn_away(struct gate *g, int fd) {
    char text[ANSWER_MAX];
    size_t n = answer_write(text, 503, "many");
    g->counts.many++;
    (void)!recv(fd, g->peeked, HEAD_MAX, MSG_DONTWAIT);
    (void)!send(fd, text, n, MSG_DONTWAIT | MSG_NOSIGNAL);
    close(fd);
}

static void on_door(uv_poll_t *poll, int status, int events);

static void doors_watch(struct gate *g) {
    for (size_t i = 0; i < g->o.n_listen; i++) uv_poll_start(&g->doors[i]->poll, UV_READABLE, on_door);
}

/* No descriptor left: asked again at once it would be the same, and the loop would do nothing else. */
static void doors_pause(struct gate *g) {
    for (size_t i = 0; i < g->o.n_listen; i++) uv_poll_stop(&g->doors[i]->poll);
    g->is_full = true;
    tick_need(g);
}

/* False: nobody is there, or nobody can be let in. */
static bool let_in(struct gate *g, const struct listener *l) {
    struct sockaddr_storage address = {.ss_family = AF_UNSPEC};
    socklen_t len = sizeof address;
    int fd = accept4(l->fd, (struct sockaddr *)&address, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) {
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) doors_pause(g);
        return errno == ECONNABORTED || errno == EINTR;
    }
    g->counts.accepted++;
    if (g->n >= GATE_CONNECTIONS_MAX)
        turn_away(g, fd);
    else
        guest_new(g, fd, &address, len, l->is_unix);
    return true;
}

static void on_door(uv_poll_t *poll, int status, int events) {
    struct listener *l = poll->data;
    struct gate *g = ((struct watch *)(void *)poll)->gate; /* its first member */
    (void)events;
    if (status < 0) return;
    for (int n = 0; n < ACCEPTS_AT_ONCE && !g->is_closing && let_in(g, l); n++) continue;
}

static void on_tick(uv_timer_t *timer) {
    struct gate *g = timer->data;
    guests_tick(g);
    if (g->is_full) {
        g->is_full = false;
        doors_watch(g);
    }
    if (TAILQ_EMPTY(&g->lists[GUEST_WAITS]) && TAILQ_EMPTY(&g->lists[GUEST_LINGERS]) && !g->is_full)
        uv_timer_stop(timer);
}

/* ---- opening and closing ---- */

static void tick_closed(uv_handle_t *handle) { gate_release(handle->data); }

static struct gate *gate_new(const struct gate_options *o) {
    struct gate *g = calloc(1, sizeof *g);
    if (!g) return NULL;
    g->o = *o;
    g->o.n_listen = 0;
    g->o.behind = NULL;
    g->on_tick = on_tick;
    for (int state = 0; state < GUEST_STATES; state++) TAILQ_INIT(&g->lists[state]);
    uv_timer_init(o->loop, &g->tick);
    g->tick.data = g;
    g->n_refs = 1;
    return g;
}

static int gate_listen(struct gate *g, const struct gate_options *o, struct gate_fault *fault) {
    if (o->n_listen == 0 || o->n_listen > GATE_LISTEN_MAX) {
        *fault = (struct gate_fault){"", "il faut dire où écouter : de 1 à 4 adresses, par exemple 127.0.0.1:8080",
                                     "say where to listen: 1 to 4 addresses, such as 127.0.0.1:8080"};
        return ERR_INVALID;
    }
    if (o->behind && !address_normal(o->behind, g->behind)) {
        *fault = (struct gate_fault){o->behind,
                                     "ce n'est pas l'adresse de ce qui est devant : écrivez-la en chiffres, sans port, "
                                     "par exemple 172.18.0.2",
                                     "that is not the address of what is in front: write it in numbers, without a "
                                     "port, such as 172.18.0.2"};
        return ERR_INVALID;
    }
    for (; g->o.n_listen < o->n_listen; g->o.n_listen++) {
        struct listener *l = &g->listeners[g->o.n_listen];
        int rc = listener_open(l, o->listen[g->o.n_listen], o->behind != NULL, fault);
        if (rc) return rc;
        g->doors[g->o.n_listen] = watch_new(g, l->fd, l);
        if (g->doors[g->o.n_listen]) continue;
        l->fd = -1; /* it is closed */
        listener_close(l);
        return ERR_NOMEM;
    }
    return 0;
}

int gate_open(struct gate **out, const struct gate_options *o, struct gate_fault *fault) {
    *out = NULL;
    *fault = (struct gate_fault){"", "", ""};
    struct gate *g = gate_new(o);
    if (!g) return ERR_NOMEM;
    int rc = gate_listen(g, o, fault);
    if (rc) {
        gate_close(g);
        return rc;
    }
    doors_watch(g);
    *out = g;
    return 0;
}

void gate_close(struct gate *g) {
    struct guest *guest;
    if (!g) return;
    g->is_closing = true;
    for (size_t i = 0; i < g->o.n_listen; i++) {
        watch_end(g->doors[i]);
        listener_close(&g->listeners[i]);
    }
    for (int state = GUEST_WAITS; state <= GUEST_LINGERS; state++)
        while ((guest = TAILQ_FIRST(&g->lists[state]))) guest_drop(guest);
    uv_timer_stop(&g->tick);
    uv_close((uv_handle_t *)&g->tick, tick_closed);
}

const struct gate_counts *gate_counts(const struct gate *g) { return &g->counts; }

size_t gate_connections(const struct gate *g, size_t *n_waiting) {
    const struct guest *guest;
    *n_waiting = 0;
    TAILQ_FOREACH(guest, &g->lists[GUEST_WAITS], in)++ *n_waiting;
    return g->n;
}

int gate_port(const struct gate *g, size_t listen) { return g->listeners[listen].port; }
