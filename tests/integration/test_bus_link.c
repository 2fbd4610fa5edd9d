/* Links, and the shim that must lose nothing: everything in one thread, waiting on the descriptors as a loop does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "station.h"
#include "sys/clock.h"

enum { BURST = 10000, SOCKETS_MAX = 8 };

struct scene {
    struct station station; /* the peer, in its own thread */
    struct bus *bus;        /* ours */
    struct bus_link *link;
    int received, opened, closing, open_now, up;
    struct bus_socket *open[SOCKETS_MAX];
    bool tells;                /* as the loop of a process does: links rest until their descriptors wake */
    int64_t up_ms;             /* when it last was */
    struct bus_server *server; /* of the burst */
    bool seen[BURST];
    int sent;
};

static void socket_opened(void *owner, struct bus_socket *socket) {
    struct scene *scene = owner;
    assert_true(bus_socket_fd(socket) >= 0);
    scene->opened++;
    assert_true(scene->open_now < SOCKETS_MAX);
    scene->open[scene->open_now++] = socket;
    socket->watcher = scene;
}

static void socket_closing(void *owner, struct bus_socket *socket) {
    struct scene *scene = owner;
    assert_ptr_equal(socket->watcher, scene);
    assert_true(bus_socket_fd(socket) >= 0);
    scene->closing++;
    int at = 0;
    while (scene->open[at] != socket) at++;
    scene->open[at] = scene->open[--scene->open_now];
}

/* A round of a loop up to its work: it blocks where nothing is known to be there. */
static void wait_for(struct scene *scene, int ms) {
    struct pollfd fds[SOCKETS_MAX];
    if (!scene->tells) {
        station_wait(scene->bus, ms);
        return;
    }
    if (bus_ready(scene->bus)) ms = 0;
    for (int i = 0; i < scene->open_now; i++)
        fds[i] = (struct pollfd){.fd = bus_socket_fd(scene->open[i]), .events = POLLIN};
    poll(fds, (nfds_t)scene->open_now, ms);
    for (int i = 0; i < scene->open_now; i++)
        if (fds[i].revents) bus_socket_woke(scene->open[i]);
}

static int scene_setup(void **state, bool tells) {
    struct scene *scene = calloc(1, sizeof *scene);
    if (!scene) return -1;
    station_open(&scene->station);
    if (bus_open(&scene->bus) != 0) return -1;
    scene->tells = tells;
    bus_watch(scene->bus, &(struct bus_watch){socket_opened, socket_closing, scene, tells});
    *state = scene;
    return 0;
}

static int setup(void **state) { return scene_setup(state, false); }
static int setup_telling(void **state) { return scene_setup(state, true); }

static int teardown(void **state) {
    struct scene *scene = *state;
    bus_link_close(scene->link);
    bus_server_close(scene->server);
    bus_close(scene->bus);
    int left = scene->open_now;
    station_close(&scene->station);
    free(scene);
    return left;
}

static void frame_received(void *owner, struct span payload) {
    (void)payload;
    ((struct scene *)owner)->received++;
}

/* The owner may send at once, and what it sends is answered. */
static void connected(void *owner) {
    struct scene *scene = owner;
    sippe__envelope e = SIPPE__ENVELOPE__INIT;
    sippe__request r = SIPPE__REQUEST__INIT;
    uint8_t packed[64];
    scene->up++;
    scene->up_ms = clock_mono_ms();
    e.content_case = SIPPE__ENVELOPE__CONTENT_REQUEST;
    e.request = &r;
    size_t len = protobuf_c_message_pack(&e.base, packed);
    assert_int_equal(bus_link_send(scene->link, span_of(packed, len)), 0);
}

/* To the public endpoint, with the pings and the silence of a daemon: none of them may be what finds the peer again. */
static void client_open(struct scene *scene) {
    struct station *s = &scene->station;
    const struct bus_link_options o = {.endpoint = bus_server_endpoint(s->public_side),
                                       .server_key = s->own.public_key,
                                       .own = &s->keys[station_key_add(s, "gate", true)].pair,
                                       .send_max = BUS_PUBLIC_MAX,
                                       .received = frame_received,
                                       .up = connected,
                                       .owner = scene};
    assert_int_equal(bus_link_open(scene->bus, &o, &scene->link), 0);
}

static void link_open(struct scene *scene, size_t key, int silence_ms) {
    struct station *s = &scene->station;
    const struct bus_link_options o = {.endpoint = bus_server_endpoint(s->internal),
                                       .server_key = s->own.public_key,
                                       .own = &s->keys[key].pair,
                                       .ping_ms = 50,
                                       .silence_ms = silence_ms,
                                       .received = frame_received,
                                       .owner = scene};
    assert_int_equal(bus_link_open(scene->bus, &o, &scene->link), 0);
}

static void turn(struct scene *scene) {
    wait_for(scene, 5);
    bus_work(scene->bus, 256);
    if (scene->link) bus_link_tick(scene->link, clock_mono_ms());
}

static void turn_for(struct scene *scene, int ms) {
    for (int64_t until = clock_mono_ms() + ms; clock_mono_ms() < until;) turn(scene);
}

static bool turn_until_up(struct scene *scene, int ms) {
    for (int64_t until = clock_mono_ms() + ms; !bus_link_is_up(scene->link) && clock_mono_ms() < until;) turn(scene);
    return bus_link_is_up(scene->link);
}

static void pings_keep_a_link_up(void **state) {
    struct scene *scene = *state;
    link_open(scene, station_key_add(&scene->station, "scheduling", true), 400);
    assert_int_equal(bus_link_send(scene->link, span_text("early")), ERR_BUSY); /* nothing is queued to nobody */
    assert_true(turn_until_up(scene, 3000));
    turn_for(scene, 1000);
    assert_true(bus_link_is_up(scene->link));
    assert_int_equal(bus_link_counts(scene->link)->remade, 0);
    assert_int_equal(scene->received, 0); /* pongs stay inside */
    assert_true(bus_link_counts(scene->link)->pings >= 5);
}

static void fetch_is_answered(void **state) {
    struct scene *scene = *state;
    struct arena a;
    link_open(scene, station_key_add(&scene->station, "scheduling", true), 400);
    assert_true(turn_until_up(scene, 3000));
    arena_init(&a);
    sippe__envelope *e = NEW(&a, sippe__envelope);
    e->content_case = SIPPE__ENVELOPE__CONTENT_FETCH;
    e->fetch = NEW(&a, sippe__fetch);
    e->fetch->stream = "daemons:scheduling";
    int rc = bus_link_send(scene->link, message_pack(&a, &e->base));
    arena_close(&a);
    assert_int_equal(rc, 0);
    turn_for(scene, 300);
    assert_int_equal(scene->received, 1);
    assert_int_equal(scene->station.route.side, BUS_INTERNAL);
}

static void silence_makes_a_link_anew(void **state) {
    struct scene *scene = *state;
    struct station *s = &scene->station;
    link_open(scene, station_key_add(s, "scheduling", true), 400);
    assert_true(turn_until_up(scene, 3000));
    atomic_store(&s->mute, -1);
    turn_for(scene, 1100);
    assert_false(bus_link_is_up(scene->link));
    assert_true(bus_link_counts(scene->link)->remade >= 1);
    assert_int_equal(scene->opened, scene->closing + 2); /* the loop hears of each descriptor, a link's and its ear's */
    atomic_store(&s->mute, 0);
    assert_true(turn_until_up(scene, 3000));
}

/* It is known by two keys, and has the second by now: or the first still. Well within the silence that ends a link. */
static void a_peer_is_found_by_its_next_key(void **state) {
    struct scene *scene = *state;
    struct station *s = &scene->station;
    size_t key = station_key_add(s, "scheduling", true);
    struct key_pair other;
    key_pair_new(&other);
    for (int i = 0; i < 2; i++) {
        struct bus_link_options o = {.endpoint = bus_server_endpoint(s->internal),
                                     .server_key = i ? s->own.public_key : other.public_key,
                                     .next_key = i ? other.public_key : s->own.public_key,
                                     .own = &s->keys[key].pair,
                                     .ping_ms = 1000,
                                     .silence_ms = 20000,
                                     .received = frame_received,
                                     .owner = scene};
        assert_int_equal(bus_link_open(scene->bus, &o, &scene->link), 0);
        assert_true(turn_until_up(scene, 5000));
        turn_for(scene, 1500); /* and kept */
        assert_true(bus_link_is_up(scene->link));
        assert_int_equal(bus_link_counts(scene->link)->remade, i ? 0 : 1);
        bus_link_close(scene->link);
        scene->link = NULL;
    }
}

static void stranger_gets_in_once_entered(void **state) {
    struct scene *scene = *state;
    size_t key = station_key_add(&scene->station, "scheduling", false);
    link_open(scene, key, 60000); /* not by a new socket: libzmq goes on trying after a 300 */
    turn_for(scene, 500);
    assert_false(bus_link_is_up(scene->link));
    station_key_set(&scene->station, key, true);
    assert_true(turn_until_up(scene, 6000));
    assert_int_equal(bus_link_counts(scene->link)->remade, 0);
}

/* ---- as a client ---- */

/* From the moment in which the peer listens again: libzmq tries each 0.1 to 0.3 s, however long it was away. */
enum { RESTARTS = 10, FOUND_MS = 500 };
static const int away_ms[] = {50, 700, 50, 700, 2200};

/* Up once more, and what the owner sent then is answered. */
static void turn_until_connected(struct scene *scene, int up) {
    for (int64_t until = clock_mono_ms() + 8000; scene->received < up && clock_mono_ms() < until;) turn(scene);
    assert_int_equal(scene->up, up);
    assert_int_equal(scene->received, up);
}

static int64_t restart_ms(struct scene *scene, int after_ms) {
    struct station *s = &scene->station;
    s->restart_after_ms = after_ms;
    atomic_store(&s->restart, true);
    turn_until_connected(scene, scene->up + 1);
    return scene->up_ms - atomic_load(&s->opened_ms);
}

static void who_comes_back_is_found_at_once(void **state) {
    struct scene *scene = *state;
    client_open(scene);
    turn_until_connected(scene, 1);
    for (int i = 0; i < RESTARTS; i++) {
        int64_t took = restart_ms(scene, away_ms[i % 5]);
        if (took > FOUND_MS) fail_msg("restart %d: up %d ms after the peer", i, (int)took);
    }
    assert_int_equal(bus_link_counts(scene->link)->connected, RESTARTS + 1);
    assert_int_equal(bus_link_counts(scene->link)->remade, 0);
}

/* Past the peer's bound the connection would be cut: it is refused here. */
static void what_is_too_large_for_a_public_endpoint(void **state) {
    struct scene *scene = *state;
    uint8_t *frame = calloc(1, BUS_PUBLIC_MAX + 1);
    client_open(scene);
    assert_int_equal(bus_link_send(scene->link, span_of(frame, BUS_PUBLIC_MAX + 1)), ERR_INVALID);
    assert_int_equal(bus_link_send(scene->link, span_of(frame, BUS_PUBLIC_MAX)), ERR_BUSY); /* not before it is up */
    for (int64_t until = clock_mono_ms() + 3000; !scene->up && clock_mono_ms() < until;) turn(scene);
    assert_int_equal(bus_link_send(scene->link, span_of(frame, BUS_PUBLIC_MAX)), 0);
    turn_for(scene, 300);
    assert_int_equal(scene->up, 1); /* it was taken */
    free(frame);
}

/* The burst: a server and a link on one bus. Each number is sent to the server, and comes back. */

static void number_echo(void *owner, const struct bus_message *m) {
    struct scene *scene = owner;
    int n = BURST;
    if (m->payload.len == sizeof n) memcpy(&n, m->payload.data, sizeof n);
    if (n >= 0 && n < BURST) bus_server_send(scene->server, m->route, m->payload); /* and no ping */
}

static void number_received(void *owner, struct span payload) {
    struct scene *scene = owner;
    int n = -1;
    assert_int_equal(payload.len, sizeof n);
    memcpy(&n, payload.data, sizeof n);
    assert_true(n >= 0 && n < BURST && !scene->seen[n]);
    scene->seen[n] = true;
    scene->received++;
}

static bool key_known(void *owner, const uint8_t public_key[KEY_LEN], char name[KEY_NAME_MAX + 1]) {
    memcpy(name, "burst", 6);
    return memcmp(owner, public_key, KEY_LEN) == 0;
}

/* More than any window lets a peer have under way, and fewer than an endpoint keeps for one that does not read. */
enum { UNDER_WAY = 1000 };

static void burst_send(struct scene *scene, int most) {
    for (int n = 0; n < most && scene->sent < BURST && scene->sent - scene->received < UNDER_WAY; n++, scene->sent++)
        if (bus_link_send(scene->link, span_of(&scene->sent, sizeof scene->sent)) != 0) return;
}

static void burst_run(struct scene *scene, int per_turn) {
    for (int64_t until = clock_mono_ms() + 20000; scene->received < BURST && clock_mono_ms() < until;) {
        bus_work(scene->bus, 100);
        burst_send(scene, per_turn); /* consumes the descriptor's edge after the work */
        wait_for(scene, scene->sent < BURST ? 1 : 1000);
    }
}

/* A server and a link to it, both ours. */
static void echo_open(struct scene *scene) {
    static struct key_pair server_key, own;
    key_pair_new(&server_key);
    key_pair_new(&own);
    assert_int_equal(bus_guard(scene->bus, key_known, own.public_key), 0);
    assert_int_equal(bus_server_open(scene->bus,
                                     &(struct bus_server_options){.endpoint = "tcp://127.0.0.1:*",
                                                                  .own = &server_key,
                                                                  .received = number_echo,
                                                                  .owner = scene},
                                     &scene->server),
                     0);
    assert_int_equal(bus_link_open(scene->bus,
                                   &(struct bus_link_options){.endpoint = bus_server_endpoint(scene->server),
                                                              .server_key = server_key.public_key,
                                                              .own = &own,
                                                              .received = number_received,
                                                              .owner = scene},
                                   &scene->link),
                     0);
}

static void burst_loses_none(void **state) {
    struct scene *scene = *state;
    echo_open(scene);
    burst_run(scene, 37);
    assert_int_equal(scene->received, BURST);
    scene->received = scene->sent = 0; /* again, as many at once as may be */
    memset(scene->seen, 0, sizeof scene->seen);
    burst_run(scene, BURST);
    assert_int_equal(scene->received, BURST);
    assert_int_equal(bus_server_counts(scene->server)->dropped, 0);
    assert_int_equal(bus_server_counts(scene->server)->received, 2 * BURST + 1); /* and the ping */
}

/* One message goes to our own server and back into our socket, which nobody has read from yet. */
static void echo_wait(struct scene *scene) {
    int sent = scene->sent;
    burst_send(scene, 1);
    assert_int_equal(scene->sent, sent + 1);
    assert_false(bus_socket_ready((struct bus_socket *)(void *)scene->link)); /* each one's first member */
    for (int64_t until = clock_mono_ms() + 3000; clock_mono_ms() < until;)
        if (bus_socket_work((struct bus_socket *)(void *)scene->server, 1)) break;
    nanosleep(&(struct timespec){0, 50000000}, NULL);
}

/* What is there is not looked for before the descriptor woke, or before something is sent, which takes its signal. */
static void a_link_that_rests_is_not_asked(void **state) {
    struct scene *scene = *state;
    struct bus_socket *link;
    echo_open(scene);
    link = (struct bus_socket *)(void *)scene->link;
    turn_for(scene, 300); /* the ping is answered */
    echo_wait(scene);
    assert_false(bus_socket_ready(link));
    wait_for(scene, 1000);
    assert_true(bus_socket_ready(link));
    bus_work(scene->bus, 1);
    assert_int_equal(scene->received, 1);
    assert_false(bus_socket_ready(link));
    echo_wait(scene);
    assert_false(bus_socket_ready(link));
    burst_send(scene, 1);
    assert_true(bus_socket_ready(link));
}

int main(void) {
#define SCENE_TEST(test)    cmocka_unit_test_setup_teardown(test, setup, teardown)
#define SCENE_TELLING(test) cmocka_unit_test_setup_teardown(test, setup_telling, teardown)
    const struct CMUnitTest tests[] = {
        SCENE_TEST(pings_keep_a_link_up),
        SCENE_TEST(fetch_is_answered),
        SCENE_TEST(silence_makes_a_link_anew),
        SCENE_TEST(a_peer_is_found_by_its_next_key),
        SCENE_TEST(stranger_gets_in_once_entered),
        SCENE_TEST(burst_loses_none),
        SCENE_TEST(who_comes_back_is_found_at_once),
        SCENE_TEST(what_is_too_large_for_a_public_endpoint),
        SCENE_TELLING(pings_keep_a_link_up),
        SCENE_TELLING(silence_makes_a_link_anew),
        SCENE_TELLING(burst_loses_none),
        SCENE_TELLING(a_link_that_rests_is_not_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
