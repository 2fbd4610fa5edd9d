/* The options of every socket, in one place, set before it is bound or connected. They are for libzmq 4.3.4 as Debian
 * 12 has it. Most were chosen after something had been measured that goes wrong without them, and does so in
 * production, not in a test; with another libzmq they are to be measured again. zmq_setsockopt(3) says what each one
 * is. */
#include <errno.h>
#include "bus/internal.h"

/* ZMQ_ZAP_ENFORCE_DOMAIN: accepted by Debian's build, declared only with the draft interface. A server admits strangers
 * when no ZAP handler answers, unless this is 1 and the server has a domain (seen: each alone admits them). */
enum { ZAP_ENFORCE_DOMAIN_OPTION = 93 };

struct option {
    int number, value;
};

/* No water mark for receiving: with one a peer can abort the process (a PING is queued behind a full pipe, the peer
 * goes, the pipe is drained: an assertion fails), and heartbeats under a receiver that stalls cost thousands of
 * messages. In its place all that has come is received at every turn, and refused or discarded past the windows of
 * principals. For sending a server has one (socket_plan.send_queue): past it a peer is cut. A client and a link have
 * none, as their windows bound what they send.
 *
 * Both ends beat, so that a dead peer or a half-open connection ends in seconds, not in hours. */
static const struct option common[] = {
    {ZMQ_RCVHWM, 0},               /* see above */
    {ZMQ_LINGER, 0},               /* -1, the default, hangs the exit; what is lost is asked for again */
    {ZMQ_HEARTBEAT_IVL, 2000},     /* a PING each 2 s */
    {ZMQ_HEARTBEAT_TIMEOUT, 6000}, /* three of them unanswered */
    {ZMQ_HEARTBEAT_TTL, 6000},     /* what the other end waits; multiplied in 16 bits: at most 65.5 s */
    {ZMQ_TCP_MAXRT, 10000},        /* sent and unacknowledged so long (TCP_USER_TIMEOUT) */
    {ZMQ_TCP_KEEPALIVE, 1},
};
static const struct option of_server[] = {
    {ZMQ_ROUTER_MANDATORY, 1}, /* without: replies to who is gone vanish uncounted */
    {ZMQ_BACKLOG, 128},        /* all clients come back at once after a restart */
    {ZAP_ENFORCE_DOMAIN_OPTION, 1},
    {ZMQ_CURVE_SERVER, 1},
};
static const struct option of_client[] = {
    {ZMQ_IMMEDIATE, 1}, /* 0 queues to nobody, and delivers it stale later */
    {ZMQ_RECONNECT_IVL, 100},
    {ZMQ_CONNECT_TIMEOUT, 3000}, /* the kernel's own is minutes */
};

/* One that is refused makes no socket: better none than one without it. */
static bool options_set(void *handle, const struct option *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (zmq_setsockopt(handle, list[i].number, &list[i].value, sizeof list[i].value) < 0) return false;
    return true;
}

static bool key_set(void *handle, int number, const uint8_t *key) {
    return zmq_setsockopt(handle, number, key, KEY_LEN) == 0;
}

/* Between two tries libzmq waits twice as long each time, up to the second number, and a random 0 to 100 ms more. */
enum { RECONNECT_MAX_MS = 5000 };

/* Who has a server's key is a client; there is no third kind. */
static bool side_set(void *handle, const struct socket_plan *p) {
    int reconnect_ms = p->reconnect_ms ? p->reconnect_ms : RECONNECT_MAX_MS;
    if (p->server_key)
        return options_set(handle, of_client, sizeof of_client / sizeof *of_client) &&
               zmq_setsockopt(handle, ZMQ_RECONNECT_IVL_MAX, &reconnect_ms, sizeof reconnect_ms) == 0 &&
               key_set(handle, ZMQ_CURVE_SERVERKEY, p->server_key) &&
               key_set(handle, ZMQ_CURVE_PUBLICKEY, p->own->public_key);
    return options_set(handle, of_server, sizeof of_server / sizeof *of_server) &&
           zmq_setsockopt(handle, ZMQ_ZAP_DOMAIN, p->domain, strlen(p->domain)) == 0;
}

/* MAXMSGSIZE is looked at before anything is allocated, and counts CURVE's box and the commands of the handshake as
 * well; hence FRAME_OVERHEAD, and a second look at the plain size by whoever receives. */
static bool plan_set(void *handle, const struct socket_plan *p) {
    int64_t max = (int64_t)(p->receive_max + FRAME_OVERHEAD);
    int handshake_ms = p->handshake_ms ? p->handshake_ms : HANDSHAKE_MS;
    int v6 = strchr(p->endpoint, '[') != NULL;
    return options_set(handle, common, sizeof common / sizeof *common) &&
           zmq_setsockopt(handle, ZMQ_SNDHWM, &p->send_queue, sizeof p->send_queue) == 0 &&
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

/* What an operator can mend is told apart: a port in use, an address that is not this machine's, a port under 1024. */
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

void server_keys_set(struct server_keys *k, const uint8_t *key, const uint8_t *next) {
    memcpy(k->first, key, KEY_LEN);
    k->has_other = next != NULL;
    if (next) memcpy(k->other, next, KEY_LEN);
}

void server_keys_turn(struct server_keys *k) {
    uint8_t first[KEY_LEN];
    if (!k->has_other) return;
    memcpy(first, k->first, KEY_LEN);
    memcpy(k->first, k->other, KEY_LEN);
    memcpy(k->other, first, KEY_LEN);
}
