/* Servers and clients of the bus over loopback with CURVE. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>
#include "base/message.h"
#include "station.h"
#include "sys/clock.h"

static int setup(void **state) {
    static struct station s;
    station_open(&s);
    *state = &s;
    return 0;
}

static int teardown(void **state) {
    station_close(*state);
    return 0;
}

static void echo_carries_the_name(void **state) {
    struct station *s = *state;
    struct bus_client *c = station_client(s, station_key_add(s, "desk.hochelaga", true), NULL);
    bool same = false;
    assert_int_equal(station_echo(c, "bonjour", &same), 0);
    assert_true(same);
    assert_string_equal(s->principal, "desk.hochelaga");
    assert_int_equal(s->route.side, BUS_PUBLIC);
    assert_int_equal(bus_client_counts(c)->resent, 0);
}

static void stranger_is_told_and_may_come_back(void **state) {
    struct station *s = *state;
    size_t key = station_key_add(s, "newcomer", false);
    struct bus_client *c = station_client(s, key, NULL);
    bool same = false;
    assert_int_equal(station_echo(c, "x", &same), ERR_DENIED);
    assert_int_equal(bus_client_connect(c, 6000), ERR_DENIED);
    assert_int_equal(atomic_load(&s->requests), 0);
    assert_true(bus_client_counts(c)->refused >= BUS_CLIENT_REFUSALS);
    station_key_set(s, key, true);
    assert_int_equal(station_echo(c, "y", &same), 0); /* a 400 would have ended its reconnecting */
    assert_true(same);
}

static void wrong_server_key_is_denied(void **state) {
    struct station *s = *state;
    size_t key = station_key_add(s, "desk", true);
    struct key_pair other;
    key_pair_new(&other);
    struct bus_client *c = station_client(s, key, &(struct bus_client_options){.server_key = other.public_key});
    bool same;
    assert_int_equal(station_echo(c, "x", &same), ERR_DENIED);
    assert_int_equal(atomic_load(&s->requests), 0);
}

/* A server whose key was changed is found by the next one; when neither is its own it is denied as before. */
static void a_server_is_found_by_its_next_key(void **state) {
    struct station *s = *state;
    size_t key = station_key_add(s, "desk", true);
    struct key_pair other, third;
    bool same = false;
    key_pair_new(&other);
    key_pair_new(&third);
    struct bus_client_options o = {.server_key = other.public_key, .next_key = s->own.public_key};
    struct bus_client *c = station_client(s, key, &o);
    assert_int_equal(station_echo(c, "x", &same), 0);
    assert_true(same);
    o.next_key = third.public_key;
    assert_int_equal(station_echo(station_client(s, key, &o), "x", &same), ERR_DENIED);
}

static void nobody_listens(void **state) {
    struct station *s = *state;
    size_t key = station_key_add(s, "desk", true);
    struct bus_client *c =
        station_client(s, key, &(struct bus_client_options){.endpoint = "tcp://127.0.0.1:20999", .deadline_ms = 700});
    bool same;
    assert_int_equal(station_echo(c, "x", &same), ERR_TIMEOUT);
    struct bus_request r = {.method = "test.Echo"};
    assert_int_equal(bus_client_send(c, &r), ERR_BUSY);
}

/* The guard is asked when somebody connects: who is struck off later must be refused message by message, under this
 * name. */
static void struck_off_key_still_delivers_its_name(void **state) {
    struct station *s = *state;
    size_t key = station_key_add(s, "revoked-later", true);
    struct bus_client *c = station_client(s, key, NULL);
    bool same;
    assert_int_equal(station_echo(c, "a", &same), 0);
    station_key_set(s, key, false);
    s->principal[0] = 0;
    assert_int_equal(station_echo(c, "b", &same), 0);
    assert_string_equal(s->principal, "revoked-later");
}

static void restart_is_survived_by_the_same_request(void **state) {
    struct station *s = *state;
    struct bus_client *c = station_client(s, station_key_add(s, "desk", true), NULL);
    bool same;
    assert_int_equal(station_echo(c, "first", &same), 0);
    atomic_store(&s->mute, 1); /* the request arrives, its reply is lost with the daemon */
    atomic_store(&s->restart, true);
    assert_int_equal(station_echo(c, "second", &same), 0);
    assert_true(same);
}

static void lost_reply_is_asked_for_again_with_its_id(void **state) {
    struct station *s = *state;
    struct bus_client *c = station_client(s, station_key_add(s, "desk", true), NULL);
    bool same;
    atomic_store(&s->mute, 1);
    assert_int_equal(station_echo(c, "again", &same), 0);
    assert_true(same);
    assert_int_equal(bus_client_counts(c)->resent, 1);
    assert_int_equal(s->n_ids, 2);
    assert_true(id_equal(s->ids[0], s->ids[1]));
}

static void feed_of_a_stream(void **state) {
    struct station *s = *state;
    struct bus_client *c = station_client(s, station_key_add(s, "partner", true), NULL);
    struct arena a;
    arena_init(&a);
    sippe__fetch *f = NEW(&a, sippe__fetch);
    f->stream = "partner:relevailles";
    sippe__feed *feed = NULL;
    assert_int_equal(bus_client_fetch(c, f, &a, &feed), 0);
    assert_string_equal(feed->stream, "partner:relevailles");
    assert_int_equal(feed->head, 7);
    arena_close(&a);
}

struct flight {
    struct bus_client *client;
    int sent, answered;
    bool seen[2000];
};

/* A callback may send: each reply lets the next request go. */
static void flight_answered(void *owner, const sippe__reply *r) {
    struct flight *f = owner;
    int n = 0;
    assert_int_equal(r->body.len, sizeof n);
    memcpy(&n, r->body.data, sizeof n);
    assert_true(n >= 0 && n < 2000 && !f->seen[n]);
    f->seen[n] = true;
    f->answered++;
    if (f->sent == 2000) return;
    struct bus_request next = {.method = "test.Echo", .body = span_of(&f->sent, sizeof f->sent)};
    assert_int_equal(bus_client_send(f->client, &next), 0);
    f->sent++;
}

static void many_in_flight(void **state) {
    struct station *s = *state;
    size_t key = station_key_add(s, "spool", true);
    static struct flight f;
    f = (struct flight){.sent = 0};
    f.client = station_client(s, key, &(struct bus_client_options){.reply = flight_answered, .owner = &f});
    assert_int_equal(bus_client_connect(f.client, 3000), 0);
    for (; f.sent < 64; f.sent++) {
        struct bus_request r = {.method = "test.Echo", .body = span_of(&f.sent, sizeof f.sent)};
        assert_int_equal(bus_client_send(f.client, &r), 0);
    }
    int64_t until = clock_mono_ms() + 10000;
    while (f.answered < 2000 && clock_mono_ms() < until) assert_true(bus_client_poll(f.client, 100) >= 0);
    assert_int_equal(f.answered, 2000);
}

static void sizes_are_checked_when_made(void **state) {
    struct station *s = *state;
    struct bus_client *c = station_client(s, station_key_add(s, "desk", true), NULL);
    struct arena a;
    arena_init(&a);
    sippe__reply *reply = NULL;
    struct bus_request large = {.method = "test.Echo",
                                .body = span_of(arena_alloc(&a, BUS_PUBLIC_MAX), BUS_PUBLIC_MAX)};
    assert_int_equal(bus_client_call(c, &large, &a, &reply), ERR_INVALID);
    large.body.len -= 64; /* room for the envelope: the largest that passes, under CURVE's box too */
    assert_int_equal(bus_client_call(c, &large, &a, &reply), 0);
    assert_int_equal(reply->body.len, BUS_PUBLIC_MAX - 64);
    assert_int_equal(bus_client_counts(c)->disconnected, 0);
    assert_int_equal(bus_server_send(s->internal, (struct bus_route){.side = BUS_INTERNAL},
                                     span_of(arena_alloc(&a, BUS_INTERNAL_MAX + 1), BUS_INTERNAL_MAX + 1)),
                     ERR_INVALID);
    arena_close(&a);
}

int main(void) {
#define STATION_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        STATION_TEST(echo_carries_the_name),
        STATION_TEST(stranger_is_told_and_may_come_back),
        STATION_TEST(wrong_server_key_is_denied),
        STATION_TEST(a_server_is_found_by_its_next_key),
        STATION_TEST(nobody_listens),
        STATION_TEST(struck_off_key_still_delivers_its_name),
        STATION_TEST(restart_is_survived_by_the_same_request),
        STATION_TEST(lost_reply_is_asked_for_again_with_its_id),
        STATION_TEST(feed_of_a_stream),
        STATION_TEST(many_in_flight),
        STATION_TEST(sizes_are_checked_when_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
