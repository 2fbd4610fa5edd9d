/* What libzmq tells of a socket's connections, over an inproc pair. One monitor per socket. For telling a refusal from
 * silence, where somebody waits for it, and for knowing who is connected; no delivery rests on them, as they tell
 * nothing of what a peer has taken in. */
#include <stdatomic.h>
#include <stdio.h>
#include "bus/internal.h"

/* Without a water mark: at one the io thread would wait for us to read, and everybody's connection with it. */
int monitor_open(struct bus *b, struct monitor *m, void *watched, int events) {
    static _Atomic unsigned number; /* inproc names are one space per context; clients may share it over threads */
    char endpoint[64];
    int zero = 0;
    snprintf(endpoint, sizeof endpoint, "inproc://monitor-%u", atomic_fetch_add(&number, 1));
    *m = (struct monitor){.watched = watched};
    if (zmq_socket_monitor(watched, endpoint, events) < 0) return ERR_IO;
    m->pair = zmq_socket(b->context, ZMQ_PAIR);
    if (m->pair && zmq_setsockopt(m->pair, ZMQ_LINGER, &zero, sizeof zero) == 0 &&
        zmq_setsockopt(m->pair, ZMQ_RCVHWM, &zero, sizeof zero) == 0 && zmq_connect(m->pair, endpoint) == 0)
        return 0;
    monitor_close(m);
    return ERR_IO;
}

/* The watched socket must still be open: libzmq ends its side first. */
void monitor_close(struct monitor *m) {
    if (m->watched) zmq_socket_monitor(m->watched, NULL, 0);
    if (m->pair) zmq_close(m->pair);
    *m = (struct monitor){.watched = NULL};
}

/* The first frame of an event: its number, 16 bits in the machine's order, and a value, 32 bits, of ACCEPTED and
 * DISCONNECTED the descriptor; the second frame is the endpoint. */
static enum monitor_event event_of(zmq_msg_t *frame, int *fd) {
    uint16_t number;
    int32_t value;
    const uint8_t *bytes = zmq_msg_data(frame);
    if (zmq_msg_size(frame) < sizeof number + sizeof value) return MONITOR_OTHER;
    memcpy(&number, bytes, sizeof number);
    memcpy(&value, bytes + sizeof number, sizeof value);
    if (fd) *fd = value;
    switch (number) {
    case ZMQ_EVENT_ACCEPTED: return MONITOR_ACCEPTED;
    case ZMQ_EVENT_HANDSHAKE_SUCCEEDED: return MONITOR_READY;
    case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
    case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH: return MONITOR_REFUSED;
    case ZMQ_EVENT_CONNECTED: return MONITOR_CONNECTED;
    case ZMQ_EVENT_DISCONNECTED: return MONITOR_CLOSED;
    default: return MONITOR_OTHER;
    }
}

enum monitor_event monitor_next(struct monitor *m, int *fd) {
    zmq_msg_t frame;
    bool more = false;
    zmq_msg_init(&frame);
    enum monitor_event event = MONITOR_NOTHING;
    if (m->pair && frame_receive(m->pair, &frame, &more) >= 0) {
        event = event_of(&frame, fd);
        if (more) frames_drain(m->pair);
    }
    zmq_msg_close(&frame);
    return event;
}
