/* The events of a socket's handshakes, over an inproc pair. One monitor per socket. For telling a refusal from silence,
 * where somebody waits for it; no delivery rests on them, as they tell nothing of what a peer has taken in. */
#include <stdatomic.h>
#include <stdio.h>
#include "bus/internal.h"

enum {
    WATCHED_EVENTS = ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL |
                     ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH | ZMQ_EVENT_CONNECTED |
                     ZMQ_EVENT_DISCONNECTED
};

int monitor_open(struct bus *b, struct monitor *m, void *watched) {
    static _Atomic unsigned number; /* inproc names are one space per context; clients may share it over threads */
    char endpoint[64];
    int zero = 0;
    snprintf(endpoint, sizeof endpoint, "inproc://monitor-%u", atomic_fetch_add(&number, 1));
    *m = (struct monitor){.watched = watched};
    if (zmq_socket_monitor(watched, endpoint, WATCHED_EVENTS) < 0) return ERR_IO;
    m->pair = zmq_socket(b->context, ZMQ_PAIR);
    if (m->pair && zmq_setsockopt(m->pair, ZMQ_LINGER, &zero, sizeof zero) == 0 && zmq_connect(m->pair, endpoint) == 0)
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

/* The first frame of an event: its number, 16 bits in the machine's order, and a value; the second frame is the
 * endpoint. */
static enum monitor_event event_of(const zmq_msg_t *frame) {
    uint16_t number;
    if (zmq_msg_size(frame) < sizeof number) return MONITOR_NOTHING;
    memcpy(&number, zmq_msg_data((zmq_msg_t *)(uintptr_t)frame), sizeof number);
    switch (number) {
    case ZMQ_EVENT_HANDSHAKE_SUCCEEDED: return MONITOR_READY;
    case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
    case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH: return MONITOR_REFUSED;
    case ZMQ_EVENT_CONNECTED: return MONITOR_CONNECTED;
    case ZMQ_EVENT_DISCONNECTED: return MONITOR_CLOSED;
    default: return MONITOR_NOTHING;
    }
}

enum monitor_event monitor_next(struct monitor *m) {
    zmq_msg_t frame;
    bool more = false;
    zmq_msg_init(&frame);
    enum monitor_event event = MONITOR_NOTHING;
    if (m->pair && frame_receive(m->pair, &frame, &more) >= 0) {
        event = event_of(&frame);
        if (more) frames_drain(m->pair);
    }
    zmq_msg_close(&frame);
    return event;
}
