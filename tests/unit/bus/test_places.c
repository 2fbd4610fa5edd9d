/* Where to connect: which endpoints there are, and names that become addresses. */
#include "peers.h"

#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "bus/lookup.h"

static void what_is_no_endpoint_is_refused_at_once(void **state) {
    (void)state;
    static const char *const bad[] = {"",
                                      "ipc:///tmp/x",
                                      "tcp://",
                                      "tcp://host",
                                      "tcp://host:",
                                      "tcp://:5555",
                                      "tcp://a host:5555",
                                      "tcp://h\xc3\xa9:1",
                                      "tcp://a/b:5555"};
    struct place p;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (place_open(&p, bad[i]) != ERR_INVALID) fail_msg("taken: %s", bad[i]);
    char longest[ENDPOINT_MAX + 1];
    memset(longest, 'a', sizeof longest);
    memcpy(longest, "tcp://", 6);
    memcpy(longest + ENDPOINT_MAX - 5, ":5555", 6);
    assert_int_equal(place_open(&p, longest), ERR_INVALID);
}

/* Nothing is looked up, and the endpoint is the address. */
static void an_address_is_its_own(void **state) {
    (void)state;
    static const char *const good[] = {"tcp://127.0.0.1:5555", "tcp://[::1]:5555"};
    struct place p;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(place_open(&p, good[i]), 0);
        assert_string_equal(place_address(&p), good[i]);
        place_renew(&p);
        assert_null(p.lookup);
        place_close(&p);
    }
}

/* IPv4 first, then the others in their turn; and not again at once, however often it is asked for. */
static void a_name_is_looked_up_once_in_two_seconds(void **state) {
    (void)state;
    struct place p;
    assert_int_equal(place_open(&p, "tcp://localhost:5555"), 0);
    if (!place_address(&p)) assert_true(place_wait(&p, 5000));
    assert_string_equal(place_address(&p), "tcp://127.0.0.1:5555");
    assert_false(p.lost);
    for (int i = 0; i < 3; i++) place_renew(&p);
    assert_null(p.lookup);
    p.looked_ms -= LOOKUP_AGAIN_MS;
    place_renew(&p);
    assert_non_null(p.lookup);
    place_close(&p);
}

static size_t addresses(int family) {
    struct addrinfo *found, hints = {.ai_family = family, .ai_socktype = SOCK_STREAM};
    size_t n = 0;
    if (getaddrinfo("localhost", "5555", &hints, &found)) return 0;
    for (const struct addrinfo *a = found; a; a = a->ai_next) n++;
    freeaddrinfo(found);
    return n;
}

static void the_next_look_up_gives_the_next_address(void **state) {
    (void)state;
    if (addresses(AF_INET) != 1 || addresses(AF_INET6) != 1) skip(); /* this machine has but one */
    static const char *const turns[] = {"tcp://127.0.0.1:5555", "tcp://[::1]:5555", "tcp://127.0.0.1:5555"};
    for (unsigned turn = 0; turn < 3; turn++) {
        struct place p;
        assert_int_equal(place_open(&p, "tcp://localhost:5555"), 0);
        p.turn = turn;
        if (!place_address(&p)) assert_true(place_wait(&p, 5000));
        assert_string_equal(place_address(&p), turns[turn]);
        place_close(&p);
    }
}

static void ignore(void *owner, const struct bus_message *m) { (void)owner, (void)m; }

static bool has_ipv6(void) {
    struct sockaddr_in6 any = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool has = fd >= 0 && bind(fd, (struct sockaddr *)&any, sizeof any) == 0;
    if (fd >= 0) close(fd);
    return has;
}

/* Brackets say that it listens there; that is an option of the socket, and no default. */
static void a_server_may_listen_on_ipv6(void **state) {
    (void)state;
    static struct scene s;
    struct bus_server *server;
    if (!has_ipv6()) skip(); /* this machine has none */
    scene_open(&s);
    struct bus_server_options o = {.side = BUS_PUBLIC, .endpoint = "tcp://[::1]:*", .own = &s.own, .received = ignore};
    assert_int_equal(bus_server_open(s.bus, &o, &server), 0);
    bus_server_close(server);
    scene_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_endpoint_is_refused_at_once),
        cmocka_unit_test(an_address_is_its_own),
        cmocka_unit_test(a_name_is_looked_up_once_in_two_seconds),
        cmocka_unit_test(the_next_look_up_gives_the_next_address),
        cmocka_unit_test(a_server_may_listen_on_ipv6),
    };
    return cmocka_run_group_tests_name("places", tests, NULL, NULL);
}
