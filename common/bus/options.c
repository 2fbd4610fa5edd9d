/* The options of every socket. Values and why: the measured facts about libzmq 4.3.4 in architecture.md, section 5.
 *   HWM 0         with a water mark a peer can abort the process (a PING queued behind a full pipe, peer gone, then
 * draining), and heartbeats under a stalled receiver lost thousands of messages; windows per principal are the bound
 *   IMMEDIATE 1   0 queues to nobody and delivers it stale later
 *   LINGER 0      -1 hangs the exit
 *   HANDSHAKE_IVL, TCP_MAXRT, heartbeats: raw connections, half-open ones and dead peers end in seconds
 *   TTL           is multiplied in 16 bits: at most 65.5 s */
#include <errno.h>
#include "bus/internal.h"

/* Accepted by Debian's build, declared only with the draft interface: without it a server admits strangers when no ZAP
 * handler answers. */
enum { ZAP_ENFORCE_DOMAIN_OPTION = 93 };

struct option {
    int number, value;
};

static const struct option common[] = {
    {ZMQ_RCVHWM, 0},
    {ZMQ_SNDHWM, 0},
    {ZMQ_LINGER, 0},
    {ZMQ_HEARTBEAT_IVL, 2000},
    {ZMQ_HEARTBEAT_TIMEOUT, 6000},
    {ZMQ_HEARTBEAT_TTL, 6000},
    {ZMQ_TCP_MAXRT, 10000},
    {ZMQ_TCP_KEEPALIVE, 1},
};
static const struct option of_server[] = {
    {ZMQ_ROUTER_MANDATORY, 1},
    {ZMQ_BACKLOG, 128},
    {ZAP_ENFORCE_DOMAIN_OPTION, 1},
    {ZMQ_CURVE_SERVER, 1},
};
static const struct option of_client[] = {
    {ZMQ_IMMEDIATE, 1},
    {ZMQ_RECONNECT_IVL, 100},
    {ZMQ_RECONNECT_IVL_MAX, 5000},
    {ZMQ_CONNECT_TIMEOUT, 3000},
};

static bool options_set(void *handle, const struct option *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (zmq_setsockopt(handle, list[i].number, &list[i].value, sizeof list[i].value) < 0) return false;
    return true;
}

static bool key_set(void *handle, int number, const uint8_t *key) {
    return zmq_setsockopt(handle, number, key, KEY_LEN) == 0;
}

static bool side_set(void *handle, const struct socket_plan *p) {
    if (p->server_key)
        return options_set(handle, of_client, sizeof of_client / sizeof *of_client) &&
               key_set(handle, ZMQ_CURVE_SERVERKEY, p->server_key) &&
               key_set(handle, ZMQ_CURVE_PUBLICKEY, p->own->public_key);
    return options_set(handle, of_server, sizeof of_server / sizeof *of_server) &&
           zmq_setsockopt(handle, ZMQ_ZAP_DOMAIN, p->domain, strlen(p->domain)) == 0;
}

static bool plan_set(void *handle, const struct socket_plan *p) {
    int64_t max = (int64_t)(p->receive_max + FRAME_OVERHEAD);
    int handshake_ms = p->handshake_ms ? p->handshake_ms : HANDSHAKE_MS;
    int v6 = strchr(p->endpoint, '[') != NULL;
    return options_set(handle, common, sizeof common / sizeof *common) &&
           zmq_setsockopt(handle, ZMQ_MAXMSGSIZE, &max, sizeof max) == 0 &&
           zmq_setsockopt(handle, ZMQ_HANDSHAKE_IVL, &handshake_ms, sizeof handshake_ms) == 0 &&
           zmq_setsockopt(handle, ZMQ_IPV6, &v6, sizeof v6) == 0 &&
           key_set(handle, ZMQ_CURVE_SECRETKEY, p->own->secret_key) && side_set(handle, p);
}

void *plan_socket(struct bus *b, const struct socket_plan *p) {
    void *handle = zmq_socket(b->context, p->type);
    if (handle && !plan_set(handle, p)) {
        zmq_close(handle);
        return NULL;
    }
    return handle;
}

static int err_of_zmq(void) {
    switch (errno) {
    case EADDRINUSE: return ERR_BUSY;
    case EINVAL:
    case EPROTONOSUPPORT:
    case ENOCOMPATPROTO:
    case ENODEV: return ERR_INVALID;
    case EACCES: return ERR_DENIED;
    default: return ERR_IO;
    }
}

int plan_bind(void *handle, const char *endpoint) { return zmq_bind(handle, endpoint) < 0 ? err_of_zmq() : 0; }
int plan_connect(void *handle, const char *endpoint) { return zmq_connect(handle, endpoint) < 0 ? err_of_zmq() : 0; }
