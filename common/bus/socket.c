#include "bus/socket.h"

#include <errno.h>
#include "bus/internal.h"
#include "sys/clock.h"

int bus_socket_fd(const struct bus_socket *s) { return s->handle ? s->fd : -1; }

/* A signal may interrupt it. Any other fault means that the socket or its context is gone, and nothing is ready. */
int handle_events(void *handle) {
    int events = 0;
    size_t len = sizeof events;
    while (zmq_getsockopt(handle, ZMQ_EVENTS, &events, &len) < 0)
        if (errno != EINTR) return 0;
    return events;
}

/* After a look that finds nothing libzmq's reader sleeps, and whatever comes next signals the descriptor; who takes
 * that signal by another use of the handle says so. */
bool bus_socket_ready(struct bus_socket *s) {
    if (!s->handle || s->resting) return false;
    bool ready = handle_events(s->handle) & ZMQ_POLLIN;
    s->resting = !ready && s->rests && s->bus->watch.tells;
    return ready;
}

void bus_socket_woke(struct bus_socket *s) { s->resting = false; }
void socket_used(struct bus_socket *s) { s->resting = false; }

size_t bus_socket_work(struct bus_socket *s, size_t max) { return s->handle && max ? s->receive(s, max) : 0; }

int socket_enlist(struct bus *b, struct bus_socket *s, void *handle, enum socket_rank rank) {
    size_t len = sizeof s->fd;
    if (zmq_getsockopt(handle, ZMQ_FD, &s->fd, &len) < 0) return ERR_IO;
    s->bus = b;
    s->handle = handle;
    s->watcher = NULL;
    s->resting = false;
    s->rank = (int)rank;
    struct bus_socket **at = &b->sockets;
    while (*at && (*at)->rank < (int)rank) at = &(*at)->next;
    s->next = *at;
    *at = s;
    if (b->watch.opened) b->watch.opened(b->watch.owner, s);
    return 0;
}

/* The loop is told while the descriptor still is this socket's. */
void socket_delist(struct bus_socket *s) {
    if (!s->handle) return;
    struct bus *b = s->bus;
    for (struct bus_socket **at = &b->sockets; *at; at = &(*at)->next)
        if (*at == s) {
            *at = s->next;
            break;
        }
    if (b->watch.closing) b->watch.closing(b->watch.owner, s);
    zmq_close(s->handle);
    s->handle = NULL;
    s->next = NULL;
    s->watcher = NULL;
    s->fd = -1;
}

struct receiving receiving_begin(size_t most) {
    return (struct receiving){most, BUS_WORK_BYTES, clock_mono_us() + BUS_WORK_US};
}

/* The clock is looked at behind each 16th, which are a few microseconds apart unless they are large. */
bool receiving_goes_on(struct receiving *r, size_t bytes) {
    enum { LARGE = 4096 };
    r->bytes -= bytes < r->bytes ? bytes : r->bytes;
    if (!--r->messages || !r->bytes) return false;
    return (r->messages % 16 && bytes < LARGE) || clock_mono_us() < r->until_us;
}

int frame_receive(void *handle, zmq_msg_t *frame, bool *more) {
    int n;
    do n = zmq_msg_recv(frame, handle, ZMQ_DONTWAIT);
    while (n < 0 && errno == EINTR);
    *more = n >= 0 && zmq_msg_more(frame);
    return n;
}

/* A message arrives whole: once its first frame is there the others are. */
void frames_drain(void *handle) {
    bool more = true;
    while (more) {
        zmq_msg_t frame;
        zmq_msg_init(&frame);
        if (frame_receive(handle, &frame, &more) < 0) more = false;
        zmq_msg_close(&frame);
    }
}
