/* The table of connections. Shutting down a descriptor that libzmq has closed meanwhile, and that is another
 * connection's by now, costs that one a reconnection and nothing else: what is not a stream socket refuses it. */
#include "bus/connections.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include "bus/table.h"
#include "sys/clock.h"

/* ---- finding ---- */

static struct connection **bucket_of(struct connections *t, uint32_t peer) { return &t->by_peer[peer % PEER_BUCKETS]; }

static struct connection *find(struct connections *t, const struct connection_door *d, uint32_t peer) {
    struct connection *c = *bucket_of(t, peer);
    while (c && !(c->peer == peer && c->door == d)) c = c->next;
    return c;
}

struct connection *connection_find(struct connections *t, const struct connection_door *d, uint32_t peer) {
    struct connection *c = find(t, d, peer);
    return c && !c->cut ? c : NULL;
}

static struct connection *at_fd(struct connections *t, int fd) {
    return fd >= 0 && (size_t)fd < t->n_fds ? t->by_fd[fd] : NULL;
}

/* ---- coming and going ---- */

/* Descriptors are small numbers: the kernel gives the lowest that is free. */
static void fds_reach(struct connections *t, int fd) {
    size_t n = t->n_fds ? t->n_fds : 64;
    while (n <= (size_t)fd) n *= 2;
    if (n == t->n_fds) return;
    struct connection **more = realloc(t->by_fd, n * sizeof(struct connection *));
    if (!more) abort();
    memset(more + t->n_fds, 0, (n - t->n_fds) * sizeof(struct connection *));
    t->by_fd = more;
    t->n_fds = n;
}

static void unname(struct connections *t, struct connection *c) {
    if (!c->named) return;
    struct connection **at = bucket_of(t, c->peer);
    while (*at != c) at = &(*at)->next;
    *at = c->next;
    c->named = false;
    t->counts.named--;
    t->counts.unnamed++;
    t->counts.unread -= c->unread;
    c->unread = 0;
}

static void forget(struct connections *t, struct connection *c) {
    unname(t, c);
    t->by_fd[c->fd] = NULL;
    t->counts.unnamed--;
    free(c);
}

static void gone(struct connections *t, struct connection *c) {
    const struct connection_door *d = c->door;
    struct bus_route route = {c->peer, (uint8_t)d->side};
    bool tell = c->named && d->closed;
    forget(t, c);
    if (tell) d->closed(d->owner, route);
}

static void accepted(struct connections *t, struct connection_door *d, int fd) {
    if (fd < 0) return;
    fds_reach(t, fd);
    if (t->by_fd[fd]) gone(t, t->by_fd[fd]);
    struct connection *c = calloc(1, sizeof *c);
    if (!c) abort();
    c->door = d;
    c->fd = fd;
    c->since_ms = clock_mono_ms();
    t->by_fd[fd] = c;
    t->counts.unnamed++;
}

void connection_cut(struct connections *t, struct connection *c, enum bus_cut why) {
    if (c->cut) return;
    c->cut = true;
    t->counts.unread -= c->unread;
    c->unread = 0;
    t->counts.cut[why]++;
    (void)shutdown(c->fd, SHUT_RDWR);
}

/* ---- who does not read ---- */

static void unread_bound(struct connections *t) {
    struct connection *most = NULL;
    t->added = 0;
    for (size_t i = 0; i < PEER_BUCKETS; i++)
        for (struct connection *c = t->by_peer[i]; c; c = c->next)
            if (!c->cut && unread_look(t, c) > (most ? most->unread : 0)) most = c;
    if (t->counts.unread > BUS_UNREAD_ALL && most) connection_cut(t, most, BUS_CUT_UNREAD);
}

void connection_given(struct connections *t, struct connection *c, size_t bytes) {
    if (unread_add(t, c, bytes)) unread_bound(t);
}

/* ---- who says nothing ---- */

/* A quarter of the descriptors that there may be: the rest is for who has a key, and for the store. */
static size_t unnamed_max(void) {
    struct rlimit limit;
    enum { LEAST = 8 };
    if (getrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur / 4 >= BUS_UNNAMED_MAX) return BUS_UNNAMED_MAX;
    return limit.rlim_cur / 4 < LEAST ? LEAST : (size_t)limit.rlim_cur / 4;
}

struct unnamed {
    struct connection *c;
    uint64_t received;
};

static int by_progress(const void *a, const void *b) {
    const struct unnamed *x = a, *y = b;
    if (x->received != y->received) return x->received < y->received ? -1 : 1;
    return x->c->since_ms < y->c->since_ms ? -1 : x->c->since_ms > y->c->since_ms;
}

static size_t unnamed_list(struct connections *t, struct unnamed *list) {
    size_t n = 0;
    for (size_t fd = 0; fd < t->n_fds; fd++) {
        struct connection *c = t->by_fd[fd];
        if (c && !c->named && !c->cut) list[n++] = (struct unnamed){c, bytes_received(c->fd)};
    }
    return n;
}

/* First those that have sent the least, and of these the oldest: a handshake that goes on is a few milliseconds old,
 * and a stranger that only holds a descriptor has sent nothing. */
static void crowd_thin(struct connections *t) {
    size_t most = unnamed_max();
    if (t->counts.unnamed <= most) return;
    struct unnamed *list = calloc(t->counts.unnamed, sizeof *list);
    if (!list) abort();
    size_t n = unnamed_list(t, list);
    qsort(list, n, sizeof *list, by_progress);
    for (size_t i = 0; i + most < n; i++) connection_cut(t, list[i].c, BUS_CUT_CROWDED);
    free(list);
}

/* ---- the door of a server ---- */

static size_t door_take(struct connections *t, struct connection_door *d, size_t max) {
    enum monitor_event event;
    size_t n = 0;
    int fd;
    while (n < max && (event = monitor_next(&d->monitor, &fd)) != MONITOR_NOTHING) {
        struct connection *c = at_fd(t, fd);
        if (event == MONITOR_ACCEPTED) accepted(t, d, fd);
        if (event == MONITOR_CLOSED && c && c->door == d) gone(t, c);
        n++;
    }
    return n;
}

static size_t door_receive(struct bus_socket *s, size_t max) {
    struct connection_door *d = (struct connection_door *)s; /* its first member */
    struct connections *t = s->bus->connections;
    size_t n = door_take(t, d, max);
    crowd_thin(t);
    return n;
}

int door_open(struct bus *b, struct connection_door *d, void *watched) {
    int rc = monitor_open(b, &d->monitor, watched, MONITOR_PEERS);
    if (rc) return rc;
    d->socket.receive = door_receive;
    rc = socket_enlist(b, &d->socket, d->monitor.pair, RANK_DOOR);
    if (rc) monitor_close(&d->monitor);
    return rc;
}

void door_close(struct connection_door *d) {
    if (!d->socket.handle) return;
    struct connections *t = d->socket.bus->connections;
    zmq_socket_monitor(d->monitor.watched, NULL, 0);
    socket_delist(&d->socket); /* the pair is the list's to close */
    for (size_t fd = 0; fd < t->n_fds; fd++)
        if (t->by_fd[fd] && t->by_fd[fd]->door == d) forget(t, t->by_fd[fd]);
}

/* ---- a connection's first message ---- */

static size_t connections_of(const struct connections *t, const char *principal) {
    size_t n = 0;
    for (size_t i = 0; i < PEER_BUCKETS; i++)
        for (const struct connection *c = t->by_peer[i]; c; c = c->next)
            n += !c->cut && strcmp(c->principal, principal) == 0;
    return n;
}

static bool may_stay(struct connections *t, struct connection *c) {
    const struct connection_door *d = c->door;
    uint32_t most = d->allowed ? d->allowed(d->owner, c->principal) : UINT32_MAX;
    if (!most) return connection_cut(t, c, BUS_CUT_REVOKED), false;
    if (t->counts.named <= BUS_CONNECTIONS_MAX && connections_of(t, c->principal) <= most) return true;
    return connection_cut(t, c, BUS_CUT_MANY), false;
}

static void name(struct connections *t, struct connection *c, uint32_t peer, const char *principal) {
    struct connection **bucket = bucket_of(t, peer);
    c->peer = peer;
    memcpy(c->principal, principal, strnlen(principal, KEY_NAME_MAX) + 1);
    c->named = true;
    c->next = *bucket;
    *bucket = c;
    t->counts.named++;
    t->counts.unnamed--;
}

/* Of connections that had the same descriptor one after the other, the later one has the later number, and an older
 * one's messages may still lie in libzmq. The monitor is read again, as the connection may be younger than the last
 * look. */
static struct connection *first_message(struct bus *b, struct connection_door *d, uint32_t peer, zmq_msg_t *m) {
    struct connections *t = b->connections;
    int fd = zmq_msg_get(m, ZMQ_SRCFD);
    door_take(t, d, SIZE_MAX);
    struct connection *c = at_fd(t, fd);
    if (!c || c->door != d || c->cut) return NULL;
    if (!c->named) return c;
    if ((int32_t)(peer - c->peer) <= 0) return NULL;
    accepted(t, d, fd);
    return at_fd(t, fd);
}

struct connection *connection_of(struct bus *b, struct connection_door *d, uint32_t peer, zmq_msg_t *m,
                                 const char *principal) {
    struct connections *t = b->connections;
    struct connection *c = find(t, d, peer);
    if (c) return c->cut ? NULL : c;
    c = first_message(b, d, peer, m);
    if (!c) return NULL;
    name(t, c, peer, principal);
    return may_stay(t, c) ? c : NULL;
}

/* ---- each second ---- */

static void connection_tick(struct connections *t, struct connection *c, int64_t now_ms) {
    const struct connection_door *d = c->door;
    if (!c->named) {
        if (now_ms - c->since_ms >= BUS_SILENT_MS) connection_cut(t, c, BUS_CUT_SILENT);
    } else if (d->allowed && !d->allowed(d->owner, c->principal))
        connection_cut(t, c, BUS_CUT_REVOKED);
    else if (unread_too_long(t, c, now_ms))
        connection_cut(t, c, BUS_CUT_UNREAD);
}

void bus_tick(struct bus *b, int64_t now_ms) {
    struct connections *t = b->connections;
    for (size_t fd = 0; fd < t->n_fds; fd++)
        if (t->by_fd[fd] && !t->by_fd[fd]->cut) connection_tick(t, t->by_fd[fd], now_ms);
}

const struct bus_connection_counts *bus_connection_counts(const struct bus *b) { return &b->connections->counts; }

/* ---- the table ---- */

struct connections *connections_new(void) {
    return calloc(1, sizeof(struct connections));
}

void connections_free(struct connections *t) {
    if (!t) return;
    for (size_t fd = 0; fd < t->n_fds; fd++) free(t->by_fd[fd]);
    free(t->by_fd);
    free(t);
}
