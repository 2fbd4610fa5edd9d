/* What the other end has not read: bytes that we gave to libzmq, less those that the kernel says were acknowledged on
 * the connection's descriptor. Both are counted from different beginnings: on the wire there are also handshakes,
 * heartbeats and what CURVE puts around a message. So the two are set equal whenever they must be: when the kernel has
 * nothing left to send, as libzmq then has nothing left either; and when more was acknowledged than we gave. */
#include <linux/tcp.h>
#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>
#include "bus/table.h"

enum { AROUND_MESSAGE = 40 }; /* flags, length, CURVE's box: what is left out is made good by the rule above */

static bool tcp_look(int fd, struct tcp_info *info) {
    socklen_t len = sizeof *info;
    memset(info, 0, sizeof *info);
    return getsockopt(fd, IPPROTO_TCP, TCP_INFO, info, &len) == 0 &&
           len >= offsetof(struct tcp_info, tcpi_notsent_bytes) + sizeof info->tcpi_notsent_bytes;
}

uint64_t bytes_received(int fd) {
    struct tcp_info info;
    return tcp_look(fd, &info) ? info.tcpi_bytes_received : 0;
}

static void unread_set(struct connections *t, struct connection *c, uint64_t bytes) {
    t->counts.unread += bytes - c->unread;
    c->unread = bytes;
}

/* A descriptor that is gone tells nothing, and its end is on its way. */
uint64_t unread_look(struct connections *t, struct connection *c) {
    struct tcp_info info;
    if (!tcp_look(c->fd, &info)) return c->unread;
    bool empty = !info.tcpi_unacked && !info.tcpi_notsent_bytes;
    uint64_t acked = info.tcpi_bytes_acked - c->acked; /* of what we gave */
    if (empty || acked > c->sent) {
        c->acked = info.tcpi_bytes_acked - c->sent;
        acked = c->sent;
    }
    unread_set(t, c, c->sent - acked);
    return c->unread;
}

/* All are worth a look only when as much was added as one may leave. */
bool unread_add(struct connections *t, struct connection *c, size_t bytes) {
    c->sent += bytes + AROUND_MESSAGE;
    unread_set(t, c, c->unread + bytes + AROUND_MESSAGE);
    t->added += bytes;
    return t->counts.unread > BUS_UNREAD_ALL && t->added >= BUS_UNREAD_WAITS;
}

bool unread_too_long(struct connections *t, struct connection *c, int64_t now_ms) {
    if (unread_look(t, c) <= BUS_UNREAD_MAX)
        c->too_much_since = 0;
    else if (!c->too_much_since)
        c->too_much_since = now_ms;
    return c->too_much_since && now_ms - c->too_much_since >= BUS_UNREAD_MS;
}
