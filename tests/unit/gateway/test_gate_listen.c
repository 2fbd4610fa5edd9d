/* Where the gate listens, and whom it lets in there: the front, or whoever is on this machine. */
#include "gate_stage.h"

/* ---- the front ---- */

static void the_front_is_handed_on_at_once(void **state) {
    struct world *w = *state;
    struct stat st;
    open_with(w, w->socket, NULL);
    assert_int_equal(stat(w->socket, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0660);
    assert_int_equal(gate_port(w->gate, 0), 0);
    int fd = dial_unix(w);
    rounds(w, 50);
    assert_int_equal(w->n_taken, 1);
    assert_true(w->taken[0]->is_front);
    assert_string_equal(w->taken[0]->text, "");
    close(fd);
    leave_all(w);
    gate_close(w->gate);
    w->gate = NULL;
    assert_int_equal(stat(w->socket, &st), -1);
}

static void a_front_has_more_than_an_address_may(void **state) {
    struct world *w = *state;
    int fds[GATE_OF_ADDRESS_MAX + 10];
    open_with(w, w->socket, NULL);
    for (size_t i = 0; i < sizeof fds / sizeof *fds; i++) {
        fds[i] = dial_unix(w);
        if (i % 100 == 0) rounds(w, 5);
    }
    rounds(w, 50);
    assert_int_equal(w->n_taken, sizeof fds / sizeof *fds);
    for (size_t i = 0; i < sizeof fds / sizeof *fds; i++) close(fds[i]);
}

static void behind_a_front_nobody_else_comes_in(void **state) {
    struct world *w = *state;
    char got[2048];
    open_with(w, "0.0.0.0:0", "127.0.0.7");
    int fd = dial_from(w, "127.0.0.7"), other = dial_from(w, "127.0.0.8");
    say(other, GOOD, strlen(GOOD));
    assert_true(hear(w, other, got, sizeof got) > 0);
    assert_non_null(strstr(got, "403 Forbidden"));
    assert_non_null(strstr(got, "permission_denied"));
    assert_int_equal(w->n_taken, 1);
    assert_true(w->taken[0]->is_front);
    assert_string_equal(w->taken[0]->text, "127.0.0.7");
    assert_int_equal(gate_counts(w->gate)->foreign, 1);
    close(fd);
    close(other);
}

static void a_front_by_ipv6_is_the_same_address(void **state) {
    struct world *w = *state;
    open_with(w, "[::]:0", "::ffff:127.0.0.7"); /* its connections come as mapped addresses */
    int fd = dial_from(w, "127.0.0.7");
    rounds(w, 50);
    assert_int_equal(w->n_taken, 1);
    assert_string_equal(w->taken[0]->text, "127.0.0.7");
    close(fd);
}

/* ---- where it listens ---- */

static void addresses_by_a_table(void **state) {
    struct world *w = *state;
    static const struct {
        const char *listen, *behind;
        int rc;
    } rows[] = {
        {"127.0.0.1:0", NULL, 0},
        {"127.1.2.3:0", NULL, 0},
        {"[::1]:0", NULL, 0},
        {"[::ffff:127.0.0.1]:0", NULL, 0},
        {"0.0.0.0:0", "172.18.0.2", 0},
        {"0.0.0.0:0", NULL, ERR_INVALID},
        {"[::]:0", NULL, ERR_INVALID},
        {"192.0.2.1:8080", NULL, ERR_INVALID},
        {"[2001:db8::1]:8080", NULL, ERR_INVALID},
        {"[::ffff:192.0.2.1]:8080", NULL, ERR_INVALID},
        {"128.0.0.1:8080", NULL, ERR_INVALID},
        {"localhost:8080", NULL, ERR_INVALID},
        {"127.0.0.1", NULL, ERR_INVALID},
        {"127.0.0.1:", NULL, ERR_INVALID},
        {"127.0.0.1:http", NULL, ERR_INVALID},
        {"127.0.0.1:65536", NULL, ERR_INVALID},
        {"127.0.0.1:-1", NULL, ERR_INVALID},
        {"::1:8080", NULL, ERR_INVALID},
        {"[127.0.0.1]:8080", NULL, ERR_INVALID},
        {"[::1]8080", NULL, ERR_INVALID},
        {"[::1", NULL, ERR_INVALID},
        {":8080", NULL, ERR_INVALID},
        {"8080", NULL, ERR_INVALID},
        {"", NULL, ERR_INVALID},
        {"192.0.2.1:8080", "172.18.0.2", ERR_IO}, /* none of this machine */
        {"127.0.0.1:0", "nginx", ERR_INVALID},
        {"127.0.0.1:0", "172.18.0.2:80", ERR_INVALID},
        {"/tmp/sippe-gate-none/a.sock", NULL, ERR_IO},
        {"/tmp", NULL, ERR_BUSY},
        {"/tmp/"
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
         NULL, ERR_INVALID},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct gate *g;
        struct gate_fault fault;
        struct gate_options o = {.loop = &w->loop,
                                 .listen = {"127.0.0.1:0", rows[i].listen},
                                 .n_listen = 2,
                                 .behind = rows[i].behind,
                                 .taken = on_taken,
                                 .owner = w};
        int rc = gate_open(&g, &o, &fault);
        if (rc != rows[i].rc) fail_msg("%s: %d", rows[i].listen, rc);
        assert_int_equal(g != NULL, rc == 0);
        if (rc)
            assert_true(strlen(fault.fr) > 20 && strlen(fault.en) > 20);
        else
            assert_true(gate_port(g, 0) > 0 && gate_port(g, 1) > 0 && gate_port(g, 0) != gate_port(g, 1));
        gate_close(g);
        uv_run(&w->loop, UV_RUN_DEFAULT);
    }
    struct gate *g;
    struct gate_fault fault;
    assert_int_equal(gate_open(&g, &(struct gate_options){.loop = &w->loop, .taken = on_taken}, &fault), ERR_INVALID);
}

static void a_socket_left_behind_is_replaced_a_living_one_not(void **state) {
    struct world *w = *state;
    struct gate *other;
    struct gate_fault fault;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, w->socket, strlen(w->socket));
    int left = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(left, (void *)&address, sizeof address), 0);
    close(left);
    open_with(w, w->socket, NULL);
    struct gate_options o = {.loop = &w->loop, .listen = {w->socket}, .n_listen = 1, .taken = on_taken, .owner = w};
    assert_int_equal(gate_open(&other, &o, &fault), ERR_BUSY);
    int fd = dial_unix(w); /* it was not taken away */
    rounds(w, 30);
    assert_int_equal(w->n_taken, 2); /* the other one looked whether somebody is there */
    close(fd);
}

int main(void) {
    const struct CMUnitTest tests[] = {STAGE_TEST(the_front_is_handed_on_at_once),
                                       STAGE_TEST(a_front_has_more_than_an_address_may),
                                       STAGE_TEST(behind_a_front_nobody_else_comes_in),
                                       STAGE_TEST(a_front_by_ipv6_is_the_same_address),
                                       STAGE_TEST(addresses_by_a_table),
                                       STAGE_TEST(a_socket_left_behind_is_replaced_a_living_one_not)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
