/* Who is cut, and who is not: the bounds of bus/connections.h with real peers. */
#include "peers.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

struct stage {
    struct scene scene;
    struct bus_server *server;
    uint32_t allowed; /* connections of a key */
    size_t received, closed;
    struct bus_route last, last_closed;
    uint32_t *tag; /* of the last message's connection, as it was when it came */
};

static void received(void *owner, const struct bus_message *m) {
    struct stage *g = owner;
    g->received++;
    g->last = m->route;
    ++*m->tag;
    g->tag = m->tag;
}

static uint32_t allowed(void *owner, const char *principal) {
    assert_true(key_name_is_valid(principal));
    return ((struct stage *)owner)->allowed;
}

static void closed(void *owner, struct bus_route route) {
    struct stage *g = owner;
    g->closed++;
    g->last_closed = route;
}

static int setup(void **state) {
    static struct stage g;
    g = (struct stage){.allowed = 32};
    scene_open(&g.scene);
    const struct bus_server_options o = {.side = BUS_PUBLIC,
                                         .endpoint = "tcp://127.0.0.1:*",
                                         .own = &g.scene.own,
                                         .received = received,
                                         .allowed = allowed,
                                         .closed = closed,
                                         .owner = &g};
    assert_int_equal(bus_server_open(g.scene.bus, &o, &g.server), 0);
    *state = &g;
    return 0;
}

static int teardown(void **state) {
    struct stage *g = *state;
    bus_server_close(g->server);
    scene_close(&g->scene);
    return 0;
}

static const struct bus_connection_counts *counts(const struct stage *g) { return bus_connection_counts(g->scene.bus); }

/* A peer that has said something; its route. */
static struct bus_route join(struct stage *g, size_t key, bool eager, void **peer) {
    size_t before = g->received;
    *peer = peer_open(&g->scene, key, bus_server_endpoint(g->server), eager);
    peer_say(*peer, "x");
    assert_true(UNTIL(&g->scene, g->received > before));
    return g->last;
}

static int stranger(const struct stage *g) {
    struct sockaddr_in address = {.sin_family = AF_INET};
    address.sin_port = htons((uint16_t)strtoul(strrchr(bus_server_endpoint(g->server), ':') + 1, NULL, 10));
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0);
    return fd;
}

static bool is_cut(int fd) {
    char byte[64];
    struct pollfd p = {.fd = fd, .events = POLLIN};
    while (poll(&p, 1, 0) == 1)
        if (read(fd, byte, sizeof byte) <= 0) return true;
    return false;
}

/* ---- the table ---- */

static void who_comes_and_goes_is_known(void **state) {
    struct stage *g = *state;
    void *one, *other;
    struct bus_route a = join(g, 0, true, &one), b = join(g, 1, true, &other);
    assert_false(bus_route_equal(a, b));
    assert_int_equal(counts(g)->named, 2);
    assert_int_equal(counts(g)->unnamed, 0);
    peer_say(other, "y");
    assert_true(UNTIL(&g->scene, g->received == 3));
    assert_int_equal(*g->tag, 2); /* the receiver's own of this connection */
    zmq_close(one);
    g->scene.peers[0] = g->scene.peers[--g->scene.n_peers];
    assert_true(UNTIL(&g->scene, g->closed == 1));
    assert_true(bus_route_equal(g->last_closed, a));
    assert_int_equal(counts(g)->named, 1);
    assert_int_equal(bus_server_send(g->server, a, span_text("late")), ERR_CLOSED);
    assert_int_equal(bus_server_send(g->server, b, span_text("good")), 0);
    assert_int_equal(bus_server_counts(g->server)->dropped, 1);
}

/* ---- too many ---- */

static void the_newest_of_too_many_is_cut(void **state) {
    struct stage *g = *state;
    void *first[2], *other;
    g->allowed = 2;
    for (int i = 0; i < 2; i++) join(g, 0, true, &first[i]);
    peer_say(peer_open(&g->scene, 0, bus_server_endpoint(g->server), true), "third");
    assert_true(UNTIL(&g->scene, counts(g)->cut[BUS_CUT_MANY] == 1));
    assert_int_equal(g->received, 2); /* and what it said is not taken */
    assert_int_equal(bus_server_counts(g->server)->refused_gone, 1);
    join(g, 1, true, &other); /* another key is another matter */
    for (int i = 0; i < 2; i++) peer_say(first[i], "still here");
    assert_true(UNTIL(&g->scene, g->received == 5));
}

static void a_revoked_key_is_cut_at_the_next_second(void **state) {
    struct stage *g = *state;
    void *peer;
    struct bus_route route = join(g, 0, true, &peer);
    bus_tick(g->scene.bus, scene_now());
    assert_int_equal(counts(g)->cut[BUS_CUT_REVOKED], 0);
    g->allowed = 0;
    bus_tick(g->scene.bus, scene_now());
    assert_int_equal(counts(g)->cut[BUS_CUT_REVOKED], 1);
    assert_true(UNTIL(&g->scene, g->closed == 1));
    assert_true(bus_route_equal(g->last_closed, route));
}

/* ---- who says nothing ---- */

static void who_says_nothing_is_cut(void **state) {
    struct stage *g = *state;
    void *talker;
    join(g, 0, true, &talker);
    int fd = stranger(g);
    peer_open(&g->scene, 1, bus_server_endpoint(g->server), true); /* a key that is known, and silent */
    assert_true(UNTIL(&g->scene, counts(g)->unnamed == 2));
    scene_work_for(&g->scene, 300);
    bus_tick(g->scene.bus, scene_now() + BUS_SILENT_MS - 2000);
    assert_int_equal(counts(g)->cut[BUS_CUT_SILENT], 0);
    bus_tick(g->scene.bus, scene_now() + BUS_SILENT_MS);
    assert_int_equal(counts(g)->cut[BUS_CUT_SILENT], 2);
    assert_true(UNTIL(&g->scene, is_cut(fd)));
    peer_say(talker, "after ten seconds");
    assert_true(UNTIL(&g->scene, g->received == 2));
    close(fd);
}

static size_t descriptors(void) {
    size_t n = 0;
    DIR *dir = opendir("/proc/self/fd");
    while (dir && readdir(dir)) n++;
    if (dir) closedir(dir);
    return n;
}

/* Strangers that come again and again hold no more than a quarter of the descriptors, and one with a key gets through
 * at once. */
static void strangers_do_not_crowd_out(void **state) {
    struct stage *g = *state;
    enum { STRANGERS = 120, DESCRIPTORS = 256 };
    struct rlimit before, few;
    int fds[STRANGERS];
    void *peer;
    getrlimit(RLIMIT_NOFILE, &before);
    few = before;
    few.rlim_cur = DESCRIPTORS;
    for (int i = 0; i < STRANGERS; i++) fds[i] = stranger(g);
    setrlimit(RLIMIT_NOFILE, &few);
    assert_true(UNTIL(&g->scene, counts(g)->cut[BUS_CUT_CROWDED] >= STRANGERS - DESCRIPTORS / 4));
    assert_true(UNTIL(&g->scene, descriptors() < DESCRIPTORS - 24)); /* libzmq closes what was cut in its own time */
    join(g, 0, true, &peer);
    size_t held = 0;
    for (int i = 0; i < STRANGERS; i++) {
        held += !is_cut(fds[i]);
        close(fds[i]);
    }
    setrlimit(RLIMIT_NOFILE, &before);
    assert_in_range(held, 1, DESCRIPTORS / 4);
    assert_int_equal(counts(g)->named, 1);
}

/* ---- who does not read ---- */

enum { REPLY = 25000 };

static int give(struct stage *g, struct bus_route to, size_t bytes) {
    static uint8_t zeros[REPLY];
    int rc = 0;
    for (size_t sent = 0; sent < bytes && rc == 0; sent += REPLY) {
        rc = bus_server_send(g->server, to, span_of(zeros, REPLY));
        if (sent % (1 << 20) < REPLY) scene_work_for(&g->scene, 2);
    }
    return rc;
}

static void who_reads_is_not_stalled(void **state) {
    struct stage *g = *state;
    void *peer;
    struct bus_route route = join(g, 0, true, &peer);
    size_t read = 0;
    for (int i = 0; i < 20; i++) {
        assert_int_equal(give(g, route, 2 << 20), 0);
        assert_true(UNTIL(&g->scene, (read += peer_read(peer)) == (size_t)(i + 1) * ((2 << 20) / REPLY + 1)));
        assert_true(UNTIL(&g->scene, !bus_server_stalled(g->server, route)));
    }
    bus_tick(g->scene.bus, scene_now());
    bus_tick(g->scene.bus, scene_now() + BUS_UNREAD_MS);
    assert_int_equal(counts(g)->cut[BUS_CUT_UNREAD], 0);
    assert_in_range(counts(g)->unread, 0, 64 << 10);
}

static void who_does_not_read_waits_and_then_is_cut(void **state) {
    struct stage *g = *state;
    void *peer;
    struct bus_route route = join(g, 0, false, &peer);
    assert_int_equal(give(g, route, 10 << 20), 0);
    assert_true(bus_server_stalled(g->server, route));
    assert_true(counts(g)->unread > BUS_UNREAD_MAX);
    bus_tick(g->scene.bus, scene_now());
    bus_tick(g->scene.bus, scene_now() + BUS_UNREAD_MS - 1000);
    assert_int_equal(counts(g)->cut[BUS_CUT_UNREAD], 0);
    bus_tick(g->scene.bus, scene_now() + BUS_UNREAD_MS + 1);
    assert_int_equal(counts(g)->cut[BUS_CUT_UNREAD], 1);
    assert_int_equal(counts(g)->unread, 0);
    assert_true(UNTIL(&g->scene, g->closed == 1));
}

/* Several that each leave less than that: the one with the most goes. */
static void all_together_leave_only_so_much(void **state) {
    struct stage *g = *state;
    void *peer;
    struct bus_route routes[4];
    for (int i = 0; i < 4; i++) routes[i] = join(g, 0, false, &peer);
    for (int i = 0; i < 4; i++) (void)give(g, routes[i], i == 2 ? 14 << 20 : 9 << 20);
    assert_true(counts(g)->cut[BUS_CUT_UNREAD] >= 1);
    assert_true(counts(g)->unread <= BUS_UNREAD_ALL + (1 << 20));
    assert_true(UNTIL(&g->scene, g->closed >= 1));
    assert_true(bus_route_equal(g->last_closed, routes[2]));
}

/* The widest window answered at once, its refusals and a ping, again and again: who reads loses none. libzmq gives room
 * back by halves, so that a queue of no more than this has room for half of it, as it happens. */
static void who_reads_loses_nothing_of_a_window(void **state) {
    enum { WINDOW = 512, REFUSALS = 64, ROUNDS = 200 };
    struct stage *g = *state;
    void *peer;
    struct bus_route route = join(g, 0, true, &peer);
    for (int round = 0; round < ROUNDS; round++) {
        size_t read = 0;
        for (int i = 0; i < WINDOW + REFUSALS + 1; i++)
            assert_int_equal(bus_server_send(g->server, route, span_text("a small answer, as commands have")), 0);
        assert_true(UNTIL(&g->scene, (read += peer_read(peer)) == WINDOW + REFUSALS + 1));
    }
    assert_int_equal(counts(g)->cut[BUS_CUT_UNREAD], 0);
}

/* Small answers weigh nothing, but libzmq keeps only so many: one that lost answers is cut rather than left without. */
static void who_leaves_hundreds_of_messages_is_cut(void **state) {
    struct stage *g = *state;
    void *peer;
    struct bus_route route = join(g, 0, false, &peer);
    int rc = 0, sent = 0;
    for (; sent < 200000 && rc == 0; sent++) {
        rc = bus_server_send(g->server, route, span_text("a small answer, as commands have"));
        if (sent % 400 == 0) scene_work_for(&g->scene, 1);
    }
    assert_int_equal(rc, ERR_CLOSED);
    assert_int_equal(counts(g)->cut[BUS_CUT_UNREAD], 1);
    assert_true(UNTIL(&g->scene, g->closed == 1));
}

int main(void) {
#define STAGE_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        STAGE_TEST(who_comes_and_goes_is_known),
        STAGE_TEST(the_newest_of_too_many_is_cut),
        STAGE_TEST(a_revoked_key_is_cut_at_the_next_second),
        STAGE_TEST(who_says_nothing_is_cut),
        STAGE_TEST(strangers_do_not_crowd_out),
        STAGE_TEST(who_reads_is_not_stalled),
        STAGE_TEST(who_does_not_read_waits_and_then_is_cut),
        STAGE_TEST(all_together_leave_only_so_much),
        STAGE_TEST(who_reads_loses_nothing_of_a_window),
        STAGE_TEST(who_leaves_hundreds_of_messages_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
