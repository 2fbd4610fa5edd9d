/* What libzmq and the kernel must go on doing: each bound of this daemon on the wire rests on one of these, and none is
 * promised by a manual. With another libzmq they are tried anew by this. */
#include "peers.h"

#include <errno.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

/* A ROUTER as a server's is made, and what its monitor tells; worked by hand. */
struct door {
    struct scene scene;
    void *router;
    struct monitor monitor;
    char endpoint[128];
};

static void *router_open(struct door *d, int send_queue, int events) {
    size_t len = sizeof d->endpoint;
    d->router = plan_socket(d->scene.bus, &(struct socket_plan){.type = ZMQ_ROUTER,
                                                                .own = &d->scene.own,
                                                                .domain = "test",
                                                                .receive_max = BUS_PUBLIC_MAX,
                                                                .send_queue = send_queue,
                                                                .endpoint = "tcp://127.0.0.1:*"});
    assert_non_null(d->router);
    assert_int_equal(monitor_open(d->scene.bus, &d->monitor, d->router, events), 0);
    assert_int_equal(plan_bind(d->router, "tcp://127.0.0.1:*"), 0);
    assert_int_equal(zmq_getsockopt(d->router, ZMQ_LAST_ENDPOINT, d->endpoint, &len), 0);
    return d->router;
}

static int setup(void **state) {
    static struct door d;
    scene_open(&d.scene);
    router_open(&d, 600, MONITOR_PEERS);
    *state = &d;
    return 0;
}

static int teardown(void **state) {
    struct door *d = *state;
    monitor_close(&d->monitor);
    zmq_close(d->router);
    scene_close(&d->scene);
    return 0;
}

/* One message: who it came from, over which descriptor. */
struct heard {
    uint8_t route[5];
    int fd;
    char first; /* of its bytes */
};

static bool hear(struct door *d, struct heard *out) {
    zmq_msg_t route, payload;
    bool more = false, got = false;
    zmq_msg_init(&route);
    zmq_msg_init(&payload);
    if (frame_receive(d->router, &route, &more) == (int)sizeof out->route && more) {
        got = frame_receive(d->router, &payload, &more) > 0 && !more;
        if (got)
            *out = (struct heard){.fd = zmq_msg_get(&payload, ZMQ_SRCFD), .first = *(char *)zmq_msg_data(&payload)};
        memcpy(out->route, zmq_msg_data(&route), sizeof out->route);
    }
    zmq_msg_close(&payload);
    zmq_msg_close(&route);
    return got;
}

static int tell(struct door *d, const struct heard *to, size_t bytes) {
    static char zeros[64 << 10];
    if (zmq_send(d->router, to->route, sizeof to->route, ZMQ_SNDMORE | ZMQ_DONTWAIT) < 0) return errno;
    return zmq_send(d->router, zeros, bytes, ZMQ_DONTWAIT) < 0 ? errno : 0;
}

static uint64_t acked(int fd) {
    struct tcp_info info = {.tcpi_state = 0};
    socklen_t len = sizeof info;
    assert_int_equal(getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len), 0);
    return info.tcpi_bytes_acked;
}

/* ---- options ---- */

/* Without ZAP_ENFORCE_DOMAIN everybody is let in where no guard answers. Here none does. */
static void without_a_guard_nobody_is_let_in(void **state) {
    (void)state;
    struct door d = {.router = NULL};
    key_pair_new(&d.scene.own);
    for (size_t i = 0; i < PEER_KEYS; i++) key_pair_new(&d.scene.keys[i]);
    d.scene.context = zmq_ctx_new();
    assert_int_equal(bus_open(&d.scene.bus), 0);
    router_open(&d, 600, MONITOR_HANDSHAKES);
    peer_open(&d.scene, 0, d.endpoint, true);
    bool refused = false;
    for (int64_t until = scene_now() + 3000; !refused && scene_now() < until;) {
        enum monitor_event event = monitor_next(&d.monitor, NULL);
        assert_int_not_equal(event, MONITOR_READY);
        refused = event == MONITOR_REFUSED;
        nanosleep(&(struct timespec){0, 1000000}, NULL);
    }
    assert_true(refused);
    monitor_close(&d.monitor);
    zmq_close(d.router);
    scene_close(&d.scene);
}

/* ROUTER_MANDATORY: else what is sent to nobody is lost without a word. */
static void who_is_gone_is_told(void **state) {
    struct door *d = *state;
    assert_int_equal(tell(d, &(struct heard){.route = {0, 1, 2, 3, 4}}, 10), EHOSTUNREACH);
}

/* SNDHWM, and no more than it: EAGAIN comes after some hundreds of messages for who does not read, and never for who
 * does. */
static void who_does_not_read_is_told(void **state) {
    struct door *d = *state;
    struct heard h;
    void *reader = peer_open(&d->scene, 0, d->endpoint, true);
    peer_say(reader, "r");
    assert_true(UNTIL(&d->scene, hear(d, &h)));
    size_t read = 0;
    for (int i = 0; i < 3000; i++) {
        assert_int_equal(tell(d, &h, 4096), 0);
        if (i % 100 == 99) assert_true(UNTIL(&d->scene, (read += peer_read(reader)) + 100 > (size_t)i));
    }
    peer_say(peer_open(&d->scene, 1, d->endpoint, false), "n");
    assert_true(UNTIL(&d->scene, hear(d, &h)));
    int sent = 0, rc = 0;
    while (sent < 3000 && rc == 0) {
        rc = tell(d, &h, 25000);
        sent += rc == 0;
        if (sent % 100 == 0) scene_work_for(&d->scene, 5);
    }
    assert_int_equal(rc, EAGAIN);
    assert_in_range(sent, 600, 2500);
}

/* ---- who is connected ---- */

static void accepted_is_the_descriptor_of_messages(void **state) {
    struct door *d = *state;
    struct heard h;
    int fd = -1;
    peer_say(peer_open(&d->scene, 0, d->endpoint, true), "x");
    assert_true(UNTIL(&d->scene, monitor_next(&d->monitor, &fd) == MONITOR_ACCEPTED));
    assert_true(UNTIL(&d->scene, hear(d, &h)));
    assert_true(fd > 2);
    assert_int_equal(h.fd, fd);
}

/* shutdown(2) of a descriptor ends that connection and no other; its owner comes again by itself, under another number,
 * which is a later one. */
static void shutting_down_ends_one_connection(void **state) {
    struct door *d = *state;
    struct heard a, b, again;
    int fd = -1;
    void *one = peer_open(&d->scene, 0, d->endpoint, true), *other = peer_open(&d->scene, 0, d->endpoint, true);
    peer_say(one, "a");
    assert_true(UNTIL(&d->scene, hear(d, &a)));
    peer_say(other, "b");
    assert_true(UNTIL(&d->scene, hear(d, &b)));
    assert_int_not_equal(a.fd, b.fd);
    assert_int_equal(shutdown(a.fd, SHUT_RDWR), 0);
    assert_true(UNTIL(&d->scene, monitor_next(&d->monitor, &fd) == MONITOR_CLOSED));
    assert_int_equal(fd, a.fd);
    assert_true(UNTIL(&d->scene, monitor_next(&d->monitor, &fd) == MONITOR_ACCEPTED));
    peer_say(one, "a");
    peer_say(other, "b");
    for (int i = 0; i < 2; i++) {
        assert_true(UNTIL(&d->scene, hear(d, &again)));
        if (again.first == 'b')
            assert_memory_equal(again.route, b.route, sizeof b.route);
        else
            assert_true(memcmp(again.route, b.route, sizeof b.route) > 0);
    }
}

/* ---- what was read ---- */

static void acknowledged_is_what_was_read(void **state) {
    struct door *d = *state;
    struct heard h;
    enum { N = 400, EACH = 10000 };
    for (int reads = 1; reads >= 0; reads--) {
        void *peer = peer_open(&d->scene, 0, d->endpoint, reads);
        peer_say(peer, "x");
        assert_true(UNTIL(&d->scene, hear(d, &h)));
        uint64_t before = acked(h.fd);
        size_t read = 0;
        for (int i = 0; i < N; i++) assert_int_equal(tell(d, &h, EACH), 0);
        if (reads)
            assert_true(UNTIL(&d->scene, (read += peer_read(peer)) == N));
        else
            scene_work_for(&d->scene, 500);
        scene_work_for(&d->scene, 100); /* the last acknowledgement */
        uint64_t got = acked(h.fd) - before;
        if (reads)
            assert_in_range(got, N * EACH, N * EACH + (64 << 10));
        else
            assert_in_range(got, 0, N * EACH / 2);
    }
}

/* ---- whose messages come first ---- */

/* Of each connection one message in turn: a backlog of one does not stand before another's. */
static void connections_take_turns(void **state) {
    struct door *d = *state;
    struct heard h;
    void *many = peer_open(&d->scene, 0, d->endpoint, true), *few = peer_open(&d->scene, 1, d->endpoint, true);
    peer_say(many, "m");
    assert_true(UNTIL(&d->scene, hear(d, &h)));
    peer_say(few, "f");
    assert_true(UNTIL(&d->scene, hear(d, &h)));
    for (int i = 0; i < 5000; i++) peer_say(many, "m");
    scene_work_for(&d->scene, 300);
    peer_say(few, "f");
    scene_work_for(&d->scene, 300);
    int before = 0;
    while (hear(d, &h) && h.first == 'm') before++;
    assert_in_range(before, 0, 10);
}

int main(void) {
#define DOOR_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_guard_nobody_is_let_in),
        DOOR_TEST(who_is_gone_is_told),
        DOOR_TEST(who_does_not_read_is_told),
        DOOR_TEST(accepted_is_the_descriptor_of_messages),
        DOOR_TEST(shutting_down_ends_one_connection),
        DOOR_TEST(acknowledged_is_what_was_read),
        DOOR_TEST(connections_take_turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
